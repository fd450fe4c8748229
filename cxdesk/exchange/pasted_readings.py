"""Readings of an outcome pasted from a spreadsheet: date, value, number of answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxdesk.exchange.numbers import Unclear, count_of, date_of, month_first, number_of
from cxdesk.exchange.pasted import Problem, arranged, cells, left_out, record, titles_of, too_many
from cxdesk.exchange.tables.fields import READINGS
from cxdesk.model.wording import day
from cxdesk.services.outcomes import NewReading

COLUMNS = ("date", "value", "n", "promoters", "passives", "detractors")

_TITLES = titles_of(READINGS, COLUMNS, on="date")


@dataclass(frozen=True, slots=True)
class PastedReadings:
    """The readings that can be kept, and what is wrong with the other rows."""

    readings: tuple[NewReading, ...]
    problems: tuple[Problem, ...]
    heading: int = 0
    notes: tuple[str, ...] = ()
    """What to look at twice; it hinders nothing."""


def readings_of(text: str, today: date, unit: str = "") -> PastedReadings:
    """Readings from copied cells; a heading may give the columns in any order."""
    rows = cells(text)
    heading, order = arranged(rows, COLUMNS, _TITLES)
    if problem := too_many(rows):
        return PastedReadings((), (problem,))
    records = [
        (number, record(row, order))
        for number, row in enumerate(rows[heading:], heading + 1)
        if any(row)
    ]
    slashes = month_first(cell["date"] for _, cell in records)
    readings: dict[date, tuple[int, NewReading]] = {}
    problems: list[Problem] = []
    for number, cell in records:
        try:
            reading = _reading(cell, slashes, unit)
        except Unclear as unclear:
            problems.append(Problem(number, str(unclear)))
            continue
        if reading.on > today:
            problems.append(Problem(number, f"{day(reading.on)} is yet to come."))
        elif reading.on in readings:
            earlier = readings[reading.on][0]
            problems.append(Problem(number, f"{day(reading.on)} stands in row {earlier} already."))
        else:
            readings[reading.on] = number, reading
    notes = left_out(rows, heading, order)
    return PastedReadings(
        tuple(one for _, one in readings.values()), tuple(problems), heading, notes
    )


def _reading(cell: dict[str, str], slashes: bool | None, unit: str) -> NewReading:
    on = date_of(cell["date"], slashes)
    parts = [cell.get(name, "") for name in COLUMNS[3:]]
    split = None
    if any(parts):
        if not all(parts):
            raise Unclear("Promoters, passives and detractors are given together, or not at all.")
        promoters, passives, detractors = (count_of(part) for part in parts)
        split = (promoters, passives, detractors)
        if not sum(split):
            raise Unclear("Promoters, passives and detractors are all zero: nobody answered.")
    value = number_of(cell["value"], unit) if cell.get("value") else None
    n = count_of(cell["n"]) if cell.get("n") else None
    if value is None and split is None:
        raise Unclear("A reading needs a number.")
    if split is not None:
        _refuse_other(split, value, n)
    return NewReading(on, value, n, split)


def _refuse_other(split: tuple[int, int, int], value: float | None, n: int | None) -> None:
    score = 100 * (split[0] - split[2]) / sum(split)
    if (n is not None and n != sum(split)) or (value is not None and abs(value - score) > 1):
        raise Unclear(
            f"The split gives {sum(split):,} answers and a score of {score:.4g}, "
            "not what stands beside it."
        )
