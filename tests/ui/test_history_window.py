"""The history window: pages, filters, details, and it follows what happens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cxdesk.services import detail, initiatives
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.history import PAGE, HistoryModel, HistoryWindow


@pytest.fixture
def desk(qtbot: QtBot, store: Store) -> Desk:
    return Desk(store)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[HistoryWindow]:
    made = HistoryWindow(None, desk)
    made.show()
    yield made
    made.close()


def what(window: HistoryWindow, row: int) -> str:
    return str(window.model.index(row, 2).data())


def filter(qtbot: QtBot, window: HistoryWindow, text: str) -> None:
    window.search.selectAll()
    qtbot.keyClicks(window.search, text)
    with qtbot.waitSignal(window.model.modelReset):
        pass


def rename(desk: Desk, title: str) -> None:
    with desk.read() as session:
        here = detail.find(session, "CX-101")
    assert here is not None
    assert desk.do(f"Rename to {title}", lambda session: initiatives.rename(session, here, title))


def test_it_reads_a_page_at_a_time_to_the_first_entry(window: HistoryWindow, desk: Desk) -> None:
    model = window.model
    assert model.rowCount() == PAGE < desk.store.head.seq
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == desk.store.head.seq
    seqs = [model.entry(row).seq for row in range(model.rowCount())]
    assert seqs == list(range(desk.store.head.seq, 0, -1))
    assert what(window, model.rowCount() - 1) == "Set up Meridian Telecom"


def test_the_model_keeps_qt_s_rules(qtbot: QtBot, desk: Desk) -> None:
    model = HistoryModel(desk)
    tester = QAbstractItemModelTester(model)
    tester.setUseFetchMore(False)  # it would fetch while the model is being reset
    desk.changed.connect(model.take_in)
    model.filter("", "")
    rename(desk, "New")
    model.filter("charter", "Sofia Marques")
    assert model.rowCount() > 0
    model.fetchMore(QModelIndex())


def test_a_change_appears_on_top_with_its_details(window: HistoryWindow, desk: Desk) -> None:
    rename(desk, "R&D <b>5%</b>")
    assert what(window, 0) == "Rename to R&D <b>5%</b>"
    assert window.table.currentIndex().row() == 0
    details = window.details.toPlainText()
    assert "Sofia Marques, 23 Nov 2026, " in details
    assert "Title: Single customer ID → R&D <b>5%</b>" in details


def test_scrolled_down_the_chosen_entry_stays(window: HistoryWindow, desk: Desk) -> None:
    window.table.setCurrentIndex(window.model.index(5, 0))
    before = window.details.toPlainText()
    rename(desk, "New")
    assert window.table.currentIndex().row() == 6
    assert window.details.toPlainText() == before


def test_the_newest_is_undone_and_that_is_shown(window: HistoryWindow, desk: Desk) -> None:
    rename(desk, "New")
    window.undo.click()
    assert what(window, 0) == "Undone: Rename to New"
    with desk.read() as session:
        here = detail.find(session, "CX-101")
        assert here is not None
        assert detail.title_of(session, here) == "CX-101 Single customer ID"


def test_it_filters_by_text_and_person(qtbot: QtBot, window: HistoryWindow, desk: Desk) -> None:
    filter(qtbot, window, "charter of cx-202")
    found = window.model.rowCount()
    assert 0 < found < 20
    assert all("CX-202" in what(window, row) for row in range(found))
    window.search.clear()
    window.who.setCurrentText("Claire Dubois")
    assert window.model.rowCount() > 0
    people = {window.model.index(row, 1).data() for row in range(window.model.rowCount())}
    assert people == {"Claire Dubois"}


def test_what_does_not_pass_the_filter_is_not_put_on_top(
    qtbot: QtBot, window: HistoryWindow, desk: Desk
) -> None:
    filter(qtbot, window, "charter of cx-202")
    before = window.model.rowCount()
    rename(desk, "New")
    assert window.model.rowCount() == before
    desk.store.who = "A newcomer"
    rename(desk, "Newer")
    assert window.who.findText("A newcomer") > 0


def test_nothing_found_is_said(qtbot: QtBot, window: HistoryWindow) -> None:
    assert not window.empty.isVisible()
    filter(qtbot, window, "100%_")  # no wildcards
    assert window.model.rowCount() == 0
    assert window.empty.isVisible()
    assert window.details.toPlainText() == ""


def test_a_file_open_for_reading_only_undoes_nothing(qtbot: QtBot, store: Store) -> None:
    with Store.open(store.path, home=store.path.parent, read_only=True) as reading:
        window = HistoryWindow(None, Desk(reading))
        window.show()
        assert not window.undo.isEnabled()
        window.close()


def test_cells_have_no_html_tooltips(window: HistoryWindow, desk: Desk) -> None:
    rename(desk, "<img src=x>")
    assert window.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) is None
