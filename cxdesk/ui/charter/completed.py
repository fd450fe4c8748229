"""The official definition of a completed task: what must be true, how it is shown, who accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import day
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import CharterRow, CriterionLine
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.chips import Chip, say_person
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import CRITERIA, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part, Typed
from cxdesk.ui.form.spans import Span
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject


class CompletedPart(Part):
    """The criteria; once the charter is approved they are ticked here while the work goes on."""

    hint = (
        "What must be true, how it is shown, and who accepts it. "
        "These lines become the checklist on the card."
    )

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        kept = LineEdits(CRITERIA, subject, shown)
        self.lines = LineList(
            "criterion", "Add criterion", lambda lines: CriterionCard(lines, kept, self), subject,
            kept,
        )  # fmt: skip
        self.box.addWidget(self.lines)
        self.lines.typed_changed.connect(self.typed_changed)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live = charter.state is CharterState.DRAFT
        self.lines.show_lines(charter.id, charter.criteria, live=live, face=charter.state)

    def typed(self) -> Mapping[str, Typed]:
        return self.lines.typed("criteria")

    def enter(self, where: str = "") -> None:
        self.lines.enter(where)


class CriterionCard(LineCard):
    """A line of the definition."""

    kind = "criterion"
    placeholder = "What must be true"

    def __init__(self, lines: LineList, kept: LineEdits, part: CompletedPart) -> None:
        self._kept, self._part = kept, part
        super().__init__(lines)

    def fill(self) -> None:
        self.tick = self.tick_box("Criterion", lambda: self._part.edits.tick(self.row, self.fault))
        self.evidence = self.text_chip(
            "evidence", "Evidence", "Say how it is shown", "evidence: how it is shown"
        )
        self.accepts = self.person_chip(
            "person", "Accepts", "Who accepts it",
            lambda: self.row.accepted_by.id if self.row.accepted_by else None,
        )  # fmt: skip
        self.ticked = Chip("criterion-ticked", "Met")
        self.ticked.set_live(False)
        self.chips.addWidget(self.ticked)

    def show_values(self) -> None:
        row: CriterionLine = self.row
        state = self._part.shown().state
        self.evidence.set_live(self.live)
        self.evidence.show_value(row.id, row.evidence)
        self.accepts.set_live(self.live)
        say_person(self.accepts, row.accepted_by, "Name who accepts")
        ticks = state is CharterState.APPROVED
        self.tick.setVisible(ticks)
        self.tick.set_value([Span("")], Lead("check", number=row.ticked_on is not None))
        said = f"ticked {day(row.ticked_on)}" if row.ticked_on else "not ticked"
        self.tick.setAccessibleName(f"Criterion: {row.text}, {said}")
        self.ticked.say(day(row.ticked_on) if row.ticked_on and not self.live else "")

    def lacking(self) -> bool:
        return self.live and (self.row.accepted_by is None or not self.row.evidence.strip())

    def enter_lacking(self) -> None:
        lacks: QWidget = self.evidence if not self.row.evidence.strip() else self.accepts
        lacks.setFocus()

    def save(self, at: Any, **changed: Any) -> bool:
        row: CriterionLine = self.row
        evidence = changed.get("evidence", row.evidence)
        person = changed.get("person", row.accepted_by.id if row.accepted_by else None)
        text = self.text.words()
        return self._kept.change(
            lambda s: charter_lines.edit_criterion(s, row.id, text, evidence, person), at
        )
