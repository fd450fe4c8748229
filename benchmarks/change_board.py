"""The tabs of the change board over a large program: shown, read again, stepped through.

python benchmarks/change_board.py LARGE.cxdesk [--requests 2000] [--runs 7]

A board of seven meets over ten qualified requests, votes and publishes; then every tab is shown for
the first time (with what it imports) and read again. Milliseconds of the processor; the floor is a
bare QTableView over the requests, fetched by sqlite3 and painted.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import select

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Group, GroupKind, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round
from cxdesk.services import groups, meetings, qualification, requests, rounds, sitting
from cxdesk.services.ballots import Marked
from cxdesk.services.requests import NewRequest
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.change_board.view import ChangeBoardView
from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

TASKS = 10


def play(store: Store, many: int) -> list[int]:
    """A meeting up to its published round; returns the tasks."""

    def fill(s: Session) -> None:
        rows = [NewRequest(f"Request {n} of kind {n % 97}", cost=10 + n % 50) for n in range(many)]
        requests.submit_all(s, rows)
        board = Group(name="Change board", kind=GroupKind.BOARD)
        s.add(board)
        s.flush()
        for person in s.scalars(select(Person).where(Person.active).limit(7)).all():
            groups.seat(s, board.id, person.id)

    def qualify(s: Session) -> None:
        outcome = s.scalars(select(Outcome.id).limit(1)).one()
        waiting = select(Request.id).where(Request.state == RequestState.SUBMITTED).limit(TASKS)
        ids = list(s.scalars(waiting))
        for id in ids:
            requests.serve(s, id, outcome)
            requests.tick_named(s, id, requests.CHECKLIST)
        qualification.qualify(s, ids)

    def meet(s: Session) -> int:
        board = s.scalars(select(Group).where(Group.kind == GroupKind.BOARD)).one()
        meeting = meetings.plan(s, board.id, date.today(), chair=board.members[0].person_id)
        sitting.begin(s, meeting)
        sitting.arrive_all(s, meeting)
        s.flush()
        return rounds.draft(s, meeting)

    for label, command in (("Fill", fill), ("Qualify", qualify)):
        store.do(label, command)
    round, _ = store.do("Meet", meet)
    store.do("Open", lambda s: rounds.open_round(s, round))
    with store.read() as s:
        here = s.get_one(Round, round)
        tasks, seats = [int(id) for id in here.tasks], [turn.seat_id for turn in here.turns]
    dice = random.Random(1)
    for seat in seats:
        order = dice.sample(tasks, len(tasks))
        marked = Marked(Tiers(tuple((id,) for id in order)))
        store.do("Seal", lambda s, t=seat, m=marked: rounds.seal(s, round, t, m), lasting=True)
    store.do("Close", lambda s: rounds.close_round(s, round), lasting=True)
    store.do("Publish", lambda s: rounds.publish(s, round), lasting=True)
    return tasks


def cost(app: QApplication, act: Callable[[], object]) -> float:
    """Milliseconds of the processor until it is painted."""
    started = time.process_time()
    act()
    app.processEvents()
    return 1000 * (time.process_time() - started)


def bare(path: Path) -> QTableView:
    """A plain table over the requests."""
    with sqlite3.connect(path) as file:
        rows = file.execute("SELECT code, title, state, cost, submitted_on FROM request").fetchall()
    model, table = QStandardItemModel(), QTableView()
    for row in rows:
        model.appendRow([QStandardItem(str(cell)) for cell in row])
    table.setModel(model)
    model.setParent(table)
    table.resize(1200, 800)
    table.show()
    return table


def measure(app: QApplication, path: Path, many: int, runs: int) -> None:
    """Print a line for each thing that is done."""
    with Store(path, home=path.parent) as store:
        tasks = play(store, many)
        window = MainWindow(Desk(store), Settings(path.parent / "settings.ini"))
        window.resize(1440, 900)
        window.show()

        def settle(seconds: float) -> None:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                app.processEvents()

        def say(name: str, act: Callable[[], object], times: int = runs) -> None:
            found = [cost(app, act) for _ in range(times)]
            print(f"  {name:<40}{statistics.median(found):7.0f} ms")

        settle(4)
        tables: list[QTableView] = []
        say("floor: a bare table of the requests", lambda: tables.append(bare(path)))
        for table in tables:
            table.close()
        window.show_place("change_board")
        view = window.view
        assert isinstance(view, ChangeBoardView)
        for number, name in enumerate(view.tabs):
            say(f"{name}, first", lambda number=number: view.show_tab(number), 1)
            settle(1)
            say(f"{name}, read again", lambda: view.page.load())
        view.show_tab(view.tabs.index("Decisions"))
        settle(1)
        steps = iter([1, 1, 1, 1, -1, -1, -1, -1] * runs)
        say("Decisions, the next task", lambda: view.page.ranking.step(next(steps)))  # type: ignore[attr-defined]
        say("Papers, Ctrl+P", view.paper)
        say("a request in its panel, first", lambda: window.open("request", tasks[0]), 1)
        others = iter(tasks * runs)
        say("the next request in its panel", lambda: window.open("request", next(others)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    app = QApplication([])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory(dir=options.large.parent) as folder:
        os.environ["CXDESK_HOME"] = folder
        copy = Path(folder) / "large.cxdesk"
        shutil.copyfile(options.large, copy)
        measure(app, copy, options.requests, options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
