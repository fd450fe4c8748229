"""The register: every decision of every meeting, with what it committed and what it became."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from cxdesk.model.decisions import Decision, DecisionEffort, Minutes, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import AgendaItem, ItemKind, Meeting
from cxdesk.model.people import Person
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round
from cxdesk.model.wording import day
from cxdesk.model.work import Action
from cxdesk.services.frame import frame
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.session import one, today

_decision, _effort = Decision.__table__.c, DecisionEffort.__table__.c
_item, _person, _round = AgendaItem.__table__.c, Person.__table__.c, Round.__table__.c


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A decision. `becomes` is "CX-505" or "Action of CX-103", `opens` the item to go to.

    `owner` is who answers for it, or was asked. `days` are its person-days over all domains.
    `ratified` is the answer of a later meeting to an urgent one, None while there is none.
    `minuted` says that the minutes of its meeting are approved: its words stay.
    """

    id: int
    number: int
    on: date
    request_id: int
    request: str
    title: str
    verdict: Verdict
    urgent: bool
    rank: int | None
    round: int | None
    round_id: int | None
    meeting_id: int
    meeting: date
    until: date | None
    deadline: date | None
    owner: str
    initials: str
    cost: float
    days: float
    becomes: str
    opens: tuple[str, int] | None
    reason: str
    limits: tuple[str, ...]
    waiver: str
    waiver_by: str
    ratified: bool | None
    minuted: bool

    @property
    def code(self) -> str:
        """Its permanent number: "D-12"."""
        return f"D-{self.number}"

    @property
    def by_when(self) -> date | None:
        """The deadline of what is accepted, the day from which the deferred comes again."""
        return self.deadline or self.until

    @property
    def ratification(self) -> str:
        """Whether a later meeting ratified it: "to come"; "" where none has to."""
        if not self.urgent or self.verdict is not Verdict.ACCEPTED:
            return ""
        return {None: "to come", True: "ratified", False: "not ratified"}[self.ratified]


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """Decisions to print, the newest first; `shown` says which, "" for all of them."""

    program: str
    letterhead: Letterhead
    currency: str
    on: date
    shown: str
    rows: tuple[RegisterRow, ...]


def register(session: Session) -> tuple[RegisterRow, ...]:
    """Every decision, the newest first."""
    return tuple(_rows(session))


def register_paper(
    session: Session,
    *,
    first: date | None = None,
    last: date | None = None,
    meeting: int | None = None,
) -> RegisterPaper:
    """The decisions from a first day to a last one, of one meeting, or all of them.

    Raises RuleBroken when the last day is before the first, or the meeting is gone.
    """
    if first is not None and last is not None and last < first:
        raise RuleBroken("The register ends before it starts: choose a later last day.")
    shown = []
    if meeting is not None:
        shown.append(one(session, Meeting, meeting).name)
    if first is not None or last is not None:
        begin = f"from {day(first)}" if first else ""
        shown.append(f"{begin} to {day(last)}".strip() if last else begin)
    here = frame(session)
    return RegisterPaper(
        here.name, letterhead(session), here.currency, today(session), ", ".join(shown),
        tuple(
            row for row in _rows(session)
            if (meeting is None or row.meeting_id == meeting)
            and (first or date.min) <= row.on <= (last or date.max)
        ),
    )  # fmt: skip


def decision(session: Session, id: int) -> RegisterRow | None:
    """One decision; None when there is none of this id."""
    return next(_rows(session, id), None)


def last_of(session: Session, meeting: int, request: int) -> RegisterRow | None:
    """What a meeting made of a request last; None when it has not decided on it."""
    here = _decision.meeting_id == meeting, _decision.request_id == request
    id = session.scalar(
        select(_decision.id).where(*here).order_by(_decision.number.desc()).limit(1)
    )
    return None if id is None else decision(session, id)


def _rows(session: Session, id: int | None = None) -> Iterator[RegisterRow]:
    waived, under = aliased(Person.__table__), aliased(Initiative.__table__)
    request, meeting = Request.__table__.c, Meeting.__table__.c
    initiative, action = Initiative.__table__.c, Action.__table__.c
    query = (
        select(
            Decision.__table__, request.code, request.title, meeting.on.label("meeting"),
            _round.number.label("round"), _person.name.label("owner"), _person.initials,
            initiative.code.label("initiative"), action.initiative_id.label("under_id"),
            under.c.code.label("under"), waived.c.name.label("waived_by"),
        )
        .select_from(Decision.__table__)
        .join(Request.__table__, _decision.request_id == request.id)
        .join(Meeting.__table__, _decision.meeting_id == meeting.id)
        .join(Round.__table__, _decision.round_id == _round.id, isouter=True)
        .join(Person.__table__, _decision.owner_id == _person.id, isouter=True)
        .join(waived, _decision.waiver_by_id == waived.c.id, isouter=True)
        .join(Initiative.__table__, _decision.initiative_id == initiative.id, isouter=True)
        .join(Action.__table__, _decision.action_id == action.id, isouter=True)
        .join(under, action.initiative_id == under.c.id, isouter=True)
        .order_by(_decision.number.desc())
    )  # fmt: skip
    days = select(_effort.decision_id, func.sum(_effort.days)).group_by(_effort.decision_id)
    if id is not None:
        query, days = query.where(_decision.id == id), days.where(_effort.decision_id == id)
    spent = dict(session.execute(days).all())
    answers = dict(
        session.execute(
            select(_item.decision_id, _item.ratified).where(
                _item.kind == ItemKind.RATIFICATION, _item.ratified.is_not(None)
            )
        ).all()
    )
    minuted = set(session.scalars(select(Minutes.__table__.c.meeting_id)))
    for row in session.execute(query):
        yield _row(row, spent.get(row.id, 0.0), answers, row.meeting_id in minuted)


def _row(
    row: Any, days: float, answers: Mapping[int, bool | None], minuted: bool
) -> RegisterRow:  # fmt: skip
    becomes, opens = "", None
    if row.initiative_id is not None:
        becomes, opens = row.initiative, ("initiative", row.initiative_id)
    elif row.action_id is not None:
        becomes, opens = f"Action of {row.under}", ("initiative", row.under_id)
    return RegisterRow(
        row.id, row.number, row.on, row.request_id, row.code, row.title, row.verdict, row.urgent,
        row.rank, row.round, row.round_id, row.meeting_id, row.meeting, row.until, row.deadline,
        row.owner or "", row.initials or "", row.cost, days, becomes, opens, row.reason,
        tuple(row.limits), row.waiver, row.waived_by or "", answers.get(row.id), minuted,
    )  # fmt: skip


def waiver_words(row: RegisterRow) -> str:
    """Who waived what: "Amara Diallo: the law asks for it"; "" for none."""
    return f"{row.waiver_by}: {row.waiver}" if row.waiver_by else ""


def verdict_words(row: RegisterRow) -> str:
    """The verdict with what belongs to it: "Deferred to 11 Jan 2027"."""
    if row.verdict is Verdict.DEFERRED and row.until is not None:
        return f"Deferred to {day(row.until)}"
    if row.verdict is Verdict.INFO_NEEDED and row.owner:
        return f"Info needed from {row.owner}"
    return row.verdict.label
