"""The command palette and the list of shortcuts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from cxdesk.ui.actions import listed_actions
from cxdesk.ui.keys import caps
from cxdesk.ui.palette import ranked
from cxdesk.ui.rows import Row, RowList

CONTROL = Qt.KeyboardModifier.ControlModifier


def listed(rows: RowList) -> list[Row]:
    lines = [rows.rows.line(rows.rows.index(n)) for n in range(rows.rows.rowCount())]
    return [line for line in lines if isinstance(line, Row)]


@pytest.fixture
def palette(window, press):
    press(Qt.Key.Key_K, CONTROL)
    found = window.commands._palette
    assert found.isVisible()
    return found


@pytest.fixture
def help(window, plain, press):
    press(Qt.Key.Key_F1)
    found = window.commands._help
    assert found.isVisible()
    return found


def test_the_palette_lists_what_can_be_done_with_its_keys(window, palette):
    rows = {row.text: row for row in listed(palette.list)}
    assert rows["New initiative"].keys == ("N",)
    assert rows["Plain"].keys == ("Ctrl", "2")
    assert "Redo" not in rows, "there is nothing to bring back"
    assert "Commands" not in rows, "it is open already"


def test_enter_runs_and_what_ran_comes_first_next_time(window, palette, press):
    press("plai")
    assert palette.list.current().text == "Plain"
    press(Qt.Key.Key_Return)
    assert palette.isHidden()
    assert window.view.key == "plain"
    press(Qt.Key.Key_K, CONTROL)
    assert listed(palette.list)[0].text == "Plain"
    assert palette.field.text() == ""


def test_a_code_goes_to_its_initiative(window, palette, press, id_of):
    press("cx-40")
    assert [row.code for row in listed(palette.list)] == ["CX-401", "CX-402", "CX-403", "CX-404"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert window.panel.current() == id_of("CX-402")


def test_nothing_fits(window, palette, press):
    press("zzz")
    assert listed(palette.list) == []
    assert palette._nothing.text() == "Nothing is called “zzz”"
    press(Qt.Key.Key_Return)
    assert palette.isVisible()


def test_esc_closes_the_palette_and_gives_the_focus_back(window, plain, press):
    plain.field.setFocus()
    press(Qt.Key.Key_K, CONTROL)
    assert QApplication.focusWidget() is window.commands._palette.field
    press(Qt.Key.Key_Escape)
    assert window.commands._palette.isHidden()
    assert QApplication.focusWidget() is plain.field


def test_ctrl_k_twice_opens_one_palette(window, plain, press):
    plain.field.setFocus()
    press(Qt.Key.Key_K, CONTROL)
    press("pla")
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_Escape)
    assert window.commands._palette.isHidden()
    assert QApplication.focusWidget() is plain.field
    press(Qt.Key.Key_K, CONTROL)
    assert window.commands._palette.isVisible()


def test_a_click_elsewhere_closes_the_palette(window, palette):
    window.search.setFocus()
    assert palette.isHidden()
    assert QApplication.focusWidget() is window.search


def test_actions_of_another_place_are_not_offered(window, plain, press):
    press(Qt.Key.Key_K, CONTROL)
    texts = [row.text for row in listed(window.commands._palette.list)]
    assert "Do R&D" in texts
    assert "New initiative" not in texts


def action(text: str, group: str = "Go") -> QAction:
    made = QAction(text)
    made.setObjectName(text)
    made.setProperty("group", group)
    return made


def test_ranking(qapp):
    actions = [action("Unlock"), action("Search"), action("New search"), action("Scan earth")]

    def names(words: str, recent: tuple[str, ...] = ()) -> list[str]:
        return [one.text() for one in ranked(actions, words, recent)]

    assert names("sear") == ["Search", "New search", "Scan earth"]
    assert names("") == ["Unlock", "Search", "New search", "Scan earth"]
    assert names("", ("New search",)) == ["New search", "Unlock", "Search", "Scan earth"]
    assert names("go unl") == ["Unlock"]
    assert names("xyz") == []


def test_help_lists_every_action_and_every_key_of_the_place(window, plain, help):
    rows = listed(help.list)
    texts = {row.text for row in rows}
    others = [view for key, view in window.stage.views.items() if key != "plain"]
    expected = [
        one for one in listed_actions(window)
        if not any(view is one.parent() or view.isAncestorOf(one.parent()) for view in others)
    ]  # fmt: skip
    assert len(expected) > 10
    for one in expected:
        assert one.text().replace("&&", "\0").replace("&", "").replace("\0", "&") in texts
    assert next(row for row in rows if row.text == "do it twice").keys == ("Shift", "F4")
    assert next(row for row in rows if row.text == "Redo").note == "or Ctrl Y"


def test_help_is_searched_by_words_and_keys(window, help, press):
    press("redo")
    assert [row.text for row in listed(help.list)] == ["Redo"]
    help.field.clear()
    press("f6")
    assert [row.text for row in listed(help.list)] == ["Next part of the window"]


def test_help_runs_an_action(window, plain, help, press):
    press("r&d")
    press(Qt.Key.Key_Return)
    assert plain.done == 1
    assert help.isHidden()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("Ctrl+Shift+Z", ("Ctrl", "Shift", "Z")), ("Ctrl++", ("Ctrl", "+")), ("/", ("/",)),
     ("+", ("+",)), ("Alt+Return", ("Alt", "Enter")), ("", ())],
)  # fmt: skip
def test_key_caps(qapp, keys, expected):
    from PySide6.QtGui import QKeySequence

    assert caps(QKeySequence(keys)) == expected
