"""The desk: the open file as the window sees it, and the one way in which views change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from cxdesk.model.errors import RuleBroken
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.store.store import Store

T = TypeVar("T")
UNDO, REDO = "undo", "redo"
LARGE = 2000
"""Rows of a change that is not followed row by row: whoever shows some of them reads all anew."""
_WALKED = {UNDO: "Undone", REDO: "Redone"}


def is_large(change_set: ChangeSet | None) -> bool:
    """Whether a change is of very many rows, as an import."""
    return change_set is not None and len(change_set.changes) > LARGE


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A change that was kept: the command's result, and what changed (None: nothing did)."""

    result: T
    change_set: ChangeSet | None


@dataclass(frozen=True, slots=True)
class Toast:
    """A short message at the foot of the window.

    `undo` offers to take the newest change back; `button` and `action` offer another way;
    `warning` marks a refusal. One that `retracts` another says nothing: it takes that one away, if
    it still stands.
    """

    text: str
    undo: bool = False
    button: str = ""
    action: Callable[[], None] | None = None
    warning: bool = False
    retracts: Toast | None = None


class Desk(QObject):
    """The open store and its signals. Views read through `read` and change through `do`."""

    # A change was written: ChangeSet. Each view judges whether it concerns it.
    changed = Signal(object)
    # Something to say to the user: Toast.
    said = Signal(object)
    # A change was refused and no view took care of it: RuleBroken or KnownError.
    refused = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store

    def today(self) -> date:
        """The day it is, by the store's clock."""
        return self.store.clock().date()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for queries."""
        with self.store.read() as session:
            yield session

    def do(
        self,
        label: str,
        command: Callable[[Session], T],
        *,
        said: str | None = "",
        refused: Callable[[RuleBroken], None] | None = None,
        lasting: bool = False,
    ) -> Done[T] | None:
        """Run a command as one undoable change; None when it was refused.

        `label` is kept in the history. `said` (default: the label; None: nothing) goes into the
        undo toast; a `lasting` change, and what was done before it, cannot be undone.
        A broken rule goes to `refused`, or to the signal of that name.
        """
        try:
            result, change_set = self.store.do(label, command, lasting=lasting)
        except RuleBroken as broken:
            (refused or self.refused.emit)(broken)
            return None
        except KnownError as error:
            self.refused.emit(error)
            return None
        if change_set is not None:
            self.changed.emit(change_set)
            if said is not None:
                self.said.emit(Toast(said or label, undo=not lasting))
        return Done(result, change_set)

    def undo(self) -> ChangeSet | None:
        """Take back the newest change that stands."""
        return self._walk(UNDO, self.store.undo)

    def redo(self) -> ChangeSet | None:
        """Bring back what was undone last."""
        return self._walk(REDO, self.store.redo)

    def tell_walked(self, way: str, change_set: ChangeSet | None) -> None:
        """Let everybody know of an UNDO or REDO that the store has done."""
        if change_set is None:
            self.said.emit(Toast(f"There is nothing to {way}."))
            return
        self.changed.emit(change_set)
        self.said.emit(Toast(f"{_WALKED[way]}: {change_set.label}"))

    def _walk(self, way: str, step: Callable[[], ChangeSet | None]) -> ChangeSet | None:
        try:
            change_set = step()
        except KnownError as error:
            self.refused.emit(error)
            return None
        self.tell_walked(way, change_set)
        return change_set
