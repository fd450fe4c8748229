"""The pages of a pack: several papers in one document, each counted for itself and all together."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

from cxdesk.reports.batch_summary import CONTENTS_KEY
from cxdesk.reports.page import MARGIN, Furniture, Pages
from cxdesk.reports.text import Typesetter


@dataclass(frozen=True)
class Part:
    """A paper of the pack: what stands around it, its entry in the outline, where links to it lead.

    Without a title its sections are entries of their own.
    """

    furniture: Furniture
    title: str = ""
    key: str = ""


class _Entry(NamedTuple):
    title: str
    key: str
    level: int


class PackPages(Pages):
    """Takes one paper after the other; what stands first may come last and is put where it belongs.

    `pack` names the pack at the head of each page, whose number there runs through all papers. A
    page is packed when its paper is complete: a hundred papers take hardly more room than one.
    """

    def __init__(self, pack: str, *args: Any, **kwargs: Any) -> None:
        nothing = Furniture(("", ""), ("", ""), lambda _: "")
        super().__init__(nothing, Typesetter(), *args, **kwargs)
        self._pack, self._left, self._last, self._level = pack, ("", ""), 0, 0
        self._outline: list[list[_Entry]] = []
        self._numbers = count(1)
        self.laid = 0  # pages of the last paper
        self.places: dict[str, int] = {}  # the pages where links lead

    def begin(self, part: Part, text: Typesetter, first: int, last: int) -> None:
        """Begin a paper whose first page is the `first` of the pack.

        With 0 for `last` it counts its own pages, else those of the whole pack.
        """
        self._furniture, self._text, self._left = part.furniture, text, part.furniture.left
        self._pageNumber, self._last = first, last
        self._outline.append([])
        self._level = 0
        if part.title:
            self.anchor(part.key, self._pagesize[1])
            self._outline[-1].append(_Entry(part.title, part.key, 0))
            self._level = 1

    def anchor(self, key: str, top: float) -> None:
        """Remember where links to `key` lead, and on which page of the pack."""
        super().anchor(key, top)
        self.places[key] = self.getPageNumber()

    def save(self) -> None:
        """Put the pages of a complete paper into the file, packed."""
        pages, laid = self._doc.Pages.pages, len(self._held)
        done = len(pages)
        self.release()
        for page in pages[done:]:
            packed = PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])})
            page.Contents = PDFStream(packed, zlib.compress(page.stream.encode("latin1")), [])
            page.stream = None
        self.laid = laid  # after the pages, each of which brings back what was true when it began

    def finish(self) -> None:
        """Write the document, the pages and the outline of the last paper first."""
        _rotate(self._doc.Pages.pages, self.laid)
        _rotate(self._outline, 1)
        for entry in (entry for paper in self._outline for entry in paper):
            self.addOutlineEntry(entry.title, entry.key, level=entry.level)
        self._doc.SaveToFile(self._filename, self)

    def enter(self, number: int, title: str, top: float) -> None:
        """Enter a section of this page into the outline, below its paper."""
        key = f"section-{next(self._numbers)}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self._outline[-1].append(_Entry(title, key, self._level))

    def counted(self, number: int, many: int) -> str:
        """What stands right in the foot."""
        return super().counted(number, self._last or many)

    def draw_head(self) -> None:
        """The head; on the left it says the page of the pack, and leads back to the contents."""
        if not self._last:
            over, below = self._left
            said = f"{self._pack}, page {self.getPageNumber()} · {below}"
            self._furniture = replace(self._furniture, left=(over, said))
            width, height = self._pagesize
            area = (MARGIN, height - MARGIN - 24, width / 2, height - MARGIN + 4)
            self.linkRect("", CONTENTS_KEY, area, thickness=0)
        super().draw_head()


def _rotate(items: list[Any], last: int) -> None:
    """Put so many of the last items first."""
    cut = len(items) - last
    items[:] = items[cut:] + items[:cut]
