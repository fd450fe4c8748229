"""What a move pushes: no more than links demand, in whatever order, and nothing that is fixed."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.cascade import Pushes, Stretch, cascade, gap
from cxdesk.analysis.schedule import Arc, arc
from tests.analysis.networks import Drawn, drawn

Plan = list[Stretch]


def pushed(network: Drawn, at: Plan, moved: Mapping[int, Stretch]) -> Pushes:
    """The cascade over a drawn network whose tasks are planned `at`."""
    outs: list[list[Arc]] = [[] for _ in at]
    ins: list[list[Arc]] = [[] for _ in at]
    for one in network.arcs():
        outs[one.before].append(one)
        ins[one.after].append(one)
    order = network.times().order
    rank = {task: nth for nth, task in enumerate(order)}
    before = {one.link for leaving in outs for one in leaving
              if gap(one, at[one.before], at[one.after]) < 0}  # fmt: skip
    ranks = [rank[task] for task in range(len(at))]
    return cascade(moved, at, ins, outs, ranks, network.held, before)


def by_definition(
    network: Drawn, at: Plan, moved: Mapping[int, Stretch]
) -> tuple[dict[int, Stretch], set[int]]:
    """Pushed a day at a time: whoever's kept link breaks must move, and then for all its links."""

    def broken(link: tuple[int, int, str, int], plan: Mapping[int, Stretch]) -> bool:
        before, after, kind, lag = link
        leaves = plan[before][1 if kind[0] == "F" else 0]
        return plan[after][1 if kind[1] == "F" else 0] < leaves + lag

    first = dict(enumerate(at))
    now = {**first, **moved}
    must: set[int] = set()
    kept: set[int] = set()
    moving = True
    while moving:
        moving = False
        for link in network.links:
            after = link[1]
            if after in moved or not broken(link, now):
                continue
            by_it = now[link[0]] != first[link[0]] and not broken(
                link, {**now, link[0]: first[link[0]], after: first[after]}
            )
            if after in network.held:
                if by_it:
                    kept.add(after)
            elif by_it or after in must:
                must.add(after)
                start, end = now[after]
                now[after] = (start + 1, end + 1)
                moving = True
    return {task: now[task] for task in must}, kept


@st.composite
def plans(draw: st.DrawFn) -> tuple[Drawn, Plan, dict[int, Stretch]]:
    """A network, where its tasks are planned, links broken or not, and some that move."""
    network = draw(drawn(most=8))
    count = len(network.days)
    starts = draw(st.lists(st.integers(0, 30), min_size=count, max_size=count))
    at = [(start, start + days) for start, days in zip(starts, network.days, strict=True)]
    who = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3))
    moved = {}
    for task in who:
        start = at[task][0] + draw(st.integers(-8, 12))
        moved[task] = (start, max(start, at[task][1] + draw(st.integers(-8, 12))))
    return network, at, moved


@given(plans())
@settings(max_examples=100)
def test_the_cascade_is_the_least_that_the_links_demand(
    drawn_plan: tuple[Drawn, Plan, dict[int, Stretch]],
) -> None:
    network, at, moved = drawn_plan
    found = pushed(network, at, moved)
    must, kept = by_definition(network, at, moved)
    assert found.moved == must
    assert set(found.kept) == kept
    assert len(found.kept) == len(kept)
    assert found.by.keys() == must.keys() | kept
    for task, (start, end) in found.moved.items():
        assert start > at[task][0], "never earlier"
        assert end - start == at[task][1] - at[task][0], "its length stays"
    assert not found.moved.keys() & (moved.keys() | network.held)


@given(plans())
@settings(max_examples=40)
def test_done_twice_or_in_another_order_it_is_the_same(
    drawn_plan: tuple[Drawn, Plan, dict[int, Stretch]],
) -> None:
    network, at, moved = drawn_plan
    found = pushed(network, at, moved)
    again = pushed(network, at, dict(reversed(moved.items())))
    assert (again.moved, sorted(again.kept)) == (found.moved, sorted(found.kept))
    whole = {**moved, **found.moved}
    assert pushed(network, at, whole).moved == {}
    after = [whole.get(task, place) for task, place in enumerate(at)]
    assert pushed(network, after, whole).moved == {}
    # What pushed the others is still where they were put: a link apart, they move no more.
    assert pushed(network, at, {task: at[task] for task in moved}) == Pushes({}, [], {})


def test_a_link_broken_before_pushes_nobody_but_is_kept_by_who_moves() -> None:
    # 0 > 1 is broken by two days already; 2 > 1 is kept.
    network = Drawn([5, 5, 5], [0, 0, 0], frozenset(), [(0, 1, "FS", 0), (2, 1, "FS", 0)])
    at = [(0, 5), (3, 8), (-5, 0)]
    assert pushed(network, at, {0: (4, 9)}).moved == {}
    assert pushed(network, at, {2: (0, 5)}).moved == {1: (5, 10)}
    both = pushed(network, at, {0: (4, 9), 2: (0, 5)})
    assert both.moved == {1: (9, 14)}
    assert both.by[1].before == 0


def test_what_grows_pushes_by_its_end_alone() -> None:
    network = Drawn(
        [5, 2, 2, 2], [0] * 4, frozenset(),
        [(0, 1, "FS", 1), (0, 2, "SS", 3), (0, 3, "FF", -1)],
    )  # fmt: skip
    at = [(0, 5), (6, 8), (3, 5), (2, 4)]
    assert pushed(network, at, {0: (0, 8)}).moved == {1: (9, 11), 3: (5, 7)}
    assert pushed(network, at, {0: (1, 5)}).moved == {2: (4, 6)}


def test_five_thousand_in_a_row_are_pushed() -> None:
    many = 5_000
    days = [1] * many
    arcs = [arc("FS", 0, task, task + 1, days) for task in range(many - 1)]
    outs, ins = [[one] for one in arcs] + [[]], [[], *([one] for one in arcs)]
    at = [(task, task + 1) for task in range(many)]
    found = cascade({0: (3, 4)}, at, ins, outs, range(many), {4_000}, ())
    assert len(found.moved) == 3_999
    assert found.kept == [4_000]
    assert found.moved[3_999] == (4_002, 4_003)
