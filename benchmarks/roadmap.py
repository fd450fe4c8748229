"""The timeline at 10,000 bars and 10,000 links: first paint, pan, zoom, scroll; 1,000 beside it.

python benchmarks/roadmap.py

A frame is what one step takes until it is painted: of a drag of the ground, the wheel, or a zoom
about the pointer. Its floor fills the same viewport and draws as many plain rectangles with a text
in each as there are bars in sight. The first paint counts from `show_place`, the first
time with all that is imported for it. Aims: first paint <= 400 ms, frames p95 <= 16 ms, and
from 1,000 to 10,000 they grow less than 2 x.
"""

from __future__ import annotations

import math
import resource
import sys
import time
from typing import TYPE_CHECKING

from beside import each_size, painted, settle, timeline, told, took
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.window import MainWindow

if TYPE_CHECKING:  # imported when it is first shown, as in the program
    from cxdesk.ui.roadmap.page import TimelinePage

_FRAMES = 200


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


def floor_of(page: TimelinePage) -> list[float]:
    """Frames of the floor where the timeline stands now."""
    bare = Floor(page)
    bare.show()
    settle(5)

    def step(n: int) -> None:
        bare.shift = 10 * math.sin(n)

    took = [painted(lambda n=n: step(n), bare) for n in range(60)]
    bare.close()
    return took


def first(window: MainWindow) -> TimelinePage:
    """The first paint."""
    with_imports = "cxdesk.ui.roadmap.page" not in sys.modules
    started, elapsed = time.process_time(), time.perf_counter()
    window.show_place("roadmap")
    page = timeline(window, idle=False)
    window.repaint()
    page.canvas.viewport().repaint()
    name = "first paint, importing it" if with_imports else "first paint"
    told(name, [(time.process_time() - started) * 1000], aim=400)
    told("  by the clock", [(time.perf_counter() - elapsed) * 1000])
    return page


def measure(window: MainWindow) -> dict[str, float]:
    """All figures of one program."""
    page = first(window)
    told("critical path after that", [took(lambda: settle(1))])
    settle()
    found = {}
    for name, act in (("pan", pans), ("zoom", zooms), ("scroll", scrolls)):
        for where in ("all in sight", "at 100 %"):
            if where == "all in sight":
                page.canvas.fit_all()
            else:
                page.canvas.zoom_to(2.3)
            page.canvas.verticalScrollBar().setValue(0)
            settle()
            floor = floor_of(page)
            found[name, where] = told(f"{name}, {where}", act(page), floor, 16)
            settle()
    told("all bars placed anew", [took(page.canvas.lay) for _ in range(5)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory at most, MB':38} {peak:7.0f}")
    return {f"{name}, {where}": value for (name, where), value in found.items()}


if __name__ == "__main__":
    sys.exit(each_size(measure, first))
