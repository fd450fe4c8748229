"""Cells copied from a spreadsheet, kept in the table beside the bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from cxdesk.model.errors import RuleBroken
from cxdesk.services import initiatives, predecessors
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.cards import Card
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.services.what_if_steps import Step
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.words import read_date, read_days, read_number, read_percent
from cxdesk.ui.roadmap.planning import Dates, Planning
from cxdesk.ui.roadmap.table_edits import IN_PLAN_ONLY, TableEdits, link_steps, named
from cxdesk.ui.roadmap.table_facts import TableFacts
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.paste_cells import NOTHING, CellPaste, Pasted, chosen, untyped

_DATES = ("start", "end", "days")
_PINNED = ("pinned", "yes", "x", "1", "true")


class TablePaste(CellPaste[Card]):
    """Knows what cells mean, and keeps them: in one change where dates push nobody.

    Dates that push others wait above the bars, when everything else is saved. `harmless` says
    whether dates push nobody.
    """

    where = "the table"

    def __init__(
        self,
        planning: Planning,
        edits: TableEdits,
        facts: TableFacts,
        harmless: Callable[[Mapping[int, tuple[date, date]]], bool],
    ) -> None:
        self._planning, self._edits, self._facts = planning, edits, facts
        self._harmless = harmless

    def value(self, column: Column[Card], text: str, row: Card) -> Any:
        editing = self._planning.editing
        match column.key:
            case "title":
                if not text:
                    raise ValueError("an initiative needs a title.")
                return text
            case "start" | "end":
                return read_date(text, editing.desk.today())
            case "days":
                return read_days(text)
            case "owner":
                return chosen(editing.choices.people, text, "person", by_note=False)
            case "batch":
                return chosen(editing.choices.batches, text, "batch")
            case "predecessors":
                return predecessors.read(text, self._facts.codes, row.id)
            case "pinned":
                if fold(text) not in (*_PINNED, *NOTHING, "no", "0", "false"):
                    raise ValueError(f"“{text}” does not say whether it is pinned.")
                return fold(text) in _PINNED
            case "progress":
                return read_percent(text)
            case "cost" | "effort":
                return read_number(text)
        raise untyped(column, text)

    def keep(self, changed: Sequence[Pasted[Card]], at: Refusable) -> bool:
        cards = [row for _, row, _ in changed]
        moves = {
            row.id: self._edits.dated(row, values)
            for _, row, values in changed if any(key in values for key in _DATES)
        }  # fmt: skip
        others = [one for one in changed if any(key not in _DATES for key in one.values)]
        if not others:
            return self._edits.dates(cards, moves, at)
        if self._planning.what_if is not None and any(
            key in one.values for one in others for key in ("title", "progress")
        ):
            at.refuse(IN_PLAN_ONLY)
            return False
        together = self._settled(moves)
        now = moves if together else {}
        label = f"Paste into {named([one.row for one in (changed if together else others)])}"
        kept = self._planning.change(
            label,
            lambda session: self._apply(session, changed, now),
            [*_steps(others, self._facts), *(steps_of.scheduled(id, *now[id]) for id in now)],
            at,
        )
        return kept and (together or self._edits.dates(cards, moves, at))

    def _settled(self, moves: Mapping[int, Dates]) -> bool:
        full = {
            id: (start, end) for id, (start, end) in moves.items()
            if start is not None and end is not None
        }  # fmt: skip
        return not full or self._harmless(full)

    def _apply(
        self, session: Session, changed: Sequence[Pasted[Card]], moves: Mapping[int, Dates]
    ) -> None:
        for one in changed:
            _, row, values = one
            try:
                if "title" in values:
                    initiatives.rename(session, row.id, values["title"])
                if row.id in moves:
                    initiatives.schedule(session, row.id, *moves[row.id])
                for step in _steps([one], self._facts):
                    steps_of.apply(session, step)
                if "progress" in values:
                    initiatives.progress(session, row.id, values["progress"])
            except RuleBroken as broken:
                raise RuleBroken(f"Row {one.number}: {broken.text}", broken.way) from broken


def _steps(changed: Sequence[Pasted[Card]], facts: TableFacts) -> list[Step]:
    """What a what-if is told of the changes, dates, titles and progress left out."""
    found: list[Step] = []
    for _, card, values in changed:
        if "owner" in values:
            found.append(steps_of.given(card.id, values["owner"]))
        if "batch" in values:
            found.append(steps_of.joined(card.id, values["batch"]))
        if "cost" in values or "effort" in values:
            cost, effort = values.get("cost", card.cost), values.get("effort", card.effort)
            found.append(steps_of.costed(card.id, cost, effort))
        if "pinned" in values:
            found.append(steps_of.pinned(card.id, values["pinned"]))
        if "predecessors" in values:
            gap = predecessors.difference(facts.links(card), values["predecessors"])
            found += link_steps(card, gap)
    return found
