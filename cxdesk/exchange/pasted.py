"""Rows pasted from a spreadsheet: text in cells, with what is wrong named by its row."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from cxdesk.exchange.tables.columns import Target, plain
from cxdesk.model.wording import listed

MOST_ROWS = 20_000
_NAMED = 5
_LONGEST = 200  # characters of a title


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a pasted row; rows count from 1, the heading and empty ones included."""

    row: int
    text: str

    @property
    def sentence(self) -> str:
        """The problem with its row: "Row 3: A person needs a name."."""
        return f"Row {self.row}: {self.text}"


def cells(text: str) -> list[list[str]]:
    """The rows of a copied range, cells without the space around them.

    Spreadsheets put quotes around a cell that holds a line break, a tab or a quote; where quotes do
    not pair up they were typed, and every line is a row.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not lines.strip(" \t\n\xa0"):
        return []
    rows: Iterable[Sequence[str]]
    if '"' in lines:
        try:
            rows = list(csv.reader(StringIO(lines, newline=""), "excel-tab", strict=True))
        except csv.Error:
            rows = [line.split("\t") for line in lines.split("\n")]
    else:
        rows = [line.split("\t") for line in lines.split("\n")]
    return [[cell.strip(" \t\xa0") for cell in row] for row in rows]


def only(text: str, rows: Collection[int]) -> str:
    """The copied cells of these rows (counted from 1) alone, as copied cells again."""
    out = StringIO(newline="")
    kept = [row for number, row in enumerate(cells(text), 1) if number in rows]
    csv.writer(out, "excel-tab", lineterminator="\n").writerows(kept)
    return out.getvalue()


def titles_of(target: Target, columns: Sequence[str], **named: str) -> dict[str, str]:
    """The column of each title of a table of ours; `named` are columns under the keys of fields."""
    return {
        title: named.get(field.key, field.key)
        for field in reversed(target.fields)
        for title in field.titles
        if named.get(field.key, field.key) in columns
    }


def arranged(
    rows: Sequence[Sequence[str]], columns: Sequence[str], titles: Mapping[str, str]
) -> tuple[int, list[str]]:
    """How many rows are heading (0 or 1), and the column of each cell; "" for one not wanted.

    Without a heading the cells stand in the order of `columns`. A first row is a heading when at
    least half of its cells are `titles` of columns, as `plain` makes them, the first one among
    them.
    """
    first = [titles.get(plain(cell[:_LONGEST]), "") for cell in rows[0]] if rows else []
    if columns[0] in first and 2 * sum(map(bool, first)) >= sum(map(bool, rows[0])):
        return 1, [name if name not in first[:place] else "" for place, name in enumerate(first)]
    return 0, list(columns)


def left_out(rows: Sequence[Sequence[str]], heading: int, order: Sequence[str]) -> tuple[str, ...]:
    """What to say of the columns that the heading names and nobody knows; empty for none."""
    cells_ = zip(rows[0], order, strict=True) if heading else ()
    titles = [f"“{cell[:40]}”" for cell, name in cells_ if cell and not name]
    if not titles:
        return ()
    them = "it is" if len(titles) == 1 else "they are"
    named = listed(titles, "or") if len(titles) <= _NAMED else f"{', '.join(titles[:_NAMED])} …"
    return (f"No column is called {named}: {them} left out.",)


def too_many(rows: Sequence[object]) -> Problem | None:
    """The problem of a paste that no office means; None for one it may mean."""
    if len(rows) <= MOST_ROWS:
        return None
    text = f"{len(rows):,} rows were pasted; {MOST_ROWS:,} at a time are the most."
    return Problem(MOST_ROWS + 1, text)


def record(row: Sequence[str], order: Sequence[str]) -> dict[str, str]:
    """The cells of a row by their column; a column that is not there is empty."""
    return {name: cell for name, cell in zip(order, row, strict=False) if name}
