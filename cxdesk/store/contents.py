"""Contents that are no longer needed: neither a row names them, nor could undo or redo."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from cxdesk.model.decisions import Minutes
from cxdesk.model.work import Attachment, Content
from cxdesk.store.history import Head, decode
from cxdesk.store.schema import HISTORY


def sweep(connection: Connection, head: Head) -> int:
    """Remove what is not needed; returns how many. Reads the history only where there may be."""
    named = select(Attachment.digest).union(select(Minutes.digest))
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
            HISTORY.c.seq.in_(select(stack.c.seq)), HISTORY.c.changes.contains('"digest"')
        )
        for (changes,) in connection.execute(entries):
            for change in decode(changes):
                rows = (change.before, change.after)
                found |= {str(row["digest"]) for row in rows if row and "digest" in row}
    return found
