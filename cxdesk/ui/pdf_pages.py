"""The pages of a PDF as pictures: what a preview shows, the tour keeps and a printer gets."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cache
from weakref import WeakSet

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize

from cxdesk.reports.pdfium import PDFIUM

_MOST = 40_000_000  # pixels of one picture, 160 MB while it is there


class PdfPages:
    """A PDF that is open for looking at; `close` frees it. Sizes are in points.

    It may be asked from any thread; who asks after it was closed gets an empty picture.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # costs start-up time

        self._open = False
        _close_at_exit()
        _pages.add(self)
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            count = len(self._document)
            self._sizes = [QSizeF(*self._document.get_page_size(page)) for page in range(count)]
        self._open = True

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def __iter__(self) -> Iterator[QSizeF]:
        """The size of each page."""
        return iter(self._sizes)

    def size(self, page: int) -> QSizeF:
        """Width and height of a page."""
        return self._sizes[page]

    def image(self, page: int, scale: float) -> QImage:
        """A page at `scale` pixels a point; less where it would be more than can be held."""
        size = self.size(page)
        within = min(scale, (_MOST / (size.width() * size.height())) ** 0.5)
        with PDFIUM:
            if not self._open:
                return QImage()
            found = self._document[page]
            made = found.render(scale=within, rev_byteorder=True)
            # The buffer goes with the picture of the library: Qt's is a copy.
            image = QImage(
                made.buffer, made.width, made.height, made.stride, QImage.Format.Format_RGB888
            ).copy()
            made.close()
            found.close()
        return image

    def close(self) -> None:
        """Free it."""
        with PDFIUM:
            if self._open:
                self._open = False
                self._document.close()

    def __del__(self) -> None:
        self.close()  # not left to the library, which would free it beside another thread


_pages: WeakSet[PdfPages] = WeakSet()


@cache
def _close_at_exit() -> None:
    """Free what is still open at the end: the library tells the terminal of it otherwise."""
    atexit.register(_close_all)


def _close_all() -> None:
    for each in list(_pages):
        each.close()


def layout_of(size: QSizeF) -> QPageLayout:
    """The page layout of a size in points; a paper with a name where it is as large as one."""
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF())


def paper_name(size: QSizeF) -> str:
    """What people call a page of this size in points: "A4", "A3 landscape"."""
    layout = layout_of(size)
    paper = layout.pageSize()
    wide = layout.orientation() is QPageLayout.Orientation.Landscape
    known = paper.id() is not QPageSize.PageSizeId.Custom
    # Qt's own name has millimetres behind it: "A4 (210 x 297 mm)".
    name = paper.name().partition(" (")[0].partition(" /")[0] if known else ""
    if not name:
        mm = paper.size(QPageSize.Unit.Millimeter)
        name = f"{mm.width():.0f} x {mm.height():.0f} mm"
    return f"{name} landscape" if wide else name
