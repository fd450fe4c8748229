"""The fields of a new reading: Enter saves it and begins the next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.exchange.numbers import Unclear, count_of, number_of
from cxdesk.model.wording import day
from cxdesk.services.outcomes import NewReading
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import LineField
from cxdesk.ui.form.rows import Wrap, column
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.outcome.edits import count_problem, number_problem, split_of
from cxdesk.ui.outcome.subject import OutcomeSubject
from cxdesk.ui.outcome.words import read_past

_ANSWERS = ("promoters", "passives", "detractors")


class _Day(DateField):
    """The day of a reading, which lies behind us; it keeps nothing by itself."""

    def value(self) -> date | None:
        return read_past(self.words(), self._today())

    def commit(self) -> bool:
        try:
            self.value()
        except ValueError as wrong:
            self.refuse(str(wrong))
            return False
        return True


class AddReading(QWidget):
    """Date, value and number of answers; with `split` also what the answers were."""

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__()
        self.setObjectName("add-reading")
        self._subject = subject
        self.fault = Fault(subject.go)
        self.day = _Day(
            "new-day", "Date of the reading", lambda _on: False, subject.desk.today,
            fault=self.fault, placeholder="date",
        )  # fmt: skip
        self.value = self._field("new-value", "Value", "value", 56)
        self.n = self._field("new-n", "Number of answers", "n", 48)
        checked(self.day, self._day_problem)
        checked(self.value, self._value_problem)
        checked(self.n, count_problem)
        self.answers = [
            checked(self._field(f"new-{name}", name.capitalize(), name, 40), count_problem)
            for name in _ANSWERS
        ]
        self.add = QPushButton("Add")
        self.add.setObjectName("add")
        self.add.setAccessibleName("Add the reading")
        self.add.clicked.connect(lambda _=False: self.save())
        first, second = Wrap(gap=6), Wrap(gap=6)
        for field in (self.day, self.value, self.n, *self.answers):
            field.setProperty("quiet", False)
            field.entered = self.save
            (second if field in self.answers else first).addWidget(field)
        first.addWidget(self.add)
        box = column(self, 4, (PAD_X, 4, PAD_X, 6))
        box.addLayout(first)
        box.addLayout(second)
        box.addWidget(self.fault)
        self.tab_parts = (self.day, self.value, self.n, *self.answers, self.add)

    def _field(self, key: str, label: str, placeholder: str, least: int) -> LineField:
        return LineField(key, label, None, fault=self.fault, placeholder=placeholder, least=least)

    def show_sheet(self, split: bool) -> None:
        """Show the fields for the outcome shown; what is half typed waits with its own."""
        sheet = self._subject.sheet
        today = self._subject.desk.today()
        taken = bool(sheet.points) and sheet.points[-1].on == today
        self.day.show_value(sheet.row.id, "" if taken else day(today))
        for field in (self.value, self.n, *self.answers):
            field.show_value(sheet.row.id, "")
        for field in self.answers:
            field.setVisible(split or field.dirty)

    # What is typed --------------------------------------------------------------------------

    def _day_problem(self, text: str) -> str:
        try:
            on = read_past(text, self._subject.desk.today())
        except ValueError:
            return ""  # half a date
        if on is not None and on > self._subject.desk.today():
            return f"{day(on)} is yet to come."
        return ""

    def _value_problem(self, text: str) -> str:
        return number_problem(text, self._subject.row.unit) if text.strip() else ""

    def save(self) -> None:
        """Save the reading and begin the next; what is wrong is said at its field."""
        try:
            on = self.day.value()
        except ValueError as wrong:
            self._refuse(self.day, str(wrong))
            return
        if on is None:
            self._refuse(self.day, "Say on which day it was measured.")
            return
        new = self._typed(on)
        if new is None or not self._subject.edits.read(self._subject.row, new, self.day):
            return
        for field in (self.value, self.n, *self.answers):
            field.set_words("")
        self.day.restore()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def _typed(self, on: date) -> NewReading | None:
        """The reading as typed; None, said at the field, when that is none."""
        unit = self._subject.row.unit
        field = self.value
        try:
            value = number_of(self.value.words(), unit) if self.value.words().strip() else None
            field = self.n
            n = count_of(self.n.words()) if self.n.words().strip() else None
            field = self.answers[0]
            split = split_of([one.words() for one in self.answers])
        except Unclear as unclear:
            self._refuse(field, str(unclear))
            return None
        if value is None and split is None:
            self._refuse(self.value, "Write what was measured.")
            return None
        return NewReading(on, value, n, split)

    def _refuse(self, field: LineField, why: str) -> None:
        field.refuse(why)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
