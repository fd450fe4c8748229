"""A monkey at the window: random clicks, drags, wheels and keys over the board and the panel.

The same seed does the same things as long as the window shows the same. It undoes only what it did
itself: what was in the file before stays there.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.journeys.person import CONTROL, LEFT, NONE, SHIFT, Key, Person, focus, settle

_WORDS = ("Rechnung", "<b>R&D</b>", "CX-101", "12", "3 Mar 2027", "2026-12-01", "nobody knows", "0")
_ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
_OTHERS = (
    Key.Key_Return, Key.Key_Space, Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab, Key.Key_Home,
    Key.Key_End, Key.Key_Delete, Key.Key_PageDown, Key.Key_F2, Key.Key_F6, Key.Key_N,
)  # fmt: skip
_UNTOUCHED = {"charter-pdf"}  # printing has a worker of its own, and a journey


class Monkey:
    """Does `steps` random things; `done` tells what, for whoever looks for the cause."""

    def __init__(self, person: Person, seed: int) -> None:
        self._person, self._random = person, random.Random(seed)
        self._floor = person.store.head.undo_top or 0
        self.done: list[str] = []

    def play(self, steps: int) -> None:
        """Do so many things."""
        tricks: tuple[tuple[Callable[[], str], int], ...] = (
            (self._click_card, 3), (self._drag, 4), (self._arrow, 3), (self._key, 3),
            (self._carry, 2), (self._click_panel, 6), (self._write, 4), (self._shortcut, 2),
            (self._popup, 5),
        )  # fmt: skip
        acts = [trick for trick, weight in tricks for _ in range(weight)]
        for _ in range(steps):
            self.done.append(self._random.choice(acts)())
            settle()
            self._calm()

    def rest(self) -> None:
        """Leave every field and question, so that Ctrl+Z is the window's again."""
        self._shut()
        self._person.board.setFocus()
        settle()

    def _calm(self) -> None:
        """Close what would hide the window: dialogs, and files to choose."""
        for dialog in self._person.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        if self._person.window.stage.place != "kanban":  # a link of a panel led elsewhere
            self._shut()
            self._person.window.show_place("kanban")
        if QApplication.activeWindow() is None:  # offscreen, nobody else gives it back
            self._person.window.activateWindow()
            settle()
        if QApplication.focusWidget() is None and QApplication.activePopupWidget() is None:
            self._person.board.setFocus()

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._random.randrange(max(1, widget.width())),
            self._random.randrange(max(1, widget.height())),
        )

    def _code(self) -> str:
        cards = sorted(self._person.kanban.model.cards(), key=lambda card: card.code)
        return self._random.choice(cards).code

    def _shut(self) -> None:
        """A popup takes the mouse from everything else: a person closes it first."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()

    # The board ----------------------------------------------------------------------------------

    def _click_card(self) -> str:
        self._shut()
        code, keys = self._code(), self._random.choice((NONE, NONE, CONTROL, SHIFT))
        QTest.mouseClick(self._person.board.viewport(), LEFT, keys, self._person.spot(code))
        return f"click {code} {keys.name}"

    def _drag(self) -> str:
        self._shut()
        person, code = self._person, self._code()
        port, start = person.board.viewport(), person.spot(code)
        end = self._point(port)
        QTest.mousePress(port, LEFT, NONE, start)
        for part in (0.2, 0.6, 1.0):
            QTest.mouseMove(port, start + (end - start) * part)
        what = self._random.random()
        if what < 0.15:
            QTest.keyClick(person.board, Key.Key_Escape)
        elif what < 0.25:
            end = QPoint(-40, -40)
        QTest.mouseRelease(port, LEFT, NONE, end)
        return f"drag {code} to {end.toTuple()}"

    def _carry(self) -> str:
        self._shut()
        board = self._person.board
        board.setFocus()
        arrows = [self._random.choice(_ARROWS) for _ in range(self._random.randrange(1, 5))]
        end = self._random.choice((Key.Key_Space, Key.Key_Return, Key.Key_Escape))
        for key in (Key.Key_Space, *arrows, end):
            QTest.keyClick(board, key)
        return f"carry {[key.name for key in arrows]} {end.name}"

    # The keyboard -------------------------------------------------------------------------------

    def _arrow(self) -> str:
        key = self._random.choice(_ARROWS)
        keys = self._random.choice((NONE, NONE, CONTROL, SHIFT, Qt.KeyboardModifier.AltModifier))
        QTest.keyClick(focus(self._person.window), key, keys)
        return f"{keys.name} {key.name}"

    def _key(self) -> str:
        key = self._random.choice(_OTHERS)
        QTest.keyClick(focus(self._person.window), key)
        return key.name

    def _shortcut(self) -> str:
        key, keys = self._random.choice(
            ((Key.Key_Z, CONTROL), (Key.Key_Z, CONTROL | SHIFT), (Key.Key_F, CONTROL),
             (Key.Key_Tab, CONTROL), (Key.Key_K, CONTROL))
        )  # fmt: skip
        own = (self._person.store.head.undo_top or 0) > self._floor
        if (key, keys) == (Key.Key_Z, CONTROL) and not own:
            return "nothing of its own to undo"
        QTest.keyClick(focus(self._person.window), key, keys)
        return f"{keys.name} {key.name}"

    def _write(self) -> str:
        """Words into the field that has the focus, or into one of the panel."""
        self._shut()
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit | QPlainTextEdit):
            fields = self._shown(QLineEdit, QPlainTextEdit)
            if not fields:
                return "nothing to write in"
            field = self._random.choice(fields)
            field.setFocus()
        if self._random.random() < 0.5:
            QTest.keyClick(field, Key.Key_A, CONTROL)
        words = self._random.choice(_WORDS)
        QTest.keyClicks(field, words)
        end = self._random.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Escape))
        QTest.keyClick(field, end)
        return f"{field.objectName()}: {words} {end.name}"

    # The panel ----------------------------------------------------------------------------------

    def _shown(self, *kinds: type[QWidget]) -> list[QWidget]:
        panel = self._person.window.panel
        if panel is None or not panel.isVisible():
            return []
        return [
            one for one in panel.findChildren(QWidget)
            if isinstance(one, kinds) and one.isVisible() and one.isEnabled()
            and one.objectName() not in _UNTOUCHED
        ]  # fmt: skip

    def _click_panel(self) -> str:
        self._shut()
        panel = self._person.window.panel
        if panel is None or not panel.isVisible():
            return self._click_card()
        tabs = panel.findChild(QTabBar)
        if tabs is not None and self._random.random() < 0.2:
            place = self._random.randrange(tabs.count())
            QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(place).center())
            return f"tab {place}"
        buttons = self._shown(QAbstractButton)
        button = self._random.choice(buttons)
        QTest.mouseClick(button, LEFT, NONE, button.rect().center())
        return f"press {button.objectName() or button.accessibleName()}"

    def _popup(self) -> str:
        """Something in the popup that is open, else a button of the panel."""
        popup = QApplication.activePopupWidget()
        if popup is None:
            return self._click_panel()
        for _ in range(self._random.randrange(4)):
            QTest.keyClick(popup.focusWidget() or popup, Key.Key_Down)
            if QApplication.activePopupWidget() is not popup:
                return "popup went"
        QTest.keyClick(popup.focusWidget() or popup, Key.Key_Return)
        return f"choose in {popup.accessibleName() or popup.objectName()}"
