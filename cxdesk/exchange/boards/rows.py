"""Exported tables of boards: columns by their title, of which there may be several of one name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cxdesk.exchange.boards import dates
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.numbers import Unclear
from cxdesk.exchange.tables.grid import Grid, said
from cxdesk.services.incoming import Problem
from cxdesk.services.search import fold

_SEARCHED = 50  # rows in which the titles are looked for
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Column:
    """The places of all columns that have one of some titles."""

    title: str
    places: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.places)

    def first(self, row: Sequence[str]) -> str:
        """The first of their cells that says something; "" for none."""
        for place in self.places:
            if place < len(row) and row[place]:
                return row[place]
        return ""

    def all(self, row: Sequence[str]) -> list[str]:
        """All of their cells that say something."""
        return [row[place] for place in self.places if place < len(row) and row[place]]


@dataclass
class Table:
    """A table with its titles; `rows` are those below it that are not empty, by their number."""

    file: str
    titles: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[str]], ...]
    above: tuple[Sequence[str], ...] = ()
    notes: Notes = field(default_factory=Notes)
    problems: list[Problem] = field(default_factory=list)
    month_first: bool | None = None
    dates_like: str = ""
    _used: set[int] = field(default_factory=set)

    def column(self, *names: str) -> Column:
        """The columns of any of these titles, however written; those of the first name first."""
        plain = [_plain(title) for title in self.titles]
        places = dict.fromkeys(
            place for name in names for place, title in enumerate(plain) if title == _plain(name)
        )
        self._used.update(places)
        return Column(names[0], tuple(places))

    def peek(self, *names: str) -> Column:
        """As `column`, without counting as read."""
        used = set(self._used)
        found = self.column(*names)
        self._used = used
        return found

    def columns_like(self, *starts: str) -> list[Column]:
        """One for each other column whose title begins so; it counts as read."""
        found = []
        for place, title in enumerate(self.titles):
            if place not in self._used and _plain(title).startswith(tuple(map(_plain, starts))):
                self._used.add(place)
                found.append(Column(title, (place,)))
        return found

    # Dates ----------------------------------------------------------------------------------

    def order_dates(self, columns: Iterable[Column], told: bool | None, usual: bool) -> bool:
        """Settle how dates with slashes are read; whether that is beyond doubt.

        `told` is what somebody said of it, `usual` what it is where the dates do not tell.
        """
        texts = [cell for column in columns for _, row in self.rows for cell in column.all(row)]
        seems, sure = dates.month_told(texts)
        if seems is None:
            return True
        self.month_first = told if told is not None else seems if sure else usual
        self.dates_like = next(
            (text for text in texts if dates.month_told([text])[0] is not None), ""
        )
        return sure

    def day(self, column: Column, row: Sequence[str], at: str) -> date | None:
        """The day in a cell; one that is none is a problem of the row."""
        found = self.moment(column, row, at)
        return None if found is None else found.date()

    def moment(self, column: Column, row: Sequence[str], at: str) -> datetime | None:
        """The day and time in a cell."""
        text = column.first(row)
        if not text:
            return None
        try:
            return dates.moment(text, self.month_first)
        except Unclear as unclear:
            self.problems.append(Problem(at, f"{column.title}: {unclear}"))
            return None

    # What is left ---------------------------------------------------------------------------

    def say_left(self, *idle: str) -> None:
        """Tell which columns had no place here; those of `idle` follow from others or say nothing.

        A title that ends with * stands for all that begin so.
        """
        unread: dict[str, int] = {}
        for place, title in enumerate(self.titles):
            if place in self._used or not title or _is_idle(_plain(title), idle):
                continue
            filled = sum(place < len(row) and bool(row[place]) for _, row in self.rows)
            if filled:
                unread[title] = max(filled, unread.get(title, 0))
        names = sorted(unread, key=lambda title: -unread[title])
        shown = ", ".join(f"“{name[:40]}”" for name in names[:_NAMED])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        self.notes.dropped(f"Columns that have no place here: {shown}{more}.", len(names))


def table_of(grid: Grid, file: str, needed: Iterable[str]) -> Table | None:
    """The table below the first row that has all `needed` titles; None without such a row."""
    wanted = {_plain(name) for name in needed}
    for place, row in enumerate(grid.rows[:_SEARCHED]):
        cells = tuple(said(cell) for cell in row)
        if wanted <= {_plain(cell) for cell in cells}:
            rows = [
                (number, tuple(said(cell) for cell in below))
                for number, below in enumerate(grid.rows[place + 1 :], place + 2)
            ]
            above = tuple(tuple(said(cell) for cell in each) for each in grid.rows[:place])
            return Table(file, cells, tuple(each for each in rows if any(each[1])), above)
    return None


def unique(keys: Iterable[str]) -> list[str]:
    """Keys with a number behind those that were there already."""
    seen: dict[str, int] = {}
    found = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        found.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return found


def split(text: str, sign: str) -> tuple[str, ...]:
    """The parts of a text between signs, each once."""
    return tuple(dict.fromkeys(part for one in text.split(sign) if (part := " ".join(one.split()))))


def amount(text: str) -> float | None:
    """A number of zero or more as programs write it; None for what is none."""
    try:
        found = float(text.replace(",", ".")) if len(text) <= 30 else -1.0
    except ValueError:
        return None
    return found if 0 <= found < 1e12 else None


def _plain(title: str) -> str:
    return " ".join(fold(title[:120]).split())


def _is_idle(title: str, idle: Iterable[str]) -> bool:
    return any(
        title.startswith(_plain(name[:-1])) if name.endswith("*") else title == _plain(name)
        for name in idle
    )
