"""Requests pasted from a spreadsheet: titles, and whatever else is known of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from cxdesk.exchange.numbers import Unclear, number_of
from cxdesk.exchange.pasted import Problem, arranged, cells, left_out, record, titles_of, too_many
from cxdesk.exchange.tables.fields import REQUESTS
from cxdesk.exchange.tables.words import EVIDENCES, NO, SOURCES, YES
from cxdesk.model.requests import Evidence, Source
from cxdesk.model.wording import listed
from cxdesk.services.requests import NewRequest, title_problem
from cxdesk.services.search import fold

COLUMNS = (
    "title", "source", "description", "evidence", "cost", "days", "outcome", "urgent", "deadline",
)  # fmt: skip
_TITLES = titles_of(REQUESTS, COLUMNS, effort="days")
_SOURCES = {"": Source.ORGANISATION, **{word: Source(one) for word, one in SOURCES.items()}}
_EVIDENCES = {"": Evidence.GUT, **{word: Evidence(one) for word, one in EVIDENCES.items()}}


@dataclass(frozen=True, slots=True)
class PastedRequests:
    """The requests that can be added, and what is wrong with the other rows."""

    requests: tuple[NewRequest, ...]
    problems: tuple[Problem, ...]
    heading: int = 0
    notes: tuple[str, ...] = ()


def requests_of(
    text: str,
    outcomes: Mapping[str, int],
    there: Collection[str] = (),
    *,
    day: Callable[[str], date | None],
    effort: Callable[[str], Mapping[int | None, float]],
    by: int | None = None,
) -> PastedRequests:
    """Requests from copied cells; a heading may give the columns in any order.

    `outcomes` are ids by code and by name, codes first; `there` are the titles of requests that are
    open already, so that the same paste twice adds nothing twice. `day` reads a date, and `effort`
    person-days by domain ("IT 25, Care 10"), or raises ValueError.
    """
    rows = cells(text)
    heading, order = arranged(rows, COLUMNS, _TITLES)
    if problem := too_many(rows):
        return PastedRequests((), (problem,))
    ids = {fold(name): id for name, id in outcomes.items()}
    known = {fold(title): 0 for title in there}
    found: list[NewRequest] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows[heading:], heading + 1):
        if not any(row):
            continue
        cell = record(row, order)
        same = fold(cell["title"])
        try:
            if why := title_problem(cell["title"]):
                raise ValueError(why)
            if same in known:
                raise ValueError(
                    f"“{cell['title'][:60]}” is the same as in row {known[same]}." if known[same]
                    else f"“{cell['title'][:60]}” is a request already."
                )  # fmt: skip
            new = _read(cell, ids, outcomes, day, effort, by)
        except ValueError as wrong:
            problems.append(Problem(number, str(wrong)))
            continue
        known[same] = number
        found.append(new)
    notes = left_out(rows, heading, order)
    return PastedRequests(tuple(found), tuple(problems), heading, notes)


def _read(
    cell: Mapping[str, str],
    ids: Mapping[str, int],
    outcomes: Mapping[str, int],
    day: Callable[[str], date | None],
    effort: Callable[[str], Mapping[int | None, float]],
    by: int | None,
) -> NewRequest:
    """A row as a request. Raises ValueError with a sentence."""
    source, evidence = fold(cell.get("source", "")), fold(cell.get("evidence", ""))
    outcome, urgent = fold(cell.get("outcome", "")), fold(cell.get("urgent", ""))
    if source not in _SOURCES:
        names = listed([one.label for one in Source], "or")
        raise ValueError(f"“{cell['source']}” is no source: it is {names}.")
    if evidence not in _EVIDENCES:
        raise ValueError(f"“{cell['evidence']}” is no evidence: it is data, gut or both.")
    if outcome and outcome not in ids and outcome != "-":
        codes: dict[int, str] = {}
        for name, id in outcomes.items():
            codes.setdefault(id, name)
        names = listed(list(codes.values())[:8], "or") or "none yet"
        raise ValueError(f"There is no outcome “{cell['outcome']}”: it is {names}.")
    if urgent and urgent not in YES and urgent not in NO:
        raise ValueError(f"“{cell['urgent']}” does not say whether it is urgent: yes or no.")
    figure = cell.get("days", "")
    by_domain = any(letter.isalpha() for letter in figure)
    days = effort(figure) if by_domain else {None: _figure(figure)}
    return NewRequest(
        cell["title"], _SOURCES[source], cell.get("description", ""), _EVIDENCES[evidence],
        urgent in YES, day(cell.get("deadline", "")), _figure(cell.get("cost", "")),
        ids.get(outcome), by, {domain: value for domain, value in days.items() if value},
    )  # fmt: skip


def _figure(text: str) -> float:
    try:
        value = number_of(text, "k€") if text else 0.0
    except Unclear as unclear:
        raise ValueError(str(unclear)) from None
    if value < 0:
        raise ValueError(f"“{text}” is below zero.")
    return value
