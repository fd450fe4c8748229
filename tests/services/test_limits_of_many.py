"""Limits count what the same change has done before: several at once are no way around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from cxdesk.model.errors import ReasonNeeded
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.model.states import State
from cxdesk.services import initiatives, kanban
from cxdesk.services.grouping import Axis
from cxdesk.services.session import Session
from cxdesk.store.store import Store


def _ids(session: Session, *codes: str) -> list[int]:
    return [
        session.scalars(select(Initiative.id).where(Initiative.code == code)).one()
        for code in codes
    ]


def test_an_owner_who_is_given_several_at_once_has_room_for_two(store: Store) -> None:
    def give(session: Session) -> None:
        ravi = session.scalars(select(Person.id).where(Person.name == "Ravi Menon")).one()
        for id in _ids(session, "CX-201", "CX-301"):  # he works on CX-101
            initiatives.give(session, id, ravi)

    with pytest.raises(ReasonNeeded, match="CX-301"):
        store.do("Give two", give)


def test_several_moved_into_progress_at_once_need_room_for_all(store: Store) -> None:
    def start(reason: str) -> Callable[[Session], None]:
        def move(session: Session) -> None:
            ids = _ids(session, "CX-302", "CX-504", "CX-604")
            kanban.move(session, ids, {Axis.STATE: State.IN_PROGRESS}, reason=reason)

        return move

    with pytest.raises(ReasonNeeded, match="CX-604"):  # the ninth of eight
        store.do("Start three", start(""))
    store.do("Start three", start("The regulator asks for it"))
