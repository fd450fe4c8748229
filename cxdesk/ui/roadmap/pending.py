"""What a change of dates brings with it: who is pushed, who stays, which deadlines it passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cxdesk.services.cards import BatchRow, Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import Dates, Kept, Network
from cxdesk.services.slip import bound
from cxdesk.ui.roadmap.drag_shift import Part, Shift


@dataclass(frozen=True, slots=True)
class Over:
    """An initiative that would end after the deadline of its batch, so many working days.

    It is `bound` by rule 1 once it is planned: such dates are refused unless the deadline moves.
    """

    card: Card
    batch: BatchRow
    ends: date
    days: int
    bound: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A link that would be broken, by so many working days."""

    link: LinkRow
    days: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Dates somebody asked for, and what follows from them; nothing of it is saved.

    `breaks` are the links that hold now and would not if nobody else moved, `still` those among
    them that stay broken although the `pushed` move. `instead` is the nearest place at which a
    single one that would come too early itself keeps its links.
    """

    label: str
    asked: Mapping[int, Dates]
    before: Mapping[int, Card]
    pushed: Mapping[int, Dates] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()
    breaks: tuple[Break, ...] = ()
    still: tuple[Break, ...] = ()
    over: tuple[Over, ...] = ()
    over_pushed: tuple[Over, ...] = ()
    pins: Mapping[int, bool] = field(default_factory=dict)
    instead: Dates | None = None

    @property
    def harmless(self) -> bool:
        """Whether it is to be saved without a question."""
        return not self.pushed and not self.breaks and not self.bound()

    def moves(self, *, pushed: bool) -> dict[int, Dates]:
        """The new dates, with those of the pushed ones or without."""
        return {**self.asked, **(self.pushed if pushed else {})}

    def bound(self, *, pushed: bool = False) -> tuple[Over, ...]:
        """Who may not end that late, of those asked for, or with the pushed ones."""
        rows = (*self.over, *self.over_pushed) if pushed else self.over
        return tuple(one for one in rows if one.bound)

    def deadlines(self, *, pushed: bool = False) -> dict[int, date]:
        """The batches whose deadline has to move for it, and where to."""
        found: dict[int, date] = {}
        for one in self.bound(pushed=pushed):
            assert one.batch.id is not None
            found[one.batch.id] = max(one.ends, found.get(one.batch.id, one.ends))
        return found


def consider(
    label: str,
    asked: Mapping[int, Dates],
    network: Network,
    batches: Iterable[BatchRow],
    pins: Mapping[int, bool] | None = None,
) -> Proposal:
    """What follows when initiatives stand at other dates."""
    cards = network.cards
    asked = {id: dates for id, dates in asked.items() if id in cards}
    chain = network.cascade(asked)
    was = network.broken()
    alone = network.broken(asked) if chain.moves else chain.broken
    breaks = _breaks(network, alone, was)
    return Proposal(
        label,
        asked,
        {id: cards[id] for id in (*asked, *chain.moves)},
        chain.moves,
        chain.kept,
        breaks,
        _breaks(network, chain.broken, was),
        over(asked, network, batches),
        over(chain.moves, network, batches),
        dict(pins or {}),
        None if chain.moves or chain.kept else _instead(asked, breaks, network),
    )


def _instead(
    asked: Mapping[int, Dates], breaks: tuple[Break, ...], network: Network
) -> Dates | None:
    """Where one stands that is moved no further than its predecessors let it."""
    if len(asked) != 1 or not breaks:
        return None
    id, dates = next(iter(asked.items()))
    if any(one.link.after != id for one in breaks):
        return None
    old, days = network.cards[id], max(one.days for one in breaks)
    part = Part.START if dates[1] == old.end else Part.WHOLE
    if dates[0] == old.start:
        part = Part.END
    found = Shift(part, days).of(dates, network.work)
    return None if found == (old.start, old.end) else found


def over(
    moves: Mapping[int, Dates], network: Network, batches: Iterable[BatchRow]
) -> tuple[Over, ...]:
    """Who of these would end after the deadline of its batch, or later after it than now."""
    rows = {row.id: row for row in batches}
    found = []
    for id, (_, end) in moves.items():
        card = network.cards[id]
        batch = rows.get(card.batch_id) if card.batch_id is not None else None
        if batch is None or batch.deadline is None or end <= batch.deadline:
            continue
        held = bound(card)
        if not held and card.end is not None and end <= card.end:
            continue  # it is late already, and comes nearer
        days = max(network.work.after(end) - network.work.after(batch.deadline), 1)
        found.append(Over(card, batch, end, days, held))
    return tuple(found)


def _breaks(
    network: Network, broken: Mapping[int, int], was: Mapping[int, int]
) -> tuple[Break, ...]:
    found = [Break(network.links[id], days) for id, days in broken.items() if id not in was]
    return tuple(sorted(found, key=lambda one: (-one.days, network.cards[one.link.after].code)))
