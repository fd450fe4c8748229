"""Reading the rows of one table: cells to values, values to rows of ours, problems by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cxdesk.exchange.bounds import MOST_CELL
from cxdesk.exchange.numbers import Unclear
from cxdesk.exchange.tables.columns import Field, Kind, Target, plain
from cxdesk.exchange.tables.gathered import Gathered, Said
from cxdesk.exchange.tables.grid import Cell, Grid, Row, said
from cxdesk.exchange.tables.values import Manner, Value, reader_of
from cxdesk.services.incoming import Fate, GivenUp, Problem, Progress, Stopped

STEP = 500
_TOTALS = frozenset(["total", "totals", "grandtotal", "sum", "summe", "gesamt", "gesamtsumme"])


@dataclass(frozen=True, slots=True)
class Reading:
    """One table and how it is read. `key` is the column that tells its rows apart, None for none.

    `place` names the table in problems where a file has several of them.
    """

    grid: Grid
    header: int
    target: Target
    columns: Mapping[int, Field]
    manner: Manner
    key: int | None
    place: str = ""

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the titles that hold something, with their number in the file."""
        for number, row in enumerate(self.grid.rows[self.header + 1 :], self.header + 2):
            if any(cell != "" for cell in row):
                yield number, row

    def at(self, number: int) -> str:
        """A row as problems name it: "Row 7"."""
        return f"{self.place}, row {number}" if self.place else f"Row {number}"


def read(
    reading: Reading, gathered: Gathered, progress: Progress, given_up: GivenUp, done: int, all: int
) -> int:
    """Gather all rows of a table, `done` of `all` before. Raises Stopped."""
    readers = readers_of(reading)
    problems = gathered.problems
    for number in reading.grid.cut:
        text = f"A text was cut after {MOST_CELL:,} characters."
        problems.append(Problem(reading.at(number), text))
    last = len(reading.grid.rows)
    for number, row in reading.rows():
        at = reading.at(number)
        values, wrong = _values(row, readers)
        if number == last and plain(str(values.get("title", ""))) in _TOTALS:
            gathered.notes[Fate.DROPPED, "A row of totals was left out."] += 1
            continue
        problems.extend(Problem(at, text) for text in wrong)
        if values:
            try:
                gathered.take(reading.target, values, _key(reading, row), at)
            except Unclear as unclear:
                problems.append(Problem(at, str(unclear)))
        done += 1
        if done % STEP == 0:
            progress(done, all)
            if given_up():
                raise Stopped
    return done


Readers = list[tuple[int, Field, Callable[[Cell], Value]]]


def readers_of(reading: Reading) -> Readers:
    """What reads each column that is taken."""
    return [
        (place, field, _reader(field, reading.manner))
        for place, field in sorted(reading.columns.items())
    ]


def _reader(field: Field, manner: Manner) -> Callable[[Cell], Value]:
    """What reads a column; where cells repeat, each is read once."""
    reader = reader_of(field, manner)
    alone = field.kind in (Kind.TEXT, Kind.LONG, Kind.NUMBER, Kind.MOMENT)
    return reader if alone else lru_cache(1024, typed=True)(reader)


def _values(row: Row, readers: Readers) -> tuple[Said, list[str]]:
    found: Said = {}
    wrong: list[str] = []
    width = len(row)
    for place, field, reader in readers:
        if place >= width or (cell := row[place]) == "":
            continue
        try:
            value = reader(cell)
        except Unclear as unclear:
            wrong.append(str(unclear))
            continue
        if value is None:
            continue
        if field.key in found:
            value = _joined(found[field.key], value, field.kind)
        found[field.key] = value
    return found, wrong


def _joined(before: Value, value: Value, kind: Kind) -> Value:
    """Several columns of one field: lists follow one another, texts stand below one another."""
    if kind in (Kind.TEXTS, Kind.OUTCOMES):
        return tuple(dict.fromkeys((*before, *value)))  # type: ignore[misc]
    return f"{before}\n\n{value}" if kind is Kind.LONG else before


def _key(reading: Reading, row: Row) -> str:
    place = reading.key
    if place is not None and place < len(row) and (text := said(row[place])):
        return " ".join(text.split())
    title = next(
        (place for place, field in reading.columns.items() if field.key in ("title", "name")), None
    )
    return " ".join(said(row[title]).split()) if title is not None and title < len(row) else ""
