"""The history of a file: a chain of entries, each bound to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from cxdesk.model.base import storable
from cxdesk.store.recorder import RowChange
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

FIRST_HASH = "0" * 64
_PART = 500  # rows that are written as JSON in one go
_WHOLE = 200_000  # characters that are read in one go


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One entry of the history, as views hear of it."""

    seq: int
    at: str
    who: str
    label: str
    kind: str
    changes: tuple[RowChange, ...]

    @property
    def tables(self) -> frozenset[str]:
        """The tables that changed."""
        return frozenset(change.table for change in self.changes)

    def ids(self, table: str) -> frozenset[int]:
        """The rows of one table that changed."""
        return frozenset(change.id for change in self.changes if change.table == table)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain and the tops of the two stacks that undo and redo walk."""

    seq: int = 0
    hash: str = FIRST_HASH
    undo_top: int | None = None
    redo_top: int | None = None


# Asked at every change, so they are made once.
_NEWEST = (
    select(HISTORY.c.seq, HISTORY.c.hash, HISTORY.c.undo_top, HISTORY.c.redo_top)
    .order_by(HISTORY.c.seq.desc())
    .limit(1)
)
_ENTRY = select(HISTORY).where(HISTORY.c.seq == bindparam("seq"))
_MARK = select(HISTORY.c.hash).where(HISTORY.c.seq == bindparam("seq"))


def read_head(connection: Connection) -> Head:
    """The newest entry's place in the chain."""
    newest = connection.execute(_NEWEST).one_or_none()
    return Head() if newest is None else Head(*newest)


def read_entry(connection: Connection, seq: int) -> dict[str, Any]:
    """One entry with all its columns. Raises NoResultFound when it is not there."""
    row = connection.execute(_ENTRY, {"seq": seq}).mappings().one()
    return dict(row)


def label_of(connection: Connection, seq: int) -> str:
    """What an entry is called; its changes, which may be many, are not read."""
    return str(connection.scalars(select(HISTORY.c.label).where(HISTORY.c.seq == seq)).one())


def size_of(connection: Connection, seq: int) -> int:
    """How many characters the changes of an entry take."""
    length = func.length(HISTORY.c.changes)
    return int(connection.scalars(select(length).where(HISTORY.c.seq == seq)).one())


def append(
    connection: Connection,
    head: Head,
    *,
    at: str,
    who: str,
    label: str,
    changes: tuple[RowChange, ...],
    kind: str = "do",
    target: dict[str, Any] | None = None,
    lasting: bool = False,
) -> tuple[Head, ChangeSet]:
    """Write one entry after `head`; `target` is the entry that an undo or redo is about.

    Below a `lasting` entry nothing can be undone, nor the entry itself.

    The two stacks live in the entries themselves: an entry names the one below it on its stack,
    so undo and redo survive a restart and need no other table.
    """
    seq, who, label = head.seq + 1, storable(who), storable(label)
    below: int | None
    undo_top: int | None
    redo_top: int | None
    if lasting:
        below = undo_top = redo_top = None
    elif target is None:
        below, undo_top, redo_top = head.undo_top, seq, None
    elif kind == "undo":
        below, undo_top, redo_top = head.redo_top, target["below"], seq
    else:
        below, undo_top, redo_top = head.undo_top, seq, target["below"]
    entry: dict[str, Any] = {
        "seq": seq,
        "at": at,
        "who": who,
        "label": label,
        "kind": kind,
        "target": None if target is None else target["seq"],
        "below": below,
        "undo_top": undo_top,
        "redo_top": redo_top,
    }
    mark = _write(connection, head, entry, changes)
    change_set = ChangeSet(seq, at, who, label, kind, changes)
    return Head(seq, mark, undo_top, redo_top), change_set


def append_migration(
    connection: Connection, *, at: str, label: str, changes: tuple[RowChange, ...]
) -> None:
    """Write the entry of a migration, below which nothing can be undone or redone."""
    head = read_head(connection)
    _write(connection, head, {
        "seq": head.seq + 1, "at": at, "who": "cxdesk", "label": label, "kind": "do",
        "target": None, "below": None, "undo_top": None, "redo_top": None,
    }, changes)  # fmt: skip


def _write(
    connection: Connection, head: Head, entry: dict[str, Any], changes: tuple[RowChange, ...]
) -> str:
    entry["changes"] = encode(changes)
    mark = entry["hash"] = chain_hash(head.hash, entry)
    connection.execute(HISTORY.insert(), entry)
    items = {change.id for change in changes} | {change.subject for change in changes} - {0}
    if items:
        rows = [{"item": item, "seq": entry["seq"]} for item in items]
        connection.execute(HISTORY_ITEM.insert(), rows)
    return mark


def chain_hash(previous: str, entry: dict[str, Any]) -> str:
    """SHA-256 of the previous hash and the entry's content, in hex."""
    return _hash(previous, [entry[name] for name in _HASHED])


def _hash(previous: str, values: Sequence[Any]) -> str:
    mark = hashlib.sha256(previous.encode("utf-8", "replace"))
    *rest, changes = values
    if isinstance(changes, str) and len(changes) >= _WHOLE:
        mark.update(f'{_content(rest)[:-1]},"'.encode())
        for at in range(0, len(changes), _WHOLE):
            mark.update(_content(changes[at : at + _WHOLE])[1:-1].encode())
        mark.update(b'"]')
    else:
        mark.update(_content(values).encode())
    return mark.hexdigest()


def _content(value: Any) -> str:
    return json.dumps(
        value,
        ensure_ascii=True,
        separators=(",", ":"),
        default=repr,  # bytes, in an entry damaged on disk
    )


def intact(connection: Connection, entry: dict[str, Any]) -> bool:
    """Whether an entry is as it was written after the one before it."""
    seq = entry["seq"]
    previous = FIRST_HASH if seq == 1 else str(connection.scalar(_MARK, {"seq": seq - 1}))
    return bool(entry["hash"] == chain_hash(previous, entry))


_HASHED = (
    "seq", "at", "who", "label", "kind", "target", "below", "undo_top", "redo_top", "changes",
)  # fmt: skip


def encode(changes: Iterable[RowChange]) -> str:
    """Row changes as JSON, a part at a time: nothing else of the program runs within a part."""
    rows = iter([one.table, one.id, one.before, one.after, one.subject] for one in changes)
    parts = []
    while part := list(islice(rows, _PART)):
        parts.append(json.dumps(part, ensure_ascii=True, separators=(",", ":"))[1:-1])
    return f"[{','.join(parts)}]"


def decode(text: str) -> tuple[RowChange, ...]:
    """Row changes from JSON. Raises ValueError or TypeError for what `encode` never wrote."""
    if len(text) < _WHOLE:
        return tuple(RowChange(*part) for part in json.loads(text))
    return tuple(_rows(text))


def _rows(text: str) -> Iterator[RowChange]:
    """The rows of a long JSON, one after the other, so that others run between them."""
    read, at = json.JSONDecoder().raw_decode, 1
    if text[0] != "[":
        raise ValueError("a list is expected")
    while True:
        row, at = read(text, at)
        yield RowChange(*row)
        if text[at : at + 1] != ",":
            break
        at += 1
    if text[at:] != "]":
        raise ValueError("the end of the list is expected")


def decode_of(text: str, item: int) -> tuple[RowChange, ...]:
    """The row changes of one item, and of what belongs to it, out of a long entry.

    Only the parts that name it are decoded: all of ten thousand rows take half a second. Quotes
    within a text are escaped, so that no text looks like the next change; where a list of lists
    does, all is decoded.
    """
    found = {}
    for match in re.finditer(rf'\["\w+",{item},|,{item}\](?=,\["|\]$)', text):
        start = text.rfind('],["', 0, match.start() + 4) + 2
        start = start if start > 1 else 1
        end = text.find('],["', max(start, match.end() - 1))
        end = end + 1 if end >= 0 else len(text) - 1
        try:
            found[start] = RowChange(*json.loads(text[start:end]))
        except (ValueError, TypeError):
            return tuple(one for one in decode(text) if item in (one.id, one.subject))
    return tuple(found.values())


def verify(connection: Connection) -> Iterator[str]:
    """Walk the chain; yields what is wrong, naming the record, and stops at the first break."""
    previous, expected = FIRST_HASH, 1
    columns = [HISTORY.c[name] for name in (*_HASHED, "hash")]
    rows = connection.execution_options(yield_per=1000).execute(
        select(*columns).order_by(HISTORY.c.seq)
    )
    for *values, mark in rows:
        seq, at, who, label = values[:4]
        if seq != expected:
            yield f"History record {expected} is missing."
            return
        if mark != _hash(previous, values):
            yield (f"History record {seq} ({at}, {who}: {label}) was changed after it was written.")
            return
        previous, expected = mark, expected + 1
