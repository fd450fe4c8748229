"""The first batch: initiatives that are delivered together, by one deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.model.wording import day
from cxdesk.services import programs
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.parts import Choice, Line, Words
from cxdesk.ui.assistant.step import Step
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.words import read_date
from cxdesk.ui.pickers import Option


class BatchStep(Step):
    """Name, deadline, lead."""

    title = "First batch"
    help = "A batch groups initiatives that are delivered together, by one deadline."
    later = "Kanban, with B"

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._people: Sequence[Option] = [Option(None, "Nobody yet")]
        self.name, self.deadline = QLineEdit(), QLineEdit()
        self.name.setMaxLength(200)
        self.name.setPlaceholderText("Such as Ask Once")
        year = editing.desk.today().year + 1
        self.deadline.setPlaceholderText(f"Such as {day(date(year, 6, 30))}")
        self.lead = Choice("lead", "Lead", lambda: self._people)
        self._name, self._deadline = Words(self.name), Words(self.deadline)
        self._name_line = Line("Name", self.name, self.go)
        self._deadline_line = Line("Deadline", self.deadline, self.go, wide=180)
        self.box.addWidget(self._name_line)
        self.box.addWidget(self._deadline_line)
        self.box.addWidget(Line("Lead", self.lead, self.go, wide=280))
        self.name.textEdited.connect(lambda _text: self._name_line.clear_fault())
        self.deadline.editingFinished.connect(self._look_at_deadline)
        self._lead: int | None = None

    @staticmethod
    def is_set(here: Setup) -> bool:
        return here.batch is not None

    @property
    def dirty(self) -> bool:
        return self._name.dirty or self._deadline.dirty or self.lead.value != self._lead

    def show_setup(self, here: Setup) -> None:
        self._people = self.editing.people("Nobody yet")
        batch = here.batch
        clean = self.lead.value == self._lead
        self._lead = batch.lead if batch else None
        self.lead.show_choice(self._lead if clean else self.lead.value)
        self._name.show(batch.name if batch else "")
        self._deadline.show(day(batch.deadline) if batch else "")

    def _read(self) -> date | None:
        return read_date(self._deadline.text, self.editing.desk.today())

    def _look_at_deadline(self) -> bool:
        try:
            on = self._read()
        except ValueError as wrong:
            return self._deadline_line.say(str(wrong))
        self._deadline_line.clear_fault()
        if on is not None and on < self.editing.desk.today():
            self._deadline_line.fault.warn(f"{day(on)} has passed.")
        return True

    def look(self) -> bool:
        fine = self._name_line.say("" if self._name.text else "The batch needs a name.")
        if not self._look_at_deadline():
            return False
        if self._read() is None:
            text = "Say by when the batch is delivered; every batch has a deadline."
            return self._deadline_line.say(text)
        return fine

    def write(self) -> bool:
        name, deadline, lead = self._name.text, self._read(), self.lead.value
        there = self.here.batch
        assert deadline is not None
        code = there.code if there else self.editing.read(programs.next_batch_code)

        def command(session: Session) -> None:
            if there is None:
                programs.add_batch(session, code, name, deadline, lead)
                return
            programs.edit_batch(session, there.id, name, lead)
            programs.move_deadline(session, there.id, deadline)

        label = f"{'Edit' if there else 'Add'} batch {code}"
        said = f"{code} {'changed' if there else 'added'}"
        if not self.editing.do(label, command, self._deadline_line, said=said):
            return False
        self._name.kept, self._deadline.kept, self._lead = name, self._deadline.text, lead
        return True

    def first_field(self) -> QWidget:
        return self.name
