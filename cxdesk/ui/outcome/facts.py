"""The rows of an outcome: unit, where it comes from and goes, by when, and whose it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from cxdesk.exchange.numbers import Unclear, number_of
from cxdesk.model.wording import day
from cxdesk.services.programs import initials_of
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import LineField
from cxdesk.ui.form.rows import ROW, Row, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.outcome.bar import Bar, Ends
from cxdesk.ui.outcome.edits import aimed, due_trouble
from cxdesk.ui.outcome.subject import OutcomeSubject
from cxdesk.ui.outcome.words import NO_READING, amount, better, days_left, plain, share
from cxdesk.ui.pickers import pick


class OutcomeFacts(QWidget):
    """What was promised, each part changed where it stands."""

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__()
        self._subject = subject
        go, today = subject.go, subject.desk.today

        row = self._baseline_row = Row("Baseline", go)
        self.baseline = LineField(
            "baseline", "Baseline", lambda _t: self._aim(self.baseline), least=24
        )
        self.baseline.fault = row.fault
        self._unit_word = _word("")
        row.hold(line(self.baseline, self._unit_word, 1))

        row = self._target_row = Row("Target", go)
        self.target = LineField(
            "target", "Target", lambda _t: self._aim(self.target), fault=row.fault, least=24
        )
        self.better = Value("better", "", live=False)
        row.hold(line(self.target, self.better, 1))
        for field in (self.baseline, self.target):
            checked(field, lambda _text: self._aim_problem())

        row = self._unit_row = Row("Unit", go)
        self.unit = LineField(
            "unit", "Unit", self._save_unit, fault=row.fault, placeholder="such as %, h or points"
        )
        row.hold(line(self.unit, 1))

        row = self._due_row = Row("Due", go)
        self.due = DateField("due", "Due", self._save_due, today, fault=row.fault)
        checked(self.due, self._due_problem)
        self.left = Value("days-left", "", live=False)
        row.hold(line(self.due, self.left, 1))

        row = self._owner_row = Row("Owner", go)
        self.owner = Value("owner", "Owner")
        self.owner.clicked.connect(lambda _=False: self._pick_owner())
        row.hold(self.owner)

        box = column(self)
        for each in (
            self._baseline_row,
            self._target_row,
            self._unit_row,
            self._due_row,
            self._owner_row,
        ):
            box.addWidget(each)

    def show_sheet(self) -> None:
        """Show the outcome as it is now."""
        row, today = self._subject.row, self._subject.desk.today()
        self.unit.show_value(row.id, row.unit)
        self.baseline.show_value(row.id, plain(row.baseline))
        self.target.show_value(row.id, plain(row.target))
        self._unit_word.setText(row.unit)
        self.better.set_value([Span(row.unit, "text3"), Span(better(row.direction), "text2")])
        self.due.show_date(row.id, row.due)
        words, late = days_left(row, today)
        self.left.set_value([Span(words, "danger" if late else "text3", 600 if late else 400)])
        if row.owner_id is None:
            self.owner.set_value([Span("nobody", "text3")])
        else:
            self.owner.set_value([Span(row.owner)], Lead("avatar", initials_of(row.owner)))

    # Changing -------------------------------------------------------------------------------

    def _save_unit(self, unit: str) -> bool:
        return self._subject.edits.measure_in(self._subject.row, unit, self.unit)

    def _aim_problem(self) -> str:
        row = self._subject.row
        return aimed(row.code, self.baseline.words(), self.target.words(), row.unit)

    def _aim(self, at: LineField) -> bool:
        """Both together: each alone might be refused for the other's old value."""
        row = self._subject.row
        try:
            baseline = self._number(self.baseline, row.baseline)
            target = self._number(self.target, row.target)
        except Unclear as unclear:
            at.refuse(str(unclear))
            return False
        kept = self._subject.edits.aim(row, baseline, target, at)
        if kept:
            for field in (self.baseline, self.target):
                field.restore()
        return kept

    def _number(self, field: LineField, kept: float) -> float:
        """What was typed; what the file keeps where nothing was, for fields show ten digits."""
        if not field.dirty:
            return kept
        return number_of(field.words(), self._subject.row.unit)

    def _due_problem(self, text: str) -> str:
        sheet = self._subject.sheet
        return due_trouble(sheet.row.code, text, sheet.start, self._subject.desk.today())

    def _save_due(self, on: date | None) -> bool:
        row = self._subject.row
        if on is None:
            self.due.refuse(f"{row.code} needs a day it is due.")
            return False
        return self._subject.edits.fall_due(row, on, self.due)

    def _pick_owner(self) -> None:
        row = self._subject.row
        pick(
            self.owner, "Who owns it", self._subject.people("Nobody"), row.owner_id,
            lambda person: self._subject.edits.own(row, person, self._owner_row.fault),
        )  # fmt: skip


class Realised(QWidget):
    """How much of the benefit is realised: a bar, with the figures it comes from below."""

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__()
        self._subject = subject
        self._note = label("", "strong")
        self._note.setWordWrap(False)
        self._bar, self._ends = Bar(), Ends()
        box = column(self, 0, (PAD_X, 12, PAD_X, 0))
        head = line(label("Benefit realised", "strong"), 1, self._note)
        head.setContentsMargins(0, 0, 0, 4)
        box.addLayout(head)
        box.addWidget(self._bar)
        box.addWidget(self._ends)

    def show_sheet(self) -> None:
        """Show the outcome as it is now."""
        row = self._subject.row
        self._note.setText(share(row.realised) or NO_READING)
        self._note.setObjectName("realised")
        self._bar.set_share(row.realised or 0.0)
        self._bar.setAccessibleName(f"Benefit realised: {share(row.realised) or NO_READING}")
        now: list[Span] = []
        if row.latest is not None and row.latest_on is not None:
            now = [
                Span(amount(row.latest, row.unit), "text", 600, 12),
                Span("now", "text2", 400, 12),
            ]
        end = f"{amount(row.target, row.unit)} by {day(row.due)}"
        self._ends.show_ends(
            [Span(amount(row.baseline, row.unit), "text2", 400, 12)],
            now,
            [Span(end, "text2", 400, 12)],
        )


def _word(text: str) -> QLabel:
    made = label(text, "body", "quiet")
    made.setWordWrap(False)
    made.setFixedHeight(ROW)
    return made
