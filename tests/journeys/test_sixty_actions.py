"""Sixty changes all over the kanban, then Ctrl+Z until none is left: the file is what it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.store.store import Store
from cxdesk.ui.board.actions_page import ActionsPage
from cxdesk.ui.scores.page import ScoresPage
from tests.conftest import clock
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.person import CONTROL, LEFT, NONE, SHIFT, Key, settle
from tests.journeys.typist import Typist
from tests.ui.popup import choose

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


class Busy(Typist):
    """Has a long day; `changes` counts what went into the file."""

    @property
    def changes(self) -> int:
        return self.store.head.seq - self.began

    def begin(self) -> None:
        self.began = self.store.head.seq

    def to(self, code: str) -> None:
        """Give a card the focus, as a click does."""
        QTest.mouseClick(self.board.viewport(), LEFT, NONE, self.spot(code))
        self.press(Key.Key_Escape)  # the panel
        self.board.setFocus()

    def columns(self, axis: str) -> None:
        """Let columns stand for something else: no change of the file."""
        before = self.store.head.seq
        QTest.mouseClick(self.kanban.bar.columns, LEFT)
        settle()
        choose(axis)
        self.board.setFocus()
        assert self.store.head.seq == before

    def card_menu(self, code: str, words: str) -> None:
        """Choose from a card's context menu."""
        port, at = self.board.viewport(), self.spot(code)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
        QApplication.sendEvent(port, event)
        self.menu(words)


def _move_on_every_axis(person: Busy) -> None:
    """Two steps along the columns and one back, for cards in each grouping."""
    for axis in ("Batch", "Horizon", "Domain", "Owner", "Priority"):
        person.columns(axis)
        for code in ("CX-204", "CX-404"):
            person.to(code)
            for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
                person.press(key, modifier=CONTROL)
    person.columns("State")
    for code in ("CX-102", "CX-302"):
        person.to(code)
        person.press(Key.Key_Left, Key.Key_Right, modifier=CONTROL)
    person.to("CX-403")
    person.press(Key.Key_Space, Key.Key_Up, Key.Key_Space)
    assert person.said[-1] == "CX-403 reordered"


def _change_many(person: Busy) -> None:
    """A selection is duplicated and moved; what is delivered is archived; a template is made."""
    person.to("CX-404")
    QTest.mouseClick(person.board.viewport(), LEFT, CONTROL, person.spot("CX-503"))
    assert len(person.board.selected_cards()) == 2
    person.press(Key.Key_D, modifier=CONTROL)
    QTest.mouseClick(person.board.viewport(), LEFT, NONE, person.spot("CX-404"))
    QTest.mouseClick(person.board.viewport(), LEFT, CONTROL, person.spot("CX-503"))
    person.columns("Priority")
    person.press(Key.Key_Left, Key.Key_Right, modifier=CONTROL)
    assert person.said[-1].startswith("2 initiatives moved to")
    person.columns("State")
    person.card_menu("CX-304", "Archive")
    person.to("CX-201")
    person.card_menu("CX-201", "Make a template…")
    person.press(Key.Key_Return)


def _filtered(person: Busy) -> None:
    """What is moved while words narrow the board."""
    person.board.setFocus()
    person.press(Key.Key_Slash)
    person.type("parts")
    person.press(Key.Key_Return)
    assert person.board.hasFocus()
    person.columns("Domain")
    person.press(Key.Key_Right, Key.Key_Left, modifier=CONTROL)
    assert "moved to" in person.said[-1]
    person.press(Key.Key_Slash)
    person.press(Key.Key_Escape, Key.Key_Escape)
    person.columns("State")


def _in_the_panel(person: Busy, folder: Path) -> None:
    """Labels, files, comments, facts."""
    hands = person.open("CX-404")
    file = folder / "Angebot – R&D.txt"
    file.write_text("Zwölf Lager", "utf-8")
    hands.panel.attach([file])  # as dropped on it
    hands.write("cost", "230")
    hands.write("effort", "95,5")
    hands.click("owner")
    hands.choose("Luca Moretti")
    hands.click("more-details")
    hands.write("blocked", "waits for the supplier")
    hands.write("labels-add", "Lager")
    hands.write("labels-add", "Q3")
    hands.write("expected", "Ein Besuch genügt", enter=False)
    person.press(Key.Key_Tab)
    for place in ("impact", "urgency"):
        hands.click(f"score-{place}")
        hands.choose(next(one for one in hands.offered() if one.startswith("2")))
    hands.write("add-comment", "Bis Freitag?")
    person.board.setFocus()
    person.press(Key.Key_Escape)


def _on_other_tabs(person: Busy) -> None:
    """Bubbles dragged, actions ticked."""
    person.command("Go to Scores")
    scores = person.window.view.page
    assert isinstance(scores, ScoresPage)
    for code, by in (("CX-404", -60), ("CX-204", 70), ("CX-103", 40)):
        row = next(one for one in scores.matrix.rows.values() if one.it.code == code)
        bubble = scores.matrix.bubble_of(row.id)
        assert bubble is not None
        at = QPoint(round(bubble.x), round(bubble.y))
        QTest.mousePress(scores.matrix, LEFT, NONE, at)
        for part in (0.5, 1.0):
            QTest.mouseMove(scores.matrix, at + QPoint(0, round(by * part)))
        QTest.mouseRelease(scores.matrix, LEFT, NONE, at + QPoint(0, by))
        settle()
    person.command("Go to Actions")
    actions = person.window.view.page
    assert isinstance(actions, ActionsPage)
    for _ in range(4):
        person.press(Key.Key_Space, Key.Key_Down)
    person.press(Key.Key_Down, modifier=SHIFT)
    person.press(Key.Key_Space)
    person.press(Key.Key_Delete)
    person.command("Go to Board")


def test_sixty_changes_and_all_of_them_taken_back(
    sit: Sit, sample_file: Path, tmp_path: Path, home: Path
) -> None:
    person = sit(sample_file, Busy)
    person.begin()
    start, before = person.store.head.undo_top or 0, dump(sample_file)
    cards = {card.id: card for card in person.kanban.model.cards()}
    for part in (
        _move_on_every_axis, _change_many, _filtered,
        lambda one: _in_the_panel(one, tmp_path), _on_other_tabs,
    ):  # fmt: skip
        part(person)
    person.add("Schneller", "Eine Nummer", "CX-404")
    assert person.changes >= 60
    assert person.sound() == []
    full = dump(sample_file)

    steps = person.undo_all(start)
    assert steps == person.changes // 2
    assert dump(sample_file) == before
    assert {card.id: card for card in person.kanban.model.cards()} == cards
    assert person.sound() == []
    person.redo(steps)
    assert dump(sample_file) == full
    person.undo_all(start)
    person.leave()
    with Store(sample_file, home=home, clock=clock) as again:
        assert again.problems() == []
        assert dump(again) == before
