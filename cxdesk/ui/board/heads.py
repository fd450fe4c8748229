"""What the headers of the columns say: counts, limits, what a filter hides, verdicts of a drag."""

from __future__ import annotations

from cxdesk.model.states import State
from cxdesk.services.grouping import Key
from cxdesk.ui.board.carry import Carry, verdict
from cxdesk.ui.board.column_header import ColumnHead
from cxdesk.ui.board.data import BoardData


def heads_of(data: BoardData, carry: Carry | None) -> dict[Key, ColumnHead]:
    """The head of every column; limits count over all lanes and hidden cards."""
    assert data.board is not None
    frame, working = data.board.frame, data.in_progress()
    heads = {}
    for heading in data.columns:
        key = heading.key
        limit = frame.wip if key is State.IN_PROGRESS else None
        count = working if limit is not None else data.count(key)
        note, strong = "", False
        if carry is not None:
            note = verdict(carry, key, frame, working)
            strong = carry.target is not None and carry.target.column == key
        elif limit is not None and working >= limit:
            note = _limit_note(data, working, limit)
        elif data.filtered:
            note = f"{data.count_shown(key):,} of {data.count(key):,} shown"
        heads[key] = ColumnHead(count, limit, note, strong)
    return heads


def _limit_note(data: BoardData, working: int, limit: int) -> str:
    if working == limit:
        return "full: next needs a reason"
    reason = data.over_limit_reason()
    return f"{working - limit} over" + (f": “{reason}”" if reason else "")
