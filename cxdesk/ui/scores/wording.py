"""How scores are said: on a bubble, at a drag, in a cell and in the history."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.analysis.scores import Four, Weights
from cxdesk.model.wording import count, sign
from cxdesk.services.priorities import Ranked
from cxdesk.services.score_words import SCORES
from cxdesk.ui.form.words import number

NAMES = tuple(SCORES)
_NAMED = 12  # codes that a bubble of many names


def tenth(value: float) -> str:
    """A benefit or a cost: "4.9"."""
    return f"{value + 1e-9:.1f}"


def hundredth(value: float) -> str:
    """A score: "1.23", as a half is rounded up."""
    return f"{value + 1e-9:.2f}"


def facts(row: Ranked, currency: str) -> str:
    """What the cost comes from: "220 k€ and 260 person-days"."""
    return f"{number(row.it.cost)} k{sign(currency)} and {days(row.it.effort)}"


def days(effort: float) -> str:
    """Effort in words: "45 person-days"."""
    return f"{number(effort)} person-day{'' if effort == 1 else 's'}"


def place(row: Ranked, total: int) -> str:
    """The rank in words: "rank 14 of 21"."""
    return "delivered" if row.rank is None else f"rank {row.rank:,} of {total:,}"


def about(row: Ranked, total: int, currency: str) -> str:
    """Everything about a bubble, in four lines."""
    it = row.it
    scores = ", ".join(
        f"{name.lower()} {score}" for name, score in zip(NAMES, it.scores, strict=True)
    )
    where = ", ".join(part for part in (it.domain, it.batch, it.state.label.lower()) if part)
    return (
        f"{it.code} {it.title}\n{where}\n"
        f"Benefit {tenth(row.benefit)}: {scores}\n"
        f"Cost {tenth(it.cost_score)}: {facts(row, currency)}\n"
        f"Score {hundredth(row.value)}, {row.quadrant.lower()}, {place(row, total)}"
    )


def said(row: Ranked, total: int) -> str:
    """A bubble as assistive technology says it."""
    return (
        f"{row.it.code} {row.it.title}, benefit {tenth(row.benefit)}, cost "
        f"{tenth(row.it.cost_score)}, {row.quadrant}, {place(row, total)}"
    )


def lump(rows: Sequence[Ranked]) -> str:
    """What a bubble of many stands for."""
    codes = ", ".join(row.it.code for row in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    low, high = min(row.benefit for row in rows), max(row.benefit for row in rows)
    span = tenth(low) if tenth(low) == tenth(high) else f"{tenth(low)} to {tenth(high)}"
    return (
        f"{count(len(rows), 'initiative')} at cost {tenth(rows[0].it.cost_score)}, "
        f"benefit {span}\n{codes}{more}"
    )


def changes(before: Four, after: Four) -> str:
    """What becomes of the scores: "impact 4→5, reach 3→2"; "" when nothing does."""
    return ", ".join(
        f"{name.lower()} {a}→{b}" for name, a, b in zip(NAMES, before, after, strict=True) if a != b
    )


def moved(by: int) -> str:
    """A change of rank in words: "3 up", "1 down"."""
    return "" if not by else f"{abs(by):,} {'up' if by > 0 else 'down'}"


def weighing(weights: Weights) -> str:
    """Weights in words: "impact 4, reach 2, outcome 3, urgency 1"."""
    return ", ".join(
        f"{name.lower()} {number(weight)}" for name, weight in zip(NAMES, weights, strict=True)
    )
