"""A table of another program, or tables of ours: what it is taken for, and what it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice

from cxdesk.exchange.numbers import Unclear
from cxdesk.exchange.opened import Into, Preview, Question
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables import asked
from cxdesk.exchange.tables.columns import plain
from cxdesk.exchange.tables.csv_grid import delimiter_of, encoding_of, text_of
from cxdesk.exchange.tables.doubts import doubts_of
from cxdesk.exchange.tables.gathered import Gathered
from cxdesk.exchange.tables.grid import said
from cxdesk.exchange.tables.header import NONE, find, is_known, titles_of
from cxdesk.exchange.tables.ours import of_ours
from cxdesk.exchange.tables.rows import Reading, read, readers_of
from cxdesk.exchange.tables.sheet_grid import workbook
from cxdesk.exchange.tables.sources import ALL, Answers, BookFile, Tables, TextFile
from cxdesk.exchange.tables.values import shown
from cxdesk.services.incoming import Fate, GivenUp, Incoming, Progress
from cxdesk.store.errors import KnownError

_TEXTS = {".csv": "CSV", ".tsv": "TSV", ".tab": "TSV", ".txt": "text"}
_FILE = ("delimiter", "encoding", "sheet")
"""Questions whose answers settle which others there are, in their order; then these."""
_UNNAMED = re.compile(r"(sheet|tabelle|table|blatt|feuille|hoja|plan) ?\d*", re.IGNORECASE)
_LATER = ("header", "target")


def opened(found: Found, into: Into) -> Table | None:
    """The table that a file is; None where it is none. Raises KnownError for a broken one."""
    book = workbook(found.name, found.suffix, found.content)
    if book is not None:
        return Table(BookFile(book), found.stem)
    encoding = encoding_of(found.content)
    if not encoding:
        if found.suffix in _TEXTS:
            raise KnownError(
                f"{found.name} holds no text: it is no table. "
                "Save the table as CSV or XLSX in the program that it is from."
            )
        return None
    if found.suffix not in _TEXTS and not _looks_so(found.content, encoding):
        return None
    kind = _TEXTS.get(found.suffix, "CSV")
    return Table(TextFile(found.name, found.content, encoding, kind), found.stem)


def _looks_so(content: bytes, encoding: str) -> bool:
    """Whether a text of any name begins with titles of a table that we know."""
    text = text_of(content[: 1 << 16], encoding)
    mark = delimiter_of(text)
    if text.lstrip()[:1] in ("{", "[", "<") or not mark:
        return False
    first = next((line for line in text.splitlines() if line.strip()), "")
    return sum(is_known(cell.strip(' "')) for cell in first.split(mark)) >= 2


def _place(question: Question) -> int:
    """What matters most comes first; columns and words stay in their order."""
    order = ("target", "sheet", "header", "key", "delimiter", "encoding")
    return order.index(question.key) if question.key in order else len(order)


class Table:
    """One file with a table, or with tables of ours, and the answers given so far."""

    def __init__(self, tables: Tables, stem: str, answers: Answers | None = None) -> None:
        self._tables, self._stem = tables, stem
        self._answers = dict(answers or {})
        self._questions = list(tables.questions(self._answers))
        self._ours = tables.ours(self._answers)
        if len(self._ours) > 1 or self._answers.get("sheet") == ALL:
            self._readings = [of_ours(target, grid) for target, grid in self._ours]
            name = tables.grid(self._answers).name
            self._shown = next(one for one in self._readings if one.grid.name == name)
        else:
            self._shown = self._one()
            self._readings = [self._shown]

    @property
    def kind(self) -> str:
        """ "Table (CSV)", "Tables of cxdesk (XLSX)"."""
        if self._ours:
            return f"Table{'s' if len(self._ours) > 1 else ''} of cxdesk ({self._tables.kind})"
        return f"Table ({self._tables.kind})"

    @property
    def title(self) -> str:
        """The table as the history names it."""
        sheet = self._shown.grid.name
        if len(self._readings) > 1 or not sheet:
            return f"the table{'s' if len(self._readings) > 1 else ''} “{self._tables.file}”"
        return f"the table “{sheet}” of “{self._tables.file}”"

    @property
    def questions(self) -> tuple[Question, ...]:
        """How it is read, what it is, what its columns and words are."""
        return tuple(sorted(self._questions, key=_place))

    def answered(self, answers: Mapping[str, str]) -> Table:
        """The same table with these answers. Raises KnownError for one that there is not."""
        table = self
        for keys in (_FILE, *((key,) for key in _LATER), tuple(answers)):
            now = {key: answers[key] for key in answers if key in keys}
            table = table._with(now)
        return table

    def preview(self, most: int = 20) -> Preview:
        """The first rows, with values as they are read; what cannot be read stands as it is."""
        one = self._shown
        readers = {place: (field, reader) for place, field, reader in readers_of(one)}
        rows: list[tuple[str, ...]] = []
        first = one.header + 2
        for number, row in islice(one.rows(), most):
            first = first if rows else number
            texts = []
            for place in range(one.grid.width):
                cell = row[place] if place < len(row) else ""
                text = said(cell)
                if place in readers and cell != "":
                    field, reader = readers[place]
                    with suppress(Unclear):
                        text = shown(field, reader(cell)) or text
                texts.append(text)
            rows.append(tuple(texts))
        total = sum(1 for _ in one.rows())
        return Preview(titles_of(one.grid, one.header), tuple(rows), total, first)

    def incoming(self, progress: Progress, given_up: GivenUp) -> Incoming:
        """All its rows. Raises Stopped, and KnownError where a column is missing."""
        asked.refuse_without(self._shown, self._tables.file)
        sheet = self._shown.grid.name
        home = self._stem if not sheet or _UNNAMED.fullmatch(sheet) else sheet
        gathered = Gathered(bool(self._ours), home)
        counts = [sum(1 for _ in one.rows()) for one in self._readings]
        done = 0
        for one in self._readings:
            done = read(one, gathered, progress, given_up, done, sum(counts))
            self._note_left_out(one, gathered)
        if len(self._readings) > 1 and (others := self._tables.others()):
            text = f"Only the JSON export brings these sheets back: {', '.join(others)}."
            gathered.notes[Fate.DROPPED, text] += len(others)
        progress(done, done)
        return gathered.incoming(self._source(), self.title, self._stem)

    # What it is taken for -------------------------------------------------------------------

    def _one(self) -> Reading:
        """The chosen table as it is read, with the questions of it."""
        grid = self._tables.grid(self._answers)
        if not any(said(cell) for row in grid.rows for cell in row):
            raise KnownError(f"{self._tables.file} holds nothing in its cells.")
        if self._ours:
            target, _ = self._ours[0]
            self._questions.append(asked.target_of_ours(target))
            return of_ours(target, grid)
        answers = self._answers
        guess = find(grid)
        header = int(answers.get("header", guess + 1)) - 1
        self._questions.append(asked.header(grid, header, guess))
        titles = titles_of(grid, header)
        target, question = asked.target(titles if header != NONE else (), answers, self._names())
        self._questions.append(question)
        below = grid.rows[header + 1 :]
        columns, questions = asked.columns(below, titles, target, answers, header != NONE)
        key, question_of_key = asked.key(below, titles, target, columns, answers)
        self._questions += [question_of_key] if question_of_key else []
        self._questions += questions
        continental = self._tables.continental(answers)
        doubts = doubts_of(below, titles, columns, answers, continental)
        self._questions += doubts.questions
        return Reading(grid, header, target, columns, doubts.manner, key)

    def _names(self) -> str:
        return f"{self._tables.grid(self._answers).name} {self._stem}"

    def _with(self, answers: Answers) -> Table:
        if not answers:
            return self
        asked.refuse_unknown(self._questions, answers)
        kept = {key: value for key, value in self._answers.items() if key not in answers}
        if any(key in answers for key in _FILE):
            kept = {key: value for key, value in kept.items() if key in _FILE}
        elif any(key in answers for key in _LATER):
            kept = {key: value for key, value in kept.items() if key in (*_FILE, *_LATER)}
        return Table(self._tables, self._stem, kept | dict(answers))

    def _source(self) -> str:
        """The same for every edition of the same table, so that rows are found again."""
        if self._ours:
            return "tables of cxdesk"
        one = self._shown
        titles = titles_of(one.grid, one.header)
        by = plain(titles[one.key]) if one.key is not None else ""
        return f"table of {one.target.key} by {by}"

    def _note_left_out(self, one: Reading, gathered: Gathered) -> None:
        titles = titles_of(one.grid, one.header)
        left = [place for place in range(one.grid.width) if place not in one.columns]
        times = Counter(place for _, row in one.rows() for place in left
                        if place < len(row) and row[place] != "")  # fmt: skip
        for place, many in times.items():
            if place != one.key:
                what = f"{one.place}: column" if one.place else "Column"
                text = f"{what} “{titles[place][:60]}” was left out."
                gathered.notes[Fate.DROPPED, text] += many
