"""Walking along a line of places with the keyboard: where a key leads."""

from __future__ import annotations

from PySide6.QtCore import Qt

_PAGE = 10  # places that Page Up and Page Down pass


def step_to(key: int, at: int | None, last: int) -> int | None:
    """The place that a key leads to from `at` (None: behind the last); None for another key.

    Places go from 0 to `last`, which is below 0 where there are none.
    """
    here = last + 1 if at is None else at
    keys = Qt.Key
    steps: dict[int, int] = {
        keys.Key_Left: here - 1,
        keys.Key_Right: here + 1,
        keys.Key_PageUp: here - _PAGE,
        keys.Key_PageDown: here + _PAGE,
        keys.Key_Home: 0,
        keys.Key_End: last,
    }
    to = steps.get(key)
    return None if to is None or last < 0 else min(max(to, 0), last)
