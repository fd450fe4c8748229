"""What users do on the board: move cards between columns, lanes and places, and add new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.services.frame import owner_room, wip_room
from cxdesk.services.grouping import LEVELS, Axis, Key
from cxdesk.services.initiatives import add as add_one
from cxdesk.services.order import STEP, between
from cxdesk.services.session import initiative, maybe, today


def move(
    session: Session,
    ids: Sequence[int],
    to: Mapping[Axis, Key] | None = None,
    *,
    after: int | None = None,
    before: int | None = None,
    reason: str = "",
) -> None:
    """Move initiatives, in their order, to a column and a lane, and between two cards.

    `to` says what they have in common from now on; an axis that is not named stays. `after` and
    `before` are the cards they come between; None is the edge of the cell, both None leaves the
    order as it is. All move, or none. Raises RuleBroken; ReasonNeeded where a soft limit asks for
    `reason`.
    """
    wanted = to or {}
    for id in dict.fromkeys(ids):
        here = initiative(session, id)
        # The state comes last: what it needs may be what the move brings.
        for axis in sorted(wanted, key=lambda one: one is Axis.STATE):
            _give(session, here, axis, wanted[axis], reason)
        if after is not None or before is not None:
            _place(session, here, after, before)
            after = here.id


def add(session: Session, titles: Sequence[str], to: Mapping[Axis, Key] | None = None) -> list[int]:
    """Add initiatives to the backlog, with what their column and lane have in common; their ids.

    All are added, or none. Raises RuleBroken for an empty title.
    """
    wanted = dict(to or {})
    batch = wanted.pop(Axis.BATCH, None)
    wanted.pop(Axis.STATE, None)
    within = batch if isinstance(batch, int) else None
    ids = [add_one(session, title, batch=within) for title in titles]
    for id in ids:
        for axis, key in wanted.items():
            if axis is not Axis.NONE and key is not None:
                _give(session, initiative(session, id), axis, key, "")
    return ids


def change_state(session: Session, id: int, state: State, reason: str = "") -> None:
    """Move one initiative to `state`, to the end of its new column."""
    here = initiative(session, id)
    _enter(session, here, state, reason)
    here.position = _last(session) + STEP


def lacks(session: Session, ids: Sequence[int]) -> dict[State, str]:
    """What the next states of initiatives lack, as a clause each: "its charter is not approved".

    A state that lacks nothing, or is not next for any of them, is left out.
    """
    found: dict[State, str] = {}
    for id in ids:
        here = initiative(session, id)
        state = here.next_state()
        if state is not None and (unmet := here.unmet(state)):
            found.setdefault(state, unmet[0].lack)
    return found


def _give(session: Session, here: Initiative, axis: Axis, key: Key, reason: str) -> None:
    """Let an initiative have `key` on an axis."""
    match axis, key:
        case Axis.STATE, State() as state:
            if state is not here.standing:
                _enter(session, here, state, reason)
        case Axis.BATCH, int() | None:
            batch = maybe(session, Batch, key)
            if batch is not here.batch:
                here.join(batch)
        case Axis.DOMAIN, int() | None:
            here.domain = maybe(session, Domain, key)
        case Axis.OWNER, int() | None:
            owner = maybe(session, Person, key)
            here.give_to(owner, owner_room(session, here, owner), reason)
        case Axis.PRIORITY, int():
            here.priority = LEVELS[key]
        case Axis.HORIZON, Horizon():
            here.horizon = key
        case Axis.HORIZON, None:
            if here.end is not None:
                raise RuleBroken(
                    f"{here.code} has an end and so a horizon: choose which one.", _open(here)
                )
            here.horizon = None
        case Axis.QUADRANT, _:
            raise RuleBroken(
                f"The quadrant of {here.code} follows from its scores, cost and effort: "
                "change those to move it.",
                Way("Open scores", "score", here.id),
            )


def _open(here: Initiative) -> Way:
    return Way(f"Open {here.code}", "initiative", here.id)


def _enter(session: Session, here: Initiative, state: State, reason: str) -> None:
    room = wip_room(session, here) if state is State.IN_PROGRESS else None
    here.move_to(state, today=today(session), room=room, reason=reason)


def _last(session: Session) -> float:
    newest = select(Initiative.position).order_by(Initiative.position.desc()).limit(1)
    return session.scalar(newest) or 0.0


def _place(session: Session, here: Initiative, after: int | None, before: int | None) -> None:
    """Put `here` between two cards, unless it is there already."""
    low, high = _position(session, after), _position(session, before)
    if (low is None or low < here.position) and (high is None or here.position < high):
        return
    position = between(low, high)
    if position is not None:
        here.position = position
    else:
        _number_anew(session, here, after)


def _position(session: Session, id: int | None) -> float | None:
    return None if id is None else initiative(session, id).position


def _number_anew(session: Session, here: Initiative, after: int | None) -> None:
    """No room is left between two cards: number all of them, `here` behind `after`."""
    rows = session.scalars(select(Initiative).order_by(Initiative.position, Initiative.code))
    rest = [row for row in rows if row is not here]
    at = next(place for place, row in enumerate(rest, 1) if row.id == after)
    for place, row in enumerate([*rest[:at], here, *rest[at:]], 1):
        row.position = place * STEP
