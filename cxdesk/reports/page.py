"""The page that every printed document stands on: margins, header, footer, watermark, outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from cxdesk.reports import fonts
from cxdesk.reports.logo import draw_logo
from cxdesk.reports.stopping import stop_if_given_up
from cxdesk.reports.text import Typesetter, plain

rl_config.useA85 = 0  # streams as they are: a fifth smaller, and quicker to write

PAPERS: Final = {"A4": A4, "Letter": LETTER}
_WIDE: Final = PAPERS | {"A3": A3}  # what lies on its side
MARGIN: Final = 16 * mm
INDENT: Final = 18.0  # points from the margin to the text; section numbers stand in it

INK: Final = HexColor(0x111111)
SOFT: Final = HexColor(0x444444)  # labels, section numbers
RULE: Final = HexColor(0x333333)  # the line below a table's head
HAIR: Final = HexColor(0xB5B5B5)
FILL: Final = HexColor(0xE6E6E6)
_GHOST: Final = Color(0.945, 0.945, 0.945)  # 5.5 % black, opaque so that it can lie underneath

_HEAD_ROOM: Final = 38.0  # points from the top margin to the text
_FOOT_ROOM: Final = 20.0

TURNED: Final = "turned"
"""The name of a page that lies on its side among upright ones, for NextPageTemplate."""


@dataclass(frozen=True)
class Furniture:
    """What stands on every page around the text.

    `left` and `right` are the two lines of the header; `foot` gives the footer for the number of
    the page with the section `signatures`, or None without one; `watermark` may be "". `logo` is
    a PNG that stands before the two lines on the left, b"" for none.
    """

    left: tuple[str, str]
    right: tuple[str, str]
    foot: Callable[[int | None], str]
    watermark: str = ""
    signatures: str = "Approval"
    logo: bytes = b""


def sheet_size(paper: str, *, wide: bool = False) -> tuple[float, float]:
    """Width and height in points, `wide` on its side; KeyError for an unknown paper."""
    width, height = (_WIDE if wide else PAPERS)[paper]
    return (height, width) if wide else (width, height)


def text_width(paper: str, *, indent: float = INDENT, wide: bool = False) -> float:
    """The width in points between indent and right margin; KeyError for an unknown paper."""
    return float(sheet_size(paper, wide=wide)[0] - 2 * MARGIN - indent)


def text_height(paper: str, *, wide: bool = False) -> float:
    """The height in points between header and footer; KeyError for an unknown paper."""
    return float(sheet_size(paper, wide=wide)[1] - 2 * MARGIN - _HEAD_ROOM - _FOOT_ROOM)


def build_pdf(
    story: Sequence[Flowable],
    furniture: Furniture,
    text: Typesetter,
    *,
    paper: str,
    title: str,
    author: str,
    subject: str,
    indent: float = INDENT,
    wide: bool = False,
) -> bytes:
    """The finished document; equal arguments give equal bytes.

    The text begins `indent` points from the margin; `wide` paper lies on its side.
    """
    out = BytesIO()
    lay_out(
        story, partial(Pages, furniture, text), out, paper=paper, title=title, author=author,
        subject=subject, indent=indent, wide=wide,
    )  # fmt: skip
    return out.getvalue()


def lay_out(
    story: Sequence[Flowable],
    canvas: Callable[..., Canvas],
    out: BytesIO,
    *,
    paper: str,
    title: str,
    author: str,
    subject: str,
    indent: float = INDENT,
    wide: bool = False,
) -> None:
    """Set a text on the pages of what `canvas` makes, and save these; as `build_pdf` has it."""
    document = BaseDocTemplate(
        out,
        pagesize=sheet_size(paper, wide=wide),
        title=plain(title),
        author=plain(author),
        subject=plain(subject),
        creator="cxdesk",
        lang="en",
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,  # otherwise Helvetica, which is not embedded
    )
    document.addPageTemplates([_template("page", paper, indent, wide=wide)])
    if not wide:
        document.addPageTemplates([_template(TURNED, paper, indent, wide=True)])
    document.build(list(story), canvasmaker=canvas)


def _template(name: str, paper: str, indent: float, *, wide: bool) -> PageTemplate:
    frame = Frame(
        MARGIN + indent,
        MARGIN + _FOOT_ROOM,
        text_width(paper, indent=indent, wide=wide),
        text_height(paper, wide=wide),
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(
        name, [frame], onPage=lambda canvas, _: canvas.draw_head(),
        pagesize=sheet_size(paper, wide=wide),
    )  # fmt: skip


class Pages(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """Holds all pages back until their number is known, then adds footers and outline."""

    def __init__(self, furniture: Furniture, text: Typesetter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._furniture = furniture
        self._text = text
        self._held: list[dict[str, Any]] = []
        self._marks: list[tuple[int, str, float]] = []
        self._anchors: list[tuple[int, str, float]] = []

    def mark(self, title: str, top: float) -> None:
        """Remember a section for the outline; `top` in points from the page's lower edge."""
        self._marks.append((self.getPageNumber(), title, top))

    def anchor(self, key: str, top: float) -> None:
        """Remember where links to `key` lead; `top` in points from the page's lower edge."""
        self._anchors.append((self.getPageNumber(), key, top))

    def showPage(self) -> None:
        """Keep the page until the number of all is known."""
        stop_if_given_up()
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the document; the outline of one without sections has its title."""
        if not self._marks:
            self._marks.append((1, str(self._doc.info.title), self._pagesize[1] - 12))
        self.release()
        super().save()

    def release(self) -> None:
        """Put the pages held so far into the file; they count as one paper."""
        held, marks, anchors = self._held, self._marks, self._anchors
        first = held[0]["_pageNumber"] if held else 1
        signatures = next(
            (page for page, title, _ in marks if title == self._furniture.signatures), None
        )
        foot = self._furniture.foot(signatures and signatures - first + 1)
        for number, state in enumerate(held, 1):
            self.__dict__.update(state)
            self._draw_foot(foot, self.counted(number, len(held)))
            self._add_outline()
            super().showPage()
        for kept in (held, marks, anchors):
            kept.clear()

    def counted(self, number: int, many: int) -> str:
        """What stands right in the foot of the `number`th page of a paper."""
        return f"Page {number} of {many}"

    def _add_outline(self) -> None:
        # Here and not when the section is drawn: only now the page gets its place in the file.
        for page, key, top in self._anchors:
            if page == self.getPageNumber():
                self.bookmarkPage(key, fit="XYZ", left=0, top=top)
        for number, (page, title, top) in enumerate(self._marks):
            if page == self.getPageNumber():
                self.enter(number, title, top + 12)

    def enter(self, number: int, title: str, top: float) -> None:
        """Enter a section of this page, the `number`th of the paper, into the outline."""
        key = f"section-{number}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.addOutlineEntry(title, key, level=0)

    def draw_head(self) -> None:
        """The watermark and the header, before the page's text."""
        width, height = self._pagesize
        if self._furniture.watermark:
            self._draw_watermark(self._furniture.watermark)
        right, top = width - MARGIN, height - MARGIN
        text, begin = self._text, MARGIN
        if logo := draw_logo(self, self._furniture.logo, MARGIN, top + 3):
            begin += logo + 10
        rows = zip(
            *(self._furniture.left, self._furniture.right),
            *((fonts.SEMIBOLD, fonts.REGULAR), (INK, SOFT), (top - 6, top - 18)),
            strict=True,
        )
        for left_line, right_line, face, colour, y in rows:
            self.setFillColor(colour)
            last = text.fitted(right_line, face, 9, (right - MARGIN) / 2)
            start = right - text.width(last, face, 9)
            first = text.fitted(left_line, face, 9, start - begin - 12)
            text.draw(self, begin, y, first, face, 9)
            text.draw(self, start, y, last, face, 9)
        self.setStrokeColor(INK)
        self.setLineWidth(1.5)
        self.line(MARGIN, top - 30, right, top - 30)

    def _draw_foot(self, foot: str, number: str) -> None:
        right = self._pagesize[0] - MARGIN
        self.setFillColor(SOFT)
        self.setStrokeColor(RULE)
        self.setLineWidth(0.6)
        self.line(MARGIN, MARGIN + 12.6, right, MARGIN + 12.6)
        room = self._text.width(number, fonts.REGULAR, 8)
        foot = self._text.fitted(foot, fonts.REGULAR, 8, right - MARGIN - room - 12)
        self._text.draw(self, MARGIN, MARGIN, foot, fonts.REGULAR, 8)
        self._text.draw(self, right - room, MARGIN, number, fonts.REGULAR, 8)

    def _draw_watermark(self, word: str) -> None:
        width, height = self._pagesize
        size = 160 * min(1, 5 / len(word))
        self.saveState()
        self.setFillColor(_GHOST)
        self.translate(width / 2, height / 2)
        self.rotate(45)
        self.setFont(fonts.BOLD, size)
        self.drawCentredString(0, -0.36 * size, word)
        self.restoreState()


class SectionHead(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A numbered section title; the number stands left of the text. Enters the outline."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number, self.title = number, title
        self.spaceBefore, self.spaceAfter = 9.0, 3.2

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return width, 12.0

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas = self.canv
        canvas.mark(self.title, canvas.absolutePosition(0, 12)[1])
        canvas.setFillColor(SOFT)
        if self.number < 10:
            canvas.setFont(fonts.REGULAR, 11)
            canvas.drawString(-INDENT, 2.5, str(self.number))
        else:
            canvas.setFont(fonts.REGULAR, 10)
            canvas.drawString(-INDENT, 2.5, str(self.number))
        canvas.setFillColor(INK)
        canvas.setFont(fonts.SEMIBOLD, 11)
        canvas.drawString(0, 2.5, self.title)
