"""A chart as a table: the same figures, row by row."""

from __future__ import annotations

from functools import partial
from typing import Any

from cxdesk.services.insights_tables import Cell, Figures, Line, shown
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

_WIDTHS = {
    "Title": 160, "Initiatives": 120, "Cycle time, days": 124, "Lead time, days": 120,
    **dict.fromkeys(("Day", "Monday", "Sunday", "Added", "Since", "In progress"), 108),
}  # fmt: skip


def figure_table(key: str, name: str, these: Figures) -> TableView:
    """An empty table for figures with these titles."""
    return TableView(key, name, [_column(these, place) for place in range(len(these.titles))])


def _column(these: Figures, place: int) -> Column[Line]:
    title, text = these.titles[place], place in these.texts
    number = any(isinstance(line.cells[place], int) for line in these.lines)
    return Column(
        title.lower(), title, partial(_text, place),
        width=_WIDTHS.get(title, 92),
        stretch=1 if title in ("Title", "Initiatives") else 0,
        right=number,
        order=None if text else partial(_cell, place),
    )  # fmt: skip


def _text(place: int, line: Line) -> str:
    return shown(line.cells[place])


def _cell(place: int, line: Line) -> Any:
    cell: Cell = line.cells[place]
    return cell
