"""What a table most likely is, and what its columns are: by their titles, else by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from cxdesk.exchange.numbers import Unclear, date_of, number_of
from cxdesk.exchange.tables.columns import Field, Kind, Target, plain
from cxdesk.exchange.tables.fields import (
    ACTIONS,
    CHOSEN,
    INITIATIVES,
    PEOPLE,
    READINGS,
    REQUESTS,
)
from cxdesk.exchange.tables.grid import Cell, Row, said
from cxdesk.exchange.tables.header import field_of
from cxdesk.exchange.tables.words import meaning

SAMPLE = 200
"""So many filled cells of a column tell what it is."""
REPEATED = frozenset({Kind.TEXTS, Kind.OUTCOMES, Kind.LONG})
"""Kinds of which several columns may be the same field: "Labels" and "Labels"."""
_STAMP = re.compile(r"creat|updat|modif|chang|birth|erstell|aktual|änder|angelegt|geburt", re.I)
"""What is in titles of dates that plan nothing."""
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_NAMES = {
    INITIATIVES.key: "initiative project projekt vorhaben maßnahme massnahme portfolio roadmap",
    ACTIONS.key: "action task todo aufgabe aktion",
    REQUESTS.key: "request idea wish demand anforderung anfrage wunsch idee ticket",
    PEOPLE.key: "people person staff team member employee contact mitarbeiter leute kontakt user",
    READINGS.key: "reading messung messwert survey umfrage kpi nps ces csat kennzahl metric",
}
# What tells a table from the others, if it is there.
_TELLING = {
    ACTIONS.key: {"initiative", "road_bump", "done_on", "week"},
    REQUESTS.key: {"source", "evidence", "urgent", "submitted_by"},
    PEOPLE.key: {"email", "first", "last", "level", "initials"},
    READINGS.key: {"on", "value", "promoters", "detractors", "n"},
    INITIATIVES.key: {"start", "batch", "sponsor", "progress", "horizon", "parent", "expected"},
}


def target_of(titles: Sequence[str], name: str) -> tuple[Target, bool]:
    """The table that titles are of, by the name of the file and sheet too; whether that is sure."""
    scores = sorted(((_score(titles, name, target), -place) for place, target in
                     enumerate(CHOSEN)), reverse=True)  # fmt: skip
    (best, place), (second, _) = scores[:2]
    return CHOSEN[-place], best >= 3 and best > second


def _score(titles: Sequence[str], name: str, target: Target) -> float:
    fields = by_titles(titles, target)
    found = {field.key for field in fields.values()}
    named = any(word in plain(name) for word in map(plain, _NAMES[target.key].split()))
    needed = {field.key for field in target.fields if field.needed}
    if target is PEOPLE and found >= {"first", "last"}:
        needed = set()
    if target in (ACTIONS, READINGS):  # may be named by the file alone
        needed -= {"initiative", "outcome"}
        if target is ACTIONS and not named and "initiative" not in found:
            return 0
    if not needed <= found or (target is READINGS and not found & {"value", "promoters"}):
        return 0.5 if named else 0
    if target is REQUESTS and not named and not found & _TELLING[target.key]:
        return 0.5  # a title and a date of its making are those of anything
    exact = sum(plain(title) == plain(fields[place].title) for place, title in enumerate(titles)
                if place in fields)  # fmt: skip
    return len(found) + 0.2 * exact + 2 * len(found & _TELLING[target.key]) + 4 * named


def by_titles(titles: Sequence[str], target: Target) -> dict[int, Field]:
    """The field of each column whose title says it; a field that has a column has no other one,
    but for those that may.

    A title that is exactly ours goes before one that is only known.
    """
    found: dict[int, Field] = {}
    own = {plain(field.title): field for field in target.read}
    for place, title in enumerate(titles):
        field = own.get(plain(title))
        if field is not None and _free(field, found):
            found[place] = field
    for exact in (True, False):
        for place, title in enumerate(titles):
            field = field_of(title, target)
            if place in found or field is None or (exact and plain(title) not in field.titles):
                continue
            if _free(field, found) or (field.kind in REPEATED and plain(title) in field.titles
                                       and field.kind is not Kind.LONG):  # fmt: skip
                found[place] = field
    return dict(sorted(found.items()))


def by_cells(
    rows: Sequence[Row], titles: Sequence[str], target: Target, titled: Mapping[int, Field]
) -> dict[int, Field]:
    """The field that cells of the other columns look like; a guess to be looked at.

    Numbers are guessed only where no column has a title that is known, and dates where they cannot
    be several.
    """
    found = dict(titled)
    columns = {place: _sample(rows, place) for place in range(len(titles)) if place not in titled}
    keys = [key for key in _DATES[target.key] if _free(target.field(key), found)]
    if len(keys) == len(_DATES[target.key]):  # none is known
        dated = [
            place
            for place, cells in columns.items()
            if cells and not _STAMP.search(titles[place]) and _mostly(is_date)(cells)
        ]
        if not titled or len(dated) <= len(keys):
            first = max(len(keys) - len(dated), 0)
            found |= {
                place: target.field(key) for place, key in zip(dated, keys[first:], strict=False)
            }
    for wanted, fits in _LOOKS if titled else (*_LOOKS, ("value", _numeric)):
        for place, cells in columns.items():
            field = _wanted(target, wanted, found)
            if place not in found and field is not None and cells and fits(cells, field.kind):
                found[place] = field
    _name_column(columns, target, found)
    return {place: field for place, field in found.items() if place not in titled}


def mended(rows: Sequence[Row], target: Target, titled: Mapping[int, Field]) -> dict[int, Field]:
    """Fields by titles, but for a column called "Progress" that holds words: it is the state."""
    found = dict(titled)
    for place, field in titled.items():
        state = _wanted(target, Kind.STATE, found)
        cells = _sample(rows, place) if field.kind is Kind.PERCENT and state is not None else []
        if cells and state is not None and _words(cells, state.kind):
            found[place] = state
    return found


def is_date(cell: Cell) -> bool:
    """Whether a cell is a date, in any order of day and month."""
    if isinstance(cell, date):
        return True
    try:
        date_of(said(cell), month_first=False)
    except Unclear:
        try:
            date_of(said(cell), month_first=True)
        except Unclear:
            return False
    return True


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number."""
    if not isinstance(cell, str):
        return isinstance(cell, int | float) and not isinstance(cell, bool)
    try:
        number_of(cell)
    except Unclear:
        return False
    return True


def _free(field: Field, found: Mapping[int, Field]) -> bool:
    return all(other.key != field.key for other in found.values())


def _sample(rows: Iterable[Row], place: int) -> list[Cell]:
    cells: list[Cell] = []
    for row in rows:
        if place < len(row) and row[place] != "":
            cells.append(row[place])
            if len(cells) == SAMPLE:
                break
    return cells


def _mostly(fits: Callable[[Cell], bool]) -> Callable[[Sequence[Cell]], bool]:
    return lambda cells: sum(map(fits, cells)) >= 0.8 * len(cells)


def _emails(cells: Sequence[Cell], _kind: Kind) -> bool:
    texts = (said(cell) for cell in cells)
    return sum(_EMAIL.fullmatch(text) is not None for text in texts) >= 0.8 * len(cells)


def _numeric(cells: Sequence[Cell], _kind: Kind) -> bool:
    return _mostly(is_number)(cells)


def _words(cells: Sequence[Cell], kind: Kind) -> bool:
    """Whether cells are few words, most of which mean something."""
    words = [said(cell) for cell in cells if isinstance(cell, str)]
    if len(words) < len(cells) or len(set(words)) > 12 or (len(cells) > 3 and len(set(words)) < 2):
        return False
    return sum(all(meaning(kind, word)) for word in words) >= 0.7 * len(words)


_LOOKS: tuple[tuple[Kind | str, Callable[[Sequence[Cell], Kind], bool]], ...] = (
    ("email", _emails),
    ("owner", _emails),
    ("submitted_by", _emails),
    (Kind.STATE, _words),
    (Kind.ACTION_STATE, _words),
    (Kind.LEVEL, _words),
    (Kind.PRIORITY, _words),
)
_DATES = {
    INITIATIVES.key: ("start", "end"), ACTIONS.key: ("due",), REQUESTS.key: ("deadline",),
    PEOPLE.key: (), READINGS.key: ("on",),
}  # fmt: skip
"""What columns of dates are, from the left; one alone is the last of them."""


def _wanted(target: Target, kind: Kind | str, found: Mapping[int, Field]) -> Field | None:
    """The first field of a kind, or of a key, that has no column yet."""
    for field in target.read:
        if (field.key == kind or field.kind is kind) and _free(field, found):
            return field
    return None


def _name_column(
    columns: Mapping[int, list[Cell]], target: Target, found: dict[int, Field]
) -> None:
    """The column of what a row cannot be without: the first whose texts are mostly its own."""
    if target is PEOPLE and any(field.key in ("first", "last") for field in found.values()):
        return
    for field in target.fields:
        if not field.needed or not _free(field, found) or field.kind is not Kind.TEXT:
            continue
        for place, cells in columns.items():
            texts = [said(cell) for cell in cells if isinstance(cell, str)]
            if place not in found and texts and 2 * len(set(texts)) > len(cells):
                found[place] = field
                break
