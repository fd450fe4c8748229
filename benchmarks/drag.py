"""A bar dragged on a timeline of 10,000 bars and 10,000 links: what each frame costs.

python benchmarks/drag.py

A frame is one move of the mouse through Qt's events until the timeline is painted again: the bar
follows, everything that it would push is reckoned, and ghosts show where to. The floor is the same
timeline painted again without a drag. Bars are taken that push many, a few and nobody; a frame of
the first is the longest there is. Aim: frames p95 <= 25 ms.
"""

from __future__ import annotations

import sys
import time

from beside import each_size, painted, settle, timeline, told
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.window import MainWindow

_FRAMES = 120
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def mouse(page: TimelinePage, kind: QEvent.Type, at: QPointF) -> None:
    """A mouse event at a point of the canvas, as Qt sends it."""
    view = page.canvas.viewport()
    where = QPointF(view.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(view, QMouseEvent(kind, at, where, _LEFT, _LEFT, _NONE))


def frames(page: TimelinePage, id: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of moves with a new day, and of the reckoning alone; the most it pushed."""
    canvas, grip = page.canvas, page.gestures.grip
    canvas.focus_bar(id)
    settle(10)
    rect = canvas.rect_of(id)
    start = QPointF(rect.right() - 2, rect.center().y())
    mouse(page, QEvent.Type.MouseButtonPress, start)
    took, most = [], 0
    step = max(canvas.scale.px_a_day * 3, 1.0)
    for n in range(_FRAMES):
        away = (n % 40 + 1) * step if n // 40 % 2 == 0 else (40 - n % 40) * step
        at = QPointF(min(start.x() + away, canvas.viewport().width() - 60), start.y())
        began = time.process_time()
        mouse(page, QEvent.Type.MouseMove, at)
        canvas.viewport().repaint()
        took.append((time.process_time() - began) * 1000)
        drag = grip.drag
        if drag is not None and drag.preview is not None:
            most = max(most, len(drag.preview.pushed))
    reckoned = []
    drag = grip.drag
    assert drag is not None
    assert drag.shift is not None
    for _ in range(20):
        began = time.process_time()
        page.gestures.pending.think("", grip._moves(drag, drag.shift))
        reckoned.append((time.process_time() - began) * 1000)
    canvas.mouse.cancel()
    return took, reckoned, most


def plain(page: TimelinePage) -> list[float]:
    """The canvas painted again as it is."""
    view = page.canvas.viewport()
    return [painted(lambda: None, view) for _ in range(_FRAMES)]


def chosen(page: TimelinePage) -> list[int]:
    """Bars whose end can move: one that pushes the most, one that pushes a few, one nobody."""
    network = page.rows.network
    free = [card for card in network.bars if not card.delivered]
    pushes = {}
    for card in free[:: max(len(free) // 400, 1)]:
        start, end = network.shifted(card.id, 60)
        pushes[card.id] = len(network.cascade({card.id: (start, end)}).moves)
    ranked = sorted(pushes, key=lambda id: pushes[id])
    some = next((id for id in ranked if pushes[id] >= 3), ranked[-1])
    return [ranked[-1], some, ranked[0]]


def measure(window: MainWindow) -> dict[str, float]:
    """All figures of one program."""
    page = timeline(window)
    found = {}
    for scale, px in (("all in sight", 0.0), ("at 100 %", 2.3)):
        if px:
            page.canvas.zoom_to(px)
        else:
            page.canvas.fit_all()
        settle()
        for nth, id in enumerate(chosen(page)):
            took, reckoned, most = frames(page, id)
            settle(10)
            pushing = ("most", "some", "nobody")[nth]
            name = f"drag pushing {pushing}, {scale}"
            print(f"{most:,} are pushed at most")
            found[name] = told(name, took, plain(page), 25)
            told("  of it the cascade", reckoned)
    return found


if __name__ == "__main__":
    sys.exit(each_size(measure))
