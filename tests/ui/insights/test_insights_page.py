"""The tab Insights: drawn beside the window, read out, filtered, saved, and kept up to date."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import initiatives, kanban, programs
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.insights.card import InsightCard
from cxdesk.ui.insights.chart import ChartView
from cxdesk.ui.insights.page import InsightsPage
from tests.services.commands import ini
from tests.ui.popup import choose, open_picker

Open = Callable[..., InsightsPage]
FOUR = ["flow", "times", "ageing", "throughput"]  # a chart shown as a table is not drawn


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[Open]:
    """Shows the page on a desk, as it was left with `habits`."""
    shown: list[tuple[InsightsPage, QWidget]] = []

    def show(desk: Desk, **habits: object) -> InsightsPage:
        holder = QWidget()
        qtbot.addWidget(holder)
        page = InsightsPage(Editing(desk, holder))
        page.setParent(holder)
        page.resize(1264, 800)
        holder.resize(1264, 800)
        page.recall(habits)
        page.load()
        desk.changed.connect(lambda change: page.concerned(change) and page.load())
        holder.show()
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)
        shown.append((page, holder))
        settle(qtbot, page)
        return page

    yield show
    for page, _ in shown:
        page.jobs.close()


def settle(qtbot: QtBot, page: InsightsPage) -> None:
    """Wait until all that is to be seen is drawn."""

    def settled() -> bool:
        views = [card.view for card in page.cards.values() if card.view.isVisible()]
        return not page.jobs.busy and all(view.drawn for view in views)

    qtbot.waitUntil(settled, timeout=60_000)


def ways(page: InsightsPage) -> list[tuple[str, int]]:
    heard: list[tuple[str, int]] = []
    page.editing.went.connect(lambda way: heard.append((way.kind, way.id)))
    return heard


def place(view: ChartView, words: str) -> QPoint:
    spot = next(one for one in view.spots if words in one.text)
    return QPoint(round(spot.x), round(spot.y))


def test_charts_are_read_by_keyboard_and_pointer_and_open_what_they_show(
    desk: Desk, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(desk)
    opened, ageing, times = ways(page), page.cards["ageing"], page.cards["times"]
    assert page.bar.count() == "24 of 24"
    assert page.cards["flow"].said.text().startswith("24 initiatives: 21 open, 3 delivered.")
    # By keyboard: from the left end on, said below the chart and to who does not see it.
    ageing.view.setFocus()
    QTest.keyClick(ageing.view, Qt.Key.Key_Home)
    first = ageing.view.spots[0]
    assert ageing.read.text() == first.text
    assert first.text in ageing.view.accessibleDescription()
    QTest.keyClick(ageing.view, Qt.Key.Key_Right)
    QTest.keyClick(ageing.view, Qt.Key.Key_Return)
    QTest.keyClick(ageing.view, Qt.Key.Key_End)
    QTest.keyClick(ageing.view, Qt.Key.Key_Right)
    assert ageing.read.text() == ageing.view.spots[-1].text
    assert opened == [("initiative", ageing.view.spots[1].item)]
    # The side panel steps on through what the chart shows.
    items = ageing.items()
    assert page.neighbour("initiative", items[0], 1) == items[1]
    assert page.neighbour("initiative", items[-1], 1) is None
    assert page.reveal("initiative", items[0])
    assert not page.reveal("batch", items[0])
    # By pointer.
    QTest.mouseMove(times.view, place(times.view, "CX-104"))
    assert "67 days from added to delivered" in times.read.text()
    QTest.mouseClick(
        times.view, Qt.MouseButton.LeftButton, pos=place(times.view, "CX-104") + QPoint(3, 2)
    )
    assert len(opened) == 2
    QTest.mouseMove(times.view, QPoint(times.view.width() - 5, 5))
    QTest.mouseClick(times.view, Qt.MouseButton.LeftButton, pos=QPoint(times.view.width() - 5, 5))
    assert len(opened) == 2
    # A day of the flow is found anywhere above it.
    flow = page.cards["flow"].view
    QTest.mouseMove(flow, QPoint(place(flow, "30 Oct 2026").x(), 30))
    assert page.cards["flow"].read.text() == (
        "30 Oct 2026: Backlog 6, Planned 10, Ready 1, In progress 4, Delivered 2, Embedded 1; "
        "24 in all"
    )
    # Cycle time instead.
    QTest.mouseClick(times.measures["cycle"], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert "CX-104 46" in times.said.text()
    assert any("46 days from in progress" in spot.text for spot in times.view.spots)


def test_a_chart_is_drawn_anew_for_another_theme_and_size(
    desk: Desk, open_page: Open, qtbot: QtBot, themed: QApplication
) -> None:
    page = open_page(desk)
    view = page.cards["throughput"].view

    def corner() -> QColor:
        image = view.grab().toImage()
        return image.pixelColor(round(6 * image.devicePixelRatio()), 6)

    assert corner() == theme.LIGHT.surface
    theme.apply(themed, "dark")
    view.restyle()
    settle(qtbot, page)
    assert corner() == theme.DARK.surface
    theme.apply(themed, "light")
    wide = page.cards["flow"].width()
    page.resize(700, 800)  # one chart below the other
    settle(qtbot, page)
    assert page.cards["flow"].width() > wide
    assert page.cards["times"].y() > page.cards["flow"].y()


def test_tables_filters_and_habits(desk: Desk, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(desk, measure="cycle", tables=[*FOUR, "what is that"], kept={"days": "x"})
    habits: dict[str, object] = {}
    page.habit_changed.connect(habits.__setitem__)
    opened, card = ways(page), page.cards["ageing"]
    assert page.cards["times"].measures["cycle"].isChecked()
    table = card.table
    assert table is not None
    tester = ModelTester(None)
    tester.check(table.table)
    rows = [[cell.strip() for cell in row] for row in table.sheet().rows]
    assert rows[0] == ["CX-503", "Five-year loyalty", "Backlog", "18 Sep 2026", "66", "", "yes"]
    assert len(rows) == 21
    table.setFocus()
    table.choose(table.table.rows[0].id)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [("initiative", table.table.rows[0].item)]
    # Filters: chips that are changed by a click and go with Delete.
    page.bar.more.click()
    assert [one.text for one in open_picker().model.shown] == ["Batch", "Domain", "Time"]
    open_picker().close()
    page.bar.pick_batches()
    choose("B1", "B3")
    settle(qtbot, page)
    assert (page.bar.count(), page.bar.words()) == ("8 of 24", "Batch B1, B3 · Last 12 months")
    assert {row[0][:4] for row in table.sheet().rows} == {"CX-1", "CX-3"}
    QTest.keyClick(page.bar.time, Qt.Key.Key_Delete)
    page.bar.batch.setFocus()
    QTest.keyClick(page.bar.batch, Qt.Key.Key_Delete)
    settle(qtbot, page)
    assert page.bar.words() == "All time"
    assert habits["kept"] == {"batches": [], "domains": [], "days": None}
    # Nothing matches: said, with the way out.
    domain = next(one.id for one in page.bar._domains if one.name == "Field")
    page.bar.pick_batches()
    choose("B2")
    page.bar.pick_domains()
    choose("Field")
    settle(qtbot, page)
    assert page.bar.kept.domains == (domain,)
    assert page.nothing.words() == "No initiative matches these filters"
    button = page.nothing.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    settle(qtbot, page)
    assert page.stack.currentWidget() is page.area
    QTest.mouseClick(card.turn, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert habits["tables"] == ["flow", "times", "throughput"]
    assert card.view.isVisible()


def test_a_chart_left_as_a_table_keeps_the_keyboard_when_it_is_read(
    desk: Desk, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(desk)
    page.setFocus()
    page.recall({"tables": ["flow"]})
    QApplication.processEvents()
    table = page.cards["flow"].table
    assert table is not None
    assert table.hasFocus()
    page.load()
    settle(qtbot, page)
    assert table.hasFocus()


def save(qtbot: QtBot, page: InsightsPage, card: InsightCard, kind: str, path: Path) -> bytes:
    QTest.mouseClick(card.saves[kind], Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith(f".{kind}")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.setParent(None)
    settle(qtbot, page)
    return path.read_bytes() if path.is_file() else b""


def test_a_chart_is_saved_whole_or_not_at_all_and_printed(
    desk: Desk, open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(desk, tables=FOUR)
    said, refused = [], []
    desk.said.connect(lambda toast: said.append(toast.text))
    desk.refused.connect(lambda error: refused.append(error.text))
    ageing = page.cards["ageing"]
    png = save(qtbot, page, ageing, "png", tmp_path / "a.png")
    assert png.startswith(b"\x89PNG")
    svg = fromstring(save(qtbot, page, page.cards["flow"], "svg", tmp_path / "a.svg"))
    words = " ".join(svg.itertext())
    assert "Meridian Telecom, 23 Nov 2026 · Last 12 months" in words
    assert "In progress 6" in words
    text = save(qtbot, page, page.cards["times"], "csv", tmp_path / "a.csv").decode("utf-8-sig")
    assert [row[0] for row in csv.reader(StringIO(text))] == ["Code", "CX-104", "CX-603", "CX-304"]
    assert said == ["Age in column saved as PNG", "Cumulative flow saved as SVG",
                    "Lead time saved as CSV"]  # fmt: skip
    nowhere = tmp_path / "gone" / "a.png"
    assert save(qtbot, page, ageing, "png", nowhere) == b""
    assert len(refused) == 1
    assert refused[0].startswith("There is no folder ")
    assert sorted(file.name for file in tmp_path.glob("a.*")) == ["a.csv", "a.png", "a.svg"]
    paper = page.paper()
    assert paper is not None
    assert (paper.name, paper.file) == ("Insights", "Meridian Telecom insights")
    assert paper.make("A4").startswith(b"%PDF")


def test_a_move_shows_at_once_and_undo_takes_it_back(
    desk: Desk, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(desk, tables=["flow", "times", "throughput"])
    before = page.insights
    desk.do("Move", lambda s: kanban.change_state(s, ini(s, "CX-604"), State.IN_PROGRESS))
    settle(qtbot, page)
    assert page.insights is not None
    assert page.insights != before
    assert any("CX-604" in spot.text and "0 days in progress" in spot.text
               for spot in page.cards["ageing"].view.spots)  # fmt: skip
    desk.undo()
    settle(qtbot, page)
    assert page.insights == before
    desk.do("Write", lambda s: initiatives.describe(s, ini(s, "CX-604"), "Nothing moves"))
    assert not page.jobs.busy


def test_without_a_move_it_says_what_will_show(
    themed: QApplication, empty_store: Store, open_page: Open, qtbot: QtBot
) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    desk = Desk(empty_store)
    page = open_page(desk)
    tabs: list[str] = []
    page.tab_requested.connect(tabs.append)
    assert page.nothing.words().startswith("No initiatives yet")
    assert page.paper() is None
    button = page.nothing.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    assert tabs == ["Board"]
    desk.do("Add", lambda s: initiatives.add(s, "First", code="CX-101"))
    settle(qtbot, page)
    assert page.nothing.words().startswith("Nothing has moved yet")
    desk.do("Move", lambda s: kanban.change_state(s, ini(s, "CX-101"), State.CANCELLED, "too late"))
    settle(qtbot, page)
    assert page.stack.currentWidget() is page.area
    # One day is no history: each chart says what it waits for.
    assert page.cards["flow"].nothing.text().startswith("It all happened today")
    assert page.cards["ageing"].nothing.text().startswith("Nothing is open")
    assert not page.cards["flow"].saves["svg"].isEnabled()
    assert page.cards["flow"].saves["csv"].isEnabled()
    desk.deleteLater()
