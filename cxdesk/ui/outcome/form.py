"""The form of a new outcome, in an overlay that does not stop the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cxdesk.exchange.numbers import number_of
from cxdesk.model.wording import day
from cxdesk.services.programs import Choice
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date
from cxdesk.ui.outcome.edits import aimed, due_trouble, name_problem, number_problem

HELP = (
    "A result that is measured: where it stands now, where it is to be, and by when. "
    "Which way is better follows from the two figures."
)


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What the form holds."""

    name: str
    unit: str
    baseline: float
    target: float
    due: date
    owner: int | None


class OutcomeForm(SmallForm):
    """Enter adds the outcome, Esc leaves it.

    `keep` adds it and answers with the reason of a refusal, "" for none.
    """

    def __init__(
        self,
        over: QWidget,
        code: str,
        people: Sequence[Choice],
        start: date,
        today: date,
        keep: Callable[[NewOutcome], str],
    ) -> None:
        super().__init__(over, f"New outcome {code}", HELP, "Add outcome")
        self._code, self._start, self._today, self._keep = code, start, today, keep
        self.name = self.line_edit("Name", "Such as Median first response")
        self.unit = self.line_edit("Unit", "Such as %, h or points; may be left empty")
        self.baseline = self.line_edit("Baseline", "Where it stands now, such as 26", self._aim)
        self.target = self.line_edit("Target", "Where it is to be, such as 8", self._aim)
        self.due = self.line_edit(
            "Due", f"Such as {day(date(today.year + 1, 12, 31))}",
            lambda text: due_trouble(code, text, start, today),
        )  # fmt: skip
        self.owner = QComboBox()
        self.owner.addItem("Nobody yet", None)
        for one in people:
            if one.active:
                self.owner.addItem(one.name, one.id)
        self.owner.setMinimumContentsLength(12)
        self.owner.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.add_row("Owner", self.owner)
        self.finish()

    def _aim(self, text: str) -> str:
        """What is wrong with the figure typed, and with both once both are there."""
        unit, baseline, target = (one.text() for one in (self.unit, self.baseline, self.target))
        if problem := number_problem(text, unit):
            return problem
        if baseline.strip() and target.strip():
            return aimed(self._code, baseline, target, unit)
        return ""

    def keep(self) -> None:
        unit = self.unit.text().strip()
        if why := name_problem(self.name.text()):
            self.refuse(why, self.name)
            return
        for field in (self.baseline, self.target):
            if why := number_problem(field.text(), unit):
                self.refuse(f"{field.accessibleName()}: {why}", field)
                return
        if why := aimed(self._code, self.baseline.text(), self.target.text(), unit):
            self.refuse(why, self.target)
            return
        due = self._due()
        if due is None:
            return
        new = NewOutcome(
            self.name.text().strip(), unit, self._number(self.baseline), self._number(self.target),
            due, self.owner.currentData(),
        )  # fmt: skip
        if why := self._keep(new):
            self.refuse(why)
        else:
            self.close_overlay()

    def _number(self, field: QLineEdit) -> float:
        return number_of(field.text(), self.unit.text().strip())

    def _due(self) -> date | None:
        """The day it is due; None, said at the field, when that is none."""
        try:
            on = read_date(self.due.text(), self._today)
        except ValueError as wrong:
            self.refuse(str(wrong), self.due)
            return None
        why = due_trouble(self._code, self.due.text(), self._start, self._today)
        if on is None or why:
            self.refuse(why, self.due)
            return None
        return on
