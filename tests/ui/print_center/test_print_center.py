"""Print & data: what is chosen shows as it will come out, is saved, printed and remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cxdesk.reports.catalogue import PRINTED
from cxdesk.services import initiatives, programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.print_center.view import PrintView
from cxdesk.ui.printing import Paper
from cxdesk.ui.take_out.entries import ENTRIES
from cxdesk.ui.to_printer import ToPrinter
from tests.paper import words
from tests.services.commands import ini
from tests.ui.popup import choose

Open = Callable[..., PrintView]


@pytest.fixture
def center(qtbot: QtBot) -> Open:
    """Opens the place on a desk, as it was left by these habits."""

    def opened(desk: Desk, habits: Mapping[str, Any] | None = None) -> PrintView:
        view = PrintView(desk)
        qtbot.addWidget(view)
        if habits is not None:
            view.recall(habits)
        desk.changed.connect(view.refresh)
        view.resize(1264, 800)
        view.show()
        view.setFocus()
        qtbot.waitUntil(view.drawn, timeout=10_000)
        return view

    return opened


def _text(pdf: bytes | None) -> str:
    assert pdf is not None
    return words(pdf)[0]


def test_a_paper_is_found_looked_at_and_saved(desk: Desk, qtbot: QtBot, center: Open) -> None:
    view = center(desk, {})
    habits: dict[str, object] = {}
    view.habit_changed.connect(lambda key, value: habits.update({key: value}))
    papers: list[Paper] = []
    view.print_requested.connect(papers.append)
    assert (view.thing.key, view.options.of.words()) == (
        "charter",
        "CX-101 Single customer ID v1.0, approved",
    )
    assert view.pages.said.text().startswith("A4, page 1 of ")
    tip = view.save_button.toolTip()
    assert "Ctrl+S" in tip
    QTest.keyClick(view.things.list, Qt.Key.Key_PageDown)
    assert (view.thing.key, view.pages.at) == ("charter", 1)
    order = [view.options.of, *view.options.lists.values(), view.options.copies, view.print_button]
    for part in order:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert part.hasFocus()
    view.setFocus()
    QTest.keyClick(view.things.list, Qt.Key.Key_Down)
    assert (view.thing.key, view.pages.count) == ("pack", 0)  # no page of the charter stays

    QTest.keyClicks(view.things.list, "r")  # typing narrows what there is
    QTest.keyClicks(view.things.narrow, "oa")
    assert view.things.narrow.text() == "roa"
    assert view.things.shown()[0] == "roadmap"
    assert "charter" not in view.things.shown()
    assert view.thing.key == "roadmap"
    qtbot.waitUntil(lambda: view.drawn() and view.pages.said.text().startswith("A3 landscape"))
    orientation = view.options.lists["portrait"]
    view.options.lists["paper"].setFocus()
    QTest.keyClick(view.options.lists["paper"], Qt.Key.Key_Tab)
    assert orientation.hasFocus()
    QTest.keyClick(orientation, Qt.Key.Key_Down)
    assert not view.drawn()
    qtbot.waitUntil(lambda: view.drawn() and view.pages.said.text() == "A3, page 1 of 1")
    QTest.keyClick(view.things.narrow, Qt.Key.Key_Escape)
    assert view.things.shown() == [thing.key for thing in (*PRINTED, *ENTRIES)]
    view.things.narrow.setText("nothing of this kind")
    assert view.things.none.isVisible()
    assert view.begin_filter()
    view.things.narrow.clear()

    view.things.choose("charter")
    QTest.mouseClick(view.options.of, Qt.MouseButton.LeftButton)
    choose("CX-103 Shared 360 history")
    qtbot.waitUntil(view.drawn)
    assert "Shared 360 history" in _text(view.pdf)
    QTest.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    (paper,) = papers
    assert paper.name.startswith("Charter CX-103 v")
    assert paper.make("A4") == view.pdf
    assert view.paper() is not None
    assert view.hints()
    assert habits["thing"] == "charter"

    again = center(desk, {**habits, "thing": "intake"})  # it is as it was left
    assert again.thing.key == "intake"
    again.things.choose("charter")
    assert again.options.subject == "CX-103"
    again.things.choose("roadmap")
    assert again.options.chosen()["portrait"] == "yes"


def test_it_follows_the_data_while_it_is_seen(desk: Desk, qtbot: QtBot, center: Open) -> None:
    view = center(desk, {"thing": "list"})
    with desk.read() as session:
        one = ini(session, "CX-101")
    desk.do("Rename", lambda s: initiatives.rename(s, one, "One name"))
    qtbot.waitUntil(lambda: view.drawn() and "One name" in _text(view.pdf))
    view.hide()
    desk.do("Rename", lambda s: initiatives.rename(s, one, "Another name"))
    assert view.pdf is None
    assert view.drawn()  # nothing is made for nobody
    view.show()
    qtbot.waitUntil(lambda: view.drawn() and "Another name" in _text(view.pdf))


def test_what_cannot_be_printed_says_why_and_where_to_go(
    empty_store: Store, themed: QApplication, qtbot: QtBot, center: Open
) -> None:
    empty_store.do("New", lambda s: programs.new(s, "Neu"))
    desk = Desk(empty_store)
    said: list[Toast] = []
    desk.said.connect(said.append)
    view = center(desk)
    for key, why in (
        ("charter", "No charter is written yet A charter begins in the panel of its initiative."),
        ("pack", "There is no batch with a charter yet"),
        ("agenda", "No meeting is planned"),
    ):
        view.things.choose(key)
        assert view.pages.nothing.words().startswith(why)
        assert view.pages.nothing.isVisible()
        assert not view.print_button.isEnabled()
        assert why[:20] in view.save_button.toolTip()
        assert view.paper() is None
    QTest.mouseClick(view.meeting_button, Qt.MouseButton.LeftButton)
    assert said[-1].text.startswith("No meeting is planned")
    view.things.choose("list")
    qtbot.waitUntil(lambda: view.drawn() and view.pdf is not None)
    assert view.print_button.isEnabled()
    view.setFocus()
    QTest.keyClick(view.things.list, Qt.Key.Key_Tab)  # where nothing is to be chosen of
    assert view.options.lists["paper"].hasFocus()
    assert "No rows" in _text(view.pdf)


def test_it_goes_to_a_printer(desk: Desk, qtbot: QtBot, center: Open, tmp_path: Path) -> None:
    view = center(desk, {"thing": "poster"})
    view.options.copies.setValue(3)
    paper = view.paper()
    assert paper is not None
    assert paper.ask is not None
    paper.ask()  # as Ctrl+P of the window does
    dialog = view.findChild(QPrintDialog)
    assert dialog is not None
    assert (dialog.printer().copyCount(), dialog.printer().docName()) == (3, "Strategy poster")
    dialog.reject()
    assert view.pdf is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    sending = ToPrinter([("Strategy poster", view.pdf)], view)
    with qtbot.waitSignal(sending.ended):
        sending.print_to(printer)
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 1


# All for the meeting ------------------------------------------------------------------------


def test_all_papers_of_a_meeting_into_a_folder(
    voted_store: Store, themed: QApplication, qtbot: QtBot, center: Open, tmp_path: Path
) -> None:
    desk = Desk(voted_store)
    said: list[Toast] = []
    desk.said.connect(said.append)
    refused: list[Any] = []
    desk.refused.connect(refused.append)
    view = center(desk, {"thing": "poster"})
    place = tmp_path / "papers"
    place.mkdir()

    def ask() -> None:
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.setFocus()
        QTest.keyClick(view.things.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

    ask()
    form = view.meeting.form
    assert form is not None
    assert "Change board, 23 Nov 2026" in form.meeting.currentText()
    assert form.boxes["agenda"].isChecked()
    assert not form.boxes["minutes"].isChecked()
    for key in ("follow-up", "charters"):
        form.boxes[key].setChecked(False)
    wish = form.wish()
    QTest.mouseClick(form.go_on, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(place))
    dialog.close()
    assert view.running.isVisible()
    qtbot.waitUntil(lambda: not view.running.isVisible(), timeout=15_000)
    (folder,) = place.iterdir()
    assert folder.name == "Change board, 23 Nov 2026 papers"
    assert said[-1].text == f"5 papers saved in the folder {folder.name}"
    files = sorted(folder.iterdir())
    assert [file.name[3:] for file in files] == [
        "Change board 2026-11-23 agenda.pdf", "Change board 2026-11-23 ballots.pdf",
        "Meridian Telecom one-pager.pdf", "Meridian Telecom register of decisions.pdf",
        "Meridian Telecom actions by owner.pdf",
    ]  # fmt: skip
    assert all(PdfReader(file).pages for file in files)

    view.meeting.save_all(wish, place)  # what is stopped leaves nothing
    QTest.mouseClick(view.running.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.running.isVisible())
    assert said[-1].text == "Stopped: nothing of the papers was written."
    assert list(place.iterdir()) == [folder]
    view.meeting.save_all(wish, files[0])  # no folder
    qtbot.waitUntil(lambda: not view.running.isVisible())
    assert "could not be written" in refused[-1].text
    assert sorted(folder.iterdir()) == files

    ask()  # the same papers are ticked
    again = view.meeting.form
    assert again is not None
    assert not again.boxes["charters"].isChecked()
    for box in again.boxes.values():
        box.setChecked(False)
    assert not again.go_on.isEnabled()
    again.boxes["one-pager"].setChecked(True)
    QTest.mouseClick(again.printer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.findChild(QPrintDialog) is not None)
    printing = view.findChild(QPrintDialog)
    assert printing is not None
    assert printing.printer().docName() == "Program one-pager"
    printing.reject()
