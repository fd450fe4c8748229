"""The two kinds of files that hold tables, and what is open about how they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from cxdesk.exchange.opened import Question
from cxdesk.exchange.tables.columns import Target
from cxdesk.exchange.tables.csv_grid import (
    DELIMITERS,
    ENCODINGS,
    csv_grid,
    delimiter_of,
    text_of,
)
from cxdesk.exchange.tables.fields import OURS
from cxdesk.exchange.tables.grid import Grid, said
from cxdesk.exchange.tables.header import find, is_known
from cxdesk.exchange.tables.ours import written_by_us
from cxdesk.exchange.tables.sheet_grid import Workbook

_WORD = re.compile(r"[^\W\d_]+")
ALL = "*"
"""The answer that takes all sheets of a workbook of ours."""
Answers = Mapping[str, str]


class Tables(Protocol):
    """A file with one or more tables; grids are read once for each way of reading."""

    kind: str
    file: str

    def questions(self, answers: Answers) -> tuple[Question, ...]:
        """What is open about how it is read."""
        ...

    def grid(self, answers: Answers) -> Grid:
        """The chosen table."""
        ...

    def ours(self, answers: Answers) -> tuple[tuple[Target, Grid], ...]:
        """The tables of ours that are chosen; none for a table of somebody else."""
        ...

    def continental(self, answers: Answers) -> bool:
        """Whether a comma more likely stands before decimals."""
        ...

    def others(self) -> tuple[str, ...]:
        """The sheets of a workbook of ours that are only to be read."""
        ...


class TextFile:
    """A CSV file."""

    def __init__(self, file: str, content: bytes, encoding: str, kind: str = "CSV") -> None:
        self.file, self.kind = file, kind
        self._content, self._encoding = content, encoding
        self._texts: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._grids: dict[tuple[str, str], Grid] = {}

    def questions(self, answers: Answers) -> tuple[Question, ...]:
        """Which letters its bytes are, and what stands between cells."""
        mark = self.delimiter(answers)
        marks = DELIMITERS if mark in dict(DELIMITERS) or not mark else (*DELIMITERS, (mark, mark))
        return (
            Question(
                "delimiter",
                "Between cells stands",
                "file",
                (*((key, label) for key, label in marks), ("none", "Nothing: one column")),
                mark or "none",
            ),
            Question(
                "encoding",
                "Letters are written in",
                "file",
                ENCODINGS,
                self.encoding(answers),
                self._sign(answers),
            ),
        )

    def encoding(self, answers: Answers) -> str:
        """The encoding as chosen, else as found."""
        return answers.get("encoding", self._encoding)

    def delimiter(self, answers: Answers) -> str:
        """The delimiter as chosen, else as found; "" where each line is a cell."""
        chosen = answers.get("delimiter", "")
        if chosen:
            return "" if chosen == "none" else chosen
        encoding = self.encoding(answers)
        if encoding not in self._marks:
            self._marks[encoding] = delimiter_of(self._text(answers))
        return self._marks[encoding]

    def grid(self, answers: Answers) -> Grid:
        """Its cells."""
        way = self.encoding(answers), self.delimiter(answers)
        if way not in self._grids:
            self._grids.clear()  # one at a time: a file may be large
            self._grids[way] = csv_grid(self._text(answers), way[1], self.file)
        return self._grids[way]

    def ours(self, answers: Answers) -> tuple[tuple[Target, Grid], ...]:
        """Its table where it is one that we wrote."""
        grid = self.grid(answers)
        found = [target for target in OURS if written_by_us(grid, target)]
        return ((found[0], grid),) if found else ()

    def continental(self, answers: Answers) -> bool:
        """Spreadsheets put semicolons between cells where a comma stands before decimals."""
        return self.delimiter(answers) == ";"

    def others(self) -> tuple[str, ...]:
        """There is one table."""
        return ()

    def _text(self, answers: Answers) -> str:
        encoding = self.encoding(answers)
        if encoding not in self._texts:
            self._texts.clear()
            self._texts[encoding] = text_of(self._content, encoding)
        return self._texts[encoding]

    def _sign(self, answers: Answers) -> str:
        """A word by which one sees whether the encoding is right."""
        text = self._text(answers)[: 1 << 18]
        if text.isascii():
            return ""
        words = (found[0] for found in _WORD.finditer(text) if not found[0].isascii())
        return f"e.g. {next(words, next(sign for sign in text if not sign.isascii()))[:30]}"


class BookFile:
    """A workbook."""

    def __init__(self, book: Workbook) -> None:
        self.file, self.kind = book.file, book.kind
        self._book = book
        self._grids: dict[str, Grid] = {}
        self._ours = {target.title: target for target in OURS if target.title in book.sheets}
        self._first = self._chosen_first()

    def questions(self, answers: Answers) -> tuple[Question, ...]:
        """Which sheet it is; one alone is no question."""
        if len(self._book.sheets) == 1:
            return ()
        all_of_ours = ((ALL, "All tables of cxdesk"),) if len(self._tables()) > 1 else ()
        sheets = tuple(
            (name, f"{name} (hidden)" if name in self._book.hidden else name)
            for name in self._book.sheets
        )
        sheet = answers.get("sheet", self._first)
        return (Question("sheet", "Sheet", "file", all_of_ours + sheets, sheet),)

    def grid(self, answers: Answers) -> Grid:
        """The chosen sheet; of all tables of ours the one that says most."""
        sheet = answers.get("sheet", self._first)
        if sheet == ALL:
            tables = self._tables()
            return next((grid for target, grid in tables if target.key == "initiatives" and
                         len(grid.rows) > 1), tables[0][1])  # fmt: skip
        return self._grid(sheet)

    def ours(self, answers: Answers) -> tuple[tuple[Target, Grid], ...]:
        """The tables of ours: all, or the chosen one."""
        sheet = answers.get("sheet", self._first)
        return tuple(each for each in self._tables() if sheet in (ALL, each[1].name))

    def continental(self, answers: Answers) -> bool:
        """Numbers are numbers in a workbook; those typed as text tell nothing."""
        return False

    def others(self) -> tuple[str, ...]:
        """Sheets that hold none of the tables that come back."""
        tables = {grid.name for _, grid in self._tables()}
        return tuple(name for name in self._book.sheets if name not in tables | {"About"})

    def _tables(self) -> tuple[tuple[Target, Grid], ...]:
        grids = ((target, self._grid(title)) for title, target in self._ours.items())
        return tuple(each for each in grids if written_by_us(each[1], each[0]))

    def _grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            self._grids[sheet] = self._book.grid(sheet)
        return self._grids[sheet]

    def _chosen_first(self) -> str:
        """All that is ours; else the first sheet with titles that are known, or with anything."""
        if len(self._tables()) > 1:
            return ALL
        shown = [name for name in self._book.sheets if name not in self._book.hidden]
        for fits in (_is_table, _is_filled):
            for name in shown:
                if fits(self._grid(name)):
                    return name
        return self._book.sheets[0]


def _is_table(grid: Grid) -> bool:
    place = find(grid)
    row = grid.rows[place] if place >= 0 else ()
    return sum(is_known(said(cell)) for cell in row) >= 2


def _is_filled(grid: Grid) -> bool:
    return grid.width > 0
