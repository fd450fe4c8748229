"""Where a file goes, as fields: this program, or a new one with its name and its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from cxdesk.ui.assistant.parts import Choice, mark
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.pickers import Option
from cxdesk.ui.program_file_name import documents, free_file_for, typed_file

HERE, NEW = "here", "new"
_MOST_NAME = 200


class Target(QWidget):
    """`here` is the name of the open program; None in a window without one."""

    # It goes elsewhere: HERE or NEW.
    chosen = Signal(str)

    def __init__(self, here: str | None) -> None:
        super().__init__()
        self._folder = documents()
        self._typed_name = self._typed_file = False
        options = [Option(HERE, f"{here}, this program"), Option(NEW, "A new program")]
        self.choice = Choice("bring-in-target", "Bring it into", lambda: options, HERE)
        self.choice.picked.connect(self._on_picked)
        self.choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the new program")
        self.name.setMaxLength(_MOST_NAME)
        self.name.textEdited.connect(self._on_name)
        self.file = QLineEdit()
        self.file.setAccessibleName("File of the new program")
        self.file.textEdited.connect(self._on_file)
        self.choose = QPushButton("Choose…")
        self.choose.setAutoDefault(False)
        self.choose.setAccessibleName("Choose the file of the new program")
        self.choose.clicked.connect(lambda _=False: self._ask())
        self.trouble = label("", "danger")
        self.trouble.hide()
        self._fields = QWidget()
        fields = QHBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        fields.addWidget(_word("Its name"))
        fields.addWidget(self.name, 2)
        fields.addSpacing(8)
        fields.addWidget(_word("kept in"))
        fields.addWidget(self.file, 3)
        fields.addWidget(self.choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_word("Into" if here is not None else "Into a new program"))
        row.addWidget(self.choice)
        row.addStretch(1)
        box = column(self, 8)
        box.addLayout(row)
        box.addWidget(self._fields)
        box.addWidget(self.trouble)
        self._here = here
        self.kind = NEW if here is None else HERE
        self.choice.setVisible(here is not None)
        self._show()

    def propose(self, name: str) -> None:
        """What a new program made of it is called, and its file, until somebody types another."""
        if not self._typed_name:
            self.name.setText(name[:_MOST_NAME])
        if not self._typed_file:
            self.file.setText(str(free_file_for(self.name.text(), self._folder)))
            self.file.setCursorPosition(len(self.file.text()))

    def ready(self) -> tuple[str, Path] | None:
        """Name and file of the new program; None, and why is said, where they will not do."""
        name, path = self.name.text().strip(), typed_file(self.file.text())
        wrong = self._wrong(name, path)
        if wrong is not None:
            self._refuse(*wrong)
        return None if wrong is not None or path is None else (name, path)

    def _wrong(self, name: str, path: Path | None) -> tuple[QLineEdit, str] | None:
        if not name:
            return self.name, "Give the new program a name."
        if path is None:
            return self.file, "Say in which file the program is kept."
        if path.exists():
            return self.file, f"{path.name} already exists. Choose another name."
        if not self._typed_file:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                return self.file, f"{path.parent} cannot be made: {error.strerror}."
        return None

    def _refuse(self, field: QLineEdit, why: str) -> None:
        """Say what is wrong, with the keyboard at its field."""
        self.trouble.setText(why)
        self.trouble.show()
        mark(field, True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picked(self) -> None:
        self.kind = str(self.choice.value)
        self._show()
        self.chosen.emit(self.kind)

    def _show(self) -> None:
        self._clear()
        self._fields.setVisible(self.kind == NEW)

    def _on_name(self, name: str) -> None:
        self._typed_name = True
        self._clear()
        self.propose(name)

    def _on_file(self, _text: str) -> None:
        self._typed_file = True
        self._clear()

    def _ask(self) -> None:
        here = Path(self.file.text())
        ask_for_file(
            self, "Where to keep the program", self._on_asked, save_as=here.name,
            folder=here.parent if here.parent.is_dir() else None,
        )  # fmt: skip

    def _on_asked(self, path: Path) -> None:
        self._on_file("")
        self.file.setText(str(path))

    def _clear(self) -> None:
        self.trouble.hide()
        for field in (self.name, self.file):
            mark(field, False)


def _word(text: str) -> QWidget:
    made = label(text, "body", "soft")
    made.setWordWrap(False)
    return made
