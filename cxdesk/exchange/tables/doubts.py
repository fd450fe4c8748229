"""What the cells of a table leave open: the order of dates, marks in numbers, units, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from cxdesk.exchange.numbers import month_first
from cxdesk.exchange.opened import LEAVE_OUT, Question
from cxdesk.exchange.tables.columns import Field, Kind
from cxdesk.exchange.tables.grid import Cell, Row, said
from cxdesk.exchange.tables.values import Manner, amount_of, decimal_of, key_of, two_ways
from cxdesk.exchange.tables.words import VALUES, meaning
from cxdesk.model.wording import count

MOST_WORDS = 40
"""More different words than these are no words for a few values: the rest is said row by row."""
_SAMPLE = 1_000  # costs that tell whether they are thousands
_SLASHES = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b.*")
_FIGURE = re.compile(r"[+-]?\d[\d.,]*")
_THOUSANDS = re.compile(r"\b(k|t|tsd|thousands?|tausend|keur|teur)\b|[kt] ?[€$£]|[kt]chf", re.I)
_WHOLE = re.compile(r"€|\$|£|\b(eur|euro|chf|usd|gbp)\b", re.I)
_WORDED = {
    Kind.STATE: "State", Kind.ACTION_STATE: "State", Kind.PRIORITY: "Priority",
    Kind.LEVEL: "Level", Kind.HORIZON: "Horizon", Kind.SOURCE: "Source",
    Kind.EVIDENCE: "Evidence", Kind.LINK: "Type",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubts:
    """The questions of a table's cells, and how its cells are read by the answers."""

    questions: tuple[Question, ...]
    manner: Manner


def doubts_of(
    rows: Sequence[Row],
    titles: Sequence[str],
    columns: Mapping[int, Field],
    answers: Mapping[str, str],
    continental: bool,
) -> Doubts:
    """What the rows below the titles leave open. `continental` is how ambiguous numbers lean."""
    asked: list[Question] = []
    texts: dict[Kind, Counter[str]] = {}
    for place, column in columns.items():
        if column.kind in (Kind.DATE, Kind.NUMBER, Kind.DAYS, Kind.PERCENT, Kind.COUNT):
            kind = Kind.DATE if column.kind is Kind.DATE else Kind.NUMBER
            found = Counter(cell for cell in _cells(rows, place) if isinstance(cell, str))
            texts.setdefault(kind, Counter()).update(found)
    order = _dates(rows, texts.get(Kind.DATE, Counter()), answers, asked)
    decimal = _decimals(texts.get(Kind.NUMBER, Counter()), answers, asked, continental)
    part, fractions = 1.0, False
    for place, column in columns.items():
        if column.key == "cost":
            part = _costs(titles[place], rows, place, decimal, answers, asked)
        elif column.kind is Kind.PERCENT:
            numbers = [cell for cell in _cells(rows, place) if isinstance(cell, float)]
            fractions = 0 < max(numbers, default=0) <= 1
    words = _words(rows, columns, answers, asked)
    return Doubts(tuple(asked), Manner(order, decimal, words, part, fractions=fractions))


def _cells(rows: Sequence[Row], place: int) -> Iterator[Cell]:
    return (row[place] for row in rows if place < len(row) and row[place] != "")


def _dates(
    rows: Sequence[Row], texts: Counter[str], answers: Mapping[str, str], asked: list[Question]
) -> bool | None:
    slashes = {text.strip(): many for text, many in texts.items() if "/" in text}
    slashes = {text: many for text, many in slashes.items() if _SLASHES.fullmatch(text)}
    order = month_first(slashes)
    if order is None and slashes:  # a column that is left out may tell it
        others = (cell for row in rows for cell in row if isinstance(cell, str) and "/" in cell)
        order = month_first(text[:30] for text in others)
    open_ones = {text: many for text, many in slashes.items() if len(set(text.split("/")[:2])) > 1}
    if order is not None or not open_ones:
        return order
    answer = answers.get("dates", "day")
    first = next(iter(open_ones))
    day, month = first.split("/")[:2]
    asked.append(
        Question(
            "dates",
            "Which comes first in dates",
            "values",
            (("day", "The day (03/04 is 3 April)"), ("month", "The month (03/04 is March 4)")),
            answer,
            f"{count(sum(open_ones.values()), 'date')}, e.g. {first}: "
            f"the {int(day)} or the {int(month)} is the month",
            sure="dates" in answers,
        )
    )
    return answer == "month"


def _decimals(
    texts: Counter[str], answers: Mapping[str, str], asked: list[Question], continental: bool
) -> str:
    figures: Counter[str] = Counter()
    for text, many in texts.items():
        if (found := _FIGURE.search(text.replace("−", "-"))) is not None:
            figures[found[0]] += many
    told = Counter(mark for text in figures if (mark := decimal_of(text)))
    doubtful = {text: many for text, many in figures.items() if two_ways(text)}
    if not doubtful:
        return told.most_common(1)[0][0] if len(told) == 1 else ""
    if len(told) == 1 and "decimals" not in answers:
        return next(iter(told))
    guess = told.most_common(1)[0][0] if told else "," if continental else "."
    answer = answers.get("decimals", guess)
    asked.append(
        Question(
            "decimals",
            "How numbers are written",
            "values",
            ((".", "1,234.5"), (",", "1.234,5")),
            answer,
            f"{count(sum(doubtful.values()), 'number')}, e.g. {next(iter(doubtful))}",
            sure="decimals" in answers,
        )
    )
    return answer


def _costs(
    title: str,
    rows: Sequence[Row],
    place: int,
    decimal: str,
    answers: Mapping[str, str],
    asked: list[Question],
) -> float:
    numbers: list[float] = []
    for cell in islice(_cells(rows, place), _SAMPLE):
        if isinstance(cell, int | float):
            numbers.append(abs(cell))
        elif isinstance(cell, str):
            try:
                number, size, _ = amount_of(cell.strip(), decimal)
            except ValueError:
                continue
            numbers += [] if size else [abs(number)]
    middle = median([number for number in numbers if number] or [0.0])
    told = "thousands" if _THOUSANDS.search(title) else "whole" if _WHOLE.search(title) else ""
    guess = told or ("whole" if middle > 3000 else "thousands")
    likely = middle <= 3000 if guess == "thousands" else middle >= 1000
    answer = answers.get("cost", guess)
    if numbers:
        asked.append(
            Question(
                "cost",
                f"What “{title[:40]}” is given in",
                "values",
                (("thousands", "Thousands"), ("whole", "Whole amounts")),
                answer,
                f"e.g. {numbers[0]:,.10g}",
                sure="cost" in answers or (likely and (bool(told) or middle <= 1000)),
            )
        )
    return 1.0 if answer == "thousands" else 0.001


def _words(
    rows: Sequence[Row],
    columns: Mapping[int, Field],
    answers: Mapping[str, str],
    asked: list[Question],
) -> dict[tuple[Kind, str], str]:
    found: dict[tuple[Kind, str], str] = {}
    for kind in dict.fromkeys(column.kind for column in columns.values()):
        if kind not in VALUES:
            continue
        places = [place for place, column in columns.items() if column.kind is kind]
        raw = Counter(cell for place in places for cell in _cells(rows, place))
        times: Counter[str] = Counter()
        first: dict[str, str] = {}
        for cell, many in raw.items():
            text = said(cell)
            key = key_of(text)
            if key:
                times[key] += many
                first.setdefault(key, text)
        for key, many in times.most_common(MOST_WORDS):
            guess, sure = meaning(kind, first[key])
            name = f"{kind.value}:{key[:60]}"
            answer = answers.get(name, guess or LEAVE_OUT)
            asked.append(
                Question(
                    name,
                    f"{_WORDED[kind]} “{first[key][:60]}”",
                    "values",
                    (*VALUES[kind], (LEAVE_OUT, "Leave empty")),
                    answer,
                    count(many, "row"),
                    sure=sure or name in answers,
                )
            )
            found[kind, key] = "" if answer == LEAVE_OUT else answer
        for key, _ in times.most_common()[MOST_WORDS:]:
            guess, sure = meaning(kind, first[key])
            if guess and sure:
                found[kind, key] = guess
    return found
