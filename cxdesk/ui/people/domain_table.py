"""The table of domains: colour, names, capacity, and a cell of load for each month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.model.people import name_problem
from cxdesk.model.wording import MONTHS
from cxdesk.services.people_view import DomainRow
from cxdesk.services.search import fold
from cxdesk.services.sheet import Sheet
from cxdesk.ui import glyphs
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead, draw_lead
from cxdesk.ui.load_cells import HEIGHT, draw_load, is_over
from cxdesk.ui.people.domain_form import capacity_fault
from cxdesk.ui.table.columns import Column, sheet_of
from cxdesk.ui.table.ordered import OrderedTable
from cxdesk.ui.theme import Theme

HUES = ("Blue", "Teal", "Purple", "Pink", "Olive", "Grey")


class Changes(Protocol):
    """What keeps a changed cell."""

    def rename(self, row: DomainRow, text: str, at: Refusable) -> bool:
        """Keep the name."""

    def shorten(self, row: DomainRow, text: str, at: Refusable) -> bool:
        """Keep the short name."""

    def offer(self, row: DomainRow, text: str, at: Refusable) -> bool:
        """Keep the capacity."""

    def colour(self, row: DomainRow, anchor: QWidget) -> None:
        """Offer the colours."""


class DomainTable(OrderedTable):
    """The organisation as a whole stands last and cannot be changed."""

    def __init__(self, changes: Changes) -> None:
        self._facts = _facts(changes)
        self._months: tuple[date, ...] = ()
        columns = (*self._facts, *_loads([date(2000, 1 + n, 1) for n in range(12)]))
        super().__init__("domains", "Domains", columns, enter_edits=True)
        self.horizontalHeader().setMinimumSectionSize(34)

    def show_months(self, months: tuple[date, ...]) -> None:
        """Name the columns of load after these months."""
        self._months = months
        self.table.columns = (*self._facts, *_loads(months))
        first = len(self._facts)
        self.table.headerDataChanged.emit(Qt.Orientation.Horizontal, first, first + len(months) - 1)

    def sheet(self, *, everything: bool = True, typed: bool = False) -> Sheet:
        """As shown, with the months in full."""
        rows = self.table.rows if everything else self.selected()
        return sheet_of((*self._facts, *_loads(self._months, full=True)), rows, typed=typed)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            place = index.column() - len(self._facts)
            if index.isValid() and place >= 0:
                words = load_words(self.table.rows[index.row()], self._months[place], place)
                QToolTip.showText(event.globalPos(), tooltip(words), self)
                return True
        return super().viewportEvent(event)


def load_words(row: DomainRow, month: date, place: int) -> str:
    """The load of a month in full: "Care, Mar 2027: 108.4 of 100 person-days, over"."""
    load = row.loads[place]
    of = "" if row.bound is None else f" of {row.bound:,.6g}"
    over = ", over" if is_over(load, row.bound) else ""
    return f"{row.name}, {MONTHS[month.month - 1]} {month.year}: {load:,.1f}{of} person-days{over}"


def capacity_words(row: DomainRow) -> str:
    """What a domain can give, and the limit of the strategy where that is what binds."""
    if row.id is None:
        return ""
    own = f"{number(row.capacity)} days" if row.capacity else "not known"
    limited = row.bound is not None and row.bound != row.capacity
    return f"{own}, limit {number(row.bound or 0)}" if limited else own


def _facts(changes: Changes) -> tuple[Column[DomainRow], ...]:
    """The columns before the months. The row of the organisation sorts last by each."""

    def whole(row: DomainRow) -> bool:
        return row.id is None

    def order(key: Callable[[DomainRow], Any]) -> Callable[[DomainRow], Any]:
        return lambda row: None if row.id is None else key(row)

    return (
        Column(
            "hue", "Colour", lambda row: HUES[row.hue], 62, paint=_paint_hue,
            order=order(lambda row: row.hue), pick=changes.colour, still=whole,
        ),
        Column(
            "name", "Domain", lambda row: row.name, 150, 4, weight=600,
            order=order(lambda row: fold(row.name)), save=changes.rename, still=whole,
            problem=lambda _row, text: name_problem(text, "domain"),
        ),
        Column(
            "short", "Short", lambda row: row.short, 76, 1,
            order=order(lambda row: fold(row.short)), save=changes.shorten, still=whole,
            problem=lambda _row, text: name_problem(text, "domain", "short name"),
        ),
        Column(
            "capacity", "Capacity", capacity_words, 144, 1, right=True,
            order=order(lambda row: row.capacity), save=changes.offer, still=whole,
            typed=lambda row: number(row.capacity).replace(",", "") if row.capacity else "",
            problem=lambda _row, text: capacity_fault(text),
            ink=lambda row: "text" if row.capacity else "text3",
        ),
        Column(
            "people", "People", lambda row: f"{row.people:,}", 64, right=True,
            order=order(lambda row: row.people),
        ),
        Column(
            "initiatives", "Initiatives", lambda row: f"{row.initiatives:,}", 82, right=True,
            order=order(lambda row: row.initiatives),
        ),
    )  # fmt: skip


def _loads(months: Sequence[date], *, full: bool = False) -> list[Column[DomainRow]]:
    return [
        Column(
            f"month-{place}",
            f"{MONTHS[month.month - 1]} {month.year}" if full else MONTHS[month.month - 1],
            partial(_load, place),
            42, 1,
            right=full,
            order=partial(_load_order, place),
            paint=partial(_paint_load, place),
            middle=True,
        )
        for place, month in enumerate(months)
    ]  # fmt: skip


def _load(place: int, row: DomainRow) -> str:
    return f"{row.loads[place]:,.0f}" if row.loads[place] else ""


def _load_order(place: int, row: DomainRow) -> float | None:
    return None if row.id is None else row.loads[place]


def _paint_load(place: int, p: QPainter, box: QRectF, row: DomainRow, colors: Theme) -> None:
    high = min(HEIGHT, box.height() - 4)
    cell = QRectF(box.left() + 1, box.center().y() - high / 2, box.width() - 2, high)
    draw_load(p, cell, row.loads[place], row.bound, colors)


def _paint_hue(p: QPainter, box: QRectF, row: DomainRow, colors: Theme) -> None:
    draw_lead(p, box.adjusted(8, 0, 0, 0), Lead("swatch", number=row.hue), colors)
    if row.id is not None:
        sign = QRectF(box.left() + 24, box.center().y() - 5, 10, 10)
        glyphs.draw(p, sign, "chevron_down", colors.text3)
