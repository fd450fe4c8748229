"""Do the tables hold what the history says? Finds what was changed outside the program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Select, Table, inspect, literal_column, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import InstrumentedAttribute

from cxdesk.model.base import Base, Entity
from cxdesk.model.charters import Charter, charter_label
from cxdesk.model.decisions import Minutes
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Meeting
from cxdesk.model.program import Program
from cxdesk.model.rounds import Round, RoundState, Turn, Voted
from cxdesk.model.wording import count, day
from cxdesk.model.work import Attachment, Content
from cxdesk.store import urn
from cxdesk.store.recorder import Row, RowChange
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

_Known = dict[str, dict[int, Row]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the history left it: `before` as it says, `after` as it is.

    `name` is what a reader knows the row by.
    """

    change: RowChange
    name: str

    @property
    def text(self) -> str:
        """The difference in words."""
        which = f"row of {self.change.table} ({self.name})"
        if self.change.before is None:
            return f"A {which} is not in the history: it was added outside cxdesk."
        if self.change.after is None:
            return f"A {which} is gone, but the history never removed it."
        return f"A {which} differs from what the history says."


def problems(connection: Connection) -> Iterator[str]:
    """What was changed outside, in words: rows, the index of the history, contents."""
    known, marks = _replayed(connection)
    for one in _differences(connection, known):
        yield one.text
    if marks != _marks_of_index(connection):
        yield "The index that finds the history of an item does not agree with the history."
    yield from _contents(connection)
    yield from _urns(connection)


def changed_outside(connection: Connection) -> Iterator[Difference]:
    """Rows that differ from the history, which verifies.

    Columns that the history does not know are not compared: a migration may have added them.
    """
    yield from _differences(connection, _replayed(connection)[0])


def _differences(connection: Connection, known: _Known) -> Iterator[Difference]:
    there = set(inspect(connection).get_table_names())
    tables = [table for table in recorded_tables() if table.name in there]
    filled = _filled(connection, tables)
    for table in tables:
        if table.name in filled or table.name in known:
            yield from _compared(connection, table, known.get(table.name, {}))


def _filled(connection: Connection, tables: list[Table]) -> set[str]:
    """The names of the tables that hold rows, by one question: many a table is empty."""
    asked = " UNION ALL ".join(
        f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {_quoted(connection, table)})"  # noqa: S608 - the program's own tables
        for table in tables
    )
    return set(connection.exec_driver_sql(asked).scalars())


def _quoted(connection: Connection, table: Table) -> str:
    return connection.dialect.identifier_preparer.format_table(table)


def recorded_tables() -> list[Table]:
    """The tables whose rows the history records, in the order of their names."""
    found = {
        mapper.local_table
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Entity) and isinstance(mapper.local_table, Table)
    }
    return sorted(found, key=lambda table: table.name)


def _contents(connection: Connection) -> Iterator[str]:
    streamed = connection.execution_options(yield_per=1)
    as_they_lie: Select[Any] = select(literal_column("digest, data")).select_from(Content)
    held = set()
    for digest, data in streamed.execute(as_they_lie):
        held.add(digest)
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != digest:
            yield f"The contents {str(digest)[:12]} of a kept file were changed."
    for name, digest in connection.execute(select(Attachment.name, Attachment.digest)):
        if digest not in held:
            yield f"The contents of the attachment {name} are gone."
    for on, digest in connection.execute(select(Minutes.on, Minutes.digest)):
        if digest not in held:
            yield f"The minutes that were approved on {day(on)} are gone."
    if any(logo not in held for logo in connection.scalars(_named(Program.logo))):
        yield "The logo of the program is gone."
    charters = select(
        Initiative.code, Charter.version, Charter.revision, Charter.state, Charter.digest,
        Charter.logo,
    ).join(Initiative, Charter.initiative_id == Initiative.id)  # fmt: skip
    for code, version, revision, state, pdf, logo in connection.execute(charters):
        name = f"charter v{charter_label(version, revision, state)} of {code}"
        if pdf is not None and pdf not in held:
            yield f"The PDF of {name} that was approved is gone."
        if logo is not None and logo not in held:
            yield f"The logo of {name} is gone."


def _named(column: InstrumentedAttribute[str | None]) -> Select[Any]:
    return select(column).where(column.is_not(None))


def _urns(connection: Connection) -> Iterator[str]:
    """What was put into urns or taken out outside: the history knows how many, and their digest."""
    voted: dict[int, list[Voted]] = {}
    for of_round, turn in connection.execute(select(Turn.round_id, Turn.state)):
        voted.setdefault(of_round, []).append(turn)
    rounds = select(
        Round.id, Round.number, Meeting.on, Round.secret, Round.state, Round.ballots, Round.digest
    ).join(Meeting, Round.meeting_id == Meeting.id)
    for id, number, on, secret, state, ballots, digest in connection.execute(rounds).all():
        name = f"round {number} of {day(on)}"
        try:
            inside = urn.number(connection, id)
        except (TypeError, ValueError):
            yield f"The ballots of {name} cannot be read: they were changed outside cxdesk."
            continue
        turns = voted.get(id, [])
        least = most = 0
        if secret and state in (RoundState.CLOSED, RoundState.PUBLISHED):
            least = most = ballots or 0
        elif secret and state is RoundState.OPEN:
            least, papers = turns.count(Voted.SEALED), turns.count(Voted.PAPER)
            most = least + papers
        if inside < least:
            some = count(least - inside, "ballot")
            yield f"{some} of {name} went missing: taken out outside cxdesk."
        elif inside > most:
            some = count(inside - most, "ballot")
            yield f"{some} more than were sealed in {name}: put in outside cxdesk."
        elif most and least == most and digest and urn.digest(connection, id) != digest:
            yield f"The ballots of {name} are not those that were sealed: changed outside cxdesk."


def _replayed(connection: Connection) -> tuple[_Known, int]:
    """The rows as the history left them, and the marks of the items its entries touched."""
    known: _Known = {}
    marks = 0
    streamed = connection.execution_options(yield_per=1000)
    for seq, text in streamed.execute(
        select(HISTORY.c.seq, HISTORY.c.changes).order_by(HISTORY.c.seq)
    ):
        items = set()
        for table, id, before, after, subject in json.loads(text):
            items |= {id, subject or id}
            rows = known.setdefault(table, {})
            if after is None:
                rows.pop(id, None)
            elif before is None:
                rows[id] = after
            else:
                rows.setdefault(id, {}).update(after)
        marks += sum(hash((item, seq)) for item in items)
    return known, marks


def _compared(connection: Connection, table: Table, known: dict[int, Row]) -> Iterator[Difference]:
    # Values as they lie in the file, not as the columns' types read them: a value that no type
    # can read is what is looked for.
    rows = connection.execution_options(yield_per=1000).exec_driver_sql(
        f"SELECT * FROM {_quoted(connection, table)} ORDER BY id"  # noqa: S608 - the program's own table
    )
    names = list(rows.keys())
    as_recorded = {
        name: read for name in names if name in table.c and (read := _reader(table, name))
    }
    for values in rows:
        row = dict(zip(names, values, strict=True))
        for column, read in as_recorded.items():
            row[column] = read(row[column])
        said = known.pop(row["id"], None)
        if said is None:
            yield Difference(RowChange(table.name, row["id"], None, row), _called(row))
            continue
        differing = [name for name, value in said.items() if name in row and row[name] != value]
        if differing:
            before = {name: said[name] for name in differing}
            after = {name: row[name] for name in differing}
            yield Difference(RowChange(table.name, row["id"], before, after), _called(row))
    for id, said in known.items():
        yield Difference(RowChange(table.name, id, said, None), _called(said))


def _called(row: Row) -> str:
    names = (row[name] for name in ("code", "name", "title", "text") if row.get(name))
    name = str(next(names, row.get("id", "")))
    return name if len(name) <= 40 else f"{name[:39]}…"


def _reader(table: Table, name: str) -> Callable[[Any], Any] | None:
    """How a value in the file becomes what the history keeps, where the two differ."""
    kind = table.c[name].type
    if isinstance(kind, JSON):
        return _json
    return _moment if isinstance(kind, DateTime) else None


def _json(value: Any) -> Any:
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value


def _moment(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return value


def _marks_of_index(connection: Connection) -> int:
    # A sum of hashes compares two large sets without holding either.
    streamed = connection.execution_options(yield_per=1000)
    pairs = streamed.execute(select(HISTORY_ITEM.c.item, HISTORY_ITEM.c.seq))
    return sum(hash((item, seq)) for item, seq in pairs)
