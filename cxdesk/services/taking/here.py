"""What a program holds already of what a file brings: ids, rows, and values with one owner each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.work import Content
from cxdesk.services.program_shape import PROGRAM, Shape, shapes
from cxdesk.services.taking.rows import Checked, Values
from cxdesk.store.recorder import chunks, table_of

_FRAME = "principles_and_limits"  # a new program has a limit of its own


class Here:
    """The program as it is; one that is `new` holds nothing yet: a file replaces its frame."""

    def __init__(self, session: Session, file: Checked) -> None:
        self._session = session
        self.ids: dict[str, set[int]] = {}
        self.rows: dict[str, dict[int, Values]] = {}
        for key, shape in shapes().items():
            table = table_of(shape.entity.__mapper__)
            self.ids[key] = set(session.scalars(select(table.c.id)))
            both = [id for id in file.tables[key] if id in self.ids[key]]
            self.rows[key] = self._read(shape, both)
        self.contents = set(session.scalars(select(Content.__table__.c.digest)))
        self.new = not any(
            ids for key, ids in self.ids.items() if key not in (PROGRAM, _FRAME)
        ) and not session.scalar(select(func.count()).select_from(Content))

    def owners(self, shape: Shape, name: str) -> dict[Any, int]:
        """Which row has which value of a column where each has one owner."""
        table = table_of(shape.entity.__mapper__)
        return dict(self._session.execute(select(table.c[name], table.c.id)).all())

    def pairs(self, shape: Shape, name: str) -> dict[int, int | None]:
        """What each row refers to in a column."""
        table = table_of(shape.entity.__mapper__)
        return dict(self._session.execute(select(table.c.id, table.c[name])).all())

    def links(self) -> dict[int, tuple[int, int]]:
        """Predecessor and successor of each link."""
        link = table_of(shapes()["links"].entity.__mapper__).c
        found = self._session.execute(select(link.id, link.predecessor_id, link.successor_id))
        return {id: (before, after) for id, before, after in found}

    def of(self, shape: Shape, name: str, values: Collection[int]) -> dict[int, Values]:
        """The rows of a table whose column has one of these values."""
        table = table_of(shape.entity.__mapper__)
        found: dict[int, Values] = {}
        for some in chunks(list(values)):
            query = select(table).where(table.c[name].in_(some))
            found |= {row["id"]: dict(row) for row in self._session.execute(query).mappings()}
        return found

    def _read(self, shape: Shape, ids: Collection[int]) -> dict[int, Values]:
        return self.of(shape, "id", ids)


def differing(row: Values, other: Mapping[str, Any]) -> list[str]:
    """The names of the values in which a row differs from another."""
    return [name for name, value in row.items() if other[name] != value]
