"""One initiative as the side panel shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from cxdesk.analysis.benefits import realised
from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.scores import score
from cxdesk.analysis.workdays import work_days
from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.initiatives import Contribution, Initiative, Link, SixMonthCheck
from cxdesk.model.plan import Milestone
from cxdesk.model.program import Horizon, horizon_of
from cxdesk.model.states import Need, State
from cxdesk.model.wording import amount
from cxdesk.model.work import Action, ActionState
from cxdesk.services.attachments import AttachmentRow, attachments
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.charter_rows import CharterRow, charter_row, read_lines
from cxdesk.services.comments import CommentRow, comments
from cxdesk.services.frame import frame
from cxdesk.services.link_slack import slack
from cxdesk.services.person_ref import PersonRef, ref
from cxdesk.services.roadmap import MilestoneRow
from cxdesk.services.session import one
from cxdesk.services.strategy_view import newest_value

_ID: BindParameter[int] = bindparam("id")
_CODE = re.compile(r"\s*([^\s,;:]+)[\s,;:]*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class InitiativeRef:
    """Another initiative, linked by `link`; `type` is FS, SS, FF or SF, `lag` in working days.

    `slack` are the working days that the planned dates leave, below zero what is missing.
    """

    id: int
    code: str
    title: str
    state: State
    start: date | None
    link: int
    type: str
    lag: int
    slack: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome it serves, numbers worded with their unit; `realised` in per cent."""

    id: int
    code: str
    name: str
    baseline: str
    now: str
    target: str
    due: date
    realised: float | None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of the initiative."""

    id: int
    title: str
    owner: PersonRef | None
    due: date | None
    week: str
    state: ActionState
    done_on: date | None
    road_bump: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything the side panel shows of one initiative.

    `standing` is where it stands on the path (for one on hold, where it returns to); `next_state`
    one step further, and `needs` what that step asks for.
    """

    id: int
    code: str
    title: str
    description: str
    expected: str
    state: State
    standing: State
    since: date
    reason: str
    next_state: State | None
    needs: tuple[Need, ...]
    priority: str
    priority_set: bool
    domain_id: int | None
    domain: str
    hue: int
    batch_id: int | None
    batch: str
    deadline: date | None
    owner: PersonRef | None
    sponsor: PersonRef | None
    start: date | None
    end: date | None
    horizon: str
    horizon_set: bool
    horizon_ends: date | None
    cost: float
    currency: str
    effort: float
    progress: int
    scores: tuple[int, int, int, int]
    benefit: float
    cost_score: float
    score: float
    quadrant: str
    labels: tuple[str, ...]
    blocked: bool
    blocked_reason: str
    blocked_by: tuple[int, str] | None
    archived: bool
    parent: tuple[int, str] | None
    check_due: date | None
    predecessors: tuple[InitiativeRef, ...]
    successors: tuple[InitiativeRef, ...]
    outcomes: tuple[OutcomeRow, ...]
    milestones: tuple[MilestoneRow, ...]
    actions: tuple[ActionRow, ...]
    charters: tuple[CharterRow, ...]
    comments: tuple[CommentRow, ...]
    attachments: tuple[AttachmentRow, ...]

    @property
    def charter(self) -> CharterRow | None:
        """The charter that counts: the approved one, else the newest."""
        approved = [one for one in self.charters if one.state is CharterState.APPROVED]
        return approved[-1] if approved else self.charters[-1] if self.charters else None

    @property
    def counted_actions(self) -> tuple[ActionRow, ...]:
        """Actions that count: all but dropped ones."""
        return tuple(one for one in self.actions if one.state is not ActionState.DROPPED)


# Read with the initiative, in one query a kind, where one a row would come otherwise. All queries
# are made once: to make them costs more than to ask them.
_WITH = (
    joinedload(Initiative.domain),
    joinedload(Initiative.owner),
    joinedload(Initiative.sponsor),
    joinedload(Initiative.batch),
)
_OWN = {
    "charters": select(Charter).order_by(Charter.version).where(Charter.initiative_id == _ID),
    "actions": select(Action).order_by(Action.position).where(Action.initiative_id == _ID)
    .options(joinedload(Action.owner)),
    "outcome_links": select(Contribution).where(Contribution.initiative_id == _ID)
    .options(joinedload(Contribution.outcome)),
    "checks": select(SixMonthCheck).order_by(SixMonthCheck.due)
    .where(SixMonthCheck.initiative_id == _ID),
}  # fmt: skip
_LINKED = (
    select(
        Initiative.id, Initiative.code, Initiative.title, Initiative.state, Initiative.start,
        Link.id, Link.type, Link.lag, Initiative.end,
    ).order_by(Initiative.code)
)  # fmt: skip
_BEFORE = _LINKED.join(Link, Link.predecessor_id == Initiative.id).where(Link.successor_id == _ID)
_AFTER = _LINKED.join(Link, Link.successor_id == Initiative.id).where(Link.predecessor_id == _ID)
_MILESTONES = (
    select(Milestone).where(Milestone.initiative_id == _ID).order_by(Milestone.on, Milestone.name)
)


def detail(session: Session, id: int) -> Detail | None:
    """The side panel's data; None when there is no such initiative."""
    here = session.get(Initiative, id, options=_WITH)
    if here is None:
        return None
    for name, query in _OWN.items():
        if name not in here.__dict__:
            set_committed_value(here, name, session.scalars(query, {"id": id}).all())
    read_lines(session, here.charters)
    around = frame(session)
    value = score(
        (here.impact, here.reach, here.outcome_score, here.urgency),
        here.cost, here.effort, around.weights,
    )  # fmt: skip
    horizon, ends = _horizon(here, around.short_ends, around.mid_ends)
    following = here.next_state()
    blocker = session.get(Initiative, here.blocked_by_id) if here.blocked_by_id else None
    parent = session.get(Initiative, here.parent_id) if here.parent_id else None
    due = [check.due for check in here.checks if check.passed is None]
    return Detail(
        id=here.id, code=here.code, title=here.title, description=here.description,
        expected=here.expected, state=here.state, standing=here.standing,
        since=here.state_since, reason=here.reason, next_state=following,
        needs=tuple(here.needs(following)) if following else (),
        priority=here.priority.value if here.priority else value.priority,
        priority_set=here.priority is not None,
        domain_id=here.domain_id, domain=here.domain.short if here.domain else "Org",
        hue=here.domain.hue if here.domain else ORG_HUE,
        batch_id=here.batch_id,
        batch=f"{here.batch.code} {here.batch.name}" if here.batch else "",
        deadline=here.batch.deadline if here.batch else None,
        owner=ref(here.owner), sponsor=ref(here.sponsor),
        start=here.start, end=here.end,
        horizon=horizon, horizon_set=here.horizon is not None, horizon_ends=ends,
        cost=here.cost, currency=around.currency, effort=here.effort, progress=here.progress,
        scores=(here.impact, here.reach, here.outcome_score, here.urgency),
        benefit=value.benefit, cost_score=value.cost, score=value.value, quadrant=value.quadrant,
        labels=tuple(here.labels),
        blocked=here.blocked, blocked_reason=here.blocked_reason,
        blocked_by=(blocker.id, blocker.code) if blocker else None,
        archived=here.archived, parent=(parent.id, parent.code) if parent else None,
        check_due=due[0] if due else None,
        predecessors=_linked(session, here, around.calendar, before=True),
        successors=_linked(session, here, around.calendar, before=False),
        outcomes=_outcomes(session, here),
        milestones=_milestones(session, here),
        actions=tuple(action_row(one) for one in here.actions),
        charters=tuple(charter_row(one) for one in here.charters),
        comments=comments(session, here.id),
        attachments=attachments(session, here.id),
    )  # fmt: skip


def action_row(action: Action) -> ActionRow:
    """An action as rows show it."""
    return ActionRow(
        action.id, action.title, ref(action.owner), action.due, action.week,
        action.state, action.done_on, action.road_bump,
    )  # fmt: skip


def _horizon(here: Initiative, short_ends: date, mid_ends: date) -> tuple[str, date | None]:
    found = here.horizon
    if found is None and here.end is not None:
        found = horizon_of(here.end, short_ends, mid_ends)
    ends = {Horizon.SHORT: short_ends, Horizon.MID: mid_ends}
    return ("", None) if found is None else (found.value, ends.get(found))


def _linked(
    session: Session, here: Initiative, calendar: WorkCalendar, *, before: bool
) -> tuple[InitiativeRef, ...]:
    rows = session.execute(_BEFORE if before else _AFTER, {"id": here.id})
    work, own = work_days(calendar), (here.start, here.end)
    found = []
    for id, code, title, state, start, link, type, lag, end in rows:
        first, second = ((start, end), own) if before else (own, (start, end))
        left = slack(type, lag, first, second, work)
        found.append(InitiativeRef(id, code, title, state, start, link, type.value, lag, left))
    return tuple(found)


def _outcomes(session: Session, here: Initiative) -> tuple[OutcomeRow, ...]:
    rows = []
    for link in sorted(here.outcome_links, key=lambda each: each.outcome.code):
        it = link.outcome
        now = newest_value(session, it.id)
        rows.append(
            OutcomeRow(
                it.id,
                it.code,
                it.name,
                amount(it.baseline, it.unit),
                "" if now is None else amount(now, it.unit),
                amount(it.target, it.unit),
                it.due,
                None if now is None else realised(it.baseline, it.target, now),
            )
        )
    return tuple(rows)


def _milestones(session: Session, here: Initiative) -> tuple[MilestoneRow, ...]:
    """Its milestones by date, as the charter prints them."""
    rows = session.scalars(_MILESTONES, {"id": here.id})
    return tuple(
        MilestoneRow(each.id, here.id, here.code, each.name, each.on, each.done) for each in rows
    )


def find(session: Session, code: str) -> int | None:
    """The id of the initiative with this code."""
    return session.scalar(select(Initiative.id).where(Initiative.code == code))


def written(session: Session, text: str, like: str) -> tuple[int, str] | None:
    """Id and code of the initiative whose code was written as people do: "CX-101", "cx-101", "101".

    `like` is the code of another, which lends what stands before the number.
    """
    text = text.strip()
    for code in (text, text.upper(), f"{like.rpartition('-')[0]}-{text}"):
        id = find(session, code)
        if id is not None:
            return id, code
    return None


def blocker(session: Session, text: str, like: str) -> tuple[str, int | None, str]:
    """Reason, blocker and its code from what was written: a reason, a code, or a code and then one.

    `like` as in `written`.
    """
    match = _CODE.fullmatch(text)
    other = written(session, match[1], like) if match else None
    return (match[2], *other) if match and other else (text, None, "")


def title_of(session: Session, id: int) -> str:
    """Code and title: "CX-101 Single customer ID"."""
    here = one(session, Initiative, id)
    return f"{here.code} {here.title}"
