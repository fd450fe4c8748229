"""Boards brought into a real program: where cards were shows in the flow, and undo takes all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select

from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.recognise import open_file
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.model.states import State
from cxdesk.model.work import Action, ActionState, Comment
from cxdesk.services import flow, programs
from cxdesk.services.bring_in import bring_in
from cxdesk.services.incoming import Incoming, Report
from cxdesk.services.insights import Insights, Kept, insights
from cxdesk.store.store import Store
from tests.dump import dump
from tests.exchange.boards.files import (
    TODAY,
    as_json,
    board_of,
    card,
    happened,
    id_of,
    reference,
    said,
    trello,
)  # fmt: skip


def brought(store: Store, incoming: Incoming) -> Report:
    report, _ = store.do(f"Bring in {incoming.title}", lambda session: bring_in(
        session, incoming, no_progress, never
    ))  # fmt: skip
    return report


def tallied(report: Report) -> dict[str, tuple[int, int, int]]:
    return {one.kind: (one.added, one.changed, one.same) for one in report.tallies}


def tracked(store: Store) -> dict[str, flow.Tracked]:
    with store.read() as session:
        return {one.title: one for one in flow.flow(flow.records(session)).tracked}


def figures(store: Store, batch: str) -> Insights:
    with store.read() as session:
        id = session.scalars(select(Batch.id).filter_by(name=batch)).one()
        return insights(flow.flow(flow.records(session)), Kept(batches=(id,)))


def opened(path: Path) -> Incoming:
    return open_file(path, Into(TODAY)).incoming(no_progress, never)


def moved(on: str, before: int, after: int, of: int = 11) -> dict[str, object]:
    names = {1: "To do", 2: "Doing", 3: "Done"}
    return happened(
        "updateCard", f"{on}T12:00:00.000Z", of,
        listBefore={"id": id_of(before), "name": names[before]},
        listAfter={"id": id_of(after), "name": names[after]},
    )  # fmt: skip


def test_a_board_with_its_history_and_one_undo(store: Store, tmp_path: Path) -> None:
    comment = happened("commentCard", "2026-03-04T08:00:00.000Z", 11, text="So be it")
    lines = [{"id": id_of(41), "name": "Ask", "pos": 1, "state": "complete"},
             {"id": id_of(42), "name": "Tell", "pos": 2, "state": "incomplete"}]  # fmt: skip
    data = trello(
        name="Board of Zoë",
        cards=[card(11, "Carried through", 3, idMembers=[id_of(51)]), card(12, "Waiting", 1),
               card(13, "Under way", 2, due="2027-02-01T12:00:00.000Z")],
        members=[{"id": id_of(51), "fullName": "Zoë Ångström", "initials": "ZÅ"}],
        checklists=[{"id": id_of(31), "idCard": id_of(13), "name": "Steps", "checkItems": lines}],
        actions=[moved("2026-03-20", 2, 3), moved("2026-03-10", 1, 2), comment,
                 moved("2026-11-13", 1, 2, of=13)],
    )  # fmt: skip
    path = tmp_path / "board.json"
    path.write_bytes(as_json(data))
    before = dump(store)
    report = brought(store, opened(path))
    assert report.problems == ()
    assert tallied(report) == {
        "people": (1, 0, 0), "batches": (1, 0, 0), "initiatives": (3, 0, 0),
        "actions": (2, 0, 0), "comments": (1, 0, 0),
    }  # fmt: skip
    there = tracked(store)
    assert [(stay.state, stay.since) for stay in there["Carried through"].stays] == [
        ("backlog", date(2026, 3, 2)), ("in_progress", date(2026, 3, 10)),
        ("delivered", date(2026, 3, 20)),
    ]  # fmt: skip
    charts = figures(store, "Board of Zoë")
    assert {age.title: age.days for age in charts.ageing.ages()} == {
        "Under way": 10, "Waiting": (TODAY - date(2026, 3, 2)).days,
    }  # fmt: skip
    done = [(one.title, one.lead, one.cycle) for one in charts.times.deliveries]
    assert done == [("Carried through", 18, 10)]
    assert all(there[title].recorded for title in ("Carried through", "Waiting", "Under way"))
    with store.read() as session:
        one = session.scalars(select(Initiative).filter_by(title="Under way")).one()
        assert (one.state, one.end, one.batch and one.batch.name) == (
            State.IN_PROGRESS, date(2027, 2, 1), "Board of Zoë",
        )  # fmt: skip
        actions = session.scalars(select(Action).filter_by(initiative_id=one.id)).all()
        assert {each.title: each.state for each in actions} == {
            "Steps: Ask": ActionState.DONE, "Steps: Tell": ActionState.TODO,
        }  # fmt: skip
        said_ = session.scalars(select(Comment).filter_by(text="So be it")).one()
        assert said_.at.isoformat() == "2026-03-04T08:00:00"
        assert session.scalars(select(Person).filter_by(name="Zoë Ångström")).one().initials == "ZÅ"
    store.undo()
    assert dump(store) == before


def test_the_same_board_later_changes_what_changed_on_it(empty_store: Store) -> None:
    empty_store.do("New program", lambda session: programs.new(session, "Care"))
    cards = [card(11, "Call back", 1), card(12, "Write", 1)]
    brought(empty_store, said(board_of("a.json", as_json(trello(cards=cards)))))
    again = brought(empty_store, said(board_of("a.json", as_json(trello(cards=cards)))))
    assert again.empty
    later = [card(11, "Call back in an hour", 2), card(12, "Write", 1), card(14, "New", 3)]
    changed = trello(cards=later, actions=[moved("2026-11-20", 1, 2)])
    report = brought(empty_store, said(board_of("a.json", as_json(changed))))
    assert tallied(report)["initiatives"] == (1, 1, 1)
    there = tracked(empty_store)
    assert set(there) == {"Call back in an hour", "Write", "New"}
    assert there["Call back in an hour"].state is State.IN_PROGRESS
    assert [(stay.state, stay.since) for stay in there["Call back in an hour"].stays] == [
        ("backlog", date(2026, 3, 2)), ("in_progress", date(2026, 11, 20)),
    ]  # fmt: skip


def test_every_real_board_comes_in_whole(empty_store: Store) -> None:
    empty_store.do("New program", lambda session: programs.new(session, "All boards"))
    many = 0
    for name in ("trello-clone.json", "trello-project100.json", "kanban-generic.csv",
                 "ms-planner.xlsx"):  # fmt: skip
        incoming = opened(reference(name))
        report = brought(empty_store, incoming)
        assert report.problems == ()
        assert tallied(report)["initiatives"] == (len(incoming.initiatives), 0, 0)
        assert brought(empty_store, incoming).empty
        many += len(incoming.initiatives)
        there = tracked(empty_store)
        for one in incoming.initiatives:
            stays = there[one.title].stays
            assert stays[-1].state == (one.state and one.state.value)
            assert (stays[0].since, stays[-1].since) == (one.moves[0].on, one.since)
    assert len(tracked(empty_store)) == many
    with empty_store.read() as session:
        assert all(batch.deadline for batch in session.scalars(select(Batch)))
