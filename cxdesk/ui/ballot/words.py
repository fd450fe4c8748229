"""What a ballot says: where a thing stands now, what a drop would do, what is left unranked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cxdesk.analysis.tiers import Tiers, rank_of, tied_with
from cxdesk.model.wording import listed

_NAMED = 6  # codes that a sentence lists


@dataclass(frozen=True, slots=True)
class BallotRow:
    """A thing to be ranked. `note` stands below the title, the `figures` at the right, the first
    in bold; before them `chip`, a word of warning such as "urgent".
    """

    id: int
    code: str
    title: str
    note: str = ""
    figures: tuple[str, ...] = ()
    chip: str = ""


Rows = Mapping[int, BallotRow]


def place_words(here: Tiers, id: int, rows: Rows, recused: Collection[int] = ()) -> str:
    """Where a thing stands: "rank 2 of 9, tied with CX-203", "below all ranked", "recused"."""
    rank = rank_of(here, id)
    if rank is None:
        left_out = "recused" if id in recused else "no opinion"
        return "below all ranked" if id in here.unranked else left_out
    ranked = sum(len(tier) for tier in here.ranked)
    with_ = listed([rows[other].code for other in tied_with(here, id)])
    waits = "" if id in here.above else ", not this cycle"
    return f"rank {rank} of {ranked}" + (f", tied with {with_}" if with_ else "") + waits


def moved_words(here: Tiers, id: int, rows: Rows, recused: Collection[int] = ()) -> str:
    """What is said aloud after a move."""
    return f"{rows[id].code} now {place_words(here, id, rows, recused)}"


def drop_words(here: Tiers, id: int, rows: Rows) -> str:
    """What stands in the slot where a thing would drop."""
    rank = rank_of(here, id)
    if rank is None:
        zone = "below all ranked" if id in here.unranked else "to leave it out"
        return f"Drop here {zone}"
    tied = listed([rows[other].code for other in tied_with(here, id)])
    return f"Drop to tie with {tied}, rank {rank}" if tied else f"Drop here for rank {rank}"


def review(here: Tiers, rows: Rows) -> str:
    """What is not ranked, in a sentence or two; "" when everything is."""
    parts = []
    if here.unranked:
        are, count = ("is", "counts") if len(here.unranked) == 1 else ("are", "count")
        equal = "" if len(here.unranked) == 1 else ", all equal"
        parts.append(f"{_codes(here.unranked, rows)} {are} not ranked and {count} as last{equal}.")
    if here.no_opinion:
        are = "is" if len(here.no_opinion) == 1 else "are"
        parts.append(f"{_codes(here.no_opinion, rows)} {are} left out of every comparison.")
    return " ".join(parts)


def _codes(ids: Sequence[int], rows: Rows) -> str:
    named = [rows[id].code for id in ids[:_NAMED]]
    more = len(ids) - len(named)
    return listed([*named, f"{more} more"] if more else named)
