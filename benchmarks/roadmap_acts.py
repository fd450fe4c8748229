"""What one waits for on the roadmap at 10,000 bars and 10,000 links; 1,000 beside it.

python benchmarks/roadmap_acts.py

Other lanes, a key of the filter, the other tabs, a what-if shown, a bar moved and kept, each until
all is painted. The floors: for lanes, the filter and a move the same canvas painted once more (for
a move also an `UPDATE` by plain sqlite3); for the tabs a bare QTableView over as many ready
strings; for a what-if its steps rehearsed, nothing read. Aims: lanes 200 ms, a key 100, a tab
300, a what-if 300, a move 60.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from datetime import timedelta
from pathlib import Path

from beside import bare_table, each_size, painted, settle, timeline, told, took
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.services import baselines, what_if
from cxdesk.services import what_if_steps as steps
from cxdesk.services.cards import Card
from cxdesk.services.grouping import TIMELINE_AXES
from cxdesk.services.schedule import Dates
from cxdesk.services.session import Session
from cxdesk.store.file import PRAGMAS
from cxdesk.ui.roadmap.baselines_page import BaselinesPage
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.window import MainWindow

_MOVES, _STEPS = 30, 20
_DAY = timedelta(days=1)


def lanes(page: TimelinePage) -> None:
    view = page.canvas.viewport()
    for axis in (*TIMELINE_AXES[1:], TIMELINE_AXES[0]):
        acts = []
        for _ in range(2):
            acts.append(painted(lambda axis=axis: page.group(axis), view))
            settle(20)
            page.group(TIMELINE_AXES[0] if axis is not TIMELINE_AXES[0] else TIMELINE_AXES[1])
            settle(20)
        told(f"lanes by {axis.name.lower()}", acts, plain(page), 200)
    page.group(TIMELINE_AXES[0])
    settle()


def plain(page: TimelinePage) -> list[float]:
    """The canvas painted once more."""
    return [painted(lambda: None, page.canvas.viewport()) for _ in range(5)]


def keys(page: TimelinePage, window: MainWindow) -> None:
    window.activateWindow()
    page.begin_filter()
    settle(5)
    field = QApplication.focusWidget()
    took = []
    for letter in "billing":
        took.append(
            painted(lambda letter=letter: QTest.keyClick(field, letter), page.canvas.viewport())
        )
        took[-1] += painted(QApplication.processEvents, page.canvas.viewport())
    told("the first key of the filter", took[:1], plain(page), 100)
    told("the keys after it", took[1:], plain(page), 100)
    page.bar.clear()
    settle()


def tabs(window: MainWindow) -> None:
    for name in ("Dependencies", "Baselines"):
        window.view.show_tab(0)
        settle()

        def show(name: str = name) -> None:
            window.view.show_tab(window.view.tabs.index(name))
            window.repaint()

        first = [took(show)]
        page = window.view.page
        after = [took(lambda page=page: read(page))]
        table = page.table
        rows = len(table.table.rows)
        floor = [shown(rows, table.size()) for _ in range(3)]
        told(f"{name}, first time, {rows:,} rows", first, floor, 300)
        if name == "Baselines":
            told("  its report, beside the window", after)
        window.view.show_tab(0)
        settle()
        told(f"{name}, again", [took(show)], floor, 300)
    window.view.show_tab(0)
    settle()


def shown(rows: int, size: QSize) -> float:
    """A bare table shown with so many rows."""
    view = bare_table([["a string of some letters"] * 8] * max(rows, 1), size)
    found = painted(view.show, view)
    view.close()
    return found


def read(page: QWidget) -> None:
    """Wait for what is read beside the window."""
    for _ in range(400):
        QApplication.processEvents()
        if not isinstance(page, BaselinesPage) or not page.reader.busy:
            break
        time.sleep(0.01)


def free(page: TimelinePage) -> list[Card]:
    """Bars that can go a day and push nobody."""
    network = page.rows.network
    found = []
    for card in network.bars:
        if card.delivered or card.start is None or card.end is None or card.start >= card.end:
            continue
        moved = network.shifted(card.id, 1)
        what = network.cascade({card.id: moved})
        if not what.moves and page.gestures.pending.think("", {card.id: moved}).harmless:
            found.append(card)
        if len(found) == _MOVES + _STEPS:
            break
    return found


def moves(page: TimelinePage, path: Path, some: list[Card]) -> None:
    view, network = page.canvas.viewport(), page.rows.network
    acts, after, undone = [], [], []
    for card in some:
        page.canvas.focus_bar(card.id)
        settle(3)
        dates = network.shifted(card.id, 1)

        def act(card: Card = card, dates: Dates = dates) -> None:
            assert page.propose("", {card.id: dates})
            view.repaint()

        acts.append(took(act))
        after.append(took(lambda: settle(3)))
        undone.append(painted(page.desk.undo, view))
        settle(3)
    raw = sqlite3.connect(path, isolation_level=None)
    for line in PRAGMAS:
        raw.execute(line)

    def update(card: Card) -> None:
        raw.execute("UPDATE initiative SET end = end WHERE id = ?", (card.id,))
        view.repaint()

    floor = [took(lambda card=card: update(card)) for card in some]
    raw.close()
    told("a move kept, all painted", acts, floor, 60)
    told("  links and critical path after it", after)
    told("  undone", undone, floor, 60)


def branch(page: TimelinePage, some: list[Card]) -> None:
    store, view = page.desk.store, page.canvas.viewport()
    made: list[int] = []
    found = [steps.scheduled(one.id, one.start, one.end - _DAY) for one in some]

    def start(session: Session) -> None:
        made.append(what_if.begin(session, "Benchmark"))
        what_if.add_step(session, made[0], *found)

    page.desk.do("Begin", start)
    settle()
    floor = [took(lambda: store.rehearse(lambda s: what_if.shown(s, made[0]))) for _ in range(3)]
    told(
        f"a what-if of {len(found)} shown",
        [painted(lambda: page.planning.show_what_if(made[0]), view)],
        floor,
        300,
    )
    settle()
    told("  left", [painted(lambda: page.planning.show_what_if(None), view)], floor, 300)
    settle()


def measure(window: MainWindow) -> dict[str, float]:
    """All figures of one program."""
    page = timeline(window)
    page.desk.do("Take", lambda s: baselines.take(s, "Benchmark"))
    settle()
    some = free(page)
    lanes(page)
    keys(page, window)
    moves(page, page.desk.store.path, some[:_MOVES])
    branch(page, some[_MOVES:])
    tabs(window)
    return {}


if __name__ == "__main__":
    sys.exit(each_size(measure))
