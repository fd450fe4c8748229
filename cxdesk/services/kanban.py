"""What users do on the board: move cards between columns, lanes and places."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.states import State
from cxdesk.services.frame import wip_room
from cxdesk.services.session import initiative, maybe, today


class Keep(enum.Enum):
    """Says that something stays as it is, where None means none."""

    BATCH = enum.auto()


STEP = 1024.0  # between neighbours, so that many cards fit between two without renumbering


def move(
    session: Session,
    ids: Sequence[int],
    state: State | None = None,
    *,
    after: int | None = None,
    batch: int | Keep | None = Keep.BATCH,
    reason: str = "",
) -> None:
    """Move initiatives, in their order, behind the card `after` (None: to the top of the cell).

    `state` None keeps each one's state; `batch` may be Keep.BATCH. All move, or none.
    Raises RuleBroken; ReasonNeeded where a soft limit asks for `reason`.
    """
    behind = _outside(session, after, ids)
    for id in dict.fromkeys(ids):
        here = initiative(session, id)
        if not isinstance(batch, Keep):
            target = maybe(session, Batch, batch)
            if target is not here.batch:
                here.join(target)
        if state is not None and state is not here.standing:
            _enter(session, here, state, reason)
        _place(session, here, behind)
        behind = here.id


def change_state(session: Session, id: int, state: State, reason: str = "") -> None:
    """Move one initiative to `state`, to the end of its new column."""
    here = initiative(session, id)
    _enter(session, here, state, reason)
    here.position = _last(session) + STEP


def _enter(session: Session, here: Initiative, state: State, reason: str) -> None:
    room = wip_room(session, here) if state is State.IN_PROGRESS else None
    here.move_to(state, today=today(session), room=room, reason=reason)


def _last(session: Session) -> float:
    newest = select(Initiative.position).order_by(Initiative.position.desc()).limit(1)
    return session.scalar(newest) or 0.0


def _place(session: Session, here: Initiative, after: int | None) -> None:
    """Put `here` behind `after` among the cards of its cell, unless it is there already."""
    rest = [place for place in _cell(session, here) if place[0] != here.id]
    places = {id: place for place, (id, _) in enumerate(rest)}
    index = places[after] + 1 if after in places else 0 if after is None else len(rest)
    low = rest[index - 1][1] if index else None
    high = rest[index][1] if index < len(rest) else None
    if (low is None or low < here.position) and (high is None or here.position < high):
        return
    if low is None:
        here.position = STEP if high is None else high - STEP
    elif high is None:
        here.position = low + STEP
    elif high - low > 1e-6:
        here.position = (low + high) / 2
    else:
        # No room left between the two: number the whole cell anew.
        order = [id for id, _ in rest]
        order.insert(index, here.id)
        for place, id in enumerate(order, 1):
            initiative(session, id).position = place * STEP


def _cell(session: Session, here: Initiative) -> list[tuple[int, float]]:
    """Ids and positions in the batch and column of `here`; one on hold stands where it was."""
    held = Initiative.state == State.ON_HOLD
    column = case(
        (held, func.coalesce(Initiative.held_from, State.BACKLOG)), else_=Initiative.state
    )
    query = (
        select(Initiative.id, Initiative.position)
        .where(
            # Not batch_id, which is the old one until the next flush.
            Initiative.batch_id.is_(None)
            if here.batch is None
            else Initiative.batch_id == here.batch.id,
            column == here.standing,
        )
        .order_by(Initiative.position, Initiative.code)
    )
    return [(id, position) for id, position in session.execute(query)]


def _outside(session: Session, after: int | None, ids: Sequence[int]) -> int | None:
    """The card `after`, or the nearest one above it that is not itself moved."""
    if after is None or after not in ids:
        return after
    cell = [id for id, _ in _cell(session, initiative(session, after))]
    above = cell[: cell.index(after)]
    return next((id for id in reversed(above) if id not in ids), None)
