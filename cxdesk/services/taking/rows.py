"""The rows of a file, each checked by itself: its values are of the right kind, or it stays out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cxdesk.model.states import State
from cxdesk.services.incoming import Fate, Note, Problem
from cxdesk.services.program_shape import (
    MOVES,
    SECRET_BALLOTS,
    Kind,
    Shape,
    shapes,
)
from cxdesk.services.taking import values

MOST_PROBLEMS: Final = 1000
"""So many are kept in words; what goes wrong more often than that is one mistake."""

Values = dict[str, Any]
"""A row by the names of the model, its id among them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole program as its file says it: values of JSON, contents as bytes that fit their digest.

    `tables` has the rows by the key of their table, the program's own among them.
    """

    name: str
    tables: Mapping[str, Sequence[Any]]
    moves: Sequence[Any]
    secret_ballots: Sequence[Any]
    contents: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Troubles:
    """Problems, so many of them as somebody reads."""

    kept: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, at: str, text: str) -> None:
        """Something is wrong there."""
        if len(self.kept) < MOST_PROBLEMS:
            self.kept.append(Problem(at, text))
        else:
            self.more += 1

    def all(self) -> tuple[Problem, ...]:
        """All of them, the last line saying how many are not named."""
        more = Problem("", f"{self.more:,} more problems are not named.")
        return (*self.kept, *((more,) if self.more else ()))


@dataclass(frozen=True, slots=True)
class Checked:
    """What of a file can be taken in: rows by table and id, their references not looked at yet.

    `moves` are the states an initiative entered, oldest first; `secret` the ballots of a round.
    """

    name: str
    tables: Mapping[str, Mapping[int, Values]]
    moves: Mapping[int, Sequence[tuple[State, date]]]
    secret: Mapping[int, Sequence[str]]
    contents: Mapping[str, bytes]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


def checked(document: Document) -> Checked:
    """Every row by itself; what is wrong with it is a problem, and never stops the others."""
    troubles = Troubles(list(document.problems))
    notes = list(document.notes)
    tables = {
        key: _table(shape, document.tables.get(key, ()), troubles, notes)
        for key, shape in shapes().items()
    }
    return Checked(
        document.name,
        tables,
        _moves(document.moves, troubles),
        _secret(document.secret_ballots, troubles),
        document.contents,
        tuple(notes),
        troubles.all(),
    )


def called(shape: Shape, row: Mapping[str, Any]) -> str:
    """What a row is called for whoever reads of it: "Initiative CX-101", "Action “Call back”"."""
    for key in ("code", "number", "title", "name", "text", "question"):
        value = row.get(key)
        if value not in (None, "") and isinstance(value, str | int):
            said = values.shown(value)
            plain = key in ("code", "number")
            return f"{shape.one.capitalize()} {said if plain else f'“{said}”'}"
    return f"{shape.one.capitalize()} {values.shown(row.get('id', ''))}".rstrip()


def _table(
    shape: Shape, rows: Sequence[Any], troubles: Troubles, notes: list[Note]
) -> dict[int, Values]:
    found: dict[int, Values] = {}
    known = {each.key for each in shape.fields}
    unknown: Counter[str] = Counter()
    for place, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            troubles.add(f"{shape.many.capitalize()}, row {place}", "This is no row: left out.")
            continue
        if len(row) > len(known) or not row.keys() <= known:
            unknown.update(values.shown(key) for key in row.keys() - known)
        made = _row(shape, row, troubles)
        if made is None:
            continue
        if made["id"] in found:
            troubles.add(called(shape, row), "Its id is there twice: left out.")
            continue
        found[made["id"]] = made
    notes.extend(
        Note(Fate.DROPPED, f"“{key}” of {shape.many} is not known here.", count)
        for key, count in unknown.most_common(20)
    )
    return found


def _row(shape: Shape, row: Mapping[str, Any], troubles: Troubles) -> Values | None:
    made: Values = {}
    for each in shape.fields:
        if each.key not in row and each.default is not None:
            made[each.name] = each.default()
            continue
        try:
            made[each.name] = values.read(shape.key, each, row.get(each.key))
        except ValueError as wrong:
            said = "" if row.get(each.key) is None else f" ({values.shown(row[each.key])})"
            kept = each.default is not None and (each.optional or each.kind is not Kind.CHOICE)
            end = "left empty" if each.optional else "left as usual" if kept else "left out"
            name = each.key.replace("_", " ")
            troubles.add(called(shape, row), f"Its {name}{said} {wrong}: {end}.")
            if not kept or each.default is None:
                return None
            made[each.name] = each.default()
    if problem := _wrong_row(shape, made):
        troubles.add(called(shape, row), problem)
        return None
    return made


_ORDERED: Final = (("start", "end"), ("plan_from", "plan_to"), ("short_ends", "mid_ends"))


def _wrong_row(shape: Shape, row: Values) -> str:
    """What is wrong with values that are right each by itself; "" where nothing is."""
    for first, last in _ORDERED:
        begin, end = row.get(first), row.get(last)
        if begin is not None and end is not None and begin > end:
            words = [name.replace("_", " ") for name in (first, last)]
            return f"Its {words[1]} is before its {words[0]}: left out."
    return ""


def _moves(rows: Sequence[Any], troubles: Troubles) -> dict[int, list[tuple[State, date]]]:
    found: dict[int, list[tuple[State, date]]] = {}
    for place, row in enumerate(rows, 1):
        try:
            id, state, on = row["initiative"], State(row["state"]), values.day(row["on"])
            found.setdefault(values.identity(id), []).append((state, on))
        except (TypeError, KeyError, ValueError):
            troubles.add(f"{MOVES.capitalize()}, row {place}", "This is no move: left out.")
    for moves in found.values():
        moves.sort(key=lambda move: move[1])  # stable: those of one day stay in their order
    return found


def _secret(rows: Sequence[Any], troubles: Troubles) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for place, row in enumerate(rows, 1):
        try:
            ballots = row["ballots"]
            if not isinstance(ballots, list) or not all(isinstance(each, str) for each in ballots):
                raise ValueError
            found[values.identity(row["round"])] = sorted(ballots)
        except (TypeError, KeyError, ValueError):
            where = SECRET_BALLOTS.replace("_", " ").capitalize()
            troubles.add(f"{where}, row {place}", "These are no ballots: left out.")
    return found
