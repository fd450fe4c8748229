"""The form of a past day: the plan is compared with what it was then."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services.as_it_was import first_day
from cxdesk.services.baselines import past_row
from cxdesk.ui.form.dates import Month
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date

_HELP = "The plan as it was at the end of a day, from the history: nothing need have been kept."
_NEAR = timedelta(days=28)


def read_past(text: str, today: date) -> date:
    """The day that was typed; without a year the last one up to today.

    Raises ValueError with a sentence for the user.
    """
    words = text.strip().casefold()
    if words in ("today", "yesterday"):
        return today - timedelta(days=words == "yesterday")
    found = read_date(text, today - timedelta(days=364))
    if found is None:
        raise ValueError("Type a day or choose it from the calendar.")
    return found


def day_of(kept: object) -> date | None:
    """A past day that was kept as text; None for anything else."""
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


class PastDayForm(SmallForm):
    """A day typed or chosen; Enter compares with it."""

    # A day was chosen: BaselineRow.
    chosen = Signal(object)

    width_px = 420

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(over, "As it was on…", _HELP, "Compare")
        self._today = editing.desk.today()
        self._first = editing.read(first_day) or self._today
        on = max(self._first, self._today - _NEAR)
        self.on = self.line_edit("Day", f"Such as {day(on)}", self._problem)
        self.on.setText(day(on))
        self.month = Month(on, self._today)
        self.month.setAccessibleName("Day")
        self.month.setMinimumDate(_qt(self._first))
        self.month.setMaximumDate(_qt(self._today))
        self.month.clicked.connect(lambda at: self.on.setText(day(_python(at))))
        self.month.activated.connect(lambda _at: self.keep())
        self.on.textEdited.connect(self._show_day)
        self.box.addWidget(self.month)
        self.finish()

    def first_field(self) -> QWidget:
        return self.on

    def _problem(self, text: str) -> str:
        try:
            on = read_past(text, self._today)
        except ValueError as wrong:
            return str(wrong)
        if on > self._today:
            return f"{day(on)} is still to come: choose a day that is over."
        if on < self._first:
            return f"The history begins on {day(self._first)}: choose that day or a later one."
        return ""

    def _show_day(self, text: str) -> None:
        """The calendar turns to what is typed."""
        if text.strip() and not self._problem(text):
            self.month.setSelectedDate(_qt(read_past(text, self._today)))

    def keep(self) -> None:
        """Tell of the day that was chosen."""
        if why := self._problem(self.on.text()):
            self.refuse(why, self.on)
            return
        on = read_past(self.on.text(), self._today)
        self.close_overlay()
        self.chosen.emit(past_row(on))


def _qt(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)


def _python(on: QDate) -> date:
    return date(on.year(), on.month(), on.day())
