"""The calendar of the program, read back by icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cxdesk.exchange.out import catalogue
from cxdesk.exchange.out.ical import EXPORT, ical
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative, SixMonthCheck
from cxdesk.model.meetings import Meeting
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Group, GroupKind
from cxdesk.model.plan import Milestone
from cxdesk.model.program import Program
from cxdesk.model.requests import Request
from cxdesk.model.states import State
from cxdesk.model.work import Action
from cxdesk.reports.printed import ON
from cxdesk.services import kanban, meetings, milestones, programs, sitting, strategy
from cxdesk.services.export_calendar import Calendar, Event, EventKind, read_calendar
from cxdesk.services.local_time import in_utc
from cxdesk.store.store import Store
from tests.conftest import clock

ALL = frozenset(EventKind)


def nothing(_done: int, _all: int) -> None:
    """Nobody looks."""


def never() -> bool:
    """Somebody waits."""
    return False


def events(store: Store, person: str = "", kinds: frozenset[EventKind] = ALL) -> dict[str, Any]:
    """The events by UID, as icalendar reads them."""
    made = ical(store.ask_beside(lambda s: read_calendar(s, kinds, person)), nothing, never)
    read = icalendar.Calendar.from_ical(made)
    found = {str(one["uid"]): one for one in read.walk("VEVENT")}
    assert len(found) == made.count(b"BEGIN:VEVENT")
    return found


def ids(store: Store, column: Any, **where: str) -> list[int]:
    with store.read() as session:
        query = select(column.class_.id).where(column.is_not(None)).filter_by(**where)
        return list(session.scalars(query))


def day(event: Any) -> date:
    """The one day of an event that takes the whole of it."""
    on: date = event.decoded("dtstart")
    assert type(on) is date
    assert event.decoded("dtend") == on + timedelta(days=1)
    assert event["transp"] == "TRANSPARENT"
    return on


def test_everything_that_has_a_day_is_there_once(voted_store: Store) -> None:
    found = events(voted_store)
    there = [
        id
        for column in (
            Batch.deadline, Initiative.end, SixMonthCheck.due, Milestone.on, Request.deadline,
            Meeting.on, Outcome.due, Program.next_review, Action.due,
        )
        for id in ids(voted_store, column)
    ]  # fmt: skip
    assert sorted(found) == sorted(f"{id}@cxdesk" for id in there)
    for event in found.values():
        assert {"DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "STATUS"} <= event.keys()
        assert event.decoded("last-modified").tzinfo is not None


def test_a_day_is_the_day_itself_whatever_the_zone(store: Store) -> None:
    (batch,) = ids(store, Batch.deadline, code="B1")
    event = events(store)[f"{batch}@cxdesk"]
    assert day(event) == date(2027, 4, 30)
    assert event["summary"] == "Deadline B1 Ask Once"
    assert event["description"] == "Lead: Ravi Menon\n4 initiatives"
    assert event["categories"].cats == ["Deadlines of batches"]
    (initiative,) = ids(store, Initiative.end, code="CX-101")
    event = events(store)[f"{initiative}@cxdesk"]
    assert (day(event), event["summary"]) == (date(2027, 2, 26), "CX-101 ends: Single customer ID")


def test_a_second_calendar_brings_the_first_up_to_date(store: Store) -> None:
    (batch,), (moved,) = (
        ids(store, Batch.deadline, code="B1"),
        ids(store, Batch.deadline, code="B2"),
    )
    only = frozenset({EventKind.BATCH})
    before = events(store, kinds=only)
    store.do("Move", lambda s: programs.move_deadline(s, moved, date(2027, 6, 30)))
    after = events(store, kinds=only)
    assert before.keys() == after.keys()
    old, new = (each[f"{moved}@cxdesk"] for each in (before, after))
    assert (day(old), day(new)) == (date(2027, 5, 31), date(2027, 6, 30))
    assert new["sequence"] > old["sequence"]
    assert new.decoded("last-modified") == clock()
    same, still = (each[f"{batch}@cxdesk"] for each in (before, after))
    assert same.to_ical() == still.to_ical()
    store.undo()  # which is another change
    again = events(store, kinds=only)[f"{moved}@cxdesk"]
    assert day(again) == date(2027, 5, 31)
    assert again["sequence"] > new["sequence"]


def test_what_moves_to_another_initiative_is_newer_there(store: Store) -> None:
    (busy,), (quiet,) = (ids(store, Initiative.id, code=code) for code in ("CX-101", "CX-204"))
    mark, _ = store.do("Mark", lambda s: milestones.add(s, "Go", date(2027, 3, 1), busy))
    only = frozenset({EventKind.MILESTONE})
    before = events(store, kinds=only)[f"{mark}@cxdesk"]
    store.do("Hand on", lambda s: milestones.assign(s, mark, quiet))
    after = events(store, kinds=only)[f"{mark}@cxdesk"]
    assert (before["summary"], after["summary"]) == ("CX-101: Go", "CX-204: Go")
    assert after["sequence"] > before["sequence"]


def test_what_is_given_up_is_cancelled(store: Store) -> None:
    (here,) = ids(store, Initiative.end, code="CX-501")
    mark, _ = store.do("Mark", lambda s: milestones.add(s, "First call", date(2027, 3, 1), here))
    only = frozenset({EventKind.END, EventKind.MILESTONE})
    assert {str(one["status"]) for one in events(store, kinds=only).values()} == {"CONFIRMED"}
    store.do("Cancel", lambda s: kanban.change_state(s, here, State.CANCELLED, "No money"))
    found = events(store, kinds=only)
    assert found[f"{here}@cxdesk"]["status"] == found[f"{mark}@cxdesk"]["status"] == "CANCELLED"


def test_what_was_removed_is_cancelled_and_what_was_taken_back_is_silent(
    voted_store: Store,
) -> None:
    store = voted_store
    with store.read() as session:
        group = session.scalars(select(Meeting.group_id)).one()
    mark, _ = store.do("Mark", lambda s: milestones.add(s, "Fair", date(2027, 3, 1)))
    only = frozenset({EventKind.MILESTONE, EventKind.MEETING})
    before = events(store, kinds=only)
    store.do("Remove", lambda s: milestones.remove(s, mark))
    meeting, _ = store.do("Plan", lambda s: meetings.plan(s, group, date(2027, 1, 25)))
    store.do("Cancel", lambda s: meetings.cancel(s, meeting))
    slip, _ = store.do("Slip", lambda s: milestones.add(s, "Typo", date(2027, 3, 2)))
    store.undo()
    found = events(store, kinds=only)
    assert f"{slip}@cxdesk" not in found
    gone = found[f"{mark}@cxdesk"]
    assert (gone["summary"], gone["status"], day(gone)) == ("Fair", "CANCELLED", date(2027, 3, 1))
    assert gone["sequence"] > before[f"{mark}@cxdesk"]["sequence"]
    assert found[f"{meeting}@cxdesk"]["status"] == "CANCELLED"
    assert found[f"{meeting}@cxdesk"]["summary"] == "Change board"


def test_a_meeting_has_its_hours_and_its_agenda(voted_store: Store) -> None:
    (held,) = ids(voted_store, Meeting.on)
    event = events(voted_store)[f"{held}@cxdesk"]
    with voted_store.read() as session:
        row = session.get_one(Meeting, held)
        start = in_utc(
            datetime.combine(row.on, datetime.strptime(row.starts, "%H:%M").time()), clock()
        )
        assert event.decoded("dtstart") == start
        length = sum(item.minutes for item in row.agenda)
        assert event.decoded("dtend") - start == timedelta(minutes=length)
        assert "transp" not in event
        assert str(event["description"]).count("min R") == len(
            [item for item in row.agenda if item.request_id]
        )
    assert EventKind.MEETING.value in event["categories"].cats


def test_one_person_gets_what_concerns_them(voted_store: Store) -> None:
    whole, own = events(voted_store), events(voted_store, "Ravi Menon")
    assert own.keys() < whole.keys()
    said = [str(one["summary"]) for one in own.values()]
    assert "Deadline B1 Ask Once" in said
    assert "CX-101 ends: Single customer ID" in said
    assert "Deadline B2 Clear Bills" not in said
    assert any("Change board" in each for each in said)  # he has a seat
    with voted_store.read() as session:
        owned = session.scalars(select(Action).where(Action.due.is_not(None)))
        due = {f"{one.id}@cxdesk" for one in owned if one.owner and one.owner.name == "Ravi Menon"}
    assert due
    assert due <= own.keys()


def test_kinds_and_people_are_chosen(store: Store) -> None:
    with store.read() as session:
        chosen = EXPORT.settled(session, {})
        assert chosen["actions"] == ""
        assert chosen["person"] == ""
        usual = EXPORT.read(session, chosen)
        none = EXPORT.read(session, dict.fromkeys(chosen, ""))
        more = EXPORT.read(session, chosen | {"actions": ON})
    assert {one.kind for one in usual.events} == ALL - {EventKind.ACTION, EventKind.MEETING}
    assert not none.events
    assert {one.kind for one in more.events} - {one.kind for one in usual.events} == {
        EventKind.ACTION
    }
    (look,) = EXPORT.look(usual)
    assert look.total == len(usual.events)
    assert catalogue.export_for(".ics") is EXPORT
    assert look.rows[0][0] == min(one.on for one in usual.events).isoformat()


def test_the_review_of_the_outcomes_is_there(store: Store) -> None:
    store.do("Review", lambda s: strategy.set_review(s, date(2027, 1, 15)))
    days = {str(one["summary"]): day(one) for one in events(store).values() if "dtend" in one}
    assert days["Review of the outcomes: Meridian Telecom"] == date(2027, 1, 15)
    assert days["O1 due: 12-month retention"] == date(2027, 12, 31)


def of(**more: Any) -> Event:
    values = {"id": 7, "kind": EventKind.END, "on": date(2027, 1, 1), "title": "T"}
    return Event(**(values | {"changed": datetime(2026, 11, 23, 9)} | more))


def one_event(event: Event) -> Any:
    made = ical(Calendar("P", datetime(2026, 11, 23, 9), (event,)), nothing, never)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert b"\r" not in made.replace(b"\r\n", b"")
    (read,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    return read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('a, b; c \\ d "e" :f', 'a, b; c \\ d "e" :f'),
        ("x\nEND:VEVENT\r\nBEGIN:VALARM\rATTACH:x", "x\nEND:VEVENT\nBEGIN:VALARM\nATTACH:x"),
        ("😀" * 60, "😀" * 60),
        ("a\x00b\x07\u2028c\ud800", "a�b�\nc�"),
    ],
)
def test_hostile_texts_stay_texts(text: str, read: str) -> None:
    event = one_event(of(title=text, text=text, place=text))
    assert [str(event[part]) for part in ("summary", "description", "location")] == [read] * 3
    assert not event.subcomponents


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1), st.dates())
def test_any_text_and_day_is_found_again(text: str, on: date) -> None:
    event = one_event(of(title=text, on=on))
    assert str(event["summary"]) == text.replace("\ufffe", "�").replace("\uffff", "�")
    assert event.decoded("dtstart") == on
    if on < date.max:
        assert day(event) == on


def test_hours_are_in_utc() -> None:
    start = datetime(2026, 11, 23, 13)
    event = one_event(of(start=start, end=start + timedelta(hours=2), kind=EventKind.MEETING))
    assert event.decoded("dtstart") == start.replace(tzinfo=UTC)
    assert event["dtend"].to_ical() == b"20261123T150000Z"


def test_a_planned_meeting_without_an_hour_takes_the_day(voted_store: Store) -> None:
    with voted_store.read() as session:
        row = session.scalars(select(Meeting)).one()
        group = row.group_id
    made, _ = voted_store.do("Plan", lambda s: meetings.plan(s, group, date(2027, 1, 25)))
    only = frozenset({EventKind.MEETING})
    event = events(voted_store, kinds=only)[f"{made}@cxdesk"]
    assert day(event) == date(2027, 1, 25)


def test_a_meeting_that_is_over_has_the_hours_it_had(store: Store) -> None:
    with store.read() as session:
        board = session.scalars(select(Group.id).where(Group.kind == GroupKind.BOARD)).one()
    only = frozenset({EventKind.MEETING})
    made, _ = store.do(
        "Plan", lambda s: meetings.plan(s, board, date(2026, 11, 23), starts="16:30")
    )
    planned = events(store, kinds=only)[f"{made}@cxdesk"]
    assert planned.decoded("dtend") - planned.decoded("dtstart") == timedelta(hours=1)
    store.do("Begin", lambda s: sitting.begin(s, made))
    store.do("End", lambda s: sitting.end(s, made))
    over = events(store, kinds=only)[f"{made}@cxdesk"]
    assert over.decoded("dtstart") == clock()
    assert over.decoded("dtend") == clock() + timedelta(minutes=1)  # the clock stands still
