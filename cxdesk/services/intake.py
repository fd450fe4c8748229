"""Every request as one row of a table, and how many of them wait for a next step."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Person
from cxdesk.model.requests import (
    Evidence,
    Request,
    RequestCheck,
    RequestEffort,
    RequestState,
    Source,
)
from cxdesk.services.cards import Q
from cxdesk.store.history import ChangeSet

_request, _check, _effort, _decision = (
    kind.__table__.c for kind in (Request, RequestCheck, RequestEffort, Decision)
)
_OWN = {"request", "request_check", "request_effort"}

_ASKED = RequestState.INFO_NEEDED
WAITING = (
    RequestState.SUBMITTED, RequestState.QUALIFIED, RequestState.ON_AGENDA, RequestState.RANKED,
)  # fmt: skip
"""The states in which the next step is the office's or the board's, and not somebody else's."""
_ORDER = {
    state: place
    for place, state in enumerate(
        (
            RequestState.SUBMITTED, RequestState.INFO_NEEDED, RequestState.QUALIFIED,
            RequestState.DEFERRED, RequestState.ON_AGENDA, RequestState.RANKED,
            RequestState.ACCEPTED, RequestState.DECLINED, RequestState.MERGED,
            RequestState.REJECTED,
        )
    )
}  # fmt: skip


class RequestRow(NamedTuple):
    """A request; `days` are person-days over all domains, `domains` says how many those are.

    `outcome` and `into` are codes, `asked` is the name of who owes an answer, `until` the day to
    which it is deferred. A tuple, since ten thousand of them are made while somebody waits.
    """

    id: int
    code: str
    title: str
    state: RequestState
    source: Source
    evidence: Evidence
    urgent: bool
    deadline: date | None
    cost: float
    days: float
    domains: int
    outcome_id: int | None
    outcome: str
    submitted_on: date
    since: date
    ticked: int
    checks: int
    asked: str
    into: str
    until: date | None


def requests(session: Session, ids: Collection[int] | None = None) -> tuple[RequestRow, ...]:
    """The requests `ids`, or all of them: first those that wait for the office."""

    def chosen(query: Q, column: Any) -> Q:
        return query if ids is None else query.where(column.in_(ids))

    checks = {
        id: (ticked, number)
        for id, ticked, number in session.execute(chosen(_CHECKS, _check.request_id))
    }
    days = {
        id: (total, number)
        for id, total, number in session.execute(chosen(_DAYS, _effort.request_id))
    }
    outcomes = _named(session, Outcome, "code")
    untils: dict[int, date] = dict(session.execute(chosen(_UNTILS, _decision.request_id)).all())
    make = partial(tuple.__new__, RequestRow)
    found = [
        make((
            id, code, title, state, source, evidence, urgent, deadline, cost,
            *days.get(id, (0.0, 0)), outcome, outcomes.get(outcome, ""), submitted, since,
            *checks.get(id, (0, 0)), asked or "" if state is _ASKED else "",
            into or other or "", untils.get(id) if state is RequestState.DEFERRED else None,
        ))
        for (
            id, code, title, state, source, evidence, urgent, deadline, cost, outcome, submitted,
            since, asked, into, other,
        ) in session.execute(chosen(_ROWS, _request.id)).all()
    ]  # fmt: skip
    found.sort(key=place)
    return tuple(found)


def place(row: RequestRow) -> tuple[int, bool, int, str]:
    """Where a row belongs: by its state, what is urgent first, then by its code."""
    return _ORDER[row.state], not row.urgent, len(row.code), row.code


def touched(change_set: ChangeSet) -> set[int] | None:
    """The requests whose rows a change may alter; None when it may be any of them."""
    if change_set.tables & {"person", "outcome", "initiative"}:
        return None
    return {
        change.id if change.table == "request" else change.subject
        for change in change_set.changes
        if change.table in _OWN
    }


def waiting(session: Session) -> int:
    """How many requests wait for the office or the board."""
    return session.scalar(select(func.count()).where(_request.state.in_(WAITING))) or 0


def _named(session: Session, kind: Any, name: str) -> dict[int | None, str]:
    columns = kind.__table__.c
    return dict(session.execute(select(columns.id, columns[name])).all())


_into, _other = Initiative.__table__.alias("into"), Request.__table__.alias("other")
_asked = Person.__table__.alias("asked")
_ROWS = select(
    _request.id, _request.code, _request.title, _request.state, _request.source,
    _request.evidence, _request.urgent, _request.deadline, _request.cost, _request.outcome_id,
    _request.submitted_on, _request.state_since, _asked.c.name, _into.c.code, _other.c.code,
).select_from(
    Request.__table__.outerjoin(_asked, _request.asked_id == _asked.c.id)
    .outerjoin(_into, _request.merged_into_id == _into.c.id)
    .outerjoin(_other, _request.merged_request_id == _other.c.id)
)  # fmt: skip
_UNTILS = (
    select(_decision.request_id, _decision.until)
    .where(_decision.verdict == Verdict.DEFERRED)
    .order_by(_decision.number)
)
_CHECKS = select(
    _check.request_id, func.sum(cast(_check.ticked, Integer)), func.count()
).where(
    # Of what is over nobody looks at the ticks, and there is most of it.
    _check.request_id.not_in(
        select(_request.id).where(_request.state.in_([one for one in RequestState if one.over]))
    )
).group_by(_check.request_id)  # fmt: skip
_DAYS = select(
    _effort.request_id, func.sum(_effort.days), func.count()
).group_by(_effort.request_id)  # fmt: skip
