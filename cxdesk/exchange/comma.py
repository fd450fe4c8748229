"""Tables as CSV files, which every spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO

from cxdesk.exchange.copied import guarded, shown
from cxdesk.services.sheet import Sheet


def csv_file(sheet: Sheet) -> bytes:
    """A sheet as a CSV file; its cells are text, numbers among it.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    return _written(sheet.titles, ([shown(text) for text in row] for row in sheet.rows))


def comma(titles: Sequence[str], rows: Iterable[Sequence[str | float | date | None]]) -> bytes:
    """Rows of values as a CSV file: dates as 2026-09-18, numbers with a point, None as nothing.

    Every text that a spreadsheet would take for more than that gets an apostrophe before it.
    """
    return _written(titles, ([text_of(value) for value in row] for row in rows))


def text_of(value: str | float | date | None) -> str:
    """What stands in the cell of a CSV file for a value."""
    if isinstance(value, str):
        return guarded(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else plain_number(value)


def plain_number(value: float) -> str:
    """A number with a decimal point and without an exponent: "12.5", "30"."""
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    text = repr(value)
    return f"{value:.20f}".rstrip("0") if "e" in text else text


def _written(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    # UTF-8 with its mark, without which Excel takes umlauts for others.
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
