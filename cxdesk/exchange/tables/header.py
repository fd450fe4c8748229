"""Where the titles of a table stand: above them there may be remarks, or there may be none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice, pairwise

from cxdesk.exchange.tables.columns import Field, Target, plain
from cxdesk.exchange.tables.fields import CHOSEN
from cxdesk.exchange.tables.grid import Cell, Grid, Row, said

NONE = -1
"""The place of titles where there are none."""
_SEARCHED = 40  # rows that hold something
_COMPOUND = 5  # letters of a title that may end a longer word: "Bearbeitungsstatus"
_MOST = 200  # characters of a title that are looked at


def field_of(title: str, target: Target) -> Field | None:
    """The field whose title this is, as it stands or behind other words: "Planned start date"."""
    names = _names(target)
    short = title[:_MOST]
    if (found := names.get(plain(short))) is not None:
        return found
    for part in _parts(short):
        if (found := names.get(part)) is not None:
            return found
    word = plain(short)
    ends = [name for name in names if len(name) >= _COMPOUND and word.endswith(name)]
    return names[max(ends, key=len)] if ends else None


def is_known(title: str) -> bool:
    """Whether a title is one of any table of ours that can be chosen."""
    return any(field_of(title, target) is not None for target in CHOSEN)


def find(grid: Grid) -> int:
    """The index of the row with the titles; NONE where no row looks like titles."""
    filled = ((place, row) for place, row in enumerate(grid.rows) if _filled(row))
    rows = list(islice(filled, _SEARCHED))
    if not rows:
        return NONE
    known = {place: _known(row) for place, row in rows}
    most = max(known.values())
    if most >= 2:
        return next(place for place, _ in rows if 3 * known[place] >= 2 * most)
    if most == 1 and all(len(_filled(row)) == 1 for _, row in rows):  # a list under its title
        return rows[0][0] if known[rows[0][0]] else NONE
    width = max(len(_filled(row)) for _, row in rows)
    for (place, row), (_, below) in pairwise(rows):
        if 3 * len(_filled(row)) >= 2 * width and _titles(row) and not _titles(below):
            return place
    return next((place for place, row in rows if known[place] and _titles(row)), NONE)


def titles_of(grid: Grid, header: int) -> tuple[str, ...]:
    """The titles of all columns as the file has them; by letter where it has none."""
    row = grid.rows[header] if header != NONE else ()
    found = [" ".join(said(cell).split())[:_MOST] for cell in row]
    found += [""] * (grid.width - len(found))
    return tuple(text or f"Column {letters(place)}" for place, text in enumerate(found))


def letters(place: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    text = ""
    place += 1
    while place:
        place, last = divmod(place - 1, 26)
        text = chr(65 + last) + text
    return text


def _names(target: Target) -> dict[str, Field]:
    if target.key not in _KEPT:
        # What comes first keeps a title that two fields have.
        _KEPT[target.key] = {
            name: field for field in reversed(target.read) for name in reversed(field.titles)
        }
    return _KEPT[target.key]


_UNITS = "in k€ t€ € keur teur eur euro tsd tausend thousand chf k$ $ £ % pt pd md days tage"
_BEHIND = frozenset(map(plain, f"{_UNITS} name date datum geplant plan planned soll".split()))
"""What stands behind a title without changing it."""

_OF = frozenset({"of", "des", "der", "vom"})

_KEPT: dict[str, dict[str, Field]] = {}


def _parts(title: str) -> Iterable[str]:
    """What may be the title within a longer one: each of several, then its last words."""
    for mark in ("/", "|", ",", ":", "\n", " - ", " – "):
        if mark in title:
            yield from (plain(part) for part in title.split(mark))
    words = title.replace("_", " ").split()
    for at, word in enumerate(words[1:], 1):
        if word.lower() in _OF:  # "Titel des Vorgangs"
            yield plain(" ".join(words[:at]))
    for first in range(1, len(words)):
        last = plain(" ".join(words[first:]))
        if len(last) > 3:  # short ones, "by" and "to", are titles only when alone
            yield last
    while len(words) > 1 and plain(words[-1]) in _BEHIND:
        words.pop()
        yield plain(" ".join(words))


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if cell != "" and (cell.__class__ is not str or str(cell).strip())]


def _known(row: Row) -> int:
    """How many cells are titles of the table of ours that knows most of them."""
    texts = {said(cell) for cell in _filled(row) if isinstance(cell, str) and len(cell) < _MOST}
    return max(sum(field_of(text, target) is not None for text in texts) for target in CHOSEN)


def _titles(row: Sequence[Cell]) -> bool:
    """Whether cells could be titles: short texts without numbers and dates, none twice."""
    cells = _filled(row)
    texts = [said(cell) for cell in cells]
    return (
        all(isinstance(cell, str) for cell in cells)
        and not any(isinstance(cell, date) for cell in cells)
        and len(set(texts)) == len(texts)
        and all(len(text) < 60 and not text[:1].isdigit() and "@" not in text for text in texts)
    )
