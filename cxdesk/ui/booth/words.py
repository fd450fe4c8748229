"""What a booth says: who votes, how many have, and what it asks before a ballot is sealed."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.wording import count
from cxdesk.ui.ballot.words import Rows
from cxdesk.ui.booth.slate import Seat, Slate

STATES = {"to_come": "to come", "paper": "on paper", "sealed": "sealed"}
GLYPHS = {"to_come": "planned", "paper": "document", "sealed": "delivered"}
NOW, NOW_GLYPH = "voting now", "in_progress"
_MEANT = "Is that what you mean?"


def about(slate: Slate, *, short: bool = False) -> str:
    """What kind of ballot it is: "Secret ballot, round 1 · tally hidden until close"."""
    kind = f"{'Secret' if slate.secret else 'Open'} ballot, round {slate.round:,}"
    if short:
        return kind
    opened = f"open since {slate.opened}" if slate.opened else ""
    return " · ".join(filter(None, [kind, "tally hidden until close", opened]))


def promise(slate: Slate) -> str:
    """What becomes of a ballot, for those who are about to vote."""
    if slate.secret:
        return (
            "The ballot is secret: it is kept without your name, and only your receipt code finds "
            "it again."
        )
    return "The ballot is open: your ranking stands under your name once the round is closed."


def turnout(seats: Sequence[Seat], quorum: int, papers: int) -> tuple[str, str]:
    """How many have voted, and what that means for the quorum."""
    voted = sum(1 for seat in seats if seat.state != "to_come")
    first = f"{voted:,} of {len(seats):,} sealed"
    if papers:
        first = f"{voted:,} of {len(seats):,} voted"  # a paper is not sealed yet
        return first, f"{count(papers, 'paper')} to enter"
    if not quorum:
        return first, ""
    return first, f"quorum {quorum:,} reached" if voted >= quorum else f"quorum {quorum:,}"


def seat_note(seat: Seat, seats: Sequence[Seat]) -> str:
    """Which seat it is: "Seat 5 of 7 · Head of care", "as delegate of Ravi Menon"."""
    ids = [one.id for one in seats]
    place = f"Seat {ids.index(seat.id) + 1:,} of {len(ids):,}" if seat.id in ids else ""
    member = f"as delegate of {seat.member}" if seat.member else ""
    return " · ".join(filter(None, [place, seat.role, member]))


def seat_words(seat: Seat, now: int | None = None) -> str:
    """A seat as it is said."""
    member = f"as delegate of {seat.member}" if seat.member else ""
    state = NOW if seat.id == now else STATES[seat.state]
    return ", ".join(filter(None, [seat.name, seat.role, member, state, seat.why]))


def first_name(name: str) -> str:
    """How somebody is spoken to on a button."""
    return name.split()[0] if name.split() else name


def counts(here: Tiers, recused: int) -> str:
    """How much is not ranked, a line each."""
    left_out = len(here.no_opinion) - recused
    lines = [
        f"{len(here.unranked):,} below all" if here.unranked else "",
        f"{left_out:,} no opinion" if left_out else "",
        f"{recused:,} recused" if recused else "",
    ]
    return "\n".join(filter(None, lines))


def questions(here: Tiers, rows: Rows) -> list[str]:
    """What a voter may not have meant, each as a statement and a question."""
    number, ranked = len(rows), sum(len(tier) for tier in here.ranked)
    below = len(here.unranked)
    if len(here.no_opinion) == number:
        return [f"You have no opinion on any task: your ballot counts for none of them. {_MEANT}"]
    if not ranked:
        all_ = "The task is" if below == 1 else f"All {below:,} tasks are"
        return [
            f"Nothing is ranked. {all_} below the line, as if to wait with everything. {_MEANT}"
        ]
    found = []
    if below == 1:
        found.append(f"{rows[here.unranked[0]].code} is below all ranked: it counts as last.")
    elif below:
        found.append(f"{below:,} tasks are below all ranked, as equals.")
    if len(here.ranked) == 1 and ranked > 1:
        found.append(f"All {ranked:,} ranked tasks are tied: you prefer none of them to another.")
    if here.cut is None:
        if ranked == 1:
            found.append("The line was not moved: the ranked task is for this cycle.")
        else:
            found.append(f"The line was not moved: all {ranked:,} ranked are for this cycle.")
    elif not here.cut:
        found.append("Everything is below the line: you would rather wait with every task.")
    return [f"{one} {_MEANT}" for one in found]


def grouped(receipt: str) -> str:
    """A receipt code in groups of four."""
    plain = bare(receipt)
    return "  ".join(plain[n : n + 4] for n in range(0, len(plain), 4))


def bare(receipt: str) -> str:
    """A receipt code without what people put between its letters."""
    return "".join(letter for letter in receipt if letter.isalnum()).upper()
