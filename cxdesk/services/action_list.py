"""The actions of all initiatives in one list, in the order in which they are due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.model.states import State
from cxdesk.model.work import Action, ActionState
from cxdesk.services.naming import told_apart
from cxdesk.services.person_ref import PersonRef

OPEN = (ActionState.TODO, ActionState.DOING)
_action, _initiative = Action.__table__.c, Initiative.__table__.c
_batch, _person = Batch.__table__.c, Person.__table__.c


class ListedAction(NamedTuple):
    """An action with what names its initiative; a tuple, since there may be fifty thousand.

    `over` says that there is nothing left to do: it is done or dropped, or its initiative is
    cancelled or archived.
    """

    id: int
    title: str
    owner: PersonRef | None
    due: date | None
    week: str
    state: ActionState
    done_on: date | None
    road_bump: str
    position: float
    initiative_id: int
    code: str
    initiative: str
    batch_id: int | None
    batch: str
    over: bool


_POSITION, _CODE = (itemgetter(ListedAction._fields.index(name)) for name in ("position", "code"))


def action_list(
    session: Session, *, over: bool = False, of: Collection[int] | None = None
) -> list[ListedAction]:
    """All open actions, with `over` also those with nothing left to do, in their order.

    `of` asks for those of some initiatives alone.
    """
    query = _ACTIONS if over else _ACTIONS.where(_action.state.in_(OPEN))
    if of is not None:
        query = query.where(_action.initiative_id.in_(of))
    people, (homes, ended) = _people(session), _homes(session, of, over=over)
    # Made without a call of Python for each, since somebody waits for fifty thousand.
    make = partial(tuple.__new__, ListedAction)
    found = [
        make((
            id, title, people.get(owner), due, week, state, done_on, bump, position,
            home, *homes[home], state not in OPEN or home in ended,
        ))
        for id, title, owner, due, week, state, done_on, bump, position, home
        in session.execute(query).all()
        if home in homes
    ]  # fmt: skip
    # By `place`, in steps that compare what there is, as is: much faster than a key for each.
    found.sort(key=_POSITION)
    found.sort(key=_CODE)
    if not over:
        found.sort(key=lambda row: row.due or date.max)
        return found
    live = sorted((row for row in found if not row.over), key=lambda row: row.due or date.max)
    done = [row for row in found if row.over]
    done.sort(key=lambda row: row.done_on or date.min, reverse=True)
    return live + done


def find(session: Session, id: int) -> ListedAction | None:
    """One action; None when it is not there."""
    home = session.scalar(select(_action.initiative_id).where(_action.id == id))
    rows = [] if home is None else action_list(session, over=True, of=[home])
    return next((row for row in rows if row.id == id), None)


def place(row: ListedAction, over: bool | None = None) -> tuple[bool, int, str, float]:
    """Where an action belongs in the list: open ones by due date, then over ones, newest first.

    `over` False keeps one that is over among the open ones.
    """
    if row.over if over is None else over:
        return True, -(row.done_on or date.min).toordinal(), row.code, row.position
    return False, (row.due or date.max).toordinal(), row.code, row.position


def owner_of(session: Session, initiative: int) -> int | None:
    """Who owns an initiative, and so a new action of it; None for nobody who is active."""
    query = select(_person.id).join(Initiative.__table__, _initiative.owner_id == _person.id)
    return session.scalar(query.where(_initiative.id == initiative, _person.active))


def open_initiatives(session: Session) -> tuple[tuple[int, str, str], ...]:
    """Id, code and title of the initiatives that take actions: neither over nor archived."""
    ended = (State.DELIVERED, State.EMBEDDED, State.CANCELLED)
    query = (
        select(_initiative.id, _initiative.code, _initiative.title)
        .where(_initiative.state.not_in(ended), _initiative.archived.is_(False))
        .order_by(_initiative.code)
    )
    return tuple((id, code, title) for id, code, title in session.execute(query))


def _people(session: Session) -> dict[int | None, PersonRef]:
    """Everybody, under names that tell them apart; one object serves all actions of a person."""
    rows = session.execute(
        select(
            _person.id, _person.name, _person.initials, _person.role, _person.active, _person.email
        ).order_by(_person.name, _person.id)
    ).all()
    labels = told_apart([(name, role, email) for _, name, _, role, _, email in rows])
    return {
        id: PersonRef(id, label, initials, role, active)
        for label, (id, _, initials, role, active, _) in zip(labels, rows, strict=True)
    }


_Home = tuple[str, str, int | None, str]


def _homes(
    session: Session, ids: Collection[int] | None, *, over: bool
) -> tuple[dict[int, _Home], set[int]]:
    """Code, title and batch of initiatives (of all for None), and those that are off the board.

    Without `over` those that are off the board are left out.
    """
    query = select(
        _initiative.id, _initiative.code, _initiative.title, _initiative.batch_id,
        _initiative.state, _initiative.archived,
    )  # fmt: skip
    if ids is not None:
        query = query.where(_initiative.id.in_(ids))
    batches = dict(session.execute(select(_batch.id, _batch.code)).all())
    homes: dict[int, _Home] = {}
    ended = set()
    for id, code, title, batch, state, archived in session.execute(query).all():
        if archived or state is State.CANCELLED:
            ended.add(id)
            if not over:
                continue
        homes[id] = (code, title, batch, batches.get(batch, ""))
    return homes, ended


_ACTIONS = select(
    _action.id, _action.title, _action.owner_id, _action.due, _action.week, _action.state,
    _action.done_on, _action.road_bump, _action.position, _action.initiative_id,
)  # fmt: skip
