"""What only a what-if does: an initiative is tried that is not there yet, or left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count, day, listed
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.cards import Card
from cxdesk.services.programs import Choice
from cxdesk.services.what_if_steps import Step
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date, read_number
from cxdesk.ui.roadmap.planning import Planning

_HELP = "It stands in the what-if alone. Once that is adopted, it is a new card of the backlog."
_NAMED = 3  # codes in a label


class AddToWhatIf(SmallForm):
    """Enter adds it; `take` is given its title and the step, and answers whether it was kept."""

    width_px = 440

    def __init__(
        self,
        over: QWidget,
        domains: tuple[Choice, ...],
        today: date,
        take: Callable[[str, Step, SmallForm], bool],
    ) -> None:
        super().__init__(over, "Add an initiative to the what-if", _HELP, "Add")
        self._today, self._take = today, take
        self.title = self.line_edit("Title", "Such as Chat in the app")
        likely = day(date(today.year + 1, 3, 1))
        self.start = self.line_edit("Start", f"Such as {likely}", self._date_problem)
        self.end = self.line_edit("End", "Such as 30 Apr", self._date_problem)
        self.effort = self.line_edit("Person-days", "Such as 60", _number_problem)
        self.domain = QComboBox()
        self.domain.addItem("Organisation-wide", None)
        for one in domains:
            self.domain.addItem(one.note or one.name, one.id)
        self.add_row("Domain", self.domain)
        self.finish()

    def keep(self) -> None:
        """Add it, or say what is wrong."""
        self.clear_fault()
        title = self.title.text().strip()
        if not title:
            self.refuse("Give it a title.", self.title)
            return
        dates = []
        for field in (self.start, self.end):
            try:
                dates.append(read_date(field.text(), self._today))
            except ValueError as wrong:
                self.refuse(str(wrong), field)
                return
        start, end = dates
        if start is None or end is None:
            missing = self.start if start is None else self.end
            self.refuse("Give it a start and an end, so that it has a bar.", missing)
            return
        if start > end:
            self.refuse(f"It cannot end {day(end)}, before it starts {day(start)}.", self.end)
            return
        try:
            effort = read_number(self.effort.text())
        except ValueError as wrong:
            self.refuse(str(wrong), self.effort)
            return
        step = steps_of.added(title, start, end, effort, self.domain.currentData())
        if self._take(title, step, self):
            self.close_overlay()

    def _date_problem(self, text: str) -> str:
        try:
            read_date(text, self._today)
        except ValueError as wrong:
            return str(wrong) if len(text.strip()) > 4 else ""  # half a date is no mistake yet
        return ""


def _number_problem(text: str) -> str:
    try:
        read_number(text)
    except ValueError as wrong:
        return str(wrong)
    return ""


def leave_out(planning: Planning, cards: list[Card]) -> bool:
    """Leave initiatives out of the what-if that is shown."""
    shown = planning.shown
    if shown is None or not cards:
        return False
    reason = f"Left out in the what-if “{shown.name}”"
    names = [card.code for card in cards]
    said = listed(names) if len(names) <= _NAMED else count(len(names), "initiative")
    steps = [steps_of.dropped(card.id, reason) for card in cards]
    return planning.change(f"Leave out {said}", _only_in_what_ifs, steps)


def _only_in_what_ifs(_session: object) -> None:
    raise RuleBroken("Open a what-if first: the plan itself loses an initiative by cancelling it.")
