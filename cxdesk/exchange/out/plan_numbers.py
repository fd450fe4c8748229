"""Numbers by which other programs know the rows of a plan: the same every time it is taken out."""

from __future__ import annotations

from collections.abc import Iterable

_RANGE = 2_000_000  # MS Project takes numbers up to 2,097,151


def numbers(ids: Iterable[int]) -> dict[int, int]:
    """A number from 1 to two million for each of our ids, out of the id itself.

    Where two meet, the larger id takes the next that is free.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for id in sorted(ids):
        number = id % _RANGE + 1
        while number in taken:
            number = number % _RANGE + 1
        taken.add(number)
        found[id] = number
    return found
