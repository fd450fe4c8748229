"""Net promoter score with its interval: how much of a change is only chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.96  # 95 %


@dataclass(frozen=True, slots=True)
class Nps:
    """The score, and the interval that holds the true one in 95 of 100 surveys, -100 to 100."""

    score: float
    low: float
    high: float
    n: int


def nps(promoters: int, passives: int, detractors: int) -> Nps | None:
    """Promoters less detractors, per cent of all; None without an answer.

    The interval is the adjusted Wald one: three answers are added, a quarter of them promoters and
    a quarter detractors, so that small surveys do not look surer than they are. Its middle
    therefore lies a little nearer to zero than the score. 60/25/15: 45.0, 29.3 to 58.0.
    """
    n = promoters + passives + detractors
    if n <= 0:
        return None
    more = n + 3
    for_it, against = (promoters + 0.75) / more, (detractors + 0.75) / more
    middle = for_it - against
    margin = _Z * sqrt((for_it + against - middle**2) / more)
    return Nps(
        100 * (promoters - detractors) / n,
        max(-100.0, 100 * (middle - margin)),
        min(100.0, 100 * (middle + margin)),
        n,
    )
