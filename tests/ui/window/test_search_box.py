"""Search as you type: findings, keys, marks, and an index that follows every change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame
from shiboken6 import isValid

from cxdesk.services import initiatives, programs
from cxdesk.services.search import Hit
from cxdesk.ui.desk import Desk
from cxdesk.ui.marked import spans
from cxdesk.ui.rows import Row, _snippet
from cxdesk.ui.search_results import rows_of
from cxdesk.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def listed(window) -> list[Row]:
    popup = window.search.popup
    rows = [
        popup.list.rows.line(popup.list.rows.index(n)) for n in range(popup.list.rows.rowCount())
    ]
    return [row for row in rows if isinstance(row, Row)]


@pytest.fixture
def find(window, press, qtbot):
    def type_words(words: str) -> list[Row]:
        window.search.begin()
        QApplication.clipboard().setText(words)
        window.search.paste()
        qtbot.waitUntil(window.search.popup.isVisible)
        return listed(window)

    return type_words


def test_keys_put_the_cursor_into_the_box(window, press):
    window.view.setFocus()
    press(Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is window.search
    assert window.search.text() == ""


def test_the_slash_searches_where_nothing_is_to_be_filtered(strategy):
    QTest.keyClick(strategy.view, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is strategy.search
    strategy.show_place("people")
    QTest.keyClick(strategy.view, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is strategy.view.page.bar.narrow


@pytest.fixture
def strategy(desk, settings, qtbot):
    """The window at the place with the most tabs."""
    made = MainWindow(desk, settings)
    qtbot.addWidget(made)
    made.show()
    made.show_place("strategy")
    made.view.setFocus()
    yield made
    made.index.stop()


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (900, "Search"),
        (1000, "Search"),
        (1200, "Search codes"),
        (1440, "Search codes, titles, people"),
    ],
)
def test_what_is_searched_is_said_in_full_beside_the_key(strategy, qtbot, width, said):
    box = strategy.search

    def words_are_whole() -> None:
        assert box.placeholderText() == said
        assert 136 <= box.width() < width / 2
        option = QStyleOptionFrame()
        box.initStyleOption(option)
        inner = box.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, box)
        room = inner.marginsRemoved(box.textMargins()).adjusted(2, 0, -2, 0)
        words = QFontMetricsF(box.font()).horizontalAdvance(box.placeholderText())
        assert words <= room.width()
        assert room.left() + words <= box.cap_box().left() - 4
        assert box.cap_box().right() < box.width()

    strategy.resize(width, 700)
    qtbot.waitUntil(words_are_whole)


def test_typing_has_the_room_of_the_key(window, press):
    box = window.search
    before = box.textMargins().right()
    press(Qt.Key.Key_F, CONTROL)
    assert box.cap_box().isEmpty()
    assert box.textMargins().right() == 0 < before
    press(Qt.Key.Key_Escape)
    assert box.textMargins().right() == before


def test_typing_lists_and_enter_opens(window, press, qtbot, id_of):
    press(Qt.Key.Key_F, CONTROL)
    press("care h")
    qtbot.waitUntil(window.search.popup.isVisible)
    first = listed(window)[0]
    assert (first.code, first.text, first.heading) == (
        "CX-303",
        "Weekend care hours",
        "Initiatives",
    )
    assert first.glyph == "planned"
    assert first.note == "Claire Dubois"
    press(Qt.Key.Key_Return)
    assert window.panel.current() == id_of("CX-303")
    assert window.search.popup.isHidden()
    assert window.search.text() == ""


def test_enter_right_after_typing_opens_what_was_typed(window, press, id_of):
    press(Qt.Key.Key_F, CONTROL)
    press("cx-501")
    press(Qt.Key.Key_Return)
    assert window.panel.current() == id_of("CX-501")


def test_a_code_without_its_letters_is_found_first(window, find):
    assert find("101")[0].code == "CX-101"


def test_accents_and_case_do_not_matter(window, find):
    assert any(row.text == "Tomás Vidal" for row in find("TOMAS vid"))


def test_findings_are_grouped_by_kind(window, find):
    headings = [row.heading for row in find("care")]
    assert len(set(headings)) >= 3
    assert headings == sorted(headings, key=headings.index)


def test_arrows_walk_past_headings_and_round(window, find, press):
    rows = find("care")
    popup = window.search.popup.list
    seen = [popup.current()]
    for _ in rows[1:]:
        press(Qt.Key.Key_Down)
        seen.append(popup.current())
    assert seen == rows
    press(Qt.Key.Key_Down)
    assert popup.current() == rows[0]
    press(Qt.Key.Key_Up)
    assert popup.current() == rows[-1]


def test_a_click_opens(window, find, id_of):
    find("weekend")
    popup = window.search.popup.list
    box = popup.visualRect(popup.currentIndex())
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert window.panel.current() == id_of("CX-303")


@pytest.mark.parametrize("place", ["kanban", "plain"])
def test_a_person_opens_in_the_side_panel_over_any_place(window, desk, find, press, place):
    window.show_place(place)
    assert find("tomas vid")[0].text == "Tomás Vidal"
    press(Qt.Key.Key_Return)
    with desk.read() as session:
        id = next(one.id for one in programs.choices(session).people if one.name == "Tomás Vidal")
    assert (window.panel.kind, window.panel.current()) == ("person", id)
    assert window.panel.isVisible()
    assert window.stage.place == place
    assert window.toasts.isHidden()


def test_nothing_found_is_said_in_plain_text(window, find):
    assert find("<b>zebra</b>") == []
    assert window.search.popup.message == "Nothing found for “<b>zebra</b>”"


def test_esc_clears_and_gives_the_focus_back(window, plain, press, qtbot):
    plain.field.setFocus()
    press(Qt.Key.Key_F, CONTROL)
    press("care")
    qtbot.waitUntil(window.search.popup.isVisible)
    press(Qt.Key.Key_Escape)
    assert window.search.popup.isHidden()
    assert window.search.text() == ""
    assert QApplication.focusWidget() is plain.field


def test_esc_after_another_file_was_opened(window, plain, press, empty_store, qtbot):
    plain.field.setFocus()
    press(Qt.Key.Key_F, CONTROL)
    empty_store.do("Start", lambda s: programs.new(s, "Second program"))
    window.set_desk(Desk(empty_store, window))
    qtbot.waitUntil(lambda: not isValid(plain))
    window.search.setFocus()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is not window.search


def test_leaving_the_box_closes_the_list(window, plain, find):
    find("care")
    plain.field.setFocus()
    assert window.search.popup.isHidden()


def test_the_index_follows_changes_and_undo(window, desk, id_of):
    assert window.index.find("zebra") == []
    desk.do("Rename", lambda s: initiatives.rename(s, id_of("CX-101"), "Zebra crossing"))
    assert [hit.code for hit in window.index.find("zebra")] == ["CX-101"]
    desk.do("Add", lambda s: initiatives.add(s, "Zebra two"))
    assert len(window.index.find("zebra")) == 2
    desk.undo()
    desk.undo()
    assert window.index.find("zebra") == []


def test_the_list_stays_in_a_small_window(window, find):
    window.resize(700, 420)
    find("e")
    popup = window.search.popup
    assert window.rect().contains(popup.geometry())


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Weekend care hours", ("care",), [(8, 12)]),
        ("Tomás and tomas", ("tomas",), [(0, 5), (10, 15)]),
        ("Straße", ("strasse",), [(0, 6)]),
        ("aaa", ("a",), [(0, 3)]),
        ("a\u0301b", ("ab",), [(0, 3)]),
        ("care", ("ca", "are"), [(0, 4)]),
        ("care", ("x",), []),
    ],
)
def test_marks_cover_the_matching_letters(text, words, found):
    assert spans(text, words) == found


def test_a_long_comment_is_cut_around_the_match():
    shown = _snippet("x " * 5000 + "zebra" + " y" * 5000, ("zebra",))
    assert "zebra" in shown
    assert len(shown) <= 162


def test_kinds_stand_together_best_first():
    hits = [
        Hit("person", 1, "AK", "Aisha", "", ("person", 1)),
        Hit("initiative", 2, "CX-1", "A", "", ("initiative", 2), "ready"),
        Hit("person", 3, "BC", "Ben", "", ("person", 3)),
    ]
    assert [row.text for row in rows_of(hits)] == ["Aisha", "Ben", "A"]
