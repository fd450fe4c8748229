"""List, Actions, Scores and Stakeholders of the kanban, at 10,000 initiatives and 50,000 actions.

python benchmarks/kanban_tabs.py [LARGE.cxdesk]

CPU time from what the user does until it is painted: a tab opened for the first time, read again
after a change, sorted, narrowed by one key, a step of a slider of the weights, a change of a score.
The floor of each is the same done by a bare QTableView over the rows that sqlite3 fetches: shown,
sorted by Python's own sort, or narrowed by one search for each row; of a slider's step, the table
sorted and shown again. Without a file one is made, as in large_program.py.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import large_program
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from cxdesk.analysis.tiers import Spot, Tiers, put
from cxdesk.app import make_application
from cxdesk.services import initiatives, stakeholders
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

_TIMES = 5
_HOME = "i.code, i.title, i.state, b.code, d.short, p.name, i.priority, i.{0}, i.cost, i.progress"
_JOINS = (
    "FROM initiative i LEFT JOIN batch b ON i.batch_id = b.id "
    "LEFT JOIN domain d ON i.domain_id = d.id LEFT JOIN person p ON i.owner_id = p.id "
)
_LIST = f"SELECT {_HOME.format('end')} {_JOINS} ORDER BY i.code"
_ACTIONS = (
    "SELECT a.title, a.due, p.name, i.code, i.title, a.road_bump, a.week, a.state FROM action a "
    "JOIN initiative i ON a.initiative_id = i.id LEFT JOIN person p ON a.owner_id = p.id "
    "WHERE a.state IN ('todo', 'doing') ORDER BY a.due, i.code"
)


def clock() -> datetime:
    """The day on which the large program is as it was made."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def took(what: Callable[..., object], *values: object) -> float:
    """Milliseconds of this process until `what` is done, and what it changed is painted."""
    started = time.process_time()
    what(*values)
    QCoreApplication.sendPostedEvents()
    return (time.process_time() - started) * 1000


def settle(milliseconds: int = 0) -> None:
    """Let what waits for an idle window happen."""
    QTest.qWait(milliseconds)
    for _ in range(400):
        QApplication.processEvents()


class Bare(QAbstractTableModel):
    """Tuples as Qt shows them by itself."""

    def __init__(self, rows: list[tuple[object, ...]]) -> None:
        super().__init__()
        self.all = self.rows = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.all[0])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.rows[index.row()][index.column()] if role == 0 else None

    def show_rows(self, rows: list[tuple[object, ...]]) -> None:
        self.layoutAboutToBeChanged.emit()
        self.rows = rows
        self.layoutChanged.emit()


class Floor:
    """What the same costs a bare table."""

    def __init__(self, raw: sqlite3.Connection, query: str) -> None:
        self._raw, self._query = raw, query
        self.opened = statistics.median(self._open() for _ in range(_TIMES))
        self.sorted, self.key = self._turn()

    def _open(self) -> float:
        view = QTableView()
        view.resize(1264, 800)

        def show() -> None:
            view.setModel(Bare(self._raw.execute(self._query).fetchall()))
            view.show()
            view.repaint()

        spent = took(show)
        view.deleteLater()
        return spent

    def _turn(self) -> tuple[float, float]:
        view, model = QTableView(), Bare(self._raw.execute(self._query).fetchall())
        words = [" ".join(map(str, row)).lower() for row in model.all]
        view.setModel(model)
        view.resize(1264, 800)
        view.show()
        settle()

        def sort(column: int) -> None:
            model.show_rows(sorted(model.all, key=lambda row: str(row[column])))

        def narrow(text: str) -> None:
            pairs = zip(model.all, words, strict=True)
            model.show_rows([row for row, said in pairs if text in said])

        turned = [took(sort, column) for column in range(_TIMES)]
        narrowed = [took(narrow, text) for text in ("c", "ca", "car", "care", "")]
        view.deleteLater()
        return statistics.median(turned), statistics.median(narrowed)


def told(name: str, ours: list[float], floor: float, aim: int) -> None:
    """One line: median and slowest, beside the floor."""
    middle = statistics.median(ours)
    print(
        f"  {name:<40}{middle:7.1f}{max(ours):8.1f}{floor:8.1f}{middle / floor:7.1f} x   aim {aim}"
    )


class Tabs:
    """The tabs of a kanban, measured one after the other."""

    def __init__(self, window: MainWindow, floors: dict[str, Floor]) -> None:
        self.view, self.desk, self.floors = window.view, window.desk, floors
        self.ids = [card.id for card in self.view.page.model.cards()][:_TIMES]

    def measure(self, name: str, columns: tuple[str, ...]) -> Floor:
        """What every tab does; its floor."""
        floor, view = self.floors[name], self.view
        told(f"{name}, first time", [took(view.show_tab, view.tabs.index(name))], floor.opened, 300)
        if name == "Actions":
            told("  everybody's", [took(view.page.bar.drop_mine)], floor.opened, 300)
        settle(600)  # nobody types sooner; the rows' words are read meanwhile
        again = [took(self.rename, id, f"Better {name} {id}") for id in self.ids]
        told("  read again after a change", again, floor.opened, 100)
        settle(600)
        table, narrow = view.page.table, view.page.bar.narrow
        keys = [one.key for one in table.table.columns]
        places = [keys.index(key) for key in columns for _ in range(2)]  # up, then down
        told("  sorted", [took(table.head.turn, place) for place in places], floor.sorted, 100)
        table.table.sort(-1)
        settle(600)
        typed = []
        for text in ("c", "ca", "car", "care", "care m", "care", ""):
            typed.append(took(narrow.setText, text))
            settle()
        told("  a key of the field that narrows", typed, floor.key, 50)
        return floor

    def rename(self, id: int, title: str) -> None:
        self.desk.do("A", lambda s: initiatives.rename(s, id, title))

    def scores(self) -> None:
        """Sliders and scores."""
        floor = self.measure("Scores", ("title", "value", "domain", "quadrant"))
        page = self.view.page
        slid, followed = [], []
        for step in (9, 10, 11, 12, 13, 12, 11, 10):
            slid.append(took(page.weights.sliders[0].setValue, step))
            followed.append(took(page._fill_table))
            settle()
        told("  a step of a slider, the matrix", slid, floor.sorted, 50)
        told("  the table that follows", followed, floor.sorted, 50)
        page.discard()
        settle(600)
        rows = [row for row in page.table.table.rows if row.rank][5 : 5 + _TIMES]
        told("  a score changed", [took(page.edits.rescore, row, (1, 2, 3, 4)) for row in rows],
             floor.sorted, 100)  # fmt: skip

    def stakeholders(self) -> None:
        """Rankings."""
        floor = self.measure("Stakeholders", ("title", "score", "domain"))
        page = self.view.page
        standing = [took(page.editing.read, stakeholders.standing) for _ in range(_TIMES)]
        told("  the standing is read", standing, floor.opened, 100)
        person = next(one.id for one in page.editing.choices.people if one.active)
        slate = page.editing.read(lambda s: stakeholders.slate(s, person))
        tiers, sealed = slate.tiers, []
        for row in slate.rows[:_TIMES]:
            tiers = put(tiers, row.id, Spot("ranked"))
            sealed.append(took(self.seal, person, tiers))
        told("  a ranking is sealed", sealed, floor.opened, 100)

    def seal(self, person: int, tiers: Tiers) -> None:
        self.desk.do("A", lambda s: stakeholders.rank(s, person, tiers))


def main() -> int:
    """Make the program if none is given, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    given = parser.parse_args().file
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "large.cxdesk"
        if given is None:
            large_program.make(path, 10_000)
        else:
            shutil.copy(given, path)
        app = make_application(["kanban"])
        theme.apply(app, "light")
        with Store.open(path, home=home, clock=clock) as store:
            raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            listed, acted = Floor(raw, _LIST), Floor(raw, _ACTIONS)
            raw.close()
            window = MainWindow(Desk(store), Settings(home / "settings.ini"))
            window.resize(1440, 900)
            window.show()
            while not window.index.complete:
                settle(10)
            floors = {"List": listed, "Actions": acted, "Scores": listed, "Stakeholders": listed}
            gc.collect()
            gc.freeze()  # as the program does once its window stands
            print(f"  {'CPU ms':<40}{'median':>7}{'most':>8}{'floor':>8}")
            tabs = Tabs(window, floors)
            tabs.measure("List", ("title", "owner", "end", "cost", "actions"))
            tabs.measure("Actions", ("title", "owner", "due", "state"))
            tabs.scores()
            tabs.stakeholders()
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
