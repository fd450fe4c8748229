"""Where the columns of the ranking stand, at any width; what has no room goes into the note."""

from __future__ import annotations

from dataclasses import dataclass

EDGE, GAP = 14, 12
PLACE, CODE = 32, 38
COST, EFFORT, POINTS, GIVEN, DECISION = 58, 46, 72, 92, 136
_TITLE, _LEAST_TITLE = 190, 130  # px that a title should have, and below which points go too


@dataclass(frozen=True, slots=True)
class Lane:
    """The left edge and the width of a column; of no width it is not shown."""

    left: int = 0
    wide: int = 0

    @property
    def right(self) -> int:
        """The px at which it ends."""
        return self.left + self.wide


@dataclass(frozen=True, slots=True)
class Lanes:
    """The columns of a ranking that is so many px wide."""

    place: Lane
    code: Lane
    title: Lane
    cost: Lane
    effort: Lane
    points: Lane
    given: Lane
    decision: Lane


def lanes(width: int, most_code: int = CODE) -> Lanes:
    """The columns in `width` px; the ranks given go first, then effort, cost, and points."""
    first = EDGE + PLACE + most_code
    wanted = {"cost": COST, "effort": EFFORT, "points": POINTS, "given": GIVEN}
    for gone in ("given", "effort", "cost", "points"):
        taken = sum(each + GAP for each in wanted.values() if each) + DECISION + GAP
        if width - EDGE - first - taken >= (_LEAST_TITLE if gone == "points" else _TITLE):
            break
        wanted[gone] = 0
    found: dict[str, Lane] = {}
    right = width - EDGE
    for name, wide in (("decision", DECISION), *reversed(wanted.items())):
        found[name] = Lane(right - wide, wide)
        right -= wide + GAP if wide else 0
    return Lanes(
        Lane(EDGE, PLACE), Lane(EDGE + PLACE, most_code), Lane(first, max(80, right - first)),
        **found,
    )  # fmt: skip
