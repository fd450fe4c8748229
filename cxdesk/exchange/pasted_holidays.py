"""Holidays pasted from a spreadsheet or a calendar on the web: date and name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cxdesk.exchange.numbers import Unclear, date_of, month_first
from cxdesk.exchange.pasted import Problem, arranged, cells, left_out, record, titles_of, too_many
from cxdesk.exchange.tables.fields import HOLIDAYS
from cxdesk.model.wording import day
from cxdesk.services.calendar import holiday_problem

COLUMNS = ("date", "name")

_TITLES = titles_of(HOLIDAYS, COLUMNS, on="date")
_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastedHoliday:
    """A day on which nobody works."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class PastedHolidays:
    """The holidays that can be added, and what is wrong with the other rows."""

    holidays: tuple[PastedHoliday, ...]
    problems: tuple[Problem, ...]
    heading: int = 0
    notes: tuple[str, ...] = ()
    """What to look at twice; it hinders nothing."""


def holidays_of(text: str, known: Collection[date] = ()) -> PastedHolidays:
    """Holidays from copied cells, without those `known` already.

    Without a heading the columns are date and name; where dates stand in the second column they
    are taken from there.
    """
    rows = cells(text)
    heading, order = arranged(rows, COLUMNS, _TITLES)
    if problem := too_many(rows):
        return PastedHolidays((), (problem,))
    if not heading and _name_first(rows):
        order = ["name", "date"]
    records = [
        (number, record(row, order))
        for number, row in enumerate(rows[heading:], heading + 1)
        if any(row)
    ]
    slashes = month_first(_bare(cell.get("date", "")) for _, cell in records)
    found: dict[date, tuple[int, PastedHoliday]] = {}
    problems: list[Problem] = []
    for number, cell in records:
        try:
            one = _holiday(cell, slashes)
        except Unclear as unclear:
            problems.append(Problem(number, str(unclear)))
            continue
        if one.on in known:
            problems.append(Problem(number, f"{day(one.on)} is a holiday already."))
        elif one.on in found:
            earlier = found[one.on][0]
            problems.append(Problem(number, f"{day(one.on)} stands in row {earlier} already."))
        else:
            found[one.on] = number, one
    notes = left_out(rows, heading, order)
    return PastedHolidays(tuple(one for _, one in found.values()), tuple(problems), heading, notes)


def _holiday(cell: dict[str, str], slashes: bool | None) -> PastedHoliday:
    text = _bare(cell.get("date", ""))
    if not text:
        raise Unclear("A holiday needs a date.")
    on, name = date_of(text, slashes), " ".join(cell.get("name", "").split())
    if problem := holiday_problem(name):
        raise Unclear(problem)
    return PastedHoliday(on, name)


def _bare(text: str) -> str:
    """A date without the weekday before it: "Fri, 1 Jan 2027"."""
    head, _, rest = text.strip().replace(",", " ", 1).partition(" ")
    word = head.rstrip(".").casefold()
    weekday = len(word) >= 2 and any(name.startswith(word) for name in _WEEKDAYS)
    return rest.strip() if weekday else text.strip()


def _name_first(rows: list[list[str]]) -> bool:
    """Whether dates stand in the second column only."""
    filled = [row for row in rows if any(row)]
    return bool(filled) and all(len(row) > 1 and _dated(row[1]) for row in filled) and not any(
        _dated(row[0]) for row in filled
    )  # fmt: skip


def _dated(text: str) -> bool:
    try:
        date_of(_bare(text), month_first=False)
    except Unclear:
        return False
    return True
