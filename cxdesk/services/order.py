"""The order that users give to rows: each has a position, and room is left between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

STEP = 1024.0  # between neighbours, so that many rows fit between two without renumbering


class Placed(Protocol):
    """Something that stands in an order."""

    id: int
    position: float


def between(low: float | None, high: float | None) -> float | None:
    """A position between two, where None is an end of the order; None where no room is left."""
    if low is None:
        return STEP if high is None else high - STEP
    if high is None:
        return low + STEP
    return (low + high) / 2 if high - low > 1e-6 else None


def put_behind(rows: Sequence[Placed], here: Placed, after: int | None) -> None:
    """Put `here` behind the row with the id `after` (None: first) among `rows`, in their order."""
    rest = [row for row in rows if row is not here]
    places = {row.id: place for place, row in enumerate(rest, 1)}
    index = 0 if after is None else places.get(after, len(rest))
    low = rest[index - 1].position if index else None
    high = rest[index].position if index < len(rest) else None
    position = between(low, high)
    if position is not None:
        here.position = position
    else:
        # No room left between the two: number all of them anew.
        rest.insert(index, here)
        for place, row in enumerate(rest, 1):
            row.position = place * STEP
