"""The rows of a request, each changed where it stands until it is on an agenda."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from cxdesk.model.requests import Evidence, Source
from cxdesk.model.wording import day, thousands
from cxdesk.services import request_view
from cxdesk.services.request_view import Reference
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import LineField, TextField
from cxdesk.ui.form.rows import ROW, Row, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.tokens import TokenRow, Tokens
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import number, read_number
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.request.subject import RequestSubject
from cxdesk.ui.request.words import EFFORT_HINT, effort_text, read_effort

FIXED = "On an agenda its wording is fixed; what is decided does not change any more."


class RequestFacts(QWidget):
    """Source, evidence, who asked, urgency, outcome, size, what comes first, and the text."""

    def __init__(self, subject: RequestSubject) -> None:
        super().__init__()
        self._subject = subject
        go = subject.go
        self.source = self._opening("source", "Source", self._pick_source)
        self._source_row = Row("Source", go).hold(self.source)
        self.evidence = self._opening("evidence", "Evidence", self._pick_evidence)
        self._evidence_row = Row("Evidence", go).hold(self.evidence)
        self.by = self._opening("by", "Submitted by", self._pick_by)
        self._by_row = Row("Asked by", go).hold(self.by)

        row = self._urgent_row = Row("Needed by", go)
        self.deadline = DateField(
            "deadline", "Needed by", self._save_deadline, subject.desk.today, fault=row.fault
        )
        self.urgent = self._opening("urgent", "", self._turn_urgent)
        row.hold(line(self.deadline, self.urgent, 1))

        self.outcome = self._opening("outcome", "Outcome", self._pick_outcome)
        self.open_outcome = Value("open-outcome", "")
        self.open_outcome.set_value([Span("open", "accent", 600)])
        self.open_outcome.clicked.connect(lambda _=False: self._open_outcome())
        held = line(self.open_outcome)
        held.insertWidget(0, self.outcome, 1)
        self._outcome_row = Row("Outcome", go).hold(held)

        row = self._cost_row = Row("Cost", go)
        self.cost = checked(
            LineField("cost", "Cost", self._save_cost, fault=row.fault, placeholder="0", least=24),
            _number_problem,
        )
        self._unit = label("")
        self._unit.setFixedHeight(ROW)
        row.hold(line(self.cost, self._unit, 1))

        row = self._effort_row = Row("Effort", go)
        self.effort = LineField(
            "effort", "Person-days by domain", self._save_effort, fault=row.fault,
            placeholder=EFFORT_HINT,
        )  # fmt: skip
        self.days = Value("days", "", live=False)
        row.hold(line(self.effort, self.days, 1))

        row = self._needs_row = Row("Needs first", go)
        self.needs = Tokens(
            "needs", "add code", fault=row.fault,
            on_open=lambda id: subject.open("request", id), on_remove=self._need_less,
            on_add=self._need_more,
        )  # fmt: skip
        row.hold(self.needs)
        self._needed_row = Row("Needed by", go)
        self.needed_by = Tokens(
            "needed-by", "", fault=self._needed_row.fault,
            on_open=lambda id: subject.open("request", id),
        )  # fmt: skip
        self._needed_row.hold(self.needed_by)

        row = self._text_row = Row("Description", go)
        self.description = TextField(
            "description", "Description",
            lambda text: subject.edits.describe(subject.sheet, text, self.description),
            fault=row.fault, lines=True, placeholder="what is asked for, and why",
        )  # fmt: skip
        row.hold(self.description)

        box = column(self)
        for each in (
            self._source_row, self._evidence_row, self._by_row, self._urgent_row,
            self._outcome_row, self._cost_row, self._effort_row, self._needs_row,
            self._needed_row, self._text_row,
        ):  # fmt: skip
            box.addWidget(each)

    def _opening(self, key: str, text: str, opens: object) -> Value:
        made = Value(key, text)
        assert callable(opens)
        made.clicked.connect(lambda _=False: opens())
        return made

    # Showing --------------------------------------------------------------------------------

    def show_sheet(self) -> None:
        """Show the request as it is now."""
        it, fixed = self._subject.sheet, self._subject.fixed
        self.source.set_value([Span(it.source.label)])
        self.evidence.set_value([Span(it.evidence.label)])
        if it.submitted_by is None:
            who, lead = [Span("nobody named", "text3")], None
        else:
            who, lead = [Span(it.submitted_by.name)], Lead("avatar", it.submitted_by.initials)
        self.by.set_value([*who, Span(day(it.submitted_on), "text3")], lead)
        self.deadline.show_date(it.id, it.deadline)
        self.urgent.set_value(
            [Span("urgent", "warn", 600) if it.urgent else Span("not urgent", "text3")],
            Lead("glyph", "clock", ink="warn") if it.urgent else None,
        )
        self.urgent.setAccessibleName(
            "Urgent: make it not urgent" if it.urgent else "Not urgent: make it urgent"
        )
        self._show_outcome(it.outcome)
        self.cost.show_value(it.id, number(it.cost) if it.cost else "")
        self._unit.setText(thousands(it.currency))
        effort = {row.domain_id: row.days for row in it.effort}
        self.effort.show_value(it.id, effort_text(effort, self._subject.domain_choices))
        self.days.set_value([Span(f"{number(it.days)} person-days", "text3")] if it.days else [])
        self.needs.show_tokens(it.id, [_token(one) for one in it.needs])
        self.needed_by.show_tokens(it.id, [_token(one) for one in it.needed_by])
        self._needed_row.setVisible(bool(it.needed_by))
        for row, filled in (
            (self._needs_row, bool(it.needs)),
            (self._urgent_row, it.urgent or it.deadline is not None),
            (self._cost_row, bool(it.cost)),
            (self._effort_row, bool(it.effort)),
            (self._text_row, bool(it.description)),
        ):
            row.setVisible(filled or not fixed)
        self.description.show_value(it.id, it.description)
        self._fix(fixed)

    def _show_outcome(self, outcome: Reference | None) -> None:
        self.open_outcome.setVisible(outcome is not None)
        if outcome is None:
            self.outcome.set_value([Span("not linked yet", "text3")])
        else:
            self.outcome.set_value([Span(outcome.code, "text", 600), Span(outcome.title, "text2")])
            self.open_outcome.setAccessibleName(f"Open {outcome.code}")

    def _fix(self, fixed: bool) -> None:
        """Let nothing be changed any more, or again."""
        for field in (self.deadline, self.cost, self.effort, self.description):
            field.set_read_only(fixed)
        for value in (self.source, self.evidence, self.by, self.urgent, self.outcome):
            value.set_live(not fixed)
            value.setToolTip(FIXED if fixed else "")
        if fixed:
            self.needs.field.hide()

    # Changing -------------------------------------------------------------------------------

    def _pick_source(self) -> None:
        it = self._subject.sheet
        if not self._subject.fixed:
            pick(
                self.source, "Source", [Option(one, one.label) for one in Source], it.source,
                lambda to: self._subject.edits.come_from([it], to, self._source_row.fault),
            )  # fmt: skip

    def _pick_evidence(self) -> None:
        it = self._subject.sheet
        if not self._subject.fixed:
            pick(
                self.evidence, "Evidence", [Option(one, one.label) for one in Evidence],
                it.evidence,
                lambda to: self._subject.edits.rest_on([it], to, self._evidence_row.fault),
            )  # fmt: skip

    def _pick_by(self) -> None:
        it = self._subject.sheet
        if not self._subject.fixed:
            pick(
                self.by, "Who asked for it", self._subject.people("Nobody named"),
                it.submitted_by.id if it.submitted_by else None,
                lambda to: self._subject.edits.credit(it, to, self._by_row.fault),
            )  # fmt: skip

    def _pick_outcome(self) -> None:
        it = self._subject.sheet
        options = [Option(None, "No outcome")] + [
            Option(one.id, one.name, one.note) for one in self._subject.choices.outcomes
        ]
        if not self._subject.fixed:
            pick(
                self.outcome, "Which outcome it serves", options,
                it.outcome.id if it.outcome else None,
                lambda to: self._subject.edits.serve([it], to, self._outcome_row.fault),
            )  # fmt: skip

    def _open_outcome(self) -> None:
        if (outcome := self._subject.sheet.outcome) is not None:
            self._subject.open("outcome", outcome.id)

    def _turn_urgent(self) -> None:
        it = self._subject.sheet
        if not self._subject.fixed:
            self._subject.edits.hurry(it, not it.urgent, it.deadline, self._urgent_row.fault)

    def _save_deadline(self, on: date | None) -> bool:
        it = self._subject.sheet
        return self._subject.edits.hurry(it, it.urgent, on, self.deadline)

    def _save_cost(self, text: str) -> bool:
        it = self._subject.sheet
        try:
            cost = read_number(text)
        except ValueError as wrong:
            self.cost.refuse(str(wrong))
            return False
        return self._subject.edits.cost([it], cost, thousands(it.currency), self.cost)

    def _save_effort(self, text: str) -> bool:
        try:
            effort = read_effort(text, self._subject.domain_choices)
        except ValueError as wrong:
            self.effort.refuse(str(wrong))
            return False
        return self._subject.edits.size([self._subject.sheet], effort, self.effort)

    def _need_more(self, text: str) -> bool:
        it = self._subject.sheet
        found = self._subject.read(lambda s: request_view.find_request(s, text))
        if found is None:
            self.needs.field.refuse(f"There is no request “{text}”.")
            return False
        return self._subject.edits.require(it, [*it.needs, found], self.needs.field)

    def _need_less(self, row: TokenRow) -> None:
        it = self._subject.sheet
        rest = [one for one in it.needs if one.id != row.id]
        self._subject.edits.require(it, rest, self._needs_row.fault)


def _token(one: Reference) -> TokenRow:
    return TokenRow(one.id, one.code, f"{one.code} {one.title}")


def _number_problem(text: str) -> str:
    try:
        read_number(text)
    except ValueError as wrong:
        return str(wrong)
    return ""
