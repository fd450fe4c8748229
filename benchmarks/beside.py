"""What benchmarks of the roadmap share: the files, the window, the clock, and the lines they print.

Each prints ours beside its floor, of 1,000 and of 10,000 bars and links, in one run, in
milliseconds of the processor: other work on the machine slows it by a third, not by its number.
"""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import large_program
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from cxdesk.app import make_application
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

if TYPE_CHECKING:  # a benchmark may count what importing it takes
    from cxdesk.ui.roadmap.page import TimelinePage

NUMBERS = 10_000, 1_000  # the large one first: it pays for what is imported
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


def clock() -> datetime:
    """The day on which the large program is as it was made."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def settle(rounds: int = 60) -> None:
    """Let what waits for an idle window happen."""
    for _ in range(rounds):
        QApplication.processEvents()
        time.sleep(0.005)


@contextmanager
def window_on(path: Path) -> Iterator[MainWindow]:
    """The program on a file, at its first place, as long after its start as it takes to be idle."""
    home = path.parent
    habits = home / f"{path.stem}.ini"
    habits.unlink(missing_ok=True)  # of a window before, which would begin where that ended
    with Store.open(path, home=home, clock=clock) as store:
        window = MainWindow(Desk(store), Settings(habits))
        window.resize(1440, 900)
        window.show()
        settle()
        gc.freeze()  # as the program does after its first painting
        gc.set_threshold(10_000, 20, 20)
        yield window
        window.close()


def each_size(
    measure: Callable[[MainWindow], dict[str, float]], *again: Callable[[MainWindow], object]
) -> int:
    """Measure a large and a small program; what it returns is compared.

    Each of `again` has a new window on the same program, with everything imported.
    """
    app = make_application(["benchmark"])
    theme.apply(app, "light")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number in NUMBERS:
            path = Path(folder) / f"{number}.cxdesk"
            _make(path, number)
            print(f"\n{number:,} bars, {number:,} links; load {os.getloadavg()[0]:.1f}")
            print(f"{'ms of the processor':38} {'median':>7} {'p95':>7} {'floor':>8} {'p95':>7}")
            with window_on(path) as window:
                found.append(measure(window))
            for act in again:
                with window_on(path) as window:
                    act(window)
    large, small = found
    for name, value in large.items():
        print(f"{name + ', 10,000 beside 1,000':46} {value / small[name]:5.1f} x")
    return 0


def _make(path: Path, number: int) -> None:
    """The file, or a copy of one that was made before: CXDESK_BENCHMARKS names their folder."""
    kept = os.environ.get("CXDESK_BENCHMARKS")
    if kept is None:
        large_program.build_linked(path, number)
        return
    before = Path(kept) / path.name
    if not before.exists():
        large_program.build_linked(before, number)
    shutil.copyfile(before, path)


def timeline(window: MainWindow, *, idle: bool = True) -> TimelinePage:
    """The timeline, shown, and idle if that is wanted."""
    window.show_place("roadmap")
    if idle:
        window.view.show_tab(0)
        settle()
    from cxdesk.ui.roadmap.page import TimelinePage

    page = window.view.page
    assert isinstance(page, TimelinePage)
    return page


def took(what: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    started = time.process_time()
    what()
    return (time.process_time() - started) * 1000


def painted(what: Callable[[], object], *parts: QWidget) -> float:
    """Milliseconds of the processor until `what` is done and on the screen."""

    def both() -> None:
        what()
        for part in parts:
            part.repaint()

    return took(both)


class Strings(QAbstractTableModel):
    """Ready strings."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.texts = texts

    def rowCount(self, parent: _Index = _NONE) -> int:
        return len(self.texts)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return len(self.texts[0])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        show = role == Qt.ItemDataRole.DisplayRole
        return self.texts[index.row()][index.column()] if show else None


def bare_table(texts: Sequence[Sequence[str]], size: QSize, row: int = 28) -> QTableView:
    """A bare table view over ready strings, not shown yet."""
    view = QTableView()
    view.setModel(Strings(texts))
    view.model().setParent(view)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(row)
    view.resize(size)
    return view


def told(name: str, ours: Sequence[float], floor: Sequence[float] = (), aim: float = 0) -> float:
    """One line: median and 95th percentile, beside the floor's; the latter of ours."""
    columns = [f"{name:38}", *_two(ours)]
    columns += _two(floor) if floor else [" " * 8, " " * 7] if aim else []
    worst = _p95(ours)
    if aim:
        columns.append(f"  aim {aim:g}{'  MISSED' if worst > aim else ''}")
    print(*columns, flush=True)
    return worst


def _two(values: Sequence[float]) -> list[str]:
    return [f"{statistics.median(values):7.1f}", f"{_p95(values):7.1f}"]


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[18] if len(values) >= 20 else max(values)
