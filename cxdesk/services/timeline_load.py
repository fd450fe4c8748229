"""The load under the timeline: person-days of each domain and money, month by month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.load import excess, month_loads, month_of, months_between, months_from
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import ORG_HUE, Domain, Person
from cxdesk.model.states import State
from cxdesk.model.wording import MONTHS, thousands
from cxdesk.services.capacity import Shares, bounds, parts_of, shares
from cxdesk.services.cards import Card
from cxdesk.services.commitments import to_actions
from cxdesk.services.frame import frame
from cxdesk.services.session import today

_BACK, _AHEAD = 20 * 12, 40 * 12
"""Months before and after today that are counted; what is further away is a slip of the hand."""
_NAMED = 6  # months over the limit that the head line names

_initiative, _domain, _person = (kind.__table__.c for kind in (Initiative, Domain, Person))


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A domain's person-days in each month, and what one month may hold (None: nothing says).

    `domain_id` None is what belongs to the whole organisation.
    """

    domain_id: int | None
    short: str
    name: str
    hue: int
    bound: float | None
    loads: tuple[float, ...]

    def over(self, place: int) -> float:
        """By how much a month is over, 0 for one that is not."""
        return excess(self.loads[place], self.bound)


class Work(NamedTuple):
    """What of an initiative loads people and costs money; ten thousand are made in one go."""

    id: int
    code: str
    title: str
    domain_id: int | None
    hue: int
    owner_id: int | None
    owner: str
    initials: str
    finished: bool
    start: date | None
    end: date | None
    effort: float
    cost: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What the load is computed with: domains with their bounds, in their order, the shares of
    what several domains do, archived work, and thousands committed to actions.
    """

    today: date
    calendar: WorkCalendar
    rows: tuple[LoadRow, ...]
    shares: Mapping[int, Shares]
    archived: tuple[Work, ...]
    to_actions: float
    budget: float | None
    currency: str


@dataclass(frozen=True, slots=True)
class TimelineLoad:
    """Load and money of all `months`, which follow each other.

    Finished work counts up to the present month: later it loads nobody. `money` is each
    initiative's cost spread over its working days, `spent` what adds up to the end of each month,
    `undated` what has no dates yet, in thousands of the currency.
    """

    today: date
    months: tuple[date, ...]
    rows: tuple[LoadRow, ...]
    money: tuple[float, ...]
    spent: tuple[float, ...]
    undated: float
    budget: float | None
    currency: str

    @property
    def limits(self) -> str:
        """What the numbers are and what binds them, as a clause."""
        bound = {row.bound for row in self.rows if row.domain_id is not None}
        if len(bound) == 1 and (one := next(iter(bound))) is not None:
            return f"person-days a month, limit {one:,.6g} for each domain"
        if bound - {None}:
            return "person-days a month, each domain has a limit of its own"
        return "person-days a month, no limit is agreed"

    def between(self, first: date, last: date) -> TimelineLoad:
        """The same over the months from that of `first` to that of `last`."""
        months = months_from(first, months_between(first, last))
        places = {month: place for place, month in enumerate(self.months)}

        def cut(amounts: Sequence[float]) -> tuple[float, ...]:
            return tuple(amounts[places[one]] if one in places else 0.0 for one in months)

        rows = tuple(replace(row, loads=cut(row.loads)) for row in self.rows)
        spent = (0.0, *self.spent)
        sums = tuple(spent[bisect_right(self.months, month)] for month in months)
        return replace(self, months=months, rows=rows, money=cut(self.money), spent=sums)


@dataclass(frozen=True, slots=True)
class Over:
    """A month of a domain that is over its limit, and by how much."""

    domain_id: int | None
    short: str
    month: date
    by: float


@dataclass(frozen=True, slots=True)
class Share:
    """What one initiative has of a cell: person-days, or thousands of the currency."""

    id: int
    code: str
    title: str
    hue: int
    owner_id: int | None
    owner: str
    initials: str
    amount: float


def ground(session: Session) -> Ground:
    """What the load is computed with besides the bars that the timeline shows."""
    here = frame(session)
    allowed = bounds(session)
    rows = [
        LoadRow(id, short, name, hue, allowed.get(id), ())
        for id, short, name, hue in session.execute(_DOMAINS)
    ]
    return Ground(
        today(session), here.calendar, (*rows, _ORG), shares(session),
        tuple(Work(*row) for row in session.execute(_ARCHIVED)),
        to_actions(session), here.budget, thousands(here.currency),
    )  # fmt: skip


def timeline_load(here: Ground, cards: Iterable[Card]) -> TimelineLoad:
    """Load and money of all that the timeline could show, whatever it is filtered by."""
    works = [*_works(cards), *here.archived]
    dated = [work for work in works if work.start is not None and work.end is not None]
    months = _months(here.today, dated)
    past = tuple(month for month in months if month <= here.today)
    loads: dict[int | None, list[float]] = {}
    for finished, counted in ((False, months), (True, past)):
        spans = _days(here, (work for work in dated if work.finished is finished))
        for domain, amounts in month_loads(spans, counted, here.calendar).items():
            row = loads.setdefault(domain, [0.0] * len(months))
            for place, amount in enumerate(amounts):
                row[place] += amount
    none = [0.0] * len(months)
    costs = ((None, *_span(work), work.cost) for work in dated)
    money = month_loads(costs, months, here.calendar).get(None, none)
    undated = sum(work.cost for work in works if work.start is None or work.end is None)
    return TimelineLoad(
        here.today,
        months,
        tuple(replace(row, loads=tuple(loads.get(row.domain_id, none))) for row in here.rows),
        tuple(money),
        tuple(accumulate(money)),
        undated + here.to_actions,
        here.budget,
        here.currency,
    )


def sharers(
    here: Ground, cards: Iterable[Card], domain: int | None, months: tuple[date, ...]
) -> tuple[Share, ...]:
    """Who loads a domain in some months that follow each other, the heaviest first."""
    past = tuple(month for month in months if month <= here.today)
    works, found = [*_works(cards), *here.archived], {}
    for finished, counted in ((False, months), (True, past)):
        some = {work.id: work for work in works if work.finished is finished and work.start
                and work.end}  # fmt: skip
        spans = (
            (id, start, end, days)
            for id, work in some.items()
            for key, start, end, days in _days(here, [work])
            if key == domain
        )
        for id, amounts in month_loads(spans, counted, here.calendar).items():
            found[id] = some[id], sum(amounts)
    return _shares_of(found.values())


def payers(here: Ground, cards: Iterable[Card], months: tuple[date, ...]) -> tuple[Share, ...]:
    """What costs money in some months that follow each other, the dearest first."""
    works = {work.id: work for work in (*_works(cards), *here.archived) if work.start and work.end}
    costs = ((id, *_span(work), work.cost) for id, work in works.items())
    found = month_loads(costs, months, here.calendar)
    return _shares_of((works[id], sum(amounts)) for id, amounts in found.items())


# Words ---------------------------------------------------------------------------------------


def overs(load: TimelineLoad) -> tuple[Over, ...]:
    """The months over a limit, from the present one on, in the order of rows and months."""
    first = month_of(load.today)
    return tuple(
        Over(row.domain_id, row.short, month, by)
        for row in load.rows
        for place, month in enumerate(load.months)
        if month >= first and (by := row.over(place))
    )


def over_words(load: TimelineLoad) -> str:
    """The months over a limit as a clause: "3 months over the limit: IT Mar +8, IT Apr +11 ..."."""
    found = overs(load)
    if not found:
        return ""
    years = {one.month.year for one in found}
    said = [
        f"{one.short} {month_words(one.month, year=len(years) > 1)} +{rounded(one.by)}"
        for one in found[:_NAMED]
    ]
    if len(found) > _NAMED:
        said.append(f"and {len(found) - _NAMED:,} more")
    many = "1 month" if len(found) == 1 else f"{len(found):,} months"
    return f"{many} over the limit: {', '.join(said)}"


def unit_words(load: TimelineLoad, step: int) -> str:
    """What the numbers are where a cell stands for `step` months: 1, 3 or 12."""
    if step == 1:
        return load.limits
    return f"{load.limits}; of each {'quarter' if step == 3 else 'year'} the fullest month"


def month_words(month: date, *, year: bool = True) -> str:
    """A month: "Mar 2027", or "Mar"."""
    name = MONTHS[month.month - 1]
    return f"{name} {month.year}" if year else name


def rounded(amount: float) -> str:
    """An amount as a cell prints it: "108", "0.4" for what would be none."""
    return f"{amount:,.0f}" if amount >= 0.95 else f"{max(amount, 0.1):.1f}" if amount else "0"


# Inside --------------------------------------------------------------------------------------

_ORG = LoadRow(None, "Org", "Organisation-wide", ORG_HUE, None, ())
_DOMAINS = select(_domain.id, _domain.short, _domain.name, _domain.hue).order_by(
    _domain.position, _domain.name
)
# What was archived is not on the timeline, but its work was done all the same.
_ARCHIVED = (
    select(
        _initiative.id, _initiative.code, _initiative.title, _initiative.domain_id,
        func.coalesce(_domain.hue, ORG_HUE), _initiative.owner_id,
        func.coalesce(_person.name, ""), func.coalesce(_person.initials, ""),
        literal(True), _initiative.start, _initiative.end, _initiative.effort, _initiative.cost,
    )
    .select_from(Initiative.__table__)
    .join(Domain.__table__, _initiative.domain_id == _domain.id, isouter=True)
    .join(Person.__table__, _initiative.owner_id == _person.id, isouter=True)
    .where(_initiative.state != State.CANCELLED, _initiative.archived.is_(True))
)  # fmt: skip


def _works(cards: Iterable[Card]) -> Iterator[Work]:
    return (
        Work(
            card.id, card.code, card.title, card.domain_id, card.hue, card.owner_id, card.owner,
            card.initials, card.delivered, card.start, card.end, card.effort, card.cost,
        )
        for card in cards
    )  # fmt: skip


def _span(work: Work) -> tuple[date, date]:
    assert work.start is not None
    assert work.end is not None
    return work.start, work.end


def _days(here: Ground, works: Iterable[Work]) -> Iterator[tuple[int | None, date, date, float]]:
    """Works by domain, those that several domains do in their shares."""
    for work in works:
        start, end = _span(work)
        for domain, part in parts_of(here.shares.get(work.id), work.domain_id):
            yield domain, start, end, work.effort * part


def _months(on: date, dated: Sequence[Work]) -> tuple[date, ...]:
    """All months that have load or money, today's at least."""
    spans = [_span(work) for work in dated]
    here = _number(on)
    first = max(_number(min((start for start, _ in spans), default=on)), here - _BACK)
    last = min(_number(max((end for _, end in spans), default=on)), here + _AHEAD)
    first, last = min(first, here), max(last, here)
    return months_from(date(first // 12, first % 12 + 1, 1), last - first + 1)


def _number(on: date) -> int:
    return on.year * 12 + on.month - 1


def _shares_of(found: Iterable[tuple[Work, float]]) -> tuple[Share, ...]:
    shares = (
        Share(
            work.id, work.code, work.title, work.hue, work.owner_id, work.owner, work.initials,
            amount,
        )
        for work, amount in found
        if amount > 0
    )  # fmt: skip
    return tuple(sorted(shares, key=lambda one: (-one.amount, one.code)))
