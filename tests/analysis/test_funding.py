"""The funding line: the sample's own, each limit by itself, and what holds of every walk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.funding import (
    Break,
    Funding,
    Limit,
    Room,
    Standing,
    Step,
    Task,
    mutual,
    walk,
)
from cxdesk.analysis.funding_best import best_value
from cxdesk.analysis.load import month_loads, months_from

DEC, JAN, FEB = WINTER = months_from(date(2026, 12, 1), 3)
END = date(2027, 2, 28)
IT, CARE, SALES, FIELD, FIN = range(1, 6)

# The sample's requests R1 to R6 with the preferences that each won, and what its plan leaves.
ASKED = (
    (30, {IT: 25, CARE: 10}, 27), (45, {IT: 30, SALES: 20}, 29), (60, {SALES: 30, IT: 10}, 13),
    (25, {CARE: 20, IT: 10}, 6), (15, {IT: 8, FIELD: 12}, 22), (12, {FIN: 10, IT: 5}, 8),
)  # fmt: skip
TASKS = [
    Task(id, cost, effort, DEC, END, value=won) for id, (cost, effort, won) in enumerate(ASKED, 1)
]
RANKED = (2, 1, 5, 3, 6, 4)
IT_LEFT = (44.53, 28.53, 21.45)
ROOM = Room(93, 7, {IT: IT_LEFT, CARE: (89, 79, 47), SALES: (72, 72, 83)}, WINTER)


def step(id: int, order: tuple[int, ...], tasks: list[Task], room: Room) -> Step:
    return next(each for each in walk(order, tasks, room).steps if each.id == id)


def changed(id: int, **fields: object) -> list[Task]:
    return [replace(task, **fields) if task.id == id else task for task in TASKS]  # type: ignore[arg-type]


def test_the_sample_funds_three_and_says_what_keeps_the_others_out() -> None:
    line = walk(RANKED, TASKS, ROOM)
    assert line.funded == {2, 1, 5}
    assert line.place == 3
    assert [each.left.budget for each in line.steps] == [48, 18, 3, 3, 3, 3]
    assert [each.left.places for each in line.steps] == [6, 5, 4, 4, 4, 4]
    assert [each.breaks[0].over for each in line.steps if not each.taken] == [57, 9, 22]
    assert {each.breaks[0].limit for each in line.steps[3:]} == {Limit.BUDGET}
    # Of the 64 working days of the window 23 are in December, 21 in January and 20 in February.
    left = [there - 63 * days / 64 for there, days in zip(IT_LEFT, (23, 21, 20), strict=True)]
    assert line.left.days[IT] == pytest.approx(left)
    price_match = line.steps[3].breaks
    assert [(each.limit, each.month) for each in price_match[1:]] == [(Limit.PERSON_DAYS, FEB)]
    assert price_match[1].over == pytest.approx(73 * 20 / 64 - 21.45)


def test_below_what_does_not_fit_the_walk_goes_on() -> None:
    line = walk((3, 2, 1, 5, 4, 6), TASKS, replace(ROOM, budget=100))
    assert [each.id for each in line.steps if each.taken] == [3, 1]
    assert line.place == 1
    assert [round(each.breaks[0].over) for each in line.steps if not each.taken] == [5, 5, 15, 2]


def test_places_run_out() -> None:
    line = walk(RANKED, TASKS, Room(places=1))
    assert line.funded == {2}
    assert {each.breaks for each in line.steps[1:]} == {(Break(Limit.PLACES, 1, 0),)}
    action = walk(RANKED, changed(6, places=0), Room(places=1))
    assert action.funded == {2, 6}, "an action starts no initiative"


def test_what_was_over_before_keeps_out_only_what_adds_to_it() -> None:
    room = Room(days={IT: (-8.2, 40, 40)}, months=WINTER)
    later = changed(4, start=JAN)
    assert walk((4,), later, room).funded == {4}
    broken = step(4, (4,), TASKS, room).breaks
    assert [(each.domain, each.month) for each in broken] == [(IT, DEC)]
    assert broken[0].left == -8.2
    assert broken[0].over == pytest.approx(8.2 + 10 * 23 / 64)
    assert walk((4,), TASKS, Room(budget=-20)).steps[0].breaks == (Break(Limit.BUDGET, 25, -20),)
    assert walk((4,), changed(4, cost=0), Room(budget=-20)).funded == {4}


def test_nothing_binds_where_nothing_is_agreed() -> None:
    assert walk(RANKED, TASKS, Room()).funded == set(RANKED)
    assert walk(RANKED, TASKS, Room(days={IT: None}, months=WINTER)).place is None
    beyond = changed(4, start=date(2028, 1, 3), end=date(2028, 1, 7))
    assert walk((4,), beyond, Room(days={IT: (0, 0, 0)}, months=WINTER)).funded == {4}
    whole = [Task(1, effort={None: 50.0}, start=DEC, end=END)]
    assert walk((1,), whole, ROOM).funded == {1}


def test_days_off_work_are_kept_free() -> None:
    closed = WorkCalendar(holidays=frozenset(DEC + timedelta(days=n) for n in range(31)))
    room = Room(days={IT: (0, 15, 15)}, months=WINTER, calendar=closed)
    assert walk((1,), TASKS, room).funded == {1}


def test_the_worst_limit_comes_first() -> None:
    room = Room(20, 0, {IT: (1, 9, 3)}, WINTER)
    broken = step(1, (1,), TASKS, room).breaks
    found = [(each.limit, each.month) for each in broken]
    # All of the place is lacking, then 8.0 of 9.0 days, 4.8 of 7.8, and 10 of 30 thousand.
    assert found == [
        (Limit.PLACES, None), (Limit.PERSON_DAYS, DEC), (Limit.PERSON_DAYS, FEB),
        (Limit.BUDGET, None),
    ]  # fmt: skip


def test_a_task_takes_along_what_it_needs() -> None:
    tasks = changed(2, needs=(4,))
    line = walk(RANKED, tasks, ROOM)
    assert line.funded == {2, 4, 5}
    assert line.steps[0].along == (4,)
    assert line.steps[-1].pulled == 2
    assert line.steps[1].breaks[0].over == 7
    needy = step(2, RANKED, changed(2, needs=(3, 4)), ROOM)
    assert needy.along == (3, 4)
    assert needy.breaks[0].over == 37
    assert needy.breaks[0].asked == 130


def test_what_it_needs_must_be_there() -> None:
    gone = step(2, RANKED, changed(2, needs=(9,)), ROOM)
    assert gone.breaks == (Break(Limit.NEED, need=9),)
    out = [replace(task, needs=(4,)) if task.id == 2 else task for task in TASKS]
    out[3] = replace(out[3], standing=Standing.NO_MAJORITY)
    assert step(2, RANKED, out, ROOM).breaks == (Break(Limit.NEED, need=4),)
    assert best_value(out, ROOM).ids == {1, 5, 6}
    there = changed(2, needs=(4,))
    there[3] = replace(there[3], standing=Standing.TAKEN)
    assert {2, 4} <= walk(RANKED, there, ROOM).funded


def test_tasks_that_need_each_other_come_together_or_not_at_all() -> None:
    ring = [replace(task, needs=(task.id % 3 + 1,)) if task.id < 4 else task for task in TASKS]
    line = walk(RANKED, ring, replace(ROOM, budget=135, days={}))
    assert line.funded == {1, 2, 3}
    assert [each.along for each in line.steps[:2]] == [(3, 1), ()]
    assert walk(RANKED, ring, ROOM).funded == {5, 6, 4}
    by_id = {task.id: task for task in ring}
    assert mutual(by_id, 1) == (2, 3)
    assert mutual(by_id, 4) == ()


def test_what_the_board_put_aside_is_passed_by_without_a_line() -> None:
    tasks = changed(1, standing=Standing.NO_MAJORITY)
    line = walk(RANKED, tasks, ROOM)
    assert line.steps[1].breaks == (Break(Limit.NO_MAJORITY),)
    assert line.funded == {2, 5, 6}
    assert line.place == 3
    declined = walk(RANKED[:2], changed(1, standing=Standing.DECIDED), ROOM)
    assert declined.steps[1].breaks == (Break(Limit.DECIDED),)
    assert declined.place is None


def test_a_recount_has_majorities_of_its_own() -> None:
    tasks = changed(2, needs=(4,))
    tasks[0] = replace(tasks[0], standing=Standing.NO_MAJORITY)
    here = Funding(tasks, ROOM)
    assert here.walk(RANKED).funded == {2, 4, 5}
    assert here.fund(RANKED) == {2, 4, 5}
    assert here.fund((2, 1, 5, 3, 6)) == {1, 5, 6}, "what it needs has no majority, and 1 has one"


def test_what_is_taken_already_uses_its_room_first() -> None:
    line = walk(RANKED, changed(3, standing=Standing.TAKEN), ROOM)
    assert line.funded == {3, 1}
    assert [each.breaks[0].over for each in line.steps if not each.taken] == [12, 12, 9, 22]
    waived = walk(RANKED, changed(3, standing=Standing.TAKEN, cost=200), ROOM)
    assert waived.funded == {3}
    assert waived.left.budget == -107


def test_the_best_value_stands_beside_the_line() -> None:
    best = best_value(TASKS, ROOM)
    assert best.ids == {1, 2, 5}
    assert (best.value, best.cost, best.proven) == (78, 90, True)
    dear = best_value(changed(2, cost=70), ROOM)
    assert (dear.ids, dear.value) == ({1, 5, 6, 4}, 63)
    assert best_value([], ROOM).ids == frozenset()


def test_of_equal_sets_the_cheapest_and_then_the_first_is_best() -> None:
    tasks = [Task(id, 10, value=5) for id in (7, 3, 5)]
    assert best_value(tasks, Room(places=1)).ids == {7}
    assert best_value([replace(tasks[0], cost=11), *tasks[1:]], Room(places=1)).ids == {3}
    assert best_value([*tasks, Task(1, 20, value=10)], Room(20, 2)).ids == {7, 3}
    many = [Task(id, 1, value=1) for id in range(60, 0, -1)]
    assert best_value(many, Room(25)).ids == set(range(36, 61))


def test_out_of_time_is_not_proven() -> None:
    assert best_value(TASKS, ROOM, seconds=0).proven is False


def test_contracts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Task(1, start=FEB, end=DEC)
    with pytest.raises(ValueError, match="for each month"):
        walk((), [], Room(days={IT: (1, 2)}, months=WINTER))


@st.composite
def cases(draw: st.DrawFn, most: int = 8) -> tuple[list[Task], Room]:
    tasks = []
    number = draw(st.integers(1, most))
    for id in draw(st.permutations(range(number))):
        start = DEC + timedelta(days=draw(st.integers(0, 60)))
        tasks.append(
            Task(
                id,
                draw(st.integers(0, 12)),
                draw(st.dictionaries(st.sampled_from((1, 2, None)), st.integers(0, 9), max_size=3)),
                start,
                start + timedelta(days=draw(st.integers(0, 40))),
                tuple(draw(st.sets(st.integers(0, number), max_size=1))),
                draw(st.integers(0, 4)),
                draw(st.sampled_from([*3 * [Standing.OPEN], *Standing])),
                draw(st.integers(0, 1)),
            )
        )
    left = st.integers(-3, 14)
    return tasks, Room(
        draw(st.none() | st.integers(-3, 40)),
        draw(st.none() | st.integers(0, 6)),
        {domain: draw(st.none() | st.tuples(left, left, left, left)) for domain in (1, 2)},
        months_from(DEC, 4),
    )


def use(tasks: list[Task], room: Room) -> list[tuple[float, float]]:
    """What tasks ask of each limit that binds, added up anew, and what is there."""
    found = []
    if room.budget is not None:
        found.append((sum(task.cost for task in tasks), room.budget))
    if room.places is not None:
        found.append((sum(task.places for task in tasks), room.places))
    works = [
        (domain, task.start, task.end, days)
        for task in tasks
        for domain, days in task.effort.items()
    ]
    loads = month_loads(works, room.months, room.calendar)
    for domain, left in room.days.items():
        if left is not None:
            found += zip(loads.get(domain, [0.0] * len(left)), left, strict=True)
    return found


def allowed(tasks: list[Task], room: Room, before: list[Task]) -> bool:
    """Whether tasks may come on top of others: nothing they add to is over its limit."""
    added = zip(use(before, room), use([*before, *tasks], room), strict=True)
    return all(then <= now + 1e-12 or then <= left + 1e-6 for (now, left), (then, _) in added)


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_every_walk_keeps_the_limits_and_leaves_out_only_what_breaks_one(
    case: tuple[list[Task], Room], random: object
) -> None:
    tasks, room = case
    here = Funding(tasks, room)
    order = [task.id for task in tasks]
    line = here.walk(order)
    assert [each.id for each in line.steps] == order
    wanted = [id for id in order if here.tasks[id].standing is not Standing.NO_MAJORITY]
    assert here.fund(wanted) == line.funded
    taken = {task.id for task in tasks if task.standing is Standing.TAKEN}
    for each in line.steps:
        before = [here.tasks[id] for id in sorted(taken)]
        if each.id in taken:
            assert each.taken
            continue
        bundle = [here.tasks[id] for id in (each.id, *each.along)]
        fits = (
            all(task.standing is Standing.OPEN for task in bundle)
            and all(taken | {task.id for task in bundle} >= set(task.needs) for task in bundle)
            and allowed(bundle, room, before)
        )
        assert each.taken == fits
        assert each.taken != bool(each.breaks)
        assert all(one.over > 0 for one in each.breaks if one.asked)
        if each.taken:
            taken |= {task.id for task in bundle}
    assert taken == line.funded
    assert line.left.budget == (
        None if room.budget is None else room.budget - sum(here.tasks[id].cost for id in taken)
    )


@given(cases(10))
@settings(max_examples=25)
def test_no_set_of_tasks_is_better(case: tuple[list[Task], Room]) -> None:
    tasks, room = case
    taken = [task for task in tasks if task.standing is Standing.TAKEN]
    choice = [task for task in tasks if task.standing is Standing.OPEN]
    best = None
    for number in range(len(choice) + 1):
        for some in combinations(choice, number):
            ids = {task.id for task in (*some, *taken)}
            if all(ids.issuperset(task.needs) for task in some) and allowed([*some], room, taken):
                first = [task.id not in ids for task in choice]
                key = (-sum(task.value for task in some), sum(task.cost for task in some), first)
                if best is None or key < best[0]:
                    best = key, ids
    assert best is not None
    assert best_value(tasks, room).ids == best[1]
    assert best_value(tasks, room).proven
