"""Whether a change may alter what the side panel shows, so that it need not read again in vain."""

from __future__ import annotations

from cxdesk.services.detail import Detail
from cxdesk.store.history import ChangeSet

# Changes of these may show anywhere: names, dates and numbers that many items print.
_SHARED = {
    "program", "person", "domain", "frame_item", "holiday", "outcome", "reading", "batch",
}  # fmt: skip


def concerned(shown: Detail, change_set: ChangeSet) -> bool:
    """Whether a change may alter what the panel shows of an initiative."""
    if change_set.tables & _SHARED:
        return True
    own = {shown.id, *(charter.id for charter in shown.charters)}
    others = {other.id for other in (*shown.predecessors, *shown.successors)}
    others |= {pair[0] for pair in (shown.parent, shown.blocked_by) if pair}
    for change in change_set.changes:
        if change.id in own or change.subject in own or change.id in others:
            return True
        rows = (change.before, change.after)
        leads = change.table in ("link", "request", "decision", "milestone")
        if leads and any(row and shown.id in row.values() for row in rows):
            return True
    return False
