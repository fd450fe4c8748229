"""A ranking with ties, and the moves that change it: every item is in exactly one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

Zone = Literal["ranked", "unranked", "no_opinion"]
Tier = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """What one person thinks of items, by their ids.

    `ranked` are tiers, the best first, whose members are tied. `unranked` is one tier below all
    ranked. `no_opinion` is left out of every comparison. `cut` draws the line *not this cycle*:
    so many ranked tiers are above it; None draws none, and all ranked are above.
    """

    ranked: tuple[Tier, ...] = ()
    unranked: Tier = ()
    no_opinion: Tier = ()
    cut: int | None = None

    def __iter__(self) -> Iterator[int]:
        """Every id, from the best down."""
        return chain(*self.ranked, self.unranked, self.no_opinion)

    @property
    def compared(self) -> tuple[Tier, ...]:
        """The tiers that are compared: all ranked, and the unranked below them."""
        return (*self.ranked, self.unranked) if self.unranked else self.ranked

    @property
    def above(self) -> frozenset[int]:
        """The items above the line: this cycle, then."""
        return frozenset(chain(*self.ranked[: self.cut]))

    def only(self, ids: Collection[int]) -> Tiers:
        """The same without the items that are not among `ids`."""
        kept = [tuple(id for id in tier if id in ids) for tier in self.ranked]
        return Tiers(
            tuple(tier for tier in kept if tier),
            tuple(id for id in self.unranked if id in ids),
            tuple(id for id in self.no_opinion if id in ids),
            None if self.cut is None else sum(map(bool, kept[: self.cut])),
        )

    def with_new(self, ids: Iterable[int]) -> Tiers:
        """The same with the items of `ids` that it does not hold, unranked."""
        there = set(self)
        new = tuple(id for id in ids if id not in there)
        return replace(self, unranked=self.unranked + new)

    def with_line(self, cut: int | None) -> Tiers:
        """The same with the line after so many ranked tiers, at most all; None takes it away."""
        return replace(self, cut=None if cut is None else max(0, min(cut, len(self.ranked))))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item may be put, among the others.

    Of the ranked it is a tier of its own before the tier `tier`, or is `tied` with that one. `at`
    is its place within a tie or a zone, None the last. Where the line is drawn before that tier
    the item goes before the line, unless it is to be `below`.
    """

    zone: Zone
    tier: int = 0
    tied: bool = False
    at: int | None = None
    below: bool = False


def spot_of(here: Tiers, id: int) -> Spot:
    """Where an item is; `put` there changes nothing."""
    for tier, members in enumerate(here.ranked):
        if id in members:
            tied = len(members) > 1
            at = members.index(id) if tied else None
            return Spot("ranked", tier, tied, at, _is_below(here, tier))
    if id in here.unranked:
        return Spot("unranked", at=here.unranked.index(id))
    return Spot("no_opinion", at=here.no_opinion.index(id))


def rank_of(here: Tiers, id: int) -> int | None:
    """One more than there are items above it, None for an item that is not ranked."""
    above = 0
    for tier in here.ranked:
        if id in tier:
            return above + 1
        above += len(tier)
    return None


def tied_with(here: Tiers, id: int) -> Tier:
    """The items that it is tied with."""
    tier = next((tier for tier in here.ranked if id in tier), ())
    return tuple(other for other in tier if other != id)


def put(here: Tiers, id: int, spot: Spot) -> Tiers:
    """Take an item out and put it elsewhere; `spot` counts the others alone."""
    rest = here.only(set(here) - {id})
    if spot.zone == "unranked":
        return replace(rest, unranked=_insert(rest.unranked, id, spot.at))
    if spot.zone == "no_opinion":
        return replace(rest, no_opinion=_insert(rest.no_opinion, id, spot.at))
    ranked, cut = list(rest.ranked), rest.cut
    if spot.tied and ranked:
        tier = min(spot.tier, len(ranked) - 1)
        ranked[tier] = _insert(ranked[tier], id, spot.at)
    else:
        tier = min(spot.tier, len(ranked))
        ranked.insert(tier, (id,))
        if cut is not None and (tier < cut or (tier == cut and not spot.below)):
            cut += 1
    return replace(rest, ranked=tuple(ranked), cut=cut)


def up(here: Tiers, id: int) -> Tiers:
    """Out of a tie, else over the line, else above the tier above; unranked, the last ranked."""
    spot = spot_of(here, id)
    if spot.zone != "ranked":
        return put(here, id, Spot("ranked", len(here.ranked), below=True))
    if spot.tied:
        return put(here, id, Spot("ranked", spot.tier, below=spot.below))
    if spot.tier == here.cut:
        return put(here, id, replace(spot, below=False))
    return put(here, id, replace(spot, tier=max(0, spot.tier - 1)))


def down(here: Tiers, id: int) -> Tiers:
    """Out of a tie, else over the line, else below the tier below; the last, below all ranked."""
    spot = spot_of(here, id)
    if spot.zone != "ranked":
        return here
    if not spot.tied and spot.tier + 1 == here.cut:
        return put(here, id, replace(spot, below=True))
    if spot.tied or spot.tier + 1 < len(here.ranked):
        return put(here, id, Spot("ranked", spot.tier + 1, below=spot.below))
    return put(here, id, Spot("unranked", at=0))


def tie(here: Tiers, id: int) -> Tiers:
    """Tie it with the item above; tied with that one already, it becomes the next lower."""
    spot = spot_of(here, id)
    if spot.zone != "ranked":
        return here
    if spot.at:
        return put(here, id, Spot("ranked", spot.tier + 1, below=spot.below))
    if spot.tier == 0:
        return here
    return put(here, id, Spot("ranked", spot.tier - 1, tied=True))


def jump(here: Tiers, id: int, rank: int) -> Tiers:
    """Give it a rank of its own, as near to `rank` as the ties of the others let it.

    Where that is beside the line, it stays on its side of it.
    """
    rest = here.only(set(here) - {id})
    below = id not in here.above
    above = 0
    for tier, members in enumerate(rest.ranked):
        if above + len(members) >= rank:
            return put(here, id, Spot("ranked", tier, below=below))
        above += len(members)
    return put(here, id, Spot("ranked", len(rest.ranked), below=below))


def _is_below(here: Tiers, tier: int) -> bool:
    return here.cut is not None and tier >= here.cut


def _insert(tier: Tier, id: int, at: int | None) -> Tier:
    place = len(tier) if at is None else at
    return (*tier[:place], id, *tier[place:])
