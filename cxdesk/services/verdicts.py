"""What approvers said before: read from the history, as the table has the last word alone.

A charter that is submitted again asks its approvers anew; what they said of a draft that came back
stands in the history as it was when the next draft began. Who asked and was answered decides in
other words; the question and its answer stand there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.charters import Approval, Charter, CharterState, Verdict, charter_label
from cxdesk.model.people import Person
from cxdesk.store.history import decode
from cxdesk.store.recorder import Row, RowChange
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

_approval, _charter = Approval.__tablename__, Charter.__tablename__


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """What somebody said of a draft, `label` "0.2"."""

    label: str
    name: str
    verdict: Verdict
    on: date | None
    comment: str
    answer: str = ""


def earlier_verdicts(session: Session, id: int) -> tuple[PastVerdict, ...]:
    """What was said of earlier drafts, and what was asked and answered, oldest first."""
    entries = session.execute(
        select(HISTORY.c.changes)
        .join(HISTORY_ITEM, HISTORY_ITEM.c.seq == HISTORY.c.seq)
        .where(HISTORY_ITEM.c.item == id)
        .order_by(HISTORY.c.seq)
    ).scalars()
    heard = _Heard(id)
    for changes in entries:
        heard.follow(decode(changes))
    names = dict(session.execute(select(Person.__table__.c.id, Person.__table__.c.name)).all())
    return tuple(
        PastVerdict(
            charter_label(heard.version, draft, CharterState.DRAFT),
            names.get(row.get("person_id", 0), "somebody"), Verdict(row["verdict"]),
            date.fromisoformat(row["decided_on"]) if row.get("decided_on") else None,
            row.get("comment", ""), row.get("answer", ""),
        )
        for draft, row in heard.told()
    )  # fmt: skip


class _Heard:
    """Follows the approvals of a charter through the history, undoing with it."""

    def __init__(self, charter: int) -> None:
        self._charter = charter
        self.version = self._revision = 1
        self._rows: dict[int, Row] = {}
        self._said: dict[int, list[Row]] = {}  # by revision: what stood when the next one began
        self._asked: dict[int, list[tuple[int, Row]]] = {}  # by approval: revision, question

    def follow(self, changes: Iterable[RowChange]) -> None:
        """One entry of the history."""
        before = self._revision
        for change in changes:
            if change.table == _charter and change.id == self._charter:
                here = change.after or {}
                self.version = here.get("version", self.version)
                self._revision = here.get("revision", self._revision)
            elif change.table == _approval:
                self._decide(change, before)
        if self._revision > before:
            self._said[before] = [dict(row) for row in self._rows.values()]
        for undone in [each for each in self._said if each >= self._revision]:
            del self._said[undone]

    def _decide(self, change: RowChange, revision: int) -> None:
        old = self._rows.pop(change.id, {})
        if change.after is None:
            return
        new = self._rows[change.id] = {**(old if change.before else {}), **change.after}
        asked = self._asked.setdefault(change.id, [])
        if old.get("answer") and not new.get("answer"):
            asked.append((revision, {**old, "verdict": Verdict.MORE.value}))
        elif asked and new.get("answer") == asked[-1][1].get("answer") and not old.get("answer"):
            asked.pop()  # the decision was undone

    def told(self) -> Iterator[tuple[int, Row]]:
        """Revision and what was said, draft by draft."""
        asked = [each for one in self._asked.values() for each in one]
        for draft in sorted({*self._said, *(draft for draft, _ in asked)}):
            if draft <= self._revision:
                yield from ((draft, row) for at, row in asked if at == draft)
            last = self._said.get(draft, [])
            for row in sorted(last, key=lambda row: row.get("position", 0.0)):
                if row.get("verdict") is not None:
                    yield draft, row
