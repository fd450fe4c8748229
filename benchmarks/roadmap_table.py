"""The table beside the timeline at 10,000 bars: shown, scrolled with the bars, sorted; 1,000 too.

python benchmarks/roadmap_table.py

Shown: from the key to both halves painted, beside laying out the bars alone, one row each. A frame
of scrolling paints both halves; its floor is a bare QTableView of as many columns over a list of
ready strings, scrolled by as much. Aims: 300 ms beyond the bars, frames p95 <= 16 ms.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from roadmap import build, clock, painted, settle, told

from cxdesk.app import make_application
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

_FRAMES = 200
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class Bare(QAbstractTableModel):
    """Ready strings."""

    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self.texts = texts

    def rowCount(self, parent: _Index = _NONE) -> int:
        return len(self.texts)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return len(self.texts[0])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        show = role == Qt.ItemDataRole.DisplayRole
        return self.texts[index.row()][index.column()] if show else None


def floor(page: TimelinePage) -> list[float]:
    """Scrolling a bare table of the same texts."""
    side = page.table.side
    assert side is not None
    rows = [["-"] * 7 if row.id < 0 else [row.code, row.title, str(row.start), str(row.end), "50",
            "100", row.owner] for row in side.table.table.rows]  # fmt: skip
    view = QTableView()
    view.setModel(Bare(rows))
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(37)
    view.resize(side.table.size())
    view.show()
    settle(5)
    bar = view.verticalScrollBar()
    took = [scrolled(lambda n=n: bar.setValue(n * 72)) for n in range(_FRAMES)]
    view.close()
    return took


def scrolled(act: Callable[[], object]) -> float:
    """Milliseconds of a step with what Qt paints after it: the rows that come into sight."""
    started = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def timed(name: str, act: Callable[[], object]) -> None:
    """Print how long something takes."""
    started = time.perf_counter()
    act()
    print(f"{name:34} {(time.perf_counter() - started) * 1000:6.0f}")


def measure(window: MainWindow) -> None:
    """All figures of one program."""
    window.show_place("roadmap")
    settle()
    page = window.view.page
    assert isinstance(page, TimelinePage)
    canvas = page.canvas
    print(f"{'ms':34} {'median':>6} {'p95':>6} {'floor':>8} {'p95':>6}")
    canvas.listed = True
    timed("bars alone, one row each", canvas.lay)
    canvas.listed = False
    canvas.lay()

    def paint() -> None:
        for part in (page.table.side and page.table.side.table.viewport(), canvas.viewport()):
            if part:
                part.repaint()

    def keep(level: int) -> None:
        page.rows.keep(lambda one: one.level > level)
        page.show_filtered()
        paint()

    def show() -> None:
        page.table.toggle()
        window.repaint()
        paint()

    timed("table and bars, shown at first", show)
    settle()
    side = page.table.side
    assert side is not None
    table, bar = side.table, side.table.verticalScrollBar()
    parts = (table.viewport(), canvas.viewport())
    took = [scrolled(lambda n=n: bar.setValue(n * 72)) for n in range(_FRAMES)]
    told("scroll, both halves", took, floor(page))
    took = [painted(lambda n=n: bar.setValue(n * 72), *parts) for n in range(_FRAMES)]
    told("  all of both painted anew", took)
    bar.setValue(0)
    for key in ("title", "slack", "slack"):
        place = table.keys().index(key)
        timed(f"sorted by {key}", lambda place=place: (table.head.turn(place), paint()))
    card = next(row for row in table.table.rows if row.id > 0)
    timed("one title changed", lambda: (side.edits.rename(card, "Other", side.note), paint()))
    page.table.toggle()
    timed(
        "  the same without the table", lambda: (side.edits.rename(card, "One", side.note), paint())
    )
    page.table.toggle()
    timed("all rows selected", lambda: (table.selectAll(), paint()))
    timed("a filter", lambda: keep(3))
    page.table.toggle()
    timed("  the same without the table", lambda: keep(2))


def main() -> int:
    """Measure a small and a large program."""
    app = make_application(["roadmap"])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        for number in (1_000, 10_000):
            print(f"\n{number:,} bars, {number:,} links")
            home = Path(folder) / str(number)
            home.mkdir()
            build(home / "large.cxdesk", number)
            with Store.open(home / "large.cxdesk", home=home, clock=clock) as store:
                window = MainWindow(Desk(store), Settings(home / "settings.ini"))
                window.resize(1440, 900)
                window.show()
                settle()
                gc.freeze()  # as the program does after its first painting
                measure(window)
                window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
