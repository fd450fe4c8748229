"""The urn: ballots of secret rounds, which lie outside the history and lead to nobody.

A ballot has a random id and neither a seat nor a time. Whenever one is put in, all of the round are
taken out and laid down anew under new ids, in the order of these: what stands where on a page of
the file says nothing of who voted when. SQLite overwrites what is deleted (`secure_delete`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from cxdesk.model.base import mint_id
from cxdesk.model.rounds import SecretBallot

_ballot = SecretBallot.__table__.c


def put(connection: Connection, round_id: int, content: str, receipt: str) -> None:
    """Add a ballot; `receipt` is the digest of its holder's code."""
    _lay(connection, round_id, [*_pairs(connection, round_id), (content, receipt)])


def replace(connection: Connection, round_id: int, content: str, receipt: str) -> bool:
    """Put a ballot in the place of the one with this receipt; False when there is none."""
    there = _pairs(connection, round_id)
    if not receipt or all(receipt != each for _, each in there):
        return False
    kept = [(content if each == receipt else old, each) for old, each in there]
    _lay(connection, round_id, kept)
    return True


def holds(connection: Connection, round_id: int, receipt: str) -> bool:
    """Whether a ballot with this receipt is in the urn."""
    return bool(receipt) and any(receipt == each for _, each in _pairs(connection, round_id))


def number(connection: Connection, round_id: int) -> int:
    """How many ballots are in."""
    return len(_pairs(connection, round_id))


def read(connection: Connection, round_id: int) -> tuple[str, ...]:
    """What the ballots say, sorted; only to be counted once the round is closed."""
    return tuple(sorted(content for content, _ in _pairs(connection, round_id)))


def close(connection: Connection, round_id: int) -> str:
    """Forget all receipts and return the digest of the ballots, which no longer change."""
    _lay(connection, round_id, [(content, "") for content, _ in _pairs(connection, round_id)])
    return digest(connection, round_id)


def destroy(connection: Connection, round_id: int) -> None:
    """Take all ballots of a round away, uncounted."""
    connection.execute(delete(SecretBallot).where(_ballot.round_id == round_id))


def digest(connection: Connection, round_id: int) -> str:
    """SHA-256 of all ballots with their ids, sorted."""
    rows = connection.execute(
        select(_ballot.id, _ballot.content).where(_ballot.round_id == round_id)
    )
    return _digest(f"{id}:{content}" for id, content in rows)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _pairs(connection: Connection, round_id: int) -> list[tuple[str, str]]:
    query = select(_ballot.content, _ballot.receipt).where(_ballot.round_id == round_id)
    return [(content, receipt) for content, receipt in connection.execute(query)]


def _lay(connection: Connection, round_id: int, pairs: Sequence[tuple[str, str]]) -> None:
    destroy(connection, round_id)
    rows = [
        {"id": mint_id(), "round_id": round_id, "content": content, "receipt": receipt}
        for content, receipt in pairs
    ]
    for row in sorted(rows, key=lambda each: each["id"]):
        connection.execute(insert(SecretBallot).values(row))
