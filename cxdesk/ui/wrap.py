"""Wraps titles into lines fast enough for ten thousand cards, and never elides.

Measuring text through Qt costs microseconds a call, laying it out ten times more. Titles share
their words, so a word is measured once and lines are sums. That is right only where letters stand
alone; text with combining marks, right-to-left or joined scripts goes through QTextLayout.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_WORDS = re.compile(r"[^ \t-\r\x1c-\x1f]+")
_BREAK = re.compile(r"(?<=\w[-/–—])(?=[^\W\d_])")
_COMPLEX = re.compile(
    # All but Latin, Greek, Cyrillic, dashes and quotes, currency, letter-like signs and arrows.
    "[^\t-\r\x1c-~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2100-\u21ff]"
)
_KEPT = 20_000


class Wrapper:
    """Breaks text into lines that fit a width in px, in one font."""

    def __init__(self, font: QFont) -> None:
        self._font = QFont(font)
        self._metrics = QFontMetricsF(self._font)
        self._words: dict[str, float] = {}
        self._breakable: set[str] = set()
        self._space = self._metrics.horizontalAdvance(" ")
        self._figure = max(self._metrics.horizontalAdvance(figure) for figure in "0123456789")
        self._kept = lru_cache(maxsize=_KEPT)(self._wrapped)

    def lines(self, text: str, width: int) -> tuple[str, ...]:
        """The lines of `text`, none wider than `width` px unless one letter alone is.

        Breaks at spaces, then after hyphens and slashes before a letter, then anywhere.
        """
        return self._kept(text, width)

    def height(self, text: str, width: int, line_px: int) -> int:
        """The px that `text` needs at this width, `line_px` a line; empty text needs none."""
        return len(self._kept(text, width)) * line_px

    def _wrapped(self, text: str, width: int) -> tuple[str, ...]:
        if not text.isascii() and _COMPLEX.search(text):
            return self._laid_out(text, width)
        lines: list[str] = []
        known, space = self._words, self._space
        line, used = "", 0.0
        for word in text.split() if text.isascii() else _WORDS.findall(text):
            advance = known.get(word) or self._measured(word)
            wanted = used + space + advance if line else advance
            if wanted <= width:
                line = line + " " + word if line else word
                used = wanted
            elif advance <= width and line and word not in self._breakable:
                lines.append(line)
                line, used = word, advance
            else:
                line = self._broken(word, width, line, lines)
                used = known.get(line) or self._metrics.horizontalAdvance(line)
        if line:
            lines.append(line)
        return tuple(lines)

    def _measured(self, word: str) -> float:
        if len(self._words) > _KEPT:
            self._words.clear()
            self._breakable.clear()
        if _BREAK.search(word):
            self._breakable.add(word)
        if word.isascii() and word.isdigit():
            # Numbers are many and all different: their widest figure bounds them without measuring.
            advance = len(word) * self._figure
        else:
            advance = self._metrics.horizontalAdvance(word)
        self._words[word] = advance
        return advance

    def _broken(self, word: str, width: int, line: str, lines: list[str]) -> str:
        """Add to `lines` what fills up; return the line left open."""
        joint = " " if line else ""
        for piece in _BREAK.split(word):
            longer = line + joint + piece
            joint = ""
            if self._metrics.horizontalAdvance(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            line = self._chopped(piece, width, lines)
        return line

    def _chopped(self, piece: str, width: int, lines: list[str]) -> str:
        """Like `_broken`, at any letter."""
        line = ""
        if self._metrics.horizontalAdvance(piece) <= width:
            return piece
        for letter in piece:
            if line and self._metrics.horizontalAdvance(line + letter) > width:
                lines.append(line)
                line = letter
            else:
                line += letter
        return line

    def _laid_out(self, text: str, width: int) -> tuple[str, ...]:
        text = " ".join(_WORDS.findall(text))
        units = text.encode("utf-16-le", "surrogatepass")  # Qt counts in these
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, end = line.textStart(), line.textStart() + line.textLength()
            lines.append(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").strip(" "))
        layout.endLayout()
        return tuple(line for line in lines if line)
