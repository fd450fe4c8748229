"""The board goes to paper as it is shown: asked how, made beside the window, stopped when asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.reports.printed import Choice, Chosen
from cxdesk.services import programs
from cxdesk.services.grouping import Axis
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.print_form import PrintForm
from cxdesk.ui.printing import Paper, Printer


def pages(data: bytes | Path) -> list[tuple[str, int]]:
    """The words of every page, and its width."""
    with pdfium.PdfDocument(data) as document:
        return [
            (" ".join(page.get_textpage().get_text_range().split()), round(page.get_width()))
            for page in document
        ]


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def said(desk: Desk) -> list[Toast]:
    """What the toasts said."""
    heard: list[Toast] = []
    desk.said.connect(heard.append)
    return heard


def form_over(widget: QWidget) -> PrintForm:
    """The form that is open over a widget."""
    return next(one for one in widget.window().findChildren(PrintForm) if one.isVisible())


def save_to(over: QWidget, path: Path) -> None:
    """Choose the file in the dialog that is open."""
    dialog = over.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.deleteLater()


def choose(form: PrintForm, key: str, words: str) -> None:
    """Choose in one of the lists of the form by the keyboard, letter by letter."""
    made = form.lists[key]
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(made, Qt.Key.Key_Home)
    while not made.currentText().startswith(words):
        before = made.currentIndex()
        QTest.keyClick(made, Qt.Key.Key_Down)
        assert made.currentIndex() > before, words


def test_what_is_shown_is_printed_as_it_is_chosen(
    view: BoardPage, desk: Desk, jobs: Jobs, said: list[Toast], qtbot: QtBot, tmp_path: Path
) -> None:
    printer = Printer(lambda: desk, jobs, lambda: "Letter", view)
    paper = view.paper()
    assert [choice.key for choice in paper.choices] == ["paper", "density"]
    ((first, width), *_) = pages(paper.make("A4"))
    assert width == 842
    assert "Columns: state · Lanes: batch · 24 initiatives" in first

    with desk.read() as session:
        here = next(one for one in programs.choices(session).batches if one.name.startswith("B1"))
    view.group(Axis.OWNER, Axis.DOMAIN)
    view.bar.keep(view.bar.kept.keep("batches", (here.id,)))
    view.set_density("compact")
    view.print_requested.connect(printer.ask)
    action = next(one for one in view.actions() if one.objectName() == "print-board")
    action.trigger()
    form = form_over(view)
    assert QApplication.focusWidget() is form.lists["paper"]
    now = {key: made.currentText() for key, made in form.lists.items()}
    assert now["paper"].startswith("Letter")  # the paper of the preferences
    assert now["density"] == "Compact"
    assert now["what"] == "What the filters show: 4 of 24"
    choose(form, "paper", "A3")
    choose(form, "density", "Detailed")
    QTest.keyClick(form.lists["density"], Qt.Key.Key_Return)
    assert not form.isVisible()
    file = tmp_path / "board.pdf"
    save_to(view, file)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert said[0].text == "Printing Kanban board…"
    assert said[0].button == "Stop"
    assert (said[1].text, said[1].button) == ("Kanban board saved as PDF", "Show")
    ((text, width),) = pages(file)
    assert width == 1191
    assert "Columns: owner · Lanes: domain · Batch B1" in text
    assert "4 of 24 initiatives" in text
    assert "Highest Major project 220 k€" in text
    for code, there in (("CX-101", True), ("CX-104", True), ("CX-201", False)):
        assert (code in text) is there

    printer.ask(view.paper())
    form = form_over(view)
    assert form.lists["paper"].currentData() == "A3"  # as the last time
    choose(form, "what", "All 24")
    form.go_on.click()
    save_to(view, file)
    qtbot.waitUntil(lambda: len(said) == 4, timeout=60_000)
    text = " ".join(words for words, _ in pages(file))
    assert "Columns: owner · Lanes: domain · 24 initiatives" in text
    assert "CX-201" in text

    printer.ask(view.paper())
    form = form_over(view)
    QTest.keyClick(form.lists["paper"], Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert view.findChild(QFileDialog) is None or not view.findChild(QFileDialog).isVisible()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert len(said) == 4


def test_printing_is_stopped_from_the_toast_and_writes_nothing(
    view: BoardPage, desk: Desk, jobs: Jobs, said: list[Toast], qtbot: QtBot, tmp_path: Path
) -> None:
    board, begun = view.paper(), threading.Event()
    go_on = threading.Event()

    def work(chosen: Chosen, progress: object, cancelled: object) -> bytes:
        begun.set()
        assert go_on.wait(10)
        assert board.work is not None
        return board.work(chosen, progress, cancelled)  # type: ignore[arg-type]

    slow = Paper(board.name, board.file, board.make, board.choices, work)
    printer = Printer(lambda: desk, jobs, lambda: "A4", view)
    file = tmp_path / "board.pdf"
    file.write_bytes(b"the one before")
    printer.make(slow, file, {"paper": "A3", "density": "normal"})
    assert begun.wait(10)
    assert said[0].action is not None
    said[0].action()
    go_on.set()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert said[1].text == "Printing Kanban board was stopped; nothing was written."
    assert file.read_bytes() == b"the one before"


def test_of_several_papers_the_one_that_was_made_is_named(
    view: BoardPage, desk: Desk, jobs: Jobs, said: list[Toast], qtbot: QtBot, tmp_path: Path
) -> None:
    printer = Printer(lambda: desk, jobs, lambda: "A4", view)
    what = Choice("what", "What", (("pack", "Agenda pack"), ("votes", "Blank ballots")), "pack")
    files = {"pack": "agenda", "votes": "ballots"}
    printer.ask(Paper("Papers", "agenda", lambda _size: b"%PDF", (what,), files=files))
    form = form_over(view)
    choose(form, "what", "Blank")
    form.go_on.click()
    save_to(view, tmp_path / "ballots.pdf")
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert [one.text for one in said] == [
        "Printing Blank ballots…", "Blank ballots saved as PDF",
    ]  # fmt: skip
