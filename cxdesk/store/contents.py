"""Contents under their digest: put there once, read back unharmed, and swept when not needed."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import delete, or_, select, union
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from cxdesk.model.charters import Charter
from cxdesk.model.decisions import Minutes
from cxdesk.model.program import Program
from cxdesk.model.work import Attachment, Content
from cxdesk.store.history import Head, decode
from cxdesk.store.schema import HISTORY

NAMING: Final = (
    Attachment.digest, Minutes.digest, Charter.digest, Charter.logo, Program.logo,
)  # fmt: skip
"""The columns that name a content by its digest."""
_KEYS: Final = sorted({column.key for column in NAMING})


def hold(session: Session, data: bytes) -> str:
    """Keep bytes and return their digest; the same ones are kept once, and mended if damaged."""
    digest = hashlib.sha256(data).hexdigest()
    if held(session, digest) is None:
        session.merge(Content(digest=digest, data=data))
    return digest


def held(session: Session, digest: str) -> bytes | None:
    """The bytes of a digest; None where they are gone or damaged."""
    table = Content.__table__.c
    data = session.execute(select(table.data).where(table.digest == digest)).scalar()
    if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != digest:
        return None
    return data


def sweep(connection: Connection, head: Head) -> int:
    """Remove what neither a row names nor undo or redo could bring back; returns how many.

    Reads the history only where there may be such.
    """
    # Without what names nothing: in a list with NULL nothing is ever missing.
    named = union(*(select(column).where(column.is_not(None)) for column in NAMING))
    loose = set(connection.scalars(select(Content.digest).where(Content.digest.not_in(named))))
    gone = loose - _within_reach(connection, head) if loose else loose
    for digest in gone:
        connection.execute(delete(Content).where(Content.digest == digest))
    return len(gone)


def _within_reach(connection: Connection, head: Head) -> set[str]:
    """The digests that undoing or redoing may bring back."""
    found = set()
    for top in (head.undo_top, head.redo_top):
        if top is None:
            continue
        stack = (
            select(HISTORY.c.seq, HISTORY.c.below).where(HISTORY.c.seq == top).cte(recursive=True)
        )
        below = select(HISTORY.c.seq, HISTORY.c.below).join(stack, HISTORY.c.seq == stack.c.below)
        stack = stack.union_all(below)
        entries = select(HISTORY.c.changes).where(
            HISTORY.c.seq.in_(select(stack.c.seq)),
            or_(*(HISTORY.c.changes.contains(f'"{key}"') for key in _KEYS)),
        )
        for (changes,) in connection.execute(entries):
            for change in decode(changes):
                rows = [row for row in (change.before, change.after) if row]
                found |= {str(row[key]) for row in rows for key in _KEYS if row.get(key)}
    return found
