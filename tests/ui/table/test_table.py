"""Tables: order, narrowing, changing cells, copying."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.errors import Way
from cxdesk.ui.table.cell import CellField, two_lines
from tests.ui.table.conftest import Colleague, Office

Key, Mod = Qt.Key, Qt.KeyboardModifier


def cell(office: Office, row: int, column: int) -> QPoint:
    """The middle of a cell."""
    return office.table.visualRect(office.table.model().index(row, column)).center()


def field(office: Office) -> CellField:
    found = office.table.editor()
    assert found is not None
    return found


def head(office: Office, column: int) -> None:
    """Click a header."""
    bar = office.table.horizontalHeader()
    at = QPoint(bar.sectionViewportPosition(column) + 20, 10)
    QTest.mouseClick(bar.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, at)


def test_the_model_is_sound(office: Office, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(office.table.model())


def test_a_header_sorts_up_then_down_then_not_at_all(office: Office) -> None:
    head(office, 0)
    assert office.names() == ["Ännchen", "Bob", "Zoë"]
    head(office, 0)
    assert office.names() == ["Zoë", "Bob", "Ännchen"]
    head(office, 0)
    assert office.names() == ["Zoë", "Ännchen", "Bob"]


def test_what_has_no_value_comes_last_both_ways(office: Office) -> None:
    head(office, 1)
    assert office.names() == ["Zoë", "Bob", "Ännchen"]
    head(office, 1)
    assert office.names() == ["Bob", "Zoë", "Ännchen"]


@pytest.mark.parametrize(("column", "arrow_first"), [(0, False), (1, True), (2, False)])
def test_the_arrow_of_the_order_leaves_the_title_readable(
    office: Office, column: int, arrow_first: bool
) -> None:
    def drawn() -> list[int]:
        """Where something is drawn in the title, from left to right."""
        bar = office.table.head
        left, wide = bar.sectionViewportPosition(column), bar.sectionSize(column)
        image = bar.viewport().grab(QRect(left, 4, wide, bar.height() - 8)).toImage()
        ground = image.pixel(1, 1)
        return [
            x
            for x in range(image.width())
            if any(image.pixel(x, y) != ground for y in range(image.height()))
        ]

    plain = drawn()
    office.table.head.turn(column)
    with_arrow = drawn()
    added = [x for x in with_arrow if x not in plain]
    assert [x for x in with_arrow if x in plain] == plain
    assert len(added) >= 5
    assert all(x < plain[0] if arrow_first else x > plain[-1] for x in added)


def test_the_menu_of_a_cell_sorts_by_its_column(office: Office) -> None:
    office.table.setFocus()
    office.table.setCurrentIndex(office.table.model().index(0, 1))

    def run(text: str) -> None:
        QTest.keyClick(office.table, Key.Key_Menu)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(one for one in menu.actions() if one.text() == text).trigger()
        menu.close()

    run("Sort by Days")
    assert office.names() == ["Zoë", "Bob", "Ännchen"]
    run("Sort by Days, last first")
    assert office.names() == ["Bob", "Zoë", "Ännchen"]
    run("Sort as in the file")
    assert office.names() == ["Zoë", "Ännchen", "Bob"]


def test_the_menu_key_is_about_the_rows_that_are_selected(office: Office) -> None:
    QTest.keyClick(office.table, Key.Key_Home)
    office.table.choose(11)
    QTest.keyClick(office.table, Key.Key_Down, Mod.ShiftModifier)
    # A real key tells the place from the corner of the table, not from that of its cells.
    at = office.table.viewport().mapTo(office.table, cell(office, 1, 0))
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, at)
    QApplication.sendEvent(office.table, pressed)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.pos() == office.table.viewport().mapToGlobal(cell(office, 1, 0))
    menu.close()
    assert [row.id for row in office.table.selected()] == [11, 12]


def test_words_narrow_without_accents_and_the_selection_stays(office: Office) -> None:
    office.table.choose(12)
    office.table.table.narrow("annch")
    assert office.names() == ["Ännchen"]
    assert office.table.current_row().id == 12
    office.table.table.narrow("")
    assert office.names() == ["Zoë", "Ännchen", "Bob"]
    assert [row.id for row in office.table.selected()] == [12]


def test_new_rows_keep_the_selection_where_it_was(office: Office) -> None:
    office.table.choose(13)
    office.rows.insert(0, Colleague(10, "Abel"))
    office.table.set_rows(office.rows)
    assert office.names() == ["Abel", "Zoë", "Ännchen", "Bob"]
    assert office.table.current_row().id == 13
    office.table.set_rows(office.rows[:3])
    assert office.table.current_row().id == 12, "keys go on from where the row stood"
    assert office.table.selected() == []
    office.table.set_rows([])
    assert office.table.current_row() is None


def test_f2_changes_a_cell_and_enter_keeps_it(office: Office) -> None:
    office.table.choose(11)
    QTest.keyClick(office.table, Key.Key_F2)
    assert field(office).text() == "Zoë"
    QTest.keyClicks(field(office), "Zora")
    QTest.keyClick(field(office), Key.Key_Return)
    assert office.names()[0] == "Zora"
    assert office.table.editor() is None
    assert office.table.hasFocus()


def test_escape_leaves_a_cell_as_it_was(office: Office) -> None:
    office.table.choose(11)
    QTest.keyClick(office.table, Key.Key_F2)
    QTest.keyClicks(field(office), "Zora")
    QTest.keyClick(field(office), Key.Key_Escape)
    assert office.names()[0] == "Zoë"
    assert office.table.editor() is None


def test_a_double_click_changes_the_cell_under_it(office: Office) -> None:
    view = office.table.viewport()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Mod.NoModifier, cell(office, 2, 1))
    assert field(office).text() == "12.50"
    QTest.keyClicks(field(office), "7")
    QTest.keyClick(field(office), Key.Key_Return)
    assert office.rows[2].days == 7


def test_a_problem_is_said_while_it_is_typed(office: Office) -> None:
    assert office.table.edit_cell(11, "name")
    QTest.keyClick(field(office), Key.Key_Delete)
    assert field(office).note.text() == "A person needs a name."
    QTest.keyClicks(field(office), "Z")
    assert field(office).note.text() == ""


def test_what_is_refused_stays_with_its_reason_and_the_way_out(office: Office) -> None:
    ways: list[Way] = []
    office.table.went.connect(ways.append)
    assert office.table.edit_cell(11, "name")
    QTest.keyClicks(field(office), "Bob")
    QTest.keyClick(field(office), Key.Key_Return)
    assert field(office).text() == "Bob"
    assert field(office).note.text() == "Bob is here already. Open Bob"
    assert office.names()[0] == "Zoë"
    fault = field(office).note.findChild(QWidget, "fault")
    assert fault is not None
    QTest.mouseClick(fault, Qt.MouseButton.LeftButton)
    assert [way.id for way in ways] == [13]


def test_a_refused_cell_has_the_keyboard_again_when_another_is_to_be_changed(
    office: Office,
) -> None:
    assert office.table.edit_cell(11, "name")
    refused = field(office)
    QTest.keyClicks(refused, "Bob")
    QTest.keyClick(refused, Key.Key_Return)
    for column in (1, 2):  # one that is typed into, and one that is picked
        port = office.table.viewport()
        QTest.mouseDClick(port, Qt.MouseButton.LeftButton, Mod.NoModifier, cell(office, 1, column))
        assert field(office) is refused
        assert refused.hasFocus()
    assert refused.text() == "Bob"
    assert office.picked == []
    QTest.keyClicks(refused, "by")
    QTest.mouseDClick(
        office.table.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, cell(office, 1, 1)
    )
    assert field(office).objectName() == "cell-days"  # what could be kept was
    assert office.names()[0] == "Bobby"


def test_cells_are_changed_after_the_row_of_one_went_away(office: Office) -> None:
    assert office.table.edit_cell(11, "name")
    QTest.keyClicks(field(office), "Bob")
    QTest.keyClick(field(office), Key.Key_Return)
    office.table.table.narrow("Ännchen")
    QApplication.processEvents()
    assert office.table.editor() is None
    assert office.table.edit_cell(12, "name")
    assert field(office).text() == "Ännchen"


def test_words_refused_survive_a_change_of_the_rows(office: Office) -> None:
    assert office.table.edit_cell(13, "days")
    QTest.keyClicks(field(office), "x")
    QTest.keyClick(field(office), Key.Key_Return)
    office.rows.insert(0, Colleague(10, "Abel"))
    office.table.set_rows(office.rows)
    assert field(office).text() == "x"
    QTest.keyClick(field(office), Key.Key_Backspace)
    QTest.keyClicks(field(office), "9")
    QTest.keyClick(field(office), Key.Key_Return)
    assert next(row for row in office.rows if row.id == 13).days == 9


def test_leaving_a_cell_keeps_what_was_typed(office: Office) -> None:
    assert office.table.edit_cell(11, "name")
    QTest.keyClicks(field(office), "Zora")
    QTest.mouseClick(
        office.table.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, cell(office, 2, 0)
    )
    assert office.names()[0] == "Zora"


def test_tab_goes_on_to_the_next_cell(office: Office) -> None:
    assert office.table.edit_cell(11, "name")
    QTest.keyClicks(field(office), "Zora")
    QTest.keyClick(field(office), Key.Key_Tab)
    assert office.names()[0] == "Zora"
    assert field(office).objectName() == "cell-days"
    QTest.keyClick(field(office), Key.Key_Backtab)
    assert field(office).objectName() == "cell-name"


def test_a_cell_that_cannot_be_changed_is_not_entered(office: Office) -> None:
    office.change(12, name="Root")
    assert not office.table.edit_cell(12, "name")
    assert office.table.editor() is None


def test_a_cell_of_choices_opens_them(office: Office) -> None:
    assert office.table.edit_cell(12, "level")
    assert office.picked == [12]


def test_enter_and_a_click_open_a_row(office: Office) -> None:
    opened: list[int] = []
    office.table.opened.connect(lambda row: opened.append(row.id))
    office.table.choose(12)
    QTest.keyClick(office.table, Key.Key_Return)
    QTest.mouseClick(
        office.table.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, cell(office, 2, 1)
    )
    assert opened == [12, 13]


def test_the_selected_rows_are_copied_as_a_table(office: Office) -> None:
    office.change(12, name='=SUM(A1) "x"')
    office.table.choose(11)
    QTest.keyClick(office.table, Key.Key_Down, Mod.ShiftModifier)
    QTest.keyClick(office.table, Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        'Name\tDays\tLevel\nZoë\t5\tmanager\n"\'=SUM(A1) ""x"""\t\tmanager\n'
    )
    office.table.taken.copy_all.trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 4


def test_pasting_is_passed_on(office: Office) -> None:
    heard: list[str] = []
    office.table.pasted.connect(heard.append)
    QGuiApplication.clipboard().setText("Zoë\t5")
    QTest.keyClick(office.table, Key.Key_V, Mod.ControlModifier)
    assert heard == ["Zoë\t5"]


@pytest.mark.parametrize("width", [520, 1200])
def test_columns_share_the_width(office: Office, width: int) -> None:
    office.table.resize(width, 260)
    QApplication.processEvents()
    columns = sum(office.table.columnWidth(n) for n in range(3))
    assert abs(columns - office.table.viewport().width()) <= 3


def test_words_read_ahead_are_those_of_the_rows_as_they_are(office: Office, qtbot: QtBot) -> None:
    many = [Colleague(n, f"Person {n}") for n in range(1, 1001)]
    office.rows = many
    office.table.set_rows(many)
    qtbot.waitUntil(lambda: not office.table.table.read_ahead())
    office.change(500, name="Zoë")
    office.table.table.narrow("zoe")
    assert office.names() == ["Zoë"]
    office.table.table.narrow("person 777")
    assert office.names() == ["Person 777"]


def test_a_title_takestwo_lines_before_anything_of_it_is_cut() -> None:
    role, room = (12, 400, False), 100
    assert two_lines(role, "Ask once", room) == ("Ask once", "")
    first, second = two_lines(role, "Stop re-asking account number", room)
    assert f"{first} {second}" == "Stop re-asking account number"
    word = "Einwilligungsverwaltung"
    first, second = two_lines(role, word, room)
    assert second
    assert first + second == word
    first, second = two_lines(role, word * 4, room)
    assert (word * 4).startswith(first)
    assert second.endswith("…")


def test_words_that_read_from_the_right_keep_their_order(office: Office) -> None:
    def painted(name: str) -> QImage:
        office.change(11, name=name)
        room = office.table.visualRect(office.table.model().index(0, 0))
        return office.table.viewport().grab(room).toImage()

    # The second is what the first has to look like whatever stands around it.
    name = "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER MEM} API 2.0 (SLA)"
    told = f"\N{RIGHT-TO-LEFT EMBEDDING}{name}\N{POP DIRECTIONAL FORMATTING}"
    assert painted(name) == painted(told)
