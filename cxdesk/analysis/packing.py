"""Rows of a lane: bars that overlap in time stand below one another, and stay where they were."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from heapq import heappop, heappush
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def pack(
    spans: Iterable[tuple[K, float, float]], kept: Mapping[K, int] | None = None
) -> dict[K, int]:
    """The row of every span (key, first, last), so that those of one row never overlap.

    A span reaches up to `last` and not over it: one may begin where another ends. Whoever begins
    first gets the uppermost row that is free, so there are no more rows than spans at any one
    place. Those in `kept` stay in their rows; where two of them have come to overlap there, the one
    that `kept` names first stays. Takes O(n log n).
    """
    ordered = sorted(spans, key=lambda span: span[1])  # stable: equal ones stay in their order
    if not kept:
        return _fresh(ordered)
    return _around(ordered, kept)


def _fresh(ordered: list[tuple[K, float, float]]) -> dict[K, int]:
    rows: dict[K, int] = {}
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    for key, first, last in ordered:
        while busy and busy[0][0] <= first:
            heappush(free, heappop(busy)[1])
        row = heappop(free) if free else len(busy)
        rows[key] = row
        heappush(busy, (last, row))
    return rows


def _around(ordered: list[tuple[K, float, float]], kept: Mapping[K, int]) -> dict[K, int]:
    rows, taken = _stay(ordered, kept)
    if len(rows) == len(ordered):
        return rows
    # A row is as good as the place up to which it is free; the sweep keeps that of each.
    free = _Uppermost(max(taken, default=-1) + 1 + len(ordered) - len(rows))
    after = dict.fromkeys(taken, 0)  # how many kept ones of a row have begun
    for row, spans in taken.items():
        free.put(row, spans[0][0])
    ends: list[tuple[float, int]] = []
    until: dict[int, float] = {}
    for key, first, last in ordered:
        while ends and ends[0][0] <= first:
            end, row = heappop(ends)
            if until[row] > end:  # what took no room at all has ended, another is there
                continue
            spans, at = taken.get(row, []), after.get(row, 0)
            free.put(row, spans[at][0] if at < len(spans) else math.inf)
        if key in rows:
            row = rows[key]
            after[row] += 1
        else:
            row = rows[key] = free.first(last)
        free.put(row, -math.inf)
        until[row] = last
        heappush(ends, (last, row))
    return rows


def _stay(
    ordered: list[tuple[K, float, float]], kept: Mapping[K, int]
) -> tuple[dict[K, int], dict[int, list[tuple[float, float]]]]:
    """Those that keep their row, and what of each row they take, from left to right."""
    there = {key: (first, last) for key, first, last in ordered if key in kept}
    rows: dict[K, int] = {}
    taken: dict[int, list[tuple[float, float]]] = {}
    for key, row in kept.items():
        if key not in there:
            continue
        first, last = there[key]
        spans = taken.setdefault(row, [])
        at = bisect_left(spans, (first, last))
        if (at == 0 or spans[at - 1][1] <= first) and (at == len(spans) or last <= spans[at][0]):
            spans.insert(at, (first, last))
            rows[key] = row
    return rows, {row: spans for row, spans in taken.items() if spans}


class _Uppermost:
    """Finds the first of many rows that is free far enough, in a tree of maxima."""

    def __init__(self, rows: int) -> None:
        self._size = 1 << max(rows, 1).bit_length()
        self._best = [math.inf] * (2 * self._size)

    def put(self, row: int, free: float) -> None:
        """A row is free up to a place."""
        best, at = self._best, self._size + row
        best[at] = free
        while at > 1:
            at >>= 1
            most = max(best[2 * at], best[2 * at + 1])
            if best[at] == most:
                return
            best[at] = most

    def first(self, last: float) -> int:
        """The first row that is free up to `last`; there always is one."""
        best, at = self._best, 1
        while at < self._size:
            at = 2 * at if best[2 * at] >= last else 2 * at + 1
        return at - self._size
