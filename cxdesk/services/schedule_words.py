"""Why an initiative stands where it does, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cxdesk.analysis.schedule import Arc
from cxdesk.model.links import named
from cxdesk.model.states import LinkType
from cxdesk.model.wording import count, day, listed

if TYPE_CHECKING:
    from cxdesk.services.cards import Card
    from cxdesk.services.schedule import Network

_HELD = {"started": "has started", "pinned": "is pinned", "cycle": "waits for itself"}
_MOST_DAYS = 4  # free days that are named one by one


@dataclass(frozen=True, slots=True)
class Driver:
    """What decides where an initiative stands at the earliest.

    `kind` is "link" (with its `link_id`), "planned start", "pinned", "started", "finished" or
    "cycle". `text` goes on from its code: "starts after CX-101 ends"; `label` says it in short:
    "CX-101 FS".
    """

    kind: str
    link_id: int | None
    text: str
    label: str


_AS_PLANNED = Driver("planned start", None, "starts when it is planned to", "planned start")


def driver(network: Network, node: int) -> Driver:
    """What decides where one stands at the earliest."""
    if held := network.held.get(node):
        return Driver(held, None, _stands(network.bars[node], held), held)
    if (arc := deciding(network, node)) is None:
        return _AS_PLANNED
    code, link = network.bars[arc.before].code, network.links[arc.link]
    return Driver("link", link.id, _tied(link.type, link.lag, code), f"{code} {link.type.value}")


def kept(card: Card, held: str) -> str:
    """Why one keeps its dates: "CX-201 has started"."""
    return f"{card.code} {_stands(card, held)}"


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
        yield f"It {_stands(card, held)}: it stands at its own dates, {_span(network, node)}."
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
    tied = _tied(link.type, link.lag, f"{before.code} {before.title}")
    yield f"It {tied}, {day(on)}{earliest}."
    own = times.early[arc.after] + (network.lasts[arc.after] if arc.holds_end else 0)
    reached = work.day(own - 1 if arc.holds_end else own)
    verb = "it ends" if arc.holds_end else "it starts"
    yield from _pushed(network, on + timedelta(days=1), reached, verb)


def _pushed(network: Network, first: date, reached: date, verb: str) -> Iterator[str]:
    """The days from `first` until `reached` on which nobody works."""
    if first >= reached:
        return
    calendar = network.calendar
    week = calendar.week or set(range(7))
    holidays = sorted(
        on for on in calendar.holidays if first <= on < reached and on.weekday() in week
    )
    free = [
        on for on in (first + timedelta(days=nth) for nth in range(min((reached - first).days, 15)))
        if on.weekday() not in week
    ]  # fmt: skip
    if not holidays and len(free) > _MOST_DAYS:
        return  # a lag of weeks: that these have week ends is no news
    days = sorted([*holidays, *(free if len(free) <= _MOST_DAYS else ())])
    if not days:
        return
    shown = [f"{day(on)} (a holiday)" if on in calendar.holidays else day(on) for on in days[:6]]
    if len(days) > 6:
        shown.append(f"{len(days) - 6} more days")
    many = "is" if len(days) == 1 else "are"
    yield f"{listed(shown)} {many} not worked: {verb} {day(reached)}."


def _missed(network: Network, node: int) -> Iterator[str]:
    """The links that one which is held does not keep."""
    early = network.times.early
    for arc in sorted(network.ins[node], key=lambda one: network.bars[one.before].code):
        late = early[arc.before] + arc.weight - early[node]
        if late > 0:
            link, before = network.links[arc.link], network.bars[arc.before]
            yield (
                f"By its link it {_tied(link.type, link.lag, before.code)}: "
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


def _stands(card: Card, held: str) -> str:
    return _HELD.get(held) or f"is {card.state.label.lower()}"


def _tied(kind: LinkType, lag: int, other: str) -> str:
    """What a link asks of a successor: "starts 3 working days after CX-101 ends"."""
    verb = "starts" if kind in (LinkType.FS, LinkType.SS) else "ends"
    does = "ends" if kind in (LinkType.FS, LinkType.FF) else "starts"
    if lag:
        distance = f"{count(abs(lag), 'working day')} {'after' if lag > 0 else 'before'}"
    else:
        distance = "after" if kind is LinkType.FS else "when"
    return f"{verb} {distance} {other} {does}"
