"""The cards that were read last, so that the next view of them need not read them again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from weakref import WeakKeyDictionary

from cxdesk.services.cards import Board, board
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store

_LAST: WeakKeyDictionary[Store, tuple[str, Board]] = WeakKeyDictionary()


def share(store: Store, board: Board) -> None:
    """Let others have all cards as the file has them now."""
    _LAST[store] = store.head.hash, board


def shared(store: Store, today: date) -> Board | None:
    """All cards of the file; None where nobody has read them since it was changed."""
    found = _LAST.get(store)
    if found is None or found[0] != store.head.hash or found[1].today != today:
        return None
    return found[1]


def read_ahead(store: Store) -> None:
    """Read all cards from the worker, so that the window need not: after a change of very many."""
    with suppress(KnownError):  # whoever shows them says so
        share(store, store.ask_beside(board))
