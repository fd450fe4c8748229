"""What the window keeps of a file and reads again after a change: board, search, side panels.

Every reading is kept with the questions that it put to the file and their answers: as long as the
file gives the same answers, it would be the same, and nothing is read afresh for a comparison.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.services import cards
from cxdesk.services.cards import Board
from cxdesk.services.detail import Detail, detail
from cxdesk.services.outcome_view import (
    OutcomeList,
    OutcomeSheet,
    list_concerned,
    outcome_list,
    outcome_sheet,
)
from cxdesk.services.outcome_view import concerned as outcome_concerned
from cxdesk.services.relevance import concerned
from cxdesk.services.search import Hit, SearchIndex
from cxdesk.store.history import ChangeSet
from cxdesk.store.store import Store

T = TypeVar("T")
Question = tuple[str, tuple[Any, ...]]
Rows = list[tuple[Any, ...]]
Found = tuple[int, list[list[Hit]]]

WORDS = ("cx-", "r", "secret", "moretti")

# Some that are linked, blocked, delivered, embedded, in the backlog or on their own.
CODES = ("CX-101", "CX-102", "CX-103", "CX-201", "CX-204", "CX-304", "CX-403", "CX-603")


class Answers:
    """What a file says now, each question put to it once."""

    def __init__(self, store: Store, file: sqlite3.Connection) -> None:
        self.store, self._file = store, file
        self._known: dict[Question, Rows] = {}

    def same(self, told: dict[Question, Rows]) -> bool:
        """Whether the file says what it told."""
        if unknown := [question for question in told if question not in self._known]:
            self._known |= _asked(self._file, unknown)
        return all(self._known[question] == rows for question, rows in told.items())


def _asked(file: sqlite3.Connection, questions: Iterable[Question]) -> dict[Question, Rows]:
    return {question: file.execute(*question).fetchall() for question in questions}


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What was read, and what the file told for it."""

    value: T
    told: dict[Question, Rows]


def read(store: Store, query: Callable[[Session], T]) -> Reading[T]:
    """What `query` finds in a session of its own, where it has to ask for everything."""
    asked: dict[Question, None] = {}

    def note(_file: object, _cursor: object, statement: str, values: Any, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked[statement, tuple(values)] = None

    with store.read() as session:
        engine, file = session.get_bind(), session.connection().connection.driver_connection
        event.listen(engine, "before_cursor_execute", note)
        try:
            value = query(session)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return Reading(value, _asked(file, asked))  # type: ignore[arg-type]


def reread(reading: Reading[T], query: Callable[[Session], T], now: Answers) -> Reading[T]:
    """The reading itself while the file says the same, or a fresh one."""
    return reading if now.same(reading.told) else read(now.store, query)


class Reader:
    """The board and the search, which read again after a change only what it touched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = SearchIndex()
        with store.read() as session:
            list(self._index.load(session))
        self._fresh = read(store, cards.board), read(store, _found_afresh)
        self._board = self._fresh[0].value

    def follow(self, change: ChangeSet | None, now: Answers) -> None:
        """Take in one change: it is then as if everything had been read afresh."""
        assert change is not None
        with self._store.read() as session:
            self._board = followed(session, self._board, change)
            self._index.update(session, change)
        board, hits = self._fresh
        assert self._board == reread(board, cards.board, now).value
        assert found(self._index) == reread(hits, _found_afresh, now).value


def _found_afresh(session: Session) -> Found:
    index = SearchIndex()
    list(index.load(session))
    return found(index)


def followed(session: Session, board: Board, change: ChangeSet) -> Board:
    """The board with only the cards read again that the change touched."""
    ids = cards.touched(session, change)
    if ids is None:
        return cards.board(session)
    kept = [card for card in board.cards if card.id not in ids]
    new = cards.cards(session, board.frame, ids)
    every = sorted([*kept, *new], key=lambda card: (card.position, card.code))
    return replace(board, cards=tuple(every), batches=cards.batch_rows(session))


def found(index: SearchIndex) -> Found:
    """How much can be found, and what by some words."""
    return len(index), [index.find(words, most=10_000, each=10_000) for words in WORDS]


@dataclass(frozen=True)
class Shown:
    """What some side panels and the outcomes' page show."""

    details: dict[int, Reading[Detail | None]]
    sheets: dict[int, Reading[OutcomeSheet | None]]
    outcomes: Reading[OutcomeList]


def shown(store: Store) -> Shown:
    """Read all of it."""
    with store.read() as session:
        ids = session.scalars(select(Initiative.id).where(Initiative.code.in_(CODES))).all()
    return Shown(
        {id: read(store, _detail(id)) for id in ids},
        {id: read(store, _sheet(id)) for id in _outcomes(store)},
        read(store, outcome_list),
    )


def shown_now(before: Shown, now: Answers) -> Shown:
    """What is shown after some changes; what was read and would be the same is not read again."""
    store = now.store
    return Shown(
        {id: reread(one, _detail(id), now) for id, one in before.details.items()},
        {
            id: reread(before.sheets[id], _sheet(id), now)
            if id in before.sheets
            else read(store, _sheet(id))
            for id in _outcomes(store)
        },
        reread(before.outcomes, outcome_list, now),
    )


def assert_unconcerned_are_the_same(before: Shown, change: ChangeSet | None, now: Answers) -> None:
    """What a change does not concern would show the same if it were read again."""
    assert change is not None
    for id, one in before.details.items():
        if not concerned(one.value, change):
            assert reread(one, _detail(id), now).value == one.value
    for id, sheet in before.sheets.items():
        if not outcome_concerned(sheet.value, change):
            assert reread(sheet, _sheet(id), now).value == sheet.value
    if not list_concerned(change):
        assert reread(before.outcomes, outcome_list, now).value == before.outcomes.value


def _outcomes(store: Store) -> Sequence[int]:
    with store.read() as session:
        return session.scalars(select(Outcome.id)).all()


def _detail(id: int) -> Callable[[Session], Detail | None]:
    return lambda session: detail(session, id)


def _sheet(id: int) -> Callable[[Session], OutcomeSheet | None]:
    return lambda session: outcome_sheet(session, id)
