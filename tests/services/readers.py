"""What the window keeps of a file and reads again after a change: board, search, side panels.

Nothing is read afresh for a comparison whose tables are all as they were: it would be the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.services import cards
from cxdesk.services.cards import Board
from cxdesk.services.detail import _WITH, Detail, detail
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

WORDS = ("cx-", "r", "secret", "moretti")

# Some that are linked, blocked, delivered, embedded, in the backlog or on their own.
CODES = ("CX-101", "CX-102", "CX-103", "CX-201", "CX-204", "CX-304", "CX-403", "CX-603")

# The words of all statements that a reading has run; the tables that it reads are among them. The
# history is not looked at: of rows that did not change it says what it said.
_STATEMENTS: dict[str, set[str]] = defaultdict(set)


@contextmanager
def _reading(session: Session, what: str) -> Iterator[None]:
    """Notes the statements run meanwhile as those of a reading."""

    def note(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        _STATEMENTS[what].update(re.findall(r"\w+", statement))

    file = session.get_bind()
    event.listen(file, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(file, "before_cursor_execute", note)


class Reader:
    """The board and the search, which read again after a change only what it touched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.read() as session:
            self._board, self._index = _board(session), _index(session)
        self._first = self._board, found(self._index)

    def follow(self, change: ChangeSet | None, changed: Collection[str]) -> None:
        """Take in one change: it is then as if everything had been read afresh.

        `changed` are the tables that are not as they were at first.
        """
        assert change is not None
        board, hits = self._first
        with self._store.read() as session:
            self._board = followed(session, self._board, change)
            self._index.update(session, change)
            if not _STATEMENTS["board"].isdisjoint(changed):
                board = _board(session)
            if not _STATEMENTS["index"].isdisjoint(changed):
                hits = found(_index(session))
        assert self._board == board
        assert found(self._index) == hits


def _board(session: Session) -> Board:
    with _reading(session, "board"):
        return cards.board(session)


def _index(session: Session) -> SearchIndex:
    index = SearchIndex()
    with _reading(session, "index"):
        list(index.load(session))
    return index


def followed(session: Session, board: Board, change: ChangeSet) -> Board:
    """The board with only the cards read again that the change touched."""
    ids = cards.touched(session, change)
    if ids is None:
        return cards.board(session)
    kept = [card for card in board.cards if card.id not in ids]
    new = cards.cards(session, board.frame, ids)
    every = sorted([*kept, *new], key=lambda card: (card.position, card.code))
    return replace(board, cards=tuple(every), batches=cards.batch_rows(session))


def found(index: SearchIndex) -> tuple[int, list[list[Hit]]]:
    """How much can be found, and what by some words."""
    return len(index), [index.find(words, most=10_000, each=10_000) for words in WORDS]


@dataclass(frozen=True)
class Shown:
    """What some side panels and the outcomes' page show."""

    details: dict[int, Detail]
    sheets: dict[int, OutcomeSheet]
    outcomes: OutcomeList


def shown(store: Store) -> Shown:
    """Read all of it."""
    with store.read() as session:
        ids = session.scalars(select(Initiative.id).where(Initiative.code.in_(CODES))).all()
        outcomes = session.scalars(select(Outcome.id)).all()
        return Shown(_details(session, ids), _sheets(session, outcomes), _outcomes(session))


def shown_after(before: Shown, changes: list[ChangeSet | None], store: Store) -> Shown:
    """What is shown after some changes; what they do not concern is not read again."""
    made = [change for change in changes if change is not None]
    details = {
        id: one
        for id, one in before.details.items()
        if not any(concerned(one, change) for change in made)
    }
    sheets = {
        id: one
        for id, one in before.sheets.items()
        if not any(outcome_concerned(one, change) for change in made)
    }
    again = any(map(list_concerned, made))
    with store.read() as session:
        outcomes = session.scalars(select(Outcome.id)).all()
        return Shown(
            details | _details(session, before.details.keys() - details.keys()),
            sheets | _sheets(session, set(outcomes) - sheets.keys()),
            _outcomes(session) if again else before.outcomes,
        )


def assert_unconcerned_are_the_same(
    before: Shown, change: ChangeSet | None, changed: Collection[str], store: Store
) -> None:
    """What a change does not concern would show the same if it were read again.

    `changed` are the tables that are not as they were before it.
    """
    assert change is not None
    details = {id: one for id, one in before.details.items() if not concerned(one, change)}
    sheets = {id: one for id, one in before.sheets.items() if not outcome_concerned(one, change)}
    with store.read() as session:
        if not _STATEMENTS["details"].isdisjoint(changed):
            assert _details(session, details) == details
        if not _STATEMENTS["sheets"].isdisjoint(changed):
            assert _sheets(session, sheets) == sheets
        if not (list_concerned(change) or _STATEMENTS["outcomes"].isdisjoint(changed)):
            assert _outcomes(session) == before.outcomes


def _details(session: Session, ids: Collection[int]) -> dict[int, Detail]:
    query = select(Initiative).where(Initiative.id.in_(ids)).options(*_WITH)
    with _reading(session, "details"):
        _read = session.scalars(query).all()  # in a few queries, where each panel asks a dozen
        return {id: one for id in ids if (one := detail(session, id)) is not None}


def _sheets(session: Session, ids: Collection[int]) -> dict[int, OutcomeSheet]:
    with _reading(session, "sheets"):
        return {id: one for id in ids if (one := outcome_sheet(session, id)) is not None}


def _outcomes(session: Session) -> OutcomeList:
    with _reading(session, "outcomes"):
        return outcome_list(session)
