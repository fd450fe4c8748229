"""The Schulze method: x is above y where the strongest path from x to y is the stronger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cxdesk.analysis.preferences import Matrix


def strongest_paths(d: Matrix) -> Matrix:
    """The strength of the strongest path of majorities between rows; a majority has d[x,y]."""
    paths = np.where(d > d.T, d, 0)
    for via in range(len(paths)):
        paths = np.maximum(paths, np.minimum(paths[:, via, None], paths[via]))
    return paths


def schulze(d: Matrix) -> list[list[int]]:
    """The rows in tiers: those that none of the rest is above, then the same of the rest."""
    paths = strongest_paths(d)
    above = paths > paths.T
    rest = np.ones(len(d), dtype=bool)
    found: list[list[int]] = []
    while rest.any():
        tier = rest & ~above[rest].any(0)
        found.append(np.flatnonzero(tier).tolist())
        rest &= ~tier
    return found
