"""The history: no record, row or content changes unseen; undo and redo outlive a restart."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Holiday
from cxdesk.services import attachments, detail, initiatives, programs
from cxdesk.store.errors import DamagedFile, KnownError
from cxdesk.store.schema import HISTORY
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import Dump, dump


def outside(path: Path, *statements: str) -> None:
    """Change the file with another program."""
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


# The chain ------------------------------------------------------------------------------------

CHANGED = {
    "at": "'2020-01-01T00:00:00.000+00:00'",
    "who": "'Somebody else'",
    "label": "'Another label'",
    "kind": "'redo'",
    "target": "3",
    "below": "coalesce(below, 0) + 1",
    "undo_top": "coalesce(undo_top, 0) + 1",
    "redo_top": "7",
    "changes": "replace(changes, 'CX-', 'CY-') || ' '",
    "hash": "'" + "0" * 64 + "'",
}


def test_every_column_of_the_history_is_tried() -> None:
    assert set(CHANGED) | {"seq"} == set(HISTORY.c.keys())


@pytest.mark.parametrize("column", CHANGED)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_a_changed_record_is_named(store: Store, column: str, place: float) -> None:
    assert store.problems() == []
    seq = 1 + round(place * (store.head.seq - 1))
    outside(store.path, f'UPDATE history SET "{column}" = {CHANGED[column]} WHERE seq = {seq}')
    (problem,) = store.problems()
    assert problem.startswith(f"History record {seq} (")
    assert "was changed after it was written" in problem


@pytest.mark.parametrize("place", [0.0, 0.5, 0.99])
def test_a_missing_record_is_named(store: Store, place: float) -> None:
    seq = 1 + round(place * (store.head.seq - 1))
    outside(store.path, f"DELETE FROM history WHERE seq = {seq}")
    assert store.problems() == [f"History record {seq} is missing."]


def test_a_renumbered_record_is_named(store: Store) -> None:
    outside(store.path, "UPDATE history SET seq = 9000 WHERE seq = 100")
    assert store.problems() == ["History record 100 is missing."]


# The tables beside the chain ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE initiative SET cost = 1 WHERE code = 'CX-101'",
            "A row of initiative (CX-101) differs from what the history says.",
        ),
        (
            "UPDATE initiative SET labels = '[\"new\"]' WHERE code = 'CX-101'",
            "A row of initiative (CX-101) differs from what the history says.",
        ),
        (
            "UPDATE comment SET at = '2020-01-01 00:00:00.000000'"
            " WHERE id = (SELECT min(id) FROM comment)",
            "A row of comment (",
        ),
        (
            'DELETE FROM holiday WHERE "on" = (SELECT min("on") FROM holiday)',
            "is gone, but the history never removed it.",
        ),
        (
            "INSERT INTO holiday (id, \"on\", name) VALUES (5, '2027-01-02', 'A day off')",
            "A row of holiday (A day off) is not in the history: it was added outside cxdesk.",
        ),
        (
            "DELETE FROM history_item WHERE seq = 100",
            "The index that finds the history of an item does not agree with the history.",
        ),
        (
            "INSERT INTO history_item (item, seq) VALUES (1, 1)",
            "The index that finds the history of an item does not agree with the history.",
        ),
    ],
)
def test_what_was_changed_outside_is_named(store: Store, statement: str, words: str) -> None:
    outside(store.path, statement)
    (problem,) = store.problems()
    assert words in problem


def test_contents_changed_outside_are_named(store: Store) -> None:
    here = first(store)
    store.do("Attach", lambda s: attachments.attach(s, here, "note.txt", b"true"))
    assert store.problems() == []
    outside(store.path, "UPDATE content SET data = x'00'")
    (problem,) = store.problems()
    assert "of a kept file were changed" in problem
    outside(store.path, "UPDATE content SET data = 'text'")
    assert len(store.problems()) == 1
    outside(store.path, "DELETE FROM content")
    assert store.problems() == ["The contents of the attachment note.txt are gone."]


def test_at_most_twenty_rows_are_named(store: Store) -> None:
    outside(store.path, "UPDATE action SET title = title || '!'")
    assert len(store.problems()) == 20


# Undo and redo --------------------------------------------------------------------------------


def first(store: Store) -> int:
    with store.read() as session:
        found = detail.find(session, "CX-101")
    assert found is not None
    return found


def rename(store: Store, title: str) -> None:
    here = first(store)
    store.do(title, lambda s: initiatives.rename(s, here, title))


def title(store: Store) -> str:
    with store.read() as session:
        return session.scalar(select(Initiative.title).where(Initiative.code == "CX-101")) or ""


def reopened(store: Store, home: Path) -> Store:
    store.close()
    return Store.open(store.path, home=home, clock=clock)


def test_undo_and_redo_outlive_a_restart(sample_file: Path, home: Path) -> None:
    store = Store.open(sample_file, home=home, clock=clock)
    rename(store, "One")
    rename(store, "Two")
    store.undo()
    with reopened(store, home) as again:
        assert title(again) == "One"
        assert again.label_of(again.head.redo_top) == "Two"
        again.redo()
        assert title(again) == "Two"
        again.undo()
        again.undo()
        assert title(again) == "Single customer ID"


def test_everything_can_be_undone_back_to_the_programs_beginning_and_redone(store: Store) -> None:
    full = dump(store)
    while store.undo():
        pass
    began = {"program", "frame_item", "holiday"}
    assert {name for name, rows in dump(store).items() if rows} == began
    while store.redo():
        pass
    assert dump(store) == full
    assert store.problems() == []


def test_a_new_change_forgets_what_could_be_redone(store: Store) -> None:
    rename(store, "One")
    store.undo()
    rename(store, "Two")
    assert store.head.redo_top is None
    assert store.redo() is None
    assert title(store) == "Two"


def test_nothing_to_undo_or_redo_does_nothing(empty_store: Store) -> None:
    assert empty_store.undo() is None
    assert empty_store.redo() is None
    assert empty_store.head.seq == 0
    assert empty_store.label_of(empty_store.head.undo_top) == ""


def undone_and_redone(store: Store, change: Callable[[Session], object]) -> None:
    before = dump(store)
    store.do("Change", change)
    after = dump(store)
    assert after != before
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after
    store.undo()
    assert dump(store) == before
    assert store.problems() == []


def by_code(session: Session, code: str) -> Initiative:
    return session.scalars(select(Initiative).where(Initiative.code == code)).one()


def swap_codes(session: Session) -> None:
    one, other = by_code(session, "CX-101"), by_code(session, "CX-102")
    for each, code in ((one, "CX-0"), (other, "CX-101"), (one, "CX-102")):
        each.code = code
        session.flush()


def swap_holidays(session: Session) -> None:
    one, other = session.scalars(select(Holiday).order_by(Holiday.on).limit(2))
    first, second = one.on, other.on
    for each, on in ((one, date(2000, 1, 1)), (other, first), (one, second)):
        each.on = on
        session.flush()


def reuse_a_code(session: Session) -> None:
    old = session.scalars(select(Batch).where(Batch.code == "B6")).one()
    new = Batch(code="B6'", name="New", deadline=old.deadline)
    session.add(new)
    for member in list(old.initiatives):
        member.batch = new
    session.flush()
    session.delete(old)
    session.flush()
    new.code = "B6"


def refer_in_a_circle(session: Session) -> None:
    one, other = by_code(session, "CX-101"), by_code(session, "CX-102")
    one.parent_id, other.parent_id = other.id, one.id
    one.blocked_by_id = one.id


def new_circle(session: Session) -> None:
    one, other = (Initiative(code=code, title=code, state_since=date(2026, 1, 1)) for code in "XY")
    session.add_all([one, other])
    session.flush()
    one.parent_id, other.parent_id = other.id, one.id


@pytest.mark.parametrize(
    "change", [swap_codes, swap_holidays, reuse_a_code, refer_in_a_circle, new_circle]
)
def test_unique_values_and_circles_are_undone(
    store: Store, change: Callable[[Session], object]
) -> None:
    undone_and_redone(store, change)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiative SET title = 'Outside' WHERE code = 'CX-101'",
        "UPDATE initiative SET state = 'asleep' WHERE code = 'CX-101'",
        "UPDATE history SET changes = replace(changes, 'Mine', 'Hers') WHERE seq = {seq}",
        "UPDATE history SET changes = replace(changes, 'Single', 'Forged') WHERE seq = {seq}",
        "UPDATE history SET changes = '[' WHERE seq = {seq}",
        "UPDATE history SET changes = '[[\"nowhere\",1,null,null,0]]' WHERE seq = {seq}",
        "DELETE FROM initiative WHERE code = 'CX-101'",
        "DELETE FROM history WHERE seq = {seq}",
    ],
)
def test_undo_after_a_change_from_outside_is_refused(store: Store, statement: str) -> None:
    rename(store, "Mine")
    seq = store.head.seq
    outside(store.path, "PRAGMA foreign_keys=OFF", statement.replace("{seq}", str(seq)))
    before = dump(store)
    with pytest.raises(KnownError):
        store.undo()
    assert dump(store) == before


@pytest.mark.parametrize(
    "statement",
    [
        # Its unique value is taken, the row itself is back, something refers to it already.
        "INSERT INTO batch (id, code, name, deadline, position)"
        " VALUES (1, 'B9', 'Another', '2027-01-01', 1)",
        "UPDATE initiative SET batch_id = {id} WHERE code = 'CX-101'",
    ],
)
def test_redo_or_undo_that_would_break_a_constraint_is_refused(
    store: Store, statement: str
) -> None:
    id, _ = store.do("Batch", lambda s: programs.add_batch(s, "B9", "Nine", date(2027, 1, 1)))
    if "INSERT" in statement:
        store.undo()
    outside(store.path, statement.format(id=id))
    before, step = dump(store), store.redo if "INSERT" in statement else store.undo
    with pytest.raises(KnownError, match="changed outside cxdesk"):
        step()
    assert dump(store) == before


def test_a_history_that_no_longer_reads_is_the_files_fault(store: Store) -> None:
    from cxdesk.services import activity

    outside(store.path, "UPDATE history SET changes = '[' WHERE seq = 300")
    with pytest.raises(DamagedFile), store.read() as session:
        activity.whole(session)


def add_domain(session: Session, number: int) -> None:
    session.add(Domain(name=f"Domain {number}", short=f"{number}", position=number))


def change_domains(session: Session, number: int) -> None:
    for domain in session.scalars(select(Domain)):
        domain.capacity = number


def remove_domain(session: Session, _number: int) -> None:
    oldest = session.scalars(select(Domain).order_by(Domain.position).limit(1)).one_or_none()
    if oldest is not None:
        session.delete(oldest)


COMMANDS = (add_domain, change_domains, remove_domain)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([*COMMANDS, "undo", "redo", "reopen"]), max_size=25))
def test_any_walk_through_the_history_agrees_with_two_stacks(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, walk: list[object]
) -> None:
    folder = tmp_path_factory.mktemp("walk")
    shutil.copyfile(blank, folder / "walk.cxdesk")
    store = Store(folder / "walk.cxdesk", home=folder, clock=clock, durable=False)
    try:
        past: list[Dump] = []
        future: list[Dump] = []
        for number, step in enumerate(walk):
            before = dump(store)
            if step == "reopen":
                store.close()
                store = Store(store.path, home=folder, clock=clock, durable=False)
                assert dump(store) == before
            elif step == "undo":
                assert (store.undo() is not None) == bool(past)
                if past:
                    future.append(before)
                    assert dump(store) == past.pop()
            elif step == "redo":
                assert (store.redo() is not None) == bool(future)
                if future:
                    past.append(before)
                    assert dump(store) == future.pop()
            else:
                command = step
                _, changed = store.do("Step", lambda s, c=command, n=number: c(s, n))  # type: ignore[misc]
                if changed is not None:
                    past.append(before)
                    future.clear()
            assert bool(past) == (store.head.undo_top is not None)
            assert bool(future) == (store.head.redo_top is not None)
        assert store.problems() == []
    finally:
        store.close()


def test_a_person_is_named_by_name_when_a_row_differs(store: Store) -> None:
    with store.read() as session:
        name = session.scalar(select(Person.name).limit(1))
    outside(store.path, "UPDATE person SET role = 'King'")
    assert f"A row of person ({name}) differs from what the history says." in store.problems()
