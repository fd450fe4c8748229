"""Where initiatives were, read from the history, and the figures that follow from it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.flow import Stay
from cxdesk.exchange.comma import csv_file
from cxdesk.model.states import State
from cxdesk.services import flow, initiatives, kanban
from cxdesk.services import insights_words as words
from cxdesk.services.flow import Flow, Tracked, entered
from cxdesk.services.insights import Insights, Kept, Times, insights, marks
from cxdesk.services.insights_tables import figures, sheet
from cxdesk.store.history import decode, encode
from cxdesk.store.recorder import RowChange
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import bat, ini


def read(store: Store) -> Flow:
    with store.read() as session:
        return flow.flow(flow.records(session))


def one(store: Store, code: str) -> Tracked:
    return next(each for each in read(store).tracked if each.code == code)


def went(tracked: Tracked) -> list[tuple[str, str]]:
    return [(stay.state, stay.since.strftime("%d %b")) for stay in tracked.stays]


def at(store: Store, days: int, hour: int = 9) -> None:
    """Let it be so many days later."""
    moment = datetime(2026, 11, 23, hour, tzinfo=UTC) + timedelta(days=days)
    store.clock = lambda: moment


def move(store: Store, code: str, state: State, reason: str = "") -> None:
    store.do("Move", lambda s: kanban.change_state(s, ini(s, code), state, reason))


def test_the_samples_history_is_what_its_story_says(store: Store) -> None:
    assert went(one(store, "CX-304")) == [
        ("backlog", "02 Feb"), ("planned", "04 Feb"), ("ready", "12 Feb"),
        ("in_progress", "16 Feb"), ("delivered", "24 Apr"), ("embedded", "27 Oct"),
    ]  # fmt: skip
    found = insights(read(store), Kept())
    assert (found.count, found.moved, found.unrecorded) == (24, 21, 0)
    last = found.flow.length - 1
    assert {state.value: counts[last] for state, counts in found.flow.bands} == {
        "embedded": 1, "delivered": 2, "in_progress": 6, "ready": 6, "planned": 6, "backlog": 3,
    }  # fmt: skip
    assert found.flow.day(last) == TODAY
    assert found.flow.total(last) == 24
    assert [(each.code, each.lead, each.cycle) for each in found.times.deliveries] == [
        ("CX-304", 81, 67), ("CX-603", 93, 67), ("CX-104", 67, 46),
    ]  # fmt: skip
    columns = {column.state: column for column in found.ageing.columns}
    ready = columns[State.READY]
    # Nine left it: after 3, 4, 4 and six times 7 days.
    assert ready.marks == (7, 7, 7)
    assert (ready.past, [(age.code, age.days) for age in ready.ages[:2]]) == (
        9, [("CX-302", 17), ("CX-102", 14)],
    )  # fmt: skip
    assert columns[State.IN_PROGRESS].marks == ()  # three are too few
    assert found.ageing.ages()[0].code == "CX-503"
    weeks = found.throughput.weeks
    assert (len(weeks), weeks[-1].monday, weeks[-1].over) == (26, TODAY, False)
    assert [week.monday for week in weeks if week.codes] == [date(2026, 10, 26)]
    assert found.throughput.mean() == 1 / 25


def test_hold_and_resume_keep_the_column(store: Store) -> None:
    at(store, 1)
    move(store, "CX-101", State.ON_HOLD, "waits for the vendor")
    assert one(store, "CX-101").state is State.ON_HOLD
    at(store, 3)
    found = insights(read(store), Kept())
    age = next(age for age in found.ageing.ages() if age.code == "CX-101")
    assert (age.column, age.held, age.days) == (State.IN_PROGRESS, True, 52)
    assert dict(found.flow.bands)[State.ON_HOLD][-3:] == (1, 1, 1)
    at(store, 6)
    move(store, "CX-101", State.IN_PROGRESS)
    at(store, 8)
    here = one(store, "CX-101")
    assert went(here)[-3:] == [
        ("in_progress", "05 Oct"), ("on_hold", "24 Nov"), ("in_progress", "29 Nov"),
    ]  # fmt: skip
    assert here.columns[-1] == Stay("in_progress", date(2026, 10, 5))


def test_what_is_undone_never_happened_and_redone_happened_on_its_own_day(store: Store) -> None:
    before = read(store).tracked
    at(store, 1)
    move(store, "CX-604", State.IN_PROGRESS)
    moved = went(one(store, "CX-604"))
    assert moved[-1] == ("in_progress", "24 Nov")
    at(store, 4)
    store.undo()
    assert read(store).tracked == before
    at(store, 6)
    store.redo()
    assert went(one(store, "CX-604")) == moved
    store.undo()
    store.redo()
    store.undo()
    assert read(store).tracked == before
    # Another way is taken in its place.
    at(store, 7)
    move(store, "CX-604", State.PLANNED)
    assert went(one(store, "CX-604"))[-1] == ("planned", "30 Nov")
    # One that was added and undone was never there, its moves with it.
    store.do("Add", lambda s: initiatives.add(s, "New", batch=bat(s, "B1"), code="CX-199"))
    assert one(store, "CX-199").stays == (Stay("backlog", date(2026, 11, 30)),)
    store.undo()
    assert len(read(store).tracked) == 24


def test_two_moves_on_one_day_and_a_second_delivery(store: Store) -> None:
    at(store, 1)
    move(store, "CX-603", State.IN_PROGRESS, "the cards were misprinted")
    assert [each.code for each in insights(read(store), Kept()).times.deliveries] == [
        "CX-304", "CX-104",
    ]  # fmt: skip
    at(store, 1, hour=11)
    move(store, "CX-603", State.READY)
    at(store, 2)
    move(store, "CX-603", State.IN_PROGRESS)
    at(store, 12)
    move(store, "CX-603", State.DELIVERED)
    assert went(one(store, "CX-603"))[-5:] == [
        ("delivered", "08 May"), ("in_progress", "24 Nov"), ("ready", "24 Nov"),
        ("in_progress", "25 Nov"), ("delivered", "05 Dec"),
    ]  # fmt: skip
    found = insights(read(store), Kept())
    again = found.times.deliveries[-1]
    # From the first day in progress, 2 March, to the last delivery.
    assert (again.code, again.delivered, again.cycle) == ("CX-603", date(2026, 12, 5), 278)


def test_cancelled_leaves_the_board_and_archived_stays_counted(store: Store) -> None:
    before = insights(read(store), Kept())
    at(store, 2)
    move(store, "CX-204", State.CANCELLED, "the regulator forbids it")
    store.do("Archive", lambda s: initiatives.archive(s, ini(s, "CX-204")))
    store.do("Archive", lambda s: initiatives.archive(s, ini(s, "CX-104")))
    found = insights(read(store), Kept())
    assert found.flow.total(found.flow.length - 1) == 24
    assert dict(found.flow.bands)[State.CANCELLED][-2:] == (0, 1)
    assert [each.code for each in found.times.deliveries] == ["CX-304", "CX-603", "CX-104"]
    assert "CX-204" not in [age.code for age in found.ageing.ages()]
    # How long it stood before it was given up says nothing of how long others take.
    assert found.ageing.columns[0].past == before.ageing.columns[0].past
    assert "1 cancelled" in words.said(found.flow)


def test_one_without_a_history_has_its_present_state_alone(store: Store) -> None:
    with store.read() as session:
        known = flow.records(session)
        id = str(ini(session, "CX-304"))
    kept = replace(known, entries=tuple(one for one in known.entries if id not in one[3]))
    tracked = {one.code: one for one in flow.flow(kept).tracked}
    assert not tracked["CX-304"].recorded
    assert went(tracked["CX-304"]) == [("embedded", "27 Oct")]
    assert tracked["CX-603"].recorded
    found = insights(flow.flow(kept), Kept())
    here = found.times.deliveries[-1]
    assert (found.unrecorded, here.code, here.lead, here.cycle) == (1, "CX-104", 67, 46)
    assert [one.code for one in found.times.deliveries if one.lead is None] == ["CX-304"]


def test_what_came_later_is_added_to_what_was_read(store: Store) -> None:
    with store.read() as session:
        known = flow.records(session)
    at(store, 1)
    move(store, "CX-604", State.IN_PROGRESS)
    change = store.undo()
    assert change is not None
    assert flow.moved(change)
    store.redo()
    with store.read() as session:
        assert flow.flow(flow.records(session, known)) == flow.flow(flow.records(session))
    _, told = store.do("Write", lambda s: initiatives.describe(s, ini(s, "CX-604"), "Soon"))
    assert told is not None
    assert not flow.moved(told)


def test_filters_keep_by_what_an_initiative_is_now(store: Store) -> None:
    here = read(store)
    batch = next(row.id for row in here.batches if row.code == "B3")
    care = next(row.id for row in here.domains if row.name == "Care")
    found = insights(here, Kept((batch,), (care, None), 30))
    assert found.count == 3
    assert found.flow.first == TODAY - timedelta(days=30)
    assert found.times.deliveries == ()
    assert len(found.throughput.weeks) == 6  # whole weeks, the one of 24 October too
    assert insights(here, Kept((-1,))).count == 0
    kept = Kept((batch, None), (care,), None)
    assert Kept.of(kept.plain()) == kept
    for bad in (None, {}, {"batches": [], "domains": [], "days": 12}, {"batches": 3}):
        assert Kept.of(bad) == Kept()


def test_a_file_without_initiatives_has_empty_charts(empty_store: Store) -> None:
    nothing = insights(Flow(TODAY, (), (), ()), Kept())
    assert (nothing.count, nothing.flow.length, nothing.flow.bands) == (0, 1, ())
    charts = (nothing.flow, nothing.times, nothing.ageing, nothing.throughput)
    assert all(words.missing(chart) for chart in charts)


@pytest.mark.parametrize(
    ("days", "expected"),
    [([], ()), ([1, 2, 3, 4], ()), ([9, 1, 5, 3, 7], (5, 9, 9)), ([0] * 5, (0, 0, 0)),
     (list(range(1, 101)), (50, 85, 95))],
)  # fmt: skip
def test_marks_need_five(days: list[int], expected: tuple[int, ...]) -> None:
    assert marks(days) == expected


TEXT = st.text(st.sampled_from('[]{},:"\\ aé"initiative""state":"on_hold"'), max_size=30)


@settings(max_examples=40)
@given(TEXT, TEXT, st.booleans())
def test_no_text_is_taken_for_a_move(title: str, label: str, new: bool) -> None:
    """What is looked for in an entry is what reading all of it finds."""
    nasty = '],["initiative",7,null,{"state":"delivered","state_since":"2020-01-01"},0'
    row = {"title": title + nasty, "state": "planned", "state_since": "2026-11-23",
           "labels": [label, nasty, "initiative"], "archived": False}  # fmt: skip
    old = None if new else row | {"state": "backlog", "state_since": "2026-11-20"}
    changes = (
        RowChange("action", 3, {"state": "todo", "title": nasty}, {"state": "done"}, 5),
        RowChange("initiative", 5, old, row),
        RowChange("initiative", 6, {"position": 1.0}, {"position": 2.0}),
        RowChange("charter", 8, None, {"state": "draft", "text": nasty}, 5),
        RowChange("initiative", 9, {"state": "backlog"}, {"state": "planned"}),
        RowChange("initiative", 10, row, None),
    )
    text = encode(changes)
    assert decode(text) == changes
    assert list(entered(text)) == [
        (5, new, "planned", "2026-11-23"), (9, False, "planned", ""), (10, False, None, ""),
    ]  # fmt: skip


def charts(found: Insights) -> tuple[object, ...]:
    return found.flow, found.times, found.ageing, found.throughput


def test_tables_say_what_the_charts_show(store: Store) -> None:
    store.do("Rename", lambda s: initiatives.rename(s, ini(s, "CX-304"), '=cmd|"x", größer\n'))
    found = insights(read(store), Kept())
    table = figures(found.times)
    text = csv_file(sheet(table))
    assert text.startswith("\ufeff".encode())
    rows = list(csv.reader(StringIO(text.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(table.titles)
    assert rows[-1] == ["CX-304", '\'=cmd|"x", größer\n', "2026-02-02", "2026-02-16",
                        "2026-04-24", "81", "67"]  # fmt: skip
    newest = figures(found.flow).lines[0].cells
    assert newest == (TODAY, 3, 6, 6, 6, 2, 1, 24)
    assert figures(found.throughput).lines[4].cells == (
        date(2026, 10, 26), date(2026, 11, 1), 1, "CX-104",
    )  # fmt: skip
    oldest = figures(found.ageing).lines[0].cells
    assert oldest[:1] + oldest[2:5] == ("CX-503", "Backlog", date(2026, 9, 18), 66)


def test_each_chart_says_what_it_shows_and_how_it_is_reckoned(store: Store) -> None:
    found = insights(read(store), Kept())
    assert words.said(found.flow) == (
        "24 initiatives: 21 open, 3 delivered. In the last 28 days 0 added, 1 delivered."
    )
    assert "Percentiles need 5 deliveries" in words.said(found.times)
    cycle = replace(found.times, measure="cycle")
    assert "CX-104 46" in words.said(cycle)
    five = Times(found.times.first, TODAY, found.times.deliveries * 2)
    assert words.said(five).startswith("Half took at most 81 days from added to delivered, 85 %")
    assert "nearest-rank" in words.how(five)
    assert words.said(found.throughput) == "1 delivered in 26 weeks."
