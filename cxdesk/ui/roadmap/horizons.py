"""The edges of the horizons: dragged in the head of the timeline, or typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services import calendar
from cxdesk.services.cards import Card
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.roadmap.paint_head import BAND, nearest_edge

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_SLOP = 5  # px at either side of an edge


class Horizons(QObject):
    """A grip of the mouse: takes an edge of a band and lets it go at another day, one undo."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._canvas = page, page.canvas
        self._at = 0  # which edge is dragged
        self.form: HorizonForm | None = None
        action = make_action(
            page, "set-horizons", "Set where horizons end…", "Timeline", self.ask
        )  # fmt: skip
        lock_changes(page.desk, action)
        self._canvas.mouse.grips.insert(0, self)
        self._canvas.mouse.hovers.append(self._hover)
        self._canvas.tips.append(self._words_at)
        self._canvas.double_clicked.connect(self._on_double_click)

    def edge_at(self, pos: QPoint) -> date | None:
        """The edge of a band at a point of the viewport."""
        canvas = self._canvas
        if not 0 <= pos.y() < BAND or pos.x() < canvas.left or canvas.rows.roadmap is None:
            return None
        return nearest_edge(canvas, pos.x(), canvas.edges(), _SLOP)

    def _hover(self, pos: QPoint, card: Card | None, zone: str) -> Qt.CursorShape | None:
        edge = None if self._page.desk.store.read_only else self.edge_at(pos)
        if edge != self._canvas.hovered_edge:
            self._canvas.hovered_edge = edge
            self._canvas.viewport().update()
        return None if edge is None else Qt.CursorShape.SplitHCursor

    def _words_at(self, pos: QPoint) -> str:
        edge = self.edge_at(pos)
        if edge is None:
            return ""
        term = "Short" if edge == self._canvas.edges()[0] else "Mid"
        does = "" if self._page.desk.store.read_only else " Drag to change it."
        return f"{term} term ends {day(edge)}.{does}"

    # Dragging -------------------------------------------------------------------------------

    def press(self, pos: QPoint, card: Card | None, zone: str) -> bool:
        """Take an edge."""
        edge = self.edge_at(pos)
        if edge is None or self._page.desk.store.read_only:
            return False
        self._at = self._canvas.edges().index(edge)
        self._canvas.dragged_edges = self._canvas.edges()
        return True

    def move(self, pos: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The edge follows the pointer, day by day, and never passes the other one."""
        canvas = self._canvas
        edges = list(canvas.edges())
        on = canvas.scale.date_at(pos.x() - canvas.left - canvas.scale.px_a_day / 2)
        other = edges[1 - self._at].toordinal()
        ordinal = on.toordinal()
        ordinal = min(ordinal, other - 1) if self._at == 0 else max(ordinal, other + 1)
        edges[self._at] = date.fromordinal(max(ordinal, 1))
        canvas.dragged_edges = edges[0], edges[1]
        canvas.hovered_edge = edges[self._at]
        canvas.viewport().update()

    def release(self) -> None:
        """Set the horizons, if they are others now."""
        edges, self._canvas.dragged_edges = self._canvas.dragged_edges, None
        if edges is not None and edges != self._canvas.edges():
            self.set(*edges)
        self._canvas.viewport().update()

    def cancel(self) -> None:
        """Leave them where they were."""
        self._canvas.dragged_edges = None
        self._canvas.viewport().update()

    def set(self, short: date, mid: date) -> bool:
        """Set where the horizons end, as one change."""
        label = f"Short term ends {day(short)}, mid term {day(mid)}"
        editing = self._page.editing
        return editing.do(label, lambda s: calendar.set_horizons(s, short, mid), self.form)

    # Typing ---------------------------------------------------------------------------------

    def _on_double_click(self, pos: QPoint) -> None:
        if 0 <= pos.y() < BAND and pos.x() >= self._canvas.left:
            self.ask()

    def ask(self) -> None:
        """Ask for both days."""
        if refused(self._page):
            return
        self.form = HorizonForm(self._page, self)
        self.form.closed.connect(self._on_closed)
        self.form.open()

    def _on_closed(self) -> None:
        self.form = None


class HorizonForm(SmallForm):
    """The last days of the short and of the mid term."""

    width_px = 380

    def __init__(self, page: TimelinePage, horizons: Horizons) -> None:
        help = "An initiative belongs to the horizon in which it ends."
        super().__init__(page, "Horizons", help, "Set the horizons")
        self._horizons, self._today = horizons, page.rows.today
        short, mid = page.canvas.edges()
        self.short = self.line_edit("Short term ends", "Such as 28 Feb 2027")
        self.mid = self.line_edit("Mid term ends", "Such as 31 Aug 2027")
        self.short.setText(day(short))
        self.mid.setText(day(mid))
        self.finish()

    def first_field(self) -> QWidget:
        return self.short

    def keep(self) -> None:
        days = []
        for field in (self.short, self.mid):
            try:
                on = read_date(field.text(), self._today)
            except ValueError as wrong:
                self.refuse(str(wrong), field)
                return
            if on is None:
                self.refuse("Each of the two has an end.", field)
                return
            days.append(on)
        if days[1] <= days[0]:
            self.refuse("The mid term must end after the short one.", self.mid)
        elif self._horizons.set(days[0], days[1]):
            self.close_overlay()
