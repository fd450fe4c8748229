"""Giving up: what is made for paper ends soon after nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(Exception):
    """The user gave up: nothing is printed."""


def _never() -> bool:
    return False


_given_up: ContextVar[Callable[[], bool]] = ContextVar("given_up", default=_never)


@contextmanager
def stoppable(cancelled: Callable[[], bool]) -> Iterator[None]:
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
