"""The place People: directory, domains, groups, and where good practice is missed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from cxdesk.model.people import GroupKind, Level, MemberRole, Person
from cxdesk.model.program import Measure
from cxdesk.model.work import ActionState
from cxdesk.services import (
    actions,
    domains,
    groups,
    initiatives,
    people,
    people_view,
    programs,
    strategy,
)
from cxdesk.services.good_practice import advice
from cxdesk.services.naming import told_apart
from cxdesk.services.people_view import Directory, DomainRow, PersonRow
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.services.commands import CHAIR, act, dom, ini, per
from tests.services.foundation_commands import ADVISERS, BOARD, TEAM, grp, mem, stand_in


def directory(store: Store) -> Directory:
    with store.read() as session:
        return people_view.directory(session)


def person(store: Store, label: str) -> PersonRow:
    return next(one for one in directory(store).people if one.label == label)


def domain(store: Store, short: str) -> DomainRow:
    return next(one for one in directory(store).domains if one.short == short)


# The directory --------------------------------------------------------------------------------


def test_everybody_is_there_by_name_with_what_they_carry(store: Store) -> None:
    rows = directory(store).people
    assert [one.initials for one in rows] == [
        "AK", "AD", "BC", "CD", "ER", "HS", "IL", "JW", "LM", "RM", "SM", "TV",
    ]  # fmt: skip
    ravi = person(store, "Ravi Menon")
    assert (ravi.role, ravi.level, ravi.domain, ravi.hue) == ("CIO", Level.EXECUTIVE, "IT", 0)
    assert (ravi.initiatives, ravi.running, ravi.actions, ravi.overdue) == (2, 1, 3, 0)
    assert ravi.groups == (BOARD, ADVISERS)
    assert (round(ravi.load), ravi.capacity, ravi.over) == (53, 100.0, False)
    chair = person(store, CHAIR)
    assert (chair.domain, chair.hue, chair.capacity, chair.load) == ("Org", 5, None, 0.0)


def test_the_counts_are_those_of_the_open_work_alone(store: Store) -> None:
    ben = person(store, "Ben Carter")
    assert (ben.initiatives, ben.overdue) == (2, 1)
    store.do("Do", lambda s: initiatives.give(s, ini(s, "CX-304"), per(s, "Ben Carter")))
    assert person(store, "Ben Carter").initiatives == 2  # it is embedded
    store.do("Tick", lambda s: actions.tick(s, act(s, "CX-101", ActionState.DOING), True))
    with store.read() as session:
        open_ones = people_view.sheet(session, per(session, "Ravi Menon"))
    assert open_ones is not None
    kinds = [one.kind for one in open_ones.held]
    assert kinds.count("action") == open_ones.row.actions
    assert kinds.count("initiative") == open_ones.row.initiatives


def test_somebody_may_carry_more_than_their_domain_can_give(store: Store) -> None:
    store.do("Less", lambda s: domains.offer(s, dom(s, "IT"), 50))
    ravi = person(store, "Ravi Menon")
    assert (round(ravi.load), ravi.capacity, ravi.over) == (53, 50.0, True)


def test_two_of_a_name_are_told_apart_by_what_differs(store: Store) -> None:
    store.do("Add", lambda s: people.add(s, "jonas WEBER", "Lawyer"))
    labels = [one.label for one in directory(store).people if "weber" in one.name.casefold()]
    assert sorted(labels) == ["Jonas Weber (VP CX)", "jonas WEBER (Lawyer)"]


def test_names_are_told_apart_by_the_first_note_that_does() -> None:
    bo, kim = ("Bo", "CIO", "IT", "b@x"), ("Kim", "", "", "")
    assert told_apart([bo, kim]) == ["Bo", "Kim"]
    assert told_apart([bo, kim, ("Bo", "CIO", "Care", "b@x")]) == ["Bo (IT)", "Kim", "Bo (Care)"]
    assert told_apart([bo, ("bó", "cio", "IT", "")]) == ["Bo (1)", "bó (2)"]
    assert told_apart([]) == []


def test_months_of_a_domain_are_held_against_its_bound(store: Store) -> None:
    found = directory(store)
    assert found.months[0] == date(2026, 11, 1)
    assert len(found.months) == people_view.MONTHS
    over = {
        (one.short, f"{found.months[place]:%b %Y}"): round(one.loads[place])
        for one in found.domains
        for place in one.over
    }
    assert over == {("IT", "Mar 2027"): 108, ("IT", "Apr 2027"): 111, ("Care", "Mar 2027"): 109}
    assert [(one.short, one.people, one.initiatives) for one in found.domains] == [
        ("IT", 2, 5), ("Care", 2, 4), ("Fin", 2, 2), ("S&M", 1, 4), ("Field", 2, 3), ("Org", 3, 3),
    ]  # fmt: skip
    assert found.domains[-1].bound is None


def test_the_smaller_of_capacity_and_limit_binds(store: Store) -> None:
    assert domain(store, "IT").bound == 100
    store.do("Limit", lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, 120, dom(s, "IT")))
    assert domain(store, "IT").bound == 100
    store.do("Offer", lambda s: domains.offer(s, dom(s, "IT"), 150))
    assert (domain(store, "IT").bound, domain(store, "Care").bound) == (120, 100)
    store.do("Offer", lambda s: domains.offer(s, dom(s, "IT"), 0))  # not known
    assert domain(store, "IT").bound == 120
    store.do("Lift", lambda s: [
        strategy.set_limit(s, Measure.PERSON_DAYS, None),
        strategy.set_limit(s, Measure.PERSON_DAYS, None, dom(s, "IT")),
    ])  # fmt: skip
    assert domain(store, "IT").bound is None
    assert domain(store, "IT").over == ()


def test_a_person_alone_shows_all_that_is_open(store: Store) -> None:
    with store.read() as session:
        found = people_view.sheet(session, per(session, "Claire Dubois"))
        assert people_view.sheet(session, 1) is None
    assert found is not None
    assert found.row == person(store, "Claire Dubois")
    assert len(found.held) == 15
    # CX-303 from January to April and CX-102 in March and April.
    assert [round(load) for load in found.loads[:7]] == [0, 0, 21, 43, 89, 57, 0]


def test_an_empty_program_has_nobody_and_no_domain_but_the_whole(empty_store: Store) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    found = directory(empty_store)
    assert found.people == ()
    assert [one.short for one in found.domains] == ["Org"]
    with empty_store.read() as session:
        assert people_view.groups(session) == ()
        assert [one.text for one in advice(session)] == [
            "The program has no change board, so nobody decides for it.",
            "The program has no CX team: name those who drive it every day.",
        ]


# Groups ---------------------------------------------------------------------------------------


def test_the_board_comes_first_with_its_seats(store: Store) -> None:
    with store.read() as session:
        board, team, advisers = people_view.groups(session)
    assert (board.name, board.kind, board.quorum, board.seats) == (
        BOARD, GroupKind.BOARD, 4, 7,
    )  # fmt: skip
    assert [one.initials for one in board.members] == [
        "AD", "JW", "ER", "RM", "CD", "TV", "IL", "SM",
    ]  # fmt: skip
    assert board.members[0].seat is MemberRole.CHAIR
    assert board.members[-1].seat is MemberRole.SECRETARY
    assert (team.name, advisers.name, advisers.kind) == (TEAM, ADVISERS, GroupKind.ADVISORY)
    assert advisers.seats == 12


# Good practice --------------------------------------------------------------------------------


def said(store: Store, kind: str) -> list[str]:
    with store.read() as session:
        found = [one for one in advice(session) if one.kind == kind]
    assert all(one.way.label for one in found)
    return [one.text for one in found]


def test_the_sample_misses_one_practice_alone(store: Store) -> None:
    with store.read() as session:
        found = advice(session)
        first = found[0]
        assert first.way.id == ini(session, "CX-101")
    assert [one.text for one in found] == [
        "CX-101 touches Care and IT, but everybody who works on it is from IT.",
        "CX-203 touches Care and Fin, but everybody who works on it is from Care.",
        "CX-402 touches Field and IT, but everybody who works on it is from IT.",
        "CX-403 touches Field and IT, but everybody who works on it is from Field.",
    ]


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (Level.MANAGER, "a manager"),
        (Level.EMPLOYEE, "an employee"),
    ],
)
def test_a_chair_who_is_no_executive_owns_no_program(store: Store, level: Level, text: str) -> None:
    store.do("Edit", lambda s: people.edit(s, per(s, CHAIR), level=level))
    assert said(store, "owner") == [
        f"The program has no executive owner: {CHAIR}, who chairs the Change board, is {text}."
    ]


def test_a_board_without_a_chair_is_asked_for_one(store: Store) -> None:
    store.do("Cast", lambda s: groups.cast(s, mem(s, BOARD, CHAIR), MemberRole.MEMBER))
    assert said(store, "owner") == ["Change board has no chair: name an executive."]


def test_a_lead_inside_a_department_is_noticed(store: Store) -> None:
    store.do("Move", lambda s: people.belong(s, per(s, "Jonas Weber"), dom(s, "Care")))
    assert said(store, "lead") == [
        "Jonas Weber leads CX team from inside Care: a lead outside all departments is heard by "
        "each of them."
    ]
    store.do("Chair", lambda s: groups.cast(s, mem(s, TEAM, "Sofia Marques"), MemberRole.CHAIR))
    assert said(store, "lead") == []


def test_a_team_of_another_name_is_no_cx_team_once_there_are_two(store: Store) -> None:
    def found(session: Session) -> None:
        groups.rename(session, grp(session, TEAM), "Drivers")
        people.belong(session, per(session, "Jonas Weber"), dom(session, "Care"))

    store.do("Rename", found)
    assert len(said(store, "lead")) == 1
    store.do("Found", lambda s: groups.add(s, "Billing", GroupKind.TEAM, [per(s, "Ben Carter")]))
    assert said(store, "lead") == []
    store.do("Found", lambda s: groups.add(s, "CX core", GroupKind.TEAM))
    assert said(store, "lead") == ["CX core has no members: name its lead first."]


def test_seats_of_those_who_left_are_named(store: Store) -> None:
    store.do("Leave", lambda s: people.deactivate(s, per(s, "Elena Rossi")))
    assert said(store, "seat") == [
        "Elena Rossi has a place in Change board but no longer takes part.",
        "Elena Rossi has a place in Advisory group but no longer takes part.",
    ]
    store.do("Leave", lambda s: people.deactivate(s, per(s, "Claire Dubois")))
    assert said(store, "seat")[0] == (
        "Elena Rossi and Claire Dubois have a place in Change board but no longer take part."
    )


def test_delegates_who_left_are_named(store: Store) -> None:
    store.do("Delegate", lambda s: stand_in(s, "Elena Rossi", "Hana Sato"))
    store.do("Leave", lambda s: people.deactivate(s, per(s, "Hana Sato")))
    assert said(store, "seat")[0] == (
        "Hana Sato stands in for Elena Rossi in Change board but no longer takes part."
    )


def _only(*domains_: str) -> Callable[[Session], None]:
    """An advisory group of twelve new people of these domains in turn."""

    def found(session: Session) -> None:
        groups.dissolve(session, grp(session, ADVISERS))
        made = [
            people.add(session, f"Adviser {n}", domain=dom(session, domains_[n % len(domains_)]))
            for n in range(12)
        ]
        groups.add(session, ADVISERS, GroupKind.ADVISORY, made)

    return found


def test_advisers_are_ten_to_twelve_from_several_domains(store: Store) -> None:
    assert said(store, "advisers") == []
    store.do("Found", _only("IT", "Care", "Fin"))
    assert said(store, "advisers") == []
    store.do("Found", _only("IT", "Care"))
    assert said(store, "advisers") == [
        "Advisory group is not cross-functional: it hears Care and IT alone."
    ]
    store.do("Found", _only("IT", "IT", "IT", "IT", "Care", "Fin"))
    assert said(store, "advisers") == [
        "Advisory group is not cross-functional: more than half of it is from IT."
    ]


def test_too_few_and_too_many_advisers_are_counted_without_those_who_left(store: Store) -> None:
    def leave(session: Session) -> None:
        for name in ("Hana Sato", "Ben Carter", "Luca Moretti"):
            people.deactivate(session, per(session, name))

    store.do("Leave", leave)
    assert said(store, "advisers") == [
        "Advisory group: 9 members are too few to hear all sides; 10 to 12 work best."
    ]

    def crowd(session: Session) -> None:
        for n in range(4):
            id = people.add(session, f"Adviser {n}")
            groups.seat(session, grp(session, ADVISERS), id)

    store.do("Crowd", crowd)
    assert said(store, "advisers") == [
        "Advisory group: 13 members are too many to talk; 10 to 12 work best."
    ]


def test_one_of_the_whole_organisation_needs_a_team_from_more_than_one_domain(
    store: Store,
) -> None:
    def one_sided(session: Session) -> None:
        for name in session.scalars(select(Person.id).where(Person.domain_id.is_(None))):
            people.belong(session, name, dom(session, "Care"))
        initiatives.belong(session, ini(session, "CX-303"), None)

    store.do("Reorganise", one_sided)
    texts = said(store, "team")
    assert "CX-303 touches the whole organisation, but everybody who works on it is from Care." in (
        texts
    )
    assert not any(text.startswith("CX-601") for text in texts)  # five people of three domains
