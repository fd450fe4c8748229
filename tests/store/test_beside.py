"""Reading in another thread: it sees one moment, and a write never waits for its end."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.services import initiatives
from cxdesk.store.store import Store
from tests.services.commands import ini

# Rows out of nothing without end: a statement that lasts until it is interrupted.
_n = select(literal(1).label("i")).cte("n", recursive=True)
_n = _n.union_all(select(_n.c.i + 1))
ENDLESS = select(func.count()).select_from(_n)


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(Initiative.title).order_by(Initiative.code)))


def test_a_write_stops_what_is_read_beside_and_it_sees_the_new_moment(store: Store) -> None:
    begun, asked = threading.Event(), []

    def slow(session: Session) -> list[str]:
        found = titles(session)
        asked.append(found[0])
        begun.set()
        if len(asked) == 1:
            session.execute(ENDLESS)  # only a write ends it
        return found

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.ask_beside, slow)
        assert begun.wait(30)
        store.do("Rename", lambda s: initiatives.rename(s, ini(s, "CX-101"), "Another title"))
        found = reading.result(30)
    assert asked == ["Single customer ID", "Another title"]
    assert found[0] == "Another title"


def test_between_two_statements_it_stops_too(store: Store) -> None:
    first, written = threading.Event(), threading.Event()
    seen: list[list[str]] = []

    def two(session: Session) -> list[list[str]]:
        before = titles(session)
        first.set()
        written.wait(30)
        seen.append(before)
        return [before, titles(session)]

    def write() -> None:
        store.do("Rename", lambda s: initiatives.rename(s, ini(s, "CX-101"), "Another title"))

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.ask_beside, two)
        assert first.wait(30)
        timer = threading.Timer(0.3, written.set)  # the write waits so long for the reader's lock
        timer.start()
        write()
        before, after = reading.result(30)
    assert len(seen) == 2
    assert before == after
    assert after[0] == "Another title"


def test_what_is_refused_or_given_up_ends(store: Store) -> None:
    def refuse(_session: Session) -> None:
        raise RuleBroken("There is none.")

    with pytest.raises(RuleBroken, match="There is none"):
        store.ask_beside(refuse)
    gone, begun = threading.Event(), threading.Event()

    def endless(session: Session) -> None:
        begun.set()
        session.execute(ENDLESS)

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.ask_beside, endless, gone.is_set)
        assert begun.wait(30)
        gone.set()
        store.do("Rename", lambda s: initiatives.rename(s, ini(s, "CX-101"), "Another title"))
        assert reading.exception(30) is not None
    with store.read() as session:
        assert titles(session)[0] == "Another title"


def test_nothing_is_changed_beside(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"Only Store\.write"):
        store.ask_beside(lambda s: (initiatives.rename(s, ini(s, "CX-101"), "No"), s.flush()))
