"""What a transaction changed: every stored row before and after, kept as it is flushed.

Listens to mapper events, since a session's before_flush alone misses orphans and re-parented
children. Rows are compared as stored, not as objects, so what undo restores is what was there.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, Table, bindparam, event, insert, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session

from cxdesk.model import base
from cxdesk.model.base import Entity, storable

Row = dict[str, Any]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it was not there. An update keeps changed columns only.

    `subject` is the item the row belongs to, 0 when it stands for itself.
    """

    table: str
    id: int
    before: Row | None
    after: Row | None
    subject: int = 0

    def inverted(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before, self.subject)


class Recorder:
    """Collects the row changes of one write, one a row, in the order first touched."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], tuple[Row | None, Row | None, int]] = {}
        self.going: dict[tuple[str, int], Row] = {}  # rows that a flush removes, read together

    def note(
        self, table: str, id: int, before: Row | None, after: Row | None, subject: int
    ) -> None:
        """Add one flushed row, folded into what the write did to it before."""
        key = (table, id)
        if key in self._rows:
            before = self._rows[key][0]
        self._rows[key] = (before, after, subject)

    def changes(self) -> tuple[RowChange, ...]:
        """What really changed; rows that came back to what they were are left out."""
        found = []
        for (table, id), (before, after, subject) in self._rows.items():
            if before == after:
                continue
            if before is not None and after is not None:
                columns = [name for name in after if before[name] != after[name]]
                found.append(
                    RowChange(
                        table,
                        id,
                        {name: before[name] for name in columns},
                        {name: after[name] for name in columns},
                        subject,
                    )
                )
            else:
                found.append(RowChange(table, id, before, after, subject))
        return tuple(found)


_RECORDER = "recorder"


def record(session: Session) -> Recorder:
    """Switch the recorder on for `session`, which may then write."""
    recorder = Recorder()
    session.info[_RECORDER] = recorder
    return recorder


def changes_so_far(session: Session) -> tuple[RowChange, ...]:
    """What a write, or a rehearsal, has changed until now."""
    session.flush()
    recorder = session.info[_RECORDER]
    assert isinstance(recorder, Recorder)
    return recorder.changes()


@contextmanager
def trial(session: Session) -> Iterator[None]:
    """Run commands within a write and take back what they did at the end, also in the record."""
    session.flush()
    recorder = session.info[_RECORDER]
    record(session)  # what is tried is noted apart
    savepoint = session.begin_nested()
    try:
        yield
        session.flush()
    finally:
        savepoint.rollback()
        session.info[_RECORDER] = recorder


def stored(value: Any) -> Any:
    """A column's value as JSON holds it: enums by value, dates in ISO form."""
    kind = type(value)
    if kind is str:
        return storable(value)
    if value is None or kind is int or kind is float or kind is bool:
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list | dict):
        return json.loads(json_text(value))
    return value


def json_text(value: Any) -> str:
    """A JSON column's text: as typed, not escaped, and without what no file can hold."""
    return storable(json.dumps(value, ensure_ascii=False))


def loaded(column: Column[Any], value: Any) -> Any:
    """The Python value of a column from its JSON form; the opposite of `stored`."""
    if value is None:
        return None
    kind = column.type.python_type
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if issubclass(kind, enum.Enum):
        return kind(value)
    return value


def table_of(mapper: Mapper[Any]) -> Table:
    """The one table of an entity."""
    table = mapper.local_table
    assert isinstance(table, Table)
    return table


@cache
def _by_id(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.id == bindparam("id"))


@cache
def _by_ids(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))


def read_row(connection: Connection, table: Table, id: int) -> Row | None:
    """A row as stored, or None."""
    found = connection.execute(_by_id(table), {"id": id}).mappings().one_or_none()
    return None if found is None else {name: stored(value) for name, value in found.items()}


def read_rows(connection: Connection, table: Table, ids: Sequence[int]) -> dict[int, Row]:
    """Rows as stored, by id; those that are not there are left out."""
    found = {}
    for some in chunks(ids):
        for row in connection.execute(_by_ids(table), {"ids": some}).mappings():
            found[row["id"]] = {name: stored(value) for name, value in row.items()}
    return found


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in runs that one statement takes."""
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def subject_of(mapper: Mapper[Any], row: Row) -> int:
    """The item a row belongs to besides itself; 0 when none."""
    name = mapper.class_.subject_column
    return int(row[name] or 0) if name else 0


def _recorder_of(target: Entity) -> Recorder:
    session = object_session(target)
    recorder = session.info.get(_RECORDER) if session is not None else None
    if recorder is None:
        raise RuntimeError("Only Store.write may change entities: this session is for reading.")
    assert isinstance(recorder, Recorder)
    return recorder


def _row_of(mapper: Mapper[Any], target: Entity) -> Row:
    values = target.__dict__  # an attribute by its name takes SQLAlchemy three calls
    return {
        name: stored(values[key] if key in values else getattr(target, key))
        for name, key in _keys(mapper)
    }


@cache
def _keys(mapper: Mapper[Any]) -> tuple[tuple[str, str], ...]:
    """The name of each column, and of the attribute that holds it."""
    return tuple(
        (column.name, mapper.get_property_by_column(column).key)
        for column in table_of(mapper).columns
    )


@event.listens_for(Entity, "after_insert", propagate=True)
def _inserted(mapper: Mapper[Any], _connection: Connection, target: Entity) -> None:
    row = _row_of(mapper, target)
    _recorder_of(target).note(table_of(mapper).name, target.id, None, row, subject_of(mapper, row))


def _note_stored(
    mapper: Mapper[Any], connection: Connection, target: Entity, *, stays: bool
) -> None:
    """Note a row as the file holds it before the flush touches it."""
    recorder, table = _recorder_of(target), table_of(mapper)
    row = recorder.going.pop((table.name, target.id), None)
    if row is None:
        row = read_row(connection, table, target.id)
    if row is not None:
        after = row if stays else None
        recorder.note(table.name, target.id, row, after, subject_of(mapper, row))


@event.listens_for(Entity, "before_update", propagate=True)
def _updating(mapper: Mapper[Any], connection: Connection, target: Entity) -> None:
    _note_stored(mapper, connection, target, stays=True)


@event.listens_for(Entity, "after_update", propagate=True)
def _updated(mapper: Mapper[Any], _connection: Connection, target: Entity) -> None:
    row = _row_of(mapper, target)
    _recorder_of(target).note(table_of(mapper).name, target.id, row, row, subject_of(mapper, row))


@event.listens_for(Entity, "before_delete", propagate=True)
def _deleting(mapper: Mapper[Any], connection: Connection, target: Entity) -> None:
    _note_stored(mapper, connection, target, stays=False)


def add_rows(session: Session, kind: type[Entity], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows of one table, recorded as entities are: of thousands in a quarter of the time.

    A row says its values by attribute; what it leaves out has its default, and an id is minted.
    What was changed before is flushed first.
    """
    mapper, full = inspect(kind), []
    table, keys = table_of(mapper), _keys(mapper)
    defaults = {column.name: column.default for column in table.columns if column.default}
    for row in rows:
        values = {name: row[key] for name, key in keys if key in row}
        if "id" not in values:
            values["id"] = base.mint_id()
        for name, _ in keys:
            if name not in values:
                values[name] = _default(defaults.get(name))
        full.append(values)
    if not full:
        return
    session.flush()
    recorder = session.info[_RECORDER]
    assert isinstance(recorder, Recorder)
    session.connection().execute(insert(table), full)
    for values in full:
        after = {name: stored(value) for name, value in values.items()}
        recorder.note(table.name, values["id"], None, after, subject_of(mapper, after))


def _default(default: Any) -> Any:
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def read_going(session: Session, *_: Any) -> None:
    """Read the rows that a flush will remove, many at a time: one by one takes four times as long.

    Before a flush; a row that is not among them is read when its turn comes.
    """
    recorder = session.info.get(_RECORDER)
    if recorder is None:
        return
    by_table: dict[Table, list[int]] = {}
    for target in session.deleted:
        state = inspect(target)
        by_table.setdefault(table_of(state.mapper), []).append(state.identity[0])
    recorder.going = {
        (table.name, id): row
        for table, ids in by_table.items()
        if len(ids) > 1
        for id, row in read_rows(session.connection(), table, ids).items()
    }


def refuse_bulk(state: ORMExecuteState) -> None:
    """Refuse every statement but SELECT: what it changed would go unrecorded."""
    if not state.is_select:
        raise RuntimeError("Change entities, not rows: a bulk statement would go unrecorded.")
