"""Strategy and People in the window, at 10,000 people and 100,000 readings.

python benchmarks/places.py [LARGE.cxdesk]

How long each tab takes from the click to the painted page, the first time and again, and what one
key costs in the field that narrows the directory, in a cell and in a field of a form. The floor of
a tab is a bare QTableView over the same 10,000 rows, fetched by sqlite3 and painted; of a key it is
a bare QLineEdit. Without a file one is made, as in strategy_people.py.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from strategy_people import clock, make

from cxdesk.app import make_application
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.settings import Settings
from cxdesk.ui.table.view import TableView
from cxdesk.ui.window import MainWindow

_STAFF = (
    "SELECT p.name, p.role, p.email, p.level, d.short FROM person p "
    "LEFT JOIN domain d ON p.domain_id = d.id ORDER BY p.name"
)


class Bare(QAbstractTableModel):
    """Tuples as Qt shows them by itself."""

    def __init__(self, rows: list[tuple[object, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._rows[index.row()][index.column()] if role == 0 else None


def painted(window: QWidget, what: Callable[[], object]) -> float:
    """Milliseconds until `what` is done and on the screen."""
    started = time.perf_counter()
    what()
    window.repaint()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def keys(field: QWidget, text: str) -> list[float]:
    """Milliseconds of each letter typed, until all that it changed is painted."""
    took = []
    for key in text:
        started = time.perf_counter()
        QTest.keyClicks(field, key)
        QApplication.processEvents()
        took.append((time.perf_counter() - started) * 1000)
    return took


def line(name: str, ours: float, floor: float, aim: int) -> None:
    print(f"  {name:<38}{ours:8.1f} ms{floor:9.1f} ms{ours / floor:7.1f} x   aim {aim} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path, nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = options.large or home / "large.cxdesk"
        if options.large is None:
            make(path, home)
        app = make_application(["places"])
        theme.apply(app, "light")
        store = Store.open(path, home=home, clock=clock)
        raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

        def bare() -> float:
            view = QTableView()
            view.resize(1264, 800)
            took = painted(view, lambda: (view.setModel(Bare(raw.execute(_STAFF).fetchall())),
                                          view.show()))  # fmt: skip
            view.deleteLater()
            return took

        floor = statistics.median(bare() for _ in range(7))
        plain = QLineEdit()
        plain.show()
        key_floor = statistics.median(keys(plain, "a name that goes on for a while"))
        plain.hide()

        window = MainWindow(Desk(store), Settings(home / "cxdesk.ini"))
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        for _ in range(200):
            QTest.qWait(10)
            if window.index.complete:
                break
        print(f"  {'from the click to the painted page':<38}{'ours':>11}{'bare table':>12}")
        for key in ("strategy", "people"):
            opened = painted(window, lambda key=key: window.show_place(key))
            view = window.view
            line(f"{view.title}, first time", opened, floor, 300)
            for number, name in enumerate(view.tabs):
                took = painted(window, lambda n=number, view=view: view.show_tab(n))
                again = statistics.median(
                    painted(window, lambda view=view: view.refresh(None)) for _ in range(5)
                )
                if number:
                    line(f"  {name}, first time", took, floor, 300)
                line(f"  {name}, read again", again, floor, 300)
        print(f"  {'one key':<38}{'ours':>11}{'bare field':>12}")
        window.show_place("people")
        window.view.show_tab(0)
        narrow = next(
            one for one in window.view.findChildren(QLineEdit) if one.objectName() == "narrow"
        )
        narrow.setFocus()
        QTest.qWait(500)  # nobody types sooner; the rows' words are read meanwhile
        took = keys(narrow, "person 77")
        line("narrowing 10,000 people, median", statistics.median(took), key_floor, 50)
        line("narrowing 10,000 people, slowest", max(took), key_floor, 50)
        narrow.clear()
        table = next(one for one in window.view.findChildren(TableView) if one.isVisible())
        table.edit_cell(table.table.rows[5].id, "role")
        cell = table.editor()
        assert cell is not None
        line("in a cell, slowest", max(keys(cell, "Head of care")), key_floor, 50)
        QTest.keyClick(cell, Qt.Key.Key_Escape)
        window.show_place("strategy")
        window.view.show_tab(0)
        field = next(one for one in window.view.findChildren(TextField) if one.isVisible())
        line("the north star, slowest", max(keys(field, "Every contact")), key_floor, 50)
        window.close()
        store.close()
        raw.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
