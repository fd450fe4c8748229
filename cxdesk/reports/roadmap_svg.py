"""A pen that writes SVG: text stays text, shapes stay shapes, nothing is ever run."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from reportlab.pdfgen.pdfgeom import bezierArc

from cxdesk.reports import fonts
from cxdesk.reports.logo import as_png
from cxdesk.reports.roadmap_pen import Ink, Point, in_grey, ink_of
from cxdesk.reports.signs import trace_sign
from cxdesk.reports.text import Typesetter, plain

_WEIGHTS: Final = {fonts.REGULAR: 400, fonts.MEDIUM: 500, fonts.SEMIBOLD: 600, fonts.DISPLAY: 600}
_FAMILIES: Final = "Inter, 'DejaVu Sans', 'Noto Sans', Arial, sans-serif"
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SvgPen:
    """Draws one picture; `finish` gives the file."""

    def __init__(self, width: float, height: float, text: Typesetter, tone: Callable[[Ink], Ink]):
        self._size, self._text, self._tone = (width, height), text, tone
        self._parts: list[str] = []
        self._defined: dict[str, str] = {}
        self._clips = 0

    def finish(self, title: str, about: str) -> bytes:
        """The whole file; equal pictures give equal bytes."""
        width, height = map(_n, self._size)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg"'
            f' xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}pt" height="{height}pt"'
            f' viewBox="0 0 {width} {height}" font-family={quoteattr(_FAMILIES)}'
            ' role="img" style="font-feature-settings: \'tnum\'">'
        )
        words = f"<title>{_escaped(title)}</title><desc>{_escaped(about)}</desc>"
        defined = "".join(self._defined[name] for name in sorted(self._defined))
        ground = f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
        body = "\n".join(self._parts)
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{words}\n<defs>{defined}</defs>\n'
            f"{ground}\n{body}\n</svg>\n"
        ).encode()

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: Ink | None = None,
        stroke: Ink | None = None, line: float = 1.0, radius: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """A rectangle."""
        rounded = f' rx="{_n(radius)}"' if radius else ""
        self._parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{rounded}'
            f"{self._painted(fill, stroke, line, dash)}/>"
        )

    def lines(
        self, points: Sequence[Point], ink: Ink, line: float = 1.0, *, dash: tuple[float, ...] = ()
    ) -> None:
        """Straight pieces from point to point."""
        places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(f'<polyline points="{places}"{self._painted(None, ink, line, dash)}/>')

    def area(self, points: Sequence[Point], fill: Ink | None, stroke: Ink | None = None) -> None:
        """What the points enclose."""
        places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(f'<polygon points="{places}"{self._painted(fill, stroke, 1.0, ())}/>')

    def text(self, x: float, y: float, words: str, face: str, size: float, ink: Ink) -> None:
        """One line of text."""
        said = plain(words)
        if not said.strip():
            return
        # With another typeface than ours the words still end where they should.
        room = ""
        if set(said) <= fonts.coverage(face):
            wide = _n(self._text.width(said, face, size))
            room = f' textLength="{wide}" lengthAdjust="spacingAndGlyphs"'
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" font-weight="{_WEIGHTS[face]}"'
            f' fill="{self._tone(ink)}"{room}>{_escaped(said)}</text>'
        )

    def sign(self, name: str, x: float, y: float, side: float, ink: Ink) -> None:
        """A sign of a card."""
        colour = self._tone(ink)
        # One for each colour: not every program knows the colour of what uses a shape.
        key = f"sign-{name}-{colour[1:]}"
        if key not in self._defined:
            traced = _Tracer(colour)
            trace_sign(traced, name)
            self._defined[key] = (
                f'<g id="{key}" stroke-linecap="round" stroke-linejoin="round">{traced.parts()}</g>'
            )
        scale = side / 16
        self._parts.append(
            f'<use href="#{key}" xlink:href="#{key}" transform="matrix({scale:.4f} 0 0 {-scale:.4f}'
            f' {_n(x)} {_n(y + side)})"/>'
        )

    def logo(self, x: float, y: float, width: float, height: float, picture: bytes) -> None:
        """A logo into a rectangle."""
        data = b64encode(as_png(picture, self._tone is in_grey)).decode("ascii")
        self._parts.append(
            f'<image x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            f' xlink:href="data:image/png;base64,{data}"/>'
        )

    @contextmanager
    def clip(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Show what is drawn meanwhile within a rectangle alone."""
        self._clips += 1
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        key = f"clip-{self._clips:04}"
        self._defined[key] = f'<clipPath id="{key}"><rect {box}/></clipPath>'
        self._parts.append(f'<g clip-path="url(#{key})">')
        yield
        self._parts.append("</g>")

    def _painted(
        self, fill: Ink | None, stroke: Ink | None, line: float, dash: tuple[float, ...]
    ) -> str:
        said = f' fill="{self._tone(fill)}"' if fill is not None else ' fill="none"'
        if stroke is not None:
            said += f' stroke="{self._tone(stroke)}" stroke-width="{_n(line)}"'
            if dash:
                said += f' stroke-dasharray="{" ".join(map(_n, dash))}"'
        return said


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escaped(words: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", plain(words)))


class _Tracer:
    """As much of reportlab's canvas as signs need, writing SVG."""

    def __init__(self, colour: str) -> None:
        self._made: list[str] = []
        self._fill = self._stroke = colour
        self._line = 1.0
        self._dash: tuple[float, ...] = ()
        self._turned: list[str] = []

    def parts(self) -> str:
        """All that was drawn."""
        return "".join(self._made)

    def setLineCap(self, _kind: int) -> None:
        """Round ends throughout, but for dashes."""

    def setLineJoin(self, _kind: int) -> None:
        """Round joins throughout."""

    def setLineWidth(self, line: float) -> None:
        """How wide strokes are from here."""
        self._line = line

    def setDash(self, *dash: float) -> None:
        """Strokes in pieces from here."""
        self._dash = dash

    def setFillColor(self, colour: Any) -> None:
        """What fills from here."""
        self._fill = ink_of(colour)

    def setStrokeColor(self, colour: Any) -> None:
        """What strokes from here."""
        self._stroke = ink_of(colour)

    def translate(self, x: float, y: float) -> None:
        """Move all that follows."""
        self._turned.append(f"translate({_n(x)} {_n(y)})")

    def rotate(self, degrees: float) -> None:
        """Turn all that follows."""
        self._turned.append(f"rotate({_n(degrees)})")

    def circle(self, x: float, y: float, radius: float, stroke: int = 1, fill: int = 0) -> None:
        """A circle."""
        self._add(f'circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"', stroke, fill)

    def rect(
        self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0
    ) -> None:
        """A rectangle."""
        box = f'rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._add(box, stroke, fill)

    def beginPath(self) -> _Path:
        """A path to be drawn."""
        return _Path()

    def drawPath(self, path: _Path, stroke: int = 1, fill: int = 0) -> None:
        """Draw a path."""
        self._add(f'path d="{path.said()}"', stroke, fill)

    def _add(self, shape: str, stroke: int, fill: int) -> None:
        how = f' fill="{self._fill if fill else "none"}"'
        if stroke:
            how += f' stroke="{self._stroke}" stroke-width="{_n(self._line)}"'
            if self._dash:
                pieces = " ".join(map(_n, self._dash))
                how += f' stroke-dasharray="{pieces}" stroke-linecap="butt"'
        if self._turned:
            how += f' transform="{" ".join(self._turned)}"'
        self._made.append(f"<{shape}{how}/>")


class _Path:
    """As much of reportlab's path as signs need."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def said(self) -> str:
        """The path as SVG words it."""
        return " ".join(self._said)

    def moveTo(self, x: float, y: float) -> None:
        """Begin anew."""
        self._said.append(f"M{_n(x)} {_n(y)}")

    def lineTo(self, x: float, y: float) -> None:
        """A straight piece."""
        self._said.append(f"L{_n(x)} {_n(y)}")

    def curveTo(self, *points: float) -> None:
        """A Bezier curve."""
        self._said.append("C" + " ".join(map(_n, points)))

    def arcTo(
        self, x: float, y: float, right: float, top: float, start: float, sweep: float
    ) -> None:
        """Part of the ellipse in a rectangle, joined to what went before."""
        for n, curve in enumerate(bezierArc(x, y, right, top, start, sweep)):
            if not n:
                (self.lineTo if self._said else self.moveTo)(*curve[:2])
            self.curveTo(*curve[2:])

    def circle(self, x: float, y: float, radius: float) -> None:
        """A whole circle."""
        r = _n(radius)
        self.moveTo(x - radius, y)
        self._said.append(f"A{r} {r} 0 1 0 {_n(x + radius)} {_n(y)}")
        self._said.append(f"A{r} {r} 0 1 0 {_n(x - radius)} {_n(y)} Z")

    def roundRect(self, x: float, y: float, width: float, height: float, radius: float) -> None:
        """A rectangle with round corners."""
        r, right, top = _n(radius), x + width, y + height
        self.moveTo(x + radius, y)
        for (a, b), (c, d) in (
            ((right - radius, y), (right, y + radius)),
            ((right, top - radius), (right - radius, top)),
            ((x + radius, top), (x, top - radius)),
            ((x, y + radius), (x + radius, y)),
        ):
            self.lineTo(a, b)
            self._said.append(f"A{r} {r} 0 0 1 {_n(c)} {_n(d)}")
        self.close()

    def close(self) -> None:
        """Back to where it began."""
        self._said.append("Z")
