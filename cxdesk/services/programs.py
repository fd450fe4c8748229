"""The program of a file: made new, described, and the few choices every view needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, six_months_after
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import FrameItem, FrameKind, Measure, Program
from cxdesk.model.states import State
from cxdesk.services.frame import program
from cxdesk.services.naming import told_apart
from cxdesk.services.order import STEP
from cxdesk.services.session import maybe, one, today

MOST_WEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: a person, batch, domain or outcome. `note` is a role, name or date.

    People of the same name have names that tell them apart; `initials` are those of a person.
    """

    id: int
    name: str
    note: str
    active: bool = True
    hue: int = 0
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What pickers offer."""

    people: tuple[Choice, ...]
    batches: tuple[Choice, ...]
    domains: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Properties:
    """What File, Properties says of the program."""

    name: str
    subtitle: str
    currency: str
    start: date
    initiatives: int
    people: int
    batches: int
    cost: float


def new(session: Session, name: str, currency: str = "EUR") -> int:
    """Put an empty program into a new file: a name, horizons of six and twelve months, a WIP limit.

    Raises RuleBroken for an empty name, or in a file that holds a program.
    """
    if problem := name_problem(name):
        raise RuleBroken(problem)
    there = session.scalar(select(Program.name))
    if there is not None:
        raise RuleBroken(f"This file already holds the program “{there}”: make a new file.")
    on, night = today(session), timedelta(days=1)
    half_a_year = six_months_after(on)
    made = Program(name=name, currency=currency, start=on)
    made.set_horizons(half_a_year - night, six_months_after(half_a_year) - night)
    session.add(made)
    session.add(
        FrameItem(kind=FrameKind.LIMIT, name="Work in progress", measure=Measure.WIP, limit=8.0)
    )
    return made.id


def rename(session: Session, id: int, name: str) -> None:
    """Set the program's name. Raises RuleBroken when it is empty."""
    if problem := name_problem(name):
        raise RuleBroken(problem)
    one(session, Program, id).name = name


def set_subtitle(session: Session, id: int, subtitle: str) -> None:
    """Say below the name what the program is for; it may be empty."""
    one(session, Program, id).subtitle = subtitle


def set_currency(session: Session, id: int, currency: str) -> None:
    """Set the currency: three letters, or its sign."""
    if problem := currency_problem(currency):
        raise RuleBroken(problem)
    one(session, Program, id).currency = currency.strip()


def set_weights(
    session: Session, impact: float, reach: float, outcome: float, urgency: float
) -> None:
    """Set what each of the four scores weighs in the benefit; together they are its divisor.

    Raises RuleBroken for a weight below zero, and when none is above.
    """
    if problem := weights_problem(impact, reach, outcome, urgency):
        raise RuleBroken(problem)
    here = program(session)
    here.weight_impact, here.weight_reach = impact, reach
    here.weight_outcome, here.weight_urgency = outcome, urgency


def weights_problem(*weights: float) -> str:
    """What is wrong with the weights of the benefit, for a field; "" when nothing is."""
    if not all(0 <= weight <= MOST_WEIGHT for weight in weights):
        return f"A weight is a number from 0 to {MOST_WEIGHT:g}."
    return "" if any(weights) else "One of the four must weigh something: 0 for all is no score."


def name_problem(name: str) -> str:
    """What is wrong with the name of a program, for its field; "" when nothing is."""
    return "" if name.strip() else "The program needs a name."


def currency_problem(currency: str) -> str:
    """What is wrong with a currency, for its field; "" when nothing is."""
    word = currency.strip()
    if not 1 <= len(word) <= 5 or any(char.isspace() or char.isdigit() for char in word):
        return "Write the currency as three letters, such as EUR."
    return ""


def add_batch(
    session: Session, code: str, name: str, deadline: date, lead: int | None = None
) -> int:
    """Add a batch and return its id. Raises RuleBroken for a code already used."""
    code = code.strip() or next_batch_code(session)
    if session.scalar(select(Batch.id).where(Batch.code == code)) is not None:
        raise RuleBroken(f"There is already a batch {code}: choose another code.")
    if not name.strip():
        raise RuleBroken("The batch needs a name.")
    last = session.scalar(select(func.max(Batch.position))) or 0.0
    batch = Batch(
        code=code, name=name, deadline=deadline, lead=maybe(session, Person, lead),
        position=last + STEP,
    )  # fmt: skip
    session.add(batch)
    return batch.id


def next_batch_code(session: Session) -> str:
    """The next free batch code: B1, B2 ..."""
    used = set(session.scalars(select(Batch.code)))
    number = 1
    while f"B{number}" in used:
        number += 1
    return f"B{number}"


def move_deadline(session: Session, batch: int, deadline: date) -> None:
    """Set a batch's deadline. Raises RuleBroken before a member's end (rule 10)."""
    one(session, Batch, batch).move_deadline(deadline)


def edit_batch(session: Session, batch: int, name: str, lead: int | None) -> None:
    """Set a batch's name and lead."""
    here = one(session, Batch, batch)
    if not name.strip():
        raise RuleBroken(f"{here.code} needs a name.")
    here.name, here.lead = name, maybe(session, Person, lead)


def initials_of(name: str) -> str:
    """First letters of the first and the last word, titles left out: "Dr. Tomás Vidal" is TV."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def choices(session: Session) -> Choices:
    """Everything pickers offer, in the order people expect it."""
    batches = session.execute(
        select(Batch.id, Batch.code, Batch.name).order_by(Batch.position, Batch.code)
    )
    outcomes = session.execute(
        select(Outcome.id, Outcome.code, Outcome.name).order_by(Outcome.position, Outcome.code)
    )
    return Choices(
        _people(session),
        tuple(Choice(*row) for row in batches),
        domains(session),
        tuple(Choice(*row) for row in outcomes),
    )


def domains(session: Session) -> tuple[Choice, ...]:
    """The domains in their order: short name, and the name as note."""
    domain = Domain.__table__.c
    rows = session.execute(
        select(domain.id, domain.short, domain.name, domain.hue).order_by(domain.position)
    )
    return tuple(Choice(id, short, name, True, hue) for id, short, name, hue in rows)


def _people(session: Session) -> tuple[Choice, ...]:
    """Everybody by name; read from the tables, since ten thousand may be."""
    person, domain = Person.__table__.c, Domain.__table__.c
    rows = session.execute(
        select(
            person.id, person.name, person.role, person.active, person.initials, person.email,
            domain.short,
        )
        .select_from(Person.__table__.outerjoin(Domain.__table__))
        .order_by(person.name, person.id)
    ).all()  # fmt: skip
    labels = told_apart([(row[1], row[2], row[6] or "Org", row[5]) for row in rows])
    return tuple(
        Choice(id, label, role, active, 0, initials)
        for label, (id, _, role, active, initials, _, _) in zip(labels, rows, strict=True)
    )


def properties(session: Session) -> Properties:
    """What the file holds, in numbers; cancelled initiatives are not counted."""
    here = program(session)
    count, cost = session.execute(
        select(func.count(), func.coalesce(func.sum(Initiative.cost), 0.0)).where(
            Initiative.state != State.CANCELLED
        )
    ).one()
    people = session.scalar(select(func.count()).select_from(Person)) or 0
    batches = session.scalar(select(func.count()).select_from(Batch)) or 0
    return Properties(
        here.name, here.subtitle, here.currency, here.start,
        count, people, batches, cost,
    )  # fmt: skip
