"""What describes the work of an initiative, as plain values: taken from one, laid out as another.

Copies and templates are made with it. What happened (states, ticks, comments, history) is no part
of it. What it names may be gone by the time it is laid out, and is then left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from cxdesk.model.base import Entity
from cxdesk.model.charters import Charter
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.states import Priority
from cxdesk.model.work import ActionState
from cxdesk.services import actions, charter_lines, charters, initiatives
from cxdesk.services.charters import Section
from cxdesk.services.session import initiative, today

E = TypeVar("E", bound=Entity)

Blueprint = dict[str, Any]
"""Plain values, as JSON has them."""
Written = Callable[[date | None], Any]
"""A day as the blueprint has it."""
Read = Callable[[Any], date | None]
"""The day that was written so."""


def taken(here: Initiative, written: Written) -> Blueprint:
    """What describes the work of an initiative; each day as `written`."""
    charter = here.charters[-1] if here.charters else None
    return {
        "title": here.title,
        "description": here.description,
        "expected": here.expected,
        "domain": here.domain_id,
        "owner": here.owner_id,
        "sponsor": here.sponsor_id,
        "priority": here.priority.value if here.priority else None,
        "labels": list(here.labels),
        "cost": here.cost,
        "effort": here.effort,
        "scores": [here.impact, here.reach, here.outcome_score, here.urgency],
        "outcomes": [link.outcome_id for link in here.outcome_links],
        "start": written(here.start),
        "end": written(here.end),
        "actions": [
            {"title": each.title, "owner": each.owner_id, "due": written(each.due)}
            for each in here.actions
            if each.state is not ActionState.DROPPED
        ],
        "charter": None if charter is None else _charter(charter, written),
    }


def _charter(here: Charter, written: Written) -> Blueprint:
    return {
        "sections": {section.value: getattr(here, section.value) for section in Section},
        "criteria": [
            {"text": each.text, "evidence": each.evidence, "accepted_by": each.accepted_by_id}
            for each in here.criteria
        ],
        "phases": [
            {
                "name": each.name, "gate": each.gate, "entry": each.entry, "exit": each.exit,
                "start": written(each.start), "end": written(each.end),
            }
            for each in here.phases
        ],
        "risks": [
            {
                "text": each.text, "probability": each.probability, "impact": each.impact,
                "response": each.response, "owner": each.owner_id,
            }
            for each in here.risks
        ],
        "benefits": [
            {
                "text": each.text, "adverse": each.adverse, "owner": each.owner_id,
                "measure": each.measure, "baseline": each.baseline, "target": each.target,
                "due": written(each.due),
            }
            for each in here.benefit_lines
        ],
        "costs": [
            {"text": each.text, "on": written(date(each.year, 1, 1)), "amount": each.amount}
            for each in here.costs
        ],
        "resources": [
            {"domain": each.domain_id, "days": each.days, "text": each.text}
            for each in here.resources
        ],
        "team": [
            {"id": each.id, "person": each.person_id, "part": each.part} for each in here.team
        ],
        "duties": [{"text": each.text, "letters": each.letters} for each in here.duties],
        "impacts": [
            {
                "text": each.text, "people": each.people, "impact": each.impact,
                "planned": each.planned,
            }
            for each in here.impacts
        ],
    }  # fmt: skip


def laid_out(session: Session, of: Blueprint, title: str, batch: int | None, read: Read) -> int:
    """A new initiative in the backlog with this work, and its id; each day as `read`."""
    domain = _there(session, Domain, of.get("domain"))
    id = initiatives.add(session, title, batch=batch, domain=domain.id if domain else None)
    here = initiative(session, id)
    here.description, here.expected = of.get("description", ""), of.get("expected", "")
    here.owner = _at_work(session, of.get("owner"))
    here.sponsor = _at_work(session, of.get("sponsor"))
    here.priority = Priority(of["priority"]) if of.get("priority") else None
    initiatives.label(session, id, of.get("labels", ()))
    initiatives.cost(session, id, of.get("cost", 0.0), of.get("effort", 0.0))
    initiatives.rate(session, id, *of.get("scores", (1, 1, 1, 1)))
    here.serve(_all_there(session, Outcome, of.get("outcomes", ())))
    here.schedule(*_span(read(of.get("start")), read(of.get("end"))))
    for each in of.get("actions", ()):
        owner = _at_work(session, each.get("owner"))
        actions.add(
            session, id, each["title"], owner=owner.id if owner else None, due=read(each.get("due"))
        )
    if of.get("charter"):
        _draft(session, id, of["charter"], read)
    return id


def _draft(session: Session, initiative_id: int, of: Blueprint, read: Read) -> None:
    id = charters.start(session, initiative_id)
    for name, text in of.get("sections", {}).items():
        charters.write(session, id, Section(name), text)
    for each in of.get("criteria", ()):
        who = _at_work(session, each.get("accepted_by"))
        charter_lines.add_criterion(
            session, id, each["text"], each.get("evidence", ""), who.id if who else None
        )
    for each in of.get("phases", ()):
        start, end = _span(read(each.get("start")), read(each.get("end")))
        charter_lines.add_phase(
            session, id, each["name"], start, end,
            gate=each.get("gate", ""), entry=each.get("entry", ""), exit=each.get("exit", ""),
        )  # fmt: skip
    for each in of.get("risks", ()):
        who = _at_work(session, each.get("owner"))
        charter_lines.add_risk(
            session, id, each["text"], each.get("probability", 3), each.get("impact", 3),
            each.get("response", ""), who.id if who else None,
        )  # fmt: skip
    for each in of.get("benefits", ()):
        who = _at_work(session, each.get("owner"))
        charter_lines.add_benefit(
            session, id, each["text"], adverse=each["adverse"], owner=who.id if who else None,
            measure=each["measure"], baseline=each["baseline"], target=each["target"],
            due=read(each["due"]),
        )  # fmt: skip
    for each in of.get("costs", ()):
        on = read(each["on"]) or today(session)  # a template may be laid out without dates
        charter_lines.add_cost(session, id, each["text"], on.year, each["amount"])
    for each in of.get("resources", ()):
        domain = _there(session, Domain, each["domain"])
        charter_lines.add_resource(
            session, id, domain.id if domain else None, each["days"], each["text"]
        )
    _gather(session, id, of)
    for each in of.get("impacts", ()):
        charter_lines.add_impact(
            session, id, each["text"], each["people"], each["impact"], each["planned"]
        )


def _gather(session: Session, id: int, of: Blueprint) -> None:
    """The team as far as it is still there, and who of it does what."""
    now: dict[str, int] = {}
    for each in of.get("team", ()):
        who = _at_work(session, each["person"])
        if who is not None or each["part"].strip():
            person = who.id if who else None
            now[str(each["id"])] = charter_lines.add_member(session, id, person, each["part"])
    for each in of.get("duties", ()):
        letters = {now[key]: letter for key, letter in each["letters"].items() if key in now}
        charter_lines.add_duty(session, id, each["text"], letters)


def _span(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    return (start, None) if start and end and end < start else (start, end)


def _there(session: Session, kind: type[E], id: int | None) -> E | None:
    return None if id is None else session.get(kind, id)


def _all_there(session: Session, kind: type[E], ids: Iterable[int]) -> list[E]:
    return [found for id in ids if (found := session.get(kind, id)) is not None]


def _at_work(session: Session, id: int | None) -> Person | None:
    """A person who is there and active: nobody else is given new work."""
    found = _there(session, Person, id)
    return found if found is not None and found.active else None
