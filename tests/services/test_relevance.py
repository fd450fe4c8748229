"""A side panel that a change does not concern shows what it showed before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.model.initiatives import Initiative
from cxdesk.services.detail import _WITH, Detail, detail
from cxdesk.services.relevance import concerned
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.services.commands import Case
from tests.services.every_command import CASES

# Some that are linked, blocked, delivered, embedded, in the backlog or on their own.
CODES = ("CX-101", "CX-102", "CX-103", "CX-201", "CX-204", "CX-304", "CX-403", "CX-603")


Details = dict[int, Detail]


def chosen(store: Store) -> Details:
    with store.read() as session:
        ids = session.scalars(select(Initiative.id).where(Initiative.code.in_(CODES))).all()
    return details(store, ids)


def details(store: Store, ids: Iterable[int]) -> Details:
    with store.read() as session:
        query = select(Initiative).where(Initiative.id.in_(ids)).options(*_WITH)
        _read = session.scalars(query).all()  # in a few queries, where each panel asks a dozen
        return {id: shown for id in ids if (shown := detail(session, id)) is not None}


@pytest.fixture(scope="module")
def untouched(played: Path) -> Details:
    """What the panels show of the sample: most commands are given to it as it was played."""
    with Store.open(played, home=played.parent, read_only=True, clock=clock) as store:
        return chosen(store)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_not_concerned_is_the_same(
    case: Case, untouched: Details, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue("empty_store" if case.empty else "store")
    for command in case.before:
        store.do("Prepare", command)
    before = chosen(store) if case.empty or case.before else untouched
    _, change_set = store.do(case.name, case.command)
    assert change_set is not None
    same = {id: shown for id, shown in before.items() if not concerned(shown, change_set)}
    after = details(store, same)
    for id, shown in same.items():
        assert after[id] == shown, shown.code


def test_most_panels_are_not_concerned_by_one_action(store: Store) -> None:
    before = chosen(store)
    from cxdesk.services import actions

    one = next(shown for shown in before.values() if shown.code == "CX-101")
    _, change_set = store.do("Add", lambda s: actions.add(s, one.id, "Ask the vendor"))
    assert change_set is not None
    assert [shown.code for shown in before.values() if concerned(shown, change_set)] == ["CX-101"]
