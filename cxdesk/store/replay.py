"""Putting stored rows back: how undo and redo apply a recorded change."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, UniqueConstraint, delete, insert, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from cxdesk.store.errors import KnownError
from cxdesk.store.recorder import Row, RowChange, loaded, read_row
from cxdesk.store.schema import METADATA


def apply(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Bring rows from `before` to `after`.

    Raises KnownError where a row is not as `before` says: somebody changed it outside.
    """
    try:
        _apply(connection, changes)
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
    # Foreign keys are checked at commit.
    coming: list[tuple[Table, Row]] = []
    for one in changes:
        table = METADATA.tables[one.table]
        here = table.c.id == one.id
        now = read_row(connection, table, one.id)
        if (now is None) != (one.before is None) or _differs(now, one.before):
            raise changed_since()
        if one.after is None:
            connection.execute(delete(table).where(here))
        elif now is None:
            coming.append((table, one.after))
        elif _unique(table) & set(one.after):
            connection.execute(delete(table).where(here))
            coming.append((table, now | one.after))
        else:
            connection.execute(update(table).where(here).values(_loaded(table, one.after)))
    for table, row in coming:
        connection.execute(insert(table).values(_loaded(table, row)))


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
