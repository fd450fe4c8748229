"""A ranking with ties, and the moves that change it: every item is in exactly one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

Zone = Literal["ranked", "unranked", "no_opinion"]
Tier = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """What one person thinks of items, by their ids.

    `ranked` are tiers, the best first, whose members are tied. `unranked` is one tier below all
    ranked. `no_opinion` is left out of every comparison.
    """

    ranked: tuple[Tier, ...] = ()
    unranked: Tier = ()
    no_opinion: Tier = ()

    def __iter__(self) -> Iterator[int]:
        """Every id, from the best down."""
        return chain(*self.ranked, self.unranked, self.no_opinion)

    @property
    def compared(self) -> tuple[Tier, ...]:
        """The tiers that are compared: all ranked, and the unranked below them."""
        return (*self.ranked, self.unranked) if self.unranked else self.ranked

    def only(self, ids: Collection[int]) -> Tiers:
        """The same without the items that are not among `ids`."""
        kept = [tuple(id for id in tier if id in ids) for tier in self.ranked]
        return Tiers(
            tuple(tier for tier in kept if tier),
            tuple(id for id in self.unranked if id in ids),
            tuple(id for id in self.no_opinion if id in ids),
        )

    def with_new(self, ids: Iterable[int]) -> Tiers:
        """The same with the items of `ids` that it does not hold, unranked."""
        there = set(self)
        new = tuple(id for id in ids if id not in there)
        return Tiers(self.ranked, self.unranked + new, self.no_opinion)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item may be put, among the others.

    Of the ranked it is a tier of its own before the tier `tier`, or is `tied` with that one. `at`
    is its place within a tie or a zone, None the last.
    """

    zone: Zone
    tier: int = 0
    tied: bool = False
    at: int | None = None


def spot_of(here: Tiers, id: int) -> Spot:
    """Where an item is; `put` there changes nothing."""
    for tier, members in enumerate(here.ranked):
        if id in members:
            tied = len(members) > 1
            return Spot("ranked", tier, tied, members.index(id) if tied else None)
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
        return Tiers(rest.ranked, _insert(rest.unranked, id, spot.at), rest.no_opinion)
    if spot.zone == "no_opinion":
        return Tiers(rest.ranked, rest.unranked, _insert(rest.no_opinion, id, spot.at))
    ranked = list(rest.ranked)
    if spot.tied and ranked:
        tier = min(spot.tier, len(ranked) - 1)
        ranked[tier] = _insert(ranked[tier], id, spot.at)
    else:
        ranked.insert(spot.tier, (id,))
    return Tiers(tuple(ranked), rest.unranked, rest.no_opinion)


def up(here: Tiers, id: int) -> Tiers:
    """Out of a tie, else above the tier above; what is not ranked becomes the last ranked."""
    spot = spot_of(here, id)
    if spot.zone != "ranked":
        return put(here, id, Spot("ranked", len(here.ranked)))
    return put(here, id, Spot("ranked", spot.tier if spot.tied else max(0, spot.tier - 1)))


def down(here: Tiers, id: int) -> Tiers:
    """Out of a tie, else below the tier below; the last ranked goes below all ranked."""
    spot = spot_of(here, id)
    if spot.zone != "ranked":
        return here
    if spot.tied or spot.tier + 1 < len(here.ranked):
        return put(here, id, Spot("ranked", spot.tier + 1))
    return put(here, id, Spot("unranked", at=0))


def tie(here: Tiers, id: int) -> Tiers:
    """Tie it with the item above; tied with that one already, it becomes the next lower."""
    spot = spot_of(here, id)
    if spot.zone != "ranked":
        return here
    if spot.at:
        return put(here, id, Spot("ranked", spot.tier + 1))
    if spot.tier == 0:
        return here
    return put(here, id, Spot("ranked", spot.tier - 1, tied=True))


def jump(here: Tiers, id: int, rank: int) -> Tiers:
    """Give it a rank of its own, as near to `rank` as the ties of the others let it."""
    rest = here.only(set(here) - {id})
    above = 0
    for tier, members in enumerate(rest.ranked):
        if above + len(members) >= rank:
            return put(here, id, Spot("ranked", tier))
        above += len(members)
    return put(here, id, Spot("ranked", len(rest.ranked)))


def _insert(tier: Tier, id: int, at: int | None) -> Tier:
    place = len(tier) if at is None else at
    return (*tier[:place], id, *tier[place:])
