"""The schedule: when each initiative could stand, what holds it there, and what a move pushes.

The bars are what people planned; the schedule never changes them. It says how early and how late
each could be, which links the planned dates break, and what would move if some dates changed.

An initiative that is part of another is a bar of its own. A link to a parent binds what is in it
as well: what waits for its end waits for all their ends, and all in it start after what it waits
for. A link that ties the parent's start to others, or its end by others, is about its bar alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.cascade import Pushes, Stretch, cascade, gap
from cxdesk.analysis.schedule import ANY, Arc, Times, arc, passes
from cxdesk.analysis.workdays import work_days
from cxdesk.model.states import LinkType, State
from cxdesk.services import roadmap, schedule_words
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule_dates import Planned, Schedule
from cxdesk.services.schedule_words import Driver

__all__ = ["Cascade", "Driver", "Kept", "Network", "Planned", "Schedule"]

Dates = tuple[date, date]
"""A first and a last day, both inclusive."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One that would have to move but keeps its dates, and why: "CX-201 has started"."""

    id: int
    why: str


@dataclass(frozen=True, slots=True)
class Cascade:
    """What a move brings with it: the successors pushed and where to, those kept, and the links
    that are broken after it with the working days they miss.

    `by` names the link that decides for each that is pushed or kept.
    """

    moves: dict[int, Dates]
    kept: tuple[Kept, ...]
    broken: dict[int, int]
    by: dict[int, int]


class Network:
    """The initiatives that have dates and the links between them, in whole working days.

    `nodes` numbers those with dates; in this order are `bars`, `at` (where they are planned),
    `lasts`, `ins` and what `times` knows. `held` says why one stands where it is planned.
    """

    def __init__(
        self, cards: Iterable[Card], links: Sequence[LinkRow], calendar: WorkCalendar
    ) -> None:
        self.calendar = calendar
        self.work = work_days(calendar)
        self.links = {link.id: link for link in links}
        self.cards = {card.id: card for card in cards}
        self.bars = bars = [card for card in self.cards.values() if card.start and card.end]
        self.nodes = {card.id: node for node, card in enumerate(bars)}
        self.at = [self.work.stretch(c.start, c.end) for c in bars if c.start and c.end]
        self.held = {node: why for node, card in enumerate(bars) if (why := _held(card))}
        self.lasts = [end - start for start, end in self.at]
        self.planned: dict[int, Planned] = {}  # as far as somebody asked
        self._arcs = list(self._arcs_of(links))

    def _arcs_of(self, links: Iterable[LinkRow]) -> Iterator[Arc]:
        nodes, days = self.nodes, self.lasts
        parts = _parts(self.cards.values())
        for link in links:
            pairs = [(link.before, link.after)]
            if parts and (link.before in parts or link.after in parts):
                pairs = _parted(link, parts)
            for before, after in pairs:
                if before in nodes and after in nodes:
                    yield arc(link.type, link.lag, nodes[before], nodes[after], days, link.id)

    # The passes ---------------------------------------------------------------------------

    @cached_property
    def times(self) -> Times:
        """The passes forward and backward."""
        waiting = {one.after for one in self._arcs}
        held, pinned = self.held, {node for node, why in self.held.items() if why == "pinned"}
        floors = [
            start if node in held or node not in waiting else ANY
            for node, (start, _) in enumerate(self.at)
        ]
        found = passes(self.lasts, floors, held, pinned, self._arcs)
        if not found.loops:
            return found
        # Circles are refused when links are made; a file from elsewhere may hold one.
        looped = {node for loop in found.loops for node in loop}
        for node in looped:
            self.held.setdefault(node, "cycle")
            floors[node] = self.at[node][0]
        return passes(self.lasts, floors, self.held, pinned, self._arcs)

    def schedule(self) -> Schedule:
        """Early and late dates and slack of all."""
        return Schedule(self)

    @cached_property
    def critical(self) -> frozenset[int]:
        """Initiatives without slack that are not finished."""
        times, held, bars = self.times, self.held, self.bars
        return frozenset(
            bars[node].id
            for node, (late, early) in enumerate(zip(times.late, times.early, strict=True))
            if late <= early and held.get(node) != "finished"
        )

    @cached_property
    def critical_links(self) -> frozenset[int]:
        """Links between critical ones that leave no working day."""
        early, outs, bars = self.times.early, self.times.outs, self.bars
        return frozenset(
            one.link
            for node in map(self.nodes.__getitem__, self.critical)
            for one in outs[node]
            if early[one.after] - one.weight <= early[node] and bars[one.after].id in self.critical
        )

    @cached_property
    def cycles(self) -> tuple[tuple[int, ...], ...]:
        """Initiatives that wait for themselves, circle by circle, in a file from elsewhere."""
        return tuple(tuple(self.bars[node].id for node in loop) for loop in self.times.loops)

    @cached_property
    def ins(self) -> list[list[Arc]]:
        """The links that each waits for, circles left out."""
        ins: list[list[Arc]] = [[] for _ in self.bars]
        for leaving in self.times.outs:
            for one in leaving:
                ins[one.after].append(one)
        return ins

    @cached_property
    def _touching(self) -> list[list[Arc]]:
        """All links at each, circles included."""
        found: list[list[Arc]] = [[] for _ in self.bars]
        for one in self._arcs:
            found[one.before].append(one)
            if one.after != one.before:
                found[one.after].append(one)
        return found

    @cached_property
    def _rank(self) -> list[int]:
        rank = [0] * len(self.bars)
        for nth, node in enumerate(self.times.order):
            rank[node] = nth
        return rank

    # Questions ----------------------------------------------------------------------------

    def why(self, id: int) -> tuple[str, ...]:
        """Why it is where it is, in sentences."""
        return schedule_words.why(self, id)

    def broken(self, moved: Mapping[int, Dates] | None = None) -> dict[int, int]:
        """The links that planned dates break and the working days they miss.

        `moved` are other dates of some, put over the planned ones.
        """
        return self._broken_with({self.nodes[id]: self.work.stretch(*d) for id, d in moved.items()
                                  if id in self.nodes} if moved else {})  # fmt: skip

    @cached_property
    def _broken(self) -> dict[int, int]:
        found: dict[int, int] = {}
        at = self.at
        for one in self._arcs:
            left = at[one.after][one.holds_end] - one.lag - at[one.before][one.leaves_end]
            if left < 0:
                found[one.link] = max(found.get(one.link, 0), -left)
        return found

    def _broken_with(self, now: Mapping[int, Stretch]) -> dict[int, int]:
        found = dict(self._broken)
        at = self.at
        for link in {one.link for node in now for one in self._touching[node]}:
            # A link of a parent is several arcs: the worst of them counts.
            left = min(
                gap(one, now.get(one.before, at[one.before]), now.get(one.after, at[one.after]))
                for one in self._of_link[link]
            )
            found.pop(link, None)
            if left < 0:
                found[link] = -left
        return found

    @cached_property
    def _of_link(self) -> dict[int, list[Arc]]:
        found: dict[int, list[Arc]] = {}
        for one in self._arcs:
            found.setdefault(one.link, []).append(one)
        return found

    def cascade(self, moved: Mapping[int, Dates]) -> Cascade:
        """What follows when these initiatives stand at other dates, which they keep.

        A successor whose link that breaks moves later, as little as its links allow, keeping its
        working days. Pinned, started and finished ones stay. A link that was broken before stays
        so, unless its successor moves anyway.
        """
        nodes = self.nodes
        now = {nodes[id]: self.work.stretch(*dates) for id, dates in moved.items() if id in nodes}
        times = self.times
        pushes = cascade(now, self.at, self.ins, times.outs, self._rank, self.held, self._broken)
        return self._told(now, pushes)

    def _told(self, now: dict[int, Stretch], pushes: Pushes) -> Cascade:
        bars = self.bars
        now.update(pushes.moved)
        return Cascade(
            {bars[node].id: self._dates(*place) for node, place in pushes.moved.items()},
            tuple(
                Kept(bars[node].id, schedule_words.kept(bars[node], self.held[node]))
                for node in pushes.kept
            ),
            self._broken_with(now),
            {bars[node].id: one.link for node, one in pushes.by.items()},
        )

    def pull_in(self) -> dict[int, Dates]:
        """What a recalculation would move: all that wait for another, to their early dates.

        Pinned, started and finished ones stay.
        """
        early, held, found = self.times.early, self.held, {}
        for node in {one.after for one in self._arcs}:
            start = early[node]
            if node not in held and start != self.at[node][0]:
                found[self.bars[node].id] = self._dates(start, start + self.lasts[node])
        return found

    # Working days -------------------------------------------------------------------------

    def has_dates(self, id: int) -> bool:
        """Whether it stands on the timeline."""
        return id in self.nodes

    def snap(self, on: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        return self.work.day(self.work.index(on))

    def days(self, start: date, end: date) -> int:
        """Working days from `start` to `end`, both included; one at least, at a weekend too."""
        first, after = self.work.stretch(start, end)
        return after - first

    def end_of(self, start: date, days: int) -> date:
        """The last day of what starts on `start` and lasts so many working days, one at least."""
        return self.work.day(self.work.index(start) + max(days, 1) - 1)

    def start_of(self, end: date, days: int) -> date:
        """The first day of what ends on `end` and lasts so many working days, one at least."""
        return self.work.day(self.work.after(end) - max(days, 1))

    def shifted(self, id: int, days: int) -> Dates:
        """Its dates so many working days later, or earlier; it keeps its own working days."""
        start, end = self.at[self.nodes[id]]
        return self._dates(start + days, end + days)

    def _dates(self, start: int, end: int) -> Dates:
        return self.work.day(start), self.work.day(end - 1)


def network(session: Session) -> Network:
    """The network of the program."""
    here = roadmap.roadmap(session)
    return Network(here.board.cards, here.links, here.board.frame.calendar)


def schedule(session: Session) -> Schedule:
    """The schedule of the program."""
    return network(session).schedule()


def _held(card: Card) -> str:
    """Why it stands at its own dates; "" where its links decide."""
    column = card.column  # for one on hold, where it returns to
    if column in _DONE:
        return "finished"
    if column is _STARTED:
        return "started"
    return "pinned" if card.pinned else ""


_STARTED, _DONE = State.IN_PROGRESS, (State.DELIVERED, State.EMBEDDED)


def _parted(link: LinkRow, parts: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """What a link of a parent ties, as the head of this file has it."""
    first, second = [link.before], [link.after]
    if link.type in (LinkType.FS, LinkType.FF):
        first += parts.get(link.before, ())
    if link.type in (LinkType.FS, LinkType.SS):
        second += parts.get(link.after, ())
    return [(before, after) for before in first for after in second]


def _parts(cards: Iterable[Card]) -> dict[int, list[int]]:
    """All that is in each initiative that others are part of, at any depth."""
    children: dict[int, list[int]] = {}
    for card in cards:
        if card.parent_id is not None:
            children.setdefault(card.parent_id, []).append(card.id)
    found = {}
    for parent in children:
        within = dict.fromkeys(children[parent])
        todo = list(within)
        for child in todo:
            for below in children.get(child, ()):
                if below not in within and below != parent:
                    within[below] = None
                    todo.append(below)
        found[parent] = list(within)
    return found
