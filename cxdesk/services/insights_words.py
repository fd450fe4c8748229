"""What the four charts say in words: their titles, what they show, and how it is reckoned."""

from __future__ import annotations

from cxdesk.model.wording import count, day, listed
from cxdesk.services.insights import (
    FEW,
    PERCENTS,
    Age,
    Ageing,
    Chart,
    CumulativeFlow,
    Delivery,
    Measure,
    Throughput,
    Times,
    Week,
)

_FROM = {"lead": "from added to delivered", "cycle": "from in progress to delivered"}
_LOOK_BACK = 28  # days


def title(chart: Chart) -> str:
    """What a chart is called."""
    match chart:
        case CumulativeFlow():
            return "Cumulative flow"
        case Times(measure="lead"):
            return "Lead time"
        case Times():
            return "Cycle time"
        case Ageing():
            return "Age in column"
        case Throughput():
            return "Throughput"


def how(chart: Chart) -> str:
    """How a chart is read and reckoned."""
    match chart:
        case CumulativeFlow():
            return (
                "How many initiatives were in each state at the end of each day. A band that "
                "grows wider is work that piles up there. What is archived stays counted."
            )
        case Times():
            return (
                f"Calendar days {_FROM[chart.measure]}, those on hold included; of what was "
                "delivered twice, up to the last time. The marks are nearest-rank percentiles: "
                f"the days that 50, 85 and 95 % did not exceed, from {FEW} deliveries on."
            )
        case Ageing():
            return (
                "Calendar days since each open initiative came into its column, on hold or not. "
                "The grey steps say after how many days 50, 85 and 95 % of those before it had "
                f"left (nearest rank, from {FEW} on); a triangle is past 85 %, a ring on hold."
            )
        case Throughput():
            return (
                "How many initiatives were delivered in each week from Monday to Sunday. The "
                "dashed bar is the week under way; it does not count for the average."
            )


def said(chart: Chart) -> str:
    """What a chart shows, in a sentence or two."""
    match chart:
        case CumulativeFlow():
            return _flow_said(chart)
        case Times():
            return _times_said(chart)
        case Ageing():
            return _ageing_said(chart)
        case Throughput():
            return _throughput_said(chart)


def missing(chart: Chart) -> str:
    """Why there is nothing to draw yet; empty when there is."""
    match chart:
        case CumulativeFlow(length=1):
            return "It all happened today. The first line shows tomorrow."
        case Times():
            if not chart.deliveries:
                return "Nothing was delivered in this time. A delivery shows how long it took."
            if not chart.measured():
                return (
                    "The day when work began is not recorded for what was delivered."
                    if chart.measure == "cycle"
                    else "The day when it was added is not recorded for what was delivered."
                )
        case Ageing() if not chart.ages():
            return "Nothing is open. What stands on the board shows how long it has been there."
        case Throughput() if not any(week.codes for week in chart.weeks):
            return "Nothing was delivered in these weeks. A delivery shows in its week."
    return ""


# Each of them ---------------------------------------------------------------------------------


def _flow_said(chart: CumulativeFlow) -> str:
    last = chart.length - 1
    total, done = chart.total(last), chart.done(last)
    gone = next((counts[last] for state, counts in chart.bands if state == "cancelled"), 0)
    words = f"{count(total, 'initiative')}: {total - done - gone:,} open, {done:,} delivered"
    if gone:
        words += f", {gone:,} cancelled"
    back = min(_LOOK_BACK, last)
    if not back:
        return f"{words}."
    added, delivered = total - chart.total(last - back), done - chart.done(last - back)
    return f"{words}. In the last {count(back, 'day')} {added:,} added, {delivered:,} delivered."


def _times_said(chart: Times) -> str:
    pairs, limits = chart.measured(), chart.marks()
    if not limits:
        each = listed([f"{one.code} {days:,}" for one, days in pairs])
        return (
            f"{count(len(pairs), 'delivery', 'deliveries')}, days {_FROM[chart.measure]}: {each}. "
            f"Percentiles need {FEW} deliveries."
        )
    half, most, nearly = limits
    words = (
        f"Half took at most {count(half, 'day')} {_FROM[chart.measure]}, 85 % at most {most:,}, "
        f"95 % at most {nearly:,}."
    )
    if len(pairs) < 20:
        words += f" Of {len(pairs)} deliveries the 95 % mark is the longest."
    return words


def _ageing_said(chart: Ageing) -> str:
    ages = chart.ages()
    late = sum(1 for age in ages if age.late)
    oldest = ages[0]
    words = f"{len(ages):,} open"
    if late:
        stands = "stands" if late == 1 else "stand"
        words += f", {late:,} of them {stands} longer than 85 % of those before"
    else:
        words += (
            f"; {oldest.code} has stood longest, {count(oldest.days, 'day')} {oldest.column.place}"
        )
    few = [
        one.state.label if not n else one.state.label.lower()
        for n, one in enumerate(one for one in chart.columns if one.ages and not one.marks)
    ]
    if few:
        words += f". {listed(few)}: too few have left to compare with"
    return f"{words}."


def _throughput_said(chart: Throughput) -> str:
    total = sum(len(week.codes) for week in chart.weeks)
    words = f"{total:,} delivered in {count(len(chart.weeks), 'week')}"
    mean = chart.mean()
    return f"{words}, {mean:.1f} a week." if mean is not None and mean >= 0.05 else f"{words}."


def band_words(chart: CumulativeFlow, place: int) -> str:
    """A day of the cumulative flow."""
    on = day(chart.day(place))
    each = ", ".join(
        f"{state.label} {counts[place]:,}" for state, counts in reversed(chart.bands)
    )  # fmt: skip
    return f"{on}: {each}; {chart.total(place):,} in all"


def took_words(one: Delivery, measure: Measure, days: int) -> str:
    """How long one delivery took."""
    took = f"{count(days, 'day')} {_FROM[measure]}"
    return f"{one.code} {one.title}: {took}, delivered {day(one.delivered)}"


def age_words(age: Age) -> str:
    """How long one has stood in its column."""
    words = f"{age.code} {age.title}: {count(age.days, 'day')} {age.column.place}"
    words += f", since {day(age.since)}"
    if age.held:
        words += ", on hold"
    return words + (f", longer than {PERCENTS[1]} % of those before" if age.late else "")


def week_words(week: Week) -> str:
    """What a week delivered."""
    words = f"Week from {day(week.monday)}: {len(week.codes):,} delivered"
    if not week.over:
        words += " so far"
    return f"{words}, {listed(week.codes)}" if week.codes else words
