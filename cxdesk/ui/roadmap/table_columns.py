"""The columns of the table: what they show of an initiative and how a cell is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.model.wording import day
from cxdesk.services import predecessors
from cxdesk.services.card_words import PRIORITIES, late
from cxdesk.services.cards import Card
from cxdesk.services.search import fold
from cxdesk.ui import type as typeface
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import number, read_date, read_days, read_number, read_percent
from cxdesk.ui.leads import Lead
from cxdesk.ui.roadmap.table_edits import TableEdits
from cxdesk.ui.roadmap.table_facts import TableFacts
from cxdesk.ui.table.columns import Column
from cxdesk.ui.theme import Theme

T = TypeVar("T")
ALWAYS = ("code", "title")
"""The columns that are always there."""
AT_FIRST = (*ALWAYS, "start", "end", "days", "slack", "owner")
"""Those shown until somebody chooses others."""
_PAD = 8  # px, as in every cell
_RANK = {state: place for place, state in enumerate(State)}
_HORIZONS = {horizon: place for place, horizon in enumerate(Horizon)}
_ALERT = Lead("glyph", "alert", ink="danger")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class TableCells:
    """Makes the columns. What is changed in one of several selected rows is for all of them.

    `chosen(card)` gives the initiatives that a change in a row is for; `unit` is what costs are
    given in; `note` is where a choice is refused.
    """

    note: Refusable

    def __init__(
        self,
        editing: Editing,
        edits: TableEdits,
        facts: TableFacts,
        chosen: Callable[[Card], Sequence[Card]],
    ) -> None:
        self._editing, self._edits, self._facts, self._chosen = editing, edits, facts, chosen
        self._today: Callable[[], date] = editing.desk.today

    def columns(self, unit: str) -> tuple[Column[Card], ...]:
        """All columns, in their order."""
        facts = self._facts
        return (
            Column("code", "Code", lambda row: row.code, 76, weight=500, ink=_ink, order=_place),
            Column(
                "title", "Title", lambda row: row.title, 150, 1, ink=_ink, wrap=True,
                typed=lambda row: row.title, save=self._edits.rename,
                problem=lambda row, text: "" if text.strip() else f"{row.code} needs a title.",
            ),
            Column(
                "start", "Start", lambda row: _day(facts.start(row)), 100, ink=self._moved,
                order=lambda row: row.start,
                save=self._typed(self._read_date, self._edits.start_on),
            ),
            Column(
                "end", "End", lambda row: _day(facts.end(row)), 100,
                ink=lambda row: "danger" if late(row, self._today()) else self._moved(row),
                order=lambda row: row.end,
                save=self._typed(self._read_date, self._edits.end_on),
            ),
            Column(
                "days", "Days", lambda row: _number(facts.days(row)), 52, right=True,
                ink=self._moved, order=facts.days, save=self._typed(read_days, self._edits.last),
            ),
            Column(
                "slack", "Slack", lambda row: _number(facts.slack(row)), 56, right=True,
                order=facts.slack, paint=self._paint_slack,
            ),
            Column(
                "owner", "Owner", lambda row: row.owner, 112, ink=_ink, pick=self.pick_owner,
                order=lambda row: fold(row.owner) or None,
            ),
            Column(
                "predecessors", "Predecessors", facts.predecessors, 104,
                ink=lambda row: "danger" if facts.broken(row) else _ink(row),
                lead=lambda row: _ALERT if facts.broken(row) else None,
                order=lambda row: facts.predecessors(row) or None,
                problem=self._odd, save=self._save_predecessors,
            ),
            Column(
                "pinned", "Pinned", lambda row: "pinned" if row.pinned else "", 66, ink=_ink,
                order=lambda row: not row.pinned, pick=self.turn_pin,
            ),
            Column(
                "state", "State", lambda row: row.state.label, 112, ink=_ink,
                lead=lambda row: Lead("glyph", row.state.value),
                order=lambda row: _RANK[row.state],
            ),
            Column(
                "priority", "Priority", lambda row: PRIORITIES[row.level], 88, ink=_ink,
                lead=lambda row: Lead("priority", number=row.level),
                order=lambda row: -row.level,
            ),
            Column(
                "horizon", "Horizon",
                lambda row: row.horizon.value.capitalize() if row.horizon else "", 78, ink=_ink,
                lead=lambda row: (
                    Lead("horizon", row.horizon.value[0].upper()) if row.horizon else None
                ),
                order=lambda row: _HORIZONS[row.horizon] if row.horizon else None,
            ),
            Column(
                "batch", "Batch", facts.batch, 60, ink=_ink, pick=self.pick_batch,
                order=lambda row: (len(facts.batch(row)), facts.batch(row)) if row.batch_id
                else None,
            ),
            Column(
                "domain", "Domain", lambda row: row.domain, 76, ink=_ink,
                lead=lambda row: Lead("swatch", number=row.hue),
            ),
            Column(
                "outcome", "Outcome", lambda row: ", ".join(row.outcomes), 76, ink=_ink,
                order=lambda row: row.outcomes or None,
            ),
            Column(
                "progress", "Progress", lambda row: f"{row.progress} %", 74, right=True,
                ink=_ink, typed=lambda row: str(row.progress), order=lambda row: row.progress,
                save=self._typed(read_percent, self._edits.progress),
            ),
            Column(
                "actions", "Actions",
                lambda row: f"{row.done}/{row.actions}" if row.actions else "", 88,
                note=lambda row: f"{row.overdue_actions} late" if row.overdue_actions else "",
                ink=lambda row: "danger" if row.overdue_actions else _ink(row),
                order=lambda row: (row.actions - row.done) if row.actions else None,
            ),
            Column(
                "free", "Free slack", lambda row: _number(self._free(row)), 84, right=True,
                ink=_ink, order=self._free,
            ),
            *(self._planned(*each) for each in _PLANNED),
            Column(
                "driver", "Why it is there", self._driver, 130, ink=_ink,
                order=lambda row: fold(self._driver(row)) or None,
            ),
            Column(
                "cost", f"Cost {unit}", lambda row: number(row.cost), 74, right=True, ink=_ink,
                order=lambda row: row.cost,
                save=self._typed(
                    read_number,
                    lambda cards, value, at: self._edits.cost(cards, value, unit, at),
                ),
            ),
            Column(
                "effort", "Person-days", lambda row: number(row.effort), 96, right=True,
                ink=_ink, order=lambda row: row.effort,
                save=self._typed(read_number, self._edits.effort),
            ),
        )  # fmt: skip

    def _planned(self, key: str, title: str) -> Column[Card]:
        """An early or late date."""

        def on(row: Card) -> date | None:
            found = self._facts.planned(row)
            return None if found is None else getattr(found, key)

        return Column(key, title, lambda row: _day(on(row)), 96, ink=_ink, order=on)

    def _free(self, row: Card) -> int | None:
        planned = None if row.delivered else self._facts.planned(row)
        return None if planned is None else planned.free_slack

    def _driver(self, row: Card) -> str:
        planned = self._facts.planned(row)
        return "" if planned is None else planned.driver.text

    def _paint_slack(self, p: QPainter, box: QRectF, row: Card, colors: Theme) -> None:
        """The slack; bold where there is none to lose, red where it is missing."""
        slack = self._facts.slack(row)
        if slack is None:
            return
        p.setFont(typeface.font(13, 400 if slack > 0 else 700, tabular=True))
        p.setPen(colors.danger if slack < 0 else colors.text)
        p.drawText(box.adjusted(0, 0, -_PAD, 0), _RIGHT, _number(slack))

    # Choosing -------------------------------------------------------------------------------

    def pick_owner(self, row: Card, anchor: QWidget) -> None:
        """Offer the people who could own the chosen rows."""
        from cxdesk.ui.pickers import pick

        cards = self._chosen(row)
        pick(
            anchor, "Who owns it", self._editing.people("Nobody"), row.owner_id,
            lambda person: self._edits.give(cards, person, self.note),
        )  # fmt: skip

    def pick_batch(self, row: Card, anchor: QWidget) -> None:
        """Offer the batches for the chosen rows."""
        from cxdesk.ui.pickers import Option, pick

        cards = self._chosen(row)
        options = [Option(None, "No batch")] + [
            Option(one.id, one.name, one.note) for one in self._editing.choices.batches
        ]
        pick(
            anchor, "Batch", options, row.batch_id,
            lambda batch: self._edits.join(cards, batch, self.note),
        )  # fmt: skip

    def turn_pin(self, row: Card, anchor: QWidget) -> None:
        """Hold the chosen rows to their dates, or no longer."""
        anchor.setFocus()
        self._edits.pin(self._chosen(row), not row.pinned, self.note)

    # Typing ---------------------------------------------------------------------------------

    def _typed(
        self,
        read: Callable[[str], T],
        change: Callable[[Sequence[Card], T, Refusable], bool],
    ) -> Callable[[Card, str, Refusable], bool]:
        """Changes the chosen rows to what was typed; words that mean nothing are refused."""

        def save(row: Card, text: str, at: Refusable) -> bool:
            try:
                value = read(text)
            except ValueError as wrong:
                at.refuse(str(wrong))
                return False
            return change(self._chosen(row), value, at)

        return save

    def _read_date(self, text: str) -> date | None:
        return read_date(text, self._today())

    def _save_predecessors(self, row: Card, text: str, at: Refusable) -> bool:
        try:
            wanted = predecessors.read(text, self._facts.codes, row.id)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.wait_for(row, wanted, at)

    def _odd(self, row: Card, text: str) -> str:
        """What is wrong with the predecessors that are typed to their end."""
        done = text.rpartition(";")[0]
        try:
            predecessors.read(done, self._facts.codes, row.id)
        except ValueError as wrong:
            return str(wrong)
        return ""

    # Looks ----------------------------------------------------------------------------------

    def _moved(self, row: Card) -> str:
        """Dates that wait to be saved are in the accent colour."""
        return "accent" if row.id in self._facts.canvas.moved else _ink(row)


_PLANNED = (
    ("early_start", "Early start"), ("early_finish", "Early end"),
    ("late_start", "Late start"), ("late_finish", "Late end"),
)  # fmt: skip


def _ink(row: Card) -> str:
    return "text3" if row.delivered else "text"


def _day(on: date | None) -> str:
    return "" if on is None else day(on)


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _place(row: Card) -> tuple[int, str]:
    return len(row.code), row.code
