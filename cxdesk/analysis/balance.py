"""Balance of a program over culture, operations and technology."""

from __future__ import annotations

import re
from collections.abc import Iterable

SIDES = ("culture", "operations", "technology")

_TECHNOLOGY = frozenset(
    {"it", "ict", "tech", "technology", "digital", "data", "systems", "software", "engineering"}
)


def side_of(labels: Iterable[str], domain: str | None) -> str:
    """Which of the three an initiative changes first; `domain` names its area, None for no area.

    A label "culture", "operations" or "technology" decides. Without one the domain does: what
    belongs to the whole organisation changes how people work together (culture), what belongs to a
    domain of systems is technology, and everything else is operations.
    """
    said = {label.strip().casefold() for label in labels}
    for side in SIDES:
        if side in said:
            return side
    if domain is None:
        return "culture"
    words = set(re.findall(r"\w+", domain.casefold()))
    return "technology" if words & _TECHNOLOGY else "operations"
