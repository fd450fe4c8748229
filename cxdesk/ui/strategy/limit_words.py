"""How a limit and its use are worded on screen and on paper."""

from __future__ import annotations

from cxdesk.model.program import Measure
from cxdesk.model.wording import thousands
from cxdesk.services.limits import LimitRow
from cxdesk.ui.form.words import number


def unit_words(measure: Measure, currency: str) -> str:
    """What stands behind the field of a limit."""
    match measure:
        case Measure.BUDGET:
            return f"{thousands(currency)} for all initiatives"
        case Measure.WIP:
            return "initiatives in progress at once"
        case Measure.OWNER_WIP:
            return "in progress at once with one owner"
        case Measure.PERSON_DAYS:
            return "person-days a month"


def use_words(row: LimitRow, currency: str) -> str:
    """Use and limit together, and what is left: "1,707 of 1,800 k€, 93 left"."""
    used, what = _used(row), _what(row, currency)
    if row.measure is Measure.PERSON_DAYS and not row.used:
        return "No work planned in the coming months"
    if row.limit is None:
        return f"{used}{what}, no limit agreed"
    rest = row.limit - row.used
    if abs(rest) <= 1e-9:
        left = "nothing left"
    elif rest > 0:
        left = f"{number(_round(row, rest))} left"
    else:
        left = f"{number(_round(row, -rest))} over"
    return f"{used} of {number(row.limit)}{what}, {left}"


def limit_after(measure: Measure, currency: str) -> str:
    """What follows the number of a limit in a sentence: " k€", "" for initiatives."""
    match measure:
        case Measure.BUDGET:
            return f" {thousands(currency)}"
        case Measure.PERSON_DAYS:
            return " person-days a month"
        case _:
            return ""


def binds(row: LimitRow, common: float | None) -> tuple[str, bool]:
    """What a month of a domain is held against, and whether its capacity says so."""
    if row.limit is None:
        return "Nothing binds: neither a limit nor a capacity is set.", True
    if _capacity_binds(row, common):
        return f"Bound by its capacity of {number(row.limit)} a month.", True
    if row.own is None:
        return f"Bound by the limit of every domain, {number(row.limit)} a month.", False
    return f"Bound by its own limit of {number(row.limit)} a month.", False


def bound_words(row: LimitRow, common: float | None) -> str:
    """The same in a cell of a table: "100, as every domain"."""
    if row.limit is None:
        return "none"
    if _capacity_binds(row, common):
        return f"{number(row.limit)}, its capacity"
    return f"{number(row.limit)}, {'as every domain' if row.own is None else 'its own'}"


def _capacity_binds(row: LimitRow, common: float | None) -> bool:
    agreed = common if row.own is None else row.own
    return agreed is None or bool(row.capacity and row.capacity < agreed)


def _used(row: LimitRow) -> str:
    used = _round(row, row.used)
    # Rounded down a load over the limit would look as if it fitted.
    fits = row.limit is None or row.used <= row.limit + 1e-9 or used > row.limit
    return number(used if fits else round(row.used, 1))


def _round(row: LimitRow, value: float) -> float:
    """Loads are spread over days: a whole number says enough, a small one needs its part."""
    return round(value) if row.measure is Measure.PERSON_DAYS and value >= 1 else round(value, 2)


def _what(row: LimitRow, currency: str) -> str:
    match row.measure:
        case Measure.BUDGET:
            return f" {thousands(currency)}"
        case Measure.WIP:
            return " in progress"
        case Measure.OWNER_WIP:
            # With one each, whom it names would be chance.
            return f" with {row.of}" if row.used > 1 else " with one owner"
        case Measure.PERSON_DAYS:
            return f" person-days in {row.of}"
