"""The door: text comes back as typed, who and when are written down, reading sees one moment."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.people import Person
from cxdesk.model.work import Content
from cxdesk.services import activity, initiatives, people, programs
from cxdesk.store.errors import Busy
from cxdesk.store.file import APPLICATION_ID
from cxdesk.store.schema import SCHEMA_VERSION
from cxdesk.store.store import Store
from tests.conftest import clock

ANY = st.text(st.characters(exclude_categories=()))  # NUL and lone surrogates too


def as_kept(text: str) -> str:
    """What a file can hold: pairs of surrogates are one character, single ones U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("text")
    path = folder / "text.cxdesk"
    with Store.create(path, home=folder, clock=clock, durable=False) as store:
        store.do("Begin", lambda s: programs.new(s, "Text"))
        store.do("Person", lambda s: people.add(s, "First"))
        store.do("Item", lambda s: initiatives.add(s, "Item", code="CX-101"))
    return path


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY, ANY)
@example("R&D <5%", "<img src=/secret.png>")
@example("a\x00b", "\x00")
@example("\ud800", "\ud83d\ude00 \udc00\ud800")
@example("é e\u0301 \u202e ﷽ 𝔘 \U0010ffff \ufeff", "\r\n\t\x0b\x1f\x85\u2028")
@example("x" * 10_000, "𝔘" * 10_000)
@example("'; DROP TABLE person; --", '%s {0} \\ " ["a"]')
def test_any_text_comes_back_exactly(shared: Path, role: str, label: str) -> None:
    with Store(shared, home=shared.parent, clock=clock, who=label, durable=False) as store:

        def change(session: Session) -> None:
            person = session.scalars(select(Person)).one()
            person.role, person.email = role, role + "!"

        _, changed = store.do(label, change)
        assert store.label_of(store.head.seq) == as_kept(label) or changed is None
    with Store(shared, home=shared.parent, clock=clock, durable=False) as store:
        with store.read() as session:
            assert session.scalars(select(Person.role)).one() == as_kept(role)
            newest = activity.whole(session, most=1)[0]
        if changed is not None:
            assert (newest.label, newest.who) == (as_kept(label), as_kept(label))
            store.undo()
            store.redo()
            with store.read() as session:
                assert session.scalars(select(Person.role)).one() == as_kept(role)
        assert store.problems() == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ANY.filter(lambda text: text.strip() != ""), max_size=4))
@example(["\ud800", "\ud83d\ude00", "„é\x00“"])
def test_labels_come_back_exactly(shared: Path, labels: list[str]) -> None:
    from cxdesk.model.initiatives import Initiative

    with Store(shared, home=shared.parent, clock=clock, durable=False) as store:
        with store.read() as session:
            id = session.scalars(select(Initiative.id)).one()
        store.do("Label", lambda s: initiatives.label(s, id, labels))
        with store.read() as session:
            kept = session.scalars(select(Initiative.labels)).one()
        assert kept == [as_kept(text) for text in dict.fromkeys(text.strip() for text in labels)]
        assert store.problems() == []


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "Ünï çøde 名 100 % ?#.cxdesk"
    Store.create(path, home=tmp_path).close()
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
    with Store.open(path, home=tmp_path) as store:
        assert store.problems() == []
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_who_and_when_are_written_down_in_utc(store: Store) -> None:
    store.clock = lambda: datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    store.who = "Elena Rossi"
    _, changed = store.do("Somebody", lambda s: people.add(s, "Somebody"))
    assert changed is not None
    assert (changed.who, changed.at) == ("Elena Rossi", "2026-11-23T04:30:00.000+00:00")
    with store.read() as session:
        assert activity.last_change(session) == datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def test_a_reader_sees_one_moment_while_another_thread_writes(store: Store) -> None:
    written = threading.Event()

    def somebody(session: Session) -> None:
        people.add(session, "Somebody")
        session.flush()
        written.set()

    other = threading.Thread(target=lambda: store.do("Somebody", somebody))
    with store.read() as session:
        before = session.scalars(select(Person.name)).all()
        head = store.head
        other.start()
        assert written.wait(10)
        session.expire_all()
        assert session.scalars(select(Person.name)).all() == before
        with pytest.raises(Busy, match="try again"):
            store.do("Another", lambda s: people.add(s, "Another"))
        assert store.head == head
        assert other.is_alive()  # it waits for the reader's end
    other.join()
    assert store.label_of(store.head.undo_top) == "Somebody"
    with store.read() as session:
        assert len(session.scalars(select(Person.name)).all()) == len(before) + 1


def test_one_reads_while_another_thread_writes_a_long_change(store: Store) -> None:
    written, go_on = threading.Event(), threading.Event()

    def much(session: Session) -> None:
        for number in range(70):  # more than the pages that are kept in memory otherwise
            session.add(Content(digest=str(number), data=bytes(1 << 20)))
            session.flush()
        written.set()
        assert go_on.wait(10)

    other = threading.Thread(target=lambda: store.rehearse(much))
    other.start()
    assert written.wait(30)
    with store.read() as session:
        assert session.get(Content, "1") is None
    go_on.set()
    other.join()


def test_a_block_is_one_recorded_transaction(store: Store) -> None:
    with store.write("Two people") as session:
        people.add(session, "One")
        people.add(session, "Two")
    assert store.label_of(store.head.undo_top) == "Two people"
    changed = store.undo()
    assert changed is not None
    assert len(changed.changes) == 2
