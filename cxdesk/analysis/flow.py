"""How work flows, reckoned from how long each piece stayed where: counts a day, durations, weeks.

A day is a calendar day, and a duration the number of nights between two of them: what is begun and
done on one day took 0 days, as the cards on the board count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from math import ceil


@dataclass(frozen=True, slots=True)
class Stay:
    """How long something was in a state: from the day it came to the day it left, None: not yet."""

    state: str
    since: date
    until: date | None = None

    def days(self, today: date) -> int:
        """How long it was there, up to `today` if it still is."""
        return max(0, ((self.until or today) - self.since).days)


Track = Sequence[Stay]
"""Where one piece of work was, one stay after the other without gaps."""


def track(moves: Iterable[tuple[str, date]]) -> tuple[Stay, ...]:
    """The stays that follow from (state entered, day), oldest first.

    Entering the state where it already is changes nothing. A day before the one that went before,
    from a computer whose clock was wrong, counts as that one.
    """
    entered: list[tuple[str, date]] = []
    for state, on in moves:
        if not entered:
            entered.append((state, on))
        elif entered[-1][0] != state:
            entered.append((state, max(on, entered[-1][1])))
    ends = (*(on for _, on in entered[1:]), None)
    return tuple(
        Stay(state, since, until) for (state, since), until in zip(entered, ends, strict=False)
    )


def absorbed(stays: Track, pause: str, otherwise: str) -> tuple[Stay, ...]:
    """The stays with each `pause` counted to the state before it, or to `otherwise` without one."""
    moves: list[tuple[str, date]] = []
    for stay in stays:
        before = moves[-1][0] if moves else otherwise
        moves.append((before if stay.state == pause else stay.state, stay.since))
    return track(moves)


def bands(
    tracks: Iterable[Track], states: Sequence[str], first: date, last: date
) -> dict[str, tuple[int, ...]]:
    """How many were in each of `states` at the end of each day from `first` to `last`."""
    length = (last - first).days + 1
    steps = {state: [0] * (length + 1) for state in states}
    for stays in tracks:
        for stay in stays:
            step = steps.get(stay.state)
            if step is None:
                continue
            begin = max(0, (stay.since - first).days)
            end = length if stay.until is None else min(length, (stay.until - first).days)
            if begin < end:
                step[begin] += 1
                step[end] -= 1
    return {state: tuple(accumulate(step[:length])) for state, step in steps.items()}


def finished(stays: Track, done: Collection[str]) -> date | None:
    """The day it was done and stayed so; None for what is not done now.

    What was done, taken up again and done once more is done the last time.
    """
    found = None
    for stay in reversed(stays):
        if stay.state not in done:
            break
        found = stay.since
    return found


def begun(stays: Track, state: str) -> date | None:
    """The day it first entered a state."""
    return next((stay.since for stay in stays if stay.state == state), None)


def past(
    stays: Track, without: Collection[str] = (), since: date | None = None
) -> list[tuple[str, int]]:
    """(state, days) of each stay that is over, unless it ended in one of `without`.

    Of those that ended on `since` or later, if that is given.
    """
    return [
        (here.state, here.days(after.since))
        for here, after in pairwise(stays)
        if after.state not in without and (since is None or after.since >= since)
    ]


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The least of these values that `percent` per cent of them do not exceed (nearest rank).

    So it is always a value that occurred. `ordered` goes from low to high and is not empty.
    """
    return ordered[max(1, ceil(percent * len(ordered) / 100)) - 1]


def week_of(on: date) -> date:
    """The Monday of its week."""
    return on - timedelta(days=on.weekday())


def weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks that hold a day from `first` to `last`."""
    monday, found = week_of(first), []
    while monday <= last:
        found.append(monday)
        monday += timedelta(weeks=1)
    return found
