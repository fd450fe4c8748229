"""Cells of a table as a file holds them: texts, and real dates and numbers where it has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cxdesk.exchange.bounds import (
    MOST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TooLarge,
)

Cell = str | int | float | date | time | timedelta  # a bool is an int, a datetime a date
"""What stands in a cell; "" is nothing."""
Row = Sequence[Cell]

# Signs that no text of an office holds and that no workbook can: all but tab and line breaks.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_MOST_LINES = 1_200_000  # more than a spreadsheet has
_AROUND = " \t\r\n\xa0\u200b"


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table; the first is row 1 of the file, empty ones are there.

    Rows may have different lengths. `cut` are the rows, counted from 1, in which a text was cut.
    """

    name: str
    rows: Sequence[Row]
    width: int
    cut: tuple[int, ...] = ()


def grid_of(name: str, rows: Iterable[Row], file: str) -> Grid:
    """A grid of rows, without empty ones at its end. Raises TooLarge beyond the bounds."""
    kept: list[Row] = []
    cut: list[int] = []
    filled = last = width = cells = 0
    for number, row in enumerate(rows, 1):
        length = len(row)
        while length and row[length - 1] in ("", None):
            length -= 1
        row = row[:length] if length < len(row) else row
        kept.append(row)
        if not length:
            if number > _MOST_LINES:
                raise _too_large(file, f"{number:,} lines", "most of them empty")
            continue
        if sum(len(cell) for cell in row if cell.__class__ is str) > MOST_CELL:
            row = kept[-1] = [_cut(cell) for cell in row]
            cut.append(number)
        filled, last, cells = filled + 1, number, cells + length
        width = max(width, length)
        if filled > MOST_ROWS:
            raise _too_large(file, f"more than {MOST_ROWS:,} rows")
        if width > MOST_COLUMNS:
            raise _too_large(file, f"more than {MOST_COLUMNS:,} columns")
        if cells > MOST_CELLS:
            raise _too_large(file, f"more than {MOST_CELLS:,} cells")
    return Grid(name, kept[:last], width, tuple(cut))


def said(cell: Cell) -> str:
    """What a cell says, as text: dates as 2026-09-18, whole numbers without a point."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return str(cell)


def clean(text: str) -> str:
    """A text without space around it, signs that cannot be shown, and with plain line breaks."""
    if text.isascii() and text.isprintable():  # as most are
        return text.strip(" ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip(_AROUND)


def _cut(cell: Cell) -> Cell:
    return cell[:MOST_CELL] if isinstance(cell, str) else cell


def _too_large(file: str, what: str, more: str = "") -> TooLarge:
    return TooLarge(
        f"{file} has {what}{f', {more}' if more else ''}: more than is read at once. "
        "Save the part that you need as a file of its own."
    )
