"""A person at the roadmap who has only a mouse: its bars, links, edges, marks and cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QWidget,
)

from cxdesk.services.cards import Card
from cxdesk.ui.pickers import Picker
from cxdesk.ui.roadmap.links_draft import handle
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.paint_head import BAND, placed_marks
from cxdesk.ui.roadmap.timeline import Timeline
from cxdesk.ui.roadmap.view import RoadmapView
from tests.journeys.board_pointer import BoardPointer
from tests.journeys.person import LEFT, NONE, settle


class RoadmapPointer(BoardPointer):
    """Sees the timeline, and drags what is on it."""

    @property
    def roadmap(self) -> Any:
        """The tab of the roadmap that is shown."""
        view = self.window.view
        assert isinstance(view, RoadmapView)
        return view.page

    @property
    def page(self) -> TimelinePage:
        page = self.roadmap
        assert isinstance(page, TimelinePage)
        return page

    @property
    def canvas(self) -> Timeline:
        return self.page.canvas

    def bar_of(self, code: str) -> Card:
        """An initiative as the timeline shows it."""
        return next(one for one in self.page.rows.all_cards() if one.code == code)

    def shown(self, *codes: str) -> list[tuple[date | None, date | None]]:
        """Where bars stand on the timeline."""
        return [(one.start, one.end) for one in map(self.bar_of, codes)]

    def start_of(self, code: str) -> str:
        """The first day of a bar, as its picture has it: "2027-02-22"."""
        return str(self.bar_of(code).start)

    # Pointing -----------------------------------------------------------------------------------

    def spot_on(self, code: str, share: float = 0.5) -> QPoint:
        """A point of a bar, so far from its start; in sight, with nothing over it."""
        box = self.canvas.rect_of(self.bar_of(code).id)
        at = QPoint(round(box.left() + 1 + (box.width() - 3) * share), round(box.center().y()))
        assert self.canvas.plot_rect().contains(at), f"{code} is out of sight"
        return at

    def x_of(self, on: date) -> int:
        """Where the last moment of a day stands on the canvas."""
        return round(self.canvas.left + self.canvas.scale.end_of(on))

    def move_to(self, at: QPoint, *, held: bool = True) -> None:
        """Move the pointer over the canvas, with the left button down or not."""
        port = self.canvas.viewport()
        button = LEFT if held else Qt.MouseButton.NoButton
        QApplication.sendEvent(
            port,
            QMouseEvent(
                QEvent.Type.MouseMove, QPointF(at), QPointF(port.mapToGlobal(at)), button, button,
                NONE,
            ),
        )  # fmt: skip
        settle()

    def carry(self, start: QPoint, end: QPoint) -> None:
        """Press, move in steps, and let go."""
        port = self.canvas.viewport()
        self.move_to(start, held=False)
        QTest.mousePress(port, LEFT, NONE, start)
        for part in (0.5, 1.0):
            self.move_to(start + (end - start) * part)
        QTest.mouseRelease(port, LEFT, NONE, end)
        settle()

    def drag_bar(self, code: str, days: float, share: float = 0.5) -> None:
        """Take a bar by so many days of the calendar; its ends are taken by 0 and 1."""
        start = self.spot_on(code, share)
        self.carry(start, start + QPoint(round(days * self.canvas.scale.px_a_day), 0))

    def tie(self, before: str, after: str, *, leaves: str = "F", share: float = 0.1) -> None:
        """Draw a link from a handle of a bar to another bar."""
        self.move_to(self.spot_on(before), held=False)
        at = handle(self.page.links.state, self.bar_of(before).id, leaves)
        assert at is not None
        self.carry(at.toPoint(), self.spot_on(after, share))

    def drag_edge(self, edge: date, to: date) -> None:
        """Take the edge of a horizon to another day."""
        y = BAND // 2
        self.carry(QPoint(self.x_of(edge), y), QPoint(self.x_of(to), y))

    def mark(self, name: str) -> None:
        """Click the diamond of a milestone."""
        placed = next(
            one for one in placed_marks(self.canvas)
            if any(name in item.name for item in one.mark.items)
        )  # fmt: skip
        y = self.canvas.head - 12
        self.click(self.canvas, QPoint(round(placed.x), y))

    def cell(self, domain: str, month: date) -> None:
        """Click a cell of the strip: a domain in a month."""
        grid = self.page.strip.grid
        row = next(n for n, one in enumerate(grid.lines) if one.name == domain)
        stretch = next(one for one in grid.columns() if one.months == (month,))
        self.click(grid, grid.rect_of(row, stretch).center().toPoint())

    def asks(self, name: str) -> bool:
        """Whether a form with a field of this name is open: menus open theirs a moment later."""
        fields = self.window.findChildren(QLineEdit)
        return any(one.isVisible() and one.accessibleName() == name for one in fields)

    def button(self, text: str) -> None:
        """Click the button that says `text`, whatever kind of button it is."""
        found = [
            one for one in self.window.findChildren(QAbstractButton)
            if one.isVisible() and one.text() == text
        ]  # fmt: skip
        assert len(found) == 1, f"{len(found)} buttons say {text}"
        box = isinstance(found[0], QCheckBox)  # which is as wide as the form
        self.click(found[0], QPoint(8, found[0].height() // 2) if box else None)

    # Popups -------------------------------------------------------------------------------------

    def picker(self) -> Picker:
        """The list that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        return popup

    def take(self, *texts: str) -> None:
        """Click rows of the list that is open; a click beside a list of many keeps them."""
        popup = self.picker()
        for text in texts:
            row = next(n for n, one in enumerate(popup.model.shown) if one.text == text)
            index = popup.model.index(row)
            popup.list.scrollTo(index)  # as the wheel would
            rect: QRect = popup.list.visualRect(index)
            QTest.mouseClick(popup.list.viewport(), LEFT, NONE, rect.center())
            settle()
        if QApplication.activePopupWidget() is popup:
            QTest.mouseClick(popup, LEFT, NONE, QPoint(-20, -20))
            settle()

    def drop_down(self, box: QComboBox, text: str) -> None:
        """Open a box and click one of its lines."""
        self.click(box)
        view = box.view()
        place = box.findText(text)
        assert place >= 0, [box.itemText(n) for n in range(box.count())]
        at = view.visualRect(box.model().index(place, 0)).center()
        QTest.mouseMove(view.viewport(), at)  # else the click counts as the second of a double one
        settle()
        QTest.mouseClick(view.viewport(), LEFT, NONE, at)
        settle()
        assert box.currentText() == text

    def new_bar(self, title: str, lane: str, start: str, days: int) -> None:
        """Fill in the form of a new initiative, which is open."""
        form = self.page.adding.form
        assert form is not None
        self.words(form.title, title)
        self.drop_down(form.lane, lane)
        self.words(form.start, start)
        self.words(form.days, str(days))
        self.button("Add")

    def write_cell(self, code: str, key: str, text: str) -> None:
        """Double-click a cell of the table, and type over it."""
        side = self.page.table.side
        assert side is not None
        at = self.spot_in(side.table, code, key)
        QTest.mouseDClick(side.table.viewport(), LEFT, NONE, at)
        settle()
        field = side.table.editor()
        assert isinstance(field, QWidget)
        self.words(field, text, enter=True)
