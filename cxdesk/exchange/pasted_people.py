"""People pasted from a spreadsheet: name, role, email, domain, level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cxdesk.exchange.pasted import Problem, arranged, cells, left_out, record, titles_of, too_many
from cxdesk.exchange.tables.fields import PEOPLE
from cxdesk.exchange.tables.words import LEVELS, WHOLE
from cxdesk.model.people import Level, email_problem, name_problem
from cxdesk.model.wording import listed
from cxdesk.services.people import NewPerson
from cxdesk.services.search import fold

COLUMNS = ("name", "role", "email", "domain", "level")

_TITLES = titles_of(PEOPLE, COLUMNS)
_LEVELS = {"": Level.EMPLOYEE, **{word: Level(level) for word, level in LEVELS.items()}}


@dataclass(frozen=True, slots=True)
class PastedPeople:
    """The people that can be added, and what is wrong with the other rows."""

    people: tuple[NewPerson, ...]
    problems: tuple[Problem, ...]
    heading: int = 0
    notes: tuple[str, ...] = ()
    """What to look at twice; it hinders nothing."""


def people_of(
    text: str,
    domains: Mapping[str, int],
    there: Collection[tuple[str, str]] = (),
) -> PastedPeople:
    """People from copied cells; a heading may give the columns in any order.

    `domains` are ids by name and by short name; `there` are names and emails of those who are in
    the program already, so that the same paste twice adds nobody twice.
    """
    rows = cells(text)
    heading, order = arranged(rows, COLUMNS, _TITLES)
    if problem := too_many(rows):
        return PastedPeople((), (problem,))
    ids = {fold(name): id for name, id in domains.items()}
    known = {(fold(name), fold(email)): 0 for name, email in there}
    people: list[NewPerson] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows[heading:], heading + 1):
        if not any(row):
            continue
        cell = record(row, order)
        name, email = cell["name"], cell.get("email", "")
        domain, level = fold(cell.get("domain", "")), fold(cell.get("level", ""))
        wrong = name_problem(name, "person") or email_problem(email)
        if not wrong and domain not in ids and domain not in WHOLE:
            names = listed(list(domains)[:8], "or") if domains else "none yet"
            wrong = f"There is no domain “{cell['domain']}”: it is {names}."
        if not wrong and level not in _LEVELS:
            wrong = f"“{cell['level']}” is no level: it is executive, manager or employee."
        same = (fold(name), fold(email))
        if not wrong and same in known:
            wrong = (
                f"{name} is the same as in row {known[same]}." if known[same]
                else f"{name} is in the program already."
            )  # fmt: skip
        if wrong:
            problems.append(Problem(number, wrong))
            continue
        known[same] = number
        people.append(NewPerson(name, cell.get("role", ""), email, ids.get(domain), _LEVELS[level]))
    notes = (*left_out(rows, heading, order), *_namesakes(people, there))
    return PastedPeople(tuple(people), tuple(problems), heading, notes)


def _namesakes(people: Sequence[NewPerson], there: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """What to say of new people whose name somebody else has; empty for none."""
    known = Counter(fold(name) for name, _ in there)
    known.update(fold(one.name) for one in people)
    names = {fold(one.name): one.name for one in people if known[fold(one.name)] > 1}
    kept = "are kept, told apart by their initials."
    if not names:
        return ()
    if len(names) > 1:
        some = ", ".join(list(names.values())[:3]) + (" …" if len(names) > 3 else "")
        return (f"{len(names):,} names stand for more than one person ({some}): all {kept}",)
    ((key, name),) = names.items()
    if known[key] > 2:
        return (f"{known[key]:,} people have the name {name}: all {kept}",)
    return (f"There are two of the name {name}: both {kept}",)
