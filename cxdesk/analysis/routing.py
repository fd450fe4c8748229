"""Links between bars as lines of horizontal and vertical pieces that go around bars if they can."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, right and bottom of a bar; y grows downwards."""
_End = tuple[float, float, float]  # the end of a bar, where the link may turn, and y


class Shape(NamedTuple):
    """Measures of a link in the unit of the bars.

    `stub` is how far it leaves its bar before it turns, `entry` how far before the other it turns
    in, with room for the head of the arrow; `gap` is half of what lies between two rows, `clear`
    the distance to bars that it passes, `detour` how far it goes around rather than behind a bar.
    """

    stub: float = 6.0
    entry: float = 9.0
    gap: float = 3.5
    clear: float = 1.5
    detour: float = 24.0

    def scaled(self, by: float) -> Shape:
        """The same shape so many times as large."""
        return Shape(*(each * by for each in self))


SCREEN: Final = Shape()


class Bars:
    """What links go around: rows as (top, bottom, bars), from the top down and never overlapping.

    The bars of a row are (left, right), from left to right and never overlapping; the two ends of
    a link may be among them. What a link reaches is asked row by row: give those that are shown.
    `words`, a list for each row, are where something is written beside the bars: links do not run
    along that, but may cross it.
    """

    def __init__(
        self,
        rows: Iterable[tuple[float, float, Sequence[tuple[float, float]]]] = (),
        words: Iterable[Sequence[tuple[float, float]]] = (),
    ) -> None:
        self._words = list(words)
        self._tops: list[float] = []
        self._bottoms: list[float] = []
        self._lefts: list[list[float]] = []
        self._rights: list[list[float]] = []
        for top, bottom, bars in rows:
            self._tops.append(top)
            self._bottoms.append(bottom)
            self._lefts.append([left for left, _ in bars])
            self._rights.append([right for _, right in bars])

    def crossed_down(self, x: float, y: float, to: float) -> int:
        """How many bars a vertical line passes through."""
        if y > to:
            y, to = to, y
        found = 0
        lefts, rights = self._lefts, self._rights
        for row in range(bisect_right(self._bottoms, y), bisect_left(self._tops, to)):
            at = bisect_left(lefts[row], x) - 1
            if at >= 0 and rights[row][at] > x:
                found += 1
        return found

    def crossed_along(self, y: float, x: float, to: float) -> int:
        """How many bars, and words beside them, a horizontal line passes through."""
        row = bisect_left(self._tops, y) - 1
        if row < 0 or self._bottoms[row] <= y:
            return 0
        if x > to:
            x, to = to, x
        found = max(bisect_left(self._lefts[row], to) - bisect_right(self._rights[row], x), 0)
        words = self._words[row] if self._words else ()
        if words:
            found += max(bisect_left(words, (to, to)) - bisect_right(words, x, key=_end), 0)
        return found

    def reach(self, y: float, x: float, way: int) -> float:
        """How far one gets along `y` from `x` to the right, `way` 1, or left, -1, up to a bar."""
        row = bisect_left(self._tops, y) - 1
        if row < 0 or self._bottoms[row] <= y:
            return math.inf * way
        words = self._words[row] if self._words else ()
        if way > 0:
            at = bisect_left(self._lefts[row], x)
            bar = self._lefts[row][at] if at < len(self._lefts[row]) else math.inf
            at = bisect_left(words, (x, x))
            return min(bar, words[at][0]) if at < len(words) else bar
        at = bisect_right(self._rights[row], x) - 1
        bar = self._rights[row][at] if at >= 0 else -math.inf
        at = bisect_right(words, x, key=_end) - 1
        return max(bar, words[at][1]) if at >= 0 else bar

    def channel(
        self, x: float, limit: float, way: int, y: float, to: float, clear: float
    ) -> float | None:
        """The first x from there up to `limit` where a vertical line passes no bar, if any."""
        if y > to:
            y, to = to, y
        lefts, rights = self._lefts, self._rights
        rows = range(bisect_right(self._bottoms, y), bisect_left(self._tops, to))
        good = 0  # rows in a row that are passed at this x
        while good < len(rows):
            for row in rows:
                at = bisect_left(lefts[row], x + clear) - 1
                if at >= 0 and rights[row][at] > x - clear:
                    x = rights[row][at] + clear if way > 0 else lefts[row][at] - clear
                    if (x - limit) * way > 0:
                        return None
                    good = 0
                good += 1
                if good >= len(rows):
                    break
        return x


NO_BARS: Final = Bars()


def route(
    kind: str, before: Rect, after: Rect, bars: Bars = NO_BARS, shape: Shape = SCREEN
) -> list[Point]:
    """The corners of a link of a kind, "FS", "SS", "FF" or "SF", from bar end to bar end.

    It runs down right after the bar it comes from, where no bar stands in its way, or else further
    on; through the gap between two rows where the second bar begins too early for that, or where
    that is a free way and no long one. Never through its own two bars, unless these overlap.
    """
    out = 1 if kind[0] == "F" else -1
    side = 1 if kind[1] == "F" else -1
    here = before[2] if out > 0 else before[0]
    there = after[2] if side > 0 else after[0]
    y, to = (before[1] + before[3]) / 2, (after[1] + after[3]) / 2
    if before[1] < after[3] and after[1] < before[3]:
        return _beside(before, after, out, side, bars, shape)

    near = here + out * shape.stub
    far = there + side * shape.entry
    if out == side:
        near = far = max(near, far) if out > 0 else min(near, far)
        straight = True
    else:
        straight = (far - near) * out >= 0
        if not straight and (there - here) * out >= 2 * shape.clear:
            # Little room: the head of the arrow needs it more.
            least = here + out * shape.clear
            near = far = max(least, far) if out > 0 else min(least, far)
            straight = True
    if straight:
        if not (
            bars.crossed_down(near, y, to)
            or bars.crossed_along(y, here, near)
            or bars.crossed_along(to, near, there)
        ):
            return [(here, y), (near, y), (near, to), (there, to)]
        free = _channel(out, side, (here, near, y), (there, far, to), bars, shape)
        if free is not None:
            return [(here, y), (free, y), (free, to), (there, to)]
    return _through_gaps(before, after, out, side, bars, shape, (near, far) if straight else ())


def _channel(out: int, side: int, start: _End, end: _End, bars: Bars, shape: Shape) -> float | None:
    """Where a single vertical piece passes no bar, and what leads to it and from it neither."""
    (here, near, y), (there, far, to) = start, end
    limit = bars.reach(y, here, out)
    if out == side:
        other = bars.reach(to, there, side)
        limit = min(limit, other) if out > 0 else max(limit, other)
        most = near + out * shape.detour
        limit = min(limit - shape.clear, most) if out > 0 else max(limit + shape.clear, most)
    else:
        behind = bars.reach(to, there, side)  # the last bar before the second end
        if out > 0:
            limit, near = min(limit - shape.clear, far), max(near, behind + shape.clear)
        else:
            limit, near = max(limit + shape.clear, far), min(near, behind - shape.clear)
    if (limit - near) * out < 0:
        return None
    return bars.channel(near, limit, out, y, to, shape.clear)


def _through_gaps(
    before: Rect,
    after: Rect,
    out: int,
    side: int,
    bars: Bars,
    shape: Shape,
    channels: Sequence[float],
) -> list[Point]:
    """The best way through a gap between rows, or by one of the `channels` that passes fewer."""
    here = before[2] if out > 0 else before[0]
    there = after[2] if side > 0 else after[0]
    y, to = (before[1] + before[3]) / 2, (after[1] + after[3]) / 2
    leave = _short(here, out, bars.reach(y, here, out), shape.stub)
    enter = _short(there, side, bars.reach(to, there, side), shape.entry)
    if to > y:
        middle = (before[3] + after[1]) / 2
        first, last = min(before[3] + shape.gap, middle), max(after[1] - shape.gap, middle)
    else:
        middle = (before[1] + after[3]) / 2
        first, last = max(before[1] - shape.gap, middle), min(after[3] + shape.gap, middle)

    # With one vertical piece, behind as few bars as may be.
    best: list[Point] = []
    least = math.inf
    for x in dict.fromkeys(channels):
        passed = bars.crossed_down(x, y, to)
        passed += bars.crossed_along(y, here, x) + bars.crossed_along(to, x, there)
        if passed < least:
            least, best = passed, [(here, y), (x, y), (x, to), (there, to)]
    far = shape.detour * min(least, 2)

    # Right beside the first bar and anywhere down; or down first, and beside the second.
    limit = _within(bars.reach(to, there, side), enter, side, far, shape.clear)
    free = bars.channel(enter, limit, side, first, to, shape.clear)
    if free is not None:
        return [(here, y), (leave, y), (leave, first), (free, first), (free, to), (there, to)]
    limit = _within(bars.reach(y, here, out), leave, out, far, shape.clear)
    free = bars.channel(leave, limit, out, y, last, shape.clear)
    if free is not None:
        return [(here, y), (free, y), (free, last), (enter, last), (enter, to), (there, to)]
    for gap in (first, last):
        passed = bars.crossed_down(leave, y, gap) + bars.crossed_down(enter, gap, to)
        if passed < least:
            least = passed
            best = [(here, y), (leave, y), (leave, gap), (enter, gap), (enter, to), (there, to)]
    return best


def _beside(
    before: Rect, after: Rect, out: int, side: int, bars: Bars, shape: Shape
) -> list[Point]:
    """Between two bars of one row: straight, or around whatever stands between them."""
    here = before[2] if out > 0 else before[0]
    there = after[2] if side > 0 else after[0]
    y, to = (before[1] + before[3]) / 2, (after[1] + after[3]) / 2
    if out != side and (there - here) * out >= 0 and not bars.crossed_along(y, here, there):
        if y == to:
            return [(here, y), (there, to)]
        middle = (here + there) / 2
        return [(here, y), (middle, y), (middle, to), (there, to)]
    # Each end turns before the other bar, should that stand on its side.
    ahead = after[0] if out > 0 else after[2]
    leave = _short(here, out, bars.reach(y, here, out), shape.stub)
    if (ahead - here) * out >= 0:
        leave = _short(here, out, ahead, abs(leave - here))
    ahead = before[0] if side > 0 else before[2]
    enter = _short(there, side, bars.reach(to, there, side), shape.entry)
    if (ahead - there) * side >= 0:
        enter = _short(there, side, ahead, abs(enter - there))
    below = max(before[3], after[3]) + shape.gap
    return [(here, y), (leave, y), (leave, below), (enter, below), (enter, to), (there, to)]


def _end(span: tuple[float, float]) -> float:
    return span[1]


def _short(x: float, way: int, limit: float, length: float) -> float:
    """A piece of that length, or half of what there is up to the next bar."""
    return x + way * min(length, abs(limit - x) / 2)


def _within(limit: float, x: float, way: int, far: float, clear: float) -> float:
    return min(limit - clear, x + way * far) if way > 0 else max(limit + clear, x + way * far)
