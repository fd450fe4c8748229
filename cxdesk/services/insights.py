"""What the recorded history says, in figures: pure functions of `flow.Flow`.

Percentiles are nearest-rank: the 85 % mark is the least duration that 85 of 100 did not exceed, so
it is always one that occurred. Of fewer than FEW there is none, since it would only name one of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from cxdesk.analysis import flow as reckoned
from cxdesk.model.states import State
from cxdesk.services.flow import Flow, Tracked

Measure = Literal["lead", "cycle"]

# From the bottom of the cumulative flow to its top, so that what is done carries what is open.
BANDS = (
    State.EMBEDDED, State.DELIVERED, State.IN_PROGRESS, State.READY, State.PLANNED, State.BACKLOG,
    State.ON_HOLD, State.CANCELLED,
)  # fmt: skip
COLUMNS = (State.BACKLOG, State.PLANNED, State.READY, State.IN_PROGRESS)
PERCENTS = (50, 85, 95)
FEW = 5
WEEKS = 26
PERIODS: tuple[tuple[int | None, str], ...] = (
    (30, "Last 30 days"),
    (91, "Last 3 months"),
    (182, "Last 6 months"),
    (365, "Last 12 months"),
    (None, "All time"),
)
_DONE = (State.DELIVERED, State.EMBEDDED)


@dataclass(frozen=True, slots=True)
class Kept:
    """Which initiatives count, by the batch and domain they have now, and how far back in days.

    Empty tuples keep every batch and every domain; `days` None keeps all time.
    """

    batches: tuple[int | None, ...] = ()
    domains: tuple[int | None, ...] = ()
    days: int | None = 365

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        return {"batches": list(self.batches), "domains": list(self.domains), "days": self.days}

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps everything."""
        match kept:
            case {"batches": list(batches), "domains": list(domains), "days": days}:
                if any(days == known for known, _ in PERIODS):
                    return cls(_ids(batches), _ids(domains), days)
        return cls()

    def keeps(self, one: Tracked) -> bool:
        """Whether an initiative counts."""
        return (not self.batches or one.batch_id in self.batches) and (
            not self.domains or one.domain_id in self.domains
        )


def _ids(values: Iterable[object]) -> tuple[int | None, ...]:
    return tuple(one for one in values if one is None or isinstance(one, int))


@dataclass(frozen=True, slots=True)
class CumulativeFlow:
    """How many initiatives were in each state at the end of each day from `first` on.

    Every one that had been added counts, so that the bands of a day add up to all of them;
    `bands` go from the bottom to the top, those that are empty all the time left out.
    """

    first: date
    length: int
    bands: tuple[tuple[State, tuple[int, ...]], ...]

    def day(self, place: int) -> date:
        """The day that a place of the bands stands for."""
        return self.first + timedelta(days=place)

    def total(self, place: int) -> int:
        """How many there were on a day."""
        return sum(counts[place] for _, counts in self.bands)

    def done(self, place: int) -> int:
        """How many were delivered on a day or before it."""
        return sum(counts[place] for state, counts in self.bands if state in _DONE)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One that was delivered: lead time from the day it was added, cycle time from the first day
    in progress; None where that day is not recorded. Days on hold count.
    """

    id: int
    code: str
    title: str
    added: date | None
    started: date | None
    delivered: date

    @property
    def lead(self) -> int | None:
        """Days from added to delivered."""
        return None if self.added is None else (self.delivered - self.added).days

    @property
    def cycle(self) -> int | None:
        """Days from in progress to delivered."""
        return None if self.started is None else (self.delivered - self.started).days

    def took(self, measure: Measure) -> int | None:
        """Days by one of the two measures."""
        return self.lead if measure == "lead" else self.cycle


@dataclass(frozen=True, slots=True)
class Times:
    """How long what was delivered took, and which of the two measures is looked at."""

    first: date
    last: date
    deliveries: tuple[Delivery, ...]
    measure: Measure = "lead"

    def measured(self) -> list[tuple[Delivery, int]]:
        """Each delivery with its days, those without left out."""
        pairs = ((one, one.took(self.measure)) for one in self.deliveries)
        return [(one, days) for one, days in pairs if days is not None]

    def marks(self) -> tuple[int, ...]:
        """Days at each of PERCENTS; none of too few."""
        return marks([days for _, days in self.measured()])


@dataclass(frozen=True, slots=True)
class Age:
    """One that is open: the column it stands in, since when, and whether it is on hold there.

    `late` says that it stands there for longer than 85 % of those before it stayed.
    """

    id: int
    code: str
    title: str
    column: State
    since: date
    days: int
    held: bool
    late: bool


@dataclass(frozen=True, slots=True)
class AgeColumn:
    """A column of the board: what is open in it, oldest first, and how long others stayed."""

    state: State
    past: int
    marks: tuple[int, ...]
    ages: tuple[Age, ...]


@dataclass(frozen=True, slots=True)
class Ageing:
    """Days that open initiatives have spent in their present column."""

    columns: tuple[AgeColumn, ...]

    def ages(self) -> list[Age]:
        """All of them, oldest first."""
        return sorted(
            (age for column in self.columns for age in column.ages),
            key=lambda age: (-age.days, age.code),
        )


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on, and what was delivered in it."""

    monday: date
    codes: tuple[str, ...]
    over: bool

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Throughput:
    """Delivered a week; the last week is under way unless it is over."""

    weeks: tuple[Week, ...]

    def mean(self) -> float | None:
        """Delivered a week, of the weeks that are over; None without any."""
        over = [len(week.codes) for week in self.weeks if week.over]
        return sum(over) / len(over) if over else None


Chart = CumulativeFlow | Times | Ageing | Throughput


@dataclass(frozen=True, slots=True)
class Insights:
    """The four charts of the initiatives that are kept; `count` of them, `moved` of these ever
    moved, and of `unrecorded` only the present state is known.
    """

    today: date
    count: int
    moved: int
    unrecorded: int
    flow: CumulativeFlow
    times: Times
    ageing: Ageing
    throughput: Throughput


def insights(flow: Flow, kept: Kept) -> Insights:
    """All figures of what is kept."""
    some = [one for one in flow.tracked if kept.keeps(one)]
    today = flow.today
    oldest = min((one.stays[0].since for one in some), default=today)
    first = min(oldest, today)
    if kept.days is not None:
        first = max(first, today - timedelta(days=kept.days))
    deliveries = _deliveries(some, today)
    return Insights(
        today,
        len(some),
        sum(1 for one in some if len(one.stays) > 1),
        sum(1 for one in some if not one.recorded),
        _cumulative(some, first, today),
        Times(first, today, tuple(one for one in deliveries if one.delivered >= first)),
        _ageing(some, first, today),
        _throughput(deliveries, first, today),
    )


def marks(days: Iterable[int]) -> tuple[int, ...]:
    """Days at each of PERCENTS; none of fewer than FEW."""
    ordered = sorted(days)
    if len(ordered) < FEW:
        return ()
    return tuple(reckoned.percentile(ordered, percent) for percent in PERCENTS)


def _cumulative(some: Sequence[Tracked], first: date, today: date) -> CumulativeFlow:
    bands = reckoned.bands((one.stays for one in some), BANDS, first, today)
    return CumulativeFlow(
        first,
        (today - first).days + 1,
        tuple((state, bands[state]) for state in BANDS if any(bands[state])),
    )


def _deliveries(some: Iterable[Tracked], today: date) -> list[Delivery]:
    found = []
    for one in some:
        delivered = reckoned.finished(one.stays, _DONE)
        if delivered is None or delivered > today:
            continue
        begins = one.stays[0]
        added = begins.since if begins.state == State.BACKLOG else None
        started = reckoned.begun(one.stays, State.IN_PROGRESS)
        found.append(Delivery(one.id, one.code, one.title, added, started, delivered))
    found.sort(key=lambda one: (one.delivered, one.code))
    return found


def _ageing(some: Iterable[Tracked], first: date, today: date) -> Ageing:
    stayed: dict[str, list[int]] = {state: [] for state in COLUMNS}
    open_here: dict[str, list[Tracked]] = {state: [] for state in COLUMNS}
    for one in some:
        for state, days in reckoned.past(one.columns, (State.CANCELLED,), first):
            if state in stayed:
                stayed[state].append(days)
        if one.columns[-1].state in open_here and not one.archived:
            open_here[one.columns[-1].state].append(one)
    return Ageing(
        tuple(
            _age_column(state, stayed[state], open_here[state], today) for state in COLUMNS
        )
    )  # fmt: skip


def _age_column(
    state: State, stayed: Sequence[int], here: Iterable[Tracked], today: date
) -> AgeColumn:
    limits = marks(stayed)
    late = limits[PERCENTS.index(85)] if limits else None
    ages = []
    for one in here:
        stay = one.columns[-1]
        days = stay.days(today)
        ages.append(
            Age(
                one.id, one.code, one.title, state, stay.since, days,
                one.state is State.ON_HOLD, late is not None and days > late,
            )
        )  # fmt: skip
    ages.sort(key=lambda age: (-age.days, age.code))
    return AgeColumn(state, len(stayed), limits, tuple(ages))


def _throughput(deliveries: Iterable[Delivery], first: date, today: date) -> Throughput:
    begin = max(first, reckoned.week_of(today) - timedelta(weeks=WEEKS - 1))
    codes: dict[date, list[str]] = {}
    for one in deliveries:
        codes.setdefault(reckoned.week_of(one.delivered), []).append(one.code)
    return Throughput(
        tuple(
            Week(monday, tuple(codes.get(monday, ())), monday + timedelta(days=6) < today)
            for monday in reckoned.weeks(begin, today)
        )
    )
