"""The tab Baselines: taken, named, compared, wound back, removed, printed and saved."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import baselines, initiatives, kanban
from cxdesk.services.baselines import past_row
from cxdesk.store.store import Store
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap import baselines_reader
from cxdesk.ui.roadmap.baselines_page import BaselinesPage
from cxdesk.ui.roadmap.baselines_tables import compare_columns, drift_columns
from cxdesk.ui.table.cell import PAD
from tests.conftest import clock
from tests.services.commands import NASTY, ini
from tests.ui.page_hands import PageHands
from tests.ui.popup import choose

KEY = Qt.Key
DAY = past_row(date(2026, 9, 28))


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> PageHands:
    page = BaselinesPage(Editing(desk, desk))
    qtbot.addWidget(page)
    return PageHands(page, page.table, qtbot)


def page_of(hands: PageHands) -> BaselinesPage:
    assert isinstance(hands.page, BaselinesPage)
    return hands.page


def names(page: BaselinesPage) -> list[str]:
    return [row.name for row in page.list.table.rows]


def click(page: BaselinesPage, name: str, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Click on a baseline in the list."""
    index = page.list.table.index(names(page).index(name), 0)
    QTest.mouseClick(
        page.list.viewport(), Qt.MouseButton.LeftButton,
        modifier or Qt.KeyboardModifier.NoModifier, page.list.visualRect(index).center(),
    )  # fmt: skip
    QApplication.processEvents()


def test_a_report_is_read_sorted_narrowed_filtered_and_opened(
    hands: PageHands, qtmodeltester: ModelTester
) -> None:
    page = page_of(hands)
    assert names(page) == ["1 Sep 2026", "Approved charters"]
    assert page.title.text() == "Drift since 1 Sep 2026"
    assert page.said.text() == (
        "5 of 15 end later, 10 end as planned; 9 are new since. On average 5 working days later, "
        "most of all CX-101: 20. Last end 17 Dec 2027, in the baseline 2 Jul 2027."
    )
    qtmodeltester.check(hands.table.table)
    assert hands.column("code")[:6] == [
        "CX-101", "CX-401", "CX-402", "CX-302", "CX-201", "CX-203",
    ]  # fmt: skip
    said = ("was_end", "end", "end_slip", "start_slip", "stretch", "verdict", "domain")
    assert [hands.words("CX-302", key) for key in said] == [
        "5 Mar 2027", "19 Mar 2027", "+10", "+5", "+5", "Ends later", "IT",
    ]  # fmt: skip
    assert [hands.words("CX-203", key) for key in said[:6]] == [
        "–", "26 Mar 2027", "", "", "", "New",
    ]  # fmt: skip
    hands.click("CX-401", "code")
    windows = hands.row("CX-401").id
    assert hands.went == [("initiative", windows)]
    assert page.reveal("initiative", windows)
    assert page.neighbour("initiative", windows, 1) == hands.row("CX-402").id
    page.hide()
    assert not page.reveal("initiative", windows)  # the timeline shows it to who comes from afar
    page.show()
    page.begin_filter()
    hands.write(page.bar.narrow, "FINANCE bill", enter=False)
    assert page.empty.isVisible()
    hands.write(page.bar.narrow, "bill", enter=False)
    assert page.bar.count() == "3 of 24"
    page.bar.narrow.clear()
    page.bar.offer()
    choose("New", "End later")
    assert page.bar.count() == "14 of 24"
    assert hands.habits["only"] == ["later", "new"]
    page.bar.clear()
    click(page, "Approved charters")
    assert page.title.text() == "Drift from the approved charters"
    assert page.said.text().startswith("All 15 initiatives end as planned; 9 are new since.")


def test_taking_naming_comparing_and_removing(hands: PageHands) -> None:
    page, desk = page_of(hands), hands.desk
    told: list[Toast] = []
    desk.said.connect(told.append)
    hands.run("take-baseline")
    field = page.list.editor()
    assert field is not None
    assert field.text() == "23 Nov 2026"
    hands.write(field, " 1 sep 2026", enter=False)
    assert field.property("invalid")
    hands.write(field, NASTY)
    assert names(page) == [NASTY, "1 Sep 2026", "Approved charters"]
    assert page.title.text() == f"Drift since {NASTY}"
    assert page.said.text() == (
        "All 24 initiatives end as planned. Last end 17 Dec 2027, as in the baseline."
    )
    with desk.read() as session:
        parts = ini(session, "CX-404")
    desk.do("Late", lambda s: initiatives.schedule(s, parts, date(2027, 9, 6), date(2027, 12, 20)))
    assert page.said.text().startswith("1 of 24 end later, 23 end as planned. On average 0")
    desk.do("Drop", lambda s: kanban.change_state(s, parts, State.CANCELLED, "no money"))
    assert "1 is gone" in page.said.text()
    assert hands.words("CX-404", "verdict") == "Cancelled since"

    click(page, "Approved charters", Qt.KeyboardModifier.ShiftModifier)
    assert hands.habits["chosen"] == [row.key for row in page.rows]
    table = page.compared
    assert table is not None
    assert [column.title for column in table.table.columns] == [
        "Code", "Title", "Domain", NASTY, "1 Sep 2026", "Approved charters", "End now",
    ]  # fmt: skip
    late = next(row for row in table.table.rows if row.code == "CX-101")
    assert [column.words(late) for column in table.table.columns][3:] == [
        "26 Feb 2027", "31 Jan 2027 (+20 d)", "26 Feb 2027", "26 Feb 2027",
    ]  # fmt: skip
    assert page.title.text() == "3 baselines side by side"
    assert page.said.text() == (
        f"Last end 26 Nov 2027; it was 17 Dec 2027 in “{NASTY}” (−15 d), 2 Jul 2027 in "
        "“1 Sep 2026” (+105 d) and 11 Jun 2027 in “Approved charters” (+120 d)."
    )
    hands.write(page.bar.narrow, "bill", enter=False)
    assert [row.code for row in table.table.rows] == ["CX-201", "CX-202", "CX-203"]
    page.bar.narrow.clear()

    click(page, NASTY)
    QTest.keyClick(page.list, KEY.Key_Delete)
    assert names(page) == ["1 Sep 2026", "Approved charters"]
    assert (told[-1].text, told[-1].undo) == (f"Remove the baseline “{NASTY}”", True)
    assert page.title.text() == "Drift since 1 Sep 2026"
    desk.undo()
    assert names(page) == [NASTY, "1 Sep 2026", "Approved charters"]
    click(page, "Approved charters")
    QTest.keyClick(page.list, KEY.Key_Delete)
    assert told[-1].text.startswith("Approved charters are always")
    assert not page.list.begin(page.list.currentIndex())


def test_a_past_day_stays_in_the_list_until_it_is_taken_off(hands: PageHands) -> None:
    page = page_of(hands)
    hands.run("past-day")
    form = page.form
    assert form is not None
    assert form.on.text() == "26 Oct 2026"
    for text, why in (
        ("1 Jan 2020", "The history begins on 2 Feb 2026"), ("1 Jan 2030", "still to come"),
        ("soon", "is no date"), ("", "Type a day"),
    ):  # fmt: skip
        hands.write(form.on, text)
        assert why in form.trouble.text()
    hands.write(form.on, "28 sep", enter=False)
    assert form.month.selectedDate().toPython() == DAY.on
    QTest.keyClick(form.on, KEY.Key_Return)
    assert names(page)[-1] == DAY.name
    assert page.title.text() == "Drift since 28 Sep 2026, from the history"
    assert page.said.text().startswith("5 of 24 end later, 19 end as planned.")
    assert hands.habits == {"past": ["2026-09-28"], "chosen": ["2026-09-28"]}
    page.show_past(past_row(date(2026, 2, 2)))
    assert page.said.text() == (
        "Its one initiative ends as planned; 23 are new since. Last end 17 Dec 2027, in the "
        "baseline 24 Apr 2026."
    )
    click(page, DAY.name)
    page.list.setFocus()
    QTest.keyClick(page.list, KEY.Key_Delete)
    assert DAY.name not in names(page)

    page.recall({"past": ["2026-09-28", "no day", 7], "chosen": ["2026-09-28"], "only": ["later"]})
    page.load()
    assert page.title.text() == "Drift since 28 Sep 2026, from the history"
    assert page.bar.count() == "5 of 24"


def test_the_report_goes_out_as_pdf_csv_and_text(
    hands: PageHands, qtbot: QtBot, tmp_path: Path
) -> None:
    page, told = page_of(hands), list[Toast]()
    hands.desk.said.connect(told.append)
    paper = page.paper()
    assert paper is not None
    said = "".join(one.extract_text() for one in PdfReader(io.BytesIO(paper.make("A4"))).pages)
    assert "Drift since 1 Sep 2026" in said
    assert "most of all CX-101: 20" in " ".join(said.split())
    hands.run("copy-drift")
    first = QGuiApplication.clipboard().text().splitlines()[1].split("\t")
    assert first[:4] == ["CX-101", "Single customer ID", "IT", "5 Oct 2026"]
    hands.run("save-drift-csv")
    dialog = next(one for one in page.findChildren(QFileDialog))
    assert dialog.selectedFiles()[0].endswith(" drift since 1 Sep 2026.xlsx")
    path = tmp_path / "drift.csv"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: bool(told))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("CX-101,Single customer ID,IT,5 Oct 2026,5 Oct 2026,0,31 Jan 2027")
    assert told[-1].text == "Drift since 1 Sep 2026 saved as drift.csv"


def test_a_large_file_is_read_beside_the_window(
    hands: PageHands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baselines_reader, "_LARGE", 0)
    page = page_of(hands)
    page.show_past(DAY)
    click(page, "1 Sep 2026")
    page.show_past(DAY)
    assert not page.drawn()
    assert page.title.text() == "Reading…"
    qtbot.waitUntil(page.drawn)
    assert page.title.text() == "Drift since 28 Sep 2026, from the history"


def test_without_a_baseline_and_without_writing(
    empty_store: Store, store: Store, themed: QApplication, qtbot: QtBot
) -> None:
    empty = BaselinesPage(Editing(desk := Desk(empty_store), desk))
    qtbot.addWidget(empty)
    empty.load()
    empty.show()
    assert empty.nothing.isVisible()
    assert empty.nothing.words() == (
        "No baseline yet Take one before the plan moves, and see every slip against it."
    )
    told: list[object] = []
    desk.refused.connect(told.append)
    empty.take()
    assert "No initiative has dates yet" in str(told[0])

    store.close()
    with Store.open(store.path, home=store.path.parent, read_only=True, clock=clock) as still:
        page = BaselinesPage(Editing(desk := Desk(still), desk))
        qtbot.addWidget(page)
        page.load()
        assert not page.primary_action().isEnabled()
        assert page.left.take.isHidden()
        page.take()
        page.remove()
        page.show_past(DAY)
        assert page.title.text() == "Drift since 28 Sep 2026, from the history"
        with still.read() as session:
            assert len(baselines.baselines(session)) == 2


def test_a_day_has_room_in_each_column_of_days(themed: QApplication) -> None:
    days = ("was_start", "start", "was_end", "end", "end-0")
    for column in (*drift_columns(), *compare_columns([DAY])):
        if column.key in days:
            metrics = QFontMetrics(typeface.font(13, column.weight, tabular=True))
            assert metrics.horizontalAdvance("28 May 2028") + 2 * PAD < column.width, column.key
