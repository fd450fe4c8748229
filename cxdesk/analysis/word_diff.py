"""What two texts have in common, word by word, and which lines of two lists are the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 1500  # words that are compared one by one; longer texts are compared by lines first
_LIKE = 0.55  # how much of two lines must be the same for one to be the other, changed


class Run(NamedTuple):
    """A stretch of a text; `same` where the other text has it too."""

    text: str
    same: bool


Runs = tuple[Run, ...]


def runs(before: str, after: str) -> tuple[Runs, Runs]:
    """Both texts cut into what is the same and what is not; joined, the runs are the texts."""
    if before == after:
        both = (Run(before, True),) if before else ()
        return both, both
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
        if max(len(old), len(new)) > _MOST:
            return (Run(before, False),), (Run(after, False),)
        return _by_lines(old, new)
    return _cut(old, new)


def _cut(old: Sequence[str], new: Sequence[str]) -> tuple[Runs, Runs]:
    left: list[Run] = []
    right: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a < b:
            left.append(Run("".join(old[a:b]), tag == "equal"))
        if c < d:
            right.append(Run("".join(new[c:d]), tag == "equal"))
    return _joined(left), _joined(right)


def _by_lines(old: Sequence[str], new: Sequence[str]) -> tuple[Runs, Runs]:
    """Lines first, then the words of those that stand for each other."""
    left: list[Run] = []
    right: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            left.append(Run("".join(old[a:b]), True))
            right.append(Run("".join(new[c:d]), True))
            continue
        for at in range(max(b - a, d - c)):
            one = old[a + at] if a + at < b else ""
            other = new[c + at] if c + at < d else ""
            words = _TOKEN.findall(one), _TOKEN.findall(other)
            long = max(map(len, words)) > _MOST
            some = ((Run(one, False),), (Run(other, False),)) if long else _cut(*words)
            left += [run for run in some[0] if run.text]
            right += [run for run in some[1] if run.text]
    return _joined(left), _joined(right)


def _joined(parts: Sequence[Run]) -> Runs:
    """Neighbours of one kind as one; blanks between two changes are changed with them."""
    found: list[Run] = []
    for at, part in enumerate(parts):
        beside = [parts[n] for n in (at - 1, at + 1) if 0 <= n < len(parts)]
        if part.same and part.text.isspace() and len(beside) == 2 and "\n" not in part.text:
            part = Run(part.text, any(each.same for each in beside))
        if found and found[-1].same == part.same:
            found[-1] = Run(found[-1].text + part.text, part.same)
        else:
            found.append(part)
    return tuple(found)


class Pair(NamedTuple):
    """A line and what it became: places in the two lists, None where it is in one alone.

    `moved` where others that stayed in their order have passed it.
    """

    before: int | None
    after: int | None
    moved: bool = False


def paired(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """Which line of one list is which of the other, in the order of `after`.

    Equal lines first, each with the nearest; then lines that are much alike. What is in `before`
    alone stands where it was.
    """
    found: dict[int, int] = {}  # by place in `after`
    left = dict(enumerate(before))
    for place, text in enumerate(after):
        same = [at for at, old in left.items() if old == text]
        if same:
            found[place] = min(same, key=lambda at: abs(at - place))
            del left[found[place]]
    alike = []
    for place, text in enumerate(after):
        if place not in found:
            alike += [(_alike(old, text), -abs(at - place), at, place) for at, old in left.items()]
    for much, _, at, place in sorted(alike, reverse=True):
        if much >= _LIKE and at in left and place not in found:
            found[place] = at
            del left[at]
    still = _in_order([found[place] for place in sorted(found)])
    pairs: list[Pair] = []
    gone = sorted(left)
    for place in range(len(after)):
        old = found.get(place)
        while gone and old is not None and old in still and gone[0] < old:
            pairs.append(Pair(gone.pop(0), None))
        pairs.append(Pair(old, place, old is not None and old not in still))
    return (*pairs, *(Pair(at, None) for at in gone))


def _alike(one: str, other: str) -> float:
    if not one or not other or max(len(one), len(other)) > 20_000:
        return 0.0
    words = SequenceMatcher(None, _TOKEN.findall(one)[:_MOST], _TOKEN.findall(other)[:_MOST])
    return words.ratio() if words.real_quick_ratio() >= _LIKE else 0.0


def _in_order(places: Sequence[int]) -> set[int]:
    """The most of these that stand in rising order; the others are those that were moved."""
    ends: list[int] = []  # the least end of a row of each length
    rows: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(ends, place)
        row = (*(rows[at - 1] if at else ()), place)
        if at == len(ends):
            ends.append(place)
            rows.append(row)
        else:
            ends[at], rows[at] = place, row
    return set(rows[-1]) if rows else set()
