"""The timeline at 10,000 bars and 10,000 links: first paint, pan, zoom, scroll; 1,000 beside it.

python benchmarks/roadmap.py

A frame is what one step takes until it is painted: of a drag of the ground, the wheel, or a zoom
about the pointer. Its floor fills the same viewport and draws as many plain rectangles with a text
in each as there are bars in sight. Aims: first paint <= 400 ms, frames p95 <= 16 ms, and from 1,000
to 10,000 they grow less than 2 x. The files are made as large_program.py does, with links.
"""

from __future__ import annotations

import gc
import math
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import large_program
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import insert, text

from cxdesk.app import make_application
from cxdesk.store.file import make_engine
from cxdesk.store.schema import METADATA
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

_FRAMES = 200


def clock() -> datetime:
    """The day on which the large program is as it was made."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def build(path: Path, number: int) -> None:
    """A program with as many links as initiatives, each from one that ends before."""
    large_program.build(path, number, number * 8)
    engine, pick = make_engine(path, read_only=False, durable=False), random.Random(11)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT id, start, end FROM initiative ORDER BY start"))
        bars = rows.all()
        rows = []
        for at, (id, start, _) in enumerate(bars):
            before = [one for one in bars[max(at - 3000, 0) : at] if one[2] < start]
            if before:
                other = pick.choice(before[-400:])
                rows.append(
                    {"id": pick.getrandbits(62) + 1, "predecessor_id": other[0],
                     "successor_id": id, "type": "FS", "lag": 0}
                )  # fmt: skip
            if len(rows) == number:
                break
        missing = number - len(rows)
        late = [one for one in bars if one[1] > bars[0][2]]
        known = {(row["predecessor_id"], row["successor_id"]) for row in rows}
        while missing > 0:
            successor = pick.choice(late)
            before = pick.choice(bars[: len(bars) // 3])
            pair = before[0], successor[0]
            if before[2] < successor[1] and pair not in known:
                known.add(pair)
                rows.append(
                    {"id": pick.getrandbits(62) + 1, "predecessor_id": pair[0],
                     "successor_id": pair[1], "type": "FS", "lag": 0}
                )  # fmt: skip
                missing -= 1
        connection.execute(insert(METADATA.tables["link"]), rows)
    engine.dispose()


def painted(what: Callable[[], object], *parts: QWidget) -> float:
    """Milliseconds of the processor until `what` is done and on the screen."""
    started = time.process_time()
    what()
    for part in parts:
        part.repaint()
    return (time.process_time() - started) * 1000


def settle(rounds: int = 60) -> None:
    """Let what waits for an idle window happen."""
    for _ in range(rounds):
        QApplication.processEvents()
        time.sleep(0.005)


class Floor(QWidget):
    """As many plain rectangles with a text as the timeline shows bars."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__()
        canvas = page.canvas
        self.resize(canvas.viewport().size())
        plot, down = canvas.plot_rect(), canvas.verticalOffset()
        first, last = canvas.scale.day_at(0), canvas.scale.day_at(canvas.width_of_plot)
        self.rects = [
            (canvas.rect_of(card.id), card.code, card.title)
            for _, card in canvas.plan.shown(down, down + plot.height(), first, last)
        ]
        self.shift = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.canvas)
        p.translate(self.shift, 0)
        p.setPen(here.text)
        p.setFont(typeface.CAPTION.font())
        for rect, code, title in self.rects:
            p.fillRect(rect, here.tint)
            p.drawText(QRectF(rect).adjusted(8, 0, 200, -14), Qt.AlignmentFlag.AlignVCenter, code)
            p.drawText(QRectF(rect).adjusted(8, 14, 200, 0), Qt.AlignmentFlag.AlignVCenter, title)


def pans(page: TimelinePage) -> list[float]:
    """The ground dragged to the left and back."""
    canvas, view = page.canvas, page.canvas.viewport()
    return [
        painted(lambda n=n: canvas.pan(40 if n // 50 % 2 == 0 else -40, 0), view)
        for n in range(_FRAMES)
    ]


def scrolls(page: TimelinePage) -> list[float]:
    """The wheel turned down."""
    canvas, view = page.canvas, page.canvas.viewport()
    return [painted(lambda: canvas.pan(0, 72), view) for _ in range(_FRAMES)]


def zooms(page: TimelinePage) -> list[float]:
    """The wheel turned with Ctrl, closer and back."""
    canvas, view = page.canvas, page.canvas.viewport()
    return [
        painted(lambda n=n: canvas.zoom(1.06 if n // 25 % 2 == 0 else 1 / 1.06, 500.0), view)
        for n in range(_FRAMES)
    ]


def told(name: str, took: list[float], floor: list[float] | None = None) -> float:
    """One line: median and 95th percentile, beside the floor's; the latter of ours."""

    def two(values: list[float]) -> tuple[float, float]:
        return statistics.median(values), statistics.quantiles(values, n=20)[18]

    beside = "{:8.1f} {:6.1f}".format(*two(floor)) if floor else ""
    print("{:34} {:6.1f} {:6.1f} {}".format(name, *two(took), beside))
    return two(took)[1]


def floor_of(page: TimelinePage) -> list[float]:
    """Frames of the floor where the timeline stands now."""
    bare = Floor(page)
    bare.show()
    settle(5)

    def step(n: int) -> None:
        bare.shift = 10 * math.sin(n)

    took = [painted(lambda n=n: step(n), bare) for n in range(60)]
    print(f"{'bars in sight':34} {len(bare.rects):6}")
    bare.close()
    return took


def measure(window: MainWindow) -> dict[str, float]:
    """All figures of one program."""
    print(f"{'ms of the processor':34} {'median':>6} {'p95':>6} {'floor':>8} {'p95':>6}")
    started = time.process_time()
    window.show_place("roadmap")
    page = window.view.page
    assert isinstance(page, TimelinePage)
    window.repaint()
    page.canvas.viewport().repaint()
    first = (time.process_time() - started) * 1000
    print(f"{'first paint':34} {first:6.0f}")
    started = time.process_time()
    settle(1)
    print(f"{'critical path after that':34} {(time.process_time() - started) * 1000:6.0f}")
    settle()
    found = {}
    for name, act in (("pan", pans), ("zoom", zooms), ("scroll", scrolls)):
        page.canvas.fit_all()
        settle()
        floor = floor_of(page)
        found[name] = told(f"{name}, all in sight", act(page), floor)
        settle()
        page.canvas.zoom_to(2.3)
        settle()
        floor = floor_of(page)
        found[f"{name} 100"] = told(f"{name}, at 100 %", act(page), floor)
        page.canvas.verticalScrollBar().setValue(0)
        settle()
    started = time.process_time()
    page.canvas.lay()
    print(f"{'all bars placed anew':34} {(time.process_time() - started) * 1000:6.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory at most, MB':34} {peak:6.0f}")
    return found


def main() -> int:
    """Measure a small and a large program."""
    app = make_application(["roadmap"])
    theme.apply(app, "light")
    found = []
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
                gc.set_threshold(10_000, 20, 20)
                found.append(measure(window))
                window.close()
    small, large = found
    for name, value in large.items():
        print(f"{name + ': 10,000 beside 1,000':34} {value / small[name]:6.1f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
