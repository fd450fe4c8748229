"""Meetings of the sample's board: planned, moved, begun, timed, ended, and what they hand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import ItemKind, Meeting, MeetingKind, read_start
from cxdesk.model.requests import RequestState
from cxdesk.services import agenda, groups, meeting_view, meetings, rounds, sitting
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.services.search import SearchIndex
from cxdesk.store.store import Store
from tests import boards
from tests.services.commands import per, req
from tests.services.meeting_commands import board, decide_urgently, item, met

DECEMBER = date(2026, 12, 14)


def do(store: Store, command: Callable[[Session], Any]) -> Any:
    return store.do("Test", command)[0]


def refused(store: Store, words: str, command: Callable[[Session], Any]) -> None:
    with pytest.raises(RuleBroken, match=words):
        do(store, command)


def look(store: Store, meeting: int) -> MeetingSheet:
    with store.read() as session:
        found = meeting_view.sheet(session, meeting)
    assert found is not None
    return found


def at(store: Store, hour: int, minute: int) -> None:
    store.clock = lambda: datetime(2026, 11, 23, hour, minute, tzinfo=UTC)


def test_a_meeting_is_planned_changed_and_cancelled(store: Store) -> None:
    here = boards.planned(store)
    id = here.meeting
    seen = look(store, id)
    assert [line.code for line in seen.agenda] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert (seen.minutes, seen.quorum, len(seen.seats)) == (60, 4, 7)
    assert [line.name for line in seen.others] == ["Sofia Marques"]
    assert (seen.plan_from, seen.plan_to) == (date(2026, 12, 1), date(2027, 2, 28))
    assert seen.chair == "Amara Diallo"

    with store.read() as session:
        member = session.get_one(Meeting, id).seats[4].membership_id
    do(store, lambda s: groups.delegate(s, member, per(s, "Ben Carter"), DECEMBER, DECEMBER))
    do(store, lambda s: sitting.fill_seat(s, here.seats[5], per(s, "Luca Moretti")))
    do(store, lambda s: meetings.move_to(s, id, DECEMBER))
    seen = look(store, id)
    fillers = [line.name for line in seen.seats]
    assert fillers[4:6] == ["Ben Carter", "Luca Moretti"], "the delegate of that day; one by hand"
    assert (seen.plan_from, seen.plan_to) == (date(2027, 1, 1), date(2027, 3, 31))
    do(store, lambda s: meetings.spread(s, id, DECEMBER, date(2027, 1, 31)))
    do(store, lambda s: meetings.move_to(s, id, date(2026, 11, 23)))
    assert look(store, id).plan_from == DECEMBER, "set by hand it stays"
    assert look(store, id).seats[4].name == "Claire Dubois"

    do(store, lambda s: agenda.move(s, item(s, "R5"), None))
    do(store, lambda s: agenda.allow(s, item(s, "R5"), 25))
    seen = look(store, id)
    assert [line.code for line in seen.agenda][:2] == ["R5", "R1"]
    assert seen.minutes == 75
    refused(store, "one minute to 8 hours", lambda s: agenda.allow(s, item(s, "R5"), 0))
    refused(store, "no time of day", lambda s: meetings.start_at(s, id, "25:00"))
    refused(store, "before the first", lambda s: meetings.spread(s, id, DECEMBER, date(2026, 1, 1)))
    refused(store, "R7 is merged", lambda s: agenda.take(s, id, req(s, "R7").id))

    do(store, lambda s: rounds.draft(s, id))
    do(store, lambda s: meetings.cancel(s, id))
    with store.read() as session:
        assert meeting_view.meetings(session) == ()
        assert {req(session, f"R{n}").state for n in range(1, 7)} == {RequestState.QUALIFIED}


def test_seats_follow_the_board(store: Store) -> None:
    here = boards.planned(store)
    do(store, lambda s: groups.seat(s, board(s), per(s, "Ben Carter")))
    do(store, lambda s: groups.unseat(s, met(s).seats[6].membership_id or 0))
    do(store, lambda s: groups.ask_for(s, board(s), 5))
    seen = look(store, here.meeting)
    assert (seen.joined, seen.gone, seen.quorum, seen.usual) == (
        ("Ben Carter",), ("Ingrid Larsen",), 4, 5,
    )  # fmt: skip
    do(store, lambda s: meetings.follow_board(s, here.meeting))
    seen = look(store, here.meeting)
    assert [line.name for line in seen.seats][-2:] == ["Tomás Vidal", "Ben Carter"]
    assert (seen.joined, seen.gone, seen.quorum) == ((), (), 5)


def test_who_stands_in_on_the_day_fills_the_seat(store: Store) -> None:
    here = boards.planned(store, DECEMBER)
    with store.read() as session:
        member = session.get_one(Meeting, here.meeting).seats[4].membership_id
    do(store, lambda s: groups.delegate(s, member, per(s, "Ben Carter"), DECEMBER, DECEMBER))
    assert look(store, here.meeting).deputies == (("Ben Carter", "Claire Dubois"),)
    do(store, lambda s: sitting.begin(s, here.meeting))
    assert look(store, here.meeting).seats[4].name == "Ben Carter"
    assert look(store, here.meeting).deputies == ()


def test_who_comes_and_goes_and_what_time_is_spent(store: Store) -> None:
    here = boards.planned(store)
    id = here.meeting
    at(store, 14, 0)
    refused(store, "has not begun", lambda s: sitting.go_to(s, item(s, "R1")))
    do(store, lambda s: sitting.begin(s, id))
    other = do(store, lambda s: meetings.plan(s, board(s), DECEMBER))
    refused(store, "is still running: end it", lambda s: sitting.begin(s, other))
    do(store, lambda s: sitting.arrive(s, id, per(s, "Amara Diallo")))
    at(store, 14, 5)
    do(store, lambda s: sitting.fill_seat(s, here.seats[4], per(s, "Ben Carter")))
    seen = look(store, id)
    assert seen.filled == 2, "who fills a seat at the meeting has come"
    assert (seen.seats[4].name, seen.seats[4].member) == ("Ben Carter", "Claire Dubois")
    assert seen.seats[4].stays[0].arrived == datetime(2026, 11, 23, 14, 5)
    refused(store, "fills the seat of Claire Dubois already",
            lambda s: sitting.fill_seat(s, here.seats[3], per(s, "Ben Carter")))  # fmt: skip
    refused(store, "has a seat of their own",
            lambda s: sitting.fill_seat(s, here.seats[3], per(s, "Amara Diallo")))  # fmt: skip
    do(store, lambda s: sitting.arrive(s, id, per(s, "Luca Moretti")))
    do(store, lambda s: sitting.arrive_all(s, id))
    assert [line.role for line in look(store, id).others] == ["secretary", "guest"]
    assert look(store, id).filled == 7
    at(store, 14, 10)
    do(store, lambda s: sitting.leave(s, id, per(s, "Amara Diallo")))
    assert look(store, id).filled == 6
    stay = look(store, id).seats[0].stays[0]
    refused(
        store,
        "cannot leave before",
        lambda s: sitting.correct(s, stay.id, stay.arrived, stay.arrived - timedelta(hours=1)),
    )
    refused(
        store,
        "later than now",
        lambda s: sitting.correct(s, stay.id, stay.arrived, stay.arrived + timedelta(hours=1)),
    )
    do(store, lambda s: sitting.correct(s, stay.id, stay.arrived, None))
    assert look(store, id).filled == 7

    do(store, lambda s: sitting.step(s, id, 1))
    at(store, 14, 13)
    do(store, lambda s: sitting.step(s, id, 1))
    at(store, 14, 20)
    do(store, lambda s: sitting.pause(s, item(s, "R2")))
    at(store, 14, 30)
    seen = look(store, id)
    now = datetime(2026, 11, 23, 14, 30)
    assert [line.used(now) for line in seen.agenda][:3] == [180, 420, 0]
    assert seen.current is not None
    assert seen.current.code == "R2"
    do(store, lambda s: sitting.step(s, id, -1))
    seen = look(store, id)
    at(store, 14, 31)
    assert [line.used(now + timedelta(minutes=1)) for line in seen.agenda][:2] == [240, 420]
    refused(store, "That is the first item", lambda s: sitting.step(s, id, -1))
    store.undo()
    assert [line.used(now) for line in look(store, id).agenda][:2] == [180, 420]

    do(store, lambda s: sitting.end(s, id))
    seen = look(store, id)
    assert {line.state for line in seen.agenda} == {RequestState.QUALIFIED}
    assert seen.filled == 0
    assert seen.current is None
    refused(store, "is over", lambda s: agenda.move(s, item(s, "R2"), None))
    do(store, lambda s: agenda.note(s, item(s, "R2"), "Said afterwards"))
    assert [(row.id, row.number) for row in _list(store)] == [(other, 2), (id, 1)]


def _list(store: Store) -> Any:
    with store.read() as session:
        return meeting_view.meetings(session)


def test_a_meeting_does_not_end_over_an_open_question(store: Store) -> None:
    here = boards.opened(store)
    refused(store, "R2 stands in round 1, which is open",
            lambda s: agenda.take_off(s, item(s, "R2")))  # fmt: skip
    refused(store, "Round 1 is open: close or abandon it first",
            lambda s: sitting.end(s, here.meeting))  # fmt: skip
    store.do("Abandon", lambda s: rounds.abandon(s, here.round, "Too late"), lasting=True)
    do(store, lambda s: sitting.end(s, here.meeting))
    assert look(store, here.meeting).row.state == "closed"


def test_what_is_ranked_is_decided_before_the_end(store: Store) -> None:
    here = boards.published(store)
    refused(store, "Decide R1, R2, R3, R4, R5 and R6 first",
            lambda s: sitting.end(s, here.meeting))  # fmt: skip
    refused(store, "R2 is ranked: it stays", lambda s: agenda.take_off(s, item(s, "R2")))


def test_a_board_asked_again_within_three_weeks_is_warned_about(store: Store) -> None:
    here = boards.planned(store)
    with store.read() as session:
        group = board(session)
        early = lambda on, but=0: meeting_view.early(session, group, on, but)  # noqa: E731
        assert early(date(2026, 12, 13)) == date(2026, 11, 23)
        assert early(date(2026, 12, 14)) is None
        assert early(date(2026, 11, 22)) is None
        assert early(date(2026, 11, 23), here.meeting) is None
    other = do(store, lambda s: meetings.plan(s, board(s), date(2026, 12, 1)))
    assert look(store, other).early == date(2026, 11, 23)


def test_an_urgent_request_out_of_cycle_is_ratified_by_the_next_board(store: Store) -> None:
    def call(s: Session) -> int:
        return meetings.plan(s, board(s), date(2026, 11, 25), kind=MeetingKind.URGENT,
                             reason="The regulator asks", requests=[req(s, "R2").id])  # fmt: skip

    refused(store, "no quorum for meetings out of cycle: set one below 4", call)
    refused(store, "fewer seats than usual: 1 to 3",
            lambda s: groups.ask_for_urgent(s, board(s), 4))  # fmt: skip
    do(store, lambda s: groups.ask_for_urgent(s, board(s), 3))
    refused(store, "Say what cannot wait",
            lambda s: meetings.plan(s, board(s), DECEMBER, kind=MeetingKind.URGENT))  # fmt: skip
    monthly = do(store, lambda s: meetings.plan(s, board(s), DECEMBER))
    with store.read() as session:
        assert [(one.code, one.there) for one in meeting_view.urgent(session)] == [("R2", DECEMBER)]
    out_of_cycle = do(store, call)
    with store.read() as session:
        assert meeting_view.urgent(session) == (), "it is called already"
    refused(store, "R4 is not urgent",
            lambda s: agenda.take(s, out_of_cycle, req(s, "R4").id))  # fmt: skip
    seen = look(store, out_of_cycle)
    assert ([line.code for line in seen.agenda], seen.quorum, seen.early) == (["R2"], 3, None)
    assert [line.code for line in look(store, monthly).agenda] == ["R1", "R3", "R4", "R5", "R6"]

    do(store, lambda s: sitting.begin(s, out_of_cycle))
    do(store, lambda s: decide_urgently(s, 2))
    do(store, lambda s: sitting.end(s, out_of_cycle))
    first = look(store, monthly).agenda[0]
    assert (first.kind, first.code, first.decision) == (ItemKind.RATIFICATION, "R2", "D-1")
    assert len(look(store, monthly).agenda) == 6
    refused(store, "has not begun", lambda s: agenda.ratify(s, first.id, True))
    refused(store, "until the board has answered", lambda s: agenda.take_off(s, first.id))
    do(store, lambda s: sitting.begin(s, monthly))
    refused(store, "the quorum is 4", lambda s: agenda.ratify(s, first.id, True))
    do(store, lambda s: sitting.end(s, monthly))
    later = do(store, lambda s: meetings.plan(s, board(s), date(2027, 1, 11)))
    again = look(store, later).agenda[0]
    assert again.decision == "D-1", "unanswered it stands on the next agenda"
    do(store, lambda s: sitting.begin(s, later))
    do(store, lambda s: sitting.arrive_all(s, later))
    do(store, lambda s: agenda.ratify(s, again.id, False))
    do(store, lambda s: sitting.end(s, later))
    last = do(store, lambda s: meetings.plan(s, board(s), date(2027, 2, 8)))
    assert all(line.kind is ItemKind.REQUEST for line in look(store, last).agenda)


def test_what_is_deferred_comes_back_by_itself_on_its_day(store: Store) -> None:
    here = boards.begun(store)
    soon = do(store, lambda s: meetings.plan(s, board(s), date(2026, 12, 7)))
    later = do(store, lambda s: meetings.plan(s, board(s), date(2027, 1, 11)))

    def defer(s: Session) -> None:
        for number, (code, until) in enumerate((("R3", DECEMBER), ("R4", date(2027, 6, 1))), 1):
            asked = req(s, code)
            asked.move_to(RequestState.DEFERRED, today=date(2026, 11, 23))
            s.add(Decision(number=number, request=asked, meeting_id=here.meeting, until=until,
                           verdict=Verdict.DEFERRED, on=date(2026, 11, 23)))  # fmt: skip

    do(store, defer)
    do(store, lambda s: sitting.end(s, here.meeting))
    assert look(store, soon).agenda == ()
    assert [line.code for line in look(store, later).agenda] == ["R3"]
    assert do(store, lambda s: agenda.fill(s, later)) == 4
    assert [line.code for line in look(store, later).agenda] == ["R3", "R1", "R2", "R5", "R6"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("9", "09:00"), ("14:05", "14:05"), ("9.30", "09:30"), ("14h", "14:00")],
)
def test_a_time_of_day_is_read(typed: str, kept: str) -> None:
    assert read_start(typed) == kept


def test_a_meeting_is_found_by_its_board_and_its_day(store: Store) -> None:
    here = boards.planned(store)
    index = SearchIndex()
    with store.read() as session:
        list(index.load(session))
        assert [(hit.text, hit.note, hit.opens) for hit in index.find("meeting 23 nov")] == [
            ("Change board meeting", "23 Nov 2026", ("meeting", here.meeting))
        ]
    _, change = store.do("Rename", lambda s: groups.rename(s, board(s), "Lenkungskreis"))
    assert change is not None
    with store.read() as session:
        index.update(session, change)
    assert [hit.text for hit in index.find("nov 2026")][:1] == ["Lenkungskreis meeting"]
