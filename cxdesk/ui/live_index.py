"""The search index of the open file: filled while the window idles, kept up to date by changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from cxdesk.services.search import Hit, SearchIndex
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk, is_large


class LiveIndex(QObject):
    """Fills an index a step at a time, so that the window is never held up for long."""

    # More can be found, or something else, than before.
    grown = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._index = SearchIndex()
        self._next: SearchIndex | None = None  # takes the place of the other once it is complete
        self.complete = False
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._step)

    def fill(self, desk: Desk) -> None:
        """Find things of the file of `desk` from now on; `start` reads them."""
        self._desk, self._index, self.complete = desk, SearchIndex(), False
        self._next = None

    def start(self) -> None:
        """Go on reading whenever the window idles."""
        if not self.complete:
            self._idle.start()

    def stop(self) -> None:
        """Touch the file no more."""
        self._idle.stop()
        self._desk = None

    def follow(self, change_set: ChangeSet) -> None:
        """Read again what was changed; after a large change everything, while the window idles."""
        if self._desk is None:
            return
        if is_large(change_set):
            self._next, self.complete = SearchIndex(), False
            self._idle.start()
            return
        with self._desk.read() as session:
            self._index.update(session, change_set)
            if self._next is not None:
                self._next.update(session, change_set)
        self.grown.emit()

    def find(self, text: str) -> list[Hit]:
        """The best findings so far."""
        return self._index.find(text)

    def _step(self) -> None:
        assert self._desk is not None
        try:
            # A session for each step: a statement left open would keep writers out.
            with self._desk.read() as session:
                reading = self._index if self._next is None else self._next
                self.complete = not reading.step(session)
        except KnownError as error:
            desk = self._desk
            self.stop()
            desk.refused.emit(error)
            return
        if self.complete:
            self._idle.stop()
            self._index, self._next = reading, None
        self.grown.emit()
