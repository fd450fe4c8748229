"""The table with what stands above it: the choice of its columns, and what puts it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cxdesk.model.wording import thousands
from cxdesk.services.cards import Card
from cxdesk.services.frame import frame
from cxdesk.services.grouping import Axis
from cxdesk.ui import icons, theme
from cxdesk.ui.form.rows import label
from cxdesk.ui.menus import item
from cxdesk.ui.pickers import Option, pick_many
from cxdesk.ui.read_only import refused
from cxdesk.ui.roadmap.canvas import HEAD
from cxdesk.ui.roadmap.planning import Planning
from cxdesk.ui.roadmap.table import TITLES, TimelineTable
from cxdesk.ui.roadmap.table_columns import ALWAYS, AT_FIRST, TableCells
from cxdesk.ui.roadmap.table_edits import Propose, TableEdits
from cxdesk.ui.roadmap.table_facts import TableFacts
from cxdesk.ui.roadmap.table_paste import TablePaste
from cxdesk.ui.roadmap.table_rows import LaneHead
from cxdesk.ui.roadmap.table_sync import TableSync
from cxdesk.ui.roadmap.timeline import Timeline
from cxdesk.ui.table.cell_note import CellNote

_LEAST = 180  # px


class TableSide(QWidget):
    """The left half of the timeline."""

    # It is to be remembered: a key and a plain value.
    habit_changed = Signal(str, object)
    # It is wanted no more.
    closed = Signal()

    def __init__(
        self,
        canvas: Timeline,
        planning: Planning,
        propose: Propose,
        harmless: Callable[[Mapping[int, tuple[date, date]]], bool],
    ) -> None:
        super().__init__()
        self.canvas, self.planning = canvas, planning
        editing = planning.editing
        self.facts = TableFacts(canvas)
        self.edits = TableEdits(planning, self.facts, propose)
        self.cells = TableCells(editing, self.edits, self.facts, lambda row: self.table.meant(row))
        self.pasting = TablePaste(planning, self.edits, self.facts, harmless)
        unit = thousands(editing.read(frame).currency)
        self.table = TimelineTable(self.cells.columns(unit))
        self.table.lane_title = self._lane_title
        self.cells.note = self.note = CellNote(self.table, editing.go)
        self.sync = TableSync(self.table, canvas)
        self.choose = _button("Columns", "settings", "Choose the columns")
        self.choose.clicked.connect(self.pick_columns)
        self.close_button = _button("", "close", "Put the table away  (B)")
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self.setMinimumWidth(_LEAST)
        # What else the menu of a row offers, by the initiative's id.
        self.of_bar: Callable[[int], Sequence[Sequence[QAction]]] = lambda _id: ()
        self.table.opened.connect(self._open)
        self.table.went.connect(editing.go)
        self.table.set_menu(self._menu)
        self.table.pasted.connect(self._paste)
        self.table.columns_changed.connect(self._on_columns)
        self.table.lanes.order_changed.connect(self._on_order)
        self.table.show_columns(AT_FIRST)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 6, 0)
        head.setSpacing(4)
        name = label("Table", "strong")
        head.addWidget(name)
        head.addStretch()
        head.addWidget(self.choose)
        head.addWidget(self.close_button)
        top = QWidget(self)
        top.setLayout(head)
        top.setFixedHeight(HEAD - TITLES)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(self.table, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.sunken)
        p.fillRect(self.width() - 1, 0, 1, self.height(), colors.line2)

    def sizeHint(self) -> QSize:
        columns = self.table.table.columns
        shown = self.table.shown_keys()
        wide = [self.table.wide.get(one.key, one.width) for one in columns if one.key in shown]
        return QSize(sum(wide) + 24, 400)

    def restyle(self) -> None:
        """Take the theme's colours."""
        colors = theme.current()
        self.choose.setIcon(icons.icon("settings", colors))
        self.close_button.setIcon(icons.icon("close", colors))
        self.note.hide()

    def follow(self) -> None:
        """Something was changed: what cells say of the schedule may be otherwise too."""
        currency = self.planning.editing.read(frame).currency
        self.table.retitle("cost", f"Cost {thousands(currency)}")
        self.table.viewport().update()

    # Columns --------------------------------------------------------------------------------

    def pick_columns(self) -> None:
        """Offer the columns to show."""
        options = [
            Option(one.key, one.title) for one in self.table.table.columns
            if one.key not in ALWAYS
        ]  # fmt: skip
        pick_many(self.choose, "Columns", options, self.table.shown_keys(), self._on_picked)

    def _on_picked(self, keys: Sequence[str]) -> None:
        shown = self.table.shown_keys()
        kept = [key for key in shown if key in (*ALWAYS, *keys)]
        self.table.show_columns([*kept, *(key for key in keys if key not in kept)])
        self._on_columns()

    def _on_columns(self) -> None:
        self.habit_changed.emit("table_columns", self.table.shown_keys())
        self.habit_changed.emit("table_widths", dict(self.table.wide))

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Show it as it was left the last time."""
        keys = self.table.keys()
        match habits.get("table_widths"):
            case dict(widths):
                self.table.wide = {
                    key: px for key, px in widths.items()
                    if key in keys and isinstance(px, int) and 0 < px < 4000
                }  # fmt: skip
        match habits.get("table_columns"):
            case [*shown] if all(isinstance(key, str) for key in shown):
                shown = [key for key in dict.fromkeys(shown) if key in keys]
                front = [key for key in ALWAYS if key not in shown]
                self.table.show_columns([*front, *shown])
        match habits.get("table_sorted"):
            case [str(key), bool(down)] if key in keys:
                order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
                self.table.lanes.sort(self.table.keys().index(key), order)

    # Order ----------------------------------------------------------------------------------

    def _on_order(self) -> None:
        now = self.table.lanes.sorted_by
        self.use_order(self.canvas.listed)
        if self.canvas.rows.roadmap is not None:
            self.canvas.lay()
        value = None if now is None else [self.table.table.columns[now[0]].key, now[1]]
        self.habit_changed.emit("table_sorted", value)

    def use_order(self, on: bool) -> None:
        """Order bars within their lanes as the table is sorted, or as they start."""
        now = self.table.lanes.sorted_by
        self.canvas.rows.order = None
        if on and now is not None:
            self.canvas.rows.order = ordering(self.table.table.columns[now[0]].value, now[1])

    def _lane_title(self) -> str:
        axis = self.canvas.rows.lanes_by
        return "" if axis is Axis.NONE else axis.label

    # Rows -----------------------------------------------------------------------------------

    def _open(self, row: Any) -> None:
        if isinstance(row, Card):
            self.canvas.opened.emit(row.id)

    def _paste(self, text: str) -> None:
        """Put copied cells into the rows from the current one down, headings left out."""
        here = self.table.currentIndex()
        if self.table.current_card() is None or refused(self):
            return
        columns = [
            one for place, one in enumerate(self.table.table.columns)
            if place >= here.column() and not self.table.isColumnHidden(place)
        ]  # fmt: skip
        below = self.table.table.rows[here.row() :]
        cards = [row for row in below if isinstance(row, Card)]
        self.pasting.paste(text, cards, columns, self.note, fills=self.table.meant(cards[0]))

    def _menu(self, row: Any) -> Sequence[QAction]:
        if isinstance(row, LaneHead):
            words = "Open the lane" if row.folded else "Fold the lane"
            return [item(words, lambda: self.canvas.toggle_lane(row.key))]
        made: list[QAction] = []
        for group in self.of_bar(row.id):
            if made and group:
                made.append(_line())
            made.extend(group)
        made.append(_line())
        key = self.table.table.columns[max(0, self.table.currentIndex().column())].key
        shown = self.table.shown_keys()
        if key in shown[1:]:
            made.append(item("Move the column left", lambda: self.table.shift_column(key, -1)))
        if key in shown[:-1]:
            made.append(item("Move the column right", lambda: self.table.shift_column(key, 1)))
        return made


def _line() -> QAction:
    made = QAction()
    made.setSeparator(True)
    return made


class _Backwards:
    """A value that sorts the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Backwards) -> bool:
        return bool(other.value < self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Backwards) and bool(other.value == self.value)

    __hash__ = None  # type: ignore[assignment]


def ordering(value: Callable[[Card], Any], down: bool) -> Callable[[Card], tuple[object, ...]]:
    """A key that sorts by a value up or down; what has none comes last, the like by their codes."""

    def key(card: Card) -> tuple[object, ...]:
        found = value(card)
        if found is None:
            return (1, len(card.code), card.code)
        return (0, _Backwards(found) if down else found, len(card.code), card.code)

    return key


def _button(words: str, sign: str, said: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setIcon(icons.icon(sign, theme.current()))
    made.setToolTip(said)
    made.setAccessibleName(said.partition("  ")[0])
    made.setAutoRaise(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    made.setToolButtonStyle(beside if words else Qt.ToolButtonStyle.ToolButtonIconOnly)
    return made
