"""Garbage is looked for in the window's thread alone.

It may hold widgets, and Qt breaks when another thread deletes one. Python looks for garbage in
whichever thread makes the next object, so it does not look at all while a worker works.
"""

from __future__ import annotations

import gc

_held = 0
_collects = True


def hold() -> None:
    """Look for none until as many `release` as `hold` were called. In the window's thread."""
    global _held, _collects
    if not _held:
        _collects = gc.isenabled()
        gc.disable()
    _held += 1


def look() -> None:
    """Look for it from now on, where it was switched off; after the work that is under way."""
    global _collects
    _collects = True
    if not _held:
        gc.enable()


def release() -> None:
    """A worker is done: garbage is looked for again, unless another one works."""
    global _held
    _held -= 1
    if not _held and _collects:
        gc.enable()
