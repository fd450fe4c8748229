"""What the window keeps of a file and reads again after a change: board, search, side panels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
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


class Reader:
    """The board and the search, which read again after a change only what it touched."""

    def __init__(self, store: Store) -> None:
        self._store, self._index = store, SearchIndex()
        with store.read() as session:
            self._board = cards.board(session)
            list(self._index.load(session))
        self._first = self._board, found(self._index)

    def follow(self, change: ChangeSet | None, *, back: bool = False) -> None:
        """Take in one change: it is then as if everything had been read afresh.

        `back` says that the tables are as they were at first, and so what is read of them.
        """
        assert change is not None
        afresh = self._first
        with self._store.read() as session:
            self._board = followed(session, self._board, change)
            self._index.update(session, change)
            if not back:
                fresh = SearchIndex()
                list(fresh.load(session))
                afresh = cards.board(session), found(fresh)
        assert self._board == afresh[0]
        assert found(self._index) == afresh[1]


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
        return Shown(_details(session, ids), _sheets(session, outcomes), outcome_list(session))


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
            outcome_list(session) if again else before.outcomes,
        )


def assert_unconcerned_are_the_same(before: Shown, change: ChangeSet | None, store: Store) -> None:
    """What a change does not concern would show the same if it were read again."""
    assert change is not None
    details = {id: one for id, one in before.details.items() if not concerned(one, change)}
    sheets = {id: one for id, one in before.sheets.items() if not outcome_concerned(one, change)}
    with store.read() as session:
        assert _details(session, details) == details
        assert _sheets(session, sheets) == sheets
        assert list_concerned(change) or outcome_list(session) == before.outcomes


def _details(session: Session, ids: Collection[int]) -> dict[int, Detail]:
    query = select(Initiative).where(Initiative.id.in_(ids)).options(*_WITH)
    _read = session.scalars(query).all()  # in a few queries, where each panel asks a dozen
    return {id: one for id in ids if (one := detail(session, id)) is not None}


def _sheets(session: Session, ids: Collection[int]) -> dict[int, OutcomeSheet]:
    return {id: one for id in ids if (one := outcome_sheet(session, id)) is not None}
