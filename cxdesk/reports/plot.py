"""The plot of a chart: axes within margins, a grid of hairlines, and names that never collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import ceil
from typing import Any, Final

from cxdesk.analysis.ticks import date_ticks, value_ticks
from cxdesk.model.wording import tick_words
from cxdesk.reports.charts import SIZE, new_figure, text_width, type_of
from cxdesk.reports.picture import Inks, Spot

_VALUE_ROOM: Final = 38.0  # pixels that a value on the axis, and a day below it, want
_DAY_ROOM: Final = 62.0
FOOT: Final = 24.0  # below the plot, for the days
_LINE: Final = 14.0  # from one line of small type to the next
_MANY: Final = 60  # places among which names are still looked for


@dataclass
class Plot:
    """A figure being drawn: `left`, `right`, `top` and `bottom` are its margins in pixels.

    `scale` sets the axes up, after which `axes` is matplotlib's and `at` says where a value stands.
    """

    width: float
    height: float
    ratio: float
    inks: Inks
    left: float = 8.0
    right: float = 12.0
    top: float = 10.0
    bottom: float = FOOT
    figure: Any = None
    axes: Any = None
    spots: list[Spot] = field(default_factory=list)
    _ends: tuple[float, float, float] = (0.0, 1.0, 1.0)
    _taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.figure is None:
            self.figure = new_figure(self.width, self.height, self.ratio, self.inks)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of the plot."""
        wide, high = self.width - self.left - self.right, self.height - self.top - self.bottom
        return max(wide, 10.0), max(high, 10.0)

    # Axes -----------------------------------------------------------------------------------

    def scale(self, x: tuple[float, float], high: float, unit: str = "") -> None:
        """Axes from `x` to `x` and from 0 to `high`, with values at the left; `unit` names them."""
        most = max(2, int(self.room[1] // _VALUE_ROOM))
        values = [one for one in value_ticks(0, high, most) if one == int(one)]
        words = [f"{one:,.0f}" for one in values]
        if unit and words:
            words[-1] += f" {unit}"
        self.left += max(map(text_width, words), default=0.0) + 8
        wide, high_px = self.room
        self.axes = self.figure.add_axes((
            self.left / self.width, self.bottom / self.height,
            wide / self.width, high_px / self.height,
        ))  # fmt: skip
        self._ends = (*x, high)
        self.axes.set_xlim(*x)
        self.axes.set_ylim(0, high)
        self.axes.set_axis_off()
        for value, word in zip(values, words, strict=True):
            self.line(x, (value, value), self.inks.line2 if value == 0 else self.inks.line, z=0.5)
            self.write(x[0], value, word, dx=-8, ha="right", va="center")

    def days(self, first: date, last: date) -> None:
        """Name days below the plot, whose x are their ordinals."""
        ticks = date_ticks(first, last, max(2, int(self.room[0] // _DAY_ROOM)))
        by_month = all(on.day == 1 for on in ticks)
        year, past = 0, 0.0
        for on in ticks:
            words = tick_words(on, months=by_month, year=on.year != year)
            x, wide = self.at(on.toordinal(), 0)[0], text_width(words)
            left = min(x - wide / 2, self.width - wide)
            if left < past:
                continue
            year, past = on.year, left + wide + 8
            self.line((on.toordinal(),) * 2, (0, 0), self.inks.line2)
            self.write(on.toordinal(), 0, words, dx=left + wide / 2 - x, dy=-7, va="top")

    # Drawing --------------------------------------------------------------------------------

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a value stands, in pixels from the top left corner of the chart."""
        low, high, top = self._ends
        wide, high_px = self.room
        return (
            self.left + wide * (x - low) / (high - low), self.top + high_px * (1 - y / top)
        )  # fmt: skip

    def value(self, px: float, py: float) -> tuple[float, float]:
        """The values at a place: the inverse of `at`."""
        low, high, top = self._ends
        wide, high_px = self.room
        return low + (high - low) * (px - self.left) / wide, top * (1 - (py - self.top) / high_px)

    def box(
        self, x: tuple[float, float], y: tuple[float, float], fill: str, edge: str = "",
        dashes: Sequence[float] = (), z: float = 1.0,
    ) -> None:  # fmt: skip
        """A filled box from value to value; a tenth of what matplotlib's own areas cost."""
        from matplotlib.patches import Rectangle

        self.axes.add_artist(Rectangle(
            (x[0], y[0]), x[1] - x[0], y[1] - y[0], facecolor=fill, edgecolor=edge or "none",
            linewidth=1.0 if edge else 0.0, linestyle=(0, tuple(dashes)) if dashes else "solid",
            zorder=z,
        ))  # fmt: skip

    def line(
        self, x: Sequence[float], y: Sequence[float], color: str, wide: float = 1.0,
        dashes: Sequence[float] = (), z: float = 2.0,
    ) -> None:  # fmt: skip
        """A line through these values."""
        style = (0, tuple(dashes)) if dashes else "solid"
        self.axes.plot(x, y, color=color, linewidth=wide, linestyle=style, zorder=z, clip_on=False)

    def dots(
        self, places: Sequence[tuple[float, float]], color: str, *, hollow: bool = False,
        marker: str = "o", size: float = 7.0, many: bool = False,
    ) -> None:  # fmt: skip
        """Dots at these values, each with a rim of the ground so that neighbours stay apart.

        Of `many` nobody tells one from another: they are specks, whose density shows.
        """
        if many and places:
            self.axes.plot(
                *zip(*places, strict=True), linestyle="none", marker="o", markersize=3.0,
                markerfacecolor=color, markeredgewidth=0, alpha=0.55, zorder=4, clip_on=False,
            )  # fmt: skip
        elif places:
            self.axes.plot(
                *zip(*places, strict=True), linestyle="none", marker=marker, markersize=size,
                markerfacecolor=self.inks.surface if hollow else color,
                markeredgecolor=color if hollow else self.inks.surface,
                markeredgewidth=1.4 if hollow else 0.8, zorder=4, clip_on=False,
            )  # fmt: skip

    def write(
        self, x: float, y: float, words: str, *, dx: float = 0.0, dy: float = 0.0,
        ha: str = "center", va: str = "center", color: str = "", size: float = SIZE,
        weight: int = 400,
    ) -> None:  # fmt: skip
        """Words at a value, moved by so many pixels to the right and up."""
        self.axes.annotate(
            words, (x, y), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va,
            color=color or self.inks.text3, annotation_clip=False, zorder=6,
            **type_of(size, weight),
        )  # fmt: skip

    def write_at(
        self, px: float, py: float, words: str, *, ha: str = "left", va: str = "center",
        color: str = "", size: float = SIZE, weight: int = 400,
    ) -> None:  # fmt: skip
        """Words at a place of the chart, in pixels from its top left corner."""
        self.figure.text(
            px / self.width, 1 - py / self.height, words, ha=ha, va=va,
            color=color or self.inks.text2, **type_of(size, weight),
        )  # fmt: skip

    def keep_free(self, left: float, top: float, right: float, bottom: float) -> None:
        """No name may stand here."""
        self._taken.append((left, top, right, bottom))

    def name(
        self, dots: Sequence[tuple[float, float, str]], left: float = 0.0, right: float = 0.0
    ) -> None:
        """Write the names of dots (px, py, name) beside them, the first ones first.

        Between `left` and `right`, the whole plot unless given. A name that would lie on another
        or on what was kept free is left out.
        """
        left, right = left or self.left, right or self.width - 2
        for x, y, words in dots[:_MANY]:
            wide = text_width(words, 10)
            for begin, py in product((x + 7, x - 7 - wide), (y, y - 7, y + 7)):
                box = (begin, py - 5.5, begin + wide, py + 5.5)
                inside = left <= box[0] and box[2] <= right
                if inside and not any(_overlap(box, one) for one in self._taken):
                    self.keep_free(*box)
                    self.write_at(begin, py, words, size=10, color=self.inks.text2)
                    break

    def head(self, title: str, said: Sequence[str], note: Sequence[str]) -> None:
        """Above the plot its title and what it says, below it a note."""
        y = 26.0
        self.write_at(16, y, title, size=16, weight=600, color=self.inks.text)
        for line in said:
            y += _LINE + 4
            self.write_at(16, y, line, size=12)
        for place, line in enumerate(reversed(note)):
            below = self.height - 14 - _LINE * place
            self.write_at(16, below, line, size=10, color=self.inks.text3)
        self.top += y + 8
        self.bottom += 14 + _LINE * len(note)
        self.left += 8
        self.right += 8


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def ceiling(value: float) -> float:
    """The end of an axis that holds a value with some air."""
    return max(1.0, ceil(value * 1.08)) if value <= 20 else value * 1.08
