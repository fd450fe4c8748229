"""What a file says of a secret round: who voted, and how all voted, but never who voted how.

Read from its bytes, as somebody would who has the file and not the program.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Minutes
from cxdesk.model.rounds import Round, Turn
from cxdesk.model.work import Content
from cxdesk.services import ballots, restore, rounds
from cxdesk.store import urn
from cxdesk.store.backups import Backups, copy_file
from cxdesk.store.errors import KnownError
from cxdesk.store.file import raw_connection
from cxdesk.store.store import Store
from cxdesk.ui.crash import report
from tests import boards
from tests.boards import BALLOTS, Sitting
from tests.conftest import clock
from tests.services.commands import CHAIR, per

_FRESH = "645321"  # no ballot of the sample's


def _sign(store: Store, here: Sitting, digits: str) -> bytes:
    """How the order of a ballot lies in the file."""
    with store.read() as session:
        tasks = session.get_one(Round, here.round).tasks
    places = [tasks.index(here.requests[f"R{digit}"]) for digit in digits]
    return "".join(f"[{place}]," for place in places).rstrip(",").encode()


def _journal(store: Store) -> Path:
    return store.path.with_name(f"{store.path.name}-journal")


def _history(store: Store) -> str:
    with closing(sqlite3.connect(store.path)) as file:
        return " ".join(str(row) for row in file.execute("SELECT * FROM history"))


def _urn(path: Path) -> list[list[str]]:
    with closing(sqlite3.connect(path)) as file:
        [(text,)] = file.execute("SELECT ballots FROM urn").fetchall()
    found: list[list[str]] = json.loads(text)
    return found


def _seal(store: Store, here: Sitting, place: int) -> None:
    mark = boards.mark(here, BALLOTS[place])
    store.do("Seal", lambda s: rounds.seal(s, here.round, here.seats[place], mark), lasting=True)


def _replace(store: Store, here: Sitting, place: int, digits: str) -> None:
    mark = boards.mark(here, digits)
    store.do("Replace", lambda s: rounds.replace(s, here.round, here.receipts[place], mark),
             lasting=True)  # fmt: skip


def test_no_byte_leads_from_a_seat_to_its_ballot(store: Store) -> None:
    here = boards.opened(store, secret=True)
    signs = [_sign(store, here, digits) for digits in BALLOTS]
    for place, digits in enumerate(BALLOTS):

        def seal(s: Session, place: int = place, digits: str = digits) -> str:
            code = rounds.seal(s, here.round, here.seats[place], boards.mark(here, digits))
            s.flush()
            # While it is under way the ballot is in neither: nothing could be told apart.
            assert signs[place] not in _journal(store).read_bytes()
            assert signs[place] not in store.path.read_bytes()
            return code

        code, change = store.do("Seal", seal, lasting=True)
        assert change is not None
        assert {one.table for one in change.changes} == {"turn"}
        data = store.path.read_bytes()
        assert [data.count(sign) for sign in signs[: place + 1]] == [1] * (place + 1)
        assert code.encode() not in data
        assert code.replace("-", "").encode() not in data
        assert not _journal(store).exists()
    inside = _urn(store.path)
    assert inside == sorted(inside)
    row = json.dumps(inside)
    with store.read() as session:
        seats = [*here.seats, *session.scalars(select(Turn.id)), *session.scalars(
            select(Turn.cast_by_id))]  # fmt: skip
    assert all(str(id) not in row for id in seats)
    assert all(sign.decode() not in _history(store) for sign in signs)
    assert all(content not in _history(store) for content, _ in inside)


def _contents(ballots: Sequence[Sequence[str]]) -> list[str]:
    return [content for content, _ in ballots]


def test_the_order_of_sealing_leaves_no_trace(sample_file: Path, home: Path) -> None:
    found = []
    for step in (1, -1):
        with Store(sample_file, home=home, clock=clock, durable=False) as store:
            copy = store.path.with_name(f"{step}.cxdesk")
            copy_file(store.path, copy)
        with Store(copy, home=home, clock=clock, durable=False) as store:
            here = boards.opened(store, secret=True)
            for place in range(7)[::step]:
                _seal(store, here, place)
            found.append(_contents(_urn(copy)))
    assert found[0] == found[1]


def test_what_was_replaced_and_receipts_are_gone_from_the_bytes(store: Store) -> None:
    here = boards.sealed(store, secret=True)
    old, new = _sign(store, here, BALLOTS[2]), _sign(store, here, _FRESH)
    head = store.head
    _replace(store, here, 2, _FRESH)
    assert store.head == head  # the history would say when somebody came back
    data = store.path.read_bytes()
    assert (data.count(old), data.count(new)) == (0, 1)
    receipts = [receipt.encode() for _, receipt in _urn(store.path)]
    assert all(receipt in data for receipt in receipts)
    store.do("Close", lambda s: rounds.close_round(s, here.round), lasting=True)
    data = store.path.read_bytes()
    assert not any(receipt in data for receipt in receipts)
    assert re.findall(rb"[0-9a-f]{64}\\?\"\]", data) == []
    with store.read() as session:
        counted = {one.marked.tiers.ranked for one in ballots.ballots_of(session, here.round)}
    assert boards.mark(here, _FRESH).tiers.ranked in counted
    assert boards.mark(here, BALLOTS[2]).tiers.ranked not in counted
    assert store.problems() == []


def test_an_abandoned_round_leaves_no_ballot(store: Store) -> None:
    here = boards.sealed(store, secret=True)
    signs = [_sign(store, here, digits) for digits in BALLOTS]
    store.do("Abandon", lambda s: rounds.abandon(s, here.round, "No"), lasting=True)
    data = store.path.read_bytes()
    assert [sign for sign in signs if sign in data] == []
    assert store.problems() == []


def test_a_paper_of_a_secret_round_belongs_to_nobody(store: Store) -> None:
    here = boards.sealed(store, secret=True, ballots=BALLOTS[:6])
    store.do("Paper", lambda s: rounds.collect(s, here.round, here.seats[6]), lasting=True)
    head = store.head
    _, change = store.do(
        "Enter",
        lambda s: rounds.transcribe(s, here.round, boards.mark(here, _FRESH),
                                    by=per(s, "Sofia Marques"), confirmed_by=per(s, CHAIR)),
        lasting=True,
    )  # fmt: skip
    assert (change, store.head) == (None, head)
    # It does not stand out: a paper alone without a receipt would be that of a known seat.
    assert {len(receipt) for _, receipt in _urn(store.path)} == {64}
    assert store.path.read_bytes().count(_sign(store, here, _FRESH)) == 1


def test_what_is_removed_is_overwritten(store: Store) -> None:
    with closing(raw_connection(store.path, read_only=False)) as file:
        assert file.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_no_copies_are_made_while_a_secret_round_is_open(store: Store, home: Path) -> None:
    here = boards.opened(store, secret=True)
    backups = Backups(store.path, home)
    elsewhere = store.path.with_name("older.cxdesk")
    copy_file(store.path, elsewhere)
    with pytest.raises(KnownError, match="A secret round is open"):
        backups.make(clock())
    with pytest.raises(KnownError, match="A secret round is open"):
        restore.prepare(elsewhere, store.path, clock=clock)
    assert backups.list() == []
    left = sorted(file.name for file in store.path.parent.glob("*.cxdesk*"))
    assert left == [".meridian.cxdesk.lock", "meridian.cxdesk", "older.cxdesk"]
    store.do("Abandon", lambda s: rounds.abandon(s, here.round, "No"), lasting=True)
    assert backups.make(clock()).path.exists()


def test_an_error_quotes_no_ballot(store: Store) -> None:
    secret = "[[4],[2]] and its receipt"
    with pytest.raises(Exception, match="FOREIGN KEY") as wrong:
        store.do("Seal", lambda s: urn.put(s.connection(), 123, secret, "digest"))
    assert secret not in report(wrong.value)
    with pytest.raises(Exception, match="NOT NULL") as wrong:
        store.do("Seal", lambda s: s.connection().exec_driver_sql(
            "INSERT INTO urn (id, round_id, ballots) VALUES (1, NULL, ?)", (secret,)))  # fmt: skip
    assert secret not in report(wrong.value)


def _outside(path: Path, change: list[list[str]]) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE urn SET ballots = ?", (json.dumps(change),))
        file.commit()


@pytest.mark.parametrize("closed", [False, True])
def test_what_is_done_to_an_urn_outside_is_named(store: Store, closed: bool) -> None:
    (boards.closed if closed else boards.sealed)(store, secret=True)
    inside = _urn(store.path)
    assert store.problems() == []
    _outside(store.path, [*inside, inside[0]])
    assert "1 ballot more than were sealed in round 1 of 23 Nov 2026" in store.problems()[0]
    _outside(store.path, inside[2:])
    assert "2 ballots of round 1 of 23 Nov 2026 went missing" in store.problems()[0]
    _outside(store.path, [*inside[:-1], inside[0]])
    if closed:  # before, a holder may replace a ballot without a word in the history
        assert "are not those that were sealed" in store.problems()[0]
    with closing(sqlite3.connect(store.path)) as file:
        file.execute("UPDATE urn SET ballots = 'x'")
        file.commit()
    assert "cannot be read" in store.problems()[0]


def test_approved_minutes_are_kept_and_missed(store: Store) -> None:
    here = boards.published(store)
    data = b"%PDF minutes"
    digest = hashlib.sha256(data).hexdigest()

    def approve(s: Session) -> None:
        s.add(Content(digest=digest, data=data))
        s.add(
            Minutes(
                meeting_id=here.meeting, approved_by_id=per(s, CHAIR), on=date(2026, 11, 23),
                digest=digest, size=len(data), chain="",
            )
        )  # fmt: skip

    store.do("Approve", approve, lasting=True)
    assert store.sweep() == 0
    assert store.problems() == []
    with closing(sqlite3.connect(store.path)) as file:
        file.execute("DELETE FROM content WHERE digest = ?", (digest,))
        file.commit()
    assert store.problems() == ["The minutes that were approved on 23 Nov 2026 are gone."]
