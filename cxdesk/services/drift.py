"""Drift: how far the plan has moved from a baseline, and from several side by side."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import ORG_HUE, Domain
from cxdesk.model.states import State
from cxdesk.services.baselines import Bars, BaselineRow, Key, bars, row_of
from cxdesk.services.cards import Card
from cxdesk.services.frame import frame
from cxdesk.services.roadmap import PlanRow
from cxdesk.store.errors import KnownError


class Verdict(enum.StrEnum):
    """What became of an initiative since the baseline, by its end."""

    LATER = "later"
    EARLIER = "earlier"
    KEPT = "kept"
    NEW = "new"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"
    UNDATED = "undated"

    @property
    def compared(self) -> bool:
        """Whether it has dates in the baseline and now."""
        return self in (Verdict.LATER, Verdict.EARLIER, Verdict.KEPT)

    @property
    def gone(self) -> bool:
        """Whether it is on the roadmap no more."""
        return self in (Verdict.CANCELLED, Verdict.ARCHIVED)


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One initiative then and now; slips in working days, later is more than zero.

    `stretch` is how many working days longer it takes than in the baseline. Where one of the two
    has no dates there is nothing to compare, and these are None.
    """

    id: int
    code: str
    title: str
    domain: str
    hue: int
    was_start: date | None
    was_end: date | None
    start: date | None
    end: date | None
    verdict: Verdict
    start_slip: int | None = None
    end_slip: int | None = None

    @property
    def stretch(self) -> int | None:
        """What the end slipped beyond the start."""
        if self.start_slip is None or self.end_slip is None:
            return None
        return self.end_slip - self.start_slip


@dataclass(frozen=True, slots=True)
class Summary:
    """A drift report in figures; `mean` is over all that have dates in both, `worst` slipped most.

    `was_end` and `end` are the last end of all, in the baseline and now.
    """

    later: int
    earlier: int
    kept: int
    new: int
    gone: int
    undated: int
    mean: float | None
    worst: DriftRow | None
    was_end: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class DriftReport:
    """What became of every initiative since a baseline, by code."""

    baseline: BaselineRow
    rows: tuple[DriftRow, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One initiative in several baselines: the end in each, and how far each is from the one now.

    A slip is in working days, None where one of the two ends is missing.
    """

    id: int
    code: str
    title: str
    domain: str
    hue: int
    ends: tuple[date | None, ...]
    slips: tuple[int | None, ...]
    end: date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several baselines side by side; `ends` and `slips` are those of the program as a whole."""

    baselines: tuple[BaselineRow, ...]
    rows: tuple[CompareRow, ...]
    ends: tuple[date | None, ...]
    slips: tuple[int | None, ...]
    end: date | None


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a bar was in a baseline; `slip` of the end in working days, later is more than zero."""

    start: date
    end: date
    slip: int


@dataclass(frozen=True, slots=True)
class Now(PlanRow):
    """An initiative as it is planned now, in its domain."""

    domain: str
    hue: int


@dataclass(frozen=True, slots=True)
class Material:
    """What reports are made of: some baselines with their bars, and the plan as it is now."""

    baselines: tuple[BaselineRow, ...]
    were: tuple[Bars, ...]
    planned: tuple[Now, ...]
    calendar: WorkCalendar


def drift(session: Session, key: Key) -> DriftReport:
    """The drift since a baseline. Raises KnownError when it is gone meanwhile."""
    return report(material(session, {key: bars(session, key)}))


def compare(session: Session, keys: Sequence[Key]) -> Comparison:
    """Several baselines side by side, in the order of `keys`. Raises KnownError as `drift` does."""
    return comparison(material(session, {key: bars(session, key) for key in keys}))


def material(session: Session, were: Mapping[Key, Bars]) -> Material:
    """Read what a report is made of; `were` are the bars of each baseline, read before."""
    planned = tuple(
        Now(
            id, code, title, start, end, state, archived,
            short or "Org", ORG_HUE if hue is None else hue,
        )
        for id, code, title, start, end, state, archived, short, hue in session.execute(_PLANNED)
    )  # fmt: skip
    return Material(
        tuple(_baseline(session, key) for key in were), tuple(were.values()), planned,
        frame(session).calendar,
    )  # fmt: skip


def report(read: Material) -> DriftReport:
    """The drift since the first baseline."""
    was = read.were[0]
    found = (_drifted(one, was.get(one.id), read.calendar) for one in read.planned)
    rows = tuple(row for row in found if row is not None)
    return DriftReport(read.baselines[0], rows, summary(rows, was))


def comparison(read: Material) -> Comparison:
    """All baselines side by side, over what any of them holds and what is planned now."""
    rows = []
    for one in read.planned:
        ends = tuple(was[one.id][1] if one.id in was else None for was in read.were)
        now = one.end if one.shown and one.start is not None else None
        if now is not None or any(ends):
            slips = tuple(_slip(end, now, read.calendar) for end in ends)
            rows.append(
                CompareRow(one.id, one.code, one.title, one.domain, one.hue, ends, slips, now)
            )
    last = max((row.end for row in rows if row.end is not None), default=None)
    lasts = tuple(max((end for _, end in was.values()), default=None) for was in read.were)
    slips = tuple(_slip(end, last, read.calendar) for end in lasts)
    return Comparison(read.baselines, tuple(rows), lasts, slips, last)


def ghosts(
    session: Session, key: Key, cards: Iterable[Card], calendar: WorkCalendar
) -> dict[int, Ghost]:
    """The bars of a baseline behind those that the timeline shows, by the initiative's id."""
    return ghosts_of(bars(session, key), cards, calendar)


def ghosts_of(was: Bars, cards: Iterable[Card], calendar: WorkCalendar) -> dict[int, Ghost]:
    """The same of bars that were read before."""
    found = {}
    for card in cards:
        if card.id in was:
            start, end = was[card.id]
            found[card.id] = Ghost(start, end, _slip(end, card.end, calendar) or 0)
    return found


# One initiative then and now ------------------------------------------------------------------


_initiative, _domain = Initiative.__table__.c, Domain.__table__.c
_PLANNED = (
    select(
        _initiative.id, _initiative.code, _initiative.title, _initiative.start, _initiative.end,
        _initiative.state, _initiative.archived, _domain.short, _domain.hue,
    )
    .select_from(Initiative.__table__)
    .join(Domain.__table__, _initiative.domain_id == _domain.id, isouter=True)
    .order_by(_initiative.code)
)  # fmt: skip


def _drifted(one: Now, was: tuple[date, date] | None, calendar: WorkCalendar) -> DriftRow | None:
    """None for one that is neither in the baseline nor, with dates, on the roadmap."""
    dated = one.start is not None and one.end is not None
    start_slip = end_slip = None
    if was is None:
        if not (one.shown and dated):
            return None
        verdict = Verdict.NEW
    elif one.state is State.CANCELLED:
        verdict = Verdict.CANCELLED
    elif one.archived:
        verdict = Verdict.ARCHIVED
    elif one.start is None or one.end is None:
        verdict = Verdict.UNDATED
    else:
        # A start at a weekend is one on the Monday after it.
        start_slip = _slip(_eve(was[0]), _eve(one.start), calendar)
        end_slip = _slip(was[1], one.end, calendar)
        verdict = _by_slip(end_slip or 0)
    was_start, was_end = was or (None, None)
    return DriftRow(
        one.id, one.code, one.title, one.domain, one.hue, was_start, was_end, one.start, one.end,
        verdict, start_slip, end_slip,
    )  # fmt: skip


def _eve(on: date) -> date:
    return date.fromordinal(max(on.toordinal() - 1, 1))


def _by_slip(slip: int) -> Verdict:
    return Verdict.LATER if slip > 0 else Verdict.EARLIER if slip < 0 else Verdict.KEPT


def _slip(was: date | None, now: date | None, calendar: WorkCalendar) -> int | None:
    if was is None or now is None:
        return None
    return 0 if was == now else calendar.days_between(was, now)


def summary(rows: Iterable[DriftRow], was: Mapping[int, tuple[date, date]]) -> Summary:
    """The figures of a report; `was` are the bars of its baseline."""
    rows = list(rows)
    times = dict.fromkeys(Verdict, 0)
    for row in rows:
        times[row.verdict] += 1
    slips = [row.end_slip for row in rows if row.end_slip is not None]
    worst = max(
        (row for row in rows if row.verdict is Verdict.LATER),
        key=lambda row: row.end_slip or 0, default=None,
    )  # fmt: skip
    return Summary(
        times[Verdict.LATER],
        times[Verdict.EARLIER],
        times[Verdict.KEPT],
        times[Verdict.NEW],
        times[Verdict.CANCELLED] + times[Verdict.ARCHIVED],
        times[Verdict.UNDATED],
        fmean(slips) if slips else None,
        worst,
        max((end for _, end in was.values()), default=None),
        max((row.end for row in rows if not row.verdict.gone and row.end), default=None),
    )


def _baseline(session: Session, key: Key) -> BaselineRow:
    found = row_of(session, key)
    if found is None:
        raise KnownError("This baseline is no longer there: it was removed or undone meanwhile.")
    return found
