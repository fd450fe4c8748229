"""What is open with a person, and how all of it goes to somebody else in one command."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.charters import Approval, Charter, CharterState, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Delegation, Group, MemberRole, Membership, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import State
from cxdesk.model.work import Action, ActionState
from cxdesk.services.session import today

# What has come to its end; Delivered still waits for its six-month check.
OVER = (State.EMBEDDED, State.CANCELLED)
_RANK = (MemberRole.SECRETARY, MemberRole.MEMBER, MemberRole.CHAIR)


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is open with a person, and the item to open for it.

    `kind` is "initiative", "sponsor", "action", "batch", "outcome", "seat", "approval" or
    "question"; `code` is "" where the kind has none.
    """

    kind: str
    code: str
    text: str
    opens: tuple[str, int]


def held(session: Session, id: int) -> tuple[Held, ...]:
    """Everything that is open with a person, kind by kind in the order of the codes."""
    found = [
        *(Held("initiative", one.code, one.title, ("initiative", one.id))
          for one in _initiatives(session, id, Initiative.owner_id)),
        *(Held("sponsor", one.code, one.title, ("initiative", one.id))
          for one in _initiatives(session, id, Initiative.sponsor_id)),
        *(Held("action", one.initiative.code, one.title, ("initiative", one.initiative_id))
          for one in _actions(session, id)),
        *(Held("batch", one.code, one.name, ("batch", one.id)) for one in _batches(session, id)),
        *(Held("outcome", one.code, one.name, ("outcome", one.id))
          for one in _outcomes(session, id)),
        *(Held("seat", "", f"{one.group.name}, {one.role.value}", ("group", one.group_id))
          for one in _seats(session, id)),
        *(Held("seat", "", f"{one.seat.group.name}, {one.in_words()}",
               ("group", one.seat.group_id))
          for one in _delegations(session, id)),
        *(Held("approval", one.charter.initiative.code,
               f"Charter v{one.charter.label}", ("charter", one.charter.initiative_id))
          for one in _approvals(session, id)),
        *(Held("question", one.code, one.question, ("request", one.id))
          for one in _questions(session, id)),
    ]  # fmt: skip
    return tuple(found)


def give_all(session: Session, here: Person, other: Person) -> None:
    """Give everything that is open with `here` to `other`.

    Raises RuleBroken where a board would be left with fewer seats than its quorum.
    """
    for initiative in _initiatives(session, here.id, Initiative.owner_id):
        initiative.give_to(other)
    for initiative in _initiatives(session, here.id, Initiative.sponsor_id):
        initiative.sponsor = other
    for action in _actions(session, here.id):
        action.owner = other
    for batch in _batches(session, here.id):
        batch.lead = other
    for outcome in _outcomes(session, here.id):
        outcome.owner = other
    for seat in _seats(session, here.id):
        _give_seat(session, seat, other)
    for delegation in _delegations(session, here.id):
        _give_delegation(delegation, other)
    for approval in _approvals(session, here.id):
        _give_approval(approval, other)
    for request in _questions(session, here.id):
        request.asked = other


def _give_seat(session: Session, seat: Membership, other: Person) -> None:
    group: Group = seat.group
    theirs = next((one for one in group.members if one.person is other), None)
    if theirs is None:
        seat.person = other
        for delegation in _delegations(session, other.id):
            if delegation.seat.group is group:  # they have a seat of their own now
                delegation.seat.delegations.remove(delegation)
        return
    # One place each: the one who stays keeps the higher of the two.
    if MemberRole.SECRETARY not in (seat.role, theirs.role):
        group.refuse_leaving(seat)
    role = max(seat.role, theirs.role, key=_RANK.index)
    session.delete(seat)
    group.members.remove(seat)
    group.cast(theirs, role)


def _give_delegation(delegation: Delegation, other: Person) -> None:
    """They stand in instead where they can; else the member of the seat comes in person."""
    seat = delegation.seat
    seat.delegations.remove(delegation)
    with suppress(RuleBroken):
        seat.delegate_to(other, delegation.start, delegation.end)


def _give_approval(approval: Approval, other: Person) -> None:
    rest = [one for one in approval.charter.approvals if one is not approval]
    theirs = next((one for one in rest if one.person is other), None)
    if theirs is None:
        approval.person = other
        return
    approval.charter.approvals.remove(approval)
    if all(one.verdict is Verdict.APPROVED for one in rest):
        # Nobody would be left to ask: they answer once more, now for both.
        theirs.verdict = theirs.decided_on = None


def _initiatives(session: Session, id: int, column: object) -> list[Initiative]:
    query = select(Initiative).where(column == id, Initiative.state.not_in(OVER))  # type: ignore[arg-type]
    return list(session.scalars(query.order_by(Initiative.code)))


def _actions(session: Session, id: int) -> list[Action]:
    query = (
        select(Action)
        .join(Initiative, Action.initiative_id == Initiative.id)
        .where(Action.owner_id == id, Action.state.in_((ActionState.TODO, ActionState.DOING)))
        .order_by(Initiative.code, Action.position)
    )
    return list(session.scalars(query))


def _batches(session: Session, id: int) -> list[Batch]:
    """Batches led that have a member to be worked on, or none yet."""
    members = select(Initiative.id).where(Initiative.batch_id == Batch.id)
    still = members.where(Initiative.state.not_in(OVER)).exists()
    query = select(Batch).where(Batch.lead_id == id, or_(still, ~members.exists()))
    return list(session.scalars(query.order_by(Batch.position, Batch.code)))


def _outcomes(session: Session, id: int) -> list[Outcome]:
    query = select(Outcome).where(Outcome.owner_id == id)
    return list(session.scalars(query.order_by(Outcome.position, Outcome.code)))


def _seats(session: Session, id: int) -> list[Membership]:
    query = select(Membership).join(Group, Membership.group_id == Group.id)
    return list(session.scalars(query.where(Membership.person_id == id).order_by(Group.name)))


def _delegations(session: Session, id: int) -> list[Delegation]:
    """Seats filled for somebody else, today or later."""
    query = select(Delegation).where(Delegation.person_id == id, Delegation.end >= today(session))
    return list(session.scalars(query.order_by(Delegation.start)))


def _approvals(session: Session, id: int) -> list[Approval]:
    """Approvals still to be given, of charters in review."""
    query = (
        select(Approval)
        .join(Charter, Approval.charter_id == Charter.id)
        .join(Initiative, Charter.initiative_id == Initiative.id)
        .where(
            Approval.person_id == id,
            Charter.state == CharterState.IN_REVIEW,
            or_(Approval.verdict.is_(None), Approval.verdict == Verdict.MORE),
        )
        .order_by(Initiative.code)
    )
    return list(session.scalars(query))


def _questions(session: Session, id: int) -> list[Request]:
    """Requests that wait for an answer."""
    query = select(Request).where(Request.asked_id == id, Request.state == RequestState.INFO_NEEDED)
    return list(session.scalars(query.order_by(Request.code)))
