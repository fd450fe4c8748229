"""Cells as values: dates, numbers, words, and what of them can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from cxdesk.exchange.numbers import Unclear, date_of, number_of
from cxdesk.exchange.tables.columns import Field, Kind
from cxdesk.exchange.tables.grid import Cell, said
from cxdesk.exchange.tables.words import NO, VALUES, WHOLE, YES
from cxdesk.model.wording import listed
from cxdesk.services.search import fold

Value = object
"""What a cell is to us; None where it says nothing."""

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119, as spreadsheets count days
_ZERO = date(1899, 12, 30)
_AMOUNT = re.compile(
    r"(?:€|\$|£|eur|chf|usd|gbp)?\s*([+\-−]?\s*[\d.,'’ \xa0\u2009\u202f]*\d[.,]?)\s*"
    r"(k|t|tsd\.?|tausend|thousand|mio\.?|mn|m)?\s*"
    r"(€|\$|£|eur|euro|chf|usd|gbp|%|p?d|pt|md|days?|tage?n?|h|hrs?|std\.?|stunden|hours?|"
    r"w|wks?|weeks?|wochen?)?\.?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_BY_DOMAIN = re.compile(r"\s*(.*?)[\s:=]*([\d.,]+)\s*(?:d|pd|pt|days?|tage?)?\s*", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?")
HOURS_A_DAY = 8
DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of a table are to be read.

    `decimal` is "." or ",", "" where every number tells for itself. `words` are the values of
    folded words by kind, "" for one that says nothing. `part` is what costs are multiplied with to
    be thousands. `ours` is a table that we wrote: its texts are as they stand. `fractions` says
    that progress is from 0 to 1.
    """

    month_first: bool | None = None
    decimal: str = ""
    words: Mapping[tuple[Kind, str], str] = field(default_factory=dict)
    part: float = 1.0
    ours: bool = False
    fractions: bool = False


def reader_of(column: Field, manner: Manner) -> Callable[[Cell], Value]:
    """What makes a value of a cell of this column. It raises Unclear with a sentence."""
    kind = column.kind
    if kind in VALUES:
        return _word_reader(kind, manner)
    match kind:
        case Kind.TEXT | Kind.BATCH | Kind.INITIATIVE | Kind.OUTCOME | Kind.PERSON:
            return _text if not manner.ours else said_as_it_stands
        case Kind.LONG:
            return (lambda cell: said(cell) or None) if not manner.ours else said_as_it_stands
        case Kind.DOMAIN:
            return _domain
        case Kind.DATE:
            return lambda cell: day_of(cell, manner.month_first)
        case Kind.MOMENT:
            return _moment
        case Kind.NUMBER if column.key == "cost":
            return lambda cell: _cost(cell, manner)
        case Kind.NUMBER | Kind.DAYS if column.key == "effort":
            return lambda cell: _effort(cell, manner, kind)
        case Kind.NUMBER:
            return lambda cell: _number(cell, manner.decimal)
        case Kind.COUNT:
            return lambda cell: _whole(cell, manner.decimal, 0, 10**12)
        case Kind.SCORE:
            return lambda cell: _whole(cell, manner.decimal, 1, 5)
        case Kind.PERCENT:
            return lambda cell: _percent(cell, manner)
        case Kind.YES:
            return _yes
        case _:  # TEXTS, OUTCOMES
            return _texts if not manner.ours else _our_texts


def said_as_it_stands(cell: Cell) -> str | None:
    """A text of ours, with the space around it."""
    return (cell if isinstance(cell, str) else said(cell)) or None


def day_of(cell: Cell, month_first: bool | None) -> date | None:
    """The day that a cell says, a number counting days as spreadsheets do. Raises Unclear."""
    if isinstance(cell, str):
        text = said(cell)
        return date_of(text, month_first) if text and text not in ("-", "–") else None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and _FIRST_SERIAL < cell < _LAST_SERIAL:
        return _ZERO + timedelta(days=int(cell))
    raise Unclear(f"“{said(cell)[:60]}” is no date: write it as 2026-09-18.")


def amount_of(text: str, decimal: str) -> tuple[float, str, str]:
    """A number, the word for its size behind it ("k") and its unit ("€"). Raises Unclear."""
    found = _AMOUNT.fullmatch(text)
    bare = found[1] if found else text
    plain = re.sub(r"[ '’\xa0\u2009\u202f]", "", bare)
    if decimal and _THOUSANDS.fullmatch(plain):
        other = "," if decimal == "." else "."
        plain = plain.replace(other, "").replace(decimal, ".")
        return float(plain), *_behind(found)
    try:
        return number_of(bare), *_behind(found)
    except Unclear as unclear:
        if "two ways" in str(unclear):
            raise
        raise Unclear(f"“{text[:60]}” is no number.") from None


def two_ways(text: str) -> bool:
    """Whether a number could be in thousands or have three decimals: 1,234 and 1.234."""
    found = _THOUSANDS.fullmatch(text)
    return found is not None and text.count(found[1]) == 1 and not text.lstrip("+-").startswith("0")


def decimal_of(text: str) -> str:
    """The decimal mark that a number tells, "" where it tells none."""
    found = re.search(r"([.,])(\d*)$", text)
    marks = [mark for mark in text if mark in ".,"]
    if found is None or two_ways(text):
        return ""
    if len(set(marks)) == 1 and len(marks) > 1:  # 1.234.567
        return "," if marks[0] == "." else "."
    return found[1]


def shown(column: Field, value: Value) -> str:
    """A value as its cell is shown."""
    if column.kind in VALUES:
        return dict(VALUES[column.kind]).get(str(value), "")
    if isinstance(value, tuple):
        return "; ".join(
            " ".join(said(part) for part in each if part != "") if isinstance(each, tuple)
            else str(each)
            for each in value
        )  # fmt: skip
    return said(value) if isinstance(value, str | int | float | date | time) else ""


def _behind(found: re.Match[str] | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    return (found[2] or "").lower().rstrip("."), (found[3] or "").lower().rstrip(".")


def _text(cell: Cell) -> str | None:
    text = said(cell)
    return (" ".join(text.split()) if "\n" in text or "  " in text else text) or None


def _texts(cell: Cell) -> tuple[str, ...] | None:
    text = said(cell)
    mark = next((mark for mark in (";", "\n", "|") if mark in text), ",")
    return tuple(dict.fromkeys(part.strip() for part in text.split(mark) if part.strip())) or None


def _our_texts(cell: Cell) -> tuple[str, ...] | None:
    return tuple(part for part in said(cell).split("; ") if part) or None


def _domain(cell: Cell) -> str | None:
    text = _text(cell)
    return "" if text is not None and fold(text) in WHOLE else text


def _word_reader(kind: Kind, manner: Manner) -> Callable[[Cell], Value]:
    words = {word: value for (of, word), value in manner.words.items() if of is kind}
    labels = [label for _, label in VALUES[kind]]

    def read(cell: Cell) -> Value:
        text = said(cell)
        word = key_of(text)
        if not word:
            return None
        if word not in words:
            raise Unclear(f"“{text[:60]}” is no {kind.value}: it is {listed(labels, 'or')}.")
        return words[word] or None

    return read


def key_of(word: str) -> str:
    """A word as it is compared: without case, accents and needless space."""
    return " ".join(fold(word).split())


def _moment(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    text = said(cell)
    try:
        if isinstance(cell, date) or not _MOMENT.fullmatch(text):
            on = day_of(cell, None)
            return None if on is None else datetime.combine(on, time())
        return datetime.fromisoformat(text).replace(tzinfo=UTC).replace(tzinfo=None)
    except ValueError:
        raise Unclear(f"“{text[:60]}” is no time: write it as 2026-09-18 14:30.") from None


def _number(cell: Cell, decimal: str) -> float | None:
    if isinstance(cell, str):
        text = said(cell)
        return amount_of(text, decimal)[0] if text and text not in ("-", "–") else None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unclear(f"“{said(cell)[:60]}” is no number.")
    return float(cell)


def _cost(cell: Cell, manner: Manner) -> float | None:
    if not isinstance(cell, str):
        number = _number(cell, "")
        return None if number is None else round(number * manner.part, 9)
    text = said(cell)
    if not text or text in ("-", "–"):
        return None
    number, size, _ = amount_of(text, manner.decimal)
    part = manner.part
    if size:
        part = 1000.0 if size in ("mio", "mn", "m") else 1.0
    return round(number * part, 9)


def _effort(cell: Cell, manner: Manner, kind: Kind) -> Value:
    if kind is Kind.DAYS and isinstance(cell, str) and re.search(r"[^\W\d_]{2,}.*\d", cell):
        return _by_domain(said(cell), manner.decimal)
    days = _days(cell, manner)
    if days is None or kind is Kind.NUMBER:
        return days
    return (("", days),)


def _days(cell: Cell, manner: Manner) -> float | None:
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 3600 / HOURS_A_DAY, 9)
    if not isinstance(cell, str):
        return _number(cell, "")
    text = said(cell)
    if not text or text in ("-", "–"):
        return None
    number, _, unit = amount_of(text, manner.decimal)
    if unit[:1] == "h" or unit[:2] == "st":
        return round(number / HOURS_A_DAY, 9)
    return number * DAYS_A_WEEK if unit[:1] == "w" else number


def _by_domain(text: str, decimal: str) -> tuple[tuple[str, float], ...] | None:
    """ "IT 25; Care 10": person-days by domain."""
    found: dict[str, float] = {}
    parts = re.split(r"[;\n]" if re.search(r"[;\n]", text) else r",(?!\d)", text)
    for part in parts:
        match = _BY_DOMAIN.fullmatch(part)
        if match is None:
            raise Unclear(f"“{text[:60]}” is no effort: write it as 12, or as IT 25; Care 10.")
        name = "" if fold(match[1]) in WHOLE else match[1]
        found[name] = found.get(name, 0.0) + amount_of(match[2], decimal)[0]
    return tuple(found.items()) or None


def _whole(cell: Cell, decimal: str, least: int, most: int) -> int | None:
    number = _number(cell, decimal)
    if number is None:
        return None
    if not number.is_integer() or not least <= number <= most:
        what = f"a whole number from {least} to {most}" if most < 100 else "a whole number"
        raise Unclear(f"“{said(cell)[:60]}” is not {what}.")
    return int(number)


def _percent(cell: Cell, manner: Manner) -> int | None:
    number = _number(cell, manner.decimal)
    if number is None:
        return None
    number = round(100 * number if manner.fractions and not isinstance(cell, str) else number)
    if not 0 <= number <= 100:
        raise Unclear(f"“{said(cell)[:60]}” is no progress: it is 0 to 100 per cent.")
    return int(number)


def _yes(cell: Cell) -> bool | None:
    word = key_of(said(cell))
    if not word:
        return None
    if word not in YES and word not in NO:
        raise Unclear(f"“{said(cell)[:60]}” is neither yes nor no.")
    return word in YES
