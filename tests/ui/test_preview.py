"""The print preview: what will come out, page by page, to be saved or printed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from cxdesk.reports.printed import Choice, Chosen
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.jobs import Cancelled, Jobs, Progress
from cxdesk.ui.pdf_pages import layout_of
from cxdesk.ui.preview import Preview
from cxdesk.ui.print_form import PrintForm
from cxdesk.ui.printing import Paper, Printer
from cxdesk.ui.toasts import Toasts


@pytest.fixture
def three_pages(tmp_path: Path) -> bytes:
    """Two upright A4 pages and one on its side, each of one colour."""
    path = tmp_path / "three.pdf"
    made = Canvas(str(path))
    for size, red in (((595.28, 841.89), 1.0), ((595.28, 841.89), 0.0), ((841.89, 595.28), 0.5)):
        made.setPageSize(size)
        made.setFillColorRGB(red, 0, 0)
        made.rect(0, 0, *size, stroke=0, fill=1)
        made.showPage()
    made.save()
    return path.read_bytes()


@pytest.fixture
def shown(qtbot: QtBot, three_pages: bytes) -> Iterator[Preview]:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1000, 800)
    over.show()
    made = Preview(over, "Charter CX-101", three_pages)
    made.open()
    qtbot.waitExposed(made)
    yield made
    over.close()


def test_it_shows_the_pages(shown: Preview, qtbot: QtBot) -> None:
    pages = shown.pages
    qtbot.waitUntil(lambda: pages.complete and pages.count == 3)
    assert (shown.windowTitle(), pages.said.text()) == (
        "Preview: Charter CX-101",
        "A4, page 1 of 3",
    )
    assert pages.area.accessibleName() == "Pages of Charter CX-101"
    QTest.keyClick(pages.area, Qt.Key.Key_End)
    assert pages.said.text() == "A4 landscape, page 3 of 3"
    assert pages.sheet.width() > pages.sheet.height()


def test_pages_go_to_the_printer_one_by_one(shown: Preview, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageLayout(layout_of(QSizeF(595.28, 841.89)))
    printer.setFullPage(True)
    shown.print_to(printer)
    qtbot.waitUntil(lambda: "Printing page 2 of 3" in shown.pages.status.text())
    assert not shown.print.isEnabled()
    qtbot.waitUntil(lambda: shown.print.isEnabled())
    assert shown.pages.status.text() == ""
    out = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(out) == 3
    first = out[0].render(scale=0.2).to_numpy()
    blue, green, red = first[first.shape[0] // 2, first.shape[1] // 2]
    assert red > 250 > 5 >= max(blue, green)
    out.close()


def test_a_window_that_is_closed_prints_to_the_end(
    shown: Preview, qtbot: QtBot, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    shown.print_to(printer)
    with qtbot.waitSignal(shown.finished):
        shown.reject()
    out = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(out) == 3
    out.close()


def test_what_is_printed_is_looked_at_as_it_was_chosen(
    desk: Desk, qtbot: QtBot, three_pages: bytes
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    chosen: list[Chosen] = []

    def work(how: Chosen, _progress: object, _cancelled: object) -> bytes:
        chosen.append(how)
        return three_pages

    lanes = Choice("lanes", "Lanes", (("domain", "Domain"), ("batch", "Batch")), "batch")
    printer = Printer(lambda: desk, Jobs(over), lambda: "A4", over)
    printer.preview(Paper("Roadmap", "roadmap", lambda _size: b"", (lanes,), work))
    form = over.findChild(PrintForm)
    assert form is not None
    QTest.mouseClick(form.preview, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: over.findChild(Preview) is not None)
    shown = over.findChild(Preview)
    assert shown is not None
    assert (shown.windowTitle(), chosen[0]["lanes"]) == ("Preview: Roadmap", "batch")
    QTest.mouseClick(shown.save, Qt.MouseButton.LeftButton)
    asked = over.findChild(QFileDialog)
    assert asked is not None
    assert asked.selectedFiles()[0].endswith("roadmap.pdf")
    asked.close()
    QTest.keyClick(shown.pages.area, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize(
    ("size", "paper", "turned"),
    [
        ((595.28, 841.89), QPageSize.PageSizeId.A4, QPageLayout.Orientation.Portrait),
        ((1190.55, 841.89), QPageSize.PageSizeId.A3, QPageLayout.Orientation.Landscape),
        ((612, 792), QPageSize.PageSizeId.Letter, QPageLayout.Orientation.Portrait),
        ((3370.39, 2383.94), QPageSize.PageSizeId.A0, QPageLayout.Orientation.Landscape),
    ],
)
def test_the_printer_is_offered_the_paper_of_the_pages(
    size: tuple[float, float], paper: QPageSize.PageSizeId, turned: QPageLayout.Orientation
) -> None:
    made = layout_of(QSizeF(*size))
    assert (made.pageSize().id(), made.orientation()) == (paper, turned)


def test_a_preview_that_takes_long_is_announced_until_it_is_there(
    desk: Desk, qtbot: QtBot, three_pages: bytes
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    toasts = Toasts(over)
    said: list[Toast] = []
    desk.said.connect(said.append)
    desk.said.connect(toasts.say)
    over.show()
    seen = threading.Event()

    def make(_chosen: Chosen, _progress: Progress, _cancelled: Cancelled) -> bytes:
        seen.wait(10)
        return three_pages

    jobs = Jobs(over)
    printer = Printer(lambda: desk, jobs, lambda: "A4", over)
    paper = Paper("Roadmap", "roadmap", lambda _: three_pages, work=make)
    printer.preview(paper)
    qtbot.waitUntil(toasts.isVisible)
    assert said[-1].text == "Preparing the preview of Roadmap…"
    assert said[-1].button == "Stop"
    seen.set()
    qtbot.waitUntil(lambda: over.findChild(Preview) is not None)
    qtbot.waitUntil(toasts.isHidden)
    first = over.findChild(Preview)
    assert first is not None
    first.close()

    said.clear()  # a quick one says nothing
    qtbot.waitUntil(lambda: over.findChild(Preview) is None)
    printer.preview(paper)
    qtbot.waitUntil(lambda: over.findChild(Preview) is not None)
    assert not said
    jobs.close()
