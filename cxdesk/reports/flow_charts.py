"""The four charts of how work flows. Shape, place and words tell their parts apart, not colour:

only what stands longer than 85 % of those before it is a triangle in the colour of warnings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Final

from cxdesk.model.states import State
from cxdesk.reports import charts
from cxdesk.reports.charts import apart, printable, text_width
from cxdesk.reports.picture import PAPER, Inks, Picture, Spot
from cxdesk.reports.plot import FOOT, Plot, ceiling
from cxdesk.services.insights import (
    COLUMNS,
    PERCENTS,
    Age,
    AgeColumn,
    Ageing,
    Chart,
    CumulativeFlow,
    Throughput,
    Times,
)
from cxdesk.services.insights_words import age_words, band_words, took_words, week_words

# How dark each band is: what is done lies dark at the bottom, what waits is light.
_SHADES: Final = {
    State.EMBEDDED: 0.62, State.DELIVERED: 0.46, State.IN_PROGRESS: 0.33, State.READY: 0.24,
    State.PLANNED: 0.16, State.BACKLOG: 0.09, State.ON_HOLD: 0.03, State.CANCELLED: 0.0,
}  # fmt: skip
_MARK_SHADES: Final = (0.12, 0.08, 0.045)  # up to 50, 85 and 95 %
_DOT: Final = 7.0
_MANY: Final = 300  # dots of a column or a chart that are still told apart
_EXPORT: Final = (960.0, 560.0, 2.0)  # width, height and ratio of a file


def picture(chart: Chart, width: float, height: float, ratio: float, inks: Inks) -> Picture:
    """A chart as the window shows it, so many of its pixels wide and high."""
    with charts.DRAWING:
        plot = Plot(width, height, ratio, inks)
        _draw(plot, chart)
        wide, high, drawn = charts.pixels(plot.figure)
    top, bottom = plot.top, plot.height - plot.bottom
    return Picture(wide, high, ratio, drawn, tuple(plot.spots), top, bottom)


def file(chart: Chart, kind: str, title: str, said: str, note: str) -> bytes:
    """A chart for other programs, "png" or "svg", on white with its title and what it says."""
    width, height, ratio = _EXPORT
    with charts.DRAWING:
        plot = Plot(width, height, ratio, PAPER)
        plot.head(
            title,
            charts.wrapped(printable(said), width - 32, 12),
            charts.wrapped(printable(note), width - 32, 10),
        )
        _draw(plot, chart)
        return charts.svg(plot.figure, title) if kind == "svg" else charts.png(plot.figure, title)


def drawn(chart: Chart, width: float, height: float) -> Plot:
    """A chart for paper, so many points wide and high."""
    plot = Plot(width, height, 1.0, PAPER)
    _draw(plot, chart)
    return plot


def _draw(plot: Plot, chart: Chart) -> None:
    match chart:
        case CumulativeFlow():
            _flow(plot, chart)
        case Times():
            _times(plot, chart)
        case Ageing():
            _ageing(plot, chart)
        case Throughput():
            _throughput(plot, chart)


# Cumulative flow ----------------------------------------------------------------------------


def _flow(plot: Plot, chart: CumulativeFlow) -> None:
    inks, last = plot.inks, chart.length - 1
    names = [f"{state.label} {counts[last]:,}" for state, counts in chart.bands]
    plot.right += max(map(text_width, names), default=0.0) + 14
    first = chart.first.toordinal()
    days = [first + n for n in range(chart.length)]
    most = max(chart.total(n) for n in range(chart.length))
    plot.scale((first, max(first + last, first + 1)), ceiling(most))
    below = [0] * chart.length
    middles = []
    for state, counts in chart.bands:
        above = [low + more for low, more in zip(below, counts, strict=True)]
        plot.axes.fill_between(
            days, below, above, facecolor=inks.shade(_SHADES[state]), linewidth=0, zorder=1
        )
        # Two shades that are alike in grey print keep a line between them.
        plot.line(days, above, inks.surface if _SHADES[state] > 0.2 else inks.line2, 1.0)
        middles.append(plot.at(first + last, (below[last] + above[last]) / 2)[1])
        below = above
    plot.line(days, below, inks.text2, 1.2, z=3)
    _band_names(plot, chart, names, middles)
    plot.days(chart.first, chart.first + timedelta(days=last))
    for n in range(chart.length):
        x, y = plot.at(first + n, chart.total(n))
        plot.spots.append(Spot(x, y, band_words(chart, n), upright=True))


def _band_names(
    plot: Plot, chart: CumulativeFlow, names: Sequence[str], middles: Sequence[float]
) -> None:
    """Name each band at its end, with a line to it where it is too thin for its name."""
    right = plot.width - plot.right
    # From the top of the chart to its bottom, which is the last band to the first.
    places = apart(middles[::-1], 14, plot.top + 4, plot.height - plot.bottom - 4)
    for name, (state, _), middle, y in zip(
        names[::-1], chart.bands[::-1], middles[::-1], places, strict=True
    ):
        strong = state is State.IN_PROGRESS
        plot.line(
            [plot.value(right + dx, 0)[0] for dx in (2, 11)],
            [plot.value(0, py)[1] for py in (middle, y)], plot.inks.line2, z=0.6,
        )  # fmt: skip
        plot.write_at(
            right + 14, y, name, weight=600 if strong else 400,
            color=plot.inks.text if strong else plot.inks.text2,
        )  # fmt: skip


# Lead and cycle time ------------------------------------------------------------------------


def _times(plot: Plot, chart: Times) -> None:
    inks, points, limits = plot.inks, chart.measured(), _limits(chart.marks())
    words = [f"{percents} %  {days:,} d" for days, percents in limits]
    plot.right += max(map(text_width, words), default=0.0) + 12 if words else 0
    low, high = chart.first.toordinal(), chart.last.toordinal()
    air = max(1.0, (high - low) * 0.02)
    longest = max((days for _, days in points), default=1)
    plot.scale((low - air, high + air), ceiling(longest), "days")
    plot.days(chart.first, chart.last)
    right = plot.width - plot.right
    heights = [plot.at(low, days)[1] for days, _ in limits]
    places = apart(heights[::-1], 13, plot.top, plot.height - plot.bottom)[::-1]
    for (mark, _), word, y in zip(limits, words, places, strict=True):
        plot.line((low - air, high + air), (mark, mark), inks.text3, 1.0, (5, 4))
        plot.write_at(right + 8, y, word)
    places_of = [(float(one.delivered.toordinal()), float(days)) for one, days in points]
    plot.dots(places_of, inks.text2, size=_DOT, many=len(points) > _MANY)
    every = [plot.at(*place) for place in places_of]
    for (one, days), (x, y) in zip(points, every, strict=True):
        plot.spots.append(Spot(x, y, took_words(one, chart.measure, days), one.id))
    longest_first = sorted(range(len(points)), key=lambda n: -points[n][1])
    if len(points) <= 40:
        for y in heights:
            plot.keep_free(plot.left, y - 0.5, right, y + 0.5)
        _keep_dots_free(plot, every)
        plot.name([(*every[n], points[n][0].code) for n in longest_first], right=right)
    plot.spots.sort(key=lambda spot: (spot.x, spot.y))


def _keep_dots_free(plot: Plot, places: Sequence[tuple[float, float]]) -> None:
    for x, y in places:
        plot.keep_free(x - 5, y - 5, x + 5, y + 5)


def _limits(marks: Sequence[int]) -> list[tuple[int, str]]:
    """Days, and the per cents whose mark is there: "50", or "50–95" where all are the same."""
    found: dict[int, list[int]] = {}
    for percent, days in zip(PERCENTS, marks, strict=False):
        found.setdefault(days, []).append(percent)
    return [
        (days, str(some[0]) if len(some) == 1 else f"{some[0]}–{some[-1]}")
        for days, some in found.items()
    ]


# Ageing -------------------------------------------------------------------------------------


def _ageing(plot: Plot, chart: Ageing) -> None:
    plot.bottom = max(plot.bottom, FOOT) + 14
    longest = max(
        (
            *(age.days for age in chart.ages()),
            *(max(one.marks, default=0) for one in chart.columns),
        ),
        default=1,
    )
    plot.scale((0, len(chart.columns)), ceiling(max(1, longest)), "days")
    floor = plot.height - plot.bottom
    plot.keep_free(plot.left, floor - 0.5, plot.width, floor + 0.5)
    for place, column in enumerate(chart.columns):
        _age_column(plot, place, column)


def _age_column(plot: Plot, place: int, column: AgeColumn) -> None:
    inks, limits = plot.inks, _limits(column.marks)
    slot = plot.room[0] / len(COLUMNS)
    words = [f"{percents} %  {days:,} d" for days, percents in limits]
    beside = max((text_width(word, 10) for word in words), default=0.0) + 8
    if slot - beside < 44:  # too narrow: the numbers alone
        words = [f"{days:,} d" for days, _ in limits]
        beside = max((text_width(word, 10) for word in words), default=0.0) + 6
    left, right = place + 6 / slot, place + 1 - (max(beside, 6) + 4) / slot
    middle = (left + right) / 2
    below = 0.0
    for days, shade in zip(column.marks, _MARK_SHADES, strict=False):
        plot.box((left, right), (below, days), inks.shade(shade))
        plot.line((left, right), (days, days), inks.text3, 0.8, z=1.5)
        below = days
    heights = [plot.at(0, days)[1] for days, _ in limits]
    places = apart(heights[::-1], 12, plot.top, plot.height - plot.bottom)[::-1]
    begin, end = plot.at(left, 0)[0], plot.at(right, 0)[0]
    for word, y in zip(words, places, strict=True):
        plot.write_at(end + 5, y, word, size=10, color=inks.text3)
        plot.keep_free(end + 3, y - 6, end + 5 + text_width(word, 10), y + 6)
    plot.write(middle, 0, column.state.label, dy=-12, color=inks.text, weight=600)
    said = f"{len(column.ages):,} open"
    plot.write(middle, 0, said, dy=-27, color=inks.text2)
    shown = _spread_out(plot, column.ages, begin, end)
    for held, late in product((False, True), repeat=2):
        some = [(x, y) for x, y, age in shown if age.held is held and age.late is late]
        plot.dots(
            [plot.value(*place) for place in some],
            inks.warn if late else inks.text2,
            hollow=held,
            marker="^" if late else "o",
            size=_DOT + 1.5 * late,
            many=len(shown) > _MANY,
        )
    for y in heights:
        plot.keep_free(begin, y - 0.5, end, y + 0.5)
    _keep_dots_free(plot, [(x, y) for x, y, _ in shown[:400]])
    if len(shown) <= _MANY:
        stop = plot.width - 2 if place == len(COLUMNS) - 1 else begin - 6 + slot
        plot.name([(x, y, age.code) for x, y, age in shown[:6]], begin - 4, stop)
    plot.spots += [Spot(x, y, age_words(age), age.id) for x, y, age in shown]


def _spread_out(
    plot: Plot, ages: Sequence[Age], left: float, right: float
) -> list[tuple[float, float, Age]]:
    """The dots side by side where they are as old: (px, py, age), oldest first."""
    rows: dict[int, list[tuple[float, Age]]] = {}
    high, wide = (1.0, 3.0) if len(ages) > _MANY else (_DOT + 2, _DOT + 1)
    for age in ages:
        y = plot.at(0, age.days)[1]
        rows.setdefault(round(y / high), []).append((y, age))
    middle, room = (left + right) / 2, right - left - _DOT
    found = []
    for some in rows.values():
        step = min(wide, room / max(1, len(some) - 1))
        first = middle - step * (len(some) - 1) / 2
        found += [(first + step * n, y, age) for n, (y, age) in enumerate(some)]
    found.sort(key=lambda one: (-one[2].days, one[2].code))
    return found


# Throughput ---------------------------------------------------------------------------------


def _throughput(plot: Plot, chart: Throughput) -> None:
    inks, weeks, mean = plot.inks, chart.weeks, chart.mean()
    most = max((len(week.codes) for week in weeks), default=0)
    words = f"{mean:.1f} a week" if mean is not None and mean >= 0.05 else ""
    plot.right += text_width(words) + 10 if words else 0
    first, last = weeks[0].monday, weeks[-1].sunday
    low, high = first.toordinal(), last.toordinal() + 1
    plot.scale((low, high), ceiling(max(most, 2)))
    roomy = text_width(f"{most:,}", weight=600) + 3 <= plot.room[0] / len(weeks)
    for week in weeks:
        number, x = len(week.codes), week.monday.toordinal()
        if number:
            bar = ((x + 0.9, x + 6.1), (0.0, float(number)))
            if week.over:
                plot.box(*bar, inks.shade(0.4), z=2)
            else:
                plot.box(*bar, inks.surface, inks.text2, (3, 2), z=2)
            if roomy or number == most:
                plot.write(x + 3.5, number, f"{number:,}", dy=8, color=inks.text, weight=600)
        px, py = plot.at(x + 3.5, number)
        plot.spots.append(Spot(px, py, week_words(week), upright=True))
    if words and mean is not None:
        plot.line((low, high), (mean, mean), inks.text3, 1.0, (5, 4), z=3)
        end, level = plot.at(high, mean)
        plot.write_at(end + 8, level, words)
    plot.days(first, last)
