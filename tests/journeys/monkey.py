"""A monkey at the window: random clicks, drags and keys over the kanban, the change board, panels.

The same seed does the same things as long as the window shows the same. It undoes only what it did
itself: what was in the file before stays there.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from cxdesk.ui.board.column_header import ColumnHeader
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.scores.matrix import Matrix
from cxdesk.ui.tabbed import TabbedView, TabPage
from tests.journeys.monkey_things import (
    ARROWS,
    LASTING,
    LASTS,
    LINES,
    OTHERS,
    PAPERS,
    PLACES,
    SHORTCUTS,
    UNTOUCHED,
    WORDS,
)
from tests.journeys.person import CONTROL, LEFT, NONE, SHIFT, Key, Person, focus, settle


class Monkey:
    """Does `steps` random things; `done` tells what, for whoever looks for the cause."""

    def __init__(self, person: Person, seed: int) -> None:
        self._person, self._random = person, random.Random(seed)
        self._floor = person.store.head.undo_top or 0
        self.places: tuple[str, ...] = PLACES
        self.done: list[str] = []
        self.seen: set[str] = set()  # the tabs that it was on

    def play(self, steps: int) -> None:
        """Do so many things."""
        acts = [trick for trick, weight in self.tricks() for _ in range(weight)]
        for _ in range(steps):
            self.done.append(f"{self._page_name()}: {self._random.choice(acts)()}")
            settle()
            self._calm()

    def tricks(self) -> tuple[tuple[Callable[[], str], int], ...]:
        """What it does, and how often."""
        return (
            (self._click_card, 4), (self._drag, 5), (self._carry, 3), (self._arrow, 3),
            (self._key, 4), (self._shortcut, 2), (self._undo, 2), (self._storm, 1),
            (self._click_panel, 6), (self._write, 4), (self._popup, 6), (self._press, 3),
            (self._menu, 2), (self._turn, 2), (self._quick_add, 1), (self._fold, 1),
            (self._point_at_page, 3), (self._filter, 1),
        )  # fmt: skip

    def rest(self) -> None:
        """Leave every field and question, so that Ctrl+Z is the window's again."""
        self._shut()
        for overlay in self._overlays():
            overlay.close_overlay()
        self._person.window.show_place("kanban")
        self._view.show_tab(0)
        self._person.board.setFocus()
        settle()

    def _calm(self) -> None:
        """Close what would hide the window: dialogs, and files to choose."""
        for dialog in self._person.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        if self._person.window.stage.place not in self.places:  # a link of a panel led elsewhere
            self._shut()
            self._person.window.show_place(self.places[0])
        if QApplication.activeWindow() is None:  # offscreen, nobody else gives it back
            self._person.window.activateWindow()
            settle()
        if QApplication.focusWidget() is None and QApplication.activePopupWidget() is None:
            self._page.setFocus()

    @property
    def _view(self) -> TabbedView:
        view = self._person.window.view
        assert isinstance(view, TabbedView)
        return view

    @property
    def _page(self) -> TabPage:
        return self._view.page

    def _page_name(self) -> str:
        name = self._view.tabs[self._view.current_tab()]
        self.seen.add(name)
        return name

    def _overlays(self) -> list[Overlay]:
        found = self._person.window.findChildren(Overlay)
        return [one for one in found if one.isVisible()]

    def _point(self, widget: QWidget) -> QPoint:
        below = self._random.randrange
        return QPoint(below(max(1, widget.width())), below(max(1, widget.height())))

    def _code(self) -> str | None:
        """One of the cards that show; None where there is no board, or nothing on it."""
        page = self._page
        if not isinstance(page, BoardPage):
            return None
        boxes = page.board.boxes
        shown = [card.code for card in page.model.cards() if boxes.place_of(card.id) is not None]
        return self._random.choice(sorted(shown)) if shown else None

    def _shut(self) -> None:
        """A popup takes the mouse from everything else: a person closes it first."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()

    # The board ----------------------------------------------------------------------------------

    def _click_card(self) -> str:
        self._shut()
        code, keys = self._code(), self._random.choice((NONE, NONE, CONTROL, SHIFT))
        if code is None:
            return self._point_at_page()
        at = self._person.spot(code)
        if self._random.random() < 0.5:  # a chip of it, perhaps
            at += QPoint(self._random.randrange(-60, 60), self._random.randrange(-30, 30))
        QTest.mouseClick(self._person.board.viewport(), LEFT, keys, at)
        return f"click {code} {keys.name}"

    def _drag(self) -> str:
        self._shut()
        person, code = self._person, self._code()
        if code is None:
            return self._point_at_page()
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
        if not isinstance(self._page, BoardPage):
            return self._arrow()
        board = self._person.board
        board.setFocus()
        arrows = [self._random.choice(ARROWS) for _ in range(self._random.randrange(1, 5))]
        end = self._random.choice((Key.Key_Space, Key.Key_Return, Key.Key_Escape))
        for key in (Key.Key_Space, *arrows, end):
            QTest.keyClick(board, key)
        return f"carry {[key.name for key in arrows]} {end.name}"

    # The keyboard -------------------------------------------------------------------------------

    def _arrow(self) -> str:
        key = self._random.choice(ARROWS)
        keys = self._random.choice((NONE, NONE, CONTROL, SHIFT, Qt.KeyboardModifier.AltModifier))
        QTest.keyClick(focus(self._person.window), key, keys)
        return f"{keys.name} {key.name}"

    def _key(self) -> str:
        key = self._random.choice(OTHERS)
        QTest.keyClick(focus(self._person.window), key)
        return key.name

    def _shortcut(self) -> str:
        key, keys = self._random.choice(SHORTCUTS)
        QTest.keyClick(focus(self._person.window), key, keys)
        return f"{keys.name} {key.name}"

    def _undo(self) -> str:
        if self._random.random() < 0.3:
            QTest.keyClick(focus(self._person.window), Key.Key_Z, CONTROL | SHIFT)
            return "redo"
        if (self._person.store.head.undo_top or 0) <= self._floor:
            return "nothing of its own to undo"
        QTest.keyClick(focus(self._person.window), Key.Key_Z, CONTROL)
        return "undo"

    def _storm(self) -> str:
        """Back and forth as fast as it goes."""
        done = [self._undo() for _ in range(self._random.randrange(2, 9))]
        back = self._random.randrange(9)
        for _ in range(back):
            QTest.keyClick(focus(self._person.window), Key.Key_Z, CONTROL | SHIFT)
        return f"storm {done} and {back} forth"

    def _write(self) -> str:
        """Words into the field that has the focus, or into one of the panel."""
        self._shut()
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit | QPlainTextEdit):
            fields = self._shown(self._person.window.panel, QLineEdit, QPlainTextEdit)
            fields += self._shown(self._page, QLineEdit, QPlainTextEdit)
            if not fields:
                return "nothing to write in"
            field = self._random.choice(fields)
            field.setFocus()
        if self._random.random() < 0.5:
            QTest.keyClick(field, Key.Key_A, CONTROL)
        words = self._random.choice(WORDS)
        QTest.keyClicks(field, words)
        end = self._random.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Escape))
        QTest.keyClick(field, end)
        return f"{field.objectName()}: {words} {end.name}"

    def _quick_add(self) -> str:
        """Several lines pasted where one title is asked for."""
        self._shut()
        self._page.setFocus()
        QTest.keyClick(focus(self._person.window), Key.Key_N)
        settle()
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit | QPlainTextEdit):
            return "N gave no field"
        QGuiApplication.clipboard().setText(LINES)
        QTest.keyClick(field, Key.Key_V, CONTROL)
        settle()
        keys = self._random.choice((NONE, CONTROL))
        for _ in range(2):
            QTest.keyClick(focus(self._person.window), Key.Key_Return, keys)
        return f"N, paste lines, {keys.name} Return"

    def _filter(self) -> str:
        """Narrow what is shown by words, or take that back."""
        self._shut()
        self._page.setFocus()
        QTest.keyClick(focus(self._person.window), Key.Key_Slash)
        words = self._random.choice(("bill", "a", "CX-1", "zzz", ""))
        field = focus(self._person.window)
        QTest.keyClick(field, Key.Key_A, CONTROL)
        QTest.keyClick(field, Key.Key_Delete)
        QTest.keyClicks(field, words)
        end = self._random.choice((Key.Key_Return, Key.Key_Escape, Key.Key_Down))
        QTest.keyClick(field, end)
        return f"filter {words} {end.name}"

    # The pages ----------------------------------------------------------------------------------

    def _turn(self) -> str:
        """Another tab, or the other place; the board of the kanban more often than the others."""
        self._shut()
        if self._random.random() < 0.3:
            place = self._random.choice(self.places)
            button = self._person.window.sidebar.places[place]
            QTest.mouseClick(button, LEFT, NONE, button.rect().center())
            return f"place {place}"
        tabs = self._person.window.topbar.tabs
        often = (0,) * 5 if self._person.window.stage.place == "kanban" else ()
        place = self._random.choice((*often, *range(tabs.count())))
        QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(place).center())
        return f"tab {tabs.tabText(place)}"

    def _press(self) -> str:
        """A button of the page, or of what lies over it."""
        self._shut()
        over = self._overlays()
        buttons = self._shown(over[-1] if over else self._page, QAbstractButton)
        if not buttons:
            return "no button"
        button = self._random.choice(buttons)
        QTest.mouseClick(button, LEFT, NONE, button.rect().center())
        return f"press {button.objectName() or button.accessibleName()}"

    def _surface(self) -> QWidget:
        """Something of the page that takes clicks: a table, a chart, a slider, the board."""
        kinds = (QAbstractItemView, QAbstractSlider, QAbstractScrollArea, Matrix)
        found = self._shown(self._page, *kinds) or [self._page]
        one = self._random.choice(found)
        return one.viewport() if isinstance(one, QAbstractScrollArea) else one

    def _point_at_page(self) -> str:
        """Click, double-click or drag anywhere on the page."""
        self._shut()
        surface = self._surface()
        at, to = self._point(surface), self._point(surface)
        name = type(surface.parentWidget()).__name__
        what, keys = self._random.random(), self._random.choice((NONE, NONE, CONTROL, SHIFT))
        if what < 0.4:
            QTest.mouseClick(surface, LEFT, keys, at)
            return f"{keys.name} click {name} {at.toTuple()}"
        if what < 0.6:
            QTest.mouseDClick(surface, LEFT, NONE, at)
            return f"double click {name} {at.toTuple()}"
        QTest.mousePress(surface, LEFT, keys, at)
        for part in (0.2, 0.6, 1.0):
            QTest.mouseMove(surface, at + (to - at) * part)
        QTest.mouseRelease(surface, LEFT, keys, to)
        return f"drag {name} {at.toTuple()} to {to.toTuple()}"

    def _menu(self) -> str:
        """A context menu, of a card or of whatever is there, by mouse."""
        self._shut()
        code, surface = self._code(), self._surface()
        if code is not None and self._random.random() < 0.8:
            surface, at = self._person.board.viewport(), self._person.spot(code)
        else:
            at = self._point(surface)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, surface.mapToGlobal(at))
        QApplication.sendEvent(surface, event)
        settle()
        if QApplication.activePopupWidget() is None:
            return f"no menu at {at.toTuple()}"
        return f"menu of {code}: {self._choose(12)}"

    def _fold(self) -> str:
        """A column's header, or a lane's."""
        self._shut()
        page = self._page
        if not isinstance(page, BoardPage):
            return self._point_at_page()
        if self._random.random() < 0.5:
            header = page.findChild(ColumnHeader)
            assert header is not None
            QTest.mouseClick(header, LEFT, NONE, self._point(header))
            return "fold a column"
        board, box = page.board, self._random.choice(page.board.boxes.lanes or [None])
        if box is None:
            return "no lane"
        at = QPoint(self._random.randrange(20, 400), box.top - board.verticalOffset() + 12)
        QTest.mouseClick(board.viewport(), LEFT, NONE, at)
        return f"fold a lane at {at.toTuple()}"

    # The panel ----------------------------------------------------------------------------------

    def _shown(self, home: QWidget | None, *kinds: type[QWidget]) -> list[QWidget]:
        if home is None or not home.isVisible():
            return []
        return [
            one for one in home.findChildren(QWidget)
            if isinstance(one, kinds) and one.isVisible() and one.isEnabled()
            and one.objectName() not in UNTOUCHED | LASTING
            and not (isinstance(one, QAbstractButton) and one.text() in PAPERS + LASTS)
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
        buttons = self._shown(panel, QAbstractButton)
        if not buttons:
            return "no button"
        button = self._random.choice(buttons)
        QTest.mouseClick(button, LEFT, NONE, button.rect().center())
        return f"press {button.objectName() or button.accessibleName()}"

    def _popup(self) -> str:
        """Something in the popup that is open, else a button of the panel."""
        popup = QApplication.activePopupWidget()
        return self._click_panel() if popup is None else self._choose(4)

    def _choose(self, most: int) -> str:
        """Walk down what the open popup offers and choose."""
        popup = QApplication.activePopupWidget()
        assert popup is not None
        name = popup.accessibleName() or popup.objectName()
        for _ in range(self._random.randrange(most)):
            QTest.keyClick(popup.focusWidget() or popup, Key.Key_Down)
            if QApplication.activePopupWidget() is not popup:
                return "popup went"
        words = (
            popup.activeAction().text() if isinstance(popup, QMenu) and popup.activeAction() else ""
        )
        keys = self._random.choice((NONE, NONE, NONE, CONTROL))
        QTest.keyClick(popup.focusWidget() or popup, Key.Key_Return, keys)
        return f"choose {words} in {name}"
