"""Putting stored rows back: how undo and redo apply a recorded change."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, UniqueConstraint, bindparam, delete, insert, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from cxdesk.store import urn
from cxdesk.store.errors import KnownError
from cxdesk.store.recorder import Row, RowChange, chunks, loaded, read_rows
from cxdesk.store.schema import METADATA

_KEY = "the id"  # no column is called that


def apply(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Bring rows from `before` to `after`.

    Raises KnownError where a row is not as `before` says: somebody changed it outside.
    """
    changes = tuple(changes)
    try:
        _apply(connection, changes)
        urn.follow(connection, changes)
    except IntegrityError as error:
        raise changed_since() from error


def changed_since() -> KnownError:
    """The message where the file is no longer as the history left it."""
    return KnownError(
        "This cannot be undone or redone: the file was changed outside cxdesk since. "
        "Nothing was changed."
    )


def _apply(connection: Connection, changes: Iterable[RowChange]) -> None:
    # All that goes is taken out before anything is put in, so that unique values are free again;
    # a row whose unique value changes is taken out too, or two rows could never swap theirs.
    # Foreign keys are checked at commit. Rows go by many at a time: a paste may have ten thousand.
    by_table: dict[str, list[RowChange]] = {}
    for one in changes:
        by_table.setdefault(one.table, []).append(one)
    coming = {name: _make_room(connection, METADATA.tables[name], by_table[name])
              for name in by_table}  # fmt: skip
    for name, rows in coming.items():
        table = METADATA.tables[name]
        if rows:
            connection.execute(insert(table), [_loaded(table, row) for row in rows])


def _make_room(connection: Connection, table: Table, changes: list[RowChange]) -> list[Row]:
    """Take out what goes and change what stays; returns the rows that are still to be put in."""
    there = read_rows(connection, table, [one.id for one in changes])
    going: list[int] = []
    coming: list[Row] = []
    staying: dict[tuple[str, ...], list[Row]] = {}
    for one in changes:
        now = there.get(one.id)
        if (now is None) != (one.before is None) or _differs(now, one.before):
            raise changed_since()
        if one.after is None:
            going.append(one.id)
        elif now is None:
            coming.append(one.after)
        elif _unique(table) & set(one.after):
            going.append(one.id)
            coming.append(now | one.after)
        else:
            row = _loaded(table, one.after)
            staying.setdefault(tuple(row), []).append({_KEY: one.id} | row)
    for ids in chunks(going):
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    for rows in staying.values():
        connection.execute(update(table).where(table.c.id == bindparam(_KEY)), rows)
    return coming


def _differs(now: Row | None, before: Row | None) -> bool:
    if now is None or before is None:
        return False
    return any(name not in now or now[name] != value for name, value in before.items())


def _unique(table: Table) -> set[str]:
    bound = {
        column.name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    }
    return bound | {c.name for index in table.indexes if index.unique for c in index.columns}


def _loaded(table: Table, row: Row) -> Row:
    return {name: loaded(table.c[name], value) for name, value in row.items()}
