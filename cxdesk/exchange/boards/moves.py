"""The states that a card entered, and when: from the lists it was in, or from the days it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from cxdesk.exchange.boards.board import Card
from cxdesk.model.states import PATH, State
from cxdesk.services.incoming import IncomingMove

_BEGUN = PATH.index(State.IN_PROGRESS)
_Entered = list[tuple[State, date]]


def moves_of(
    card: Card,
    state: State,
    meaning: Callable[[str], State | None] | None,
    first: State,
    today: date,
) -> tuple[IncomingMove, ...]:
    """The states that a card entered up to `state`, oldest first, none twice in a row.

    `meaning` says what a lane means, None where lanes are no states; `first` is the state in which
    work begins on this board. Days to come are none on which anything happened. The last move is
    to `state`, unless the card has no day at all.
    """
    entered: _Entered = []
    if meaning is not None and card.moves:
        for lane, on in card.moves:
            known = meaning(lane)
            if known is not None:
                entered.append((known, on))
        entered = _in_order(entered, today)
        if entered and entered[-1][0] is not state:
            # Ticked as done where it is, or it moved unseen by the file.
            last = card.done_on if state is State.DELIVERED else card.since
            last = last or card.touched
            entered.append((state, max(_past(last, today) or entered[-1][1], entered[-1][1])))
    if not entered:
        entered = _in_order(_by_days(card, state, first, today), today)
    moves: list[IncomingMove] = []
    for known, on in entered:
        if not moves or moves[-1].state is not known:
            moves.append(IncomingMove(known, on))
    return tuple(moves)


def lanes_entered(
    moved: Iterable[tuple[datetime, str, str]], lane: str, made: date | None, touched: date | None
) -> tuple[tuple[str, date], ...]:
    """The lanes that a card entered, of its moves (when, from where, to where), oldest first.

    `lane` is where it is: what it entered unseen it entered by the day it was `touched`. Without
    any move it is there since it was `made`.
    """
    entered: list[tuple[str, date]] = []
    for at, before, after in moved:
        if not entered and before and made is not None:
            entered.append((before, min(made, at.date())))
        entered.append((after, at.date()))
    if not entered:
        return ((lane, made),) if made is not None else ()
    if entered[-1][0] != lane:
        entered.append((lane, max(touched or entered[-1][1], entered[-1][1])))
    return tuple(entered)


def first_state(states: Iterable[State | None]) -> State:
    """Where work begins: the earliest that any lane means of the states before work is done."""
    found = [state for state in states if state in PATH[:_BEGUN]]
    return min(found, key=PATH.index) if found else State.BACKLOG


def _by_days(card: Card, state: State, first: State, today: date) -> _Entered:
    created, started = _past(card.created, today), _past(card.started, today)
    since, done = _past(card.since, today), _past(card.done_on, today)
    touched = _past(card.touched, today)
    if state is first or (state in PATH and PATH.index(state) < PATH.index(first)):
        return _dated((state, since or created))
    entered: _Entered = []
    if state in (State.DELIVERED, State.EMBEDDED):
        finished = done or since or max(filter(None, (touched, started, created)), default=None)
        entered = _dated((first, created), (State.IN_PROGRESS, started), (state, finished))
    elif state is State.CANCELLED:
        entered = _dated((first, created), (state, done or since or touched or created))
    elif state is State.IN_PROGRESS:
        entered = _dated((first, created), (state, started or since))
    elif state is State.ON_HOLD:
        held = since or touched
        entered = _dated((first, created), (State.IN_PROGRESS, started), (state, held))
    else:
        entered = _dated((first, created), (state, since))
    if entered and entered[-1][0] is not state:
        # It has been there no later than this day; that of its making is all that is known.
        entered = [(state, entered[-1][1])]
    return entered


def _dated(*entered: tuple[State, date | None]) -> _Entered:
    return [(state, on) for state, on in entered if on is not None]


def _in_order(entered: _Entered, today: date) -> _Entered:
    """Without days to come, and none before the one it follows: the last one is the surest."""
    kept: _Entered = []
    for state, on in reversed(entered):
        if on > today:
            continue
        kept.append((state, min(on, kept[-1][1]) if kept else on))
    return kept[::-1]


def _past(on: date | None, today: date) -> date | None:
    return on if on is not None and on <= today else None
