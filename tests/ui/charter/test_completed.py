"""The definition of a completed task by mouse and keyboard: written, put in order, taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cxdesk.services import charter_lines
from cxdesk.ui.charter.add_field import AddField, pasted_lines
from cxdesk.ui.desk import Desk
from cxdesk.ui.panel.panel import DetailPanel
from tests.ui.charter.bench import Bench
from tests.ui.panel.panel_hands import Hands

ALT = Qt.KeyboardModifier.AltModifier
FOUR = [
    "Care, billing and field open the same history", "24 months of contacts and faults are shown",
    "Opens within 2 seconds in busy hours", "All users trained and recorded",
]  # fmt: skip


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot) -> Bench:
    made = Bench(desk, "CX-103", ["completed"])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.settle()
    return made


def texts(bench: Bench) -> list[str]:
    """The criteria as the file has them; the cards say the same in the same order."""
    bench.settle()
    kept = [one.text for one in bench.shown().criteria]
    assert [card.text.words() for card in bench.parts["completed"].lines.cards()] == kept
    return kept


def test_lines_are_added_pasted_and_taken_away(bench: Bench, desk: Desk) -> None:
    assert texts(bench) == FOUR
    assert bench.parts["completed"].lines.card(0) is None
    bench.write("add-criterion", "Zwölf agents open it – R&D <5%")
    assert texts(bench) == [*FOUR, "Zwölf agents open it – R&D <5%"]
    add = bench.part("add-criterion")
    assert (add.words(), add.hasFocus()) == ("", True)

    bench.paste("• One\n\n2. Two\r\n- Three, on\ttabs ")  # bullets of a word processor
    assert texts(bench)[5:] == ["One", "Two", "Three, on"]
    assert bench.shown().criteria[7].evidence == "tabs"  # as in a row of a table
    desk.undo()
    assert len(texts(bench)) == 5
    desk.redo()
    assert len(texts(bench)) == 8

    bench.part("grip", 7).setFocus()
    bench.press(Qt.Key.Key_Delete)
    assert texts(bench)[-1] == "Two"
    assert QApplication.focusWidget() is bench.part("grip", 6)  # what came into its place
    bench.click("criterion-text", 6)
    bench.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    bench.press(Qt.Key.Key_Backspace)
    assert len(bench.shown().criteria) == 7
    bench.press(Qt.Key.Key_Backspace)  # nothing is left in it
    assert texts(bench)[-1] == "One"
    bench.click("remove", 5)
    menu = bench.parts["completed"].lines.cards()[4].open_menu(QPoint(0, 0))
    assert isinstance(menu, QMenu)
    by_text = {entry.text().partition("\t")[0]: entry for entry in menu.actions()}
    assert [by_text[name].isEnabled() for name in ("Move up", "Move down")] == [True, False]
    by_text["Remove"].trigger()
    menu.close()
    assert texts(bench) == FOUR


def test_a_line_is_moved_by_keys_and_by_its_handle(bench: Bench, desk: Desk) -> None:
    bench.click("criterion-text", 3)
    bench.press(Qt.Key.Key_Up, ALT)
    assert texts(bench) == [FOUR[0], FOUR[1], FOUR[3], FOUR[2]]
    assert QApplication.focusWidget() is bench.part("criterion-text", 2)  # it went along
    bench.part("criterion-evidence", 2).setFocus()
    bench.press(Qt.Key.Key_Down, ALT)
    bench.press(Qt.Key.Key_Down, ALT)  # it is the last
    assert texts(bench) == FOUR

    grip = bench.part("grip", 0)
    target = grip.mapFromGlobal(bench.part("grip", 2).mapToGlobal(QPoint(5, 40)))
    for leave in (True, False):
        QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
        QTest.mouseMove(grip, QPoint(5, 40))
        QTest.mouseMove(grip, target)
        if leave:
            QTest.keyClick(grip, Qt.Key.Key_Escape)
        QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=target)
        assert texts(bench) == (FOUR if leave else [FOUR[1], FOUR[2], FOUR[0], FOUR[3]])
    desk.undo()
    assert texts(bench) == FOUR
    bench.part("grip", 0).setFocus()
    bench.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is bench.part("grip", 1)
    bench.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is bench.part("criterion-text", 1)


def test_evidence_and_who_accepts_are_edited_on_the_card(bench: Bench, desk: Desk) -> None:
    accepts = bench.part("criterion-person", 3)
    assert accepts.words() == "Name who accepts"
    bench.parts["completed"].enter()  # where something is missing
    assert accepts.hasFocus()
    bench.press(Qt.Key.Key_Return)
    bench.choose("Ravi Menon")
    assert bench.shown().criteria[3].accepted_by is not None
    assert accepts.words() == "Accepts Ravi Menon"

    bench.click("criterion-evidence", 0)
    bench.paste("Nothing of this")
    bench.press(Qt.Key.Key_Escape)
    assert bench.shown().criteria[0].evidence == "Demonstration in each domain"
    assert bench.part("criterion-evidence", 0).hasFocus()
    bench.press(Qt.Key.Key_Return)
    bench.paste("Vorführung & “Liste”", enter=True)
    assert bench.shown().criteria[0].evidence == "Vorführung & “Liste”"
    assert bench.part("criterion-evidence", 0).words() == "Evidence Vorführung & “Liste”"

    bench.click("criterion-text", 1)  # Tab goes through a card as it is read
    order = ["criterion-evidence", "criterion-person", "grip", "criterion-text"]
    for name in order:
        bench.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == name
    bench.click("criterion-text", 0)
    bench.paste("  ")
    bench.press(Qt.Key.Key_Tab)
    assert bench.faults() == ["A criterion needs words."]
    assert bench.part("criterion-text", 0).words() == "  "
    desk.undo()
    assert bench.part("criterion-text", 0).words() == "  "
    bench.part("criterion-text", 0).restore()
    assert bench.faults() == []


def test_words_are_kept_on_a_pause_and_known_before(bench: Bench, qtbot: QtBot) -> None:
    part = bench.parts["completed"]
    bench.click("criterion-text", 2)
    with qtbot.waitSignal(part.typed_changed):
        bench.press(Qt.Key.Key_X)
    field = QApplication.focusWidget()
    typed = part.typed()["criteria"](bench.shown().criteria)
    words = field.words()  # type: ignore[union-attr]
    assert [one.text for one in typed] == [*FOUR[:2], words, FOUR[3]]
    assert words != FOUR[2]
    with qtbot.waitSignal(bench.desk.changed):
        pass
    assert bench.shown().criteria[2].text == words
    assert field.hasFocus()  # type: ignore[union-attr]
    assert part.typed() == {}


def test_what_is_approved_is_ticked_and_not_changed(desk: Desk, qtbot: QtBot) -> None:
    bench = Bench(desk, "CX-101", ["completed"], 290)
    qtbot.addWidget(bench)
    bench.show()
    row = next(one for one in bench.shown().criteria if one.ticked_on is None)
    at = bench.shown().criteria.index(row)
    for name in ("grip", "remove", "add-criterion"):
        with pytest.raises(AssertionError, match="0 visible"):
            bench.part(name)
    assert bench.part("criterion-text", at).isReadOnly()
    bench.click("criterion-evidence", at)
    bench.click("tick", at)
    assert bench.shown().criteria[at].ticked_on is not None
    assert bench.part("tick", at).accessibleName().endswith("ticked 23 Nov 2026")
    bench.part("tick", at).setFocus()
    bench.press(Qt.Key.Key_Space)
    assert bench.shown().criteria[at].ticked_on is None


def test_many_lines_come_while_the_first_are_read(desk: Desk, qtbot: QtBot) -> None:
    bench = Bench(desk, "CX-103", ["completed"])
    qtbot.addWidget(bench)
    id = bench.shown().id
    desk.do("Many", lambda s: [charter_lines.add_criterion(s, id, f"No. {n}") for n in range(36)])
    lines = bench.parts["completed"].lines
    assert len(lines.cards()) == 12
    last = bench.shown().criteria[-1]
    bench.parts["completed"].enter(str(last.id))
    assert len(lines.cards()) == 40
    assert lines.cards()[-1].row == last


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one", ["one"]),
        ("1) a\n 2) b\n\n", ["a", "b"]),
        ("•\ta\n•\tb\r\n", ["a", "b"]),
        ("2027 ends\n24 months", ["2027 ends", "24 months"]),
        ("2.5 s\n", ["2.5 s"]),
        ("-5 °C\noh", ["-5 °C", "oh"]),
    ],
)
def test_bullets_and_numbers_are_left_out_of_what_is_pasted(text: str, lines: list[str]) -> None:
    assert pasted_lines(text) == lines


def test_the_field_that_adds_looks_like_a_button_until_it_is_entered(bench: Bench) -> None:
    add = bench.part("add-criterion")
    assert isinstance(add, AddField)
    bench.part("grip").setFocus()
    bench.settle()
    narrow = add.width()
    add.setFocus()
    bench.settle()
    assert narrow < 220 < add.width()


def test_what_is_written_and_not_entered_is_added_when_it_is_left(bench: Bench, desk: Desk) -> None:
    bench.write("add-criterion", "Left by Tab", enter=False)
    add = bench.part("add-criterion")
    bench.press(Qt.Key.Key_Escape)
    assert (add.words(), texts(bench)) == ("", FOUR)
    bench.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # words, not a change before
    assert add.words() == "Left by Tab"
    bench.press(Qt.Key.Key_Tab)
    assert (add.words(), texts(bench)) == ("", [*FOUR, "Left by Tab"])
    assert not add.hasFocus()
    desk.undo()
    assert (add.words(), texts(bench)) == ("", FOUR)


def test_in_the_panel_the_keys_are_the_lines_own(desk: Desk, qtbot: QtBot) -> None:
    panel = DetailPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(352, 900)
    panel.show()
    panel.activateWindow()
    hands, steps, closed = Hands(panel, qtbot), [], []
    panel.step_requested.connect(steps.append)
    panel.close_requested.connect(lambda: closed.append(True))
    hands.open("CX-103", "charter")
    lines = panel.page("charter").part("completed").lines  # type: ignore[attr-defined]
    text = lines.cards()[0].text
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Down, ALT)
    assert [one.text for one in hands.kept().charters[-1].criteria][:2] == [FOUR[1], FOUR[0]]
    chip = lines.cards()[0].evidence
    chip.begin()
    QTest.keyClick(chip.field, Qt.Key.Key_Escape)
    assert (steps, closed, chip.chip.hasFocus()) == ([], [], True)
    QTest.keyClick(chip.chip, Qt.Key.Key_Escape)
    assert closed == [True]
    QTest.keyClick(hands.find("version"), Qt.Key.Key_Down, ALT)
    assert len(steps) == 1
