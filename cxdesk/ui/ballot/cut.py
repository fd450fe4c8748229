"""The line *not this cycle* on a ballot: where it stands, its moves and its words.

Until it is moved it stands below everything that is ranked.
"""

from __future__ import annotations

from cxdesk.analysis import tiers as moves
from cxdesk.analysis.tiers import Tiers
from cxdesk.model.wording import count
from cxdesk.ui.ballot.words import BallotRow, Rows

CUT = -1
"""The id of its row among those of things, which are positive."""

TITLE = "Not this cycle"
_NOTE = "below this line, you would rather wait"
_UNMOVED = "move this line to where the board should stop"


def level(here: Tiers) -> int:
    """How many ranked tiers stand above it."""
    return len(here.ranked) if here.cut is None else here.cut


def up(here: Tiers) -> Tiers:
    """Above the tier above it."""
    return here.with_line(level(here) - 1)


def down(here: Tiers) -> Tiers:
    """Below the tier below it."""
    return here.with_line(level(here) + 1)


def first(here: Tiers) -> Tiers:
    """Above everything."""
    return here.with_line(0)


def last(here: Tiers) -> Tiers:
    """Below all ranked, on purpose."""
    return here.with_line(len(here.ranked))


def at(here: Tiers, id: int) -> Tiers:
    """Just below the tier of a ranked thing; just above it when it is there already."""
    tier = moves.spot_of(here, id).tier
    return here.with_line(tier if here.cut == tier + 1 else tier + 1)


def row(here: Tiers) -> BallotRow:
    """The row that it is among the ranked."""
    return BallotRow(CUT, "", TITLE, _UNMOVED if here.cut is None else _NOTE)


def words(here: Tiers, rows: Rows) -> str:
    """Where it stands, as it is said."""
    if here.cut is None:
        return "not moved yet, all ranked stand above it"
    if not here.cut:
        return "above all ranked"
    above = rows[here.ranked[here.cut - 1][-1]].code
    return f"below {above}, {count(len(here.above), 'task')} above it"
