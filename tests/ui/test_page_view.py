"""A PDF beside what makes it: pages are turned, come closer and stay where they were."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from cxdesk.model.errors import RuleBroken
from cxdesk.ui.jobs import Cancelled, Jobs, Progress, Work
from cxdesk.ui.page_view import PageView
from cxdesk.ui.pdf_maker import PdfMaker


def pdf_of(*reds: float, size: tuple[float, float] = (595.28, 841.89)) -> bytes:
    """A page of one colour for each red."""
    file = BytesIO()
    made = Canvas(file, size)
    for red in reds:
        made.setFillColorRGB(red, 0, 0)
        made.rect(0, 0, *size, stroke=0, fill=1)
        made.showPage()
    made.save()
    return file.getvalue()


@pytest.fixture
def view(themed: QApplication, qtbot: QtBot) -> PageView:
    made = PageView("PDF preview")
    qtbot.addWidget(made)
    made.resize(540, 700)
    made.show()
    made.area.setFocus()
    return made


def _red(view: PageView) -> int:
    return view.sheet.grab().toImage().pixelColor(view.sheet.rect().center()).red()


def test_pages_are_turned_come_closer_and_stay_when_the_pdf_is_made_anew(
    view: PageView, qtbot: QtBot
) -> None:
    assert view.said.text() == ""
    assert not view.fit.isEnabled()
    with qtbot.waitSignal(view.drawn):
        view.show_pdf(pdf_of(1, 0.5, 0), "updated 10:42:07")
    assert (view.said.text(), view.status.text()) == ("A4, page 1 of 3", "updated 10:42:07")
    assert _red(view) == 255
    whole = view.sheet.width()
    assert whole <= view.area.viewport().width()
    assert not view.area.verticalScrollBar().maximum()
    assert not view.back.isEnabled()

    QTest.keyClick(view.area, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: _red(view) in range(126, 130))
    QTest.mouseClick(view.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _red(view) == 0)
    assert view.said.text() == "A4, page 3 of 3"
    assert not view.on.isEnabled()
    QTest.keyClick(view.area, Qt.Key.Key_Home)
    assert _red(view) == 255  # it was kept

    QTest.mouseClick(view.actual, Qt.MouseButton.LeftButton)
    assert view.sheet.width() == pytest.approx(595.28 * 96 / 72 + 48, abs=1)
    assert view.actual.isChecked()
    assert not view.fit.isChecked()
    QTest.keyClick(view.area, Qt.Key.Key_End)
    view.area.verticalScrollBar().setValue(200)
    with qtbot.waitSignal(view.drawn):
        view.show_pdf(pdf_of(0, 0, 1))
    assert view.status.text().startswith("updated ")
    assert (view.at, view.area.verticalScrollBar().value(), _red(view)) == (2, 200, 255)
    QTest.keyClick(view.area, Qt.Key.Key_0)
    assert view.sheet.width() == whole

    with qtbot.waitSignal(view.drawn):  # fewer pages, on their side
        view.show_pdf(pdf_of(0, size=(841.89, 595.28)))
    assert view.said.text() == "A4 landscape, page 1 of 1"
    view.say("No meeting is planned", "Its papers are made once there is one.")
    assert view.nothing.isVisible()
    assert view.nothing.words().startswith("No meeting is planned")
    assert not view.fit.isEnabled()


def test_only_the_newest_wish_is_made_and_refusals_are_told(
    themed: QApplication, qtbot: QtBot
) -> None:
    jobs = Jobs()
    maker = PdfMaker(jobs, jobs)
    made: list[bytes] = []
    told: list[str] = []
    maker.made.connect(made.append)
    maker.failed.connect(lambda why: told.append(why.text))
    begun, go_on = threading.Event(), threading.Event()
    stopped: list[bool] = []

    def slow() -> Work:
        def work(_progress: Progress, cancelled: Cancelled) -> bytes:
            begun.set()
            go_on.wait(10)
            stopped.append(cancelled())
            return b"slow"

        return work

    def quick(words: bytes) -> Callable[[], Work]:
        return lambda: lambda _progress, _cancelled: words

    maker.want(slow, at_once=True)
    assert begun.wait(10)
    maker.want(quick(b"first"))
    maker.want(quick(b"second"))
    assert maker.busy
    go_on.set()
    qtbot.waitUntil(lambda: bool(made))
    assert (made, stopped) == ([b"second"], [True])
    assert not maker.busy

    def refused() -> Work:
        raise RuleBroken("There is no batch B9.")

    maker.want(refused, at_once=True)
    assert told == ["There is no batch B9."]
    assert not maker.busy
    jobs.close()
