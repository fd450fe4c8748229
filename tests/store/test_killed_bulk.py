"""Kill -9 while all initiatives are changed at once: the change is there for all, or for none."""

from __future__ import annotations

import random
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import select

from cxdesk.model.initiatives import Initiative
from cxdesk.services import check, kanban
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store
from tests.store.writing import child, open_store

KILLS = 5
_TABLE = Initiative.__table__.c


def keep_moving(path: Path, to_parent: Connection) -> None:
    """Give all initiatives one priority, then the other, for ever."""
    with open_store(path) as store:
        with store.read() as session:
            ids = list(session.scalars(select(_TABLE.id)))
        for number in range(1_000_000):
            to = {Axis.PRIORITY: 1 + 3 * (number % 2)}  # low, highest
            store.do(f"Move {len(ids)}", lambda s, to=to: kanban.move(s, ids, to))
            to_parent.send(number)


def _priorities(store: Store) -> set[object]:
    with store.read() as session:
        return set(session.scalars(select(_TABLE.priority)))


def test_a_change_of_many_is_whole_after_kill_9(sample_file: Path) -> None:
    dice, cut_off = random.Random(9), 0
    for _ in range(KILLS):
        with child(keep_moving, sample_file) as (process, line):
            line.recv()
            line.poll(dice.uniform(0, 0.05))
            process.kill()
            process.join()
        cut_off += sample_file.with_name(sample_file.name + "-journal").exists()
        with open_store(sample_file) as store, store.read() as session:
            assert len(_priorities(store)) == 1
            assert [*store.problems(), *check.broken_rules(session)] == []
    assert cut_off > 0  # some kills came in the middle of a change
