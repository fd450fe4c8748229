"""What every dialog is: a title, its contents and buttons at the foot; it never blocks the program.

Also the plain message and the choosing of files, which are shown in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

FILE_FILTER = "Programs (*.cxdesk)"
_last: dict[str, Path] = {}  # the folder of the last file, by the filter of its kind


class Dialog(QDialog):
    """A dialog with a title; `body` is the column that takes the contents."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 480) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "title"))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self._at_left = 0
        column.addLayout(self.foot)

    def event(self, event: QEvent) -> bool:
        """Grow with words that appear: what wraps has no least height that a window heeds."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and (box := self.layout()) is not None:
            needed = box.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done

    def add_button(
        self, text: str, slot: Callable[[], object], *, role: str = "", left: bool = False
    ) -> QPushButton:
        """A button at the foot, as `button` makes it."""
        made = button(text, slot, role=role)
        if left:
            self.foot.insertWidget(self._at_left, made)
            self._at_left += 1
        else:
            self.foot.addWidget(made)
        return made


def button(text: str, slot: Callable[[], object], *, role: str = "") -> QPushButton:
    """A button; `role` "primary" is the accent one, which Enter presses."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if role == "primary":
        made.setDefault(True)
    made.clicked.connect(lambda _checked=False: slot())
    return made


def label(text: str, role: str = "body", *, selectable: bool = False) -> QLabel:
    """Plain text that wraps."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def tell(
    parent: QWidget | None, text: str, ways: Sequence[tuple[str, Callable[[], object]]] = ()
) -> QMessageBox:
    """Show a message with buttons for the ways on, and Close."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("cxdesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    for words, slot in ways:
        button = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        button.clicked.connect(lambda _checked=False, slot=slot: slot())
    close = box.addButton(QMessageBox.StandardButton.Close)
    box.setEscapeButton(close)
    box.open()
    return box


def ask_for_file(
    parent: QWidget | None,
    title: str,
    then: Callable[[Path], object],
    *,
    save_as: str = "",
    folder: Path | None = None,
    filter: str = FILE_FILTER,
) -> QFileDialog:
    """Let the user choose a file; `save_as` suggests the name of one to write.

    Without a `folder` it begins where a file of the kind was chosen last, at first in Documents.
    """
    place = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(place))
    first = documents if documents.is_dir() else Path.home()
    dialog = QFileDialog(parent, title, str(folder or _last.get(filter, first)), filter)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(save_as).suffix.lstrip("."))
        dialog.selectFile(save_as)
        dialog.filterSelected.connect(lambda kind: _follow_kind(dialog, kind))
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

    def chosen(name: str) -> None:
        _last[filter] = Path(name).parent
        then(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def _follow_kind(dialog: QFileDialog, kind: str) -> None:
    """A name without an ending gets that of the kind that was chosen: "CSV (*.csv)"."""
    dialog.setDefaultSuffix(kind.rpartition("*.")[2].rstrip(")"))


def ask_for_folder(
    parent: QWidget | None, title: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Let the user choose a folder to write into; it begins where one was chosen last."""
    documents = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    )
    first = documents if documents.is_dir() else Path.home()
    dialog = QFileDialog(parent, title, str(_last.get("", first)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def chosen(name: str) -> None:
        _last[""] = Path(name)
        then(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog
