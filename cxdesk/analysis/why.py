"""Why one stands above the next in a result, in words."""

from __future__ import annotations

from collections.abc import Callable

from cxdesk.analysis.tally import Method, Neighbours, Result

_NAMED = 3


def why(result: Result, pair: Neighbours, name: Callable[[int], str]) -> str:
    """What the ballots say of two neighbours, and what decided.

    "4 of 7 prefer R2 to R1; one ballot the other way would swap them".
    """
    return "; ".join(filter(None, (_ballots(pair, name), _decided(result, pair, name))))


def _ballots(pair: Neighbours, name: Callable[[int], str]) -> str:
    upper, lower = name(pair.upper), name(pair.lower)
    if not pair.opinions:
        return f"Nobody compares {upper} with {lower}"
    if not pair.won and not pair.lost:
        return f"Nobody prefers {upper} or {lower}, {pair.opinions:,} tie them"
    verb = "prefers" if pair.won == 1 else "prefer"
    words = f"{pair.won:,} of {pair.opinions:,} {verb} {upper} to {lower}"
    return words if pair.won > pair.lost else f"{words}, {pair.lost:,} {lower} to {upper}"


def _decided(result: Result, pair: Neighbours, name: Callable[[int], str]) -> str:
    if {(pair.upper, pair.lower)} & set(result.settled):
        return "settled by show of hands"
    if pair.tied:
        return "they share a place"
    points = [result.opinions[id].points for id in (pair.upper, pair.lower)]
    if result.method is Method.BORDA:
        return f"the points decide, {points[0]:+,} to {points[1]:+,}" if pair.lost else ""
    if pair.even:
        if points[0] == points[1]:
            return f"even, in points too: {name(pair.upper)} comes first in the list"
        return f"even: {name(pair.upper)} has more points" if points[0] > points[1] else "even"
    if pair.cycle:
        return _circle(result, pair, name)
    if pair.won < pair.lost:
        return "larger majorities over others decide"
    if pair.won - pair.lost == 1:
        return "one ballot the other way would swap them"
    return ""


def _circle(result: Result, pair: Neighbours, name: Callable[[int], str]) -> str:
    circle = next(circle for circle in result.cycles if pair.upper in circle)
    others = [name(id) for id in result.ranking if id in circle - {pair.upper, pair.lower}]
    if len(others) > _NAMED:
        return f"in a circle of majorities with {len(others)} others"
    return f"in a circle of majorities with {' and '.join(others)}"
