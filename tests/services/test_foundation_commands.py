"""What the commands of Strategy and People do, on a real file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cxdesk.model.outcomes import Outcome, Reading
from cxdesk.model.people import (
    Delegation,
    Domain,
    Group,
    GroupKind,
    Level,
    MemberRole,
    Membership,
    Person,
)
from cxdesk.model.program import FrameItem, Holiday, Measure
from cxdesk.services import (
    calendar,
    domains,
    frame,
    groups,
    handover,
    outcomes,
    people,
    people_view,
    programs,
    strategy,
)
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import CHAIR, bat, cha, dom, ini, out, per, req
from tests.services.foundation_commands import BOARD, TEAM, grp, mem, pri, stand_in

DUE = date(2027, 12, 31)


# People ---------------------------------------------------------------------------------------


def initials(store: Store, name: str) -> list[str]:
    with store.read() as session:
        found = session.scalars(select(Person.initials).where(Person.name == name))
        return sorted(found)


def test_two_of_a_name_have_initials_that_differ(store: Store) -> None:
    store.do("Add", lambda s: people.add(s, " Jonas Weber "))
    store.do("Add", lambda s: people.add_all(s, [people.NewPerson("Jonas Weber")] * 2))
    assert initials(store, "Jonas Weber") == ["JW", "JW2", "JW3", "JW4"]
    store.do("Add", lambda s: people.add(s, "Zoë van der Berg", initials="ZvB"))
    assert initials(store, "Zoë van der Berg") == ["ZvB"]
    assert programs.initials_of("Cher") == "C"
    assert programs.initials_of("Prof. Dr. Zoë van der Berg") == "ZB"
    assert programs.initials_of("Dr.") == "D"


def test_an_edit_keeps_what_it_is_not_given(store: Store) -> None:
    store.do("Edit", lambda s: people.edit(s, per(s, CHAIR), role="CEO"))
    store.do("Edit", lambda s: people.edit(s, per(s, CHAIR), email="", level=Level.MANAGER))
    with store.read() as session:
        here = session.get_one(Person, per(session, CHAIR))
        assert (here.role, here.email, here.level, here.initials) == (
            "CEO", "", Level.MANAGER, "AD",
        )  # fmt: skip


def test_one_who_leaves_hands_over_everything_that_is_open_in_one_step(store: Store) -> None:
    def kinds(name: str) -> dict[str, int]:
        with store.read() as session:
            held = handover.held(session, per(session, name))
        return {kind: sum(one.kind == kind for one in held) for kind in {one.kind for one in held}}

    before, heir = kinds("Claire Dubois"), kinds("Ben Carter")
    assert before == {"initiative": 2, "action": 8, "batch": 1, "outcome": 1, "seat": 3}
    store.do("Leave", lambda s: people.deactivate(s, per(s, "Claire Dubois"), per(s, "Ben Carter")))
    assert kinds("Claire Dubois") == {}
    together = {kind: before.get(kind, 0) + heir.get(kind, 0) for kind in before | heir}
    # Both sat in the advisory group, where one place is enough.
    assert kinds("Ben Carter") == together | {"seat": 3}
    with store.read() as session:
        gone = session.get_one(Person, per(session, "Claire Dubois"))
        assert not gone.active
        # What is over stays with who did it.
        assert session.get_one(handover.Initiative, ini(session, "CX-304")).owner is gone
        board = session.get_one(Group, grp(session, BOARD))
        assert [one.person.name for one in board.members][4] == "Ben Carter"
        assert board.seats == 7
    assert store.undo() is not None
    assert kinds("Claire Dubois") == before


def test_sponsorships_go_along_but_for_what_is_over(store: Store) -> None:
    def sponsored(name: str) -> list[str]:
        with store.read() as session:
            held = handover.held(session, per(session, name))
        return [one.code for one in held if one.kind == "sponsor"]

    before = sponsored(CHAIR)
    assert "CX-101" in before
    assert "CX-304" not in before
    store.do("Leave", lambda s: people.deactivate(s, per(s, CHAIR), per(s, "Hana Sato")))
    assert (sponsored(CHAIR), sponsored("Hana Sato")) == ([], before)


def test_an_approval_still_to_be_given_goes_along(store: Store) -> None:
    with store.read() as session:
        asked = cha(session, "CX-202").approvals[0].person_id
        held = [one for one in handover.held(session, asked) if one.kind == "approval"]
        assert [(one.code, one.text, one.opens) for one in held] == [
            ("CX-202", "Charter v0.2", ("charter", ini(session, "CX-202")))
        ]
    store.do("Leave", lambda s: people.deactivate(s, asked, per(s, "Hana Sato")))
    with store.read() as session:
        assert cha(session, "CX-202").approvals[0].person.name == "Hana Sato"


def test_a_question_goes_along(store: Store) -> None:
    with store.read() as session:
        asked = req(session, "R8").asked_id
        assert asked is not None
        assert "R8" in [one.code for one in handover.held(session, asked)]
    store.do("Leave", lambda s: people.deactivate(s, asked, per(s, "Hana Sato")))
    with store.read() as session:
        assert req(session, "R8").asked_id == per(session, "Hana Sato")


def test_the_chair_and_the_vote_stay_when_one_member_takes_over_from_another(store: Store) -> None:
    store.do("Leave", lambda s: people.deactivate(s, per(s, CHAIR), per(s, "Sofia Marques")))
    with store.read() as session:
        board = session.get_one(Group, grp(session, BOARD))
        assert board.seats == 7
        assert len(board.members) == 7
        chair = [one.person.name for one in board.members if one.role is MemberRole.CHAIR]
        assert chair == ["Sofia Marques"]


def test_an_approver_who_takes_over_is_asked_once_more(store: Store) -> None:
    from cxdesk.services import charters

    def prepare(session: Session) -> None:
        review = cha(session, "CX-202")
        charters.send_back(session, review.id, review.approvals[0].person_id, "More")
        charters.submit(session, review.id, [per(session, CHAIR), per(session, "Elena Rossi")])
        charters.approve(session, review.id, per(session, "Elena Rossi"))
        people.deactivate(session, per(session, CHAIR), per(session, "Elena Rossi"))

    store.do("Leave", prepare)
    with store.read() as session:
        (left,) = cha(session, "CX-202").approvals
        assert (left.person.name, left.verdict) == ("Elena Rossi", None)
    store.do(
        "Approve",
        lambda s: charters.approve(s, cha(s, "CX-202").id, per(s, "Elena Rossi")),
    )
    with store.read() as session:
        assert cha(session, "CX-202").state.value == "approved"


def test_a_batch_that_is_over_stays_with_its_lead(store: Store) -> None:
    with store.read() as session:
        lead = session.get_one(handover.Batch, bat(session, "B3")).lead_id
        assert lead is not None
    store.do("New", lambda s: programs.add_batch(s, "B9", "Empty", DUE, lead))
    with store.read() as session:
        held = handover.held(session, lead)
    assert [one.code for one in held if one.kind == "batch"] == ["B3", "B9"]


# Domains and groups ---------------------------------------------------------------------------


def test_a_new_domain_takes_the_colour_least_used_and_stands_last(store: Store) -> None:
    store.do("Add", lambda s: [domains.add(s, f"New {n}", f"N{n}") for n in range(6)])
    with store.read() as session:
        found = session.scalars(select(Domain).order_by(Domain.position)).all()
        assert [one.hue for one in found] == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0]
        assert [one.short for one in found][-2:] == ["N4", "N5"]


def test_rows_keep_their_order_however_often_one_is_put_between_two(store: Store) -> None:
    def shuffle(session: Session) -> None:
        for _ in range(60):
            domains.move(session, dom(session, "Field"), dom(session, "IT"))
            domains.move(session, dom(session, "S&M"), dom(session, "IT"))

    store.do("Shuffle", shuffle)
    with store.read() as session:
        found = session.scalars(select(Domain.short).order_by(Domain.position)).all()
        assert found == ["IT", "S&M", "Field", "Care", "Fin"]


def test_a_group_is_founded_with_its_members_in_order(store: Store) -> None:
    store.do(
        "Found",
        lambda s: groups.add(
            s, "Law", GroupKind.ADVISORY,
            [per(s, "Hana Sato"), per(s, CHAIR), per(s, "Hana Sato")],
        ),
    )  # fmt: skip
    with store.read() as session:
        found = session.get_one(Group, grp(session, "Law")).members
        assert [one.person.name for one in found] == ["Hana Sato", CHAIR]


def test_a_dissolved_group_leaves_no_seats(store: Store) -> None:
    store.do("Dissolve", lambda s: groups.dissolve(s, grp(s, TEAM)))
    with store.read() as session:
        there = set(session.scalars(select(Group.id)))
        assert set(session.scalars(select(Membership.group_id))) == there


def stand_ins(store: Store) -> list[tuple[str, str]]:
    """Who stands in for whom, as the groups show it."""
    with store.read() as session:
        return [
            (each.name, member.name)
            for group in people_view.groups(session)
            for member in group.members
            for each in member.delegates
        ]


def test_a_delegate_fills_a_seat_until_the_last_day_is_over(store: Store) -> None:
    days = timedelta(days=3)
    store.do("Delegate", lambda s: stand_in(s, "Elena Rossi", "Hana Sato", TODAY - days, TODAY))
    store.do(
        "Later", lambda s: stand_in(s, "Elena Rossi", "Ben Carter", TODAY + days, TODAY + days)
    )
    assert stand_ins(store) == [("Hana Sato", "Elena Rossi"), ("Ben Carter", "Elena Rossi")]
    with store.read() as session:
        held = handover.held(session, per(session, "Hana Sato"))
    assert [(one.text, one.opens[0]) for one in held if one.kind == "seat"][-1] == (
        "Change board, Hana Sato stands in for Elena Rossi from 20 Nov 2026 to 23 Nov 2026",
        "group",
    )
    store.do(
        "Over", lambda s: stand_in(s, "Ravi Menon", "Luca Moretti", TODAY - days, TODAY - days)
    )
    assert ("Luca Moretti", "Ravi Menon") not in stand_ins(store)
    with store.read() as session:
        first = session.scalars(select(Delegation.id).where(Delegation.end == TODAY)).one()
    store.do("End", lambda s: groups.undelegate(s, first))
    assert stand_ins(store) == [("Ben Carter", "Elena Rossi")]


@pytest.mark.parametrize(
    ("leaves", "heir", "left"),
    [
        ("Hana Sato", "Ben Carter", [("Ben Carter", "Elena Rossi")]),
        ("Hana Sato", "Ravi Menon", []),  # a member fills no other seat
        ("Elena Rossi", "Hana Sato", []),  # the delegate has the seat now
        ("Elena Rossi", "Ben Carter", [("Hana Sato", "Ben Carter")]),
        ("Elena Rossi", "Ravi Menon", []),  # one place each: the seat goes, and its delegate
    ],
)
def test_a_delegation_goes_the_way_of_its_seat_and_of_its_delegate(
    store: Store, leaves: str, heir: str, left: list[tuple[str, str]]
) -> None:
    store.do("Delegate", lambda s: stand_in(s, "Elena Rossi", "Hana Sato"))
    store.do("Leave", lambda s: people.deactivate(s, per(s, leaves), per(s, heir)))
    assert stand_ins(store) == left


def test_a_member_moves_behind_another(store: Store) -> None:
    store.do(
        "Move", lambda s: groups.move(s, mem(s, TEAM, "Jonas Weber"), mem(s, TEAM, "Aisha Khan"))
    )
    with store.read() as session:
        found = session.get_one(Group, grp(session, TEAM)).members
        assert [one.person.name for one in found] == [
            "Sofia Marques", "Claire Dubois", "Aisha Khan", "Jonas Weber", "Luca Moretti",
        ]  # fmt: skip


# Outcomes and the frame -----------------------------------------------------------------------


def headlines(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Outcome.code).where(Outcome.headline)))


def test_there_is_one_headline_and_the_first_outcome_is_it(
    store: Store, empty_store: Store
) -> None:
    assert headlines(store) == ["O2"]
    store.do("Headline", lambda s: outcomes.make_headline(s, out(s, "O4")))
    assert headlines(store) == ["O4"]
    store.do("Headline", lambda s: outcomes.make_headline(s, None))
    assert headlines(store) == []
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    for name in ("Calm", "Speed"):
        empty_store.do("Add", lambda s, name=name: outcomes.add(s, name, 1, 2, DUE))
    assert headlines(empty_store) == ["O1"]


def test_pasted_readings_are_added_and_replace_those_of_their_day(store: Store) -> None:
    found, _ = store.do(
        "Paste",
        lambda s: outcomes.read_all(
            s,
            out(s, "O2"),
            [
                outcomes.NewReading(date(2026, 9, 18), None, None, (60, 25, 15)),
                outcomes.NewReading(date(2026, 10, 18), 18.0, 400),
            ],
        ),
    )
    assert found == (1, 1)
    with store.read() as session:
        query = select(Reading).where(Reading.outcome_id == out(session, "O2"))
        last = session.scalars(query.order_by(Reading.on.desc())).all()[:2]
        assert [(one.value, one.n, one.promoters) for one in last] == [
            (18.0, 400, None), (45.0, 100, 60),
        ]  # fmt: skip


def test_a_limit_is_set_changed_and_lifted_as_one_row(store: Store) -> None:
    def rows(measure: Measure) -> list[float | None]:
        with store.read() as session:
            return list(
                session.scalars(select(FrameItem.limit).where(FrameItem.measure == measure))
            )

    for limit, kept in ((5, [5.0]), (None, []), (3, [3.0])):
        store.do("Limit", lambda s, limit=limit: strategy.set_limit(s, Measure.WIP, limit))
        assert rows(Measure.WIP) == kept
    store.do("Limit", lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, 80, dom(s, "IT")))
    assert sorted(one or 0 for one in rows(Measure.PERSON_DAYS)) == [80.0, 100.0]
    with store.read() as session:
        assert frame.frame(session).wip == 3


def test_principles_stand_in_their_order(store: Store) -> None:
    store.do("Add", lambda s: strategy.add_principle(s, "Listen"))
    store.do("Move", lambda s: strategy.move_principle(s, pri(s, "Listen"), pri(s, "Ask once")))
    store.do("Move", lambda s: strategy.move_principle(s, pri(s, "Fix causes"), None))
    store.do("Remove", lambda s: strategy.remove_principle(s, pri(s, "Plain words")))
    with store.read() as session:
        found = [one.name for one in strategy._principles(session)]
    assert found == ["Fix causes", "Ask once", "Listen", "Own to the end"]


def test_holidays_are_those_given_and_the_week_is_worked_as_said(store: Store) -> None:
    days = {date(2027, 1, 1): "New Year", date(2027, 1, 6): "Epiphany"}
    store.do("Holidays", lambda s: calendar.set_holidays(s, days))
    store.do("Week", lambda s: calendar.set_working_week(s, [6, 0, 0, 1]))
    with store.read() as session:
        rows = session.execute(select(Holiday.on, Holiday.name)).all()
        assert dict(rows) == days
        here = frame.frame(session).calendar
    assert (here.week, here.holidays) == ({0, 1, 6}, set(days))
