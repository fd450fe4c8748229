"""Whose turn it is: one thread writes at a time, and a commit waits for those who read."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cxdesk.store.errors import Busy


class Turn:
    """The turn to write a file. Who reads holds the `door`, and who commits.

    Without the door a commit would refuse a reading, or be refused by one.
    """

    def __init__(self) -> None:
        self.door = threading.RLock()
        self._lock = threading.Lock()
        self._writer: int | None = None  # a thread

    @contextmanager
    def to_write(self) -> Iterator[None]:
        """Write while this lasts. Raises Busy while another thread does."""
        here = threading.get_ident()
        with self._lock:
            if self._writer == here:
                raise RuntimeError(
                    "A write inside a write: commands call functions, not the store."
                )
            if self._writer is not None:
                raise Busy("Another change is still being written: try again when it is done.")
            self._writer = here
        try:
            with _uncollected():
                yield
        finally:
            self._writer = None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Garbage is left lying: looking for it among many rows that live takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
