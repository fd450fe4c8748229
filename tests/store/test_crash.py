"""A hundred times kill -9 of a writing process: nothing acknowledged is lost, nothing is torn."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cxdesk.store.schema import HISTORY
from cxdesk.store.store import Store
from tests.store.writing import Told, child, keep_writing, open_store

KILLS = 25


def acknowledged_before_the_kill(path: Path, dice: random.Random) -> list[Told]:
    told: list[Told] = []
    with child(keep_writing, path) as (process, line):
        for _ in range(dice.randint(1, 6)):
            told.append(line.recv())
        # Then somewhere within the next change: it takes a few milliseconds.
        line.poll(dice.uniform(0, 0.012))
        process.kill()
        process.join()
        try:
            while line.poll():
                told.append(line.recv())
        except EOFError:
            pass
    return told


@pytest.mark.parametrize("seed", range(4))
def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    path = tmp_path / "killed.cxdesk"
    Store.create(path, home=tmp_path).close()
    cut_off = 0
    for _ in range(KILLS):
        told = acknowledged_before_the_kill(path, dice)
        cut_off += path.with_name(path.name + "-journal").exists()
        with open_store(path) as store, store.read() as session:
            rows = session.execute(HISTORY.select().order_by(HISTORY.c.seq)).mappings()
            kept = {row["seq"]: row["hash"] for row in rows}
            assert {seq: kept.get(seq) for seq, _ in told} == dict(told), "an entry was lost"
            assert len(kept) <= told[-1][0] + 1, "more than one change was under way"
            assert store.problems() == []
    # Some of the kills must have come in the middle of a transaction, or nothing was tried.
    assert cut_off > 0
