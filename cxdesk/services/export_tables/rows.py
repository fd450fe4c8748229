"""A table as it leaves: rows of plain values under keys, and what rows call those they name."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.requests import Request
from cxdesk.services.naming import told_apart

Cell = str | int | float | bool | date | datetime | enum.Enum | tuple[Any, ...] | None
"""A value: None is nothing. A tuple holds several texts, or (domain, person-days) pairs."""

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by the keys of their columns."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Names:
    """What rows call people, domains, batches, outcomes, requests and initiatives, by their ids."""

    def __init__(self, session: Session) -> None:
        self.people = _of_people(session)
        self.domains = _by_id(session, Domain.id, Domain.name)
        self.batches = _by_id(session, Batch.id, Batch.code)
        self.outcomes = _by_id(session, Outcome.id, Outcome.code)
        self.requests = _by_id(session, Request.id, Request.code)
        self.initiatives = _by_id(session, Initiative.id, Initiative.code)

    def person(self, id: int | None) -> str:
        """Who it is; "" for nobody."""
        return self.people.get(id, "")

    def domain(self, id: int | None) -> str:
        """Which domain it is; "" for the whole organisation."""
        return self.domains.get(id, "")

    def batch(self, id: int | None) -> str:
        """The code of a batch; "" for none."""
        return self.batches.get(id, "")

    def outcome(self, id: int | None) -> str:
        """The code of an outcome; "" for none."""
        return self.outcomes.get(id, "")

    def request(self, id: int | None) -> str:
        """The code of a request; "" for none."""
        return self.requests.get(id, "")

    def initiative(self, id: int | None) -> str:
        """The code of an initiative; "" for none."""
        return self.initiatives.get(id, "")


def table(
    session: Session,
    key: str,
    query: Any,
    by: Callable[[Any], Any] | None = None,
    **said: Callable[[Any], Cell],
) -> Table:
    """What `query` finds, its columns under their names, and `said` what a column's values are.

    The rows are in the order of the query, or that of `by`, which is given a found row.
    """
    result = session.execute(query)
    columns = tuple(result.keys())
    rows: Iterable[Any] = result.all()
    if by is not None:
        rows = sorted(rows, key=by)
    ways = tuple(said.pop(column, None) for column in columns)
    assert not said, f"{key} has no columns {said}"
    if any(ways):
        made = tuple(
            tuple(
                value if way is None else way(value)
                for way, value in zip(ways, row, strict=True)
            )
            for row in rows
        )  # fmt: skip
    else:
        made = tuple(tuple(row) for row in rows)
    return Table(key, columns, made)


def listed(key: str, columns: Sequence[str], rows: Iterable[Row]) -> Table:
    """Rows that are made one by one."""
    return Table(key, tuple(columns), tuple(rows))


def counted(code: str) -> tuple[int, str]:
    """The order of codes as people count: CX-99 before CX-101."""
    return len(code), code


def _by_id(session: Session, id: Any, name: Any) -> dict[int | None, str]:
    return dict(map(tuple, session.execute(select(id, name))))


def _of_people(session: Session) -> dict[int | None, str]:
    """A name where only one has it, otherwise with what tells them apart: "Jo Weber (JW)"."""
    notes = (Person.name, Person.initials, Person.email)
    found = session.execute(select(Person.id, *notes).order_by(*notes, Person.id)).all()
    labels = told_apart([(row.name, row.initials, row.email) for row in found])
    return {row.id: label for row, label in zip(found, labels, strict=True)}
