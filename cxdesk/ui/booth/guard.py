"""Keeps strangers from trying PINs and receipt codes one after the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import ceil
from time import monotonic

TRIES, WAIT_S = 5, 30


class Guard:
    """Counts wrong answers; after five, who gave them waits for half a minute.

    One guard serves all booths of a round: opening another booth is no way round it. `clock` gives
    seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._wrong: dict[Hashable, int] = {}
        self._until: dict[Hashable, float] = {}

    def wait(self, who: Hashable) -> int:
        """The seconds until the next try, 0 when it may be made now."""
        return max(0, ceil(self._until.get(who, 0.0) - self._clock()))

    def tries(self, who: Hashable) -> int:
        """How many wrong answers are left before a wait."""
        return TRIES - self._wrong.get(who, 0)

    def failed(self, who: Hashable) -> None:
        """A wrong answer was given."""
        self._wrong[who] = self._wrong.get(who, 0) + 1
        if self._wrong[who] >= TRIES:
            self._wrong[who] = 0
            self._until[who] = self._clock() + WAIT_S

    def passed(self, who: Hashable) -> None:
        """The right answer was given."""
        self._wrong.pop(who, None)
