"""Reads all that a printed roadmap may say, and cuts it to what is chosen without the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.load import month_of, months_between, months_from
from cxdesk.model.errors import RuleBroken
from cxdesk.model.program import Program
from cxdesk.model.states import State
from cxdesk.model.wording import count, listed, thousands
from cxdesk.services.baselines import Bars, BaselineRow, Key, bars, baselines
from cxdesk.services.cards import Card
from cxdesk.services.grouping import TIMELINE_AXES, Axis, Heading, headings, key_of
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.roadmap import LinkRow, Roadmap, roadmap
from cxdesk.services.roadmap_days import Mark, RequestDay, Tone, marks, request_days
from cxdesk.services.roadmap_sheet import LaneRow, LinkLine, OutcomeHead, RoadmapSheet
from cxdesk.services.schedule import Network
from cxdesk.services.search import fold
from cxdesk.services.strategy_view import OutcomeRow, outcome_rows
from cxdesk.services.timeline_load import Ground, TimelineLoad, ground, timeline_load

Links = Literal["all", "critical", "none"]

_LONG_AGO = timedelta(days=60)
_BEFORE = 4  # of a lane that ended long ago: so few are named at the edge, for more the axis begins
_MOST_MONTHS = 12 * 60  # more on one axis are a slip of the pen: what lies further is at its edge


@dataclass(frozen=True)
class Material:
    """All that there is, as frozen rows: what prints it opens no file."""

    roadmap: Roadmap
    letterhead: Letterhead
    north_star: str
    outcomes: tuple[OutcomeRow, ...]
    requests: tuple[RequestDay, ...]
    headings: Mapping[Axis, tuple[Heading, ...]]
    ground: Ground
    baselines: tuple[tuple[BaselineRow, Bars], ...]

    @cached_property
    def network(self) -> Network:
        """The schedule's network, made when first asked for."""
        board = self.roadmap.board
        return Network(board.cards, self.roadmap.links, board.frame.calendar)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The days that stand out."""
        return marks(self.roadmap, self.roadmap.board.today, self.requests)

    @cached_property
    def load(self) -> TimelineLoad:
        """Person-days and money by month of all there is, whatever is chosen of it."""
        return timeline_load(self.ground, self.roadmap.board.cards)


def material(session: Session, keys: Iterable[Key] = (), here: Roadmap | None = None) -> Material:
    """Everything, with the dates of the baselines `keys`; the bars are read unless `here`."""
    here = roadmap(session) if here is None else here
    star = session.execute(select(Program.__table__.c.north_star)).scalar_one()
    wanted = list(dict.fromkeys(keys))
    rows = {row.key: row for row in baselines(session)} if wanted else {}
    return Material(
        here, letterhead(session), star, outcome_rows(session, {}), request_days(session),
        {axis: headings(session, axis, here.board) for axis in TIMELINE_AXES},
        ground(session),
        tuple((rows[key], bars(session, key)) for key in wanted if key in rows),
    )  # fmt: skip


def find_baseline(session: Session, name: str) -> Key:
    """The key of the baseline of a name. Raises RuleBroken naming those that there are."""
    rows = baselines(session)
    found = next((row.key for row in rows if fold(row.name) == fold(name.strip())), None)
    if found is not None:
        return found
    known = listed([f"“{row.name}”" for row in rows]) or "none"
    raise RuleBroken(f"There is no baseline “{name.strip()}”. There are: {known}.")


def roadmap_sheet(
    source: Material,
    lanes_by: Axis = Axis.DOMAIN,
    *,
    first: date | None = None,
    last: date | None = None,
    baseline: Key | None = None,
    links: Links = "all",
    shown: Collection[int] | None = None,
    filters: Sequence[str] = (),
) -> RoadmapSheet:
    """The roadmap cut into these lanes with the bars `shown` (all when None).

    It goes from the month of `first` to that of `last`, or over all there is; bars that lie wholly
    outside are named at the edge. Raises RuleBroken where `last` is before `first`.
    """
    board = source.roadmap.board
    some = [card for card in board.cards if shown is None or card.id in shown]
    lanes = _lanes(source.headings[lanes_by], board.cards, some, lanes_by)
    marks = source.marks
    dates_of = {card.id: (card.start, card.end) for card in some}
    begin, end = _range(source, lanes, marks, first, last)
    lines = _links(source, {card.id: card.domain_id for card in some})
    then, name = {}, ""
    for row, dates in source.baselines:
        if row.key == baseline:
            name, then = row.name, {id: dates[id] for id in dates_of if id in dates}
    network = source.network
    plan = network.schedule()
    ids = [card.id for card in some if network.has_dates(card.id)]
    return RoadmapSheet(
        board.frame, source.letterhead, source.north_star, board.today, lanes_by, tuple(filters),
        begin, end,
        tuple(map(_outcome, source.outcomes)), lanes, _chosen(lines, links),
        tuple(mark for mark in marks if not mark.minor or mark.initiative in dates_of),
        name, then, {id: dates for id, dates in then.items() if dates != dates_of[id]},
        _load(source, begin, end), plan.critical & set(ids),
        {id: many for id in ids if (many := plan.slack(id)) is not None},
        {id: network.lasts[network.nodes[id]] for id in ids},
        lines, _counts(source, some),
    )  # fmt: skip


def _lanes(
    heads: Sequence[Heading], every: Sequence[Card], some: Sequence[Card], by: Axis
) -> tuple[LaneRow, ...]:
    counts: dict[object, int] = {}
    for card in every:
        key = key_of(by, card)
        counts[key] = counts.get(key, 0) + 1
    found: dict[object, list[Card]] = {}
    for card in sorted(some, key=_by_dates):
        found.setdefault(key_of(by, card), []).append(card)
    rows = [
        LaneRow(head, counts.get(head.key, 0), tuple(found.get(head.key, ()))) for head in heads
    ]
    # Nobody looks for what has no owner where all have one, nor for people who own nothing.
    empty = [row for row in rows if not row.count and (row.heading.key is None or by is Axis.OWNER)]
    return tuple(row for row in rows if row not in empty or len(empty) == len(rows))


def _by_dates(card: Card) -> tuple[date, date, int, str]:
    return card.start or date.max, card.end or date.max, len(card.code), card.code


def _range(
    source: Material,
    lanes: Sequence[LaneRow],
    marks: Sequence[Mark],
    first: date | None,
    last: date | None,
) -> tuple[date, date]:
    """The first day of the first month, and the last of the last."""
    today = source.roadmap.board.today
    dated = [card for lane in lanes for card in lane.cards if card.start and card.end]
    plain = [mark for mark in marks if not mark.minor]
    if first is None:
        gone = {card.id for card in dated if card.delivered and card.end
                and card.end < today - _LONG_AGO}  # fmt: skip
        most = max((sum(card.id in gone for card in lane.cards) for lane in lanes), default=0)
        starts = [card.start for card in dated if card.start
                  and (card.id not in gone or most > _BEFORE)]  # fmt: skip
        late = [mark.on for mark in plain if mark.tone is Tone.LATE]
        first = min([today, *starts, *late])
    if last is None:
        ends = [card.end for card in dated if card.end]
        last = max([first, today, *ends, *(mark.on for mark in plain)])
    if last < first:
        raise RuleBroken("The roadmap ends before it starts: choose a later last day.")
    begin = month_of(first)
    number = min(months_between(begin, last), _MOST_MONTHS)
    return begin, months_from(begin, number + 1)[-1] - timedelta(days=1)


def _links(source: Material, domains: Mapping[int, int | None]) -> tuple[LinkLine, ...]:
    network = source.network
    broken, critical = network.broken(), network.schedule().critical_links

    def line(row: LinkRow) -> LinkLine:
        return LinkLine(
            row.before, row.after, row.type.value, row.lag, row.id in critical,
            broken.get(row.id, 0), domains[row.before] != domains[row.after],
        )  # fmt: skip

    return tuple(
        line(row) for row in source.roadmap.links if row.before in domains and row.after in domains
    )


def _chosen(lines: tuple[LinkLine, ...], links: Links) -> tuple[LinkLine, ...]:
    if links == "none":
        return ()
    return tuple(one for one in lines if links == "all" or one.critical or one.missing)


def _outcome(row: OutcomeRow) -> OutcomeHead:
    every = [value for value in (row.baseline, row.target, row.latest) if value is not None]
    places = 1 if any(value != round(value) for value in every) else 0

    def said(value: float) -> str:
        return f"{value:,.{places}f}".removeprefix("-").join(("−" if value < 0 else "", ""))

    now = f"now {_with(said(row.latest), row.unit)}" if row.latest is not None else "no reading yet"
    way = f"{said(row.baseline)} → {_with(said(row.target), row.unit)}"
    return OutcomeHead(f"{row.code} {row.name}", f"{way}, {now}")


def _with(value: str, unit: str) -> str:
    return f"{value} {unit}".strip()


def _load(source: Material, first: date, last: date) -> TimelineLoad:
    """Of each domain, and of the whole organisation where it has work in these months."""
    load = source.load.between(first, last)
    rows = tuple(row for row in load.rows if row.domain_id is not None or any(row.loads))
    return replace(load, rows=rows)


def _counts(source: Material, some: Sequence[Card]) -> str:
    """How many there are in which state, and what they cost."""
    frame, on = source.roadmap.board.frame, source.roadmap.board.today
    unit = thousands(frame.currency)
    cost = f"{sum(card.cost for card in some):,.0f}"
    if frame.budget is not None and len(some) == len(source.roadmap.board.cards):
        cost += f" of {frame.budget:,.0f}"
    parts = [f"{count(len(some), 'initiative')}, {cost} {unit}"]
    states = []
    for state in (State.DELIVERED, State.EMBEDDED, State.IN_PROGRESS):
        here = [card for card in some if card.state is state]
        if not here:
            continue
        words = f"{len(here):,} {state.label.lower()}"
        late = sum(1 for card in here if card.check_due and card.check_due < on)
        if late:
            words += f" ({late:,} with its six-month check overdue)"
        if state is State.IN_PROGRESS and frame.wip is not None:
            words += f" (limit {frame.wip:,})"
        states.append(words)
    blocked = sum(1 for card in some if card.blocked)
    if blocked:
        states.append(f"{blocked:,} blocked")
    return " · ".join([*parts, *([", ".join(states)] if states else [])])
