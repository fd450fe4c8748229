"""Qualifying requests: the checklist of the program, and the ticks of many requests at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from cxdesk.model.errors import RuleBroken
from cxdesk.model.requests import Request, RequestCheck, RequestState
from cxdesk.model.wording import listed
from cxdesk.services.frame import program
from cxdesk.services.order import STEP
from cxdesk.services.requests import CHECKLIST, checklist_of
from cxdesk.services.search import fold
from cxdesk.services.session import one, today

_OPEN = (RequestState.SUBMITTED, RequestState.INFO_NEEDED)
MOST_LINES = 20


def tick_lines(session: Session, id: int, lines: Mapping[str, bool]) -> None:
    """Tick the lines with these words, or take their ticks away; the others stay as they are."""
    here = one(session, Request, id)
    for check in here.checks:
        here.tick(check, lines.get(check.text, check.ticked))


def lines_of(session: Session, ids: Sequence[int]) -> dict[str, tuple[int, int]]:
    """The lines of the checklists of requests: for each, how often it is ticked, of how many."""
    check = RequestCheck.__table__.c
    rows = session.execute(
        select(check.text, check.ticked)
        .where(check.request_id.in_(ids))
        .order_by(check.request_id, check.position)
    )
    found: dict[str, tuple[int, int]] = {}
    for text, ticked in rows:
        so_far, number = found.get(text, (0, 0))
        found[text] = (so_far + ticked, number + 1)
    return found


def qualify(session: Session, ids: Sequence[int]) -> None:
    """Qualify all of them, or none. Raises RuleBroken naming those that have an open line."""
    found = [one(session, Request, id) for id in ids]
    if len(found) > 1:
        unready = [
            here.code
            for here in found
            if here.state is RequestState.SUBMITTED and not all(one.ticked for one in here.checks)
        ]
        if unready:
            has = "has" if len(unready) == 1 else "have"
            raise RuleBroken(f"{listed(unready)} {has} open lines: tick them first.")
    for here in found:
        here.move_to(RequestState.QUALIFIED, today=today(session))


def set_checklist(session: Session, texts: Sequence[str]) -> None:
    """Set the checklist that new requests get. Raises RuleBroken for what is no list."""
    lines = [" ".join(text.split()) for text in texts]
    if problem := checklist_problem(lines):
        raise RuleBroken(problem)
    program(session).checklist = None if tuple(lines) == CHECKLIST else lines


def checklist_problem(texts: Sequence[str]) -> str:
    """What is wrong with the lines of a checklist, for their editor; "" when nothing is."""
    if not texts:
        return "A checklist needs one line at least: without any, nothing could be qualified."
    if len(texts) > MOST_LINES:
        return f"{MOST_LINES} lines are the most that anybody reads."
    seen: set[str] = set()
    for text in texts:
        if not text.strip():
            return "A line without words cannot be ticked: write some, or take it away."
        if fold(text) in seen:
            return f"“{text}” is there twice."
        seen.add(fold(text))
    return ""


def renew_checklists(session: Session) -> int:
    """Bring the open requests to the list of the program and return how many were changed.

    A line of the same words keeps its tick; a new one is open, one no longer wanted goes.
    """
    lines = checklist_of(session)
    here = select(Request).where(Request.state.in_(_OPEN)).options(selectinload(Request.checks))
    changed = 0
    for request in session.scalars(here).all():
        if tuple(check.text for check in request.checks) != lines:
            _renew(request, lines)
            changed += 1
    return changed


def behind(session: Session) -> int:
    """How many open requests have another list than the program."""
    lines = checklist_of(session)
    check, request = RequestCheck.__table__.c, Request.__table__.c
    rows = session.execute(
        select(request.id, check.text)
        .select_from(Request.__table__.outerjoin(RequestCheck.__table__))
        .where(request.state.in_(_OPEN))
        .order_by(request.id, check.position)
    )
    found: dict[int, list[str]] = {}
    for id, text in rows:
        found.setdefault(id, []).append(text)
    return sum(1 for texts in found.values() if tuple(texts) != lines)


def _renew(request: Request, lines: Sequence[str]) -> None:
    kept = {fold(check.text): check for check in request.checks}
    wanted = {fold(text) for text in lines}
    for check in [each for each in request.checks if fold(each.text) not in wanted]:
        request.checks.remove(check)
    for place, text in enumerate(lines, 1):
        known = kept.get(fold(text))
        if known is None:
            request.checks.append(RequestCheck(text=text, position=place * STEP))
        else:
            known.text, known.position = text, place * STEP
