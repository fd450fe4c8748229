"""What a board makes of its requests: accept, defer, decline, ask; each is a numbered decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.decisions import Decision, DecisionEffort, Minutes, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import ItemKind, Meeting, MeetingKind, MeetingState
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Level, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round, RoundState
from cxdesk.model.wording import day
from cxdesk.services import actions, initiatives
from cxdesk.services.commitments import worked
from cxdesk.services.frame_check import Check, frame_check
from cxdesk.services.funding_case import FundingCase
from cxdesk.services.requests import TOO_MUCH
from cxdesk.services.result_count import count, votes
from cxdesk.services.session import maybe, one, today

_WAITING = (RequestState.ON_AGENDA, RequestState.RANKED)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an acceptance commits: by when, who, money, person-days by domain, for which outcome.

    It becomes a new initiative of the batch `batch`, or with `under` an action of that initiative.
    `waiver` is why the sponsor `waiver_by` lets it pass where a limit breaks.
    """

    deadline: date | None = None
    owner: int | None = None
    cost: float = 0.0
    effort: Mapping[int | None, float] = field(default_factory=dict)
    outcome: int | None = None
    batch: int | None = None
    under: int | None = None
    reason: str = ""
    waiver: str = ""
    waiver_by: int | None = None


@dataclass(frozen=True, slots=True)
class _Standing:
    """With what right the board decides: the rank of a published round, or urgently."""

    round: Round | None
    rank: int | None
    urgent: bool


# Accepting ----------------------------------------------------------------------------------


def accept(session: Session, meeting: int, request: int, terms: Terms) -> int:
    """Accept a ranked request, or urgently, and return the decision's id (rule 9).

    It makes exactly one initiative in the backlog, or one action. Raises RuleBroken for what is
    missing, and for a limit that breaks without the sponsor's waiver.
    """
    held, here = one(session, Meeting, meeting), one(session, Request, request)
    standing = _standing(session, held, here)
    if standing.round is None and not standing.urgent:
        raise RuleBroken(
            f"{here.code} has no rank yet: publish a round in which the board ranks it first."
        )
    if standing.urgent:
        held.refuse_no_quorum()
    for problem in problems(session, meeting, terms).values():
        raise RuleBroken(problem)
    failed = [each.text for each in checks(session, meeting, request, terms) if not each.passed]
    sponsor = _waived(session, here, terms, failed)
    made = _decide(session, held, here, Verdict.ACCEPTED, standing)
    here.outcome = here.outcome or one(session, Outcome, terms.outcome or 0)
    made.deadline, made.owner = terms.deadline, one(session, Person, terms.owner or 0)
    made.cost, made.reason = terms.cost, terms.reason.strip()
    made.effort = [
        DecisionEffort(domain=maybe(session, Domain, domain), days=days)
        for domain, days in terms.effort.items()
        if days
    ]
    if sponsor is not None:
        made.limits, made.waiver, made.waiver_by = failed, terms.waiver.strip(), sponsor
    if terms.under is None:
        made.initiative = _initiative(session, held, here, terms)
    else:
        made.action_id = actions.add(
            session, terms.under, here.title, owner=terms.owner, due=terms.deadline
        )
    session.flush()
    return made.id


def problems(session: Session, meeting: int, terms: Terms) -> dict[str, str]:
    """What terms lack, as sentences by the names of their fields; empty when nothing is."""
    found: dict[str, str] = {}
    held = one(session, Meeting, meeting)
    if terms.deadline is None:
        found["deadline"] = "Set a deadline."
    elif terms.deadline < held.on:
        found["deadline"] = f"The deadline is before the meeting, {day(held.on)}."
    owner = maybe(session, Person, terms.owner)
    if owner is None:
        found["owner"] = "Choose an owner: one person answers for it."
    elif not owner.active:
        found["owner"] = f"{owner.name} is no longer active: choose somebody else."
    if why := _becomes_problem(session, terms):
        found["becomes"] = why
    if terms.outcome is None:
        found["outcome"] = "Choose the outcome it is to move."
    numbers = [terms.cost, *terms.effort.values()]
    if wrong := next(filter(None, map(figure_problem, numbers)), ""):
        found["resources"] = wrong
    elif not any(numbers):
        found["resources"] = "Commit money or person-days: nothing is done with neither."
    return found


def figure_problem(value: float) -> str:
    """What is wrong with money or person-days that are committed, in a sentence; "" for nothing."""
    if not value >= 0:  # nor is it a number that cannot be compared
        return "Money and person-days are numbers of zero or more."
    return "" if value < TOO_MUCH else f"Money and person-days are below {TOO_MUCH:,}."


def _becomes_problem(session: Session, terms: Terms) -> str:
    if terms.under is not None:
        here = one(session, Initiative, terms.under)
        if here.delivered or here.cancelled:
            return f"{here.code} is {here.state.label.lower()}: it takes no action any more."
        return ""
    batch = maybe(session, Batch, terms.batch)
    if batch is None:
        return "Choose the batch of the new initiative, or an initiative it is an action of."
    if terms.deadline is not None and batch.deadline < terms.deadline:
        return f"{batch.code} ends {day(batch.deadline)}, before the deadline."
    return ""


def checks(
    session: Session, meeting: int, request: int, terms: Terms, here: FundingCase | None = None
) -> tuple[Check, ...]:
    """What the strategy's limits say to these terms; one that fails needs the sponsor's waiver.

    Who checks at each key has the case of the meeting at hand: `here`.
    """
    return frame_check(
        session, meeting, request, terms.cost, terms.effort, terms.deadline, terms.owner,
        outcome=terms.outcome, action=terms.under is not None, here=here,
    )  # fmt: skip


def _waived(
    session: Session, here: Request, terms: Terms, failed: list[str]
) -> Person | None:  # fmt: skip
    """The sponsor who lets it pass; None where every limit holds."""
    if not failed:
        return None
    sponsor = maybe(session, Person, terms.waiver_by)
    if sponsor is None or not terms.waiver.strip():
        raise RuleBroken(
            f"{here.code} breaks a limit: {failed[0]}. "
            "It needs the sponsor's waiver, with a reason."
        )
    if sponsor.level is not Level.EXECUTIVE or not sponsor.active:
        raise RuleBroken(f"{sponsor.name} cannot waive a limit: ask an executive who is active.")
    return sponsor


def _initiative(session: Session, held: Meeting, here: Request, terms: Terms) -> Initiative:
    """The initiative in the backlog that a request becomes."""
    domains = [each for each, days in terms.effort.items() if days]
    id = initiatives.add(
        session, here.title, batch=terms.batch,
        domain=max(domains, key=lambda each: (terms.effort[each], -(each or 0)), default=None),
    )  # fmt: skip
    initiatives.cost(session, id, terms.cost, sum(terms.effort.values()))
    made = one(session, Initiative, id)
    made.description = here.description
    made.give_to(one(session, Person, terms.owner or 0))
    made.serve([one(session, Outcome, terms.outcome or 0)])
    assert terms.deadline is not None
    start, end = worked(held.on, held.plan_from, held.plan_to, terms.deadline)
    made.schedule(min(start, terms.deadline), min(end, terms.deadline))
    return made


# The other verdicts -------------------------------------------------------------------------


def defer(session: Session, meeting: int, request: int, until: date | None, reason: str) -> int:
    """Put a request off to a later day; the first agenda on or after it takes it by itself."""
    held, here = one(session, Meeting, meeting), one(session, Request, request)
    if why := until_problem(held.on, until):
        raise RuleBroken(why)
    made = _decide(session, held, here, Verdict.DEFERRED, _standing(session, held, here))
    made.until, made.reason = until, reason.strip()
    session.flush()
    return made.id


def until_problem(meeting: date, until: date | None) -> str:
    """What is wrong with a day to which something is deferred, "" when nothing is."""
    if until is None:
        return "Set the day from which the board takes it up again."
    return "" if until > meeting else f"Defer it to a day after the meeting, {day(meeting)}."


def decline(session: Session, meeting: int, request: int, reason: str) -> int:
    """Decline a request for good, with a reason."""
    held, here = one(session, Meeting, meeting), one(session, Request, request)
    if not reason.strip():
        raise RuleBroken(f"Say why {here.code} is declined: who asked for it reads the reason.")
    made = _decide(session, held, here, Verdict.DECLINED, _standing(session, held, here))
    made.reason = reason.strip()
    session.flush()
    return made.id


def need_information(
    session: Session, meeting: int, request: int, question: str, person: int | None
) -> int:
    """Send a request back with a question to somebody, who is to answer before it comes again."""
    held, here = one(session, Meeting, meeting), one(session, Request, request)
    if not question.strip():
        raise RuleBroken(f"Write what the board wants to know of {here.code}.")
    whom = maybe(session, Person, person)
    if whom is None:
        raise RuleBroken("Choose who is to answer.")
    standing = _standing(session, held, here)
    made = _decide(session, held, here, None, standing)
    here.ask(question.strip(), whom, today=today(session))
    made.owner, made.reason = whom, question.strip()
    session.flush()
    return made.id


def amend(session: Session, decision: int, reason: str) -> None:
    """Reword the reason of a decision, until the minutes of its meeting are approved."""
    here = one(session, Decision, decision)
    if session.scalar(select(Minutes.id).where(Minutes.meeting_id == here.meeting_id)):
        raise RuleBroken(
            f"The minutes of {here.meeting.name} are approved: what they say of {here.code} stays."
        )
    needed = here.verdict in (Verdict.DECLINED, Verdict.INFO_NEEDED)
    if needed and not reason.strip():
        raise RuleBroken(f"{here.code} needs its {reason_name(here.verdict).lower()}.")
    here.reason = reason.strip()


def reason_name(verdict: Verdict) -> str:
    """What the reason of a decision is called."""
    return "Question" if verdict is Verdict.INFO_NEEDED else "Reason"


# What all of them need ----------------------------------------------------------------------


def _standing(session: Session, held: Meeting, here: Request) -> _Standing:
    """With what right the meeting decides on a request. Raises RuleBroken where it has none."""
    held.refuse_closed()
    if held.state is MeetingState.PLANNED:
        raise RuleBroken(f"{held.name} has not begun: begin it before the board decides.")
    before = session.scalars(
        select(Decision)
        .where(Decision.request_id == here.id, Decision.verdict == Verdict.ACCEPTED)
        .limit(1)
    ).first()
    if before is not None:
        raise RuleBroken(f"{here.code} was accepted with {before.code}: a task is accepted once.")
    listed = any(
        item.kind is ItemKind.REQUEST and item.request_id == here.id for item in held.agenda
    )
    if not listed or here.state not in _WAITING:
        where = "is not on this agenda" if not listed else f"is {here.state.label.lower()}"
        raise RuleBroken(f"{here.code} {where}: the board decides on what stands on its agenda.")
    round = None
    for each in session.scalars(
        select(Round).where(Round.meeting_id == held.id).order_by(Round.number)
    ):
        if here.id in each.tasks and each.state is RoundState.PUBLISHED:
            round = each
        elif here.id in each.tasks and each.state in (RoundState.OPEN, RoundState.CLOSED):
            superseded = session.scalar(select(Round.id).where(Round.supersedes_id == each.id))
            if superseded is None:
                raise RuleBroken(
                    f"{each.name.capitalize()} ranks {here.code} and is not published: publish it "
                    "before the board decides."
                )
    if round is not None and here.state is RequestState.RANKED:
        return _Standing(round, count(votes(session, round.id)).result.places[here.id], False)
    return _Standing(None, None, held.kind is MeetingKind.URGENT)


def _decide(
    session: Session, held: Meeting, here: Request, verdict: Verdict | None, standing: _Standing
) -> Decision:
    """The decision, numbered; None for a verdict whose move of the request the caller makes."""
    last = session.scalar(select(func.max(Decision.number))) or 0
    made = Decision(
        number=last + 1, request=here, meeting=held, round=standing.round, rank=standing.rank,
        verdict=verdict or Verdict.INFO_NEEDED, urgent=standing.urgent, on=today(session),
        reason="", cost=0.0, limits=[], waiver="",
    )  # fmt: skip
    if verdict is not None:
        here.move_to(RequestState(verdict.value), today=today(session))
    session.add(made)
    return made
