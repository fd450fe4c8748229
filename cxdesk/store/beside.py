"""Reading beside the window: in another thread, and given up for whoever wants to write.

A reading keeps a lock on the file, and a write would wait for its end. So a write stops all that
are under way, and they begin anew once it is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

T = TypeVar("T")

_AGAIN_S = 0.02


class _Stopped(Exception):
    """Somebody writes: this reading is given up."""


class _Reading:
    """One reading: its session, and the connection on which it may be stopped."""

    def __init__(self, session: Session) -> None:
        self.stopped = False
        self._raw: Any = session.connection().connection.dbapi_connection
        event.listen(session, "do_orm_execute", self._go_on)

    def stop(self) -> None:
        """End its statement, and let no other one begin. From any thread."""
        self.stopped = True
        self._raw.interrupt()

    def _go_on(self, _state: object) -> None:
        if self.stopped:
            raise _Stopped


class Beside:
    """The readings under way in other threads, and the writes that stop them."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._readings: set[_Reading] = set()
        self._writing = False

    @contextmanager
    def kept_out(self) -> Iterator[None]:
        """Nobody reads beside while this lasts."""
        with self._turn:
            self._writing = True
            # Until they have ended their locks would refuse the write. Told again and again: a
            # statement that is just about to begin does not hear it.
            while self._readings:
                for reading in self._readings:
                    reading.stop()
                self._turn.wait(_AGAIN_S)
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()

    def ask(
        self,
        open: Callable[[], Session],
        query: Callable[[Session], T],
        given_up: Callable[[], bool],
    ) -> T:
        """What `query` finds of one moment of the file, in a session that `open` makes.

        It is asked as often as writes stop it; a failure after it was `given_up` is raised.
        """
        while True:
            with closing(open()) as session, self._reading(session) as reading:
                try:
                    return query(session)
                except Exception:
                    if not reading.stopped or given_up():
                        raise

    @contextmanager
    def _reading(self, session: Session) -> Iterator[_Reading]:
        """A reading is under way until its session has let go of the file."""
        with self._turn:
            self._turn.wait_for(lambda: not self._writing)
            reading = _Reading(session)
            self._readings.add(reading)
        try:
            yield reading
        finally:
            session.close()
            with self._turn:
                self._readings.discard(reading)
                self._turn.notify_all()
