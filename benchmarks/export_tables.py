"""All tables of the large program as a workbook, as CSV files, and its days as a calendar.

python benchmarks/export_tables.py [PROGRAM]

10,000 initiatives and 50,000 actions unless a program is named. The floor of the workbook is bare
XlsxWriter: the same cells, each by the method of its type, with no look, no sheet about the others
and no check of texts; that of the CSV files the csv module with the same values; that of the
reading, the rows of the same tables by bare sqlite3. Seconds of the processor: other work on the
machine slows both.
"""

from __future__ import annotations

import argparse
import csv
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import TypeVar

import large_program
import xlsxwriter

from cxdesk.exchange.opened import never, no_progress
from cxdesk.exchange.out.cells import Book, book
from cxdesk.exchange.out.csv_folder import csv_folder
from cxdesk.exchange.out.ical import ical
from cxdesk.exchange.out.xlsx import xlsx
from cxdesk.services.export_calendar import EventKind, read_calendar
from cxdesk.services.export_tables import read_tables
from cxdesk.store.store import Store

T = TypeVar("T")
_ZERO = date(1899, 12, 30).toordinal()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it makes, and the seconds of the processor it took: the better of two times."""
    took = []
    for _ in range(2):
        start = time.process_time()
        made = work()
        took.append(time.process_time() - start)
    return made, min(took)


def bare_rows(path: Path) -> int:
    """All rows of all tables."""
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'history%'"
        )]  # fmt: skip
        return sum(len(connection.execute(f'SELECT * FROM "{n}"').fetchall()) for n in names)


def bare_workbook(rows: Book) -> bytes:
    """The same cells by XlsxWriter alone."""
    out = BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for sheet in rows.sheets:
        page = made.add_worksheet(sheet.title)
        for at, row in enumerate(sheet.rows, 1):
            for place, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    page.write_string(at, place, value)
                elif isinstance(value, date):
                    page.write_number(at, place, value.toordinal() - _ZERO)
                else:
                    page.write_number(at, place, value)
    made.close()
    return out.getvalue()


def bare_csv(rows: Book) -> list[bytes]:
    """The same values by the csv module alone."""
    files = []
    for sheet in rows.sheets:
        out = StringIO()
        csv.writer(out).writerows(sheet.rows)
        files.append(out.getvalue().encode())
    return files


def line(what: str, ours: float, floor: float | None, note: str = "") -> None:
    """One line of figures."""
    beside = "" if floor is None else f"bare {floor:6.2f} s   {ours / floor:4.1f} times"
    print(f"{what:<22} {ours:6.2f} s   {beside:<32} {note}".rstrip())


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", nargs="?", type=Path)
    with tempfile.TemporaryDirectory() as folder:
        path = parser.parse_args().program or Path(folder) / "large.cxdesk"
        if not path.exists():
            large_program.build(path, 10_000, 60_000)
        with Store.open(path, home=Path(folder), read_only=True) as store:
            read, took = timed(lambda: store.ask_beside(read_tables))
            _, floor = timed(lambda: bare_rows(path))
            kinds = frozenset(EventKind) - {EventKind.ACTION}
            days, of_days = timed(lambda: store.ask_beside(lambda s: read_calendar(s, kinds)))
    rows, worded = timed(lambda: book(read))
    actions = len(read.tables["actions"].rows)
    cells = sum(v is not None and v != "" for s in rows.sheets for row in s.rows for v in row)
    print(f"{actions:,} actions, {cells:,} cells that hold something; seconds of the processor\n")
    line("read", took, floor)
    line("words for values", worded, None)
    made, took = timed(lambda: xlsx(rows, no_progress, never))
    _, floor = timed(lambda: bare_workbook(rows))
    line("workbook", took, floor, f"{len(made) / 1e6:.1f} MB")
    _, took = timed(lambda: csv_folder(rows, no_progress, never))
    _, floor = timed(lambda: bare_csv(rows))
    line("CSV files", took, floor)
    line("read the days", of_days, None)
    _, took = timed(lambda: ical(days, no_progress, never))
    line("calendar", took, None, f"{len(days.events):,} events")


if __name__ == "__main__":
    main()
