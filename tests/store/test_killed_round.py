"""Kill -9 in the middle of a secret round: no sealed ballot is lost, none counts twice, and none
can be read back beside its seat.
"""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.rounds import Turn, Voted
from cxdesk.services import ballots, rounds
from cxdesk.store.store import Store
from tests import boards
from tests.boards import Sitting
from tests.store.writing import child, open_store

KILLS = 4
_ORDERS = ("123456", "654321", "213465", "564312", "345612", "432156", "615243")


def keep_voting(path: Path, here: Sitting, to_parent: Connection) -> None:
    """Seal the next seat's ballot and tell which; then replace that one for ever."""
    with open_store(path) as store:
        with store.read() as session:
            done = [turn.seat_id for turn in session.scalars(select(Turn))
                    if turn.state is Voted.SEALED]  # fmt: skip
        place = next(n for n, seat in enumerate(here.seats) if seat not in done)
        mark = boards.mark(here, _ORDERS[place])
        to_parent.send(place)
        code = store.do("Seal", lambda s: rounds.seal(s, here.round, here.seats[place], mark),
                        lasting=True)[0]  # fmt: skip
        to_parent.send(code)
        for number in range(1_000_000):
            _replace(store, here, code, _ORDERS[(place + number) % 7])


def _replace(store: Store, here: Sitting, code: str, order: str) -> None:
    other = boards.mark(here, order)
    store.do("Replace", lambda s: rounds.replace(s, here.round, code, other), lasting=True)


def _inside(path: Path) -> list[list[str]]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT ballots FROM urn").fetchall()
    found: list[list[str]] = json.loads(rows[0][0]) if rows else []
    return found


def _sealed(store: Store, here: Sitting) -> list[int]:
    with store.read() as session:
        turns = session.scalars(select(Turn).where(Turn.round_id == here.round))
        return [turn.seat_id for turn in turns if turn.state is Voted.SEALED]


def test_a_killed_round_goes_on_where_it_was(sample_file: Path) -> None:
    with open_store(sample_file) as store:
        here = boards.opened(store, secret=True)
    dice, cut_off, codes, told = random.Random(3), 0, dict[int, str](), 0
    while told < KILLS:
        early = told in (1, 3) and dice.random() < 0.5  # while it is being sealed
        with child(keep_voting, sample_file, replace(here)) as (process, line):
            place = line.recv()
            if early:
                line.poll(dice.uniform(0, 0.02))
            else:
                codes[place] = line.recv()
                line.poll(dice.uniform(0, 0.04))
            process.kill()
            process.join()
        told += 1
        cut_off += sample_file.with_name(f"{sample_file.name}-journal").exists()
        with open_store(sample_file) as store:
            assert store.problems() == []
            sealed = _sealed(store, here)
            # Who was told that it is sealed has voted; the file holds a ballot for each, no more.
            assert {here.seats[one] for one in codes} <= set(sealed)
            assert len(_inside(sample_file)) == len(sealed)
            for place, code in codes.items():
                with store.read() as session:
                    assert ballots.replaceable(session, here.round, code)
                mark = boards.mark(here, _ORDERS[0])
                with pytest.raises(RuleBroken, match="one counts a seat"):
                    store.do("Twice", lambda s, place=place, mark=mark: rounds.seal(
                        s, here.round, here.seats[place], mark))  # type: ignore[misc]  # fmt: skip
        data = sample_file.read_bytes()
        for content, _ in _inside(sample_file):
            ranked = content[content.index("[") : content.index('"below"')].encode()
            assert data.count(ranked) == sum(content == other for other, _ in _inside(sample_file))
    assert cut_off > 0  # some kills came in the middle of a change
    with open_store(sample_file) as store:
        for seat in (seat for seat in here.seats if seat not in _sealed(store, here)):
            mark = boards.mark(here, _ORDERS[6])
            store.do("Seal", lambda s, seat=seat, mark=mark: rounds.seal(
                s, here.round, seat, mark), lasting=True)  # type: ignore[misc]  # fmt: skip
        store.do("Close", lambda s: rounds.close_round(s, here.round), lasting=True)
        with store.read() as session:
            assert len(ballots.ballots_of(session, here.round)) == 7
        assert store.problems() == []
