"""Where lines end that hold other scripts than those of our own type.

A line may end at a space, and beside any character of Chinese, Japanese and Korean, but for those
that belong to their neighbour. Each line carries marks of direction where it would be read from
another side alone than within its paragraph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from cxdesk.reports import bidi

_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％‰,.:;?!)]}»…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST: Final = frozenset("‘“（〔［｛〈《「『【([{«£¥＄￥#")
_LEFT_TO_RIGHT: Final = "\N{LEFT-TO-RIGHT MARK}"
_RIGHT_TO_LEFT: Final = "\N{RIGHT-TO-LEFT MARK}"
_ARABIC: Final = "\N{ARABIC LETTER MARK}"


def cuts(text: str, widths: Sequence[float], room: float) -> list[tuple[int, int]]:
    """The lines of a text as places from and to, one at least; `widths` are its characters'."""
    found: list[tuple[int, int]] = []
    start, best, at = 0, 0, 0.0
    n = 0
    while n < len(text):
        if n > start and text[n] != " " and _may_break(text[n - 1], text[n]):
            best = n
        at += widths[n]
        if at > room and text[n] != " " and n > start:
            stop = best if best > start else _before_marks(text, start, n)
            found.append((start, stop))
            start = n = best = stop
            at = 0.0
            continue
        n += 1
    found.append((start, len(text)))
    return [_trimmed(text, *each) for each in found]


def slices(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """The lines themselves, each to be read from the same side as in the whole text."""
    if len(places) < 2 or not bidi.has_right_to_left(text):
        return [text[start:stop] for start, stop in places]
    base = bidi.direction(text)
    levels = bidi.levels(text, base)
    lines = []
    for start, stop in places:
        line = text[start:stop]
        shown = [level for level in levels[start:stop] if level is not None]
        if not shown:
            lines.append(line)
            continue
        side = _side(base)
        if base and _last_letter(text[:start]) == "AL":
            side = _ARABIC
        first, last = _side(shown[0]), _side(shown[-1])
        before = side if first == _side(base) else side + first
        lines.append(before + line + ("" if last == _side(base) else last))
    return lines


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return True
    if not (_is_wide(before) or _is_wide(after)):
        return False
    return after not in _NOT_FIRST and before not in _NOT_LAST


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _before_marks(text: str, start: int, n: int) -> int:
    """The last place up to `n` where a word can be cut, not between a letter and its marks."""
    stop = n
    while stop > start + 1 and unicodedata.category(text[stop]) in ("Mn", "Me", "Cf"):
        stop -= 1
    return stop if stop > start + 1 or n == start + 1 else n


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] == " ":
        start += 1
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return start, stop


def _side(level: int) -> str:
    return _RIGHT_TO_LEFT if level % 2 else _LEFT_TO_RIGHT


def _last_letter(text: str) -> str:
    return next((bidi.kind(c) for c in reversed(text) if bidi.kind(c) in ("L", "R", "AL")), "")
