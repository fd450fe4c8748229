"""What the program stands on, from a file: domains, people, outcomes, readings, working days."""

from __future__ import annotations

from calendar import day_name
from collections import Counter
from datetime import date

from sqlalchemy import func, select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.origins import Brought
from cxdesk.model.outcomes import Outcome, Reading
from cxdesk.model.people import Domain, Level, Person
from cxdesk.model.program import Holiday
from cxdesk.model.wording import listed
from cxdesk.services import calendar, domains, outcomes
from cxdesk.services.bringing.ledger import Ledger
from cxdesk.services.frame import program as program_of
from cxdesk.services.incoming import (
    Fate,
    IncomingDomain,
    IncomingOutcome,
    IncomingPerson,
    IncomingReading,
)
from cxdesk.services.programs import initials_of
from cxdesk.services.search import fold

MOST_DOMAINS = 100
"""More business areas than any program has: a column was taken for what it is not."""
_WHOLE = {"", "org", "organisation", "organisation-wide", "organization", "organization-wide"}


# Domains ------------------------------------------------------------------------------------


def bring_domains(ledger: Ledger) -> None:
    """Find or add the domains that the file names."""
    for here in ledger.session.scalars(select(Domain)):
        ledger.domains.setdefault(fold(here.short), here.id)
        ledger.domains[fold(here.name)] = here.id
    for row in ledger.each(ledger.incoming.domains):
        id = ledger.domains.get(fold(row.name))
        if id is None:
            with ledger.trying(row.at):
                _add_domain(ledger, row)
            continue
        here = ledger.session.get_one(Domain, id)
        changed = row.capacity is not None and here.capacity != row.capacity
        if changed:
            with ledger.trying(row.at):
                here.offer(row.capacity or 0.0)
        ledger.count("domains", changed=changed)


def _add_domain(ledger: Ledger, row: IncomingDomain) -> int:
    if len(ledger.domains) > 2 * MOST_DOMAINS:
        raise RuleBroken(f"More than {MOST_DOMAINS} domains: “{row.name[:60]}” was left out.")
    id = domains.add(ledger.session, row.name, row.short or "", row.capacity or 0.0)
    ledger.session.flush()
    ledger.domains[fold(row.name)] = id
    ledger.domains.setdefault(fold(row.short or row.name), id)
    ledger.count("domains", added=True)
    return id


def domain_of(ledger: Ledger, name: str, at: str) -> int | None:
    """The domain of this name, added where there is none; None for the whole organisation."""
    key = fold(name)
    if key not in ledger.domains and key not in _WHOLE:
        with ledger.trying(at):
            return _add_domain(ledger, IncomingDomain(name=" ".join(name.split()), at=at))
    return ledger.domains.get(key)


# People -------------------------------------------------------------------------------------


def bring_people(ledger: Ledger) -> None:
    """Find or add the people that the file names."""
    everybody = ledger.session.scalars(select(Person)).all()
    taken = Counter(one.name for one in everybody)
    by_email = {fold(one.email): one for one in everybody if one.email}
    by_name = {fold(one.name): one for one in everybody if taken[one.name] == 1}
    signed = Counter(_signed(one) for one in everybody)
    by_initials = {_signed(one): one for one in everybody if signed[_signed(one)] == 1}
    for row in ledger.each(ledger.incoming.people):
        named = by_initials.get(_signed(row)) or by_name.get(fold(row.name))
        here = (
            ledger.people.get(row.key)
            or ledger.found(Brought.PERSON, row.key, Person)
            or by_email.get(fold(row.email or ""))
            or (None if _another(named, row) else named)
        )
        if here is None:
            here = _new_person(ledger, row, taken)
            if here is None:
                continue
            by_name[fold(here.name)] = by_initials[_signed(here)] = here
            if here.email:
                by_email[fold(here.email)] = here
            ledger.count("people", added=True)
        else:
            changed = _change_person(ledger, here, row)
            ledger.count("people", changed=changed)
        ledger.people[row.key] = here
        ledger.remember(Brought.PERSON, row, here.id)


def _signed(one: Person | IncomingPerson) -> tuple[str, str]:
    """Name and initials, which tell people of one name apart."""
    return fold(one.name), fold(one.initials or "")


def _another(here: Person | None, row: IncomingPerson) -> bool:
    """Whether somebody of this name writes from another address, and so is another person."""
    return here is not None and bool(here.email and row.email)


def _new_person(ledger: Ledger, row: IncomingPerson, taken: Counter[str]) -> Person | None:
    here = Person(
        name="", initials="", email="", role=row.role or "", level=row.level or Level.EMPLOYEE,
        active=row.active is not False,
    )  # fmt: skip
    with ledger.trying(row.at):
        here.rename(" ".join(row.name.split()))
    if not here.name:
        return None
    taken[here.name] += 1
    same = taken[here.name]
    initials = initials_of(here.name) if same == 1 else f"{initials_of(here.name)}{same}"[:4]
    here.sign_with(initials)
    with ledger.trying(row.at):
        here.sign_with(row.initials or here.initials)
    with ledger.trying(row.at):
        here.write_to(row.email or "")
    if row.domain:
        here.domain_id = domain_of(ledger, row.domain, row.at)
    ledger.session.add(here)
    return here


def _change_person(ledger: Ledger, here: Person, row: IncomingPerson) -> bool:
    before = (here.name, here.initials, here.email, here.role, here.level, here.domain_id)
    was_active = here.active
    for name, value in ledger.news(Brought.PERSON, row).items():
        with ledger.trying(row.at):
            match name:
                case "name" if fold(value) != fold(here.name):
                    here.rename(" ".join(value.split()))
                case "initials" if value and value != here.initials:
                    here.sign_with(value)
                case "email" if value:
                    here.write_to(value)
                case "role":
                    here.role = value
                case "level":
                    here.level = value
                case "active":
                    here.active = value
                case "domain":
                    here.domain_id = domain_of(ledger, value, row.at)
    now = (here.name, here.initials, here.email, here.role, here.level, here.domain_id)
    return now != before or here.active != was_active


# Outcomes and readings ----------------------------------------------------------------------


def bring_outcomes(ledger: Ledger) -> None:
    """Find or add the outcomes, then what was measured of them."""
    for here in ledger.session.scalars(select(Outcome)):
        ledger.outcomes.setdefault(fold(here.name), here.id)
        ledger.outcomes[fold(here.code)] = here.id
    for row in ledger.each(ledger.incoming.outcomes):
        id = ledger.outcomes.get(fold(row.code)) or ledger.outcomes.get(fold(row.name))
        with ledger.trying(row.at):
            if id is None:
                _add_outcome(ledger, row)
            else:
                _change_outcome(ledger, id, row)
    _bring_readings(ledger)


def _add_outcome(ledger: Ledger, row: IncomingOutcome) -> None:
    if row.baseline is None or row.target is None or row.due is None:
        raise RuleBroken(f"“{row.name[:60]}” needs a baseline, a target and a day it is due.")
    owner = ledger.person(row.owner, row.at)
    ledger.session.flush()
    id = outcomes.add(
        ledger.session, row.name, row.baseline, row.target, row.due,
        unit=row.unit or "", owner=owner.id if owner else None, code=row.code,
    )  # fmt: skip
    ledger.session.flush()
    here = ledger.session.get_one(Outcome, id)
    if row.headline:
        outcomes.make_headline(ledger.session, id)
    elif row.headline is False:
        here.headline = False
    ledger.outcomes[fold(here.code)] = ledger.outcomes[fold(here.name)] = id
    ledger.count("outcomes", added=True)


def _change_outcome(ledger: Ledger, id: int, row: IncomingOutcome) -> None:
    here = ledger.session.get_one(Outcome, id)
    owner = ledger.person(row.owner, row.at)
    before = (here.name, here.unit, here.baseline, here.target, here.due, here.owner_id)
    outcomes.edit(
        ledger.session,
        id,
        name=row.name,
        unit=here.unit if row.unit is None else row.unit,
        baseline=here.baseline if row.baseline is None else row.baseline,
        target=here.target if row.target is None else row.target,
        due=row.due or here.due,
        owner=here.owner_id if row.owner is None else owner.id if owner else None,
    )
    now = (here.name, here.unit, here.baseline, here.target, here.due, here.owner_id)
    ledger.count("outcomes", changed=now != before)


def _bring_readings(ledger: Ledger) -> None:
    there: dict[tuple[int, date], Reading] = {}
    if ledger.incoming.readings:
        there = {(one.outcome_id, one.on): one for one in ledger.session.scalars(select(Reading))}
    for row in ledger.each(ledger.incoming.readings):
        id = ledger.outcomes.get(fold(row.outcome))
        if id is None:
            ledger.problem(row.at, f"There is no outcome “{row.outcome[:60]}”: add it first.")
            continue
        with ledger.trying(row.at):
            _bring_reading(ledger, there, id, row)


def _bring_reading(
    ledger: Ledger, there: dict[tuple[int, date], Reading], outcome: int, row: IncomingReading
) -> None:
    if row.on > ledger.today:
        raise RuleBroken(f"{row.on.isoformat()} is still to come: nothing was measured then.")
    here = there.get((outcome, row.on))
    if here is None:
        here = Reading(outcome_id=outcome, on=row.on)
        here.take(row.value, row.n, row.split)
        ledger.session.add(here)
        there[outcome, row.on] = here
        ledger.count("readings", added=True)
        return
    before = (here.value, here.n, here.promoters, here.passives, here.detractors)
    kept = (here.promoters, here.passives, here.detractors)
    split = row.split
    if split is None and row.value == here.value and row.n in (None, here.n):
        split = None if None in kept else kept  # type: ignore[assignment]
    here.take(row.value, here.n if row.n is None else row.n, split)
    now = (here.value, here.n, here.promoters, here.passives, here.detractors)
    ledger.count("readings", changed=now != before)


# Working days -------------------------------------------------------------------------------


def bring_calendar(ledger: Ledger) -> None:
    """Take days off, and the working week where nothing is planned by another one yet."""
    wanted = ledger.incoming.calendar
    if wanted is None:
        return
    program = program_of(ledger.session)
    if wanted.week is not None and sorted(wanted.week) != sorted(program.working_week):
        week = sorted(wanted.week)
        days = listed([day_name[day] for day in week])
        work = ledger.session.scalar(select(func.count()).select_from(Initiative)) or 0
        if work or not week:
            ledger.note(Fate.DROPPED, f"Its working week, {days}: this program works by its own.")
        else:
            calendar.set_working_week(ledger.session, week)
            ledger.note(Fate.CHANGED, f"The working week is {days}.")
    there = set(ledger.session.scalars(select(Holiday.on)))
    for on, name in ledger.each(wanted.holidays):
        if on in there:
            ledger.count("days off")
            continue
        there.add(on)
        ledger.session.add(Holiday(on=on, name=" ".join(name.split())))
        ledger.count("days off", added=True)
