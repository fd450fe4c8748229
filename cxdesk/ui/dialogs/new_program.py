"""Asks for the name, currency and place of a new program, and makes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui.dialogs.dialog import Dialog, ask_for_file, label
from cxdesk.ui.files import Files
from cxdesk.ui.program_file_name import documents, file_for, typed_file
from cxdesk.ui.theme import restyle

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY")


class NewProgram(Dialog):
    """The dialog; what is wrong is said under the field it is about."""

    def __init__(self, parent: QWidget | None, files: Files) -> None:
        super().__init__(parent, "New program")
        self._files = files
        self._folder = documents()
        self.name = QLineEdit()
        self.name.setPlaceholderText("The name of your program")
        self.name.setAccessibleName("Name")
        self.name.setMaxLength(200)
        self.currency = QComboBox()
        self.currency.addItems(CURRENCIES)
        self.currency.setAccessibleName("Currency")
        self.place = QLineEdit()
        self.place.setAccessibleName("File")
        self._place_is_ours = True  # until the user writes another
        choose = QPushButton("Choose…")
        choose.setAutoDefault(False)
        choose.setAccessibleName("Choose the file")
        choose.clicked.connect(self._on_choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        row.addWidget(choose)

        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow("&Name", self.name)
        form.addRow("&Currency", self.currency)
        caption = QLabel("&File")
        caption.setBuddy(self.place)
        form.addRow(caption, row)
        self.body.addLayout(form)
        self.trouble = label("", "danger")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.body.addWidget(
            label(
                "Every change is saved at once in this one file. What is asked next, from "
                "holidays to the first batch, can all be skipped.",
                "small",
            )
        )
        self.add_button("Cancel", self.reject)
        self.make = self.add_button("Make program", self._on_make, role="primary")
        self.name.textChanged.connect(self._on_name)
        self.place.textEdited.connect(self._on_place)
        self._on_name("")

    def _on_name(self, name: str) -> None:
        self._clear()
        if self._place_is_ours:
            self.place.setText(str(file_for(name, self._folder)))

    def _on_place(self, _text: str) -> None:
        self._place_is_ours = False
        self._clear()

    def _on_choose(self) -> None:
        here = Path(self.place.text())
        ask_for_file(
            self, "Where to keep the program", self._on_chosen, save_as=here.name,
            folder=here.parent,
        )  # fmt: skip

    def _on_chosen(self, path: Path) -> None:
        self._on_place("")
        self.place.setText(str(path))

    def _on_make(self) -> None:
        path = typed_file(self.place.text())
        if path is None:
            self._say(self.place, "Say in which file the program is kept.")
            return
        try:
            if self._place_is_ours:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._files.create(path, self.name.text().strip(), self.currency.currentText())
        except RuleBroken as broken:
            self._say(self.name, broken.text)
        except KnownError as error:
            self._say(self.place, error.text)
        except OSError as error:
            self._say(self.place, f"{path.parent} cannot be made: {error.strerror}.")
        else:
            self.accept()

    def _say(self, field: QLineEdit, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()
        field.setProperty("invalid", True)
        restyle(field)
        field.setFocus()

    def _clear(self) -> None:
        self.trouble.hide()
        for field in (self.name, self.place):
            if field.property("invalid"):
                field.setProperty("invalid", False)
                restyle(field)
