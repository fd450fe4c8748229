"""A monkey at the roadmap: it drags, nudges, links and types dates, in the plan or a what-if.

What it does on any page, and how, is in `monkey`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cxdesk.ui.roadmap.links_draft import handle
from cxdesk.ui.roadmap.page import TimelinePage
from tests.journeys.monkey import Monkey
from tests.journeys.monkey_things import BAR_KEYS, DAYS, NUDGES
from tests.journeys.person import ALT, CONTROL, LEFT, NONE, SHIFT, Key, Person, focus, settle

_KEYS = (NONE, NONE, ALT, SHIFT, CONTROL)


class RoadmapMonkey(Monkey):
    """Stays at the roadmap, mostly on its timeline."""

    def __init__(self, person: Person, seed: int) -> None:
        super().__init__(person, seed)
        self.places = ("roadmap",)
        person.window.show_place("roadmap")
        settle()

    def tricks(self) -> tuple[tuple[Callable[[], str], int], ...]:
        """What it does, and how often."""
        return (
            (self._drag_bar, 7), (self._draw_link, 4), (self._click_bar, 3), (self._nudge, 5),
            (self._bar_key, 5), (self._answer, 3), (self._look, 3), (self._cell, 4),
            (self._bar_menu, 3), (self._what_if, 2), (self._key, 3), (self._shortcut, 2),
            (self._undo, 3), (self._storm, 1), (self._click_panel, 2), (self._write, 3),
            (self._popup, 4), (self._press, 4), (self._menu, 2), (self._turn_away, 1),
            (self._point_at_page, 4), (self._filter, 1), (self._arrow, 2),
        )  # fmt: skip

    # The timeline -------------------------------------------------------------------------------

    def _timeline(self) -> TimelinePage:
        """The timeline, brought to the front, with no popup and no form over it."""
        self._shut()
        if not isinstance(self._page, TimelinePage):
            self._view.show_tab(0)
            settle()
        page = self._page
        assert isinstance(page, TimelinePage)
        return page

    def _bar(self, page: TimelinePage) -> tuple[str, int, QPoint] | None:
        """A bar, brought into sight: its code, its id and a point of it; None without one."""
        shown = sorted(page.rows.shown_cards(), key=lambda card: card.code)
        if not shown:
            return None
        card, canvas = self._random.choice(shown), page.canvas
        canvas.scrollTo(page.model.index_of(card.id))
        settle()
        box = canvas.rect_of(card.id)
        share = self._random.choice((0.02, 0.5, 0.98, self._random.random()))
        at = QPoint(round(box.left() + box.width() * share), round(box.center().y()))
        if canvas.plot_rect().contains(at):
            return card.code, card.id, at
        canvas.open_lanes()  # for the next time
        canvas.fit_all()
        page.filtering.clear()
        return None

    def _carry_over(self, page: TimelinePage, start: QPoint) -> str:
        """Press at a point of the canvas, move about, and let go, or give it up."""
        port = page.canvas.viewport()
        self._move(page, start, held=False)
        QTest.mousePress(port, LEFT, NONE, start)
        end = start
        for _ in range(self._random.randrange(1, 5)):
            end = start + QPoint(self._random.randrange(-250, 250), self._random.randrange(-90, 90))
            self._move(page, end, self._random.choice(_KEYS))
        what = self._random.random()
        if what < 0.1:
            QTest.keyClick(page.canvas, Key.Key_Escape)
        elif what < 0.2:
            self._undo()
        elif what < 0.3:
            QTest.keyClick(page.canvas, self._random.choice(BAR_KEYS))
        QTest.mouseRelease(port, LEFT, NONE, end)
        settle()
        return f"{(end - start).toTuple()}"

    def _move(
        self, page: TimelinePage, to: QPoint, keys: Qt.KeyboardModifier = NONE, *, held: bool = True
    ) -> None:
        port, button = page.canvas.viewport(), LEFT if held else Qt.MouseButton.NoButton
        kind, at, there = QEvent.Type.MouseMove, QPointF(to), QPointF(port.mapToGlobal(to))
        QApplication.sendEvent(port, QMouseEvent(kind, at, there, button, button, keys))
        if self._random.random() < 0.3:
            page.canvas.grab()

    def _drag_bar(self) -> str:
        page = self._timeline()
        bar = self._bar(page)
        return "no bar" if bar is None else f"drag {bar[0]} by {self._carry_over(page, bar[2])}"

    def _draw_link(self) -> str:
        page = self._timeline()
        bar = self._bar(page)
        if bar is None:
            return "no bar"
        self._move(page, bar[2], held=False)
        at = handle(page.links.state, bar[1], self._random.choice("SF"))
        boxes = [page.canvas.rect_of(card.id) for card in page.rows.shown_cards()]
        ends = [box.center().toPoint() for box in boxes if not box.isNull()]
        if at is None or not ends:
            return f"no handle at {bar[0]}"
        port, end = page.canvas.viewport(), self._random.choice(ends)
        self._move(page, at.toPoint(), held=False)
        QTest.mousePress(port, LEFT, NONE, at.toPoint())
        self._move(page, end)
        QTest.mouseRelease(port, LEFT, NONE, end)
        return f"link {bar[0]} to {end.toTuple()}"

    def _click_bar(self) -> str:
        page = self._timeline()
        bar = self._bar(page)
        if bar is None:
            return "no bar"
        keys = self._random.choice(_KEYS)
        act = QTest.mouseDClick if self._random.random() < 0.2 else QTest.mouseClick
        act(page.canvas.viewport(), LEFT, keys, bar[2])
        return f"click {bar[0]} {keys.name}"

    def _nudge(self) -> str:
        """Move or resize what has the focus by keys."""
        page = self._timeline()
        page.canvas.setFocus()
        if self._random.random() < 0.5 and (bar := self._bar(page)) is not None:
            page.canvas.focus_bar(bar[1])
        done = []
        for _ in range(self._random.randrange(1, 7)):
            key, keys = (
                self._random.choice((Key.Key_Left, Key.Key_Right)),
                self._random.choice(NUDGES),
            )
            QTest.keyClick(page.canvas, key, keys)
            done.append(f"{keys.name} {key.name}")
        return f"nudge {done}"

    def _bar_key(self) -> str:
        """A letter on a bar, and days into what it opens."""
        page = self._timeline()
        page.canvas.setFocus()
        bar = self._bar(page)
        if bar is not None:
            page.canvas.focus_bar(bar[1])
        key = self._random.choice(BAR_KEYS)
        QTest.keyClick(page.canvas, key)
        settle()
        return f"{key.name} on {bar and bar[0]}, {self._days()}"

    def _days(self) -> str:
        """Write a day or a number where that is asked for, and walk on."""
        said = []
        for _ in range(self._random.randrange(1, 4)):
            here = focus(self._person.window)
            if isinstance(here, QLineEdit):
                words = self._random.choice(DAYS)
                QTest.keyClick(here, Key.Key_A, CONTROL)
                QTest.keyClicks(here, words)
                said.append(words)
            key = self._random.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Escape, Key.Key_Down))
            QTest.keyClick(focus(self._person.window), key)
            said.append(key.name)
            settle()
        return " ".join(said)

    def _answer(self) -> str:
        """Answer what waits, if anything does."""
        bar = self._timeline().gestures.bar
        buttons = [
            one for one in (bar.go, bar.keep, bar.drop) if one.isVisible() and one.isEnabled()
        ]
        if not buttons:
            return self._drag_bar()
        button = self._random.choice(buttons)
        QTest.mouseClick(button, LEFT, NONE, button.rect().center())
        return f"answer {button.text()}"

    def _look(self) -> str:
        """Zoom or scroll by the wheel."""
        page = self._timeline()
        port, keys = page.canvas.viewport(), self._random.choice((NONE, SHIFT, CONTROL))
        at, turn = self._point(port), self._random.choice((-1200, -120, 120, 1200))
        wheel = QWheelEvent(
            QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), QPoint(0, turn),
            Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(port, wheel)
        if self._random.random() < 0.3:
            page.canvas.fit_all()
        return f"wheel {turn} {keys.name} at {at.toTuple()}"

    def _cell(self) -> str:
        """Change a cell of the table."""
        page = self._timeline()
        page.table.show(True)
        settle()
        side = page.table.side
        assert side is not None
        table = side.table
        at = self._point(table.viewport())
        QTest.mouseClick(table.viewport(), LEFT, NONE, at)
        QTest.keyClick(table, Key.Key_F2)
        settle()
        return f"cell {at.toTuple()}: {self._days()}"

    def _bar_menu(self) -> str:
        page = self._timeline()
        bar = self._bar(page)
        if bar is None:
            return "no bar"
        page.canvas.menu_requested.emit(bar[1], bar[2], page.canvas.viewport().mapToGlobal(bar[2]))
        settle()
        if QApplication.activePopupWidget() is None:
            return f"no menu of {bar[0]}"
        return f"{bar[0]}: {self._choose(14)}"

    def _what_if(self) -> str:
        """Begin a what-if, look at another, or settle what becomes of the one that is shown."""
        page = self._timeline()
        actions = [
            page.what_ifs.begin, page.what_ifs.open_menu, page.what_ifs.adopt,
            page.what_ifs.discard, page.what_ifs.leave, page.what_ifs.toggle_differences,
            page.what_ifs.leave_out, page.what_ifs.add_one,
        ]  # fmt: skip
        act = self._random.choice(actions)
        act()
        settle()
        if act == page.what_ifs.begin:
            QTest.keyClicks(focus(self._person.window), f"later {len(self.done)}")
            QTest.keyClick(focus(self._person.window), Key.Key_Return)
        elif QApplication.activePopupWidget() is not None:
            self._choose(4)
        return f"what-if: {act.__name__}"

    def _turn_away(self) -> str:
        """Another tab; on the baselines one is taken, among the links one is begun."""
        self._shut()
        at = self._random.randrange(3)
        self._view.show_tab(at)
        settle()
        if at:
            QTest.keyClick(focus(self._person.window), Key.Key_N)
            settle()
            self._days()
        return f"tab {at}"
