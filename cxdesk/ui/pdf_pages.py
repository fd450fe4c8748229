"""The pages of a PDF as pictures: what a preview shows, the tour keeps and a printer gets."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_MOST = 40_000_000  # pixels of one picture, 160 MB while it is there


class PdfPages:
    """A PDF that is open for looking at; `close` frees it. Sizes are in points."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # costs start-up time

        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def __iter__(self) -> Iterator[QSizeF]:
        """The size of each page."""
        return (self.size(page) for page in range(len(self)))

    def size(self, page: int) -> QSizeF:
        """Width and height of a page."""
        return QSizeF(*self._document[page].get_size())

    def image(self, page: int, scale: float) -> QImage:
        """A page at `scale` pixels a point; less where it would be more than can be held."""
        size = self.size(page)
        within = min(scale, (_MOST / (size.width() * size.height())) ** 0.5)
        made = self._document[page].render(scale=within, rev_byteorder=True)
        # The buffer goes with the picture of the library: Qt's is a copy.
        return QImage(
            made.buffer, made.width, made.height, made.stride, QImage.Format.Format_RGB888
        ).copy()

    def close(self) -> None:
        """Free it."""
        self._document.close()
