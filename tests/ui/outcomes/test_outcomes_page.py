"""The page Outcomes: read at a glance, changed in place, put in order, added to, printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import initiatives, kanban, outcomes, programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.pickers import Picker
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.strategy.outcomes_page import OutcomesPage
from cxdesk.ui.strategy.view import StrategyView
from tests.conftest import clock
from tests.services.commands import ini
from tests.ui.outcomes.outcome_hands import codes, copied, kept, write

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
Find = Callable[[str], int]


def texts(page: OutcomesPage, row: int) -> dict[str, str]:
    """What a row says, by the titles of its columns."""
    sheet = page.table.sheet()
    return dict(zip(sheet.titles, sheet.rows[row], strict=True))


def leave_unserved(page: OutcomesPage) -> None:
    """Nothing serves O4 any more, and CX-204 serves no outcome."""

    def change(session) -> None:
        initiatives.serve(session, ini(session, "CX-204"), [])
        for code in ("CX-301", "CX-302", "CX-303"):
            kanban.change_state(session, ini(session, code), State.CANCELLED, "No money")

    page.desk.do("Change", change)


# What it says ---------------------------------------------------------------------------------


def test_the_models_are_sound(page: OutcomesPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.table.model())
    qtmodeltester.check(page.unserving.model())


def test_every_outcome_on_one_line(page: OutcomesPage) -> None:
    assert codes(page) == ["O1", "O2", "O3", "O4"]
    assert texts(page, 3) == {
        "Code": "O4", "Outcome": "Median first response", "Baseline": "26 h", "Now": "17 h",
        "Target": "8 h", "Benefit realised": "50 %", "Readings": "4", "Due": "31 Dec 2027",
        "Owner": "Claire Dubois", "Served by": "4 initiatives",
    }  # fmt: skip
    assert texts(page, 1)["Outcome"] == "NPS (headline)"
    assert page.headline.words() == (
        "Enterprise headline O2 NPS 12 to 25 by 31 Dec 2027, now 16, 31 % of the way"
    )
    assert page.unserved.isHidden()
    assert not page.unserving.isVisible()


def test_what_nothing_serves_and_what_serves_nothing(
    page: OutcomesPage, asked: list[tuple[str, int]], initiative: Find
) -> None:
    leave_unserved(page)
    assert texts(page, 3)["Served by"] == "nothing serves it"
    assert page.unserved.words() == "Nothing serves O4"
    QTest.mouseClick(page.unserved, Qt.MouseButton.LeftButton)
    assert page.table.current_row().row.code == "O4"
    assert page.unserving.isVisible()
    assert page.unserving.sheet().rows == (("CX-204", "One-contact disputes", "Backlog"),)
    page.unserving.choose(initiative("CX-204"))
    page.unserving.setFocus()
    QTest.keyClick(page.unserving, Key.Key_Return)
    assert asked == [("initiative", initiative("CX-204"))]
    page.desk.undo()
    assert page.unserved.isHidden()
    assert not page.unserving.isVisible()


def test_the_headline_opens_on_a_click(
    page: OutcomesPage, asked: list[tuple[str, int]], outcome: Find
) -> None:
    QTest.mouseClick(page.headline, Qt.MouseButton.LeftButton)
    assert asked == [("outcome", outcome("O2"))]
    page.desk.do("None", lambda s: outcomes.make_headline(s, None))
    assert page.headline.words().startswith("No outcome is the headline of the enterprise.")


def test_an_empty_program_says_how_to_begin(empty_store: Store, qtbot: QtBot, themed) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    desk = Desk(empty_store)
    view = StrategyView(desk)
    qtbot.addWidget(view)
    desk.changed.connect(view.refresh)
    view.show()
    view.show_tab(view.tabs.index("Outcomes"))
    page = view.page
    assert isinstance(page, OutcomesPage)
    assert page.stack.currentWidget() is page.nothing
    assert page.nothing.words().startswith("No outcomes yet")
    assert page.paper() is None
    desk.do("Add", lambda s: outcomes.add(s, "Calm", 1, 2, date(2029, 6, 30)))
    assert page.stack.currentWidget() is not page.nothing
    assert codes(page) == ["O1"]
    assert texts(page, 0)["Benefit realised"] == "no reading yet"
    desk.undo()
    assert page.stack.currentWidget() is page.nothing


def test_a_narrow_table_leaves_out_what_the_panel_shows(
    strategy: StrategyView, page: OutcomesPage
) -> None:
    def hidden() -> set[str]:
        columns = page.table.table.columns
        return {one.key for n, one in enumerate(columns) if page.table.isColumnHidden(n)}

    assert hidden() == set()
    strategy.resize(880, 700)
    QApplication.processEvents()
    assert hidden() == {"readings", "owner"}
    strategy.resize(600, 700)
    QApplication.processEvents()
    assert hidden() == {"readings", "owner", "due", "served"}
    assert page.table.horizontalScrollBar().maximum() == 0
    assert len(texts(page, 0)) == 10, "what is copied and printed stays whole"
    strategy.resize(1264, 700)
    QApplication.processEvents()
    assert hidden() == set()


def test_a_change_elsewhere_is_not_read(page: OutcomesPage) -> None:
    listed = page.listed
    page.desk.do("Elsewhere", lambda s: programs.add_batch(s, "", "Other", date(2027, 6, 30)))
    assert page.listed is listed


# Going there ----------------------------------------------------------------------------------


def test_enter_and_a_click_open_an_outcome(
    page: OutcomesPage, asked: list[tuple[str, int]], outcome: Find
) -> None:
    page.table.setFocus()
    assert page.table.choose(outcome("O3"))
    QTest.keyClick(page.table, Key.Key_Return)
    at = page.table.visualRect(page.table.model().index(3, 1)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == [("outcome", outcome("O3")), ("outcome", outcome("O4"))]


def test_the_page_reveals_an_outcome_and_knows_its_neighbours(
    strategy: StrategyView, page: OutcomesPage, outcome: Find
) -> None:
    strategy.show_tab(0)
    assert strategy.reveal("outcome", outcome("O3"))
    assert strategy.page is page
    assert page.table.current_row().row.code == "O3"
    assert strategy.neighbour("outcome", outcome("O3"), 1) == outcome("O4")
    assert strategy.neighbour("outcome", outcome("O4"), 1) is None
    assert not page.reveal("outcome", 1)


# Changing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "found"),
    [
        ("name", "Erste Antwort", lambda row: row.name == "Erste Antwort"),
        ("baseline", "30 h", lambda row: (row.baseline, row.target) == (30.0, 8.0)),
        ("target", "6,5", lambda row: (row.baseline, row.target) == (26.0, 6.5)),
        ("due", "30.6.2028", lambda row: row.due == date(2028, 6, 30)),
    ],
)
def test_a_cell_is_changed_and_taken_back(
    page: OutcomesPage, outcome: Find, key: str, typed: str, found: Callable[..., bool]
) -> None:
    before = kept(page)
    assert write(page.table, outcome("O4"), key, typed) == ""
    assert found(kept(page).outcomes[3].row)
    page.desk.undo()
    assert kept(page) == before


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("name", " ", "O4 needs a name on one line."),
        ("baseline", "8", "O4 needs a target other than its baseline: nothing would change."),
        ("target", "26 h", "O4 needs a target other than its baseline: nothing would change."),
        ("target", "low", "“low” is no number."),
        ("due", "2 Feb 2026", "O4 cannot be due 2 Feb 2026: the program starts 2 Feb 2026."),
        ("due", "", "O4 needs a day it is due."),
        ("due", "soon", "“soon” is no date. Write it like 5 Oct 2026, 2026-10-05 or 05.10.2026."),
    ],
)
def test_a_wrong_cell_is_refused_and_stays(
    page: OutcomesPage, outcome: Find, key: str, typed: str, why: str
) -> None:
    before = kept(page)
    said = write(page.table, outcome("O4"), key, typed)
    assert said == why
    field = page.table.editor()
    assert field is not None
    assert field.text() == typed
    assert kept(page) == before


def test_the_headlines_name_is_edited_without_the_mark(page: OutcomesPage, outcome: Find) -> None:
    assert page.table.edit_cell(outcome("O2"), "name")
    field = page.table.editor()
    assert field is not None
    assert field.text() == "NPS"


def test_the_owner_is_picked_in_its_cell(page: OutcomesPage, outcome: Find) -> None:
    assert page.table.edit_cell(outcome("O4"), "owner")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Picker)
    QTest.keyClicks(popup.search, "elena")
    QTest.keyClick(popup.search, Key.Key_Return)
    assert kept(page).outcomes[3].row.owner == "Elena Rossi"
    assert texts(page, 3)["Owner"] == "Elena Rossi"


def test_alt_and_arrows_put_it_in_order(page: OutcomesPage, outcome: Find) -> None:
    page.table.setFocus()
    page.table.choose(outcome("O3"))
    QTest.keyClick(page.table, Key.Key_Up, ALT)
    assert codes(page) == ["O1", "O3", "O2", "O4"]
    QTest.keyClick(page.table, Key.Key_Up, ALT)
    QTest.keyClick(page.table, Key.Key_Up, ALT)
    assert codes(page) == ["O3", "O1", "O2", "O4"]
    assert page.table.current_row().row.code == "O3"
    for _ in range(4):
        QTest.keyClick(page.table, Key.Key_Down, ALT)
    assert codes(page) == ["O1", "O2", "O4", "O3"]
    assert [one.row.code for one in kept(page).outcomes] == ["O1", "O2", "O4", "O3"]
    for _ in range(5):
        page.desk.undo()
    assert codes(page) == ["O1", "O2", "O3", "O4"]


def test_a_sorted_table_is_not_put_in_order(page: OutcomesPage, outcome: Find) -> None:
    said: list[str] = []
    page.desk.said.connect(lambda toast: said.append(toast.text))
    head = page.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(1) + 20, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    page.table.setFocus()
    page.table.choose(outcome("O3"))
    QTest.keyClick(page.table, Key.Key_Up, ALT)
    assert [one.row.code for one in kept(page).outcomes] == ["O1", "O2", "O3", "O4"]
    assert len(said) == 1
    assert "sorted" in said[0]


def test_the_menu_makes_it_the_headline(page: OutcomesPage, outcome: Find) -> None:
    page.table.setFocus()
    page.table.choose(outcome("O4"))
    QTest.keyClick(page.table, Key.Key_Menu)
    menu = next(one for one in page.table.findChildren(QMenu) if one.isVisible())
    offered = {one.text().partition("\t")[0]: one for one in menu.actions() if one.text()}
    assert {"Open", "Make it the headline", "Move up", "Move down"} <= set(offered)
    offered["Make it the headline"].trigger()
    menu.close()
    assert [one.row.headline for one in kept(page).outcomes] == [False, False, False, True]
    assert page.headline.words().startswith("Enterprise headline O4 Median first response")


# Taking it away -------------------------------------------------------------------------------


def test_the_table_is_copied_and_printed(page: OutcomesPage) -> None:
    leave_unserved(page)
    page.table.copy(everything=True)
    assert copied()[0][:3] == ["Code", "Outcome", "Baseline"]
    assert copied()[4][-1] == "nothing serves it"
    paper = page.paper()
    assert paper is not None
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(paper.make("A4"))).pages)
    for words in ("Outcomes", "12-month retention", "NPS (headline)", "1 outcome nothing serves"):
        assert words in text


def test_a_file_for_reading_only_offers_no_changes(
    sample_file: Path, home: Path, qtbot: QtBot, themed: QApplication
) -> None:
    with Store.open(sample_file, home=home, read_only=True, clock=clock) as store:
        view = StrategyView(Desk(store))
        qtbot.addWidget(view)
        view.show()
        view.show_tab(view.tabs.index("Outcomes"))
        page = view.page
        assert isinstance(page, OutcomesPage)
        action = page.primary_action()
        assert not action.isEnabled()
        assert action.toolTip() == READ_ONLY
        assert codes(page) == ["O1", "O2", "O3", "O4"]


def test_an_outcome_added_by_mistake_is_removed_and_brought_back(
    page: OutcomesPage, outcome: Find
) -> None:
    made = page.desk.do("Add", lambda s: outcomes.add(s, "Calm", 1, 2, date(2027, 12, 31)))
    assert made is not None
    page.table.setFocus()
    assert page.table.choose(made.result)
    QTest.keyClick(page.table, Key.Key_Delete)
    assert codes(page) == ["O1", "O2", "O3", "O4"]
    assert page.table.current_row().id == outcome("O4")
    assert page.table.hasFocus()
    page.desk.undo()
    assert codes(page) == ["O1", "O2", "O3", "O4", "O5"]
    page.desk.redo()
    page.desk.do("Add", lambda s: outcomes.add(s, "Quiet", 1, 2, date(2027, 12, 31)))
    assert codes(page)[-1] == "O6", "a code is never used twice"


def test_an_outcome_that_something_names_stays_and_says_what(
    page: OutcomesPage, outcome: Find
) -> None:
    said: list[str] = []
    page.desk.refused.connect(lambda broken: said.append(f"{broken.text} {broken.way.label}"))
    page.table.setFocus()
    page.table.choose(outcome("O4"))
    QTest.keyClick(page.table, Key.Key_Delete)
    assert said == ["O4 cannot be removed: CX-204, CX-301 and 4 more name it. Open CX-204"]
    assert codes(page) == ["O1", "O2", "O3", "O4"]
