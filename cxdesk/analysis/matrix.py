"""Where bubbles and their words stand in a cost/benefit matrix, for the screen and for paper.

Lengths are in the unit of the plot, px or points; y runs downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, hypot, sqrt
from typing import Generic, Protocol, TypeVar

from cxdesk.analysis.scores import LEAST_BENEFIT, LEAST_COST, Score

LOW, HIGH = 0.55, 5.45  # ends of both axes: 1-5 with room for bubbles and names
MANY = 250  # of more points those that stand together share a bubble
_SPREAD = 0.21  # how far, on the scale of cost, a bubble may stand from where it belongs
_STEPS = 4  # places tried to each side
_TOUCH = 0.35  # share of the smaller radius by which bubbles may overlap
_LUMP = 26.0  # least height of what shares a bubble
_CELL = 48.0


class Point(Protocol):
    """Something at a cost C and a benefit B, of a size (0 and up) and a hue."""

    @property
    def id(self) -> int:
        """Of it alone."""

    @property
    def code(self) -> str:
        """What it is called: "CX-101"."""

    @property
    def cost_score(self) -> float:
        """C, in halves."""

    @property
    def benefit(self) -> float:
        """B."""

    @property
    def size(self) -> float:
        """What its area is as."""

    @property
    def hue(self) -> int:
        """The number of its colour."""


P = TypeVar("P", bound=Point)


@dataclass(frozen=True, slots=True)
class Plot:
    """The box in which the matrix is drawn."""

    left: float
    top: float
    width: float
    height: float

    def x(self, cost: float) -> float:
        """Where a cost stands."""
        return self.left + self.width * (cost - LOW) / (HIGH - LOW)

    def y(self, benefit: float) -> float:
        """Where a benefit stands."""
        return self.top + self.height * (HIGH - benefit) / (HIGH - LOW)

    def benefit(self, y: float) -> float:
        """The benefit at a height, kept within 1-5."""
        return min(max(HIGH - (HIGH - LOW) * (y - self.top) / self.height, 1.0), 5.0)

    @property
    def split(self) -> tuple[float, float]:
        """Where the lines between the quadrants stand: x, y."""
        return self.x(LEAST_COST), self.y(LEAST_BENEFIT)

    @property
    def slot(self) -> float:
        """The width of one step of cost."""
        return self.width * 0.5 / (HIGH - LOW)


@dataclass(frozen=True, slots=True)
class Bubble(Generic[P]):
    """One point, or several that stand together; `hue` None when these differ."""

    points: tuple[P, ...]
    x: float
    y: float
    radius: float
    hue: int | None

    @property
    def id(self) -> int:
        """Of its first point."""
        return self.points[0].id

    @property
    def text(self) -> str:
        """What is written at it: the number of its code, or how many it stands for."""
        if len(self.points) > 1:
            return f"{len(self.points):,}"
        code = self.points[0].code
        return code.rpartition("-")[2] or code


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its left edge and the middle of its height; `inside` its bubble or beside it."""

    text: str
    x: float
    y: float
    inside: bool


def bubbles(points: Sequence[P], plot: Plot, biggest: float) -> list[Bubble[P]]:
    """The points as bubbles whose areas are as their sizes, the largest first.

    Those that would cover one another move aside, by less than half a step of cost and never over
    the line between the quadrants, so that each can be seen. Of more than `MANY` those that stand
    together share a bubble.
    """
    groups: list[tuple[P, ...]] = (
        [(point,) for point in points] if len(points) <= MANY else _lumped(points, plot)
    )
    sizes = [sum(point.size for point in group) for group in groups]
    most = max(sizes, default=0.0) or 1.0
    biggest = min(biggest, plot.slot * 0.46, plot.height * 0.09)
    least = min(biggest, max(4.0, biggest * 0.2))
    order = sorted(range(len(groups)), key=lambda n: (-sizes[n], groups[n][0].code))
    placed: dict[float, list[Bubble[P]]] = {}
    found = []
    for n in order:
        group = groups[n]
        radius = max(least, biggest * sqrt(sizes[n] / most))
        cost = group[0].cost_score
        y = plot.y(sum(point.benefit for point in group) / len(group))
        near = [
            other
            for column in (cost - 0.5, cost, cost + 0.5)
            for other in placed.get(column, ())
            if abs(other.y - y) < other.radius + radius
        ]
        hues = {point.hue for point in group}
        x = _aside(plot, cost, y, radius, near)
        made = Bubble(tuple(group), x, y, radius, hues.pop() if len(hues) == 1 else None)
        placed.setdefault(cost, []).append(made)
        found.append(made)
    return found


def _lumped(points: Sequence[P], plot: Plot) -> list[tuple[P, ...]]:
    """The points of one cost whose benefits are nearly the same."""
    tenth = plot.height * 0.1 / (HIGH - LOW)
    step = 0.1 * max(1, -floor(-_LUMP / tenth))
    # None stands for both sides of the line: the cells begin at it.
    rows = {b: floor((b - LEAST_BENEFIT) / step + 1e-6) for b in {one.benefit for one in points}}
    cells: dict[tuple[float, int], list[P]] = {}
    for point in points:
        cells.setdefault((point.cost_score, rows[point.benefit]), []).append(point)
    return [tuple(cell) for cell in cells.values()]


def _aside(plot: Plot, cost: float, y: float, radius: float, near: Sequence[Bubble[P]]) -> float:
    """Where a bubble stands so that it covers as little as can be of those placed before it."""
    home = plot.x(cost)
    reach = plot.x(cost + _SPREAD) - home
    sides = (1,) if cost == LEAST_COST else (1, -1)
    steps = [0.0] + [
        side * reach * n / _STEPS for n in range(1, _STEPS + 1) for side in sides
    ]  # fmt: skip
    best, least = home, float("inf")
    for step in steps:
        covered = max(
            (
                (radius + other.radius - hypot(home + step - other.x, y - other.y))
                / min(radius, other.radius)
                for other in near
            ),
            default=0.0,
        )
        if covered <= _TOUCH:
            return home + step
        if covered < least - 1e-9:
            best, least = home + step, covered
    return best


def words(
    found: Sequence[Bubble[P]], plot: Plot, measure: Callable[[str], float], high: float
) -> list[Words | None]:
    """What is written at each bubble: in it, else beside it, None where there is no room."""
    taken = _Taken()
    for bubble in found:
        r = bubble.radius
        taken.add((bubble.x - r, bubble.y - r, bubble.x + r, bubble.y + r))
    written: list[Words | None] = []
    for bubble in found:
        wide, r = measure(bubble.text), bubble.radius
        if hypot(wide, high * 0.72) <= 2 * r - 3:
            written.append(Words(bubble.text, bubble.x - wide / 2, bubble.y, True))
            continue
        written.append(_beside(bubble, wide, high, plot, taken))
    return written


def _beside(bubble: Bubble[P], wide: float, high: float, plot: Plot, taken: _Taken) -> Words | None:
    x, y, r = bubble.x, bubble.y, bubble.radius
    own = (x - r, y - r, x + r, y + r)
    slant = r * 0.72 + 2
    for left, middle in (
        (x + r + 3, y), (x - r - 3 - wide, y),
        (x - wide / 2, y - r - high / 2), (x - wide / 2, y + r + high / 2),
        (x + slant, y - slant - high / 3), (x + slant, y + slant + high / 3),
        (x - slant - wide, y - slant - high / 3), (x - slant - wide, y + slant + high / 3),
    ):  # fmt: skip
        box = (left, middle - high / 2 + 2, left + wide, middle + high / 2 - 2)
        within = box[0] >= plot.left and box[2] <= plot.left + plot.width
        if within and not taken.meets(box, own):
            taken.add(box)
            return Words(bubble.text, left, middle, False)
    return None


_Box = tuple[float, float, float, float]  # left, top, right, bottom


class _Taken:
    """Boxes in a grid, so that only those around are compared."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[_Box]] = {}

    def add(self, box: _Box) -> None:
        """Take the room of a box."""
        for cell in self._around(box):
            self._cells.setdefault(cell, []).append(box)

    def meets(self, box: _Box, but: _Box) -> bool:
        """Whether a box lies over one that is taken, `but` one left out."""
        return any(
            other != but
            and other[0] < box[2]
            and box[0] < other[2]
            and other[1] < box[3]
            and box[1] < other[3]
            for cell in self._around(box)
            for other in self._cells.get(cell, ())
        )

    def _around(self, box: _Box) -> list[tuple[int, int]]:
        first, last = floor(box[0] / _CELL), floor(box[2] / _CELL)
        top, bottom = floor(box[1] / _CELL), floor(box[3] / _CELL)
        return [(x, y) for x in range(first, last + 1) for y in range(top, bottom + 1)]


def quadrants(found: Sequence[Bubble[P]]) -> dict[str, int]:
    """How many points stand in each quadrant, by its name; no bubble stands in two."""
    counts: dict[str, int] = {}
    for bubble in found:
        first = bubble.points[0]
        name = Score(first.benefit, first.cost_score).quadrant
        counts[name] = counts.get(name, 0) + len(bubble.points)
    return counts


def towards(found: Sequence[Bubble[P]], at: Bubble[P], dx: int, dy: int) -> Bubble[P] | None:
    """The nearest bubble from `at` to one side: (1, 0) right, (0, -1) up; None when none is."""

    def away(other: Bubble[P]) -> float | None:
        x, y = other.x - at.x, other.y - at.y
        along, across = (x * dx, abs(y)) if dx else (y * dy, abs(x))
        return along + 2 * across if along > 0.5 else None

    reached = [(off, other.text, other) for other in found if (off := away(other)) is not None]
    return min(reached, key=lambda one: one[:2])[2] if reached else None


def caught(found: Sequence[Bubble[P]], x: float, y: float, slack: float = 4.0) -> Bubble[P] | None:
    """The bubble at a place: of several the one whose edge is deepest around it; None for none."""
    hit = [
        (hypot(x - one.x, y - one.y) - one.radius, n)
        for n, one in enumerate(found)
        if hypot(x - one.x, y - one.y) <= one.radius + slack
    ]
    if not hit:
        return None
    inside = [n for off, n in hit if off <= 0]
    return found[max(inside)] if inside else found[min(hit)[1]]  # the last is drawn on top
