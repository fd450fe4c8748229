"""A batch pack: cover, contents and summary of a batch, and all its charters behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.platypus import Flowable, Spacer

from cxdesk.reports.batch_summary import (
    SUMMARY,
    SUMMARY_KEY,
    Entry,
    initiative_entries,
    pack_front,
)
from cxdesk.reports.charter import charter_furniture, charter_story, register_faces
from cxdesk.reports.charter_parts import NOTE
from cxdesk.reports.office_parts import dated_furniture
from cxdesk.reports.pack_pages import PackPages, Part
from cxdesk.reports.page import lay_out
from cxdesk.reports.stopping import Cancelled, Progress, Stopped
from cxdesk.reports.text import Typesetter
from cxdesk.services.charter_pack import BatchPack, PackCharter


def pack_pdf(
    pack: BatchPack,
    paper: str = "A4",
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
    *,
    one_page: bool = False,
) -> bytes:
    """The pack as a PDF, its charters in full or on `one_page` each; equal packs, equal bytes.

    `paper` is "A4" or "Letter"; KeyError for another. `progress` hears of each charter; raises
    Stopped when `cancelled`.
    """
    register_faces([charter.page for charter in pack.charters])
    return _Pack(pack, paper, one_page).made(progress, cancelled)


class _Pack:
    def __init__(self, pack: BatchPack, paper: str, one_page: bool) -> None:
        self.rows, self.charters = pack.summary, pack.charters
        self.paper, self.one_page = paper, one_page
        self.keys = {each.page.code: f"charter-{n}" for n, each in enumerate(pack.charters)}
        self.title = f"Batch pack {self.rows.code}"
        self.out = BytesIO()
        self.canvas: PackPages | None = None

    def made(self, progress: Progress, cancelled: Cancelled) -> bytes:
        """The document: charters first, since the contents names their pages."""
        front, places = self.measured()
        at, many = front + 1, len(self.charters)
        for done, charter in enumerate(self.charters):
            progress(done, many)
            if cancelled():
                raise Stopped
            places[self.keys[charter.page.code]] = at
            at += self.lay_charter(charter, at)
        self.lay_front(self.pages, places, at - 1)
        assert self.canvas is not None
        self.canvas.finish()
        progress(many, many)
        return self.out.getvalue()

    def measured(self) -> tuple[int, dict[str, int]]:
        """How many pages stand before the charters, and where links to those lead."""
        made: list[PackPages] = []

        def dry(*args: Any, **kwargs: Any) -> PackPages:
            made[:] = [PackPages(self.title, *args, **kwargs)]
            return made[0]

        self.lay_front(dry, {}, 1)
        return made[0].laid, made[0].places

    def pages(self, *args: Any, **kwargs: Any) -> PackPages:
        """The pages of the document, made once."""
        if self.canvas is None:
            self.canvas = PackPages(self.title, *args, **kwargs)
        return self.canvas

    def lay_charter(self, charter: PackCharter, at: int) -> int:
        """Set a charter from page `at` on; the number of its pages."""
        page, text = charter.page, Typesetter()
        furniture = charter_furniture(page, charter.logo, one_page=self.one_page)
        story = charter_story(
            page, text, self.paper, furniture, one_page=self.one_page, keys=self.keys
        )
        part = Part(furniture, f"{page.code} {page.title}", self.keys[page.code])
        self.lay(story, partial(_begun, self.pages, part, text, at, 0))
        assert self.canvas is not None
        return self.canvas.laid

    def lay_front(
        self, make: Callable[..., PackPages], places: Mapping[str, int], last: int
    ) -> None:
        """Set cover, contents and summary; `places` are the pages where links lead."""
        rows, text = self.rows, Typesetter()
        entries = [Entry(SUMMARY, "", SUMMARY_KEY), *initiative_entries(rows)]
        for place, entry in enumerate(entries[1:], 1):  # without a charter it leads nowhere
            entries[place] = replace(entry, key=self.keys.get(rows.initiatives[place - 1].code, ""))
        entries = [replace(entry, page=places.get(entry.key)) for entry in entries]
        story = pack_front(rows, text, self.paper, entries)
        if note := text.note():
            story += [Spacer(1, 10), text.line(note, NOTE)]
        furniture = dated_furniture(rows.letterhead, self.title, rows.on, rows.name)
        self.lay(story, partial(_begun, make, Part(furniture), text, 1, last))

    def lay(self, story: Sequence[Flowable], make: Callable[..., PackPages]) -> None:
        """Set one paper of the pack."""
        lay_out(
            story, make, self.out, paper=self.paper, title=f"{self.rows.title}: batch pack",
            author=self.rows.program, subject="Batch pack",
        )  # fmt: skip


def _begun(
    make: Callable[..., PackPages],
    part: Part,
    text: Typesetter,
    first: int,
    last: int,
    *args: Any,
    **kwargs: Any,
) -> PackPages:
    """The pages, at the beginning of a paper."""
    canvas = make(*args, **kwargs)
    canvas.begin(part, text, first, last)
    return canvas
