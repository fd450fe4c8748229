"""What users do with charters: write, submit, approve."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Person
from cxdesk.services.charter_lines import copy_lines
from cxdesk.services.charter_print import live_page
from cxdesk.services.frame import program
from cxdesk.services.session import initiative, maybe, one, today
from cxdesk.store.contents import hold


class Section(enum.StrEnum):
    """The parts of a charter that are plain text."""

    SUMMARY = "summary"
    WHY = "why"
    STRATEGY = "strategy"
    OBJECTIVES = "objectives"
    BENEFITS = "benefits"
    SCOPE_IN = "scope_in"
    SCOPE_OUT = "scope_out"
    PROCESSES = "processes"
    TOOLS = "tools"
    ROLES = "roles"
    DEPENDENCIES = "dependencies"
    ASSUMPTIONS = "assumptions"
    CONSTRAINTS = "constraints"


def start(session: Session, initiative_id: int) -> int:
    """Begin the next version, as a copy of the newest one, and return its id.

    Raises RuleBroken while a draft or a review is open.
    """
    here = initiative(session, initiative_id)
    if here.delivered or here.cancelled:
        raise RuleBroken(
            f"{here.code} is {here.state.label.lower()}: its charter gets no new version.",
            Way(f"Open {here.code}", "initiative", here.id),
        )
    newest = here.charters[-1] if here.charters else None
    if newest is not None and newest.state in (CharterState.DRAFT, CharterState.IN_REVIEW):
        raise RuleBroken(
            f"Charter v{newest.label} of {here.code} is still {newest.state.noun}.",
            Way("Open charter", "charter", here.id),
        )
    new = Charter(
        initiative=here,
        version=newest.version + 1 if newest else 1,
        revision=1,
        state=CharterState.DRAFT,
        state_since=today(session),
    )
    session.add(new)
    if newest is not None:
        _copy(newest, new)
    session.flush()
    return new.id


def _copy(old: Charter, new: Charter) -> None:
    for section in Section:
        setattr(new, section.value, getattr(old, section.value))
    copy_lines(old, new)


def write(session: Session, id: int, section: Section, text: str) -> None:
    """Set one text section of a draft, kept exactly as typed."""
    here = _draft(session, id)
    setattr(here, section.value, text)


def submit(session: Session, id: int, approvers: Sequence[int]) -> None:
    """Put a draft before its approvers. Raises RuleBroken listing what is missing."""
    people = [one(session, Person, each) for each in approvers]
    one(session, Charter, id).submit(people, today=today(session))


def send_back(session: Session, id: int, person: int | None = None, comment: str = "") -> None:
    """Return a charter from review to draft; with `person`, as that approver's rejection."""
    by = maybe(session, Person, person)
    one(session, Charter, id).return_to_draft(today=today(session), rejected_by=by, comment=comment)


def ask_more(session: Session, id: int, person: int, comment: str) -> None:
    """Record what an approver wants to know before deciding; the charter stays in review."""
    approver = one(session, Person, person)
    one(session, Charter, id).ask_more(approver, today=today(session), comment=comment)


def answer(session: Session, id: int, person: int, text: str) -> None:
    """Answer what an approver asked; then they decide anew."""
    one(session, Charter, id).answer(one(session, Person, person), text)


@dataclass(frozen=True, slots=True)
class Finished:
    """A version as it was printed to be approved: the JSON of its page, its paper and its PDF."""

    page: str
    paper: str
    pdf: bytes


class PageChanged(RuleBroken):
    """What the page says was changed while it was printed to be approved."""


def approve(
    session: Session, id: int, person: int, comment: str = "", finished: Finished | None = None
) -> bool:
    """Record one approval; the last one freezes the page. True when the version now holds.

    The PDF of `finished` is kept with it: read the page by `Store.rehearse` of this, print it and
    come again. Raises PageChanged where the page says something else by then.
    """
    here = one(session, Charter, id)
    approver = one(session, Person, person)
    holds = here.approve(approver, today=today(session), comment=comment)
    if holds:
        session.flush()
        here.frozen = live_page(session, here).to_json()
        here.logo = program(session).logo
        if finished is not None:
            if finished.page != here.frozen:
                raise PageChanged(
                    "Something that the charter says was changed while it was printed: approve it "
                    "once more."
                )
            here.digest, here.paper = hold(session, finished.pdf), finished.paper
    return holds


def _draft(session: Session, id: int) -> Charter:
    here = one(session, Charter, id)
    here.refuse_change()
    return here
