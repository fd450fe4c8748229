"""Where letters that were looked for stand in a text, so that a ground can be laid under them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from cxdesk.services.search import fold

Span = tuple[int, int]
"""The first letter, and one past the last."""


def spans(text: str, words: Sequence[str]) -> list[Span]:
    """Where the folded `words` occur in `text`, merged."""
    if not words:
        return []
    folded, places = "", []
    for place, letter in enumerate(text):
        piece = fold(letter)
        folded += piece
        places += [place] * len(piece)
    found = []
    for word in filter(None, words):
        at = folded.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def spans_by_line(text: str, lines: Sequence[str], words: Sequence[str]) -> list[list[Span]]:
    """The same for each of the lines into which `text` was broken, also across their ends."""
    whole = " ".join(text.split())
    found, at, each = spans(whole, words), 0, []
    for line in lines:
        start = whole.find(line, at)
        if start < 0:  # broken at other spaces than these
            each.append(spans(line, words))
            continue
        at = start + len(line)
        each.append(
            [(max(a, start) - start, min(b, at) - start) for a, b in found if a < at and b > start]
        )
    return each


def grounds(room: QRectF, text: str, found: Sequence[Span], fm: QFontMetricsF) -> list[QRectF]:
    """The grounds of parts of a line that is written at the left of `room`.

    A line of a script that runs from right to left has none: they would lie beside its letters.
    """
    if not found or any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return []
    made = []
    for start, end in found:
        left = fm.horizontalAdvance(text[:start])
        wide = fm.horizontalAdvance(text[:end]) - left
        made.append(QRectF(room.left() + left - 0.5, room.top(), wide + 1, room.height()))
    return made
