"""Tables as cells: words for values, sheet by sheet, as a workbook and CSV files hold them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, Final

from cxdesk.exchange.comma import plain_number
from cxdesk.exchange.out.letters import held
from cxdesk.exchange.out.sheets import SHEETS, SheetOf
from cxdesk.exchange.tables.columns import Field
from cxdesk.model.charters import Verdict
from cxdesk.model.program import Measure
from cxdesk.model.work import ActionState
from cxdesk.services.export_tables import Table, Tables

Value = str | int | float | date | None
"""What a cell holds; a date may be a datetime, in UTC without a zone."""

_WORDS: Final[dict[enum.Enum, str]] = {
    ActionState.TODO: "To do",
    Verdict.MORE: "Asks for more",
    Measure.BUDGET: "Budget (thousands)",
    Measure.WIP: "Initiatives in progress",
    Measure.OWNER_WIP: "Initiatives in progress with one owner",
    Measure.PERSON_DAYS: "Person-days a month",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose cells are ready to be written; `fields` are its columns."""

    key: str
    title: str
    about: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of its columns."""
        return tuple(field.title for field in self.fields)


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a program; read `at`, in UTC without a zone."""

    program: str
    at: datetime
    sheets: tuple[Sheet, ...]

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return sum(len(sheet.rows) * len(sheet.fields) for sheet in self.sheets)


def book(read: Tables) -> Book:
    """The sheets of all tables that were read."""
    found = (
        _sheet(one, read.tables[one.key]) for one in SHEETS if one.key in read.tables
    )  # fmt: skip
    return Book(read.program, read.at, tuple(found))


def said(value: Any) -> Value:
    """A value as a cell holds it: what is chosen of a list in words, several with "; " between."""
    return _SAID.get(type(value), _other)(value)


def word(value: enum.Enum) -> str:
    """One of a list in words: "In progress", "Voice of customer", "FS"."""
    if value in _WORDS:
        return _WORDS[value]
    label: str | None = getattr(value, "label", None)
    text = str(value.value)
    return label or (text.replace("_", " ").capitalize() if text.islower() else text)


def _sheet(one: SheetOf, table: Table) -> Sheet:
    places = {key: place for place, key in enumerate(table.columns)}
    fields = tuple(field for field in one.fields if field.key in places)
    assert len(fields) == len(places), f"{one.key} has columns without a title"
    order = [places[field.key] for field in fields]
    # Column by column: most need no words, which one look at the types in it tells.
    columns = [_column([row[place] for row in table.rows]) for place in order]
    return Sheet(one.key, one.title, one.about, fields, tuple(zip(*columns, strict=True)))


def _column(values: list[Any]) -> list[Any]:
    types = set(map(type, values))
    if types <= _PLAIN and not (
        str in types and any(held(v) is not v for v in values if isinstance(v, str))
    ):
        return values
    known: dict[Any, Value] = {}
    made = []
    for value in values:
        key = (value, type(value))
        if key not in known:
            known[key] = said(value)
        made.append(known[key])
    return made


def _joined(values: tuple[Any, ...]) -> Value:
    if not values:
        return None
    if not isinstance(values[0], tuple):
        return held("; ".join(values))
    if len(values) == 1 and not values[0][0]:
        days: float = values[0][1]
        return days  # of the whole organisation
    return held("; ".join(f"{domain} {plain_number(days)}".lstrip() for domain, days in values))


def _number(value: float) -> Value:
    return value if isfinite(value) else held(str(value))


def _other(value: Any) -> Value:
    return word(value) if isinstance(value, enum.Enum) else held(str(value))


_PLAIN: Final = {str, int, date, datetime, type(None)}
_SAID: Final[Mapping[type, Callable[[Any], Value]]] = {
    **dict.fromkeys(_PLAIN, lambda value: value),
    str: held,
    bool: lambda value: "yes" if value else "no",
    float: _number,
    tuple: _joined,
}
