"""What another program's file says comes in whole, again without doubling, and goes by one undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, SixMonthCheck
from cxdesk.model.origins import Origin
from cxdesk.model.people import Person
from cxdesk.model.requests import Request, RequestCheck
from cxdesk.model.states import State
from cxdesk.model.work import Action, Comment
from cxdesk.services import (
    bring_in,
    check,
    detail,
    flow,
    initiatives,
    kanban,
    milestones,
    people,
    programs,
    requests,
)
from cxdesk.services.incoming import (
    Fate,
    Incoming,
    IncomingBatch,
    IncomingInitiative,
    IncomingLink,
    IncomingMilestone,
    IncomingPerson,
    IncomingReading,
    IncomingRequest,
    Problem,
    Report,
    Stopped,
    Tally,
)
from cxdesk.store.store import Store
from tests.dump import dump
from tests.services.bringing_commands import BOARD, OURS, card, take


@pytest.fixture
def office(empty_store: Store) -> Store:
    """An empty program."""
    empty_store.do("Begin", lambda s: programs.new(s, "Care"), lasting=True)
    return empty_store


def bring(store: Store, incoming: Incoming, *, strict: bool = False) -> Report:
    return store.do("Bring in", lambda s: take(s, incoming, strict=strict))[0]


def only(*cards: IncomingInitiative, **more: object) -> Incoming:
    return Incoming(source="b", title="a board", initiatives=cards, **more)  # type: ignore[arg-type]


def one(session: Session, code: str) -> Initiative:
    return session.scalars(select(Initiative).where(Initiative.code == code)).one()


# All of it ----------------------------------------------------------------------------------


def test_a_board_comes_in_with_its_past_and_goes_by_one_undo(office: Store) -> None:
    before = dump(office)
    board = replace(BOARD, links=BOARD.links[:1])
    report = bring(office, board)
    assert report.title == "the Trello board “Care”"
    assert report.tallies == (
        Tally("days off", 1), Tally("domains", 2), Tally("people", 2), Tally("outcomes", 1),
        Tally("readings", 1), Tally("batches", 1), Tally("comments", 1), Tally("initiatives", 3),
        Tally("actions", 1), Tally("requests", 1), Tally("links", 1), Tally("milestones", 1),
        Tally("baselines", 1),
    )  # fmt: skip
    assert report.problems == (Problem("Card 1", "There is no outcome “O1”: left out."),)
    assert any("A batch needs a deadline" in note.text for note in report.notes)
    with office.read() as session:
        here = one(session, "CX-101")
        assert (here.state, here.state_since) == (State.IN_PROGRESS, date(2026, 10, 5))
        assert here.owner is not None
        assert here.owner.domain is not None
        assert here.owner.domain.name == "Legal"
        assert here.batch is not None
        assert here.batch.deadline == date(2026, 12, 18)
        assert [link.outcome.code for link in here.outcome_links] == ["O9"]
        assert [child.code for child in session.scalars(
            select(Initiative).where(Initiative.parent_id == here.id)
        )] == ["CX-102"]  # fmt: skip
        # Where it was and when, from before it came: ageing and the charts of flow read that.
        tracked = {one.code: one for one in flow.flow(flow.records(session)).tracked}
        assert [(stay.state, stay.since) for stay in tracked["CX-101"].stays] == [
            ("backlog", date(2026, 9, 1)), ("in_progress", date(2026, 10, 5))
        ]  # fmt: skip
        # As found, whatever our rules ask; but the check of what was just delivered comes.
        assert list(check.broken_rules(session)) == []
        (due,) = session.scalars(select(SixMonthCheck.due))
        assert due == date(2027, 5, 2)
        assert set(session.scalars(select(RequestCheck.text))) == set(requests.CHECKLIST)
        found = detail.find(session, "CX-101")
        assert found is not None
        assert detail.detail(session, found).title == here.title
    label = office.label_of(office.head.undo_top)
    assert label == "Bring in"
    office.undo()
    assert dump(office) == before


def test_the_same_file_again_changes_nothing(office: Store) -> None:
    bring(office, BOARD)
    before = dump(office)
    report, changes = office.do("Again", lambda s: take(s, BOARD))
    assert changes is None
    assert report.empty
    assert {tally.kind: tally.same for tally in report.tallies}["initiatives"] == 3
    assert dump(office) == before


def test_what_was_changed_here_stays_unless_the_file_says_something_else(office: Store) -> None:
    first = only(card("1", title="Old", cost=1.0, effort=1.0, state=State.BACKLOG))
    bring(office, first)
    office.do("Here", lambda s: initiatives.rename(s, one(s, "CX-001").id, "Ours"))
    office.do("Here", lambda s: initiatives.cost(s, one(s, "CX-001").id, 9.0, 9.0))
    again = only(card("1", title="Old", cost=5.0, effort=1.0, state=State.DELIVERED))
    assert bring(office, again).tallies == (Tally("initiatives", changed=1),)
    with office.read() as session:
        here = one(session, "CX-001")
        assert (here.title, here.cost, here.effort) == ("Ours", 5.0, 9.0)
        assert (here.state, here.brought_as) == (State.DELIVERED, State.DELIVERED)


def test_it_is_known_by_its_title_where_the_file_has_nothing_better(store: Store) -> None:
    with store.read() as session:
        title = one(session, "CX-204").title
    report = bring(store, only(card(title, title=title, cost=77.0)))
    assert report.tallies == (Tally("initiatives", changed=1),)
    with store.read() as session:
        assert one(session, "CX-204").cost == 77.0


# The rules ----------------------------------------------------------------------------------


def test_ours_are_bound_by_the_rules_when_a_table_changes_them(store: Store) -> None:
    cards = (
        card("CX-102", code="CX-102", state=State.DELIVERED, owner=""),  # ready
        card("CX-204", code="CX-204", state=State.PLANNED, at="Row 3"),  # backlog
        card("CX-202", code="CX-202", batch="B1", end=date(2030, 1, 1), at="Row 4"),
    )
    batch = (IncomingBatch(key="B1", name="Ask Once", code="B1"),)
    with store.read() as session:
        before = [one(session, code).state for code in ("CX-102", "CX-204", "CX-202")]
    problems = [each.sentence for each in bring(store, only(*cards, batches=batch)).problems]
    assert any("CX-102 is ready and needs an owner" in text for text in problems)
    assert any(text.startswith("Row 4: The dates of CX-202 do not fit") for text in problems)
    with store.read() as session:
        states = [one(session, code).state for code in ("CX-102", "CX-204", "CX-202")]
        assert states[0] in (before[0], State.IN_PROGRESS)  # it goes as far as the rules let it
        assert states[1:] in (before[1:], [State.PLANNED, before[2]])
        assert list(check.broken_rules(session)) == []


def test_what_came_in_goes_on_by_our_rules(office: Store) -> None:
    bring(office, only(card("1", state=State.IN_PROGRESS), batches=BOARD.batches))

    def go(state: State) -> None:
        office.do("Go", lambda s: kanban.change_state(s, one(s, "CX-001").id, state))

    go(State.READY)  # back, and on again to where it came
    go(State.IN_PROGRESS)
    with pytest.raises(RuleBroken, match=r"stays in progress: .*charter"):
        go(State.DELIVERED)

    def date_it(session: Session) -> None:
        here = one(session, "CX-001")
        initiatives.join(session, here.id, session.scalars(select(Batch.id)).one())
        initiatives.schedule(session, here.id, date(2026, 12, 1), None)
        initiatives.schedule(session, here.id, date(2026, 12, 1), date(2026, 12, 4))

    office.do("Dates", date_it)
    with pytest.raises(RuleBroken, match="after the deadline of B1"):
        office.do(
            "Late", lambda s: initiatives.schedule(s, one(s, "CX-001").id, None, None)
            or initiatives.schedule(s, one(s, "CX-001").id, date(2027, 1, 1), date(2028, 1, 1))
        )  # fmt: skip


# What is wrong ------------------------------------------------------------------------------


def test_what_is_wrong_is_told_by_its_row_and_all_else_comes(office: Store) -> None:
    bad = only(
        card("1", title=" ", at="Row 2"),
        card("2", start=date(2026, 5, 2), end=date(2026, 5, 1), progress=300, cost=-1.0,
             scores=(9, 1, 1, 1), owner="nobody", batch="none", parent="none", at="Row 3"),
        card("3", at="Row 4"),
        card("3", at="Row 5"),
        people=(IncomingPerson(key="p", name="", at="Row 1"),
                IncomingPerson(key="q", name="Q R", email="no address", initials="TOOLONG")),
        readings=(IncomingReading(outcome="O7", on=date(2026, 1, 1), value=1.0, at="Row 9"),),
        links=(IncomingLink(predecessor="2", successor="3"),
               IncomingLink(predecessor="3", successor="2", at="Row 7"),
               IncomingLink(predecessor="3", successor="3", at="Row 8"),
               IncomingLink(predecessor="3", successor="x")),
    )  # fmt: skip
    report = bring(office, bad)
    told = "\n".join(each.sentence for each in report.problems)
    for text in (
        "Row 1: A person needs a name.",
        "Initials are one to four letters",
        "is no email address",
        "Row 2: An initiative needs a title",
        "Row 3: It ends 1 May 2026, before it starts 2 May 2026",
        "Row 3: Progress is a number",
        "Row 3: Cost and effort",
        "Row 3: CX-001: a score is a whole number",
        "Row 3: The file does not say who “nobody” is",
        "Row 3: There is no batch “none”",
        "Row 3: There is no initiative “none”",
        "Row 5: “3” is there more than once",
        "Row 9: There is no outcome “O7”",
        "Row 7: This link would close a cycle: CX-002 → CX-001 → CX-002.",
        "Row 8: “3” cannot wait for itself.",
        "There is no initiative “x”",
    ):
        assert text in told
    assert len(report.problems) == 16
    tallies = {tally.kind: tally.added for tally in report.tallies}
    assert tallies == {"people": 1, "initiatives": 2, "links": 1}
    before = dump(office)
    with pytest.raises(RuleBroken, match=r"Nothing was brought in: .*16 problems"):
        bring(office, replace(bad, source="another"), strict=True)
    assert dump(office) == before


def test_giving_up_keeps_nothing(office: Store) -> None:
    steps: list[tuple[int, int]] = []
    many = only(*(card(str(n)) for n in range(500)))
    before = dump(office)
    with pytest.raises(Stopped):
        office.do(
            "Bring in",
            lambda s: bring_in.bring_in(
                s, many, lambda done, all: steps.append((done, all)), lambda: len(steps) > 3
            ),
        )
    assert steps == [(50, 500), (100, 500), (150, 500), (200, 500)]
    assert dump(office) == before


# Who and what is known already --------------------------------------------------------------


def test_people_are_known_by_address_and_name(office: Store) -> None:
    office.do("Ada", lambda s: people.add(s, "Ada Lang", email="ada@one.example"))
    office.do("Bo", lambda s: people.add(s, "Bo Berg"))
    came = (
        IncomingPerson(key="1", name="A. Lang", email="ADA@one.example"),
        IncomingPerson(key="2", name="bo berg", role="Analyst"),
        IncomingPerson(key="3", name="Ada Lang", email="ada@two.example"),
    )
    report = bring(office, Incoming(source="b", title="b", people=came))
    assert report.tallies == (Tally("people", added=1, changed=2),)
    with office.read() as session:
        rows = session.execute(select(Person.name, Person.email, Person.role, Person.initials))
        assert sorted(tuple(row) for row in rows) == [
            ("A. Lang", "ADA@one.example", "", "AL"),
            ("Ada Lang", "ada@two.example", "", "AL2"),
            ("Bo Berg", "", "Analyst", "BB"),
        ]


def test_namesakes_are_told_apart_by_their_initials(office: Store) -> None:
    for initials in ("JW", "JX"):
        office.do("Jo", lambda s, of=initials: people.add(s, "Jo Weber", initials=of))
    came = (
        IncomingPerson(key="1", name="jo weber", initials="JX", role="Analyst"),
        IncomingPerson(key="2", name="Jo Weber", initials="JZ"),
        IncomingPerson(key="3", name="Jo Weber", initials="JZ", role="Another of the same"),
    )
    report = bring(office, Incoming(source="b", title="b", people=came))
    assert report.tallies == (Tally("people", added=1, changed=2),)
    with office.read() as session:
        rows = session.execute(select(Person.initials, Person.role).order_by(Person.initials))
        assert [tuple(row) for row in rows] == [
            ("JW", ""), ("JX", "Analyst"), ("JZ", "Another of the same"),
        ]  # fmt: skip


def test_codes_follow_those_of_the_batch_and_none_is_used_twice(store: Store) -> None:
    cards = (
        card("1", batch="B1"), card("2", batch="B1"), card("3"), card("4", code="NEW-7"),
        card("5", code="new-7", at="Row 5"), card("6", code="CX-101", title="Single customer ID"),
    )  # fmt: skip
    batch = (IncomingBatch(key="B1", name="ask once"),)
    report = bring(store, only(*cards, batches=batch))
    assert [each.sentence for each in report.problems] == [
        "Row 5: NEW-7 is there more than once: the row was left out."
    ]
    with store.read() as session:
        new = session.scalars(select(Initiative.code).order_by(Initiative.position.desc())).all()
        assert new[:4] == ["NEW-7", "CX-605", "CX-106", "CX-105"]
        assert len(session.scalars(select(Batch.id)).all()) == 6


def test_requests_are_submitted_and_fixed_ones_are_left(store: Store) -> None:
    with store.read() as session:
        merged = session.scalars(select(Request).where(Request.code == "R7")).one()
        assert not merged.state.editable
    rows = (
        IncomingRequest(key="R7", code="R7", title="Other words", at="Row 1"),
        IncomingRequest(key="x", title="New", effort=(("IT", 4.0),)),
    )
    report = bring(store, Incoming(source="t", title="t", requests=rows))
    assert [each.at for each in report.problems] == ["Row 1"]
    assert report.tallies == (Tally("requests", added=1),)
    again = (replace(rows[1], effort=(("Care", 2.0),), cost=8.0),)
    bring(store, Incoming(source="t", title="t", requests=again))
    with store.read() as session:
        here = session.scalars(select(Request).where(Request.title == "New")).one()
        assert here.cost == 8.0
        assert [(one.domain.name if one.domain else "", one.days) for one in here.effort] == [
            ("Care", 2.0)
        ]


def test_nothing_that_is_there_is_removed(store: Store) -> None:
    counts = (Initiative, Action, Comment, Person, Request)
    with store.read() as session:
        before = [len(session.scalars(select(kind.id)).all()) for kind in counts]
    bring(store, BOARD)
    bring(store, OURS)
    with store.read() as session:
        after = [len(session.scalars(select(kind.id)).all()) for kind in counts]
        assert all(now >= then for then, now in zip(before, after, strict=True))
        assert list(check.broken_rules(session)) == []
        origins = session.scalars(select(Origin).where(Origin.source == "trello 1")).all()
        assert len(origins) == 8
    assert store.problems() == []


def test_the_working_week_is_taken_by_a_program_without_work_alone(
    office: Store, store: Store
) -> None:
    assert Fate.CHANGED in {note.fate for note in bring(office, BOARD).notes}
    told = [note.text for note in bring(store, BOARD).notes if note.fate is Fate.DROPPED]
    assert (
        "Its working week, Monday, Tuesday, Wednesday and Thursday: this program works" in (told[0])
    )


def test_a_milestone_is_found_again_whatever_space_is_in_its_name(office: Store) -> None:
    office.do("A date", lambda s: milestones.add(s, "Trade\tfair", date(2026, 12, 1)))
    dated = IncomingMilestone(initiative="", name="Trade\tfair", on=date(2026, 12, 8))
    report = bring(office, Incoming(source="p", title="a plan", milestones=(dated,)))
    assert report.tallies == (Tally("milestones", changed=1),)
