"""The benefit: in words, and as lines with an owner who answers for a measured change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.model.charters import CharterState
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import BenefitLine, CharterRow
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.chips import Chip, DateChip, say_person
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import BENEFITS, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import TextPart, Typed, headed_by
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick

_KINDS = (
    Option(False, "Benefit", "somebody gains"),
    Option(True, "Dis-benefit", "somebody loses, and it is worth it"),
)


class BenefitPart(TextPart):
    """The text first; its lines are what the six-month check looks at."""

    sections = (Section.BENEFITS,)
    hint = "What it is worth, what it costs others, and who answers for it."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        kept = LineEdits(BENEFITS, subject, shown)
        self.lines = LineList(
            "benefit", "Add benefit or dis-benefit", lambda lines: BenefitCard(lines, kept),
            subject, kept,
        )  # fmt: skip
        self.head = headed_by("Benefits and dis-benefits")
        self.box.addWidget(self.head)
        self.box.addWidget(self.lines)
        self.lines.typed_changed.connect(self.typed_changed)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        super().show_charter(charter, detail)
        live, rows = charter.state is CharterState.DRAFT, charter.benefit_lines
        self.lines.show_lines(charter.id, rows, live=live)
        self.head.setVisible(live or bool(rows))
        if rows:
            self.nothing.hide()

    def typed(self) -> Mapping[str, Typed]:
        return {**super().typed(), **self.lines.typed("gains")}

    def enter(self, where: str = "") -> None:
        text = self.texts[Section.BENEFITS].field
        if where.isdecimal() or where == "add" or (not where and text.words().strip()):
            self.lines.enter(where)
        else:
            super().enter(where)


class BenefitCard(LineCard):
    """A benefit, or a dis-benefit: the word stands first among what is known of it."""

    kind = "benefit"
    placeholder = "What is gained, or lost"

    def __init__(self, lines: LineList, kept: LineEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def fill(self) -> None:
        self.sort = Chip("benefit-sort", "Kind", bare=True)
        self.sort.clicked.connect(
            lambda _=False: pick(
                self.sort, "Which kind it is", _KINDS, self.row.adverse,
                lambda adverse: self.save(self.fault, adverse=adverse),
            )
        )  # fmt: skip
        self.chips.addWidget(self.sort)
        self.measure = self.text_chip(
            "measure", "Measure", "What is measured", "what is measured, and how"
        )
        self.baseline = self.text_chip("baseline", "From", "From what", "where it stands now: 26 h")
        self.target = self.text_chip("target", "To", "To what", "where it shall stand: 8 h")
        self.by = DateChip(
            "benefit-due", "By", "By when", lambda on: self.save(self.by.field, due=on),
            self.subject.desk.today, fault=self.fault,
        )  # fmt: skip
        self.chips.addWidget(self.by)
        self.owner = self.person_chip(
            "owner", "Owner", "Who owns it", lambda: self.row.owner.id if self.row.owner else None
        )

    def show_values(self) -> None:
        row: BenefitLine = self.row
        chips = (self.sort, self.measure, self.baseline, self.target, self.by, self.owner)
        for chip in chips:
            chip.set_live(self.live)
        self.sort.say("Dis-benefit" if row.adverse else "Benefit")
        self.measure.show_value(row.id, row.measure)
        self.baseline.show_value(row.id, row.baseline)
        self.target.show_value(row.id, row.target)
        self.by.show_date(row.id, row.due)
        say_person(self.owner, row.owner, "Name who owns it")

    def lacking(self) -> bool:
        return self.live and self.row.owner is None

    def enter_lacking(self) -> None:
        lacks: QWidget = self.owner
        lacks.setFocus()

    def save(self, at: Any, **changed: Any) -> bool:
        row: BenefitLine = self.row
        values: dict[str, Any] = {
            "adverse": row.adverse, "owner": row.owner.id if row.owner else None,
            "measure": row.measure, "baseline": row.baseline, "target": row.target,
            "due": row.due,
        } | changed  # fmt: skip
        due: date | None = values.pop("due")
        text = self.text.words()
        return self._kept.change(
            lambda s: charter_lines.edit_benefit(s, row.id, text, due=due, **values), at
        )
