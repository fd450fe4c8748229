"""10,000 rows of an XLSX: opened and previewed, read as initiatives, and brought into a program.

    python benchmarks/import_table.py [--rows 10000] [--times 5]

The floor of opening is calamine alone: the same bytes to lists of cells. The floor of bringing in
is the same number of rows put into a bare SQLite table, a value for each of their twelve columns.
Both take turns with ours in one run; ms of the processor, median, in brackets on the clock.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import load_workbook

from cxdesk.exchange.opened import Into, never, no_progress, ready
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables.opened import Table, opened
from cxdesk.services import programs
from cxdesk.store.store import Store

TODAY = date(2026, 11, 23)
INTO = Into(TODAY)
TITLES = (
    "Code", "Title", "Description", "Status", "Owner", "Department", "Priority", "Start date",
    "End date", "Progress (%)", "Cost (k€)", "Labels",
)  # fmt: skip
STATES = ("Backlog", "Planned", "In progress", "Done")


def workbook(rows: int) -> bytes:
    """Twelve columns: eight of text, two of real dates, two of numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, day = book.add_worksheet("Portfolio"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, TITLES)
        for row in range(1, rows + 1):
            start = datetime(2026, 1, 5) + timedelta(days=row % 500)
            sheet.write_row(row, 0, (
                f"PX-{row}", f"Initiative {row} of a portfolio", f"What number {row} is about, in "
                "a sentence of some length", STATES[row % 4], f"Person {row % 60}",
                ("IT", "Care", "Field")[row % 3], ("High", "Medium", "Low")[row % 3],
            ))  # fmt: skip
            sheet.write_datetime(row, 7, start, day)
            sheet.write_datetime(row, 8, start + timedelta(days=90), day)
            sheet.write_row(row, 9, (row % 100, row % 400, "portfolio; wave 1"))
    return out.getvalue()


class Clock:
    """Times of a part, on the clock and of the processor."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)

    def __str__(self) -> str:
        cpu, wall = (statistics.median(times) * 1000 for times in (self.cpu, self.wall))
        return f"{cpu:8,.0f} ({wall:,.0f})"


def previewed(content: bytes) -> Table:
    table = opened(Found("portfolio.xlsx", content), INTO)
    assert table is not None
    assert table.questions
    assert table.preview(20).rows
    return table


def bare_sheet(content: bytes) -> list[list[Any]]:
    return load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()


def bare_table(path: Path, cells: list[list[Any]]) -> None:
    columns = ", ".join(f"c{place}" for place in range(len(TITLES)))
    with sqlite3.connect(path) as file:
        file.execute(f"CREATE TABLE t ({columns})")
        file.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(TITLES))})", [
            [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
            for row in cells[1:]
        ])  # fmt: skip
    file.close()


def brought_in(folder: Path, table: Table, time_it: Callable[[], Any]) -> int:
    """A new program, then all rows in one change of it, as the window and the command do it."""

    def clock() -> datetime:
        return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    with Store.create(folder / "new.cxdesk", home=folder, clock=clock) as store:
        store.do("New", lambda s: programs.new(s, "Portfolio"))
        with time_it():
            command = ready(table, no_progress, never).command
            report, _ = store.do("Bring in the portfolio", command)
    return next(one.added for one in report.tallies if one.kind == "initiatives")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    content = workbook(options.rows)
    table, cells = previewed(content), bare_sheet(content)  # what they import
    floor, ours, answered, reading, bare, bringing = (Clock() for _ in range(6))
    for _ in range(options.times):
        with floor.running():
            bare_sheet(content)
        with ours.running():
            table = previewed(content)
        with answered.running():
            table.answered({"column.5": "sponsor"}).preview(20)
        with reading.running():
            table.incoming(no_progress, never)
    for _ in range(max(options.times // 2, 1)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with bare.running():
                bare_table(folder / "bare.sqlite", cells)
            assert brought_in(folder, table, bringing.running) == options.rows
    print(f"{options.rows:,} rows of {len(TITLES)} columns, {len(content) / 1e6:.1f} MB: ms")
    print(f"  {'opened and previewed':<34}{ours!s:>18}   aim 1,000 on the clock")
    print(f"  {'floor: calamine alone':<34}{floor!s:>18}")
    print(f"  {'previewed again after an answer':<34}{answered!s:>18}")
    print(f"  {'all rows read':<34}{reading!s:>18}")
    print(f"  {'all rows read and brought in':<34}{bringing!s:>18}   aim 8,000 on the clock")
    print(f"  {'floor: a bare SQLite table':<34}{bare!s:>18}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
