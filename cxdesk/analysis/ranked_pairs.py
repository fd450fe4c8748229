"""Ranked pairs: majorities hold from the largest down, but for those that close a circle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cxdesk.analysis.preferences import Matrix


def ranked_pairs(d: Matrix, order: Sequence[int]) -> list[int]:
    """The order of the rows of d; `order` is the list that decides between equals.

    Majorities are taken by margin, then by winning votes, then by that list, winners first. Of the
    rows that no majority that holds keeps down, the first in the list comes next.
    """
    listed = np.array(order, np.intp)
    d = d[np.ix_(listed, listed)]
    winners, losers = np.nonzero(d > d.T)
    votes = d[winners, losers]
    margins = votes - d[losers, winners]
    above = np.zeros(d.shape, dtype=bool)  # closed under "and so above"
    for at in np.lexsort((losers, winners, -votes, -margins)).tolist():
        winner, loser = winners[at], losers[at]
        if not above[loser, winner]:
            uppers, lowers = above[:, winner].copy(), above[loser].copy()
            uppers[winner] = lowers[loser] = True
            above |= np.outer(uppers, lowers)
    found: list[int] = []
    rest = np.ones(len(d), dtype=bool)
    while rest.any():
        row = int(np.argmax(rest & ~above[rest].any(0)))
        found.append(int(listed[row]))
        rest[row] = False
    return found
