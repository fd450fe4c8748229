"""A rehearsal: the ordinary commands and queries, and afterwards the file is as it was."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.model.work import Content
from cxdesk.services import initiatives, people
from cxdesk.store.errors import ReadOnlyPlace
from cxdesk.store.recorder import trial
from cxdesk.store.store import Store
from tests import boards
from tests.services.commands import ini


def digest(store: Store) -> tuple[str, list[str]]:
    """The bytes of the file, and what lies beside it."""
    beside = sorted(one.name for one in store.path.parent.iterdir())
    return hashlib.sha256(store.path.read_bytes()).hexdigest(), beside


def move(session: Session) -> list[date | None]:
    """Move an initiative, and read its end through entity, table and a query that flushes."""
    id = ini(session, "CX-201")
    initiatives.schedule(session, id, date(2026, 10, 19), date(2027, 2, 19))
    table = Initiative.__table__.c
    return [
        session.execute(select(table.end).where(table.id == id)).scalar_one(),
        session.scalars(select(Initiative.end).where(Initiative.id == id)).one(),
    ]


def test_nothing_of_a_rehearsal_stays(store: Store) -> None:
    before, head = digest(store), store.head
    assert store.rehearse(move) == [date(2027, 2, 19)] * 2
    assert (digest(store), store.head) == (before, head)
    with store.read() as session:
        assert session.get(Initiative, ini(session, "CX-201")).end == date(2027, 2, 12)  # type: ignore[union-attr]

    with pytest.raises(RuleBroken, match="needs a title"):
        store.rehearse(lambda s: (move(s), initiatives.rename(s, ini(s, "CX-201"), " ")))
    with pytest.raises(ZeroDivisionError):
        store.rehearse(lambda s: (move(s), 1 / 0))
    assert (digest(store), store.head) == (before, head)

    # More than the cache of pages holds reaches the disk, and is taken back there.
    data = bytes(1024 * 1024)
    store.rehearse(
        lambda s: [s.merge(Content(digest=f"{n:064}", data=data)) and s.flush() for n in range(70)]
    )
    assert digest(store) == before

    # Ordinary changes, undo and redo go on as ever.
    _, change = store.do("Move", move)
    assert change is not None
    assert (change.seq, store.head.undo_top) == (head.seq + 1, head.seq + 1)
    store.undo()
    assert store.problems() == []


def test_a_secret_round_that_is_open_does_not_mind(store: Store) -> None:
    boards.sealed(store, secret=True, ballots=boards.BALLOTS[:3])
    before = digest(store)
    assert store.rehearse(move) == [date(2027, 2, 19)] * 2
    assert digest(store) == before


def test_a_rehearsal_within_a_change_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="write inside a write"):
        store.do("Nested", lambda _s: store.rehearse(move))
    with store.read() as session:
        assert session.get(Initiative, ini(session, "CX-201")).end == date(2027, 2, 12)  # type: ignore[union-attr]


def test_a_file_for_reading_only_says_so(sample_file: Path, home: Path) -> None:
    with (
        Store.open(sample_file, home=home, read_only=True) as store,
        pytest.raises(ReadOnlyPlace, match=r"open for reading only\. Save a copy to change it"),
    ):
        store.rehearse(move)


def _refused(session: Session, id: int) -> None:
    initiatives.describe(session, id, "Tried again")
    initiatives.rename(session, id, "")


def test_what_is_tried_within_a_change_is_not_recorded(store: Store) -> None:
    def command(session: Session) -> None:
        id = ini(session, "CX-201")
        initiatives.rename(session, id, "Before")
        with trial(session):
            initiatives.rename(session, id, "Tried")
            people.add(session, "Tried Too")
            assert session.scalars(select(Person).where(Person.name == "Tried Too")).one()
        with pytest.raises(RuleBroken), trial(session):
            _refused(session, id)
        initiatives.expect(session, id, "After")

    _, change = store.do("Try", command)
    assert change is not None
    (row,) = change.changes
    assert row.after == {"title": "Before", "expected": "After"}
    assert store.problems() == []
    store.undo()
    assert store.problems() == []
