"""What moves if an initiative slips, told before anything is applied; and to apply it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.needs import dates_need
from cxdesk.model.outcomes import Outcome
from cxdesk.model.states import State
from cxdesk.services import schedule
from cxdesk.services.cards import BatchRow, Card, batch_rows
from cxdesk.services.initiatives import MOST_LAG
from cxdesk.services.schedule import Dates, Kept, Network
from cxdesk.services.session import initiative

_MOST_NAMED = 5
_AT_ONCE = 500  # ids in one query
_NONE: Mapping[int, Dates] = {}


@dataclass(frozen=True, slots=True)
class Moved:
    """One that moves, and how many working days later it ends."""

    id: int
    code: str
    title: str
    start: date
    end: date
    new_start: date
    new_end: date
    later: int


@dataclass(frozen=True, slots=True)
class DeadlineHit:
    """A batch's deadline after which some would end.

    `refused` are those of them that are planned or beyond: their dates cannot be set (rule 1).
    """

    batch_id: int
    code: str
    name: str
    deadline: date
    who: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeDue:
    """An outcome and when it is due."""

    id: int
    code: str
    name: str
    due: date


@dataclass(frozen=True, slots=True)
class OutcomeHit:
    """An outcome whose last initiative ends later; `late` if that is after the outcome is due."""

    id: int
    code: str
    name: str
    due: date
    ends: date
    new_ends: date
    late: bool


@dataclass(frozen=True, slots=True)
class SlipReport:
    """What moves with a slip, the one that slips first; what is kept; and what that hits.

    `ends` and `new_ends` are the last planned day of the program, before and after.
    """

    id: int
    code: str
    days: int
    moved: tuple[Moved, ...]
    kept: tuple[Kept, ...]
    deadlines: tuple[DeadlineHit, ...]
    outcomes: tuple[OutcomeHit, ...]
    ends: date
    new_ends: date

    @property
    def moves(self) -> dict[int, Dates]:
        """The new dates, as `apply` takes them."""
        return {each.id: (each.new_start, each.new_end) for each in self.moved}


def slip(session: Session, id: int, days: int, known: Network | None = None) -> SlipReport:
    """What moves if an initiative slips by working days; one that has started only ends later.

    A network that is `known` is not read again. Raises RuleBroken for one that is finished or has
    no dates, and for less than one day.
    """
    network = known or schedule.network(session)
    card = network.cards.get(id) or _gone(session, id)
    dates = _slipped(network, card, days)
    return _report(session, network, card, dates, days)


def apply(session: Session, moves: Mapping[int, Dates]) -> None:
    """Set the dates of some initiatives. Raises RuleBroken naming all whose dates do not fit."""
    ids = sorted(moves)
    for at in range(0, len(ids), _AT_ONCE):  # so that none is read by itself
        chunk = select(Initiative).where(Initiative.id.in_(ids[at : at + _AT_ONCE]))
        session.scalars(chunk.options(joinedload(Initiative.batch))).all()
    refused: dict[str, RuleBroken] = {}
    lacks = []
    for here in sorted((initiative(session, id) for id in ids), key=lambda one: one.code):
        start, end = moves[here.id]
        try:
            here.schedule(start, end)
        except RuleBroken as error:
            refused[here.code] = error
            lack = dates_need(here, start, end, here.batch).lack
            lacks.append(f"{here.code} {lack.removeprefix('it ')}")
    if len(refused) == 1:
        raise next(iter(refused.values()))
    if refused:
        more = [f"and {len(lacks) - _MOST_NAMED} more"] if len(lacks) > _MOST_NAMED else []
        said = "; ".join([*lacks[:_MOST_NAMED], *more])
        raise RuleBroken(f"These dates do not fit: {said}.", next(iter(refused.values())).way)


def bound(card: Card) -> bool:
    """Whether rule 1 binds it: planned or further, it may not end after its batch is due."""
    return card.column is not State.BACKLOG


def outcomes_hit(
    session: Session, network: Network, moves: Mapping[int, Dates]
) -> tuple[OutcomeHit, ...]:
    """The outcomes whose last initiative would end later with these dates."""
    ends, new_ends = last_ends(network.bars), last_ends(network.bars, moves)
    found = []
    for one in outcome_dues(session):
        before, after = ends.get(one.code), new_ends.get(one.code)
        if before is not None and after is not None and after > before:
            late = after > one.due
            found.append(OutcomeHit(one.id, one.code, one.name, one.due, before, after, late))
    return tuple(found)


def outcome_dues(session: Session) -> tuple[OutcomeDue, ...]:
    """The outcomes with the days they are due on, by code."""
    outcome = Outcome.__table__.c
    query = select(outcome.id, outcome.code, outcome.name, outcome.due).order_by(outcome.code)
    return tuple(OutcomeDue(*row) for row in session.execute(query))


def last_end(cards: Iterable[Card], moves: Mapping[int, Dates] = _NONE) -> date | None:
    """The last day of some cards, those in `moves` moved; None where none has an end."""
    return max((end for card in cards if (end := _end(card, moves))), default=None)


def last_ends(cards: Iterable[Card], moves: Mapping[int, Dates] = _NONE) -> dict[str, date]:
    """By the code of each outcome the last day of what serves it, as `last_end` finds it."""
    found: dict[str, date] = {}
    for card in cards:
        if end := _end(card, moves):
            for code in card.outcomes:
                found[code] = max(found.get(code, end), end)
    return found


def _end(card: Card, moves: Mapping[int, Dates]) -> date | None:
    return moves[card.id][1] if card.id in moves else card.end


def _gone(session: Session, id: int) -> Card:
    here = initiative(session, id)
    why = "cancelled" if here.cancelled else "archived"
    raise RuleBroken(f"{here.code} is {why}: it cannot slip.")


def _slipped(network: Network, card: Card, days: int) -> Dates:
    """The dates of one that slips."""
    if not 1 <= days <= MOST_LAG:
        raise RuleBroken(f"A slip is a number of working days from 1 to {MOST_LAG:,}.")
    if card.delivered:
        raise RuleBroken(f"{card.code} is {card.state.label.lower()}: it cannot slip any more.")
    if card.start is None or card.end is None:
        raise RuleBroken(f"{card.code} has no dates yet: give it a start and an end.")
    start, end = network.shifted(card.id, days)
    return (card.start if card.column is State.IN_PROGRESS else start, end)


def _report(session: Session, network: Network, card: Card, dates: Dates, days: int) -> SlipReport:
    cascade = network.cascade({card.id: dates})
    moves = {card.id: dates, **cascade.moves}
    rows = [_moved(network, network.cards[id], new) for id, new in moves.items()]
    rows[1:] = sorted(rows[1:], key=lambda row: (row.new_start, row.code))
    ends = last_end(network.bars) or dates[1]
    return SlipReport(
        card.id,
        card.code,
        days,
        tuple(rows),
        cascade.kept,
        tuple(_deadlines(network, rows, batch_rows(session))),
        outcomes_hit(session, network, moves),
        ends,
        last_end(network.bars, moves) or ends,
    )


def _moved(network: Network, card: Card, new: Dates) -> Moved:
    start, end = card.start or new[0], card.end or new[1]
    later = network.calendar.days_between(end, new[1])
    return Moved(card.id, card.code, card.title, start, end, *new, later)


def _deadlines(
    network: Network, rows: Iterable[Moved], batches: Iterable[BatchRow]
) -> Iterable[DeadlineHit]:
    members: dict[int | None, list[Moved]] = {}
    for row in rows:
        members.setdefault(network.cards[row.id].batch_id, []).append(row)
    for batch in batches:
        deadline = batch.deadline
        if batch.id is None or deadline is None:
            continue
        late = [row for row in members.get(batch.id, ()) if row.new_end > deadline]
        if late:
            held = [row for row in late if bound(network.cards[row.id])]
            yield DeadlineHit(
                batch.id, batch.code, batch.name, deadline,
                tuple(sorted(row.code for row in late)), tuple(sorted(row.code for row in held)),
            )  # fmt: skip
