"""The urn: ballots of secret rounds, which lie outside the history and lead to nobody.

All ballots of a round are one row, sorted: nothing in the file, not even the place of bytes on a
page, says who voted when. One row, for SQLite overwrites what is deleted (`secure_delete`) but
leaves copies of rows behind when it shares them out over more pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from cxdesk.model.rounds import Round, RoundState, Urn
from cxdesk.model.work import Content
from cxdesk.store.recorder import RowChange

_urn, _round, _content = Urn.__table__.c, Round.__table__.c, Content.__table__.c
_Ballot = tuple[str, str]  # what it says, and the digest of its holder's code


def put(connection: Connection, round_id: int, content: str, receipt: str) -> None:
    """Add a ballot; `receipt` is the digest of its holder's code."""
    _lay(connection, round_id, [*_ballots(connection, round_id), (content, receipt)])


def replace(connection: Connection, round_id: int, content: str, receipt: str) -> bool:
    """Put a ballot in the place of the one with this receipt; False when there is none."""
    there = _ballots(connection, round_id)
    if not receipt or all(receipt != each for _, each in there):
        return False
    kept = [(content if each == receipt else old, each) for old, each in there]
    _lay(connection, round_id, kept)
    return True


def holds(connection: Connection, round_id: int, receipt: str) -> bool:
    """Whether a ballot with this receipt is in the urn."""
    return bool(receipt) and any(receipt == each for _, each in _ballots(connection, round_id))


def number(connection: Connection, round_id: int) -> int:
    """How many ballots are in."""
    return len(_ballots(connection, round_id))


def read(connection: Connection, round_id: int) -> tuple[str, ...]:
    """What the ballots say, sorted; only to be counted once the round is closed."""
    return tuple(content for content, _ in _ballots(connection, round_id))


def close(connection: Connection, round_id: int) -> str:
    """Forget all receipts and return the digest of the ballots, which no longer change."""
    _lay(connection, round_id, [(content, "") for content, _ in _ballots(connection, round_id)])
    return digest(connection, round_id)


def destroy(connection: Connection, round_id: int) -> None:
    """Take all ballots of a round away, uncounted."""
    connection.execute(delete(Urn).where(_urn.round_id == round_id))


def digest(connection: Connection, round_id: int) -> str:
    """SHA-256 of all ballots of a round, sorted."""
    return digest_of(round_id, read(connection, round_id))


def digest_of(round_id: int, ballots: Sequence[str]) -> str:
    """SHA-256 of what these ballots say, sorted."""
    return hashlib.sha256(_lines(round_id, ballots)).hexdigest()


def fill(connection: Connection, round_id: int, ballots: Sequence[str]) -> None:
    """Lay the ballots of a closed round, brought from another file, into its urn."""
    destroy(connection, round_id)
    text = _packed([(content, "") for content in ballots])
    # Its id tells nothing either way; the round's makes what comes back equal to what went.
    connection.execute(insert(Urn).values(id=round_id, round_id=round_id, ballots=text))


def follow(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Let the ballots of closed rounds go and come back with their rounds, as undo and redo ask.

    Only rounds that were brought in go: voting is never undone. Their ballots lie meanwhile among
    the contents: under the digest that the history keeps of them, and that of nothing else.
    """
    for one in changes:
        if one.table != Round.__tablename__:
            continue
        if one.after is None:
            _put_by(connection, one.id)
        elif one.before is None and one.after.get("secret"):
            _take_out(connection, one.id, str(one.after.get("digest")))


def _put_by(connection: Connection, round_id: int) -> None:
    ballots = read(connection, round_id)
    if ballots:
        lines = _lines(round_id, ballots)
        mark = hashlib.sha256(lines).hexdigest()
        if connection.scalar(select(_content.digest).where(_content.digest == mark)) is None:
            connection.execute(insert(Content).values(digest=mark, data=lines))
        destroy(connection, round_id)


def _take_out(connection: Connection, round_id: int, mark: str) -> None:
    lines = connection.scalar(select(_content.data).where(_content.digest == mark))
    if lines is not None:
        id, *ballots = json.loads(lines)
        if id == round_id:
            fill(connection, round_id, ballots)


def _lines(round_id: int, ballots: Sequence[str]) -> bytes:
    return json.dumps([round_id, *sorted(ballots)]).encode()


def is_open(connection: Connection) -> bool:
    """Whether a secret round is open: copies of the file, made one after the other, would then
    tell its ballots apart.
    """
    found = select(func.count()).where(_round.state == RoundState.OPEN, _round.secret)
    return bool(connection.scalar(found))


def _ballots(connection: Connection, round_id: int) -> list[_Ballot]:
    text = connection.scalar(select(_urn.ballots).where(_urn.round_id == round_id))
    return [(content, receipt) for content, receipt in json.loads(text)] if text else []


def _lay(connection: Connection, round_id: int, ballots: Sequence[_Ballot]) -> None:
    destroy(connection, round_id)
    connection.execute(insert(Urn).values(round_id=round_id, ballots=_packed(ballots)))


def _packed(ballots: Sequence[_Ballot]) -> str:
    return json.dumps(sorted(ballots), separators=(",", ":"))
