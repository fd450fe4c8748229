"""The first screen, shown while no file is open: begin, open, look at the sample."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cxdesk.store.errors import KnownError
from cxdesk.ui.dialogs.dialog import button, label
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.files import Files
from cxdesk.ui.keys import enter_presses
from cxdesk.ui.settings import Settings

_WIDTH = 520


class Welcome(QWidget):
    """Offers what can be opened; the program replaces it as soon as a file is open."""

    # A file was dropped here: its path.
    file_dropped = Signal(str)

    def __init__(self, settings: Settings, files: Files) -> None:
        super().__init__()
        self.setWindowTitle("cxdesk")
        self.setAcceptDrops(True)
        self.resize(900, 640)
        self.file_menu = FileMenu(self, settings, files)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(label("Open a program", "title"))
        column.addWidget(
            label("A program is one file: initiatives, charters, actions and their history.")
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self.sample = button("Open the sample", self.file_menu.open_sample, role="primary")
        self.new = button("New program…", self.file_menu.show_new)
        self.open = button("Open…", self.file_menu.show_open)
        self.bring_in = button("Bring in a file…", lambda: self.file_menu.imports().ask())
        for each in (self.sample, self.new, self.open, self.bring_in):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        self.recent = self._recent(settings)
        if self.recent.count():
            column.addWidget(label("Opened last", "strong"))
            column.addWidget(self.recent)
        else:
            column.addWidget(
                label(
                    "The sample is a complete program to try things out; nothing is lost.", "small"
                )
            )
        column.addWidget(
            label(
                "Tables, Trello boards, exports of Jira and Planner and plans of MS Project become "
                "a program: drop the file here.",
                "small",
            )
        )
        page = QWidget()
        page.setLayout(column)
        page.setFixedWidth(_WIDTH)
        around = QVBoxLayout(self)
        across = QHBoxLayout()  # an alignment would cut the text: it asks for no height by width
        across.addStretch(1)
        across.addWidget(page)
        across.addStretch(1)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(2)
        (self.recent if self.recent.count() else self.sample).setFocus()

    def explain(self, error: KnownError, path: Path | None) -> None:
        """Say why the file that was asked for, or the sample, is not open."""
        self.file_menu.tell_trouble(error, path)

    def _recent(self, settings: Settings) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName("Opened last")
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for path in settings.recent():
            if path.exists():
                item = QListWidgetItem(f"{path.stem}   {path.parent}")
                item.setData(Qt.ItemDataRole.UserRole, path)
                made.addItem(item)
        made.setCurrentRow(0)
        made.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        made.itemActivated.connect(
            lambda item: self.file_menu.open_path(item.data(Qt.ItemDataRole.UserRole))
        )
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.file_dropped.emit(url.toLocalFile())
                event.acceptProposedAction()
                return
