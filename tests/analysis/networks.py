"""Networks for hypothesis, and their schedules by definition: relaxed until nothing moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from cxdesk.analysis.schedule import ANY, Arc, Times, arc, passes

KINDS = ("FS", "SS", "FF", "SF")


@dataclass(frozen=True)
class Drawn:
    """Tasks with their days, floors, and links (before, after, kind, lag)."""

    days: list[int]
    floors: list[int]
    held: frozenset[int]
    links: list[tuple[int, int, str, int]]

    def arcs(self) -> list[Arc]:
        return [
            arc(kind, lag, before, after, self.days, nth)
            for nth, (before, after, kind, lag) in enumerate(self.links)
        ]

    def times(self) -> Times:
        return passes(self.days, self.floors, self.held, frozenset(), self.arcs())

    def kept(self, link: tuple[int, int, str, int], starts: Mapping[int, int]) -> int:
        """Working days that a link leaves, from the four definitions."""
        before, after, kind, lag = link
        first, second = starts[before], starts[after]
        first_end, second_end = first + self.days[before], second + self.days[after]
        return {
            "FS": second - first_end,
            "SS": second - first,
            "FF": second_end - first_end,
            "SF": second_end - first,
        }[kind] - lag

    def settled(self, least: Mapping[int, int]) -> dict[int, int]:
        """The earliest starts, none before `least`: pushed day by day until all links are kept."""
        waiting = {after for _, after, _, _ in self.links} - self.held
        starts = {}
        for task, floor in enumerate(self.floors):
            free = task in waiting and floor == ANY
            lowest = -200 if free else floor  # below anything that is drawn
            starts[task] = max(lowest, least.get(task, lowest))
        moving = True
        while moving:
            moving = False
            for link in self.links:
                short = -self.kept(link, starts)
                if short > 0 and link[1] not in self.held:
                    starts[link[1]] += short
                    moving = True
        return starts

    def ends(self, starts: Mapping[int, int]) -> int:
        return max(start + self.days[task] for task, start in starts.items())


@st.composite
def drawn(draw: st.DrawFn, *, floors: bool = True, held: bool = True, most: int = 7) -> Drawn:
    """A network without circles, its tasks in no particular order. Without `floors`, those that
    wait for others may start on any day.
    """
    count = draw(st.integers(1, most))
    place = draw(st.permutations(range(count)))
    links = []
    for first in range(count):
        for second in range(first + 1, count):
            if draw(st.integers(0, 2)) == 0:
                kind = draw(st.sampled_from(KINDS))
                links.append((place[first], place[second], kind, draw(st.integers(-4, 6))))
    standing = frozenset(task for task in range(count) if held and draw(st.integers(0, 5)) == 0)
    waiting = {after for _, after, _, _ in links}
    lowest = [
        draw(st.integers(0, 20)) if floors or task in standing or task not in waiting else ANY
        for task in range(count)
    ]
    days = draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    return Drawn(days, lowest, standing, links)
