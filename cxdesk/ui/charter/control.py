"""Control: who answers for the initiative, its batch, dates, cost and effort."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import day, thousands
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.services.person_ref import PersonRef
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import Part
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import LineField
from cxdesk.ui.form.rows import ROW, Row, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import number, read_number
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.facts import none, opening, show_person
from cxdesk.ui.panel.subject import Refusable, Subject
from cxdesk.ui.pickers import Option, pick


class ControlPart(Part):
    """Facts of the initiative that the charter prints first; they are changed here as well."""

    hint = "The initiative as it is now; a draft may change it here."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self._own, today = Edits(subject), subject.desk.today
        self.owner = opening("control-owner", "Owner", self._pick_owner)
        self._owner_row = Row("Owner", subject.go).hold(self.owner)
        self.sponsor = opening("control-sponsor", "Sponsor", self._pick_sponsor)
        self._sponsor_row = Row("Sponsor", subject.go).hold(self.sponsor)
        self.batch = opening("control-batch", "Batch", self._pick_batch)
        self._batch_row = Row("Batch", subject.go).hold(self.batch)
        row = self._dates_row = Row("Dates", subject.go)
        self.start = DateField(
            "control-start", "Start", lambda _on: self._save_dates(self.start), today,
            fault=row.fault,
        )  # fmt: skip
        self.end = DateField(
            "control-end", "End", lambda _on: self._save_dates(self.end), today, fault=row.fault
        )
        row.hold(line(self.start, _unit("–"), self.end, 1))
        row = self._cost_row = Row("Cost, effort", subject.go)
        self.cost = LineField(
            "control-cost", "Cost", lambda _text: self._save_cost(self.cost), fault=row.fault,
            least=24,
        )  # fmt: skip
        self.effort = LineField(
            "control-effort", "Effort", lambda _text: self._save_cost(self.effort),
            fault=row.fault, least=24,
        )  # fmt: skip
        self._currency = _unit("")
        row.hold(line(self.cost, self._currency, self.effort, _unit("person-days"), 1))
        for each in (
            self._owner_row, self._sponsor_row, self._batch_row, self._dates_row, self._cost_row,
        ):  # fmt: skip
            self.box.addWidget(each)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        draft = charter.state is CharterState.DRAFT
        show_person(self.owner, detail.owner)
        show_person(self.sponsor, detail.sponsor)
        by = f"by {day(detail.deadline)}" if detail.deadline else ""
        self.batch.set_value(
            [Span(detail.batch), Span(by, "text3")] if detail.batch else none("none")
        )
        for value in (self.owner, self.sponsor, self.batch):
            value.set_live(draft)
        self.start.show_date(detail.id, detail.start)
        self.end.show_date(detail.id, detail.end)
        self.cost.show_value(detail.id, number(detail.cost))
        self.effort.show_value(detail.id, number(detail.effort))
        self._currency.setText(f"{thousands(detail.currency)},")
        for field in (self.start, self.end, self.cost, self.effort):
            field.set_read_only(not draft)

    def _pick_owner(self) -> None:
        self._pick_person(
            self.owner, "Who owns it", self.subject.detail.owner,
            lambda person: self._own.give(person, self._owner_row.fault),
        )  # fmt: skip

    def _pick_sponsor(self) -> None:
        self._pick_person(
            self.sponsor, "Who sponsors it", self.subject.detail.sponsor,
            lambda person: self._own.sponsor(person, self._sponsor_row.fault),
        )  # fmt: skip

    def _pick_person(
        self, at: Value, title: str, now: PersonRef | None, chosen: Callable[[int | None], object]
    ) -> None:
        if at.live:
            pick(at, title, self.subject.people("Nobody"), now.id if now else None, chosen)

    def _pick_batch(self) -> None:
        if not self.batch.live:
            return
        options = [Option(None, "No batch")] + [
            Option(one.id, f"{one.name} {one.note}") for one in self.subject.choices.batches
        ]
        pick(
            self.batch, "Batch", options, self.subject.detail.batch_id,
            lambda batch: self._own.join(batch, self._batch_row.fault),
        )  # fmt: skip

    def _save_dates(self, at: DateField) -> bool:
        """Both dates together: each alone might be refused for the other's old value."""
        try:
            start, end = self.start.value(), self.end.value()
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        kept = self._own.schedule(start, end, at)
        if kept:
            self.start.restore()
            self.end.restore()
        return kept

    def _save_cost(self, at: Refusable) -> bool:
        try:
            cost, effort = read_number(self.cost.words()), read_number(self.effort.words())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._own.cost(cost, effort, at)


def _unit(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(False)
    made.setFixedHeight(ROW)
    return made
