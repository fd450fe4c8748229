"""The first step, once the file is made: the name of the program and its currency."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.services import programs
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.parts import Choice, Line, Words
from cxdesk.ui.assistant.step import Step
from cxdesk.ui.dialogs.new_program import CURRENCIES
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import label
from cxdesk.ui.pickers import Option


class ProgramStep(Step):
    """Name and currency. Where the file is kept was chosen when it was made."""

    title = "Program"
    help = "Everything you type from here on is kept in one file and can be undone."
    later = "Strategy, Program"

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self._name = Words(self.name)
        self._name_line = Line("Name", self.name, self.go)
        currencies = [*CURRENCIES]
        if self.here.currency not in currencies:
            currencies.insert(0, self.here.currency)
        options = [Option(one, one) for one in currencies]
        self.currency = Choice("currency", "Currency", lambda: options, self.here.currency)
        self.box.addWidget(self._name_line)
        self.box.addWidget(Line("Currency", self.currency, self.go, wide=120))
        file = label(str(editing.desk.store.path), "body")
        self.box.addWidget(Line("File", file, self.go))
        self.name.textEdited.connect(lambda _text: self.look())

    @staticmethod
    def is_set(here: Setup) -> bool:
        return True

    @property
    def dirty(self) -> bool:
        return self._name.dirty or self.currency.value != self.here.currency

    def show_setup(self, here: Setup) -> None:
        self._name.show(here.name)
        self.currency.show_choice(here.currency)

    def look(self) -> bool:
        return self._name_line.say("" if self._name.text else "The program needs a name.")

    def write(self) -> bool:
        id, name, currency = self.here.id, self._name.text, str(self.currency.value)

        def command(session: Session) -> None:
            programs.rename(session, id, name)
            programs.set_currency(session, id, currency)

        if not self.editing.do(
            "Describe the program", command, self._name_line, said="Program described"
        ):
            return False
        self._name.kept = name
        return True

    def first_field(self) -> QWidget:
        return self.name
