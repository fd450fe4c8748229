"""The tab Dependencies: hand-offs found, filtered, changed in place, added, removed and printed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.services import initiatives, what_if
from cxdesk.services.dependencies import dependencies
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.dependencies_bar import Kind
from cxdesk.ui.roadmap.dependencies_page import DependenciesPage
from tests.conftest import clock
from tests.services.commands import ini
from tests.ui.page_hands import PageHands
from tests.ui.popup import choose

LEFT = Qt.MouseButton.LeftButton


def opened(desk: Desk, qtbot: QtBot) -> tuple[DependenciesPage, PageHands]:
    page = DependenciesPage(Editing(desk, desk))
    qtbot.addWidget(page)
    return page, PageHands(page, page.table, qtbot)


def link_of(desk: Desk, title: str) -> Any:
    with desk.read() as session:
        return next((one for one in dependencies(session) if one.title == title), None)


def test_who_hands_over_to_whom_and_what_is_wrong_is_found_and_printed(
    desk: Desk, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    desk.do("Later", lambda s: initiatives.schedule(
        s, ini(s, "CX-201"), date(2026, 10, 19), date(2027, 2, 19)))  # fmt: skip
    page, hands = opened(desk, qtbot)
    qtmodeltester.check(page.table.table)
    assert len(hands.column("type")) == 12
    row = "CX-201 → CX-203"
    assert [hands.words(row, key) for key in (
        "before", "hands", "ready", "type", "lag", "after", "takes", "needed", "slack", "remarks"
    )] == [
        "CX-201 Plain-language bill", "Ben Carter", "19 Feb 2027", "FS", "",
        "CX-203 First-bill call", "Aisha Khan", "15 Feb 2027", "\N{MINUS SIGN}5 d",
        "Hand-off Fin to Care, broken by 5 d",
    ]  # fmt: skip
    buttons = page.bar.kinds.buttons
    assert [button.text() for button in buttons.values()] == [
        "All 12", "Hand-offs 5", "Broken 1", "Critical 3", "Longer to shorter term 0",
    ]  # fmt: skip
    QTest.mouseClick(buttons[Kind.BROKEN], LEFT)
    assert hands.column("after") == ["CX-203 First-bill call"]
    assert page.bar.count() == "1 of 12"
    assert hands.habits["kept"] == {"kind": "broken", "domains": [], "owners": []}
    paper = page.paper()
    assert paper is not None
    printed = PdfReader(io.BytesIO(paper.make("A4"))).pages[0].extract_text()
    assert "1 of 12 links" in printed
    assert "Aisha Khan" in printed

    QTest.mouseClick(buttons[Kind.LONGER], LEFT)
    assert page.nothing.words() == "No dependency matches these filters"
    page.nothing.focusProxy().click()  # type: ignore[union-attr]
    page.bar.pick_owners()
    choose("Hana Sato")
    assert hands.column("after") == [
        "CX-403 Fault history tablet", "CX-403 Fault history tablet", "CX-404 Parts stock",
    ]  # fmt: skip
    page.bar.clear()
    page.bar.narrow.setText("dubois")
    assert len(hands.column("before")) == 2
    page.table.copy(everything=True)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[:2] == ["Predecessor", "Hands over"]
    assert len(copied) == 3


def test_links_are_changed_in_place_opened_added_and_removed(desk: Desk, qtbot: QtBot) -> None:
    said: list[Toast] = []
    desk.said.connect(said.append)
    page, hands = opened(desk, qtbot)
    row = "CX-301 → CX-303"
    hands.click(row, "after")
    hands.click(row, "hands")
    assert [way[1] for way in hands.went] == [hands.row(row).after.id, hands.row(row).before.id]

    hands.change(row, "lag")
    hands.type("much", enter=False)
    editor = page.table.editor()
    assert editor is not None
    assert editor.property("invalid")
    hands.type("2 d")
    assert link_of(desk, row).lag == 2
    hands.change(row, "type")
    choose("SS")
    assert (link_of(desk, row).type.value, hands.words(row, "lag")) == ("SS", "+2 d")
    assert hands.labels()[:2] == [
        "CX-303 starts after CX-301 starts, 2 working days later",
        "CX-303 starts after CX-301 ends, 2 working days later",
    ]
    desk.undo()
    desk.undo()
    assert (link_of(desk, row).type.value, link_of(desk, row).lag) == ("FS", 0)

    hands.click(row, "before")
    hands.press(Qt.Key.Key_Delete)
    assert link_of(desk, row) is None
    desk.undo()
    assert hands.column("type").count("FS") == 12

    hands.run("new-link")
    form = page.form
    assert form is not None
    for field, text in ((form.before, "404"), (form.after, "CX-102 Stop")):
        field.setFocus()
        field.setText(text)
    form.lag.setText("-300")
    QTest.mouseClick(form.go_on, LEFT)
    made = link_of(desk, "CX-404 → CX-102")
    assert (made.type.value, made.lag) == ("FS", -300)
    assert said[-1].text.endswith(
        "CX-404 is long term, CX-102 mid term: the mid one would wait for the long one."
    )
    assert said[-1].undo
    form.before.setText("103")
    form.after.setText("101")
    QTest.mouseClick(form.go_on, LEFT)
    assert form.trouble.text() == "This link would close a cycle: CX-103 → CX-101 → CX-103."
    form.after.setText("CX-999")
    QTest.mouseClick(form.go_on, LEFT)
    assert form.trouble.text() == "There is no initiative CX-999."
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.bar.kinds.buttons[Kind.LONGER].text().endswith(" 1")


def test_a_what_if_shows_its_own_links_and_is_left_here(desk: Desk, qtbot: QtBot) -> None:
    page, hands = opened(desk, qtbot)
    made = desk.do("Begin", lambda s: what_if.begin(s, "Fewer waits"))
    assert made is not None
    assert page.planning.show_what_if(made.result)
    hands.click("CX-301 → CX-303", "type")
    hands.press(Qt.Key.Key_Delete)
    assert len(hands.column("type")) == 11
    assert link_of(desk, "CX-301 → CX-303") is not None
    assert page.bar.what_if.isVisible()
    page.bar.what_if.click()
    assert len(hands.column("type")) == 12
    assert not page.bar.what_if.isVisible()

    page.table.selectAll()
    hands.press(Qt.Key.Key_Delete)
    assert not page.rows
    desk.undo()  # all of them went in one step
    assert len(hands.column("type")) == 12


def test_without_links_it_is_said_how_to_begin_and_reading_only_changes_nothing(
    store: Store, themed: QApplication, qtbot: QtBot
) -> None:
    desk = Desk(store)
    for one in [link.id for link in _all(desk)]:
        desk.do("Unlink", lambda s, one=one: initiatives.unlink(s, one))
    page, _ = opened(desk, qtbot)
    assert page.nothing.isVisible()
    assert page.nothing.words().startswith("No dependencies yet")
    page.close()
    desk.undo()
    path = store.path
    store.close()
    with Store.open(path, home=path.parent, clock=clock, read_only=True) as reading:
        still = Desk(reading)
        page, hands = opened(still, qtbot)
        row = page.rows[0].title
        hands.change(row, "lag")
        assert page.table.editor() is None
        assert not page.primary_action().isEnabled()
        page.close()


def _all(desk: Desk) -> Any:
    with desk.read() as session:
        return dependencies(session)
