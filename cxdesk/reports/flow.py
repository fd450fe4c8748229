"""Small pieces of text with signs, set one after another over as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from reportlab.lib.colors import HexColor

from cxdesk.reports import fonts
from cxdesk.reports.page import INK, SOFT
from cxdesk.reports.signs import draw_sign
from cxdesk.reports.text import Typesetter, plain

DANGER: Final = HexColor(0xB3261E)
WARN: Final = HexColor(0x855000)
_DANGER_TINT: Final = HexColor(0xFCEBE9)
_WARN_TINT: Final = HexColor(0xFFF1D9)
_TINT: Final = HexColor(0xECEEF2)

# Face, ink and ground of each tone; those with a ground are chips.
_TONES: Final[dict[str, tuple[str, Any, Any]]] = {
    "plain": (fonts.MEDIUM, SOFT, None),
    "strong": (fonts.SEMIBOLD, INK, None),
    "danger": (fonts.SEMIBOLD, DANGER, None),
    "warn": (fonts.SEMIBOLD, WARN, None),
    "late": (fonts.SEMIBOLD, DANGER, _DANGER_TINT),
    "blocked": (fonts.SEMIBOLD, DANGER, _DANGER_TINT),
    "soon": (fonts.SEMIBOLD, WARN, _WARN_TINT),
    "tint": (fonts.MEDIUM, SOFT, _TINT),
}
_SIGN: Final = 1.12  # side of a sign, in sizes of the text
_AFTER_SIGN: Final = 0.35
_PAD: Final = 0.3  # of a chip, left and right
BETWEEN: Final = 0.95  # between two pieces
_LEAST_BETWEEN: Final = 0.55  # between those at the left and the right end


class Piece(NamedTuple):
    """A word or some, a sign before and a tick after it; `tone` is a key of the tones.

    `room` is left free before the text for something else, in points.
    """

    text: str
    sign: str = ""
    tone: str = "plain"
    tick: bool = False
    room: float = 0.0


class Set(NamedTuple):
    """A piece in its place: points from the left, and its line."""

    x: float
    line: int
    piece: Piece


class Flow(NamedTuple):
    """Pieces in their places on so many lines; `cut` when words of it had no room."""

    pieces: tuple[Set, ...] = ()
    lines: int = 0
    cut: bool = False


def stacked(flows: Iterable[Flow]) -> Flow:
    """The flows below each other."""
    pieces: list[Set] = []
    lines, cut = 0, False
    for flow in flows:
        pieces += [Set(x, lines + line, piece) for x, line, piece in flow.pieces]
        lines, cut = lines + flow.lines, cut or flow.cut
    return Flow(tuple(pieces), lines, cut)


class Setter:
    """Sets pieces in one size of text."""

    def __init__(self, text: Typesetter, size: float, leading: float) -> None:
        self.text, self.size, self.leading = text, size, leading
        self._widths: dict[tuple[str, str], float] = {}

    def words(self, text: str, face: str) -> float:
        """The width of words."""
        width = self._widths.get((text, face))
        if width is None:
            width = self._widths[text, face] = self.text.width(text, face, self.size)
        return width

    def lead(self, piece: Piece) -> float:
        """What stands before the text."""
        sign = (_SIGN + _AFTER_SIGN) * self.size if piece.sign else 0.0
        return sign + piece.room + (_PAD * self.size if _TONES[piece.tone][2] else 0.0)

    def width(self, piece: Piece) -> float:
        """The width of a piece on one line."""
        tick = (_SIGN + 0.2) * self.size if piece.tick else 0.0
        pad = _PAD * self.size if _TONES[piece.tone][2] else 0.0
        return self.lead(piece) + self.words(piece.text, _TONES[piece.tone][0]) + tick + pad

    def flow(
        self, pieces: Iterable[Piece], width: float, *, first: float | None = None, most: int = 6
    ) -> Flow:
        """The pieces on lines of `width` points, the first of `first`.

        One wider than a line goes on over the next, up to `most` lines of its own.
        """
        between = BETWEEN * self.size
        placed: list[Set] = []
        x, line, cut = 0.0, 0, False
        for piece in pieces:
            room = width if line or first is None else first
            wide = self.width(piece)
            if x and x + wide > room:
                x, line = 0.0, line + 1
                room = width
            if wide <= room:
                placed.append(Set(x, line, piece))
                x += wide + between
                continue
            lines, long = self._broken(piece, room, most)
            cut = cut or long
            chip = bool(_TONES[piece.tone][2])
            lead = self.lead(piece) - (_PAD * self.size if chip else 0.0)
            placed.append(Set(0.0, line, piece._replace(text=lines[0], tick=False)))
            for number, words in enumerate(lines[1:], line + 1):  # the ground of a chip goes on
                rest = Piece(words, tone=piece.tone, room=lead if chip else 0.0)
                placed.append(Set(0.0 if chip else lead, number, rest))
            line += len(lines) - 1
            x = width  # nothing stands behind it
        return Flow(tuple(placed), line + 1 if placed else 0, cut)

    def _broken(self, piece: Piece, room: float, most: int) -> tuple[list[str], bool]:
        face = _TONES[piece.tone][0]
        space = room - self.lead(piece) - (_PAD * self.size if _TONES[piece.tone][2] else 0.0)
        return clipped(self.text, piece.text, face, self.size, max(space, 2 * self.size), most)

    def pair(self, left: Sequence[Piece], right: Sequence[Piece], width: float) -> Flow:
        """Pieces at the left and at the right end of a line; one after another where it is full."""
        between = BETWEEN * self.size
        ends = sum(map(self.width, right)) + between * (len(right) - 1)
        flow = self.flow(left, width)
        used = max((x + self.width(piece) for x, _, piece in flow.pieces), default=0.0)
        if flow.lines > 1 or used + _LEAST_BETWEEN * self.size + ends > width:
            return self.flow([*left, *right], width)
        placed, x = list(flow.pieces), width - ends
        for piece in right:
            placed.append(Set(x, 0, piece))
            x += self.width(piece) + between
        return Flow(tuple(placed), 1 if placed else 0)

    def height(self, flow: Flow) -> float:
        """The points that it takes."""
        return flow.lines * self.leading

    def draw(self, canvas: Any, flow: Flow, x: float, top: float) -> None:
        """Draw with the upper edge at `top`."""
        size, last = self.size, None
        for at, line, piece in flow.pieces:
            face, ink, ground = _TONES[piece.tone]
            here, base = x + at, top - line * self.leading - self._base
            if ground is not None:
                canvas.setFillColor(ground)
                foot = top - (line + 1) * self.leading
                canvas.rect(here, foot, self.width(piece), self.leading - 0.6, stroke=0, fill=1)
                here += _PAD * size
            if ink is not last or ground is not None:  # colours are most of what a page costs
                canvas.setFillColor(ink)
                canvas.setStrokeColor(ink)
                last = ink
            if piece.sign:
                draw_sign(canvas, piece.sign, here, base - 0.2 * size, _SIGN * size)
                here += (_SIGN + _AFTER_SIGN) * size
            end = self.text.draw(canvas, here + piece.room, base, piece.text, face, size)
            if piece.tick:
                draw_sign(canvas, "tick", end + 0.2 * size, base - 0.15 * size, 0.95 * size)

    @property
    def _base(self) -> float:
        """Points from the upper edge of a line to its baseline."""
        return (self.leading - self.size) / 2 + 0.86 * self.size


def clipped(
    text: Typesetter, words: str, face: str, size: float, width: float, most: int
) -> tuple[list[str], bool]:
    """The words on `most` lines at the most, and whether that was too few: the last ends in "…"."""
    words = " ".join(plain(words).split())
    enough = int(most * width / size * 4) + 200  # more characters than so many lines can hold
    lines = text.wrapped(words[:enough], face, size, width)
    if len(lines) <= most and len(words) <= enough:
        return lines, False
    lines = lines[:most]
    while lines[-1] and text.width(lines[-1] + "…", face, size) > width:
        lines[-1] = lines[-1][:-1].rstrip()
    lines[-1] += "…"
    return lines, True
