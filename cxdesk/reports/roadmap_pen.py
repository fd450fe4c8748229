"""What a roadmap is drawn with: a pen for PDF and another for SVG draw the same picture.

Points from the upper left corner of the page, y growing downwards. Colours are "#RRGGBB".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, Protocol

from reportlab.lib.colors import HexColor

from cxdesk.reports.charter_parts import stripe
from cxdesk.reports.logo import reader
from cxdesk.reports.picture import PAPER
from cxdesk.reports.signs import draw_sign
from cxdesk.reports.text import Typesetter

Ink = str
Point = tuple[float, float]

DANGER: Final[Ink] = "#B3261E"
WHITE: Final[Ink] = "#FFFFFF"
SUNKEN: Final[Ink] = "#F1F3F6"
HOVER: Final[Ink] = "#E9ECF0"
PRESS: Final[Ink] = "#DFE3E9"
TEXT, TEXT2, TEXT3, LINE, LINE2, ACCENT = (
    PAPER.text, PAPER.text2, PAPER.text3, PAPER.line, PAPER.line2, PAPER.accent,
)  # fmt: skip
_TINTS: Final = ("#E0E9F4", "#DCF0EE", "#E6E1EB", "#F9E5EA", "#ECECDE", "#E4E5E6")


def ink_of(colour: Any) -> Ink:
    """A colour of reportlab."""
    return "#{:02X}{:02X}{:02X}".format(*(round(255 * part) for part in colour.rgb()))


def hue_inks(hue: int) -> tuple[Ink, Ink]:
    """The stripe and the tint of a domain."""
    return ink_of(stripe(hue)), _TINTS[hue if hue <= 5 else hue % 5]


def in_grey(ink: Ink) -> Ink:
    """The colour as a grey of the same brightness."""
    red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + 3 * f"{round(0.2126 * red + 0.7152 * green + 0.0722 * blue):02X}"


class Pen(Protocol):
    """Draws on one page."""

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: Ink | None = None,
        stroke: Ink | None = None, line: float = 1.0, radius: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """A rectangle; `line` is the width of its outline."""
        ...

    def lines(
        self, points: Sequence[Point], ink: Ink, line: float = 1.0, *, dash: tuple[float, ...] = ()
    ) -> None:
        """Straight pieces from point to point."""
        ...

    def area(self, points: Sequence[Point], fill: Ink | None, stroke: Ink | None = None) -> None:
        """What the points enclose."""
        ...

    def text(self, x: float, y: float, words: str, face: str, size: float, ink: Ink) -> None:
        """One line of text with its baseline at `y`, escaped."""
        ...

    def sign(self, name: str, x: float, y: float, side: float, ink: Ink) -> None:
        """A sign of a card into a square, its upper left corner at (x, y)."""
        ...

    def logo(self, x: float, y: float, width: float, height: float, picture: bytes) -> None:
        """A logo into a rectangle."""
        ...

    def clip(self, x: float, y: float, width: float, height: float) -> AbstractContextManager[None]:
        """What is drawn meanwhile shows within a rectangle alone."""
        ...


class PdfPen:
    """Draws on a canvas of reportlab."""

    def __init__(
        self, canvas: Any, text: Typesetter, height: float, tone: Callable[[Ink], Ink]
    ) -> None:
        self._canvas, self._text, self._height, self._tone = canvas, text, height, tone
        self._fill = self._stroke = ""
        self._width = -1.0
        self._colours: dict[Ink, Any] = {}

    def _colour(self, ink: Ink) -> Any:
        found = self._colours.get(ink)
        if found is None:
            found = self._colours[ink] = HexColor(self._tone(ink))
        return found

    # Setting what is set already is most of what a large page would hold.
    def _use_fill(self, ink: Ink) -> None:
        if ink != self._fill:
            self._canvas.setFillColor(self._colour(ink))
            self._fill = ink

    def _use_stroke(self, ink: Ink, line: float, dash: tuple[float, ...]) -> None:
        if ink != self._stroke:
            self._canvas.setStrokeColor(self._colour(ink))
            self._stroke = ink
        if line != self._width:
            self._canvas.setLineWidth(line)
            self._width = line
        if dash:
            self._canvas.setDash(list(dash))

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: Ink | None = None,
        stroke: Ink | None = None, line: float = 1.0, radius: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """A rectangle."""
        if fill is not None:
            self._use_fill(fill)
        if stroke is not None:
            self._use_stroke(stroke, line, dash)
        foot = self._height - y - height
        how = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        radius = min(radius, width / 2, height / 2)
        if radius > 0:
            self._canvas.roundRect(x, foot, width, height, radius, **how)
        else:
            self._canvas.rect(x, foot, width, height, **how)
        if stroke is not None and dash:
            self._canvas.setDash()

    def lines(
        self, points: Sequence[Point], ink: Ink, line: float = 1.0, *, dash: tuple[float, ...] = ()
    ) -> None:
        """Straight pieces from point to point."""
        self._use_stroke(ink, line, dash)
        self._canvas.drawPath(self._path(points), stroke=1, fill=0)
        if dash:
            self._canvas.setDash()

    def area(self, points: Sequence[Point], fill: Ink | None, stroke: Ink | None = None) -> None:
        """What the points enclose."""
        if fill is not None:
            self._use_fill(fill)
        if stroke is not None:
            self._use_stroke(stroke, 1.0, ())
        path = self._path(points)
        path.close()
        self._canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))

    def _path(self, points: Sequence[Point]) -> Any:
        path = self._canvas.beginPath()
        (x, y), *rest = points
        path.moveTo(x, self._height - y)
        for x, y in rest:
            path.lineTo(x, self._height - y)
        return path

    def text(self, x: float, y: float, words: str, face: str, size: float, ink: Ink) -> None:
        """One line of text."""
        self._use_fill(ink)
        self._text.draw(self._canvas, x, self._height - y, words, face, size)

    def sign(self, name: str, x: float, y: float, side: float, ink: Ink) -> None:
        """A sign of a card."""
        self._use_fill(ink)
        self._use_stroke(ink, self._width, ())
        draw_sign(self._canvas, name, x, self._height - y - side, side)

    def logo(self, x: float, y: float, width: float, height: float, picture: bytes) -> None:
        """A logo into a rectangle."""
        seen = reader(picture, self._tone is in_grey)
        self._canvas.drawImage(seen, x, self._height - y - height, width, height)

    @contextmanager
    def clip(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Show what is drawn meanwhile within a rectangle alone."""
        canvas = self._canvas
        before = self._fill, self._stroke, self._width
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, self._height - y - height, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        yield
        canvas.restoreState()
        self._fill, self._stroke, self._width = before
