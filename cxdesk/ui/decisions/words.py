"""How results and decisions are said: read out, in cells, above tables and on paper."""

from __future__ import annotations

from cxdesk.services.funding import FundingRow
from cxdesk.services.result_rows import PairRow, TaskRow
from cxdesk.ui.form.words import number

GLYPH_OF = {
    "accepted": "on_track", "deferred": "defer", "declined": "cancelled", "info_needed": "help",
}  # fmt: skip
"""The sign of each verdict."""


def task_words(row: TaskRow, funding: FundingRow | None, currency: str) -> str:
    """A task as it is read out."""
    said = [
        f"{row.place}. {row.code} {row.title}" if row.place else f"{row.code} {row.title}",
        row.note, row.mark, f"{number(row.cost)} {currency}, {number(row.days)} days",
        f"{row.won:,} preferences won, {row.lost:,} lost" if row.place else "",
    ]  # fmt: skip
    if not row.passed:
        said.append(over_line(row))
    if row.decided is not None:
        said.append(f"{row.decided.code} {row.decided.verdict.label} {row.decided.words}".strip())
    elif funding is not None:
        said += [funding.short, *funding.sentences]
    return ". ".join(part.rstrip(".") for part in said if part)


def over_line(row: TaskRow) -> str:
    """How the board stands to a task this cycle."""
    return f"{row.above:,} want it this cycle, {row.below:,} do not"


def pair_words(row: PairRow, *, unfolded: bool) -> str:
    """Why one stands above the next, with the figures where they are shown."""
    said = f"{row.lead} {row.words}".strip()
    return "\n".join([said, *detail_lines(row)]) if unfolded else said


def detail_lines(row: PairRow) -> tuple[str, ...]:
    """The figures of a pair, the places by every method, and who had the last word."""
    figures = " · ".join(f"{name}: {value:,}" for name, value in row.figures)
    last = f"{row.settled}." if row.settled else row.tie_break
    return (figures, " · ".join(row.places), last)


def line_words(text: str, beyond: str) -> str:
    """The funding line as it is read out."""
    return ". ".join(part for part in (f"Funding line. {text}", beyond) if part)
