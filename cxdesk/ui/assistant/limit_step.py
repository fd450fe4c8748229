"""What the strategy allows: money, work in progress, person-days a month of each domain."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.model.program import Measure
from cxdesk.services import strategy
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.parts import Line, Words
from cxdesk.ui.assistant.reading import number_in, plain_number
from cxdesk.ui.assistant.step import At, Step
from cxdesk.ui.form.editing import Editing

Key = tuple[Measure, int | None]
_WIDE = 108


class LimitStep(Step):
    """One field a limit; an empty one limits nothing."""

    title = "Limits"
    help = "What binds every decision. An empty field limits nothing."
    later = "Strategy, Limits"
    confirms = True

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.fields: dict[Key, Line] = {}
        self._words: dict[Key, Words] = {}

    def _notes(self, here: Setup) -> dict[Key, tuple[str, str]]:
        """The label of every limit and a few words on it."""
        each: dict[Key, tuple[str, str]] = {
            (Measure.PERSON_DAYS, one.id): (
                one.name,
                "person-days a month"
                + (f"; its capacity is {plain_number(one.capacity)}" if one.capacity else ""),
            )
            for one in here.domains
        }
        return {
            (Measure.BUDGET, None): (
                "Budget",
                f"thousand {here.currency}, all initiatives together",
            ),
            (Measure.WIP, None): ("Work in progress", "initiatives in progress at a time"),
            (Measure.OWNER_WIP, None): ("Work of one owner", "initiatives in progress at a time"),
            (Measure.PERSON_DAYS, None): (
                "Work in a domain",
                "person-days a month, in every domain"
                + (" that has no limit of its own below" if each else ""),
            ),
            **each,
        }

    @staticmethod
    def is_set(here: Setup) -> bool:
        return bool(here.limits.keys() - {(Measure.WIP, None)})

    @property
    def dirty(self) -> bool:
        return any(words.dirty for words in self._words.values())

    def show_setup(self, here: Setup) -> None:
        notes = self._notes(here)
        for key in self.fields.keys() - notes.keys():
            self.fields.pop(key).deleteLater()
            del self._words[key]
        for key, (name, note) in notes.items():
            if key not in self.fields:
                self._add(key, name)
            line = self.fields[key]
            line.head.setText(name)
            line.note.setText(note)
            self._words[key].show(plain_number(here.limits.get(key)))

    def _add(self, key: Key, name: str) -> None:
        field = QLineEdit()
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setMaxLength(40)
        line = self.fields[key] = Line(name, field, self.go, wide=_WIDE)
        self._words[key] = Words(field)
        field.textEdited.connect(lambda _text: self._look(key))
        self.box.addWidget(line)

    def _look(self, key: Key) -> bool:
        text = self._words[key].text
        number, problem = number_in(text)
        if text and not problem:
            problem = strategy.limit_problem(key[0], number)
        return self.fields[key].say(problem)

    def look(self) -> bool:
        wrong = [key for key in self.fields if not self._look(key)]
        return not wrong

    def write(self) -> bool:
        at = At(next(iter(self.fields.values())))
        typed = {key: words.text for key, words in self._words.items() if words.dirty}

        def command(session: Session) -> None:
            for key, text in typed.items():
                at.here = self.fields[key]
                measure, domain = key
                limit = number_in(text)[0] if text else None
                strategy.set_limit(session, measure, limit, domain)

        if not self.editing.do("Set limits", command, at, said="Limits set"):
            return False
        for key, text in typed.items():
            self._words[key].kept = text
        return True

    def first_field(self) -> QWidget:
        return self.fields[Measure.BUDGET, None].field
