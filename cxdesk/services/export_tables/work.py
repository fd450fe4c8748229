"""The work: batches, initiatives and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from cxdesk.analysis.scores import score
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Contribution, Initiative, Link, SixMonthCheck
from cxdesk.model.plan import Baseline, BaselineBar, Milestone
from cxdesk.model.program import horizon_of
from cxdesk.model.states import Priority
from cxdesk.model.work import Action, Attachment, Comment
from cxdesk.services.export_tables.rows import Names, Table, counted, listed, table
from cxdesk.services.frame import program

_OWN = (
    "code", "title", "description", "state", "since", "domain", "owner", "sponsor", "batch",
    "parent", "priority", "horizon", "start", "end", "pinned", "progress", "cost", "effort",
    "impact", "reach", "serves", "urgency", "expected", "outcomes", "blocked", "labels", "archived",
    "held_from", "reason", "benefit", "by_benefit", "by_end",
)  # fmt: skip


def tables(session: Session, names: Names) -> Iterator[Table]:
    """Batches, initiatives, links, milestones, actions, comments, checks, baselines, files."""
    yield table(
        session,
        "batches",
        select(
            Batch.code, Batch.name, Batch.lead_id.label("lead"), Batch.deadline
        ).order_by(Batch.position, Batch.code),
        lead=names.person,
    )  # fmt: skip
    yield _initiatives(session, names)
    before, after = aliased(Initiative), aliased(Initiative)
    yield table(
        session,
        "links",
        select(before.code.label("predecessor"), after.code.label("successor"), Link.type, Link.lag)
        .join_from(Link, before, Link.predecessor_id == before.id)
        .join(after, Link.successor_id == after.id),
        by=lambda row: (counted(row.successor), counted(row.predecessor), row.type),
    )
    yield table(
        session,
        "milestones",
        select(
            Milestone.initiative_id.label("initiative"), Milestone.name, Milestone.on,
            Milestone.done,
        ),
        by=lambda row: (row.on, counted(names.initiative(row.initiative)), row.name),
        initiative=names.initiative,
    )  # fmt: skip
    yield table(
        session,
        "actions",
        select(
            Initiative.code.label("initiative"), Action.title, Action.owner_id.label("owner"),
            Action.due, Action.week, Action.state, Action.done_on, Action.road_bump, Action.id,
        )
        .join_from(Action, Initiative)
        .order_by(Action.position, Action.id),
        by=lambda row: counted(row.initiative),
        owner=names.person,
        id=lambda id: f"A{id}",  # a spreadsheet would round the bare number
    )  # fmt: skip
    yield table(
        session,
        "comments",
        select(Initiative.code.label("initiative"), Comment.at, Comment.author, Comment.text)
        .join_from(Comment, Initiative)
        .order_by(Comment.at, Comment.text),
        by=lambda row: counted(row.initiative),
    )
    yield table(
        session,
        "checks",
        select(
            Initiative.code.label("initiative"), SixMonthCheck.due, SixMonthCheck.passed,
            SixMonthCheck.checked_on, SixMonthCheck.checked_by_id.label("checked_by"),
            SixMonthCheck.note,
        )
        .join_from(SixMonthCheck, Initiative)
        .order_by(SixMonthCheck.due, SixMonthCheck.checked_on),
        by=lambda row: counted(row.initiative),
        checked_by=names.person,
    )  # fmt: skip
    yield table(
        session,
        "baselines",
        select(
            Baseline.name, Baseline.taken_on, Initiative.code.label("initiative"),
            BaselineBar.start, BaselineBar.end,
        )
        .join_from(BaselineBar, Baseline)
        .join(Initiative, BaselineBar.initiative_id == Initiative.id),
        by=lambda row: (row.taken_on, row.name, counted(row.initiative)),
    )  # fmt: skip
    yield table(
        session,
        "attachments",
        select(
            Initiative.code.label("initiative"), Attachment.name, Attachment.media_type,
            Attachment.size,
        ).join_from(Attachment, Initiative),
        by=lambda row: (counted(row.initiative), row.name, row.size),
    )  # fmt: skip


def _initiatives(session: Session, names: Names) -> Table:
    served: dict[int, list[str]] = {}
    for initiative, outcome in session.execute(
        select(Contribution.initiative_id, Contribution.outcome_id)
    ):
        served.setdefault(initiative, []).append(names.outcome(outcome))
    here = program(session)
    weights, short_ends, mid_ends = here.weights, here.short_ends, here.mid_ends
    rows = sorted(session.execute(select(Initiative.__table__)), key=lambda row: counted(row.code))

    def row(one: Any) -> tuple[Any, ...]:
        marks = (one.impact, one.reach, one.outcome_score, one.urgency)
        worth = score(marks, one.cost, one.effort, weights)
        return (
            one.code, one.title, one.description, one.state, one.state_since,
            names.domain(one.domain_id), names.person(one.owner_id), names.person(one.sponsor_id),
            names.batch(one.batch_id), names.initiative(one.parent_id), one.priority, one.horizon,
            one.start, one.end, bool(one.pinned), one.progress, one.cost, one.effort, *marks,
            one.expected, tuple(sorted(served.get(one.id, ()), key=counted)), _blocked(one, names),
            tuple(one.labels), one.archived, one.held_from, one.reason, round(worth.benefit, 2),
            one.priority or Priority(worth.priority),
            one.horizon or (horizon_of(one.end, short_ends, mid_ends) if one.end else None),
        )  # fmt: skip

    return listed("initiatives", _OWN, map(row, rows))


def _blocked(one: Any, names: Names) -> str:
    if not one.blocked:
        return ""
    return str(one.blocked_reason) or names.initiative(one.blocked_by_id)
