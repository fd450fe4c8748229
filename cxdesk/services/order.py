"""The order that users give to rows: each has a position, and room is left between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

STEP = 1024.0  # between neighbours, so that many rows fit between two without renumbering


class Placed(Protocol):
    """Something that stands in an order."""

    id: int
    position: float


def put_behind(rows: Sequence[Placed], here: Placed, after: int | None) -> None:
    """Put `here` behind the row with the id `after` (None: first) among `rows`, in their order."""
    rest = [row for row in rows if row is not here]
    places = {row.id: place for place, row in enumerate(rest, 1)}
    index = 0 if after is None else places.get(after, len(rest))
    low = rest[index - 1].position if index else None
    high = rest[index].position if index < len(rest) else None
    if low is None:
        here.position = STEP if high is None else high - STEP
    elif high is None:
        here.position = low + STEP
    elif high - low > 1e-6:
        here.position = (low + high) / 2
    else:
        # No room left between the two: number all of them anew.
        rest.insert(index, here)
        for place, row in enumerate(rest, 1):
            row.position = place * STEP
