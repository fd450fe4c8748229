"""User text on paper: always escaped, never code, and nothing of it lost without a word.

Text of our own type goes through reportlab's paragraphs. Text with right-to-left or far eastern
scripts is broken into lines in the order in which it is read, and each line put in the order in
which it stands when it is drawn. So strings between the methods here always read as typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from cxdesk.reports import bidi, fonts, scripts
from cxdesk.reports.breaking import cuts, slices
from cxdesk.reports.faces import advance, faces, steers
from cxdesk.reports.joining import joined
from cxdesk.reports.paragraph import Paragraph
from cxdesk.reports.set_lines import SetLines

MISSING = "[?]"
_BLOCK = 10  # lines a paragraph
_KEPT = 256  # texts that are measured and soon drawn
_STEERING = frozenset(
    map(chr, (0x61C, *range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_LIST_ITEM = re.compile(r"\s*(?:[0-9]{1,3}[.)]|[-–•*])\s+\S")


class Typesetter:
    """Sets the text of one document and remembers which scripts had no font.

    Every method takes text as typed. Control and other invisible characters print as nothing, lone
    surrogates as U+FFFD, a run of characters without a font as `[?]`.
    """

    def __init__(self) -> None:
        self.missing: set[tuple[str, bool]] = set()  # scripts, and whether a font would help
        self._widths: dict[tuple[str, float], dict[str, float]] = {}  # of single characters

    def note(self) -> str:
        """The sentences for the end of the document, or "" when every character was printed."""
        return scripts.said_missing(self.missing, MISSING)

    def runs(self, text: str, face: str) -> list[tuple[str, str]]:
        """The text as (face, piece) from the left, each piece as it stands; one line."""
        text = self._printable(text, face)
        if _is_in(face, text):
            return [(face, text)]
        return list(_pieces(text, face))

    def markup(self, text: str, face: str) -> str:
        """The text as reportlab's markup, everything escaped."""
        return "".join(
            escape(piece) if name == face else f'<font name="{name}">{escape(piece)}</font>'
            for name, piece in self.runs(text, face)
        )

    def line(self, text: str, style: ParagraphStyle) -> Flowable:
        """One paragraph, line ends printed as spaces."""
        markup = self._ordinary(text, style.fontName)
        if markup is None:
            return SetLines(self, plain(text), style)
        return Paragraph(markup, style)

    def paragraphs(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        """The lines as typed; those that begin "1." or "-" hang from that mark.

        Some of the other lines in a row share a paragraph: thousands of those would be slow.
        """
        result: list[Flowable] = []
        gap = False  # a blank line went before
        read = [self._read(line, style.fontName) for line in text.splitlines()]
        for kind, group in groupby(read, key=lambda line: line.kind):
            if kind == "blank":
                gap = bool(result)
                continue
            lines = list(group)
            step = 1 if kind == "item" else _BLOCK
            for start in range(0, len(lines), step):
                some = lines[start : start + step]
                result.append(self._set(some, _variant(style, some[0].mark, gap and not start)))
            gap = False
        return result

    def _read(self, typed: str, face: str) -> _Line:
        """What kind of line it is, and its mark and markup."""
        if not plain(typed).strip():
            return _Line("blank", "", "", "")
        mark = ""
        if _LIST_ITEM.match(typed):
            mark, typed = typed.split(maxsplit=1)
        markup = self._ordinary(typed, face)
        if mark:
            return _Line("item", mark, typed, markup)
        if markup is not None:
            return _Line("text", "", typed, markup)
        return _Line("left" if bidi.runs_left(plain(typed)) else "far", "", typed, None)

    def _set(self, lines: list[_Line], style: ParagraphStyle) -> Flowable:
        """Lines of a kind in one piece."""
        mark = lines[0].mark
        markups = [line.markup for line in lines if line.markup is not None]
        if len(markups) < len(lines):
            return SetLines(self, "\n".join(line.typed for line in lines), style, mark)
        return Paragraph("<br/>".join(markups), style, bulletText=mark or None)

    def width(self, text: str, face: str, size: float) -> float:
        """The width in points of one line."""
        return float(sum(stringWidth(piece, name, size) for name, piece in self.runs(text, face)))

    def fitted(self, text: str, face: str, size: float, width: float) -> str:
        """The text, or as much of its beginning and "…" as `width` points hold."""
        text = plain(text)
        if len(text) <= 2000 and self.width(text, face, size) <= width:
            return text
        low, high = 0, min(len(text), 2000)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle] + "…", face, size) <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + "…"

    def wrapped(self, text: str, face: str, size: float, width: float) -> list[str]:
        """The text as lines that `width` points hold, its own line ends kept; at least one."""
        lines: list[str] = []
        for typed in text.splitlines() or [""]:
            rest = plain(typed).strip()
            if not _is_in(face, rest):
                if self._ordinary(rest, face) is None:
                    lines += self._far_lines(self._printable(rest, face), face, size, width)
                    continue
                rest = self._printable(rest, face)
            while (cut := self._first_line(rest, face, size, width)) < len(rest):
                lines.append(rest[:cut].rstrip())
                rest = rest[cut:].lstrip()
            lines.append(rest)
        return lines

    def _far_lines(self, text: str, face: str, size: float, room: float) -> list[str]:
        """Lines of a printable text with other scripts than those of our own type."""
        chosen = faces(text, face)
        widths = [
            advance(char, name or face) * size / 1000
            for char, name in zip(text, chosen, strict=True)
        ]
        return slices(text, cuts(text, widths, room))

    def _first_line(self, text: str, face: str, size: float, width: float) -> int:
        """How many characters fit, up to the end of a word if one does; one at least."""
        known = self._widths.setdefault((face, size), {})
        space, at = 0, 0.0
        for place, char in enumerate(text):
            if char not in known:
                known[char] = self.width(char, face, size)
            at += known[char]
            if char == " ":
                space = place
            elif at > width:
                return max(space or place, 1)
        return len(text)

    def draw(self, canvas: Canvas, x: float, y: float, text: str, face: str, size: float) -> float:
        """Draw one line with its baseline at `y`; the x where it ends."""
        for name, piece in self.runs(text, face):
            canvas.setFont(name, size)
            canvas.drawString(x, y, piece)
            x += stringWidth(piece, name, size)
        return x

    def _printable(self, text: str, face: str) -> str:
        """The text on one line, in the order of reading, of characters that faces have."""
        text = plain(text)
        if _is_in(face, text):
            return text
        text, missing = _known(text, face)
        self.missing |= missing
        return text

    def _ordinary(self, text: str, face: str) -> str | None:
        """The markup where reportlab's paragraphs set it right: all in our type, from the left."""
        text = plain(text)
        if _is_in(face, text):
            return escape(text)
        from_right = bidi.has_right_to_left(text) or any(map(scripts.from_right, set(text)))
        text = self._printable(text, face)  # also so that the note knows at once of what is missing
        if from_right or not all(fonts.face_of(char, face) for char in set(text)):
            return None
        return self.markup(text, face)


class _Line(NamedTuple):
    """A line as typed: "blank", "item", "text", or read from the "left" or "far" otherwise."""

    kind: str
    mark: str
    typed: str
    markup: str | None


def _is_in(face: str, text: str) -> bool:
    """Whether a face has all of a plain text; each of ours has what is printed of ASCII."""
    covered = fonts.coverage(face)  # which makes the face known to reportlab
    return text.isascii() or set(text) <= covered


@lru_cache(_KEPT)
def _known(text: str, face: str) -> tuple[str, frozenset[tuple[str, bool]]]:
    """Plain text with its letters joined, "[?]" for what no face has, and the scripts of that."""
    text = joined(scripts.whole(text))
    of = faces(text, face)
    if None not in of:
        return text, frozenset()
    kept: list[str] = []
    missing: set[tuple[str, bool]] = set()
    for char, chosen in zip(text, of, strict=True):
        if chosen is not None:
            kept.append(char)
            continue
        missing.add((scripts.script(char), scripts.is_set_right(char)))
        if not kept or kept[-1] != MISSING:
            kept.append(MISSING)
    return "".join(kept), frozenset(missing)


@lru_cache(_KEPT)
def _pieces(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """Known text as (face, piece) from the left."""
    of = faces(text, face)
    shown = list(enumerate(text))
    if bidi.has_right_to_left(text):
        shown = bidi.visual(text)
    pieces: list[tuple[str, str]] = []
    for place, char in shown:
        if steers(char):
            continue
        chosen = of[place] or face
        if char != text[place]:  # a bracket turned round
            chosen = faces(char, face)[0] or face
        if pieces and pieces[-1][0] == chosen:
            pieces[-1] = (chosen, pieces[-1][1] + char)
        else:
            pieces.append((chosen, char))
    return tuple(pieces)


def plain(text: str) -> str:
    """The text on one line, without what cannot be seen: tabs and line ends become spaces.

    What steers the order and joining of letters stays in text that is read from the right.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = {ord(char): _visible(char) for char in set(text)}
    if not _STEERING.isdisjoint(text) and bidi.has_right_to_left(text):
        shown |= {ord(char): char for char in _STEERING}
    return text.translate(shown)


@cache
def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category in {"Zl", "Zp"} or char in "\t\n\v\f\r\x85":
        return " "
    selector = 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
    return "" if category in {"Cc", "Cf"} or selector else char


def _variant(style: ParagraphStyle, mark: str, after_blank: bool) -> ParagraphStyle:
    """The style for a line of a text: hanging from its mark, a little lower after a blank line."""
    if not mark and not after_blank:
        return style
    variant = ParagraphStyle(style.name, style)
    if mark:
        size = style.fontSize
        room = stringWidth(mark, style.fontName, size)
        variant.leftIndent = style.leftIndent + max(1.58 * size, room + 0.6 * size)
        variant.bulletIndent = variant.leftIndent - room - 0.48 * size
        variant.bulletFontName, variant.bulletFontSize = style.fontName, size
    if after_blank:
        variant.spaceBefore = style.leading / 2
    return variant
