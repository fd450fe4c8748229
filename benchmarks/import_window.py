"""Bringing 10,000 rows in, in the window: preview, dry run, import, undo, and how long it is deaf.

A timer of 10 ms beats all the while: the longest pause between two beats is how long the window
answered nobody. Times are of the clock, as people wait by it, and of the processor, which other
work on the machine does not stretch.

    python benchmarks/import_window.py [ROWS]
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import beside
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cxdesk import paths
from cxdesk.app import Program, make_application
from cxdesk.services import program_file
from cxdesk.ui.bring_in.bring_in import BringIn
from cxdesk.ui.settings import Settings

ROWS = 10_000
BEAT_MS = 10
_TITLES = (
    "Nr.", "Titel", "Beschreibung", "Status", "Priorität", "Verantwortlich", "Start", "Ende",
    "Kosten k€", "Aufwand PT", "Fortschritt", "Schlagwörter",
)  # fmt: skip


def write_table(path: Path, rows: int) -> None:
    """A sheet of `rows` rows and twelve columns."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Vorgänge")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, _TITLES)
        states = ("Backlog", "Geplant", "In Arbeit", "Erledigt")
        for n in range(1, rows + 1):
            start = date(2026, 9, 1) + timedelta(days=n % 200)
            sheet.write_row(n, 0, (f"V-{n}", f"Kundenanfrage {n} beantworten", "Rückruf am Tag"))
            sheet.write_row(n, 3, (states[n % 4], ("hoch", "mittel")[n % 2], f"Person {n % 40}"))
            sheet.write_datetime(n, 6, start, day)
            sheet.write_datetime(n, 7, start + timedelta(days=30), day)
            sheet.write_row(n, 8, (n % 90, n % 40, n % 4 * 25, "Welle 1, Kern"))


class Beats:
    """A timer that notes the longest pause between two of its beats."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    @contextmanager
    def watched(self, what: str, until: Callable[[], bool]) -> Iterator[None]:
        """Do something, wait for its end, and print how long it and the longest pause took."""
        self.longest, self._last = 0.0, time.perf_counter()
        started, busy = self._last, time.process_time()
        self._timer.start()
        yield
        while not until():
            QApplication.processEvents()
            time.sleep(0.001)
        took, busy = time.perf_counter() - started, time.process_time() - busy
        settled = time.perf_counter() + 1.5  # what follows, as views that are read again
        while time.perf_counter() < settled:
            QApplication.processEvents()
            time.sleep(0.001)
        self._timer.stop()
        times = f"{took * 1000:8,.0f} ms {busy * 1000:8,.0f} ms {self.longest * 1000:8,.0f} ms"
        print(f"{what:34} {times}")


def _measure(program: Program, path: Path) -> None:
    window, menu, beats = program.window, program.menu, Beats()
    assert window is not None
    assert menu is not None

    def sheet() -> BringIn:
        found = menu.imports().sheet
        assert found is not None
        return found

    with beats.watched("opened, first rows shown", lambda: sheet().page is sheet().ask):
        menu.take(path)
    # It is tried meanwhile: how long that takes, from the file on.
    with beats.watched("dry run, beside the window", lambda: sheet().report is not None):
        menu.take(path)
    print(f"{'':34} {sheet().ask.go.text()}")
    with beats.watched("brought in", lambda: sheet().page is sheet().done):
        sheet().ask.go.click()
    with beats.watched("shown on the board", lambda: menu.imports().sheet is None):
        sheet().done.show_it.click()
    for what, act in (("undone", window.commands.undo), ("redone", window.commands.redo)):
        with beats.watched(what, lambda: not window.walker.busy):
            act.trigger()


def _borrow_fonts(home: Path) -> None:
    """The type that this machine has cut already: to cut it takes seconds, once and for all."""
    os.environ.pop("CXDESK_HOME", None)
    kept = paths.cache() / "fonts"
    os.environ["CXDESK_HOME"] = str(home)
    if kept.is_dir():
        shutil.copytree(kept, paths.cache() / "fonts")


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["CXDESK_HOME"] = folder
        _borrow_fonts(home)
        app = make_application(["benchmark"])
        path, file = home / "table.xlsx", home / "office.cxdesk"
        write_table(path, rows)
        program_file.make_program(file, "Büro", clock=beside.clock, who="Sofia Marques")
        program = Program(app, Settings(home / "habits.ini"))
        program.files.clock = beside.clock
        program.start(file)
        assert program.window is not None
        program.window.resize(1440, 900)
        beside.settle()
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
        print(f"{rows:,} rows of XLSX; load {os.getloadavg()[0]:.1f}")
        print(f"{'':34} {'clock':>11} {'processor':>11} {'pause':>11}")
        _measure(program, path)
        program.window.close()
        program.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
