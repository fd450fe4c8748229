"""The columns of the intake: what they show of a request and how a cell is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from cxdesk.model.requests import Evidence, RequestState, Source
from cxdesk.model.wording import day
from cxdesk.services import qualification, request_view
from cxdesk.services.intake import RequestRow
from cxdesk.services.requests import title_problem
from cxdesk.services.search import fold
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import number, read_date, read_number
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.words import effort_text, read_effort, sign
from cxdesk.ui.table.cell_note import CellNote
from cxdesk.ui.table.columns import Column

OLD = 60
"""Days after which a request that is still open has waited too long."""
SPARE = ("age", "evidence", "source", "days", "outcome", "cost", "deadline")
"""What a narrow table leaves out, first what is missed least; the side panel shows all of it."""
_OPEN = (RequestState.SUBMITTED, RequestState.INFO_NEEDED)
_STATES = {state: place for place, state in enumerate(RequestState)}
_SOURCES = {source: place for place, source in enumerate(Source)}


class IntakeCells:
    """Makes the columns. What is chosen in one of several selected rows is for all of them.

    `chosen(row)` gives the rows that a change in a row is for; `unit` is what costs are given in;
    `note` is where a choice is refused; `steps(row)` offers what can be done with a row.
    """

    note: CellNote

    def __init__(
        self,
        editing: Editing,
        edits: RequestEdits,
        unit: str,
        chosen: Callable[[RequestRow], Sequence[RequestRow]],
        steps: Callable[[RequestRow, QWidget], object],
    ) -> None:
        self._editing, self._edits, self._chosen, self._steps = editing, edits, chosen, steps
        self.unit = unit
        self._today: Callable[[], date] = editing.desk.today

    def columns(self) -> tuple[Column[RequestRow], ...]:
        """All columns, in their order."""
        return (
            Column(
                "code", "Code", lambda row: row.code, 62, weight=500, ink=_ink,
                order=lambda row: (len(row.code), row.code),
            ),
            Column(
                "title", "Title", lambda row: row.title, 240, 6, ink=_ink, wrap=True,
                note=_note, still=_fixed, typed=lambda row: row.title,
                order=lambda row: fold(row.title), save=self._edits.rename,
                problem=lambda _row, text: title_problem(text),
            ),
            Column(
                "state", "State", lambda row: row.state.label, 122, ink=_ink,
                lead=lambda row: sign(row.state), order=lambda row: _STATES[row.state],
                pick=self._steps,
            ),
            Column(
                "checks", "Checklist", _ticked, 84, ink=_ink, pick=self.pick_lines,
                still=lambda row: row.state not in _OPEN or not row.checks,
                order=lambda row: row.ticked / row.checks if row.checks else None,
                lead=lambda row: (
                    Lead("glyph", "tick") if row.checks and row.ticked == row.checks else None
                ),
            ),
            Column(
                "source", "Source", lambda row: row.source.label, 130, ink=_ink,
                order=lambda row: _SOURCES[row.source], pick=self.pick_source, still=_fixed,
            ),
            Column(
                "evidence", "Evidence", lambda row: row.evidence.label, 104, ink=_ink,
                pick=self.pick_evidence, still=_fixed,
            ),
            Column(
                "deadline", "Needed by", _until, 124, ink=self._hurry_ink,
                lead=lambda row: (
                    Lead("glyph", "clock", ink=self._hurry_ink(row)) if row.urgent else None
                ),
                order=lambda row: (
                    (not row.urgent, row.deadline or date.max)
                    if row.urgent or row.deadline else None
                ),
                typed=lambda row: day(row.deadline) if row.deadline else "",
                save=self._save_deadline, still=_fixed,
            ),
            Column(
                "cost", f"Cost {self.unit}", lambda row: number(row.cost) if row.cost else "", 74,
                right=True, ink=_ink, order=lambda row: row.cost or None,
                typed=lambda row: number(row.cost) if row.cost else "", save=self._save_cost,
                problem=_number_problem, still=_fixed,
            ),
            Column(
                "days", "Days", lambda row: number(row.days) if row.days else "", 74, right=True,
                ink=_ink, order=lambda row: row.days or None, typed=self._typed_effort,
                save=self._save_effort, still=_fixed,
            ),
            Column(
                "outcome", "Outcome", lambda row: row.outcome, 76, ink=_ink,
                order=lambda row: (len(row.outcome), row.outcome) if row.outcome else None,
                pick=self.pick_outcome, still=_fixed,
            ),
            Column(
                "age", "Age", self._age, 62, right=True, ink=self._age_ink,
                order=lambda row: None if row.state.over else -row.submitted_on.toordinal(),
            ),
        )  # fmt: skip

    # Choosing -------------------------------------------------------------------------------

    def pick_lines(self, row: RequestRow, anchor: QWidget) -> None:
        """Offer the lines of the checklists of the chosen rows."""
        rows = [one for one in self._chosen(row) if one.state in _OPEN]
        lines = self._editing.read(lambda s: qualification.lines_of(s, [one.id for one in rows]))
        before = [text for text, (ticked, of) in lines.items() if ticked == of]
        options = [
            Option(text, text, f"{ticked} of {of}" if of > 1 and 0 < ticked < of else "")
            for text, (ticked, of) in lines.items()
        ]

        def keep(chosen: Sequence[str]) -> None:
            changed = {text: True for text in chosen if text not in before}
            changed |= {text: False for text in before if text not in chosen}
            self._edits.tick_lines(rows, changed, self.note)

        pick_many(anchor, "Checklist", options, before, keep)

    def pick_source(self, row: RequestRow, anchor: QWidget) -> None:
        """Offer the sources for the chosen rows."""
        rows = self._chosen(row)
        pick(
            anchor, "Source", [Option(one, one.label) for one in Source], row.source,
            lambda source: self._edits.come_from(rows, source, self.note),
        )  # fmt: skip

    def pick_evidence(self, row: RequestRow, anchor: QWidget) -> None:
        """Offer the kinds of evidence for the chosen rows."""
        rows = self._chosen(row)
        pick(
            anchor, "Evidence", [Option(one, one.label) for one in Evidence], row.evidence,
            lambda evidence: self._edits.rest_on(rows, evidence, self.note),
        )  # fmt: skip

    def pick_outcome(self, row: RequestRow, anchor: QWidget) -> None:
        """Offer the outcomes for the chosen rows."""
        rows = self._chosen(row)
        options = [Option(None, "No outcome")] + [
            Option(one.id, one.name, one.note) for one in self._editing.choices.outcomes
        ]
        pick(
            anchor, "Which outcome it serves", options, row.outcome_id,
            lambda outcome: self._edits.serve(rows, outcome, self.note),
        )  # fmt: skip

    # Typing ---------------------------------------------------------------------------------

    def _save_deadline(self, row: RequestRow, text: str, at: Refusable) -> bool:
        try:
            on = read_date(text, self._today())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.hurry(row, row.urgent, on, at)

    def _save_cost(self, row: RequestRow, text: str, at: Refusable) -> bool:
        try:
            cost = read_number(text)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.cost(self._chosen(row), cost, self.unit, at)

    def _typed_effort(self, row: RequestRow) -> str:
        effort = self._editing.read(lambda s: request_view.effort_of(s, row.id))
        return effort_text(effort, self._editing.domain_choices)

    def _save_effort(self, row: RequestRow, text: str, at: Refusable) -> bool:
        try:
            effort = read_effort(text, self._editing.domain_choices)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.size(self._chosen(row), effort, at)

    # Looks ----------------------------------------------------------------------------------

    def _days_old(self, row: RequestRow) -> int:
        return (self._today() - row.submitted_on).days

    def _age(self, row: RequestRow) -> str:
        return "" if row.state.over else f"{self._days_old(row):,} d"

    def _age_ink(self, row: RequestRow) -> str:
        return "warn" if self._days_old(row) > OLD else "text2"

    def _hurry_ink(self, row: RequestRow) -> str:
        if row.state.over or not row.deadline:
            return _ink(row)
        return "danger" if row.deadline < self._today() else "text"


def _fixed(row: RequestRow) -> bool:
    return not row.state.editable


def _ink(row: RequestRow) -> str:
    return "text3" if row.state.over else "text"


def _note(row: RequestRow) -> str:
    if row.into:
        return f"into {row.into}"
    if row.until is not None:
        return f"to {day(row.until)}"
    return f"waits for {row.asked}" if row.asked else ""


def _ticked(row: RequestRow) -> str:
    return f"{row.ticked}/{row.checks}" if row.checks else ""


def _until(row: RequestRow) -> str:
    return day(row.deadline) if row.deadline else "urgent" if row.urgent else ""


def _number_problem(_row: RequestRow, text: str) -> str:
    try:
        read_number(text)
    except ValueError as wrong:
        return str(wrong)
    return ""
