"""What-ifs: plans tried out beside the plan, kept as steps, adopted in one go or thrown away.

A what-if is shown by rehearsing: its steps are done through the ordinary commands, the ordinary
queries read what came of them, and all of it is taken back (`Store.rehearse`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.people import Person
from cxdesk.model.plan import WhatIf
from cxdesk.services import what_if_steps as verbs
from cxdesk.services.naming import name_fault, taken_fault
from cxdesk.services.search import fold
from cxdesk.services.session import one, today
from cxdesk.services.what_if_steps import Names, Step
from cxdesk.store.recorder import RowChange, changes_so_far, trial

LONGEST = 60  # letters of a name, which has to stand in the bar
_MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """A what-if in the list of them; `changes` is the number of its steps."""

    id: int
    name: str
    made_on: date
    changes: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in words; `initiative_id` is the one it changes, `place` counts from 0."""

    place: int
    text: str
    initiative_id: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of showing a what-if: what it is called, and the steps that fit no longer.

    `changes` is the number of its steps, `bars` are the initiatives it changes, `rows` what it
    changes in the tables.
    """

    name: str
    changes: int
    bars: frozenset[int]
    unfit: tuple[str, ...]
    rows: tuple[RowChange, ...]

    @property
    def trouble(self) -> str:
        """The steps that fit no longer, as a sentence; "" when all do."""
        if not self.unfit:
            return ""
        one = len(self.unfit) == 1
        return f"{len(self.unfit)} {'step no longer fits' if one else 'steps no longer fit'}: " + (
            "; ".join(self.unfit) + "."
        )


# Commands ------------------------------------------------------------------------------------


def begin(session: Session, name: str) -> int:
    """Begin a what-if without a step and return its id. Raises RuleBroken for a bad name."""
    new = WhatIf(name=_fit_name(session, name, None), made_on=today(session), steps=[])
    session.add(new)
    return new.id


def rename(session: Session, id: int, name: str) -> None:
    """Set its name. Raises RuleBroken for an empty one or one in use."""
    one(session, WhatIf, id).name = _fit_name(session, name, id)


def add_step(session: Session, id: int, *steps: Step) -> None:
    """Add steps, each tried on what the earlier ones make of the plan.

    One about the same thing takes the place of an earlier one. Raises RuleBroken where one is
    refused; none is kept then.
    """
    here = one(session, WhatIf, id)
    before = verbs.kept(here.steps)
    longer, shorter = [*before, *steps], before
    for step in steps:
        shorter = verbs.merged(shorter, step)
    if len(shorter) > _MOST_STEPS:
        raise RuleBroken(
            f"A what-if has {_MOST_STEPS:,} steps at most: adopt this one and begin another."
        )
    unfit = _tried(session, longer, len(before))
    same = shorter == longer or _tried(session, shorter, len(shorter)) <= unfit
    here.steps = shorter if same else longer


def without_step(session: Session, id: int, place: int) -> None:
    """Take out one step, counted from 0, and those that need what it made.

    Raises RuleBroken for a step that is not there.
    """
    here = one(session, WhatIf, id)
    steps = verbs.kept(here.steps)
    if not 0 <= place < len(steps):
        raise RuleBroken("This step is no longer there: it was taken out meanwhile.")
    here.steps = verbs.without(steps, place)


def discard(session: Session, id: int) -> None:
    """Throw it away; the plan stays as it is."""
    session.delete(one(session, WhatIf, id))


def adopt(session: Session, id: int) -> None:
    """Make its steps part of the plan, and remove it.

    Raises RuleBroken that names the first step that no longer fits; nothing is changed then.
    """
    here = one(session, WhatIf, id)
    steps = verbs.kept(here.steps)
    if not steps:
        raise RuleBroken(f"“{here.name}” changes nothing yet: there is nothing to adopt.")
    for step in steps:
        try:
            verbs.apply(session, step)
        except RuleBroken as broken:
            said = verbs.words(step, _names(session, steps))
            raise RuleBroken(
                f"“{here.name}” cannot be adopted. This step no longer fits: {said}. {broken.text}",
                broken.way,
            ) from broken
    session.delete(here)


# Queries -------------------------------------------------------------------------------------


def what_ifs(session: Session) -> tuple[WhatIfRow, ...]:
    """All what-ifs by name."""
    found = [
        WhatIfRow(id, name, on, len(verbs.kept(steps))) for id, name, on, steps in _rows(session)
    ]
    return tuple(sorted(found, key=lambda row: (fold(row.name), row.id)))


def steps_in_words(session: Session, id: int) -> tuple[StepRow, ...]:
    """The steps of a what-if, as clauses; none for one that is gone."""
    steps = verbs.kept(next((row[3] for row in _rows(session) if row[0] == id), []))
    names = _names(session, steps)
    return tuple(
        StepRow(place, verbs.words(step, names), verbs.bar_of(step))
        for place, step in enumerate(steps)
    )


def shown(rehearsal: Session, id: int) -> Shown | None:
    """Do the steps of a what-if in a rehearsal, so that what is read next is the plan with them.

    Steps that no longer fit are left out and named. None where the what-if is gone.
    """
    here = rehearsal.get(WhatIf, id)
    if here is None:
        return None
    name, steps = here.name, verbs.kept(here.steps)
    unfit = _apply_fitting(rehearsal, steps)
    said: tuple[str, ...] = ()
    if unfit:
        names = _names(rehearsal, steps)
        said = tuple(verbs.words(steps[place], names) for place in unfit)
    rows = changes_so_far(rehearsal)
    bars = frozenset(row.id for row in rows if row.table == Initiative.__tablename__)
    return Shown(name, len(steps), bars, said, rows)


def name_problem(name: str, taken: Sequence[str]) -> str:
    """What is wrong with the name of a what-if, as a sentence; "" for nothing."""
    if not name.strip():
        return "A what-if needs a name, such as Move the IT start."
    wanted = name.strip()
    return name_fault(wanted, "what-if", LONGEST) or taken_fault(wanted, "what-if", taken)


def free_name(session: Session, wanted: str) -> str:
    """A name that is not in use: the one that is wanted, cut to fit, else with a number."""
    taken = {fold(row[1]) for row in _rows(session)}
    name = " ".join(wanted.split())[:LONGEST].strip() or "What-if"
    number = 1
    found = name
    while fold(found) in taken:
        number += 1
        found = f"{name[: LONGEST - 5].strip()} {number}"
    return found


# Inside --------------------------------------------------------------------------------------


_what_if = WhatIf.__table__.c
_ALL = select(_what_if.id, _what_if.name, _what_if.made_on, _what_if.steps)


def _rows(session: Session) -> Sequence[Any]:
    return session.execute(_ALL).all()


def _fit_name(session: Session, name: str, id: int | None) -> str:
    taken = [row[1] for row in _rows(session) if row[0] != id]
    if problem := name_problem(name, taken):
        raise RuleBroken(problem)
    return name.strip()


def _tried(session: Session, steps: Sequence[Step], old: int) -> int:
    """How many of the first `old` steps fit no longer. Raises RuleBroken where a later one is
    refused.
    """
    with trial(session):
        unfit = len(_apply_fitting(session, steps[:old]))
        for step in steps[old:]:
            verbs.apply(session, step)
    return unfit


def _apply_fitting(session: Session, steps: Sequence[Step]) -> list[int]:
    """Do the steps that fit; returns the places of those that do not."""
    unfit = []
    for place, step in enumerate(steps):
        try:
            with session.begin_nested():
                verbs.apply(session, step)
        except RuleBroken:
            unfit.append(place)
    return unfit


def _names(session: Session, steps: Sequence[Step]) -> Names:
    """What the things are called that steps name."""
    ids = {value for step in steps for value in step[1:] if type(value) is int}
    link, initiative = Link.__table__.c, Initiative.__table__.c
    person, batch = Person.__table__.c, Batch.__table__.c
    ties = {
        id: (before, after)
        for id, before, after in session.execute(
            select(link.id, link.predecessor_id, link.successor_id).where(link.id.in_(ids))
        )
    }
    wanted = ids | {end for ends in ties.values() for end in ends}
    codes = dict(
        session.execute(
            select(initiative.id, initiative.code).where(initiative.id.in_(wanted))
        ).all()
    )
    for step in steps:
        if step[0] == "add" and len(step) > 2:
            codes.setdefault(step[1], f"“{step[2]}”")
        if step[0] == "link" and len(step) > 3:
            ties.setdefault(step[1], (step[2], step[3]))
    return Names(
        codes,
        dict(session.execute(select(person.id, person.name).where(person.id.in_(ids))).all()),
        dict(session.execute(select(batch.id, batch.code).where(batch.id.in_(ids))).all()),
        ties,
    )
