"""The roadmap on paper and as a picture: a poster on one sheet, or over as many as it takes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from typing import Any, Final

from reportlab.lib import pagesizes
from reportlab.pdfgen.canvas import Canvas

from cxdesk.reports import fonts
from cxdesk.reports.page import MARGIN
from cxdesk.reports.pdfium import PDFIUM
from cxdesk.reports.roadmap_axis import MONTH, fitted, tiled
from cxdesk.reports.roadmap_drawing import Drawing
from cxdesk.reports.roadmap_faces import LEAST, Measures, Widths
from cxdesk.reports.roadmap_pen import Ink, PdfPen, in_grey
from cxdesk.reports.roadmap_plan import Step
from cxdesk.reports.roadmap_svg import SvgPen
from cxdesk.reports.stopping import Cancelled, Progress, Work
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import long_day
from cxdesk.services.roadmap_sheet import RoadmapSheet

SIZES: Final = {
    "A4": pagesizes.A4, "A3": pagesizes.A3, "A2": pagesizes.A2, "A1": pagesizes.A1,
    "A0": pagesizes.A0, "Letter": pagesizes.LETTER, "Tabloid": pagesizes.TABLOID,
}  # fmt: skip

_TYPE: Final = {False: 9.3, True: 8.6}  # points of type on a bar at scale 1, by whether it is dense
_LARGEST: Final = 1.3  # times what A3 has, on A3; larger paper has larger type
_STEP: Final = 1.04
_MANY: Final = 400  # bars; more have one line each when they go over many sheets
_MONTH: Final = 46.0  # points of a month at least, over many sheets
_NARROW: Final = 16.0  # and in a picture, which may be as wide as it needs to be
_DPI: Final = 300
_PIXELS: Final = 40_000_000

Tone = Callable[[Ink], Ink]


def roadmap_pdf(
    sheet: RoadmapSheet,
    paper: str = "A3",
    *,
    upright: bool = False,
    over: bool = False,
    grey: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The roadmap on one sheet, or `over` many; equal arguments give equal bytes.

    `paper` is one of SIZES, KeyError for another; it lies on its side unless `upright`. What one
    sheet cannot hold at a size that can be read goes over many, which they say. Raises Stopped
    when `cancelled`.
    """
    size = _size(paper, upright=upright)
    work = Work(sheet.shown + len(sheet.links), progress, cancelled)
    widths = _ready()
    made = None if over else _one(sheet, widths, size, paper, work.step)
    if made is None:
        note = "" if over else f"Too much for one {paper} sheet at {LEAST:.0f} points"
        made = _many(sheet, widths, size, paper, note, work.step)
    return _pdf(made, grey=grey)


def roadmap_svg(
    sheet: RoadmapSheet, paper: str = "A3", *, upright: bool = False, grey: bool = False
) -> bytes:
    """The roadmap as one drawing whose text is text; equal arguments give equal bytes.

    It has the size of the paper, or a larger one where that cannot hold it.
    """
    made = _picture(sheet, paper, upright=upright, step=lambda: None)
    pen = SvgPen(*made.size, made.widths.text, _tone(grey=grey))
    made.draw(pen, made.wheres()[0])
    return pen.finish(_title(sheet), sheet.north_star)


def roadmap_png(
    sheet: RoadmapSheet,
    paper: str = "A3",
    *,
    upright: bool = False,
    grey: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The roadmap as one picture of 300 dots an inch, fewer where that would be too many."""
    import pypdfium2  # costs start-up time

    work = Work(sheet.shown + len(sheet.links), progress, cancelled)
    made = _picture(sheet, paper, upright=upright, step=work.step)
    width, height = made.size
    scale = min(_DPI / 72, (_PIXELS / (width * height)) ** 0.5)
    pdf = _pdf(made, grey=grey)
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        image = document[0].render(scale=scale).to_pil()
    out = BytesIO()
    image.save(out, "PNG", dpi=(scale * 72, scale * 72), optimize=False)
    return out.getvalue()


def _size(paper: str, *, upright: bool) -> tuple[float, float]:
    width, height = SIZES[paper]
    return (width, height) if upright else (height, width)


def _ready() -> Widths:
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    return Widths(Typesetter())


def _tone(*, grey: bool) -> Tone:
    return in_grey if grey else lambda ink: ink


def _title(sheet: RoadmapSheet) -> str:
    return f"{sheet.frame.name}: roadmap as of {long_day(sheet.on)}"


# How large ------------------------------------------------------------------------------------


def _one(
    sheet: RoadmapSheet, widths: Widths, size: tuple[float, float], paper: str, step: Step
) -> Drawing | None:
    """As large as one sheet holds it, with two lines on a bar if it can; None if it cannot."""

    def at(m: Measures, step: Step = lambda: None) -> Drawing:
        axis = fitted(sheet.first, sheet.last, size[0] - 2 * MARGIN - m.label)
        return Drawing(sheet, widths, m, axis, size, paper=paper, step=step)

    largest = _LARGEST * (size[0] * size[1] / (pagesizes.A3[0] * pagesizes.A3[1])) ** 0.5
    smallest = Measures(LEAST / _TYPE[True], dense=True)
    if sheet.shown > _MANY and (tried := at(smallest)).height > tried.room:
        return None  # the rest of the tries would take seconds
    for dense in (False, True):
        least = LEAST / _TYPE[dense]
        scales = [least]
        while scales[-1] * _STEP < max(largest, least * _STEP):
            scales.append(scales[-1] * _STEP)
        low, high = -1, len(scales) - 1
        while low < high:
            middle = (low + high + 1) // 2
            made = at(Measures(scales[middle], dense))
            if made.height <= made.room:
                low = middle
            else:
                high = middle - 1
        if low >= 0:
            spare = at(Measures(scales[low], dense)).stretch
            return at(Measures(scales[low], dense, spare), step)
    return None


def _many(
    sheet: RoadmapSheet,
    widths: Widths,
    size: tuple[float, float],
    paper: str,
    note: str,
    step: Step,
) -> Drawing:
    """Over many sheets, large enough to be read from where one stands."""
    m = Measures(1.0, sheet.shown > _MANY)
    axis = tiled(sheet.first, sheet.last, size[0] - 2 * MARGIN - m.label, m.of(_MONTH))
    return Drawing(sheet, widths, m, axis, size, paper=paper, note=note, step=step)


def _picture(sheet: RoadmapSheet, paper: str, *, upright: bool, step: Step) -> Drawing:
    """One drawing: on the paper if that holds it, else as large as it needs to be."""
    widths, size = _ready(), _size(paper, upright=upright)
    made = _one(sheet, widths, size, "", step)
    if made is not None:
        return made
    m = Measures(LEAST / _TYPE[True], dense=True)
    months = (sheet.last - sheet.first).days / MONTH
    width = max(size[0] - 2 * MARGIN - m.label, months * _NARROW)
    axis = fitted(sheet.first, sheet.last, width)
    wide = width + 2 * MARGIN + m.label
    needed = Drawing(sheet, widths, m, axis, (wide, size[1]))
    high = max(needed.height + 2 * MARGIN + 1, size[1])
    return Drawing(sheet, widths, m, axis, (wide, high), step=step)


# PDF ------------------------------------------------------------------------------------------


def _pdf(made: Drawing, *, grey: bool) -> bytes:
    out, sheet = BytesIO(), made.sheet
    canvas: Any = Canvas(
        out, pagesize=made.size, invariant=1, pageCompression=1, lang="en",
        initialFontName=fonts.REGULAR,
    )  # fmt: skip
    canvas.setTitle(plain(_title(sheet)))
    canvas.setAuthor(plain(sheet.frame.name))
    canvas.setSubject("Roadmap")
    canvas.setCreator("cxdesk")
    tone, marked = _tone(grey=grey), set()
    for where in made.wheres():
        pen = PdfPen(canvas, made.widths.text, made.size[1], tone)
        made.draw(pen, where)
        for part in made.windows[where.row]:
            title = part.lane.row.title
            if id(part.lane) not in marked and title:
                marked.add(id(part.lane))
                key = f"lane-{len(marked)}"
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=made.size[1])
                canvas.addOutlineEntry(plain(title), key, level=0)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
