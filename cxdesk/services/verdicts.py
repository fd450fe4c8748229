"""What approvers said of the drafts before: read from the history, as the table has the last alone.

A charter that is submitted again asks its approvers anew; what they said of a draft that came back
stands in the history as it was when the next draft began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.charters import Approval, Charter, CharterState, Verdict, charter_label
from cxdesk.model.people import Person
from cxdesk.store.history import decode
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

_approval, _charter = Approval.__tablename__, Charter.__tablename__


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """What somebody said of an earlier draft, `label` "0.2"."""

    label: str
    name: str
    verdict: Verdict
    on: date | None
    comment: str
    answer: str = ""


def earlier_verdicts(session: Session, id: int) -> tuple[PastVerdict, ...]:
    """What was said of the drafts of a version before the one that is written now, oldest first."""
    entries = session.execute(
        select(HISTORY.c.changes)
        .join(HISTORY_ITEM, HISTORY_ITEM.c.seq == HISTORY.c.seq)
        .where(HISTORY_ITEM.c.item == id)
        .order_by(HISTORY.c.seq)
    ).scalars()
    rows: dict[int, dict[str, Any]] = {}
    said: dict[int, list[dict[str, Any]]] = {}  # by revision
    version, revision = 1, 1
    for changes in entries:
        before = revision
        for change in decode(changes):
            if change.table == _charter and change.id == id:
                here = change.after or {}
                version = here.get("version", version)
                revision = here.get("revision", revision)
            elif change.table == _approval and change.after is None:
                rows.pop(change.id, None)
            elif change.table == _approval:
                known = {} if change.before is None else rows.get(change.id, {})
                rows[change.id] = {**known, **change.after}
        if revision > before:
            said[before] = [
                dict(row) for row in rows.values() if row.get("charter_id") in (id, None)
            ]
        for undone in [each for each in said if each >= revision]:
            del said[undone]
    names = dict(session.execute(select(Person.__table__.c.id, Person.__table__.c.name)).all())
    found = []
    for draft, people in sorted(said.items()):
        label = charter_label(version, draft, CharterState.DRAFT)
        for row in sorted(people, key=lambda row: row.get("position", 0.0)):
            if row.get("verdict") is None:
                continue
            on = row.get("decided_on")
            found.append(
                PastVerdict(
                    label,
                    names.get(row.get("person_id", 0), "somebody"),
                    Verdict(row["verdict"]),
                    date.fromisoformat(on) if on else None,
                    row.get("comment", ""),
                    row.get("answer", ""),
                )
            )
    return tuple(found)
