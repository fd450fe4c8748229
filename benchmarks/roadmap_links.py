"""Links at 10,000 bars and 10,000 links: what a frame of them costs, and the list of them all.

python benchmarks/roadmap_links.py

Ours is what the two layers of links take in a frame: those in sight found, ways looked up or found,
sorted by look, drawn with heads and marks. The floor draws the same lines, ready made, with one
pen, both in milliseconds of the processor. A whole frame is told by the clock, with and without
links. Aim: all of it within 16 ms (p95).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from beside import clock, painted, settle, told
from large_program import build_linked
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from roadmap import pans, scrolls, zooms

from cxdesk.app import make_application
from cxdesk.services.dependencies import of_network
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap.dependencies_page import DependenciesPage
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

NUMBER = 10_000


def worked(what: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    started = time.process_time()
    what()
    return (time.process_time() - started) * 1000


class Bare(QWidget):
    """The lines that are in sight now, and nothing else."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__()
        self.resize(page.canvas.viewport().size())
        state = page.links.state
        self.lines: list[QLineF] = [line for _, way in state.sight.ways for line in way.lines]
        self.links, self.shift = len(state.sight.ways), state.ways.shift

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, self.links <= 400)
        p.translate(*self.shift)
        p.setPen(QPen(theme.current().control, 1.3))
        p.drawLines(self.lines)


class Clocked:
    """Adds up what a layer takes in each frame."""

    def __init__(self, page: TimelinePage) -> None:
        self.took: list[float] = []
        self._page, layers = page, page.canvas.layers
        for at, layer in enumerate(layers):
            if layer in (page.links.under, page.links.over):
                layers[at] = self._timed(layer, first=layer == page.links.under)

    def _timed(self, layer: Callable[..., object], *, first: bool) -> Callable[..., None]:
        def paint(*args: object) -> None:
            started = time.process_time()
            layer(*args)
            spent = (time.process_time() - started) * 1000
            if first:
                self.took.append(spent)
            else:
                self.took[-1] += spent

        return paint


def measure(page: TimelinePage) -> None:
    """All figures of the timeline."""
    clocked = Clocked(page)
    print(f"{'ms':34} {'median':>6} {'p95':>6} {'floor':>8} {'p95':>6}")
    for name, act in (("pan", pans), ("zoom", zooms), ("scroll", scrolls)):
        for where in ("all in sight", "at 100 %"):
            page.links.show("all")
            page.canvas.verticalScrollBar().setValue(0)
            if where == "all in sight":
                page.canvas.fit_all()
            else:
                page.canvas.zoom_to(2.3)
            settle()
            bare = Bare(page)
            bare.show()
            settle(5)
            floor = [worked(bare.repaint) for _ in range(60)]
            bare.close()
            print(f"{'links in sight':34} {bare.links:6}")
            clocked.took.clear()
            whole = act(page)
            told(f"{name}, {where}: links", list(clocked.took), floor)
            told(f"{name}, {where}: whole frame", whole)
            page.links.show("none")
            settle()
            told(f"{name}, {where}: without links", act(page))
    page.links.show("all")
    settle()
    card = next(iter(page.canvas.plan.cards.values()))
    took = []
    for link in page.rows.links()[:200]:
        took.append(worked(lambda link=link: page.links.state.chains.of(link.before)))
    told("a chain found", took)
    cards, chains = page.rows.network.cards, page.links.state.chains
    told("whether a link closes a cycle", [
        worked(lambda link=link: chains.refusal(link.after, link.before, cards))
        for link in page.rows.links()[:60]
    ])  # fmt: skip
    told("the same where none is near", [
        worked(lambda link=link: chains.refusal(link.before, card.id, cards))
        for link in page.rows.links()[:60]
    ])  # fmt: skip


def listed(window: MainWindow) -> None:
    """The tab with the list."""
    started = time.perf_counter()
    window.view.show_tab(window.view.tabs.index("Dependencies"))
    window.repaint()
    page = window.view.page
    assert isinstance(page, DependenciesPage)
    page.table.viewport().repaint()
    print(f"{'list of 10,000 shown':34} {(time.perf_counter() - started) * 1000:6.0f}")
    network = page._read_rows.network
    took = [painted(lambda: of_network(network)) for _ in range(3)]
    print(f"{'of these, the rows made':34} {statistics.median(took):6.0f}")


def main() -> int:
    """Measure a large program."""
    app = make_application(["roadmap-links"])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build_linked(home / "large.cxdesk", NUMBER)
        with Store.open(home / "large.cxdesk", home=home, clock=clock) as store:
            window = MainWindow(Desk(store), Settings(home / "settings.ini"))
            window.resize(1440, 900)
            window.show()
            window.show_place("roadmap")
            settle()
            page = window.view.page
            assert isinstance(page, TimelinePage)
            measure(page)
            listed(window)
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
