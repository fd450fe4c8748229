"""The change board: requests, meetings, rounds and decisions; never what a ballot says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from cxdesk.model.decisions import Decision, DecisionEffort, Minutes
from cxdesk.model.meetings import AgendaItem, Attendance, Meeting, Seat
from cxdesk.model.people import Group
from cxdesk.model.requests import Prerequisite, Request, RequestCheck, RequestEffort
from cxdesk.model.rounds import Round
from cxdesk.services.export_tables.rows import Names, Table, counted, listed, table

_REQUEST = (
    "code", "title", "source", "description", "evidence", "urgent", "deadline", "submitted_by",
    "submitted_on", "cost", "effort", "outcome", "state", "since", "merged_into", "reason",
    "question", "asked",
)  # fmt: skip
_DECISION = (
    "code", "request", "meeting", "on", "verdict", "rank", "urgent", "reason", "until", "deadline",
    "owner", "cost", "effort", "limits", "waiver", "waiver_by", "initiative", "action",
)  # fmt: skip


def tables(session: Session, names: Names) -> Iterator[Table]:
    """Requests with their checklists, meetings with agenda and seats, rounds, decisions."""
    yield _requests(session, names)
    yield table(
        session,
        "checklists",
        select(Request.code.label("request"), RequestCheck.text, RequestCheck.ticked)
        .join_from(RequestCheck, Request)
        .order_by(RequestCheck.position, RequestCheck.text),
        by=lambda row: counted(row.request),
    )
    one, needed = aliased(Request), aliased(Request)
    yield table(
        session,
        "prerequisites",
        select(one.code.label("request"), needed.code.label("needed"))
        .join_from(Prerequisite, one, Prerequisite.request_id == one.id)
        .join(needed, Prerequisite.needed_id == needed.id),
        by=lambda row: (counted(row.request), counted(row.needed)),
    )
    yield table(
        session,
        "meetings",
        select(
            Meeting.number, Group.name.label("group"), Meeting.kind, Meeting.reason, Meeting.on,
            Meeting.starts, Meeting.place, Meeting.chair_id.label("chair"), Meeting.quorum,
            Meeting.plan_from, Meeting.plan_to, Meeting.state, Meeting.started_at,
            Meeting.ended_at, Meeting.notes, Minutes.approved_by_id.label("approved_by"),
            Minutes.on.label("approved_on"),
        )
        .join_from(Meeting, Group)
        .join(Minutes, Minutes.meeting_id == Meeting.id, isouter=True)
        .order_by(Meeting.number),
        chair=names.person,
        approved_by=names.person,
    )  # fmt: skip
    yield table(
        session,
        "agenda",
        select(
            Meeting.number.label("meeting"), AgendaItem.kind,
            AgendaItem.request_id.label("request"), Decision.number.label("decision"),
            AgendaItem.title, AgendaItem.minutes, AgendaItem.notes, AgendaItem.ratified,
        )
        .join_from(AgendaItem, Meeting)
        .join(Decision, AgendaItem.decision_id == Decision.id, isouter=True)
        .order_by(Meeting.number, AgendaItem.position, AgendaItem.id),
        request=names.request,
        decision=_code,
    )  # fmt: skip
    yield table(
        session,
        "seats",
        select(
            Meeting.number.label("meeting"), Seat.person_id.label("person"),
            Seat.delegate_id.label("delegate"),
        )
        .join_from(Seat, Meeting)
        .order_by(Meeting.number, Seat.position, Seat.id),
        person=names.person,
        delegate=names.person,
    )  # fmt: skip
    yield table(
        session,
        "attendance",
        select(
            Meeting.number.label("meeting"), Attendance.person_id.label("person"),
            Attendance.arrived, Attendance.left,
        ).join_from(Attendance, Meeting),
        by=lambda row: (row.meeting, row.arrived, names.person(row.person)),
        person=names.person,
    )  # fmt: skip
    yield table(
        session,
        "rounds",
        select(
            Meeting.number.label("meeting"), Round.number, Round.question, Round.secret,
            Round.method, Round.state, Round.opened_at, Round.closed_at, Round.published_at,
            Round.ballots, Round.present, Round.reason,
        )
        .join_from(Round, Meeting)
        .order_by(Meeting.number, Round.number),
    )  # fmt: skip
    yield _decisions(session, names)


def _requests(session: Session, names: Names) -> Table:
    efforts = _efforts(session, RequestEffort, names)
    rows = sorted(session.execute(select(Request.__table__)), key=lambda one: counted(one.code))
    return listed(
        "requests",
        _REQUEST,
        (
            (
                one.code, one.title, one.source, one.description, one.evidence, one.urgent,
                one.deadline, names.person(one.submitted_by_id), one.submitted_on, one.cost,
                efforts.get(one.id, ()), names.outcome(one.outcome_id), one.state, one.state_since,
                names.initiative(one.merged_into_id) or names.request(one.merged_request_id),
                one.reason, one.question, names.person(one.asked_id),
            )
            for one in rows
        ),
    )  # fmt: skip


def _decisions(session: Session, names: Names) -> Table:
    efforts = _efforts(session, DecisionEffort, names)
    query = select(Decision.__table__, Meeting.number.label("meeting")).join_from(Decision, Meeting)
    return listed(
        "decisions",
        _DECISION,
        (
            (
                _code(one.number), names.request(one.request_id), one.meeting, one.on, one.verdict,
                one.rank, one.urgent, one.reason, one.until, one.deadline,
                names.person(one.owner_id), one.cost, efforts.get(one.id, ()), tuple(one.limits),
                one.waiver, names.person(one.waiver_by_id), names.initiative(one.initiative_id),
                "" if one.action_id is None else f"A{one.action_id}",
            )
            for one in session.execute(query.order_by(Decision.number))
        ),
    )  # fmt: skip


def _efforts(
    session: Session, kind: type[RequestEffort | DecisionEffort], names: Names
) -> dict[int, tuple[tuple[str, float], ...]]:
    """Person-days by domain, in the order of domains' names."""
    own = kind.__table__.c
    found: dict[int, list[tuple[str, float]]] = {}
    for id, domain, days in session.execute(
        select(own[kind.subject_column], own.domain_id, own.days)
    ):
        found.setdefault(id, []).append((names.domain(domain), days))
    return {id: tuple(sorted(rows)) for id, rows in found.items()}


def _code(number: int | None) -> Any:
    return "" if number is None else f"D-{number}"
