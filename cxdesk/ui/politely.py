"""Long work in Python beside the window, which has its turn meanwhile, many times a second."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_INTERVAL_S: Final = 0.0005


@contextmanager
def politely() -> Iterator[None]:
    """What is done within, in the worker, leaves the window its turn.

    Whoever wants to paint waits for the interpreter up to an interval at every word with Qt; and
    garbage is looked for while everybody waits, though rows that are read or written leave none.
    """
    interval, collects = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(_INTERVAL_S)
    gc.disable()
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if collects:
            gc.enable()
