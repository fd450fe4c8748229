"""What users do to one initiative: add it, name it, plan it, block it, link it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, Link, SixMonthCheck
from cxdesk.model.links import closes, cycle_through, named, refuse_parent_cycle
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.services.frame import owner_room
from cxdesk.services.order import STEP
from cxdesk.services.session import initiative, maybe, one, today

MOST_LAG = 2600  # working days, ten years
LAG_BOUND = f"A lag is a whole number of working days, {MOST_LAG:,} at most."

_NUMBER = re.compile(r"(\d+)\s*$")


def add(
    session: Session,
    title: str,
    *,
    batch: int | None = None,
    domain: int | None = None,
    code: str = "",
    id: int | None = None,
) -> int:
    """Add an initiative to the backlog and return its id; without `code` it gets the next one.

    `id` is for who minted it beforehand. Raises RuleBroken for an empty title or a code already
    used.
    """
    within = maybe(session, Batch, batch)
    code = code.strip() or next_code(session, within)
    taken = session.scalar(select(Initiative.title).where(Initiative.code == code))
    if taken is not None:
        raise RuleBroken(f"{code} is already “{taken}”: a code is never used twice.")
    last = session.scalar(select(func.max(Initiative.position))) or 0.0
    minted = {} if id is None else {"id": id}
    new = Initiative(
        **minted,
        code=code,
        title="",
        state=State.BACKLOG,
        state_since=today(session),
        batch=within,
        domain=maybe(session, Domain, domain),
        position=last + STEP,
    )
    new.rename(title)
    session.add(new)
    session.flush()
    return new.id


def next_code(session: Session, batch: Batch | None = None) -> str:
    """The next free code: CX-105 in batch B1 whose last is CX-104, else one after the highest."""
    return next_codes(session, [batch])[0]


def next_codes(session: Session, batches: Sequence[Batch | None]) -> list[str]:
    """The next free code in each of some batches."""
    numbers = [
        int(match[1])
        for code in session.scalars(select(Initiative.code))
        if (match := _NUMBER.search(code))
    ]
    return [_code_after(numbers, batch) for batch in batches]


def _code_after(numbers: Sequence[int], batch: Batch | None) -> str:
    if batch is not None and (match := _NUMBER.search(batch.code)):
        base = int(match[1]) * 100
        used = [number for number in numbers if base < number < base + 100]
        if max(used, default=base) + 1 < base + 100:
            return f"CX-{max(used, default=base) + 1}"
    return f"CX-{max(numbers, default=0) + 1:03d}"


def rename(session: Session, id: int, title: str) -> None:
    """Set the title. Raises RuleBroken when it is empty."""
    initiative(session, id).rename(title)


def describe(session: Session, id: int, text: str) -> None:
    """Set the description."""
    initiative(session, id).description = text


def expect(session: Session, id: int, text: str) -> None:
    """Set the outcome expected, in words."""
    initiative(session, id).expected = text


def give(session: Session, id: int, person: int | None, reason: str = "") -> None:
    """Set the owner. Raises RuleBroken for one who left, or none where one is needed.

    ReasonNeeded where one in progress goes beyond the soft limit of an owner without `reason`.
    """
    here, owner = initiative(session, id), maybe(session, Person, person)
    here.give_to(owner, owner_room(session, here, owner), reason)


def sponsor(session: Session, id: int, person: int | None) -> None:
    """Set the sponsor."""
    initiative(session, id).sponsor = maybe(session, Person, person)


def join(session: Session, id: int, batch: int | None) -> None:
    """Put it into a batch. Raises RuleBroken where its dates do not fit."""
    initiative(session, id).join(maybe(session, Batch, batch))


def belong(session: Session, id: int, domain: int | None) -> None:
    """Set the domain; None is organisation-wide."""
    initiative(session, id).domain = maybe(session, Domain, domain)


def schedule(session: Session, id: int, start: date | None, end: date | None) -> None:
    """Set start and end, both inclusive. Raises RuleBroken where rule 1 forbids them."""
    initiative(session, id).schedule(start, end)


def pin(session: Session, id: int, pinned: bool = True) -> None:
    """Hold it to its dates, or let its predecessors move it. Raises RuleBroken without dates."""
    initiative(session, id).pin(pinned)


def prioritise(session: Session, id: int, priority: Priority | None) -> None:
    """Set the priority; None derives it from the benefit again."""
    initiative(session, id).priority = priority


def place_in(session: Session, id: int, horizon: Horizon | None) -> None:
    """Set the horizon; None derives it from the end again."""
    initiative(session, id).horizon = horizon


def cost(session: Session, id: int, cost: float, effort: float) -> None:
    """Set cost (thousands of the currency) and effort (person-days), neither below zero."""
    here = initiative(session, id)
    if not (0 <= cost < 1e9 and 0 <= effort < 1e9):
        raise RuleBroken(f"{here.code}: cost and effort are numbers of zero or more.")
    here.cost, here.effort = cost, effort


def rate(session: Session, id: int, impact: int, reach: int, outcome: int, urgency: int) -> None:
    """Set the benefit scores, each 1-5."""
    initiative(session, id).score(impact, reach, outcome, urgency)


def progress(session: Session, id: int, percent: int) -> None:
    """Set how far the work is, 0-100 per cent."""
    here = initiative(session, id)
    if not 0 <= percent <= 100:
        raise RuleBroken(f"{here.code}: progress is a number from 0 to 100.")
    here.progress = percent


def serve(session: Session, id: int, outcomes: Sequence[int]) -> None:
    """Set the outcomes it serves."""
    initiative(session, id).serve([one(session, Outcome, each) for each in outcomes])


def label(session: Session, id: int, labels: Sequence[str]) -> None:
    """Set the labels; empty and repeated ones are left out."""
    initiative(session, id).labels = list(
        dict.fromkeys(text.strip() for text in labels if text.strip())
    )


def block(session: Session, id: int, reason: str, by: int | None = None) -> None:
    """Flag it as blocked. Raises RuleBroken without a reason or a blocker."""
    initiative(session, id).block(reason, maybe(session, Initiative, by))


def unblock(session: Session, id: int) -> None:
    """Take the blocked flag away."""
    initiative(session, id).unblock()


def archive(session: Session, id: int, archived: bool = True) -> None:
    """Take a finished or cancelled initiative off the board, or bring it back."""
    here = initiative(session, id)
    if archived and not (here.cancelled or here.delivered):
        raise RuleBroken(
            f"{here.code} is {here.state.label.lower()}: only a delivered, embedded or cancelled "
            "initiative can be archived."
        )
    here.archived = archived


def link(
    session: Session,
    before: int,
    after: int,
    type: LinkType = LinkType.FS,
    lag: int = 0,
    id: int | None = None,
) -> int:
    """Link a predecessor to a successor, lag in working days. Raises RuleBroken for a cycle.

    `id` is for who minted it beforehand.
    """
    refuse_lag(lag)
    first, second = initiative(session, before), initiative(session, after)
    if first is second:
        raise RuleBroken(f"{first.code} cannot wait for itself.")
    if session.scalar(
        select(Link.id).where(Link.predecessor_id == before, Link.successor_id == after)
    ):
        raise RuleBroken(f"{second.code} already depends on {first.code}.")
    pairs = session.execute(select(Link.predecessor_id, Link.successor_id)).all()
    if cycle := cycle_through(pairs, _parents(session), (before, after)):
        raise closes(cycle, _codes(session))
    minted = {} if id is None else {"id": id}
    new = Link(predecessor=first, successor=second, type=type, lag=lag, **minted)
    session.add(new)
    session.flush()
    return new.id


def relink(session: Session, link: int, type: LinkType, lag: int) -> None:
    """Set what a link ties and its lag, in working days; below zero they overlap.

    Raises RuleBroken for a lag beyond ten years.
    """
    refuse_lag(lag)
    here = one(session, Link, link)
    here.type, here.lag = type, lag


def refuse_lag(lag: int) -> None:
    """Raise RuleBroken for a lag beyond ten years either way."""
    if abs(lag) > MOST_LAG:
        raise RuleBroken(LAG_BOUND)


def unlink(session: Session, link: int) -> None:
    """Remove a link."""
    session.delete(one(session, Link, link))


def put_under(session: Session, id: int, parent: int | None) -> None:
    """Make it part of another initiative, or of none. Raises RuleBroken for a cycle (rule 6)."""
    here = initiative(session, id)
    if parent is None:
        here.parent_id = None
        return
    parents, codes = _parents(session), _codes(session)
    refuse_parent_cycle(parents, id, parent, codes)
    links = session.execute(select(Link.predecessor_id, Link.successor_id))
    # In the order of the codes, so that the same cycle is always named the same way.
    pairs = sorted(((a, b) for a, b in links), key=lambda pair: (codes[pair[0]], codes[pair[1]]))
    parents[id] = parent
    # A new cycle must pass through the new parent, so through a link at it or at what is in it.
    family = {id, parent} | {child for child in parents if _within(child, parent, parents)}
    for pair in pairs:
        if family & set(pair) and (cycle := cycle_through(pairs, parents, pair)):
            raise RuleBroken(
                f"{codes[id]} cannot be part of {codes[parent]}: their links would close a cycle, "
                f"{named(cycle, codes)}."
            )
    here.parent_id = parent


def check(session: Session, id: int, passed: bool, note: str = "", by: int | None = None) -> None:
    """Record the six-month check of a delivered initiative (rule 5)."""
    here = initiative(session, id)
    open_check = next((one for one in here.checks if one.passed is None), None)
    if open_check is None:
        open_check = SixMonthCheck(due=today(session))
        if not here.delivered:
            raise RuleBroken(f"{here.code} is not delivered: there is nothing to check yet.")
        here.checks.append(open_check)
    open_check.passed, open_check.note = passed, note
    open_check.checked_on = today(session)
    open_check.checked_by = maybe(session, Person, by)


def _within(child: int, ancestor: int, parents: dict[int, int]) -> bool:
    seen: set[int] = set()
    at: int | None = child
    while at is not None and at != ancestor and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == ancestor


def _parents(session: Session) -> dict[int, int]:
    query = select(Initiative.id, Initiative.parent_id).where(Initiative.parent_id.is_not(None))
    return {child: parent for child, parent in session.execute(query) if parent is not None}


def _codes(session: Session) -> dict[int, str]:
    return dict(session.execute(select(Initiative.id, Initiative.code)).all())
