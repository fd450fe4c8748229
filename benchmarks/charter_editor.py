"""The charter over the full width: until its first page is painted, and from typing to the new one.

python benchmarks/charter_editor.py

The floor is the same PDF drawn by pypdfium2 into an empty page of Qt, made by the same function
from rows that were read before: what is over it is reading, making the parts and waiting. "First"
is in a window that has stood for some seconds, the others are later. From the last key on, 150 ms
are the pause after which the page is made.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel

from cxdesk.app import make_application
from cxdesk.services import charter_print
from cxdesk.services import detail as details
from cxdesk.services.program_file import make_sample
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.charter.view import CharterView
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.pdf_pages import PdfPages
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

CODES = ("CX-103", "CX-202", "CX-302", "CX-103", "CX-202", "CX-302", "CX-103")
TYPED = 7


def clock() -> datetime:
    """The sample's day."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def wait(done: Callable[[], object]) -> None:
    """Let the window live until something is done; give up after a minute."""
    end = time.perf_counter() + 60
    while not done():
        QApplication.processEvents()
        if time.perf_counter() > end:
            raise TimeoutError


def until_painted(view: CharterView, act: Callable[[], object]) -> float:
    """The seconds from an act until the page of what it led to is painted."""
    painted: list[float] = []

    def note() -> None:
        painted.append(time.perf_counter())

    view.preview.view.drawn.connect(note)
    start = time.perf_counter()
    act()
    wait(lambda: painted)
    view.preview.view.drawn.disconnect(note)
    return painted[0] - start


def opened(window: MainWindow, code: str) -> float:
    """The seconds from asking for a charter until its first page is painted."""
    with window.desk.read() as session:
        id = details.find(session, code)
    assert id is not None
    start = time.perf_counter()
    window.show_place("charter")  # made on the first visit, which counts
    view = window.view
    assert isinstance(view, CharterView)
    before = time.perf_counter() - start
    return before + until_painted(view, lambda: window.open("charter-page", id))


def typed(view: CharterView) -> float:
    """The seconds from the last key until the new page is painted."""
    field = view.column.findChild(TextField, "charter-summary")
    assert field is not None
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    return until_painted(view, lambda: field.insertPlainText(" more"))


def floor(desk: Desk, code: str) -> float:
    """The seconds that the PDF of rows at hand, drawn into an empty page, takes alone."""
    from cxdesk.reports.signed import charter_paper_pdf

    with desk.read() as session:
        found = details.detail(session, details.find(session, code) or 0)
        assert found is not None
        rows = charter_print.charter_paper(session, found.charters[-1].id)
    page = QLabel()
    page.resize(540, 800)
    page.show()
    QApplication.processEvents()
    start = time.perf_counter()
    pages = PdfPages(charter_paper_pdf(rows, "A4"))
    image: QImage = pages.image(0, 500 / pages.size(0).width())
    page.setPixmap(page.pixmap().fromImage(image))
    page.repaint()
    took = time.perf_counter() - start
    pages.close()
    return took


def main() -> None:
    """Measure and print."""
    app = make_application(sys.argv)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_sample(home / "sample.cxdesk", clock=clock)
        with Store.open(home / "sample.cxdesk", home=home, clock=clock) as store:
            store.who = "Sofia Marques"
            window = MainWindow(Desk(store), Settings(home / "settings.ini"))
            window.resize(1440, 900)
            window.show()
            wait(lambda: window.index.complete)
            wait(lambda: "cxdesk.reports.charter" in sys.modules and not window.jobs.busy)
            first = opened(window, CODES[0])
            view = window.view
            assert isinstance(view, CharterView)
            wait(view.drawn)
            later = []
            for code in CODES[1:]:
                window.ways.back()
                later.append(opened(window, code))
                wait(view.drawn)
            repaint = []
            for _ in range(TYPED):
                repaint.append(typed(view))
                wait(view.drawn)
                wait(lambda: not view.preview.busy)
            bare = [floor(window.desk, code) for code in CODES]
            window.index.stop()
            window.jobs.close()
    print(f"opening, first               {first * 1000:6.0f} ms   (aim 700)")
    print(f"opening, later               {statistics.median(later) * 1000:6.0f} ms   (aim 700)")
    print(f"last key until repainted     {statistics.median(repaint) * 1000:6.0f} ms   (aim 300)")
    print(f"floor: made, drawn, painted  {statistics.median(bare) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
