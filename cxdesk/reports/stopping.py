"""Long work on paper: it says how far it is, and ends soon after nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Progress = Callable[[int, int], None]
"""Says (steps done, steps in all)."""
Cancelled = Callable[[], bool]
"""Whether nobody waits for it any more; what is made then is thrown away."""

_STEP: Final = 100  # rows between two words about the progress


class Stopped(Exception):
    """The user gave up: nothing is printed."""


def _never() -> bool:
    return False


_given_up: ContextVar[Cancelled] = ContextVar("given_up", default=_never)


@contextmanager
def stoppable(cancelled: Cancelled) -> Iterator[None]:
    """Have what is made within end with Stopped once `cancelled`, at a row or page of it."""
    before = _given_up.set(cancelled)
    try:
        yield
    finally:
        _given_up.reset(before)


def stop_if_given_up() -> None:
    """Raise Stopped when nobody waits any more for what is being made."""
    if _given_up.get()():
        raise Stopped


class Work:
    """How far the printing is: every row is measured, and drawn."""

    def __init__(self, rows: int, progress: Progress, cancelled: Cancelled) -> None:
        self._all, self._done = 2 * rows, 0
        self._progress, self._cancelled = progress, cancelled

    def step(self) -> None:
        """One more row; raises Stopped when the user gave up."""
        self._done += 1
        if self._done % _STEP == 0:
            self._progress(min(self._done, self._all), self._all)
            if self._cancelled():
                raise Stopped
