"""One durable move at 10,000 initiatives, and its undo, beside a raw sqlite3 update.

python benchmarks/move.py LARGE.cxdesk [--runs 60]

Measured from `desk.do` to all visible views repainted (window 1440x900, offscreen, panel open);
the transaction alone is set beside one `UPDATE` by plain sqlite3 with the same pragmas on a copy
of the same file. Runs take turns.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from cxdesk.model.states import State
from cxdesk.services import kanban
from cxdesk.services.grouping import Axis
from cxdesk.store.file import PRAGMAS
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow


def raw_update(connection: sqlite3.Connection, id: int, position: float) -> float:
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE initiative SET position = ? WHERE id = ?", (position, id))
    connection.execute("COMMIT")
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path)
    parser.add_argument("--runs", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.large.parent) as folder:
        os.environ["CXDESK_HOME"] = folder
        ours, floor = Path(folder) / "ours.cxdesk", Path(folder) / "floor.cxdesk"
        for copy in (ours, floor):
            shutil.copyfile(options.large, copy)
        measure(ours, floor, options.runs)
    return 0


def measure(ours: Path, floor: Path, runs: int) -> None:
    app = QApplication([])
    theme.apply(app, "light")
    desk = Desk(Store.open(ours, home=ours.parent))
    window = MainWindow(desk, Settings())
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    raw = sqlite3.connect(floor, isolation_level=None)
    for line in PRAGMAS:
        raw.execute(line)
    with desk.read() as session:
        from cxdesk.services import cards

        found = [one for one in cards.board(session).cards if one.column is State.READY][:runs]
    window.open("initiative", found[0].id)
    settled = time.monotonic() + 3  # far lanes and the search index are read while it idles
    while time.monotonic() < settled:
        app.processEvents()
    store = desk.store
    times: dict[str, list[float]] = {
        "move, all repainted": [], "undo, all repainted": [],
        "move, transaction": [], "undo, transaction": [], "floor: raw update": [],
    }  # fmt: skip
    for number, card in enumerate(found):
        inner: list[float] = []

        def timed(name: str, step: object, inner: list[float] = inner) -> object:
            def run(*args: object, **how: object) -> object:
                started = time.perf_counter()
                result = step(*args, **how)  # type: ignore[operator]
                inner.append(time.perf_counter() - started)
                return result

            return run

        do, undo = store.do, store.undo
        store.do, store.undo = timed("do", do), timed("undo", undo)  # type: ignore[method-assign, assignment]
        started = time.perf_counter()
        desk.do("Move", lambda s, id=card.id: kanban.move(s, [id], {Axis.STATE: State.PLANNED}))
        app.processEvents()
        times["move, all repainted"].append(time.perf_counter() - started)
        started = time.perf_counter()
        desk.undo()
        app.processEvents()
        times["undo, all repainted"].append(time.perf_counter() - started)
        store.do, store.undo = do, undo  # type: ignore[method-assign]
        times["move, transaction"].append(inner[0])
        times["undo, transaction"].append(inner[1])
        times["floor: raw update"].append(raw_update(raw, card.id, float(number)))
    base = statistics.median(times["floor: raw update"])
    print(f"one durable change at 10,000 initiatives, median of {runs}:")
    for name, found_times in times.items():
        median = statistics.median(found_times)
        print(f"  {name:<24}{median * 1000:7.2f} ms   {median / base:4.1f} x raw update")
    desk.store.close()


if __name__ == "__main__":
    sys.exit(main())
