"""Actions and requests from a file."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import func, select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.origins import Brought
from cxdesk.model.requests import Evidence, Request, RequestEffort, Source
from cxdesk.model.work import Action, ActionState
from cxdesk.services import requests
from cxdesk.services.bringing.frame import domain_of
from cxdesk.services.bringing.ledger import Ledger
from cxdesk.services.incoming import IncomingAction, IncomingRequest
from cxdesk.services.order import STEP
from cxdesk.services.search import fold

_OURS = re.compile(r"A(\d{1,19})")
"""How our own tables name an action."""

# Actions ------------------------------------------------------------------------------------


def bring_actions(ledger: Ledger) -> None:
    """Find or add the actions of the initiatives."""
    if not ledger.incoming.actions:
        return
    session = ledger.session
    everything = session.scalars(select(Action)).all()
    by_title = {(one.initiative_id, fold(one.title)): one for one in reversed(everything)}
    last = dict(
        session.execute(
            select(Action.initiative_id, func.max(Action.position)).group_by(Action.initiative_id)
        ).all()
    )
    for row in ledger.each(ledger.incoming.actions):
        if ledger.twice(row, "actions"):
            continue
        home = ledger.initiatives.get(row.initiative)
        title = " ".join(row.title.split())
        if home is None or not title:
            ledger.problem(
                row.at,
                f"There is no initiative “{row.initiative[:60]}”: the action was left out."
                if title
                else "An action needs a title: the row was left out.",
            )
            continue
        here = ledger.found(Brought.ACTION, row.key, Action)
        if here is None and (ours := _OURS.fullmatch(row.key)) and int(ours[1]) < 2**63:
            here = session.get(Action, int(ours[1]))
        if here is None:
            here = by_title.get((home, fold(title)))
        if here is not None:
            by_title.pop((here.initiative_id, fold(here.title)), None)
        if here is not None:
            _set_action(ledger, here, row)
            ledger.count("actions", changed=session.is_modified(here))
        else:
            last[home] = last.get(home, 0.0) + STEP
            here = Action(
                initiative_id=home, title=title, state=ActionState.TODO, position=last[home]
            )
            session.add(here)
            _set_action(ledger, here, row)
            ledger.count("actions", added=True)
        ledger.remember(Brought.ACTION, row, here.id)


def _set_action(ledger: Ledger, here: Action, row: IncomingAction) -> None:
    for name, value in ledger.news(Brought.ACTION, row).items():
        match name:
            case "title":
                here.title = " ".join(value.split())
            case "due" | "week" | "road_bump":
                setattr(here, name, value)
            case "owner":
                person = ledger.person(value, row.at)
                here.owner_id = person.id if person is not None else None
            case "state" if value is not here.state:
                here.state = value
                done = min(row.done_on or ledger.today, ledger.today)
                here.done_on = done if value is ActionState.DONE else None


# Requests -----------------------------------------------------------------------------------


def bring_requests(ledger: Ledger) -> None:
    """Find the requests, or submit them with the program's checklist."""
    if not ledger.incoming.requests:
        return
    session = ledger.session
    session.flush()
    everything = session.scalars(select(Request)).all()
    by_code = {fold(one.code): one for one in everything}
    by_title = {fold(one.title): one for one in everything}
    for row in ledger.each(ledger.incoming.requests):
        if ledger.twice(row, "requests"):
            continue
        here = ledger.found(Brought.REQUEST, row.key, Request)
        if here is None and row.code:
            here = by_code.get(fold(row.code))
        if here is None and row.key == row.title:
            here = by_title.get(fold(row.title))
        with ledger.trying(row.at):
            if here is None:
                here = _submit(ledger, row)
                by_code[fold(here.code)] = here
                ledger.count("requests", added=True)
            else:
                ledger.count("requests", changed=_change_request(ledger, here, row))
            ledger.remember(Brought.REQUEST, row, here.id)


def _submit(ledger: Ledger, row: IncomingRequest) -> Request:
    by = ledger.person(row.submitted_by, row.at)
    effort = {domain_of(ledger, name, row.at): days for name, days in row.effort or ()}
    ledger.session.flush()
    id = requests.submit(
        ledger.session,
        " ".join(row.title.split()),
        row.source or Source.ORGANISATION,
        description=row.description or "",
        evidence=row.evidence or Evidence.GUT,
        urgent=bool(row.urgent),
        deadline=row.deadline,
        by=by.id if by is not None else None,
        cost=row.cost or 0.0,
        effort=effort,
        outcome=_outcome(ledger, row),
        code=row.code,
    )
    here = ledger.session.get_one(Request, id)
    if row.submitted_on is not None and row.submitted_on <= ledger.today:
        here.submitted_on = here.state_since = row.submitted_on
    return here


def _outcome(ledger: Ledger, row: IncomingRequest) -> int | None:
    id = ledger.outcomes.get(fold(row.outcome or ""))
    if row.outcome and id is None:
        ledger.problem(row.at, f"There is no outcome “{row.outcome[:60]}”: left out.")
    return id


def _change_request(ledger: Ledger, here: Request, row: IncomingRequest) -> bool:
    news = ledger.news(Brought.REQUEST, row)
    before = _facts(here)
    wanted = {name: value for name, value in news.items() if not _same(ledger, here, name, value)}
    if wanted and not here.state.editable:
        raise RuleBroken(
            f"{here.code} is {here.state.label.lower()}: what it says is fixed and was left."
        )
    for name, value in wanted.items():
        match name:
            case "title" if value.strip():
                here.title = " ".join(value.split())
            case "description" | "source" | "evidence" | "urgent" | "deadline":
                setattr(here, name, value)
            case "cost":
                if not 0 <= value < requests.TOO_MUCH:
                    raise RuleBroken("A cost is a number of zero or more: left as it was.")
                here.cost = value
            case "submitted_by":
                person = ledger.person(value, row.at)
                here.submitted_by_id = person.id if person is not None else None
            case "outcome":
                here.outcome_id = _outcome(ledger, row)
            case "effort":
                _size(ledger, here, row)
    return _facts(here) != before


def _same(ledger: Ledger, here: Request, name: str, value: Any) -> bool:
    match name:
        case "submitted_by":
            person = ledger.people.get(value)
            return (None if person is None else person.id) == here.submitted_by_id
        case "outcome":
            return ledger.outcomes.get(fold(value)) == here.outcome_id
        case "effort":
            said = {ledger.domains.get(fold(domain)): days for domain, days in value if days}
            return said == {one.domain_id: one.days for one in here.effort}
        case "title":
            return " ".join(value.split()) == here.title
    return bool(getattr(here, name, None) == value)


def _size(ledger: Ledger, here: Request, row: IncomingRequest) -> None:
    wanted = {domain_of(ledger, name, row.at): days for name, days in row.effort or () if days}
    if any(not 0 < days < requests.TOO_MUCH for days in wanted.values()):
        raise RuleBroken("An effort is a number of person-days, zero or more: left as it was.")
    there = {one.domain_id: one for one in here.effort}
    if {id: one.days for id, one in there.items()} == wanted:
        return
    for id, days in wanted.items():
        if id in there:
            there[id].days = days
        else:
            here.effort.append(RequestEffort(domain_id=id, days=days))
    for id, one in there.items():
        if id not in wanted:
            here.effort.remove(one)


def _facts(here: Request) -> tuple[object, ...]:
    return (
        here.title, here.description, here.source, here.evidence, here.urgent, here.deadline,
        here.cost, here.submitted_by_id, here.outcome_id,
        tuple(sorted((str(one.domain_id), one.days) for one in here.effort)),
    )  # fmt: skip
