"""Bars are placed without overlap and found again at every point of them; the scale keeps days."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.services.grouping import Axis, Heading
from cxdesk.ui.roadmap.plan import BAR, FOLDED, PADDING, ROW, Plan
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.ticks import Grain, grain_of, ticks

DAY = date(2026, 11, 23)
LANES = [Heading(Axis.DOMAIN, n, f"Lane {n}") for n in range(3)]
bars = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-400, 400), st.integers(0, 120)), max_size=40
)
any_day = st.dates(date(2, 1, 1), date(9990, 1, 1))


def card(id: int, start: date | None, days: int) -> Any:
    end = None if start is None else start + timedelta(days=days)
    return SimpleNamespace(id=id, code=f"CX-{id}", start=start, end=end)


def laid(some: list[tuple[int, int, int]], plan: Plan | None = None, **how: Any) -> Plan:
    lanes: list[tuple[Heading, int, list[Any]]] = [(heading, 0, []) for heading in LANES]
    for id, (lane, start, days) in enumerate(some, 1):
        lanes[lane][2].append(card(id, DAY + timedelta(days=start), days))
    plan = plan or Plan()
    plan.lay(lanes, lambda one: (one.start.toordinal(), one.end.toordinal() + 1.0), **how)
    return plan


@given(bars)
def test_every_bar_is_found_at_every_point_of_it_and_nowhere_else(some) -> None:
    plan = laid(some)
    assert sorted(plan.order()) == list(range(1, len(some) + 1))
    for id, one in plan.cards.items():
        top = plan.top_of(id)
        assert top is not None
        lane = plan.lane_of(id)
        assert lane is not None
        assert lane.top + PADDING <= top <= lane.bottom - PADDING - BAR
        assert one.start is not None
        assert one.end is not None
        first, last = one.start.toordinal(), one.end.toordinal()
        for y in (top, top + BAR / 2, top + BAR - 0.5):
            for day in (first, (first + last) // 2, last):
                found = plan.at(y, day, day + 0.5)
                assert found is not None
                assert found.id == id
        for y, day in ((top - 0.5, first), (top + BAR, first)):
            found = plan.at(y, day, day + 0.5)
            assert found is None or found.id != id
        for day in (first - 1, last + 1):
            found = plan.at(top + 1, day, day + 0.5)
            assert found is None or found.id != id
    extent = plan.extent()
    assert (extent is None) == (not some)
    if extent is not None:
        assert extent[0] == min(one.start for one in plan.cards.values() if one.start)
        assert extent[1] == max(one.end for one in plan.cards.values() if one.end)


@given(bars, st.integers(-300, 300), st.integers(0, 200))
def test_what_is_shown_of_a_part_is_what_lies_in_it(some, first, days) -> None:
    plan = laid(some)
    low = DAY.toordinal() + first
    for top, bottom in ((0, plan.height), (40, 90)):
        seen = {one.id for _, one in plan.shown(top, bottom, low, low + days)}
        for id, one in plan.cards.items():
            y = plan.top_of(id)
            assert y is not None
            assert one.start is not None
            assert one.end is not None
            across = one.end.toordinal() >= low and one.start.toordinal() <= low + days
            if across and y < bottom and y + BAR > top:
                assert id in seen
            elif not across:
                assert id not in seen


@given(bars, st.integers(0, 39), st.integers(-30, 30))
def test_rows_stay_put_when_one_bar_moves(some, which, by) -> None:
    plan = laid(some)
    before = plan.rows_of()
    moved = list(some)
    if which < len(some):
        lane, start, days = some[which]
        moved[which] = lane, start + by, days
    again = laid(moved, plan, keep=True).rows_of()
    for id, row in before.items():
        if id != which + 1 and again[id] != row:  # who gives way stood where it went
            _, there, there_days = moved[id - 1]
            _, here, here_days = moved[which]
            assert there <= here + here_days
            assert here <= there + there_days
    tidy = laid(moved, plan, keep=True, tidy=True)
    fresh = laid(moved)
    for lane, best in zip(tidy.lanes, fresh.lanes, strict=True):
        assert len(lane.rows) == len(best.rows)


def test_lanes_fold_hold_those_without_dates_and_have_room_for_their_labels() -> None:
    plan = Plan()
    lanes = [
        (LANES[0], 3, [card(1, DAY, 10), card(2, None, 0)]),
        (LANES[1], 0, []),
        (LANES[2], 1, [card(3, DAY, 0)]),
    ]

    def reach(one: Any) -> tuple[float, float]:
        return one.start.toordinal(), one.end.toordinal() + 1.0

    plan.lay(lanes, reach, folded=[2], least=lambda _heading, bare: 60 if bare else 0)
    first, empty, folded = plan.lanes
    assert (first.count, first.shown, [one.id for one in first.dateless]) == (3, 2, [2])
    assert (first.height, empty.height, folded.height) == (60, ROW + 2 * PADDING, FOLDED)
    assert plan.top_of(3) is None
    assert plan.top_of(2) is None
    assert plan.lane_at(first.height + 1) is empty
    assert plan.lane_at(plan.height) is None
    assert plan.order() == [1]


@settings(max_examples=200)
@given(any_day, st.floats(0.05, 170), st.floats(0, 1300), st.floats(0.2, 5))
def test_zoom_keeps_the_day_under_the_pointer(on, px, about, factor) -> None:
    scale = Scale(on.toordinal() - 300.25, px)
    zoomed = scale.zoomed(px * factor, about)
    day = scale.day_at(about)
    assert abs((day - zoomed.origin) * zoomed.px_a_day - about) < 1
    assert abs(scale.moved(37).x_of(on) - (scale.x_of(on) - 37)) < 0.01


@given(st.dates(), st.floats(0.02, 170), st.integers(1, 2000))
def test_the_axis_has_ticks_without_gaps_up_to_the_ends_of_the_calendar(on, px, width) -> None:
    scale = Scale(float(on.toordinal()), px)
    found = ticks(scale, min(width, px * 20_000))
    days = [tick.on for tick in found]
    assert days == sorted(set(days))
    assert days[0] <= on
    grain = grain_of(scale)
    for tick in found:
        if grain is Grain.MONTH:
            assert tick.on.day == 1
            assert bool(tick.year) == (tick is found[0] or tick.on.month == 1)
        if grain is Grain.WEEK and tick.on.toordinal() > 1:
            assert tick.on.weekday() == 0


def test_a_leap_year_has_its_day_and_new_year_its_year() -> None:
    days = ticks(Scale(float(date(2028, 2, 27).toordinal()), 30.0), 150)
    assert [(tick.text, tick.year) for tick in days] == [
        ("27 Feb", "2028"), ("28", ""), ("29", ""), ("1 Mar", ""), ("2", ""),
    ]  # fmt: skip
    days = ticks(Scale(float(date(2026, 12, 30).toordinal()), 30.0), 120)
    assert [(tick.text, tick.year) for tick in days] == [
        ("30 Dec", "2026"), ("31", ""), ("1 Jan", "2027"), ("2", ""),
    ]  # fmt: skip
    months = ticks(Scale(float(date(2026, 11, 15).toordinal()), 2.3), 230)
    assert [f"{tick.text} {tick.year}".strip() for tick in months] == [
        "Nov 2026", "Dec", "Jan 2027", "Feb",
    ]  # fmt: skip


@given(bars, st.integers(0, 39), st.integers(-60, 60), st.booleans())
def test_lanes_without_a_change_are_taken_over_as_they_would_be_placed(
    some, which, by, listed
) -> None:
    before = [*some]
    after = [
        (lane, start + by, days) if n == which else (lane, start, days)
        for n, (lane, start, days) in enumerate(some)
    ]
    quick, slow = (laid(before, dress=dress, listed=listed) for dress in ("same", None))
    laid(after, quick, keep=True, dress="same")
    laid(after, slow, keep=True)
    assert quick.rows_of() == slow.rows_of()
    assert [(one.top, one.height) for one in quick.lanes] == [
        (one.top, one.height) for one in slow.lanes
    ]
    assert quick.order() == slow.order()
