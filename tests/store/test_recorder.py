"""The recorder: every row a write changes is an entry, and nothing else changes rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.model.people import Domain, Person
from cxdesk.model.plan import Milestone
from cxdesk.model.work import Action, ActionState, Content
from cxdesk.services import actions, attachments, initiatives
from cxdesk.store.history import ChangeSet
from cxdesk.store.recorder import RowChange, add_rows
from cxdesk.store.store import Store
from tests.dump import dump, dump_all


def did(store: Store, command: Callable[[Session], object]) -> ChangeSet | None:
    _, changed = store.do("Change", command)
    return changed


def rows(store: Store, command: Callable[[Session], object]) -> tuple[RowChange, ...]:
    changed = did(store, command)
    assert changed is not None
    return changed.changes


def by_code(session: Session, code: str) -> Initiative:
    return session.scalars(select(Initiative).where(Initiative.code == code)).one()


def code_id(store: Store, code: str) -> int:
    with store.read() as session:
        return by_code(session, code).id


# What is refused ------------------------------------------------------------------------------

BULK: dict[str, Callable[[Session], object]] = {
    "update": lambda s: s.execute(update(Person).values(role="x")),
    "delete": lambda s: s.execute(delete(Action)),
    "insert": lambda s: s.execute(insert(Domain).values(id=1, name="x", short="x")),
    "insert many": lambda s: s.execute(insert(Domain), [{"id": 1, "name": "x", "short": "x"}]),
    "query update": lambda s: s.query(Person).update({"role": "x"}),
    "query delete": lambda s: s.query(Action).delete(),
    "table": lambda s: s.execute(Person.__table__.update().values(role="x")),
    "text": lambda s: s.execute(text("UPDATE person SET role = 'x'")),
    "bulk objects": lambda s: s.bulk_save_objects([Domain(name="x", short="x")]),
    "bulk insert": lambda s: s.bulk_insert_mappings(Domain, [{"name": "x", "short": "x"}]),
    "bulk update": lambda s: s.bulk_update_mappings(Domain, [{"id": 1, "name": "x"}]),
}


@pytest.mark.parametrize("kind", BULK)
def test_bulk_statements_are_refused(store: Store, kind: str) -> None:
    before = dump_all(store.path)
    with pytest.raises(RuntimeError, match="would go unrecorded"):
        store.do("Bulk", BULK[kind])
    with pytest.raises(RuntimeError, match="would go unrecorded"), store.read() as session:
        BULK[kind](session)
    assert dump_all(store.path) == before


def add_someone(session: Session) -> None:
    session.add(Domain(name="x", short="x"))


def change_someone(session: Session) -> None:
    by_code(session, "CX-101").title = "x"


def remove_someone(session: Session) -> None:
    session.delete(session.scalars(select(Action).limit(1)).one())


def add_contents(session: Session) -> None:
    session.add(Content(digest="x", data=b"x"))


@pytest.mark.parametrize("change", [add_someone, change_someone, remove_someone, add_contents])
def test_a_session_for_reading_flushes_nothing(
    store: Store, change: Callable[[Session], None]
) -> None:
    before = dump_all(store.path)
    for ending in (Session.flush, Session.commit):
        with store.read() as session:
            change(session)
            with pytest.raises(RuntimeError, match="this session is for reading"):
                ending(session)
    with store.read() as session:
        change(session)  # forgotten at the end
    assert dump_all(store.path) == before


# What is recorded -----------------------------------------------------------------------------


def test_an_update_keeps_the_changed_columns_alone(store: Store) -> None:
    id = code_id(store, "CX-101")
    (row,) = rows(store, lambda s: initiatives.rename(s, id, "New"))
    assert row == RowChange("initiative", id, {"title": "Single customer ID"}, {"title": "New"}, 0)


def test_many_changes_of_one_row_fold_into_one(store: Store) -> None:
    def change(session: Session) -> None:
        here = by_code(session, "CX-101")
        for title in ("One", "Two", "Three"):
            here.title = title
            session.flush()
            here.cost += 1
            session.flush()

    (row,) = rows(store, change)
    assert row.after == {"title": "Three", "cost": 223.0}


def test_a_change_that_changes_nothing_leaves_no_entry(store: Store) -> None:
    before = dump_all(store.path)

    def same(session: Session) -> None:
        here = by_code(session, "CX-101")
        here.title = str(here.title)
        here.labels = list(here.labels)

    def there_and_back(session: Session) -> None:
        here = by_code(session, "CX-101")
        old, here.title = here.title, "Other"
        session.flush()
        here.title = old

    def come_and_gone(session: Session) -> None:
        new = Domain(name="x", short="x")
        session.add(new)
        session.flush()
        session.delete(new)

    for command in (same, there_and_back, come_and_gone, lambda s: None):
        assert did(store, command) is None
    assert dump_all(store.path) == before


def test_a_row_taken_out_and_put_in_again_is_an_update(store: Store) -> None:
    def renew(session: Session) -> None:
        old = session.scalars(select(Domain).where(Domain.short == "IT")).one()
        id, name = old.id, old.name
        session.delete(old)
        session.flush()
        session.expunge_all()
        session.add(Domain(id=id, name=name, short="EDP", capacity=100.0, position=1.0))

    before = dump(store)
    (row,) = rows(store, renew)
    assert row.before is not None
    assert row.after is not None
    assert row.after["short"] == "EDP"
    store.undo()
    assert dump(store) == before


def test_many_rows_taken_out_at_once_are_recorded_as_they_were_before(store: Store) -> None:
    def clear(session: Session) -> None:
        first, second, *rest = session.scalars(select(Milestone).order_by(Milestone.id))
        first.name = "flushed before it goes"
        session.flush()
        second.name = "never written"
        for each in (first, second, *rest):
            session.delete(each)

    before = dump(store)
    taken = rows(store, clear)
    names = {row.before["name"] for row in taken if row.before is not None}
    assert len(taken) == len(before["milestone"]) > 30
    assert not {"flushed before it goes", "never written"} & names
    assert {row.after for row in taken} == {None}
    store.undo()
    assert dump(store) == before


def test_a_row_under_another_parent_is_recorded(store: Store) -> None:
    one, other = code_id(store, "CX-101"), code_id(store, "CX-102")

    def hand_over(session: Session) -> None:
        giver, taker = by_code(session, "CX-101"), by_code(session, "CX-102")
        taker.actions.append(giver.actions[0])

    before = dump(store)
    (row,) = rows(store, hand_over)
    assert (row.table, row.before, row.after) == (
        "action", {"initiative_id": one}, {"initiative_id": other}
    )  # fmt: skip
    assert row.subject == other
    store.undo()
    assert dump(store) == before


def test_an_orphan_that_is_deleted_is_recorded(store: Store) -> None:
    def forget(session: Session) -> None:
        by_code(session, "CX-101").outcome_links = []

    before = dump(store)
    (row,) = rows(store, forget)
    assert row.table == Contribution.__tablename__
    assert row.after is None
    store.undo()
    assert dump(store) == before


def test_changes_of_a_child_belong_to_its_item(store: Store) -> None:
    from cxdesk.services import activity

    id = code_id(store, "CX-404")
    with store.read() as session:
        before = len(activity.of_item(session, id))
    store.do("An action", lambda s: actions.add(s, id, "Do it"))
    with store.read() as session:
        newest, *rest = activity.of_item(session, id)
    assert newest.label == "An action"
    assert len(rest) == before


def test_contents_are_outside_the_history_and_outlive_undo(store: Store) -> None:
    id = code_id(store, "CX-101")
    (row,) = rows(store, lambda s: attachments.attach(s, id, "a.txt", b"the bytes"))
    assert row.table == "attachment"
    store.undo()
    with store.read() as session:
        assert session.scalars(select(Content.data)).all() == [b"the bytes"]
    store.redo()
    with store.read() as session:
        (attachment,) = session.execute(text_of_attachments())
        assert attachments.content(session, attachment.id) == ("a.txt", b"the bytes")
    assert store.problems() == []


def text_of_attachments():  # type: ignore[no-untyped-def]
    from cxdesk.model.work import Attachment

    return select(Attachment.id)


def test_the_rows_of_a_change_are_told_by_table(store: Store) -> None:
    def change(session: Session) -> None:
        session.add(Batch(code="B9", name="Nine", deadline=date(2027, 1, 1)))
        by_code(session, "CX-101").title = "New"

    changed = did(store, change)
    assert changed is not None
    assert changed.tables == {"batch", "initiative"}
    assert changed.ids("initiative") == {code_id(store, "CX-101")}
    assert len(changed.ids("batch")) == 1
    assert changed.ids("person") == frozenset()


def test_rows_that_are_added_are_those_of_entities(store: Store) -> None:
    with store.read() as session:
        home = session.scalars(select(Initiative.id)).first()
        assert home is not None
    before = dump(store)
    said = {
        "initiative_id": home, "title": "Any \ud800 text", "state": ActionState.DONE,
        "due": date(2027, 1, 4),
    }  # fmt: skip

    def as_entities(session: Session) -> None:
        session.add_all([Action(id=1, **said), Action(id=2, initiative_id=home, title="Two")])

    def as_rows(session: Session) -> None:
        add_rows(
            session, Action, [{"id": 1, **said}, {"id": 2, "initiative_id": home, "title": "Two"}]
        )

    found = []
    for command in (as_entities, as_rows):
        _, made = store.do("Add", command)
        assert made is not None
        found.append((made.changes, dump(store)))
        store.undo()
        assert dump(store) == before
    assert found[0] == found[1]
    _, made = store.do(
        "Mint", lambda s: add_rows(s, Action, [{"initiative_id": home, "title": "X"}])
    )
    assert made is not None
    assert made.changes[0].id > 2
    assert made.changes[0].subject == home
    assert store.do("None", lambda s: add_rows(s, Action, []))[1] is None
    assert store.problems() == []
