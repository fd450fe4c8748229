"""The guiding principles: added, changed, put in order, removed and found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.ui.command_list import help_rows
from tests.ui.strategy.strategy_hands import ALT, StrategyHands

FOUR = ["Ask once", "Own to the end", "Plain words", "Fix causes"]


def test_n_begins_a_principle_and_enter_the_next(at: StrategyHands) -> None:
    at.press(Qt.Key.Key_N)
    new = at.page.principles.new
    assert QApplication.focusWidget() is new.name
    at.write(new.name, "Zuhören & <b>verstehen</b>")
    assert at.names() == at.shown() == [*FOUR, "Zuhören & <b>verstehen</b>"]
    assert new.name.words() == ""
    assert QApplication.focusWidget() is new.name
    at.write(new.name, "Sixth", enter=False)
    at.write(new.text, "What it means")
    last = at.strategy().principles[-1]
    assert (last.name, last.text) == ("Sixth", "What it means")
    assert QApplication.focusWidget() is new.name
    at.undo()
    assert at.shown() == at.names() == [*FOUR, "Zuhören & <b>verstehen</b>"]


def test_the_accent_button_begins_one(at: StrategyHands) -> None:
    at.click(at.window.topbar.primary)
    assert QApplication.focusWidget() is at.page.principles.new.name


def test_one_without_a_name_is_refused_and_its_meaning_stays(at: StrategyHands) -> None:
    new = at.page.principles.new
    at.write(new.name, "x", enter=False)
    at.write(new.text, "Only a meaning", enter=False)
    at.write(new.name, "  ")
    assert at.faults() == ["A principle needs a name."]
    assert new.text.words() == "Only a meaning"
    assert at.names() == FOUR
    at.write(new.name, "Named")
    assert at.faults() == []
    assert at.strategy().principles[-1].text == "Only a meaning"


def test_name_and_meaning_are_changed_where_they_stand(at: StrategyHands) -> None:
    at.write(at.line("Plain words").text, "Kein Fachchinesisch")
    at.write(at.line("Plain words").name, "Klare Worte")
    third = at.strategy().principles[2]
    assert (third.name, third.text) == ("Klare Worte", "Kein Fachchinesisch")
    at.undo()
    at.undo()
    assert at.names() == FOUR


def test_a_name_taken_away_is_refused_while_it_is_typed(at: StrategyHands) -> None:
    line = at.line("Ask once")
    at.write(line.name, "", enter=False)
    assert at.faults() == ["A principle needs a name."]
    at.press(Qt.Key.Key_Return)
    assert at.names() == FOUR
    at.press(Qt.Key.Key_Escape)
    assert at.faults() == []
    assert line.name.words() == "Ask once"


@pytest.mark.parametrize(
    ("name", "key", "order"),
    [
        ("Own to the end", Qt.Key.Key_Up, [1, 0, 2, 3]),
        ("Own to the end", Qt.Key.Key_Down, [0, 2, 1, 3]),
        ("Ask once", Qt.Key.Key_Up, [0, 1, 2, 3]),
        ("Fix causes", Qt.Key.Key_Down, [0, 1, 2, 3]),
        ("Plain words", Qt.Key.Key_Down, [0, 1, 3, 2]),
    ],
)
def test_alt_and_arrows_put_one_elsewhere(
    at: StrategyHands, name: str, key: Qt.Key, order: list[int]
) -> None:
    at.line(name).grip.setFocus()
    at.press(key, ALT)
    assert at.names() == at.shown() == [FOUR[n] for n in order]
    assert QApplication.focusWidget() is at.line(name).grip
    assert [one.grip.accessibleName() for one in at.page.principles.lines.widgets()] == [
        f"{each}, {place} of 4" for place, each in enumerate(at.names(), 1)
    ]


def test_alt_and_arrows_work_from_within_a_field(at: StrategyHands) -> None:
    field = at.line("Fix causes").name
    field.setFocus()
    at.press(Qt.Key.Key_Up, ALT)
    assert at.names() == ["Ask once", "Own to the end", "Fix causes", "Plain words"]
    assert QApplication.focusWidget() is field


def drag(at: StrategyHands, name: str, to: str, *, below: bool, esc: bool = False) -> None:
    grip, target = at.line(name).grip, at.line(to)
    start = grip.rect().center()
    end = grip.mapFromGlobal(target.mapToGlobal(QPoint(10, target.height() - 4 if below else 4)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grip, (start + end) / 2)
    QTest.mouseMove(grip, end)
    if esc:
        at.press(Qt.Key.Key_Escape)
    else:
        assert at.page.principles._slot.isVisible()
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=end)
    QApplication.processEvents()


def test_a_grip_drags_down_and_up_in_one_step_each(at: StrategyHands) -> None:
    drag(at, "Ask once", "Plain words", below=True)
    assert at.names() == at.shown() == ["Own to the end", "Plain words", "Ask once", "Fix causes"]
    drag(at, "Fix causes", "Own to the end", below=False)
    assert at.names() == ["Fix causes", "Own to the end", "Plain words", "Ask once"]
    assert at.page.principles._slot.isHidden()
    at.undo()
    at.undo()
    assert at.names() == at.shown() == FOUR


def test_esc_gives_up_a_drag(at: StrategyHands) -> None:
    drag(at, "Ask once", "Plain words", below=True, esc=True)
    assert at.names() == FOUR
    assert at.page.principles._slot.isHidden()


def test_a_click_on_the_grip_moves_nothing(at: StrategyHands) -> None:
    top = at.desk.store.head.undo_top
    at.click(at.line("Ask once").grip)
    assert at.desk.store.head.undo_top == top


def test_one_is_removed_and_brought_back(at: StrategyHands) -> None:
    at.click(at.find("remove", at.line("Own to the end")))
    assert at.names() == at.shown() == ["Ask once", "Plain words", "Fix causes"]
    assert at.window.toasts.isVisible()
    at.undo()
    assert at.names() == at.shown() == FOUR


def test_delete_removes_and_the_keyboard_goes_to_the_next(at: StrategyHands) -> None:
    at.line("Plain words").grip.setFocus()
    at.press(Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is at.line("Fix causes").grip
    at.press(Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is at.line("Own to the end").grip
    at.press(Qt.Key.Key_Delete)
    at.press(Qt.Key.Key_Delete)
    assert at.names() == []
    assert QApplication.focusWidget() is at.page.principles.new.name
    assert at.page.principles.empty.isVisible()


def test_f2_on_the_grip_changes_the_name(at: StrategyHands) -> None:
    line = at.line("Plain words")
    line.grip.setFocus()
    at.press(Qt.Key.Key_F2)
    assert QApplication.focusWidget() is line.name
    assert line.name.textCursor().selectedText() == "Plain words"


def test_the_kanban_leads_to_a_principle(at: StrategyHands, qtbot) -> None:
    id = at.strategy().principles[2].id
    at.window.show_place("kanban")
    assert at.window.open("frame_item", id)
    assert at.window.stage.place == "strategy"
    assert [one.marked for one in at.page.principles.lines.widgets()] == [False, False, True, False]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is at.line("Plain words").grip)
    at.line("Ask once").name.setFocus()
    assert not any(one.marked for one in at.page.principles.lines.widgets())


def test_another_tab_turns_to_a_principle_and_a_limit_is_none(at: StrategyHands, qtbot) -> None:
    at.turn("Program")
    assert at.window.open("frame_item", at.strategy().principles[0].id)
    assert at.window.view.current_tab() == 0
    assert at.window.topbar.tabs.currentIndex() == 0
    qtbot.waitUntil(lambda: QApplication.focusWidget() is at.line("Ask once").grip)
    assert not at.page.reveal("frame_item", 1)


def test_search_finds_a_principle_and_enter_goes_there(at: StrategyHands, qtbot) -> None:
    at.window.show_place("kanban")
    qtbot.waitUntil(lambda: at.window.index.complete)
    at.window.search.begin()
    QTest.keyClicks(at.window.search, "fix causes")
    qtbot.waitUntil(at.window.search.popup.isVisible)
    popup = at.window.search.popup.list
    row = popup.current()
    assert (row.heading, row.text, row.glyph) == ("Principles", "Fix causes", "strategy")
    QTest.keyClick(at.window.search, Qt.Key.Key_Return)
    assert at.window.stage.place == "strategy"
    assert at.line("Fix causes").marked


def test_the_help_knows_the_keys_of_the_tab(at: StrategyHands) -> None:
    def listed() -> set[str]:
        rows = help_rows(at.window.commands.listed(), at.window.view)
        return {row.text for row in rows if row.heading == "In Strategy"}

    assert {"move up", "move down", "remove the principle"} <= listed()
    at.turn("Program")
    assert "remove holidays" in listed()
    assert "move up" not in listed()
