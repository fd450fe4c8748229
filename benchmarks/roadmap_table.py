"""The table beside the timeline at 10,000 bars: shown, scrolled with the bars, sorted; 1,000 too.

python benchmarks/roadmap_table.py

Shown: from the key to both halves painted, beside laying out the bars alone, one row each. A frame
of scrolling paints both halves; its floor is a bare QTableView of as many columns over a list of
ready strings, scrolled by as much. Aims: 300 ms beyond the bars, frames p95 <= 16 ms.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from beside import bare_table, each_size, painted, settle, timeline, told, took
from PySide6.QtWidgets import QApplication

from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.window import MainWindow

_FRAMES = 200


def floor(page: TimelinePage) -> list[float]:
    """Scrolling a bare table of the same texts."""
    side = page.table.side
    assert side is not None
    rows = [["-"] * 7 if row.id < 0 else [row.code, row.title, str(row.start), str(row.end), "50",
            "100", row.owner] for row in side.table.table.rows]  # fmt: skip
    view = bare_table(rows, side.table.size(), 37)
    view.show()
    settle(5)
    bar = view.verticalScrollBar()
    took = [scrolled(lambda n=n: bar.setValue(n * 72)) for n in range(_FRAMES)]
    view.close()
    return took


def scrolled(act: Callable[[], object]) -> float:
    """Milliseconds of a step with what Qt paints after it: the rows that come into sight."""
    started = time.process_time()
    act()
    QApplication.processEvents()
    return (time.process_time() - started) * 1000


def timed(name: str, act: Callable[[], object]) -> None:
    """Print how long something takes."""
    told(name, [took(act)])


def measure(window: MainWindow) -> dict[str, float]:
    """All figures of one program."""
    page = timeline(window)
    canvas = page.canvas
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
    scrolls = [scrolled(lambda n=n: bar.setValue(n * 72)) for n in range(_FRAMES)]
    found = {"scroll, both halves": told("scroll, both halves", scrolls, floor(page), 16)}
    anew = [painted(lambda n=n: bar.setValue(n * 72), *parts) for n in range(_FRAMES)]
    told("  all of both painted anew", anew)
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
    return found


if __name__ == "__main__":
    sys.exit(each_size(measure))
