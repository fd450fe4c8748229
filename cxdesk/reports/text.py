"""User text on paper: always escaped, never code, and nothing of it lost without a word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from cxdesk.reports import fonts

MISSING = "[?]"
_BLOCK = 10  # lines a paragraph
_LIST_ITEM = re.compile(r"\s*(?:[0-9]{1,3}[.)]|[-–•*])\s+\S")


class Typesetter:
    """Sets the text of one document and remembers which scripts had no font.

    Every method takes text as typed. Control and other invisible characters print as nothing, lone
    surrogates as U+FFFD, a run of characters without a font as `[?]`.
    """

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self._widths: dict[tuple[str, float], dict[str, float]] = {}  # of single characters

    def note(self) -> str:
        """The sentence for the end of the document, or "" when every character was printed."""
        if not self.missing:
            return ""
        scripts = ", ".join(sorted(self.missing))
        return f"Some characters ({scripts}) have no font here and print as {MISSING}."

    def runs(self, text: str, face: str) -> list[tuple[str, str]]:
        """The text as (face, piece), each piece printable in its face; line ends become spaces."""
        text = plain(text)
        if set(text) <= fonts.coverage(face):
            return [(face, text)]
        pieces: list[tuple[str, str]] = []
        previous = ""
        for char in text:
            chosen = fonts.face_of(char, face)
            if chosen is None:
                self.missing.add(_script(char))
                if previous == MISSING:
                    continue
                chosen, char = face, MISSING
            previous = char
            if pieces and pieces[-1][0] == chosen:
                pieces[-1] = (chosen, pieces[-1][1] + char)
            else:
                pieces.append((chosen, char))
        return pieces

    def markup(self, text: str, face: str) -> str:
        """The text as reportlab's markup, everything escaped."""
        return "".join(
            escape(piece) if name == face else f'<font name="{name}">{escape(piece)}</font>'
            for name, piece in self.runs(text, face)
        )

    def line(self, text: str, style: ParagraphStyle) -> Paragraph:
        """One paragraph, line ends printed as spaces."""
        return Paragraph(self.markup(text, style.fontName), style)

    def paragraphs(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        """The lines as typed; those that begin "1." or "-" hang from that mark.

        Some of the other lines in a row share a paragraph: thousands of those would be slow.
        """
        result: list[Flowable] = []
        gap = False  # a blank line went before
        for kind, lines in groupby(text.splitlines(), key=_kind):
            if kind == "blank":
                gap = bool(result)
                continue
            if kind == "text":
                rest = [self.markup(line, style.fontName) for line in lines]
                for start in range(0, len(rest), _BLOCK):
                    markup = "<br/>".join(rest[start : start + _BLOCK])
                    result.append(Paragraph(markup, _variant(style, "", gap and not start)))
            else:
                for line in lines:
                    mark, body = line.split(maxsplit=1)
                    markup, shape = self.markup(body, style.fontName), _variant(style, mark, gap)
                    result.append(Paragraph(markup, shape, bulletText=mark))
                    gap = False
            gap = False
        return result

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
            while (cut := self._first_line(rest, face, size, width)) < len(rest):
                lines.append(rest[:cut].rstrip())
                rest = rest[cut:].lstrip()
            lines.append(rest)
        return lines

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


def plain(text: str) -> str:
    """The text on one line, without what cannot be seen: tabs and line ends become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(char): _visible(char) for char in set(text)})


def _kind(line: str) -> str:
    if _LIST_ITEM.match(line):
        return "item"
    return "text" if plain(line).strip() else "blank"


@cache
def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category in {"Zl", "Zp"} or char in "\t\n\v\f\r\x85":
        return " "
    selector = 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
    return "" if category in {"Cc", "Cf"} or selector else char


def _script(char: str) -> str:
    """The name of a character's script for a person to read: "Arabic", "CJK", "symbols"."""
    if unicodedata.category(char)[0] not in "LM":
        return "symbols"
    words = re.split(
        r" (?:CAPITAL|SMALL|LETTER|SYLLABLE|VOWEL|SIGN|UNIFIED|IDEOGRAPH|COMPATIBILITY)\b",
        unicodedata.name(char, "unknown"),
        maxsplit=1,
    )[0]
    return words if words == "CJK" else words.title()


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
