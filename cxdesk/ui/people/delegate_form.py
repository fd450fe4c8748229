"""The form of a seat's delegates: who fills it now and later, and one more."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cxdesk.model.people import days_problem
from cxdesk.model.wording import day
from cxdesk.services import groups, people_view
from cxdesk.services.people_view import GroupRow, SeatRow
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import read_date
from cxdesk.ui.people.group_words import days_words
from cxdesk.ui.pickers import Option, pick

_HELP = "On these days the delegate votes in the board in place of its member."


class DelegateForm(SmallForm):
    """Person, first and last day; the delegates of today and later stand above."""

    def __init__(self, over: QWidget, editing: Editing, group: GroupRow, seat: int) -> None:
        row = next(each for each in group.members if each.id == seat)
        super().__init__(over, f"Delegate of {row.name}", _HELP, "Add delegate")
        self._editing, self._group = editing, group
        self._seat: SeatRow = row
        self._today = editing.desk.today()
        self._chosen: Option | None = None
        self.person = Value("delegate", "Who", framed=True)
        self.person.clicked.connect(lambda _=False: self.pick_person())
        self._show_person()
        self._there = QVBoxLayout()
        self._there.setSpacing(4)
        self.box.insertLayout(2, self._there)
        self.add_row("Who", self.person)
        self.start = self.line_edit("From", f"Such as {day(self._today)}", self._start_fault)
        self.end = self.line_edit("To", "The last day; empty for one day", self._end_fault)
        self.start.setText(day(self._today))
        self.finish()
        self._show_there()

    def first_field(self) -> QWidget:
        return self.person

    # Who is there -------------------------------------------------------------------------------

    def _show_there(self) -> None:
        """A line for each delegate, with a button that ends it."""
        while (item := self._there.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._seat.delegates:
            words = label(f"{one.name} {days_words(one, self._today)}", "strong")
            end = QPushButton("End")
            end.setAccessibleName(f"End the delegation of {one.name}")
            end.clicked.connect(lambda _=False, id=one.id, name=one.name: self._end(id, name))
            holder = QWidget()
            beside = QHBoxLayout(holder)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(words, 1)
            beside.addWidget(end)
            self._there.addWidget(holder)
        self.place()

    def _read(self) -> None:
        """Look again who stands in: something was changed."""
        found = [
            each
            for group in self._editing.read(people_view.groups)
            for each in group.members
            if each.id == self._seat.id
        ]
        if found:
            self._seat = found[0]
            self._show_there()
        else:
            self.close_overlay()

    def _end(self, id: int, name: str) -> None:
        said = f"End the delegation of {name}"
        if self._editing.do(said, lambda s: groups.undelegate(s, id), self):
            self._read()
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    # One more -----------------------------------------------------------------------------------

    def pick_person(self) -> None:
        """Offer everybody who has no seat in this board."""
        there = {each.person_id for each in self._group.members}
        options = [one for one in self._editing.people() if one.value not in there and not one.why]
        chosen = self._chosen.value if self._chosen is not None else None

        def take(person: int) -> None:
            self._chosen = next(one for one in options if one.value == person)
            self._show_person()
            self.clear_fault()

        pick(self.person, "Who stands in", options, chosen, take)

    def _show_person(self) -> None:
        if self._chosen is None:
            self.person.set_value([Span("Choose somebody", "text3")])
        else:
            self.person.set_value([Span(self._chosen.text)], self._chosen.lead)

    def _date(self, field: QLineEdit) -> date | None:
        return read_date(field.text(), self._today)

    def _start_fault(self, text: str) -> str:
        return _date_fault(text, self._today)

    def _end_fault(self, text: str) -> str:
        if why := _date_fault(text, self._today):
            return why
        try:
            start, end = self._date(self.start), self._date(self.end)
        except ValueError:
            return ""
        return days_problem(start, end) if start and end else ""

    def keep(self) -> None:
        if self._chosen is None:
            self.refuse("Choose who stands in.")
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for field, fault in ((self.start, self._start_fault), (self.end, self._end_fault)):
            if why := fault(field.text()):
                self.refuse(why, field)
                return
        start = self._date(self.start) or self._today
        end = self._date(self.end) or start
        person, seat = self._chosen.value, self._seat.id
        said = f"Let {self._chosen.text} stand in for {self._seat.name}"
        if self._editing.do(said, lambda s: groups.delegate(s, seat, person, start, end), self):
            self.close_overlay()


def _date_fault(text: str, today: date) -> str:
    try:
        read_date(text, today)
    except ValueError as wrong:
        return str(wrong)
    return ""
