"""Charts on paper: figures of matplotlib as lines and words of the PDF, and the page of the four.

Drawn by reportlab like every other page, so that type, metadata and bytes are those of the rest;
matplotlib's own PDFs cannot be put into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table

from cxdesk.reports import flow_charts, fonts
from cxdesk.reports.charts import DRAWING
from cxdesk.reports.office_parts import dated_furniture
from cxdesk.reports.page import INK, MARGIN, SOFT, build_pdf, sheet_size, text_width
from cxdesk.reports.plot import Plot
from cxdesk.reports.text import Typesetter
from cxdesk.services import insights_words as words
from cxdesk.services.insights import Chart
from cxdesk.services.letterhead import Letterhead

_GAP: Final = 26.0  # points between two charts
_SCALE: Final = 0.8  # points for a pixel of the window, whose smallest type is then 8 points
_HEAD: Final = 40.0  # of a chart: its title and what it says, on two lines at most
_TITLE: Final = ParagraphStyle(
    "title", fontName=fonts.SEMIBOLD, fontSize=11, leading=14, textColor=INK
)
_SAID: Final = ParagraphStyle(
    "said", fontName=fonts.REGULAR, fontSize=8, leading=10.5, textColor=SOFT, splitLongWords=1
)
_FLAT: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # else a table names one that is not embedded
    *(
        (side, (0, 0), (-1, -1), 0)
        for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    ),
]


def insights_pdf(
    shown: Sequence[Chart],
    *,
    note: str,
    letterhead: Letterhead,
    on: date,
    paper: str = "A4",
) -> bytes:
    """Four charts on one page that lies on its side; equal arguments give equal bytes.

    `note` says which initiatives they are about. `paper` is "A4" or "Letter", KeyError for another.
    """
    with DRAWING:
        return _page(shown, note, letterhead, on, paper)


def _page(shown: Sequence[Chart], note: str, letterhead: Letterhead, on: date, paper: str) -> bytes:
    fonts.register(fonts.REGULAR, fonts.SEMIBOLD)
    text = Typesetter()
    width = (text_width(paper, indent=0, wide=True) - _GAP) / 2
    height = (sheet_size(paper, wide=True)[1] - 2 * MARGIN - 58 - 22) / 2 - _HEAD - 10
    cells = [[_cell(chart, text, width, height)] for chart in shown]
    rows = [[left[0], "", right[0]] for left, right in zip(cells[::2], cells[1::2], strict=True)]
    furniture = dated_furniture(letterhead, "Insights", on, note)
    for line in (*furniture.left, note):
        text.runs(line, fonts.REGULAR)
    story: list[Flowable] = [
        Table(rows, colWidths=[width, _GAP, width], hAlign="LEFT", style=_FLAT)
    ]
    if text.note():
        story += [Spacer(1, 4), text.line(text.note(), _SAID)]
    return build_pdf(
        story, furniture, text, paper=paper, indent=0, wide=True,
        title=f"{letterhead.program}: insights", author=letterhead.program, subject="Insights",
    )  # fmt: skip


def _cell(chart: Chart, text: Typesetter, width: float, height: float) -> list[Flowable]:
    why = words.missing(chart)
    head = _Head(text.line(words.title(chart), _TITLE), text.line(why or words.said(chart), _SAID))
    body: Flowable = Spacer(width, height)
    if not why:
        body = _Chart(flow_charts.drawn(chart, width / _SCALE, height / _SCALE), text)
    return [head, body, Spacer(1, 10)]


class _Head(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The words over a chart, in a room of their own however many there are."""

    def __init__(self, *lines: Flowable) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self._heights = [line.wrap(width, height)[1] for line in self._lines]
        return width, max(_HEAD, sum(self._heights) + 4)

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        top = max(_HEAD, sum(self._heights) + 4)
        for line, high in zip(self._lines, self._heights, strict=True):
            top -= high
            line.drawOn(self.canv, 0, top)


class _Chart(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A plot as part of a page."""

    def __init__(self, plot: Plot, text: Typesetter) -> None:
        super().__init__()
        self.width, self.height = plot.width * _SCALE, plot.height * _SCALE
        self._plot, self._text = plot, text

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        plot = self._plot
        plot.figure.patch.set_visible(False)
        self.canv.saveState()
        self.canv.scale(_SCALE, _SCALE)
        plot.figure.draw(_renderer(self.canv, self._text, plot.width, plot.height))
        self.canv.restoreState()


def _renderer(canvas: Any, text: Typesetter, width: float, height: float) -> Any:
    """What matplotlib draws with: paths and words of a reportlab canvas, in points."""
    from matplotlib.backend_bases import RendererBase  # costs start-up time

    class Renderer(RendererBase):  # type: ignore[misc,unused-ignore]
        """Only what our charts need: lines, areas, dots and level words."""

        def get_canvas_width_height(self) -> tuple[float, float]:
            return width, height

        def flipy(self) -> bool:
            return False

        def points_to_pixels(self, points: Any) -> Any:
            return points

        def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
            line = gc.get_linewidth()
            fill = rgbFace is not None
            if not fill and not line:
                return
            canvas.saveState()
            if fill:
                canvas.setFillColor(Color(*rgbFace[:3]))
            if line:
                canvas.setStrokeColor(Color(*gc.get_rgb()[:3]))
                canvas.setLineWidth(line)
                canvas.setLineCap({"butt": 0, "round": 1, "projecting": 2}[gc.get_capstyle()])
                offset, dashes = gc.get_dashes()
                if dashes is not None:
                    canvas.setDash([float(one) for one in dashes], float(offset or 0))
            canvas.drawPath(_traced(canvas, path, transform), stroke=int(line > 0), fill=int(fill))
            canvas.restoreState()

        def draw_text(
            self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float,
            ismath: Any = False, mtext: Any = None,
        ) -> None:  # fmt: skip
            face = fonts.SEMIBOLD if prop.get_weight() == 600 else fonts.REGULAR
            canvas.setFillColor(Color(*gc.get_rgb()[:3]))
            text.draw(canvas, x, y, s, face, prop.get_size_in_points())

    return Renderer()


def _traced(canvas: Any, path: Any, transform: Any) -> Any:
    """A path of matplotlib as one of reportlab."""
    made, here = canvas.beginPath(), (0.0, 0.0)
    for points, code in path.iter_segments(transform, simplify=False):
        at = [float(one) for one in points]
        match int(code):
            case 1:
                made.moveTo(*at)
            case 2:
                made.lineTo(*at)
            case 3:  # reportlab knows cubic curves alone
                (a, b), (c, d), (x, y) = here, at[:2], at[2:]
                made.curveTo(a + (c - a) * 2 / 3, b + (d - b) * 2 / 3,
                             x + (c - x) * 2 / 3, y + (d - y) * 2 / 3, x, y)  # fmt: skip
            case 4:
                made.curveTo(*at)
            case 79:
                made.close()
        here = (at[-2], at[-1]) if int(code) != 79 else here
    return made
