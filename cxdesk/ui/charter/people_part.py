"""The people side of a charter: whom the change touches, how, and what is planned for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cxdesk.model.charters import CharterState
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import Kind, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part
from cxdesk.ui.panel.subject import Subject

IMPACTS = Kind("impact", "group touched", "groups touched", charter_lines.add_impact)


class PeoplePart(Part):
    """The groups that the change touches."""

    hint = "Whom it touches, what changes for them, and what is planned so that they can do it."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        kept = LineEdits(IMPACTS, subject, shown)
        self.lines = LineList(
            "impact", "Add group", lambda lines: ImpactCard(lines, kept), subject, kept
        )
        self.box.addWidget(self.lines)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live = charter.state is CharterState.DRAFT
        self.lines.show_lines(charter.id, charter.impacts, live=live)

    def enter(self, where: str = "") -> None:
        self.lines.enter(where)


class ImpactCard(LineCard):
    """One group of people."""

    kind = "impact"
    placeholder = "Who: care agents, new customers"

    def __init__(self, lines: LineList, kept: LineEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def fill(self) -> None:
        self.people = self.text_chip("people", "People", "How many", "how many: 240")
        self.impact = self.text_chip("impact", "Changes", "Say what changes for them")
        self.planned = self.text_chip("planned", "Planned", "Say what is planned")

    def show_values(self) -> None:
        row = self.row
        people = "" if row.people is None else f"{row.people:,}"
        for chip, words in (
            (self.people, people), (self.impact, row.impact), (self.planned, row.planned),
        ):  # fmt: skip
            chip.set_live(self.live)
            chip.show_value(row.id, words)

    def lacking(self) -> bool:
        return self.live and not (self.row.impact.strip() and self.row.planned.strip())

    def enter_lacking(self) -> None:
        (self.planned if self.row.impact.strip() else self.impact).setFocus()

    def save(self, at: Any, **changed: Any) -> bool:
        row, people = self.row, self.row.people
        if "people" in changed:
            typed = "".join(changed["people"].replace(",", "").replace(".", "").split())
            if typed and not typed.isdecimal():
                at.refuse(f"“{changed['people'].strip()}” is no whole number of people.")
                return False
            people = int(typed) if typed else None
        text = self.text.words()
        impact = changed.get("impact", row.impact)
        planned = changed.get("planned", row.planned)
        return self._kept.change(
            lambda s: charter_lines.edit_impact(s, row.id, text, people, impact, planned), at
        )
