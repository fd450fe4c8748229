"""Minutes are approved: a PDF is frozen with its place in the history, and stays for ever.

The PDF takes time to make, so it is made between two steps: `minutes_page.page` reads what it
says, `approve` keeps it where nothing has changed since.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Minutes
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import Meeting, MeetingState
from cxdesk.model.people import MemberRole, Person
from cxdesk.model.wording import day
from cxdesk.model.work import Content
from cxdesk.services.minutes_rows import Approved
from cxdesk.services.session import one, today
from cxdesk.store.history import read_head
from cxdesk.store.schema import HISTORY_ITEM

_minutes, _person = Minutes.__table__.c, Person.__table__.c


@dataclass(frozen=True, slots=True)
class Finished:
    """Minutes as they were printed to be approved; `seq` and `chain` are those of their page."""

    pdf: bytes
    seq: int
    chain: str
    correction: str = ""


def approved(session: Session, meeting: int) -> tuple[Approved, ...]:
    """The approved versions of a meeting's minutes, oldest first; the last one holds."""
    item = HISTORY_ITEM.c
    written = (
        select(func.min(item.seq)).where(item.item == _minutes.id).correlate(Minutes.__table__)
    ).scalar_subquery()
    rows = session.execute(
        select(
            _minutes.id, _person.name, _minutes.on, _minutes.digest, _minutes.size, _minutes.chain
        )
        .join(Person.__table__, _minutes.approved_by_id == _person.id)
        .where(_minutes.meeting_id == meeting)
        .order_by(written, _minutes.id)
    )
    return tuple(Approved(row[0], n, *row[1:]) for n, row in enumerate(rows, 1))


def frozen(session: Session, minutes: int) -> bytes:
    """The PDF that was approved. Raises RuleBroken where it is damaged."""
    here = one(session, Minutes, minutes)
    held = session.get(Content, here.digest)
    if held is None or hashlib.sha256(held.data).hexdigest() != here.digest:
        raise RuleBroken(f"The minutes approved on {day(here.on)} are damaged in the file.")
    return held.data


def approvers(session: Session, meeting: int) -> tuple[tuple[int, str, str, str], ...]:
    """Who may approve: id, name, initials and role of the chair, then of the board's members."""
    here = one(session, Meeting, meeting)
    people = [here.chair] if here.chair is not None else []
    people += [
        each.person for each in here.group.members if each.role is not MemberRole.SECRETARY
    ]  # fmt: skip
    return tuple(
        (each.id, each.name, each.initials, each.role)
        for each in dict.fromkeys(people)
        if each.active
    )


def approve(session: Session, meeting: int, person: int, finished: Finished) -> int:
    """Approve the minutes of a meeting that is over, and return their id. A lasting change.

    A version after the first corrects the one before, which stays readable: the correction stands
    in the notes of the meeting from then on. Raises RuleBroken where anything has changed since
    they were printed.
    """
    here, who = one(session, Meeting, meeting), one(session, Person, person)
    refuse_early(session, meeting)
    if person not in [each[0] for each in approvers(session, meeting)]:
        raise RuleBroken(
            f"{who.name} cannot approve the minutes of {here.name}: the chair does, or an active "
            "member of the board."
        )
    if read_head(session.connection()).seq != finished.seq:
        raise RuleBroken(
            "Something was changed while the minutes were printed: approve them once more."
        )
    before = approved(session, meeting)
    if before and not finished.correction.strip():
        raise RuleBroken(
            f"The minutes are approved, {before[-1].words}: say what the new version corrects."
        )
    here.notes = with_correction(here.notes, finished.correction, today(session))
    digest = hashlib.sha256(finished.pdf).hexdigest()
    if session.scalar(select(Content.digest).where(Content.digest == digest)) is None:
        session.add(Content(digest=digest, data=finished.pdf))
    made = Minutes(
        meeting_id=here.id, approved_by_id=who.id, on=today(session), digest=digest,
        size=len(finished.pdf), chain=finished.chain,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


def refuse_early(session: Session, meeting: int) -> None:
    """Raise RuleBroken before the meeting is over."""
    here = one(session, Meeting, meeting)
    if here.state is not MeetingState.CLOSED:
        raise RuleBroken(
            f"{here.name} is not over yet: its minutes are approved once it has ended."
        )


def with_correction(notes: str, correction: str, on: date) -> str:
    """The notes of a meeting with a correction of the minutes below them."""
    if not correction.strip():
        return notes
    return f"{notes.rstrip()}\n\nCorrection of {day(on)}: {correction.strip()}".lstrip()
