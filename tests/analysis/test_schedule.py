"""The critical path method against worked answers, networkx, brute force and files of others."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.schedule import ANY, arc, passes
from cxdesk.analysis.workdays import WorkDays
from tests.analysis import mspdi
from tests.analysis.networks import KINDS, Drawn, drawn

# Worked answers ---------------------------------------------------------------------------------

HOUSE = {
    "A": (2, ""), "B": (4, "A"), "C": (10, "B"), "D": (6, "C"), "E": (4, "C"), "F": (5, "E"),
    "G": (7, "D"), "H": (9, "EG"), "I": (7, "C"), "J": (8, "FI"), "K": (4, "J"), "L": (5, "J"),
    "M": (2, "H"), "N": (6, "KL"),
}  # fmt: skip
"""The house of Hillier and Lieberman: weeks of each activity and what it waits for."""


def test_the_textbook_house_takes_44_weeks() -> None:
    names = list(HOUSE)
    days = [weeks for weeks, _ in HOUSE.values()]
    arcs = [
        arc("FS", 0, names.index(before), after, days)
        for after, (_, waits) in enumerate(HOUSE.values())
        for before in waits
    ]
    floors = [ANY if waits else 0 for _, waits in HOUSE.values()]
    times = passes(days, floors, (), (), arcs)
    assert times.ends == 44
    early = dict(zip(names, times.early, strict=True))
    assert early == {
        "A": 0, "B": 2, "C": 6, "D": 16, "E": 16, "F": 20, "G": 22, "H": 29, "I": 16, "J": 25,
        "K": 33, "L": 33, "M": 38, "N": 38,
    }  # fmt: skip
    slack = {name: times.late[nth] - times.early[nth] for nth, name in enumerate(names)}
    assert {name: many for name, many in slack.items() if many} == {
        "D": 4, "G": 4, "H": 4, "M": 4, "I": 2, "K": 1,
    }  # fmt: skip
    free = {name: times.free[nth] for nth, name in enumerate(names)}
    assert {name: many for name, many in free.items() if many} == {"I": 2, "K": 1, "M": 4}
    assert [name for name in names if not slack[name]] == list("ABCEFJLN")


# A task of five days on days 10 to 14, and one of three days that waits for it.
@pytest.mark.parametrize(
    ("kind", "lag", "starts"),
    [
        ("FS", 0, 15), ("FS", 2, 17), ("FS", -2, 13), ("FS", -9, 6),
        ("SS", 0, 10), ("SS", 2, 12), ("SS", -1, 9),
        ("FF", 0, 12), ("FF", 2, 14), ("FF", -3, 9),
        ("SF", 0, 7), ("SF", 4, 11), ("SF", -2, 5),
    ],
)  # fmt: skip
def test_each_link_ties_its_ends(kind: str, lag: int, starts: int) -> None:
    days = [5, 3]
    times = passes(days, [10, ANY], (), (), [arc(kind, lag, 0, 1, days)])
    assert times.early == [10, starts]
    assert times.ends == max(15, starts + 3)
    last = times.ends - 3  # the second may end last of all
    first = {"FS": last - lag - 5, "SS": last - lag, "FF": last + 3 - lag - 5, "SF": last + 3 - lag}
    assert times.late == [min(first[kind], times.ends - 5), last]
    assert times.free == [min(times.ends - 15, 0), last - starts]


def test_what_is_held_stands_and_takes_slack_only_when_agreed() -> None:
    days = [5, 3, 20]
    arcs = [arc("FS", 0, 0, 1, days)]
    late = passes(days, [0, 8, 0], {1}, (), arcs)
    assert (late.early, late.late, late.free) == ([0, 8, 0], [12, 17, 0], [3, 9, 0])
    pinned = passes(days, [0, 8, 0], {1}, {1}, arcs)
    assert (pinned.late, pinned.free) == ([3, 17, 0], [3, 9, 0])
    short = passes(days, [0, 2, 0], {1}, {1}, arcs)
    assert (short.early[1], short.late[0] - short.early[0], short.free[0]) == (2, -3, 0)


# Oracles ----------------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=12).flatmap(
        lambda days: st.tuples(
            st.just(days),
            st.sets(
                st.tuples(st.integers(0, len(days) - 1), st.integers(0, len(days) - 1)).filter(
                    lambda pair: pair[0] < pair[1]
                ),
                max_size=25,
            ),
        )
    )
)
@settings(max_examples=80)
def test_networkx_finds_the_same_longest_paths(
    network: tuple[list[int], set[tuple[int, int]]],
) -> None:
    days, pairs = network
    graph = nx.DiGraph()
    for task, lasts in enumerate(days):
        graph.add_edge(("in", task), ("out", task), weight=lasts)
    graph.add_weighted_edges_from((("out", a), ("in", b), 0) for a, b in pairs)
    waiting = {after for _, after in pairs}
    floors = [ANY if task in waiting else 0 for task in range(len(days))]
    times = passes(days, floors, (), (), [arc("FS", 0, a, b, days) for a, b in pairs])
    assert times.ends == nx.dag_longest_path_length(graph)
    for task in range(len(days)):
        until = graph.subgraph({("in", task), *nx.ancestors(graph, ("in", task))})
        after = graph.subgraph({("in", task), *nx.descendants(graph, ("in", task))})
        assert times.early[task] == nx.dag_longest_path_length(until)
        assert times.late[task] == times.ends - nx.dag_longest_path_length(after)


@given(st.booleans().flatmap(lambda floors: drawn(floors=floors)))
@settings(max_examples=120)
def test_early_dates_are_where_pushing_comes_to_rest(network: Drawn) -> None:
    starts = network.settled({})
    times = network.times()
    assert dict(enumerate(times.early)) == starts
    assert times.ends == network.ends(starts)
    assert times.loops == ()


@given(st.booleans().flatmap(lambda floors: drawn(floors=floors, held=False, most=6)))
@settings(max_examples=60)
def test_slack_is_how_far_one_may_slip(network: Drawn) -> None:
    """Slipped so far nothing ends later, or no successor moves; a day more, and it does."""
    times = network.times()
    starts = network.settled({})
    for task, start in starts.items():
        total = times.late[task] - times.early[task]
        assert network.ends(network.settled({task: start + total})) == times.ends
        assert network.ends(network.settled({task: start + total + 1})) > times.ends
        successors = {after for before, after, _, _ in network.links if before == task}

        def moved(slip: int, task: int = task, start: int = start) -> bool:
            after = network.settled({task: start + slip})
            return network.ends(after) > times.ends or any(
                after[one] != starts[one]
                for one in successors  # noqa: B023
            )

        assert 0 <= times.free[task] <= total
        assert not moved(times.free[task])
        assert moved(times.free[task] + 1)


@given(drawn(), st.integers(-30, 30))
@settings(max_examples=40)
def test_nothing_depends_on_where_the_count_begins(network: Drawn, by: int) -> None:
    times = network.times()
    moved = Drawn(
        network.days, [floor + by for floor in network.floors], network.held, network.links
    ).times()
    assert moved.early == [start + by for start in times.early]
    assert moved.late == [start + by for start in times.late]
    assert moved.free == times.free


@given(drawn(), st.data())
@settings(max_examples=60)
def test_one_more_link_never_lets_anything_start_earlier(
    network: Drawn, data: st.DataObject
) -> None:
    times = network.times()
    rank = {task: nth for nth, task in enumerate(times.order)}
    if len(rank) < 2:
        return
    pair = data.draw(st.lists(st.sampled_from(times.order), min_size=2, max_size=2, unique=True))
    before, after = sorted(pair, key=rank.__getitem__)
    kind, lag = data.draw(st.sampled_from(KINDS)), data.draw(st.integers(0, 6))
    more = Drawn(
        network.days, network.floors, network.held, [*network.links, (before, after, kind, lag)]
    ).times()
    assert all(new >= old for new, old in zip(more.early, times.early, strict=True))


# Long chains and circles ------------------------------------------------------------------------


def test_a_chain_of_five_thousand_links() -> None:
    days = [2] * 5_001
    arcs = [arc("FS", 1, task, task + 1, days) for task in range(5_000)]
    times = passes(days, [7, *[ANY] * 5_000], (), (), arcs[::-1])
    assert times.early[-1] == 7 + 5_000 * 3
    assert times.late == times.early
    circle = passes(days, [7] * 5_001, (), (), [*arcs, arc("FS", 0, 5_000, 1, days)])
    assert [sorted(loop) for loop in circle.loops] == [list(range(1, 5_001))]
    assert circle.early == [7] * 5_001


def test_circles_stand_where_they_are_and_the_rest_goes_on() -> None:
    # 0 > 1 > 2 > 1, 2 > 3 > 4 > 5 > 4, 5 > 6, 7 > 7: circles 1-2, 4-5 and 7; 3 stands between two.
    pairs = [(0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 5), (5, 4), (5, 6), (7, 7)]
    days = [3] * 8
    times = passes(
        days, [0, 10, 1, ANY, 2, 20, ANY, 4], (), (), [arc("FS", 0, a, b, days) for a, b in pairs]
    )
    assert {frozenset(loop) for loop in times.loops} == {
        frozenset({1, 2}), frozenset({4, 5}), frozenset({7}),
    }  # fmt: skip
    assert times.early == [0, 10, 1, 4, 2, 20, 23, 4]
    assert sorted(times.order) == list(range(8))


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
@settings(max_examples=60)
def test_networkx_finds_the_same_circles(pairs: set[tuple[int, int]]) -> None:
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(8))
    days = [1] * 8
    times = passes(days, [0] * 8, (), (), [arc("FS", 0, a, b, days) for a, b in pairs])
    assert {frozenset(loop) for loop in times.loops} == {
        frozenset(part)
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or all((one, one) in pairs for one in part)
    }


# Working days -----------------------------------------------------------------------------------

WEEKS = st.sets(st.integers(0, 6), min_size=1)
DAYS = st.dates(date(1999, 12, 1), date(2104, 3, 31))


@given(WEEKS, st.lists(DAYS, max_size=6), DAYS, st.integers(-9, 9))
@settings(max_examples=120)
def test_working_days_are_counted_as_the_calendar_counts(
    week: set[int], off: list[date], on: date, by: int
) -> None:
    near = {on + timedelta(days=nth) for nth in (-8, -1, 0, 1, 2, 9)} if by % 2 else set()
    calendar = WorkCalendar(frozenset(week), frozenset([*off, *near]))
    work = WorkDays(calendar)
    other = on + timedelta(days=37 * by)
    assert work.after(other) - work.after(on) == calendar.days_between(on, other)
    index = work.index(on)
    assert work.after(on) - index == calendar.works(on)
    first = on
    while not calendar.works(first):
        first += timedelta(days=1)
    assert work.day(index) == first
    assert work.day(index + abs(by)) == calendar.shifted(first, abs(by))


def test_year_ends_leap_days_and_weeks_of_one_day() -> None:
    work = WorkDays(WorkCalendar(holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1)})))
    thursday = work.index(date(2026, 12, 24))
    assert [work.day(thursday + nth) for nth in range(7)] == [
        date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 30),
        date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 5),
    ]  # fmt: skip
    leap = WorkDays(WorkCalendar())
    assert leap.day(leap.index(date(2028, 2, 28)) + 1) == date(2028, 2, 29)
    assert leap.after(date(2028, 3, 1)) - leap.index(date(2028, 2, 28)) == 3
    assert leap.after(date(2100, 3, 1)) - leap.index(date(2100, 2, 26)) == 2  # no leap year
    wednesdays = WorkDays(WorkCalendar(frozenset({2}), frozenset({date(2027, 3, 10)})))
    first = wednesdays.index(date(2027, 3, 1))
    assert [wednesdays.day(first + nth) for nth in (0, 1, 2)] == [
        date(2027, 3, 3), date(2027, 3, 17), date(2027, 3, 24),
    ]  # fmt: skip
    nobody = WorkDays(WorkCalendar(frozenset()))  # of a file from elsewhere: as if all were worked
    assert nobody.day(nobody.index(date(2027, 3, 6)) + 1) == date(2027, 3, 7)


def test_no_date_is_beyond_the_last_one() -> None:
    work = WorkDays(WorkCalendar())
    assert work.day(10**9) == date.max
    assert work.day(-(10**9)) == date.min
    assert work.day(work.index(date.max)) <= date.max


# Files of MS Project ----------------------------------------------------------------------------

WHOLE_DAYS = {
    "mspdipriority.xml", "mspdirelations.xml", "sample.xml", "task-links-project2003-mspdi.xml",
}  # fmt: skip
"""The others have hours, minutes, or no tasks."""


def test_which_files_are_in_whole_days() -> None:
    assert {file.name for file in mspdi.files() if mspdi.read(file).in_whole_days} == WHOLE_DAYS


@pytest.mark.parametrize("name", sorted(WHOLE_DAYS))
def test_dates_and_slack_are_those_that_ms_project_stored(name: str) -> None:
    plan = mspdi.read(mspdi.file(name))
    # A calendar of its resource drives UID 2 of the sample.
    held = {nth for nth, task in enumerate(plan.tasks) if name == "sample.xml" and task.uid == "2"}
    assert len(plan.tasks) > 4
    days = [task.days for task in plan.tasks]
    times = passes(days, [task.floor for task in plan.tasks], held, (), plan.arcs(days))
    for nth, task in enumerate(plan.tasks):
        early, late = times.early[nth], times.late[nth]
        ours = (early, early + task.days, late, late + task.days, late - early, times.free[nth])
        assert ours == task.stored, task.uid
    assert {task.uid for nth, task in enumerate(plan.tasks)
            if times.late[nth] <= times.early[nth]} == plan.critical  # fmt: skip
    told = mspdi.told(name)
    if told.get("tasks"):
        mine = {task.uid: task.stored for task in plan.tasks}
        assert mine == {
            each["uid"]: plan.stored(each) for each in told["tasks"] if each["uid"] in mine
        }
