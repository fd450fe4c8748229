"""The order in which mixed text stands on a line: the Unicode Bidirectional Algorithm (UAX #9).

Checked against BidiCharacterTest.txt of Unicode. Characters that only steer the order, such as the
right-to-left mark, have no place on the line themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

_DEEPEST: Final = 125
_RIGHT: Final = frozenset({"R", "AL", "AN"})
_STRONG: Final = {"L": 0, "R": 1, "AL": 1}
_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS: Final = {"LRE": 0, "RLE": 1, "LRO": 0, "RLO": 1}
_REMOVED: Final = frozenset({*_EMBEDDINGS, "PDF", "BN"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "PDI", *_ISOLATES})
_SAME_BRACKET: Final = {"\u2329": "\u3008", "\u232a": "\u3009"}


@cache
def kind(char: str) -> str:
    """The bidirectional class of a character."""
    return unicodedata.bidirectional(char) or "L"


def has_right_to_left(text: str) -> bool:
    """Whether a text has letters or digits that stand from right to left, or their mark."""
    return not text.isascii() and any(kind(char) in _RIGHT for char in set(text))


def direction(text: str) -> int:
    """The direction of a paragraph by its first letter: 0 from the left, 1 from the right."""
    kinds = [kind(char) for char in text]
    return _first_strong(kinds, _closings(kinds), 0, len(kinds)) or 0


def runs_left(text: str) -> bool:
    """Whether a paragraph is read from the right."""
    return has_right_to_left(text) and direction(text) == 1


def visual(text: str, base: int | None = None) -> list[tuple[int, str]]:
    """What stands on one line, from the left: places in the text, and the character to show."""
    line = levels(text, base)
    order = [place for place, level in enumerate(line) if level is not None]
    deep = [level for level in line if level is not None]
    for level in range(max(deep, default=0), 0, -1):
        start = 0
        while start < len(order):
            if line[order[start]] < level:  # type: ignore[operator]
                start += 1
                continue
            stop = start
            while stop < len(order) and line[order[stop]] >= level:  # type: ignore[operator]
                stop += 1
            order[start:stop] = reversed(order[start:stop])
            start = stop
    return [(n, mirrored(text[n]) if line[n] % 2 else text[n]) for n in order]  # type: ignore[operator]


def levels(text: str, base: int | None = None) -> list[int | None]:
    """The level of each character of a paragraph, odd from right to left; None: not shown."""
    kinds = [kind(char) for char in text]
    closings = _closings(kinds)
    if base is None:
        base = _first_strong(kinds, closings, 0, len(kinds)) or 0
    found, forced = _explicit(kinds, closings, base)
    given = tuple(found)
    for sequence in _sequences(kinds, closings, given):
        _resolve(text, forced, kinds, closings, given, found, sequence, base)
    blank = True  # rule L1: what ends the line, or stands before a tab, goes with the paragraph
    for n in range(len(text) - 1, -1, -1):
        if kinds[n] in ("B", "S"):
            blank = True
        elif kinds[n] not in ("WS", "PDI", *_ISOLATES, *_REMOVED):
            blank = False
        if blank and found[n] is not None:
            found[n] = base
    return found


@cache
def mirrored(char: str) -> str:
    """The character that looks like this one in a mirror, if it has to: a bracket, a sign."""
    if not unicodedata.mirrored(char):
        return char
    swaps = {"LEFT": "RIGHT", "RIGHT": "LEFT", "LESS": "GREATER", "GREATER": "LESS"}
    name = re.sub("LEFT|RIGHT|LESS|GREATER", lambda m: swaps[m[0]], unicodedata.name(char))
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return char


def _closings(kinds: Sequence[str]) -> dict[int, int]:
    """Where each isolate ends: the place of its end, or the end of all (BD9)."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for n, each in enumerate(kinds):
        if each in _ISOLATES:
            waiting.append(n)
            found[n] = len(kinds)
        elif each == "PDI" and waiting:
            found[waiting.pop()] = n
    return found


def _first_strong(
    kinds: Sequence[str], closings: dict[int, int], start: int, stop: int
) -> int | None:
    n = start
    while n < stop:
        if kinds[n] in _STRONG:
            return _STRONG[kinds[n]]
        n = closings.get(n, n) + 1
    return None


def _explicit(
    kinds: Sequence[str], closings: dict[int, int], base: int
) -> tuple[list[int | None], list[str]]:
    """Rules X1 to X8: the level of each character, and its kind where one is forced upon it."""
    found: list[int | None] = []
    forced = list(kinds)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]  # level, forced kind, isolate
    too_deep = too_deep_isolates = isolates = 0
    for n, each in enumerate(kinds):
        level, force, _ = stack[-1]
        if each in _EMBEDDINGS or each in _ISOLATES:
            isolate = each in _ISOLATES
            right = _EMBEDDINGS.get(each, int(each == "RLI"))
            if each == "FSI":
                right = _first_strong(kinds, closings, n + 1, closings[n]) or 0
            found.append(level if isolate else None)
            if isolate and force:
                forced[n] = force
            deeper = level + 1 + (level + 1 + right) % 2
            if deeper <= _DEEPEST and not too_deep and not too_deep_isolates:
                isolates += isolate
                stack.append((deeper, "RL"[1 - right] if each[-1] == "O" else "", isolate))
            elif isolate:
                too_deep_isolates += 1
            elif not too_deep_isolates:
                too_deep += 1
        elif each == "PDI":
            if too_deep_isolates:
                too_deep_isolates -= 1
            elif isolates:
                too_deep = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                isolates -= 1
            level, force, _ = stack[-1]
            found.append(level)
            forced[n] = force or each
        elif each == "PDF":
            found.append(None)
            if not too_deep_isolates:
                if too_deep:
                    too_deep -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
        elif each == "BN":
            found.append(None)
        elif each == "B":
            found.append(base)
        else:
            found.append(level)
            forced[n] = force or each
    return found, forced


def _sequences(
    kinds: Sequence[str], closings: dict[int, int], found: Sequence[int | None]
) -> Iterator[list[int]]:
    """Isolating run sequences: runs of one level, those at both ends of an isolate together."""
    runs: list[list[int]] = []
    for n, level in enumerate(found):
        if level is None:
            continue
        if runs and found[runs[-1][-1]] == level:
            runs[-1].append(n)
        else:
            runs.append([n])
    starting = {run[0]: run for run in runs}
    taken: set[int] = set()
    for run in runs:
        if run[0] in taken:
            continue
        sequence = list(run)
        while closings.get(sequence[-1], len(kinds)) in starting:
            rest = starting[closings[sequence[-1]]]
            taken.add(rest[0])
            sequence += rest
        yield sequence


def _resolve(
    text: str,
    forced: Sequence[str],
    kinds: Sequence[str],
    closings: dict[int, int],
    given: Sequence[int | None],
    found: list[int | None],
    sequence: Sequence[int],
    base: int,
) -> None:
    """Rules X10 to I2 for one sequence of `given` levels: puts the resolved into `found`."""
    level = given[sequence[0]] or 0
    last = sequence[-1]
    earlier = (given[n] for n in range(sequence[0] - 1, -1, -1))
    before = next((each for each in earlier if each is not None), base)
    later = (given[n] for n in range(last + 1, len(given)))
    after = next((each for each in later if each is not None), base)
    if last in closings and closings[last] == len(kinds):
        after = base
    start, end = ("LR"[max(level, each) % 2] for each in (before, after))
    here = _weak([forced[n] for n in sequence], start)
    _brackets([text[n] for n in sequence], [kinds[n] for n in sequence], here, start, level)
    _neutral(here, start, end, "LR"[level % 2])
    for n, each in zip(sequence, here, strict=True):
        if level % 2:
            found[n] = level + (each != "R")
        else:
            found[n] = level + {"L": 0, "R": 1}.get(each, 2)


def _weak(here: list[str], start: str) -> list[str]:
    """Rules W1 to W7: marks, numbers, and the signs within numbers."""
    previous = start
    for n, each in enumerate(here):  # W1
        if each == "NSM":
            here[n] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = here[n]
    strong = start
    for n, each in enumerate(here):  # W2, W3
        if each in _STRONG:
            strong = each
        if each == "EN" and strong == "AL":
            here[n] = "AN"
    here[:] = ["R" if each == "AL" else each for each in here]
    for n in range(1, len(here) - 1):  # W4
        around = here[n - 1], here[n + 1]
        if (here[n] in ("ES", "CS") and around == ("EN", "EN")) or (
            here[n] == "CS" and around == ("AN", "AN")
        ):
            here[n] = around[0]
    n = 0
    while n < len(here):  # W5
        stop = n
        while stop < len(here) and here[stop] == "ET":
            stop += 1
        if stop > n and "EN" in (here[n - 1] if n else "", here[stop] if stop < len(here) else ""):
            here[n:stop] = ["EN"] * (stop - n)
        n = stop + 1
    strong = start
    for n, each in enumerate(here):  # W6, W7
        if each in ("ES", "ET", "CS"):
            here[n] = "ON"
        elif each in ("L", "R"):
            strong = each
        elif each == "EN" and strong == "L":
            here[n] = "L"
    return here


def _brackets(
    chars: Sequence[str], kinds: Sequence[str], here: list[str], start: str, level: int
) -> None:
    """Rule N0: both brackets of a pair point the same way."""
    along = "LR"[level % 2]
    for opening, closing in _pairs(chars, here):
        inside = {_side(each) for each in here[opening + 1 : closing]} - {""}
        if not inside:
            continue
        if along in inside:
            side = along
        else:
            earlier = (_side(each) for each in reversed(here[:opening]))
            context = next((each for each in earlier if each), start)
            side = context if context != along else along
        for place in (opening, closing):
            here[place] = side
            for n in range(place + 1, len(here)):  # marks upon a bracket go with it
                if kinds[n] != "NSM":
                    break
                here[n] = side


def _pairs(chars: Sequence[str], here: Sequence[str]) -> list[tuple[int, int]]:
    """The brackets that belong together (BD16), in the order of the opening ones."""
    found: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for n, char in enumerate(chars):
        if here[n] != "ON" or not unicodedata.mirrored(char):
            continue
        group = unicodedata.category(char)
        if group == "Ps" and mirrored(char) != char:
            if len(open_) == 63:
                return []
            open_.append((_SAME_BRACKET.get(mirrored(char), mirrored(char)), n))
        elif group == "Pe":
            same = _SAME_BRACKET.get(char, char)
            for place in range(len(open_) - 1, -1, -1):
                if open_[place][0] == same:
                    found.append((open_[place][1], n))
                    del open_[place:]
                    break
    return sorted(found)


def _side(each: str) -> str:
    """What a resolved kind counts as beside neutral characters."""
    return "R" if each in ("R", "EN", "AN") else "L" if each == "L" else ""


def _neutral(here: list[str], start: str, end: str, along: str) -> None:
    """Rules N1 and N2: neutral characters go with both neighbours, else with their level."""
    n = 0
    while n < len(here):
        stop = n
        while stop < len(here) and here[stop] in _NEUTRAL:
            stop += 1
        if stop > n:
            left = _side(here[n - 1]) if n else start
            right = _side(here[stop]) if stop < len(here) else end
            here[n:stop] = [left if left == right else along] * (stop - n)
        n = stop + 1
