"""The columns of the table of scores: what they show and how a cell is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from cxdesk.model.states import Priority
from cxdesk.model.wording import sign
from cxdesk.services.grouping import QUADRANTS
from cxdesk.services.priorities import Ranked
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.scores.edits import ScoreEdits, number_problem, score_problem
from cxdesk.ui.scores.wording import NAMES, hundredth, moved, tenth
from cxdesk.ui.table.columns import Column

_LEVELS = {Priority.HIGHEST: 4, Priority.HIGH: 3, Priority.MEDIUM: 2, Priority.LOW: 1}
_WIDTHS = (58, 54, 71, 70)  # of the four scores, as wide as their titles


class ScoreCells:
    """Makes the columns. A pick in one of several selected rows is for all of them.

    `chosen(row)` gives the rows that a pick in a row is for.
    """

    def __init__(self, edits: ScoreEdits, chosen: Callable[[Ranked], Sequence[Ranked]]) -> None:
        self._edits, self._chosen = edits, chosen
        self.currency = "EUR"
        self.preferred: Mapping[int, int] = {}

    def columns(self) -> tuple[Column[Ranked], ...]:
        """All columns, in their order."""
        return (
            Column(
                "rank", "Rank", lambda row: "–" if row.rank is None else f"{row.rank:,}", 50,
                right=True, order=lambda row: row.rank, weight=600,
            ),
            Column(
                "moved", "Change", lambda row: moved(row.moved), 84,
                order=lambda row: row.moved or None, lead=_arrow, ink=_soft,
            ),
            Column(
                "code", "Code", lambda row: row.it.code, 88, weight=500, lead=_state,
            ),
            Column("title", "Title", lambda row: row.it.title, 204, 6, wrap=True),
            Column(
                "domain", "Domain", lambda row: row.it.domain, 74,
                lead=lambda row: Lead("swatch", number=row.it.hue),
            ),
            Column(
                "value", "Score", lambda row: hundredth(row.value), 54, right=True,
                order=lambda row: row.value, weight=600,
            ),
            Column(
                "benefit", "Benefit", lambda row: tenth(row.benefit), 62, right=True,
                order=lambda row: row.benefit,
            ),
            *(self._score(place, name) for place, name in enumerate(NAMES)),
            Column(
                "cost", "Cost", lambda row: tenth(row.it.cost_score), 46, right=True,
                order=lambda row: row.it.cost_score,
            ),
            Column(
                "money", "Budget", lambda row: f"{number(row.it.cost)} k{sign(self.currency)}", 72,
                right=True, order=lambda row: row.it.cost, typed=lambda row: number(row.it.cost),
                problem=lambda _row, text: number_problem(text), save=self._save_cost,
            ),
            Column(
                "effort", "Effort", lambda row: f"{number(row.it.effort)} d", 58, right=True,
                order=lambda row: row.it.effort, typed=lambda row: number(row.it.effort),
                problem=lambda _row, text: number_problem(text), save=self._save_effort,
            ),
            Column(
                "quadrant", "Quadrant", lambda row: row.quadrant, 98, ink=_soft,
                order=lambda row: QUADRANTS.index(row.quadrant),
            ),
            Column(
                "priority", "Priority", lambda row: row.priority.value.capitalize(), 100,
                lead=lambda row: Lead("priority", number=row.level),
                note=lambda row: "set" if row.it.priority else "",
                order=lambda row: row.level, pick=self.pick_priority,
            ),
            Column(
                "preferred", "Stakeholders", self._preferred, 104, right=True,
                order=lambda row: self.preferred.get(row.id),
            ),
        )  # fmt: skip

    def _preferred(self, row: Ranked) -> str:
        rank = self.preferred.get(row.id)
        return "" if rank is None else f"{rank:,}"

    def _score(self, place: int, name: str) -> Column[Ranked]:
        return Column(
            name.lower(), name, lambda row: str(row.it.scores[place]), _WIDTHS[place], right=True,
            order=lambda row: row.it.scores[place],
            problem=lambda _row, text: score_problem(text),
            save=partial(self._edits.rate, place),
        )  # fmt: skip

    def _save_cost(self, row: Ranked, text: str, at: Refusable) -> bool:
        return self._edits.spend(row, text, str(row.it.effort), self.currency, at)

    def _save_effort(self, row: Ranked, text: str, at: Refusable) -> bool:
        return self._edits.spend(row, str(row.it.cost), text, self.currency, at)

    def pick_priority(self, row: Ranked, anchor: QWidget) -> None:
        """Offer the priorities for the chosen rows."""
        who = self._chosen(row)
        offered = [
            Option(one, one.value.capitalize(), lead=Lead("priority", number=level))
            for one, level in _LEVELS.items()
        ]
        offered.append(Option(None, "Derived from benefit", tenth(row.benefit)))
        pick(
            anchor, "Priority", offered, row.it.priority,
            lambda chosen: self._edits.prioritise(who, chosen),
        )  # fmt: skip


def _state(row: Ranked) -> Lead:
    return Lead("glyph", row.it.state.value)


def _arrow(row: Ranked) -> Lead | None:
    if not row.moved:
        return None
    return Lead("glyph", "up" if row.moved > 0 else "down", ink="text")


def _soft(_row: Ranked) -> str:
    return "text2"
