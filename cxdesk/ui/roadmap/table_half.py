"""Shows the table beside the bars or puts it away; it is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from cxdesk.ui.actions import make_action
from cxdesk.ui.roadmap.canvas import LABEL
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.table_heads import paint_heads
from cxdesk.ui.view import Hint

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.canvas import Canvas
    from cxdesk.ui.roadmap.page import TimelinePage
    from cxdesk.ui.roadmap.table_side import TableSide

HINTS = (
    Hint(("F2",), "change the cell"),
    Hint(("Enter",), "open"),
    Hint(("Ctrl", "Tab"), "to the bars"),
    Hint(("B",), "put the table away"),
)
_HABITS = ("table_columns", "table_widths", "table_sorted", "table_px")
_LEAST, _SHARE = 340, 0.55  # px of the bars beside the table; its part of the page at most
_PULL = 80  # px by which the table grows or shrinks without the mouse
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class TableHalf(QObject):
    """Belongs to a timeline page. Beside the table every bar has a row of its own."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._canvas = page, page.canvas
        self.side: TableSide | None = None
        self._habits: dict[str, Any] = {}
        self._moved: dict[int, tuple[date, date]] = {}
        self._canvas.layers[:0] = [self._watch, paint_heads]
        self.button = page.bar.add_button(
            "table", "Table", "table", self.toggle, "Show a table beside the bars  (B)"
        )
        self.button.setCheckable(True)
        page.bar.put_beside(self.button)
        self._action("timeline-table", "Show or put away the table", self.toggle, "B")
        self._action("other-half", "From the table to the bars, and back", self.cross, "Ctrl+Tab")
        self._action("table-columns", "Choose the columns of the table…", self.pick_columns)
        self._action("table-wider", "Make the table wider", lambda: self.pull(_PULL))
        self._action("table-narrower", "Make the table narrower", lambda: self.pull(-_PULL))
        self._action("print-table", "Print the table…", self.print)
        self._action("copy-table", "Copy the table", self.copy)

    def _action(self, key: str, text: str, slot: Any, *keys: str) -> None:
        make_action(self._page, key, text, "Timeline", slot, shortcuts=keys, context=_WITHIN)

    def _watch(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """The bars are painted: where they are dragged, the dates beside them follow."""
        if canvas.moved != self._moved:
            self._moved = dict(canvas.moved)
            if self.side is not None and self.shown:
                self.side.table.viewport().update()

    @property
    def shown(self) -> bool:
        """Whether the table is there."""
        return self._canvas.listed

    def toggle(self) -> None:
        """Show the table, or put it away."""
        self.show(not self.shown)
        self._page.habit_changed.emit("table", self.shown)

    def show(self, on: bool) -> None:
        """Show the table or not."""
        self.button.setChecked(on)
        if on == self.shown:
            return
        side, canvas = self._made(), self._canvas
        focus = QApplication.focusWidget()
        had = focus is not None and side.isAncestorOf(focus)
        first, last = canvas.scale.day_at(0), canvas.scale.day_at(canvas.width_of_plot)
        canvas.listed, canvas.left = on, 0 if on else LABEL
        bar = Qt.ScrollBarPolicy
        canvas.setHorizontalScrollBarPolicy(bar.ScrollBarAlwaysOn if on else bar.ScrollBarAsNeeded)
        side.use_order(on)
        side.setVisible(on)
        canvas.setMinimumWidth(_LEAST if on else 0)
        if on:
            self._page.across.setSizes([self._px(side), 10_000])
        if canvas.rows.roadmap is not None:
            canvas.lay()
            if canvas.isVisible():  # once both halves have their width
                QTimer.singleShot(0, canvas, lambda: self._look_as_before(first, last))
        canvas.scale_changed.emit()
        self._page.hints_changed.emit()
        if had:
            canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_as_before(self, first: float, last: float) -> None:
        """Show the same time in another width."""
        canvas = self._canvas
        canvas.set_scale(Scale(first, canvas.width_of_plot / (last - first)))
        canvas.lay()

    def _px(self, side: TableSide) -> int:
        kept = self._habits.get("table_px")
        if isinstance(kept, int) and 0 < kept < 4000:
            return kept
        return min(side.sizeHint().width(), round(self._page.width() * _SHARE))

    def _made(self) -> TableSide:
        if self.side is None:
            from cxdesk.ui.roadmap.table_side import TableSide  # the window starts without tables

            page = self._page
            pending = page.gestures.pending
            self.side = TableSide(
                page.canvas, page.planning,
                lambda label, moves, *, at: pending.propose(label, moves, at=at),
                lambda moves: pending.think("", moves).harmless,
            )  # fmt: skip
            self.side.of_bar = lambda id: page.menu.of_bar(id)
            self.side.table.handler = page.gestures.nudge.press
            self.side.hide()
            page.across.insertWidget(0, self.side)
            page.across.setStretchFactor(0, 0)
            page.across.setStretchFactor(1, 1)
            page.across.splitterMoved.connect(self._on_pulled)
            self.side.recall(self._habits)
            self.side.habit_changed.connect(page.habit_changed)
            self.side.closed.connect(self.toggle)
            self.side.table.focus_changed.connect(page.hints_changed)
        return self.side

    def pull(self, by: int) -> None:
        """Move the edge between table and bars, as the mouse does."""
        if not self.shown:
            self.toggle()
        table, bars = self._page.across.sizes()
        self._page.across.setSizes([table + by, bars - by])
        self._on_pulled()

    def _on_pulled(self) -> None:
        self._habits["table_px"] = self._page.across.sizes()[0]
        self._page.habit_changed.emit("table_px", self._habits["table_px"])
        self._canvas.scale_changed.emit()

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Show it as it was left the last time."""
        self._habits = {key: habits[key] for key in _HABITS if key in habits}
        if self.side is not None:
            self.side.recall(self._habits)
        if habits.get("table") is True:
            self.show(True)

    def follow(self) -> None:
        """The page shows other data."""
        if self.side is not None and self.shown:
            self.side.follow()

    def hints(self) -> tuple[Hint, ...]:
        """Keys for the table while it has the keyboard."""
        side = self.side
        return HINTS if side is not None and side.table.hasFocus() else ()

    def reveal(self, id: int) -> bool:
        """Choose the row of an initiative that has no bar; False when none is shown."""
        side = self.side
        return side is not None and self.shown and side.table.choose(id)

    # What actions do ------------------------------------------------------------------------

    def cross(self) -> None:
        """Put the keyboard into the other half, on the same initiative."""
        if not self.shown or self.side is None:
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._canvas.hasFocus():
            self.side.table.enter()
        else:
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pick_columns(self) -> None:
        """Offer the columns, with the table shown."""
        if not self.shown:
            self.toggle()
        assert self.side is not None
        self.side.pick_columns()

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        if not self.shown:
            self.toggle()
        assert self.side is not None
        self.side.table.copy(everything=True)

    def print(self) -> None:
        """Offer the table as a page to print."""
        from cxdesk.ui.table.paper import table_paper

        if not self.shown:
            self.toggle()
        assert self.side is not None
        sheet = self.side.table.sheet()
        self._page.print_requested.emit(table_paper(self._page.desk, "Roadmap as a table", sheet))
