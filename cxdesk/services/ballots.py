"""What a ballot says, as the file keeps it, and who may read it when."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken
from cxdesk.model.rounds import OpenBallot, Round, RoundState
from cxdesk.store import urn

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another


@dataclass(frozen=True, slots=True)
class Marked:
    """A ballot as its voter marked it; one that is empty abstains.

    `recused` are those of `tiers.no_opinion` that the voter is too close to, the rest of them has
    no opinion.
    """

    tiers: Tiers = field(default_factory=Tiers)
    recused: frozenset[int] = frozenset()

    @property
    def blank(self) -> bool:
        """Whether it compares nothing: it abstains, or leaves every task out."""
        return not self.tiers.compared


@dataclass(frozen=True, slots=True)
class Counted:
    """A ballot of a closed round; `seat_id` is None in a secret one."""

    marked: Marked
    seat_id: int | None = None


def packed(marked: Marked, tasks: Sequence[int]) -> str:
    """The ballot as short text: tasks by their place in the round, so that equals are equal.

    Raises RuleBroken where a task is missing, stands twice or is not of the round.
    """
    place = {id: n for n, id in enumerate(tasks)}
    here = list(marked.tiers)
    if here and sorted(here) != sorted(tasks):
        raise RuleBroken("The ballot does not hold every task of the round exactly once.")
    tiers = marked.tiers
    return json.dumps(
        {
            "ranked": [sorted(place[id] for id in tier) for tier in tiers.ranked],
            "below": sorted(place[id] for id in tiers.unranked),
            "none": sorted(place[id] for id in tiers.no_opinion if id not in marked.recused),
            "recused": sorted(place[id] for id in tiers.no_opinion if id in marked.recused),
            "line": tiers.cut,
        },
        separators=(",", ":"),
    )


def unpacked(text: str, tasks: Sequence[int]) -> Marked:
    """The ballot from its text; the opposite of `packed`."""
    it = json.loads(text)
    ids = {name: tuple(tasks[n] for n in it[name]) for name in ("below", "none", "recused")}
    ranked = tuple(tuple(tasks[n] for n in tier) for tier in it["ranked"])
    tiers = Tiers(ranked, ids["below"], ids["none"] + ids["recused"], it["line"])
    return Marked(tiers, frozenset(ids["recused"]))


def ballots_of(session: Session, round_id: int) -> tuple[Counted, ...]:
    """All ballots of a round. Raises RuleBroken before it is closed: nobody sees a tally grow."""
    here = session.get_one(Round, round_id)
    here.refuse_unless(RoundState.CLOSED, RoundState.PUBLISHED)
    if here.secret:
        texts = urn.read(session.connection(), round_id)
        return tuple(Counted(unpacked(text, here.tasks)) for text in texts)
    rows = session.execute(
        select(OpenBallot.seat_id, OpenBallot.content).where(OpenBallot.round_id == round_id)
    ).all()
    place = {turn.seat_id: turn.position for turn in here.turns}
    ordered = sorted(rows, key=lambda row: place.get(row[0], 0.0))
    return tuple(Counted(unpacked(text, here.tasks), seat) for seat, text in ordered)


def replaceable(session: Session, round: int, receipt: str) -> bool:
    """Whether a ballot of the round has this receipt."""
    return urn.holds(session.connection(), round, receipt_digest(receipt))


def voting_secretly(session: Session) -> bool:
    """Whether a secret round is open: no copies of the file are made meanwhile."""
    return urn.is_open(session.connection())


def new_receipt() -> str:
    """A code of sixteen letters in groups of four, shown to the holder once and never kept."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def receipt_digest(code: str) -> str:
    """What the urn keeps of a receipt; spaces, hyphens and small letters do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest() if plain else ""
