"""The charter as it prints, beside what is written: made anew when the typing rests."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from cxdesk.reports.printed import made
from cxdesk.services.charter_parts import TITLES
from cxdesk.services.charter_print import CharterPaper
from cxdesk.ui.charter.part import Typed
from cxdesk.ui.form.rows import column
from cxdesk.ui.jobs import Cancelled, Progress, Work, jobs_of
from cxdesk.ui.page_view import PageView
from cxdesk.ui.pdf_maker import PdfMaker
from cxdesk.ui.printing import usual_paper

_Wanted = tuple[CharterPaper | None, str]
"""What is printed, and on which paper."""

PAUSE_MS = 150
"""After so long without a key the new page is made: it is there within 300 ms of the last one."""


class _Made(NamedTuple):
    """A PDF, and the page on which each part begins, by its key."""

    pdf: bytes
    begins: Mapping[str, int]


class LivePreview(QWidget):
    """The real pages. `read` gives what is printed now; None where there is nothing to show."""

    def __init__(self, read: Callable[[], CharterPaper | None]) -> None:
        super().__init__()
        self.setObjectName("charter-preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._read = read
        self._maker: PdfMaker | None = None
        self._stale = True
        self._wanted: _Wanted = (None, "")
        self._last: _Wanted | None = None  # what is shown
        self.pdf = b""  # what is shown
        self._begins: Mapping[str, int] = {}
        self._key = ""
        self.view = PageView("PDF preview")
        self.view.turned.connect(self._on_turned)
        self._turn_after = False
        column(self).addWidget(self.view)

    def refresh(self, *, at_once: bool = False) -> None:
        """Show what is written now, once the typing rests."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._making().want(self._prepare, at_once=at_once)

    def forget(self) -> None:
        """Nothing is to be shown."""
        self._last = None
        if self._maker is not None:
            self._maker.forget()
        self.view.clear()

    def follow(self, key: str) -> None:
        """Turn to the page of a part, unless one of its pages is shown already."""
        self._key = key
        first = self._begins.get(key)
        if first is None or self.view.pages is None:
            return
        keys = list(self._begins)
        after = keys[keys.index(key) + 1 :]
        last = self._begins[after[0]] if after else self.view.count - 1
        if not first <= self.view.at <= max(last, first):
            self.view.turn_to(first)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(at_once=True)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.view.restyle()

    def _making(self) -> PdfMaker:
        if self._maker is None:  # the worker is the window's, which is known once this is in it
            self._maker = PdfMaker(jobs_of(self), self, PAUSE_MS)
            self._maker.made.connect(self._on_made)
            self._maker.failed.connect(self._on_failed)
        return self._maker

    @property
    def busy(self) -> bool:
        """Whether newer pages are still to come."""
        making = self._maker is not None and self._maker.busy
        return self._stale or making or not self.view.complete

    def _prepare(self) -> Work:
        rows, paper = self._wanted = self._read(), usual_paper(self)
        same = self._last == self._wanted

        def make(_progress: Progress, cancelled: Cancelled) -> _Made | None:
            if rows is None or same or cancelled():
                return None
            from cxdesk.reports.signed import charter_paper_pdf  # reportlab costs start-up time

            pdf = charter_paper_pdf(rows, paper)
            return None if cancelled() else _Made(pdf, _begins(pdf))

        return partial(made, make)

    def _on_made(self, there: _Made | None) -> None:
        if there is None:
            return
        if _code(self._last) != _code(self._wanted):
            self.view.at = 0
        self._last, self.pdf, self._begins = self._wanted, there.pdf, there.begins
        self._turn_after = True
        self.view.show_pdf(there.pdf)

    def _on_turned(self, _page: int) -> None:
        if self._turn_after:  # the new pages are there
            self._turn_after = False
            if self._key:
                self.follow(self._key)

    def _on_failed(self, why: Any) -> None:
        self._last = None
        self.view.say("No preview", str(getattr(why, "text", why)))


def _code(wanted: _Wanted | None) -> str:
    rows = wanted[0] if wanted is not None else None
    return "" if rows is None else rows.page.code


def _begins(pdf: bytes) -> dict[str, int]:
    """The page on which each part begins, from the outline of the PDF."""
    import pypdfium2  # costs start-up time

    from cxdesk.reports.pdfium import PDFIUM

    found: dict[str, int] = {"control": 0}
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for mark in document.get_toc():
                place = mark.get_dest()
                page = None if place is None else place.get_index()
                title = mark.get_title()
                key = next((key for key, name in TITLES.items() if title.endswith(name)), None)
                if key is not None and page is not None:
                    found.setdefault(key, page)
        finally:
            document.close()
    return found


def with_typed(rows: CharterPaper, typed: Mapping[str, Typed]) -> CharterPaper:
    """What is printed, with words that are typed and not kept yet."""
    if not typed:
        return rows
    page = rows.page
    there: dict[str, Any] = {
        name: each if isinstance(each, str) else each(getattr(page, name))
        for name, each in typed.items()
    }
    return dataclasses.replace(rows, page=dataclasses.replace(page, **there))
