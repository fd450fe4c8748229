"""Why an initiative stands where it does, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from cxdesk.analysis.schedule import Arc
from cxdesk.model.links import named
from cxdesk.model.states import LinkType, State
from cxdesk.model.wording import count, day, listed
from cxdesk.services.link_words import tied

if TYPE_CHECKING:
    from cxdesk.services.cards import Card
    from cxdesk.services.schedule import Network

_NEAR = 7  # days within which free days of the week are named too
_MOST_RUNS = 6


@dataclass(frozen=True, slots=True)
class Driver:
    """What decides where an initiative stands at the earliest.

    `kind` is "link", "planned start", "pinned", "started", "finished" or "cycle". A link is told by
    its id, its type and lag, and the `code` of the predecessor.
    """

    kind: str
    link_id: int | None = None
    code: str = ""
    type: LinkType = LinkType.FS
    lag: int = 0
    state: State = State.PLANNED

    @property
    def text(self) -> str:
        """What goes on from the initiative's code: "starts after CX-101 ends"."""
        if self.kind == "link":
            return tied(self.type, self.lag, self.code)
        return _STANDS.get(self.kind) or f"is {self.state.label.lower()}"

    @property
    def label(self) -> str:
        """In short: "CX-101 FS", "pinned"."""
        return f"{self.code} {self.type.value}" if self.kind == "link" else self.kind


_STANDS = {
    "started": "has started",
    "pinned": "is pinned",
    "cycle": "waits for itself",
    "planned start": "starts when it is planned to",
}


def driver(network: Network, node: int) -> Driver:
    """What decides where one stands at the earliest."""
    if held := network.held.get(node):
        return _held(held, network.bars[node].state)
    if (arc := deciding(network, node)) is None:
        return _held("planned start", State.PLANNED)
    link = network.links[arc.link]
    return Driver("link", link.id, network.bars[arc.before].code, link.type, link.lag)


@cache
def _held(kind: str, state: State) -> Driver:
    return Driver(kind, state=state)


def kept(card: Card, held: str) -> str:
    """Why one keeps its dates: "CX-201 has started"."""
    return f"{card.code} {_held(held, card.state).text}"


def deciding(network: Network, node: int) -> Arc | None:
    """The link that lets one start no earlier; of several the same, the first by code."""
    early, waits = network.times.early, network.ins[node]
    tight = [one for one in waits if early[one.before] + one.weight == early[node]]
    if len(tight) > 1:
        tight.sort(key=lambda one: network.bars[one.before].code)
    return tight[0] if tight else None


def why(network: Network, id: int) -> tuple[str, ...]:
    """Why an initiative is where it is, in sentences."""
    card, node = network.cards.get(id), network.nodes.get(id)
    if card is None:
        return ()
    if node is None:
        return (f"{card.code} has no dates yet: give it a start and an end.",)
    return (*_place(network, node), *_asides(network, node), *_planned(network, node))


def _place(network: Network, node: int) -> Iterator[str]:
    """What holds it where it is."""
    card, start = network.bars[node], network.times.early[node]
    held = network.held.get(node, "")
    if held == "cycle":
        loop = next(loop for loop in network.cycles if card.id in loop)
        codes = {id: each.code for id, each in network.cards.items()}
        yield f"Its links close a cycle, {named((*loop, loop[0]), codes)}: remove one of them."
    elif held == "pinned":
        yield f"It is pinned to {_span(network, node)}, whatever it waits for."
    elif held:
        why = _held(held, card.state).text
        yield f"It {why}: it stands at its own dates, {_span(network, node)}."
    elif (arc := deciding(network, node)) is not None:
        yield from _linked(network, arc)
    else:
        planned = card.start or date.max  # those on the timeline have one
        yield f"It waits for no other initiative: it starts when it is planned to, {day(planned)}."
        yield from _pushed(network, planned, network.work.day(start), "it starts")
    if held:
        yield from _missed(network, node)


def _linked(network: Network, arc: Arc) -> Iterator[str]:
    """The link that decides, and the free days that it jumps over."""
    times, work, link = network.times, network.work, network.links[arc.link]
    before = network.bars[arc.before]
    at = times.early[arc.before] + (network.lasts[arc.before] if arc.leaves_end else 0)
    planned = network.at[arc.before][arc.leaves_end]
    on = work.day(at - 1 if arc.leaves_end else at)
    earliest = "" if at == planned else " at the earliest"
    said = tied(link.type, link.lag, f"{before.code} {before.title}")
    yield f"It {said}, {day(on)}{earliest}."
    own = times.early[arc.after] + (network.lasts[arc.after] if arc.holds_end else 0)
    reached = work.day(own - 1 if arc.holds_end else own)
    verb = "it ends" if arc.holds_end else "it starts"
    then = date.fromordinal(min(on.toordinal() + 1, date.max.toordinal()))
    yield from _pushed(network, then, reached, verb)


def _pushed(network: Network, first: date, reached: date, verb: str) -> Iterator[str]:
    """The days from `first` until `reached` on which nobody works."""
    week, holidays = network.calendar.week or set(range(7)), network.calendar.holidays
    many = (reached - first).days
    near = [first + timedelta(days=nth) for nth in range(min(many, _NEAR))]
    free = {on for on in near if on.weekday() not in week} if many <= _NEAR else set()
    # Week ends are told of a short way alone: that a lag of months has some is no news.
    off = {on for on in holidays if first <= on < reached and (on.weekday() in week or on in free)}
    runs = _runs(sorted(free | off), off)
    if not runs:
        return
    shown = runs if len(runs) <= _MOST_RUNS else [*runs[:_MOST_RUNS], "others"]
    one = len(free | off) == 1
    yield f"{listed(shown)} {'is' if one else 'are'} not worked: {verb} {day(reached)}."


def _runs(days: list[date], holidays: Collection[date]) -> list[str]:
    """Days in words, those that follow one another as one: "26–27 Mar 2027"."""
    runs: list[list[date]] = []
    for on in days:
        last = runs[-1][-1] if runs else None
        if last and last + timedelta(days=1) == on and not {last, on} & set(holidays):
            runs[-1].append(on)
        else:
            runs.append([on])
    return [_run(run[0], run[-1], run[0] in holidays) for run in runs]


def _run(first: date, last: date, holiday: bool) -> str:
    if first == last:
        return f"{day(first)} (a holiday)" if holiday else day(first)
    if first.month == last.month:
        return f"{first.day}–{day(last)}"
    return f"{day(first)} to {day(last)}"


def _missed(network: Network, node: int) -> Iterator[str]:
    """The links that one which is held does not keep."""
    early = network.times.early
    for arc in sorted(network.ins[node], key=lambda one: network.bars[one.before].code):
        late = early[arc.before] + arc.weight - early[node]
        if late > 0:
            link, before = network.links[arc.link], network.bars[arc.before]
            yield (
                f"By its link it {tied(link.type, link.lag, before.code)}: "
                f"that would be {count(late, 'working day')} later."
            )


def _asides(network: Network, node: int) -> Iterator[str]:
    """What it waits for that does not count."""
    id = network.bars[node].id
    for link in network.links.values():
        if link.after == id and link.before not in network.nodes and link.before in network.cards:
            yield f"{network.cards[link.before].code} has no dates, so it holds nothing up yet."


def _planned(network: Network, node: int) -> Iterator[str]:
    """How far its planned start is from the earliest one."""
    if node in network.held:
        return
    early = network.times.early[node]
    off = network.at[node][0] - early
    start, many = day(network.work.day(early)), count(abs(off), "working day")
    if off > 0:
        yield f"It could start {start}, {many} earlier than planned."
    elif off < 0:
        yield f"It should not start before {start}, {many} later than planned."


def _span(network: Network, node: int) -> str:
    card = network.bars[node]
    return f"{day(card.start or date.max)} to {day(card.end or date.max)}"
