"""The history as people read it: who changed what, when, of one item or of the whole program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Date, Enum, Select, case, func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.charters import Charter
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.requests import Request
from cxdesk.model.wording import day
from cxdesk.store.history import decode, decode_of
from cxdesk.store.recorder import RowChange
from cxdesk.store.schema import HISTORY, HISTORY_ITEM, METADATA


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history; `at` in local time, `kind` "do", "undo" or "redo".

    `details` are the changed fields in words ("Title: A → B").
    """

    seq: int
    at: datetime
    who: str
    label: str
    kind: str
    details: tuple[str, ...]

    @property
    def text(self) -> str:
        """The label, saying whether it was taken back or brought back."""
        before = {"undo": "Undone: ", "redo": "Redone: "}.get(self.kind, "")
        return before + self.label


def of_item(session: Session, id: int, most: int = 200) -> tuple[Entry, ...]:
    """The newest entries that touched an item or what belongs to it, lines of charters included."""
    charters = session.scalars(select(Charter.id).where(Charter.initiative_id == id))
    touching = select(HISTORY_ITEM.c.seq).where(HISTORY_ITEM.c.item.in_([id, *charters]))
    return _entries(session, _query().where(HISTORY.c.seq.in_(touching)).limit(most), id)


def whole(
    session: Session, *, before: int | None = None, text: str = "", who: str = "", most: int = 200
) -> tuple[Entry, ...]:
    """The newest entries below `before`, whose label holds `text` and who acted is `who`."""
    query = _query().limit(most)
    if before is not None:
        query = query.where(HISTORY.c.seq < before)
    if text:
        query = query.where(HISTORY.c.label.icontains(text, autoescape=True))
    if who:
        query = query.where(HISTORY.c.who == who)
    return _entries(session, query)


def actors(session: Session) -> tuple[str, ...]:
    """Everybody who changed something."""
    return tuple(sorted(session.scalars(select(HISTORY.c.who).distinct())))


def last_change(session: Session) -> datetime | None:
    """When the newest entry was written."""
    at = session.scalar(select(HISTORY.c.at).order_by(HISTORY.c.seq.desc()).limit(1))
    return None if at is None else datetime.fromisoformat(at)


_LONG = 500_000  # characters of an entry, as an import has: to read it all takes half a second
_changes = HISTORY.c.changes


def _query() -> Select[Any]:
    short = case((func.length(_changes) <= _LONG, _changes)).label("changes")
    head = (HISTORY.c.seq, HISTORY.c.at, HISTORY.c.who, HISTORY.c.label, HISTORY.c.kind)
    return select(*head, short).order_by(HISTORY.c.seq.desc())


def _entries(session: Session, query: Any, item: int | None = None) -> tuple[Entry, ...]:
    """The entries of a query; of a long one the details of `item` alone, if any."""
    names: dict[int, str] = {}
    found = []
    for row in session.execute(query):
        changes: Iterable[RowChange] = ()
        if row.changes is not None:
            changes = decode(row.changes)
        elif item is not None:
            long = session.scalar(select(_changes).where(HISTORY.c.seq == row.seq))
            changes = decode_of(long or "[]", item)
        found.append(
            Entry(
                row.seq,
                datetime.fromisoformat(row.at).astimezone(),
                row.who,
                row.label,
                row.kind,
                tuple(islice(_details(session, changes, names), _MOST_DETAILS)),
            )
        )
    return tuple(found)


# Columns that say nothing to a reader, or say it twice.
_QUIET = {
    "id", "position", "state_since", "held_from", "frozen", "revision", "digest", "done_on",
    "tiers", "no_opinion", "pin", "tasks", "chain",
}  # fmt: skip


_MOST_DETAILS = 12


def _details(
    session: Session, changes: Iterable[RowChange], names: dict[int, str]
) -> Iterator[str]:
    for change in changes:
        if change.before is None or change.after is None:
            continue  # the label tells of what was added or removed
        columns = METADATA.tables[change.table].c
        for name, new in change.after.items():
            if name in _QUIET:
                continue
            field = name.removesuffix("_id").replace("_", " ").capitalize()
            old, new = (
                _said(session, columns[name], value, names) for value in (change.before[name], new)
            )
            yield f"{field}: {old} → {new}"


def _said(session: Session, column: Column[Any], value: Any, names: dict[int, str]) -> str:
    if value is None or value == "" or value == []:
        return "none"
    if column.foreign_keys:
        return _name(session, int(value), names)
    if isinstance(column.type, Enum):
        word = _WORDS.get(value, value)
        return word.replace("_", " ").capitalize() if word.islower() else str(word)
    if isinstance(column.type, Date):
        return day(date.fromisoformat(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str):
        return value if len(value) <= 60 else value[:59] + "…"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


_WORDS = {"todo": "to do"}  # where the stored word is not the spoken one


def _name(session: Session, id: int, names: dict[int, str]) -> str:
    if id not in names:
        columns = (
            Person.name, Initiative.code, Batch.code, Domain.short, Outcome.code, Request.code,
        )  # fmt: skip
        found = (session.scalar(select(column).where(column.class_.id == id)) for column in columns)
        names[id] = next((name for name in found if name), "something removed")
    return names[id]
