"""Does the file keep the rules? What `cxdesk check` and File, Properties say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from cxdesk.model.charters import CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Contribution, Initiative, Link
from cxdesk.model.links import refuse_cycle
from cxdesk.model.program import Program
from cxdesk.model.states import State


def broken_rules(session: Session) -> Iterator[str]:
    """Every rule of the model that the file breaks, in words."""
    programs = session.scalar(select(func.count()).select_from(Program))
    if programs != 1:
        yield f"The file holds {programs} programs; there must be one."
    yield from _initiatives(session)
    yield from _cycles(session)


def _initiatives(session: Session) -> Iterator[str]:
    query = (
        select(Initiative)
        .options(
            selectinload(Initiative.outcome_links).joinedload(Contribution.outcome),
            selectinload(Initiative.charters),
            selectinload(Initiative.actions),
            selectinload(Initiative.batch),
            selectinload(Initiative.owner),
        )
        .order_by(Initiative.code)
    )
    for here in session.scalars(query):
        if not here.title.strip():
            yield f"{here.code} has no title."
        if here.state is State.ON_HOLD and here.held_from is None:
            yield f"{here.code} is on hold but does not say where it returns to."
        if here.start and here.end and here.start > here.end:
            yield f"{here.code} ends before it starts."
        if here.committed and here.state is not State.ON_HOLD:
            yield from _unmet(here)
        approved = sum(1 for one in here.charters if one.state is CharterState.APPROVED)
        if approved > 1:
            yield f"{here.code} has {approved} approved charters; only one may hold."
        for version, times in Counter(one.version for one in here.charters).items():
            if times > 1:
                yield f"{here.code} has charter version {version} {times} times."


def _unmet(here: Initiative) -> Iterator[str]:
    # What must hold on the way in and ever after; a predecessor may be taken back later.
    asked = State.PLANNED if here.standing is State.PLANNED else State.READY
    for need in here.needs(asked):
        if not need.met:
            yield f"{here.code} is {here.state.label.lower()}, but: {need.text}."
    if here.delivered and here.open_actions:
        yield f"{here.code} is {here.state.label.lower()} with open actions."
    if here.state is State.EMBEDDED and not any(check.passed for check in here.checks):
        yield f"{here.code} is embedded without a passed six-month check."


def _cycles(session: Session) -> Iterator[str]:
    pairs = list(session.execute(select(Link.predecessor_id, Link.successor_id)).tuples())
    codes = dict(session.execute(select(Initiative.id, Initiative.code)).tuples().all())
    parents = {
        child: parent
        for child, parent in session.execute(select(Initiative.id, Initiative.parent_id))
        if parent is not None
    }
    for pair in _suspects(pairs, parents):
        try:
            refuse_cycle(pairs, parents, pair, codes)
        except RuleBroken as broken:
            yield broken.text.replace("This link would close", "There is")
            return


def _suspects(pairs: list[tuple[int, int]], parents: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Links that may lie on a cycle: what is left when all that nothing waits for is taken away."""
    if parents:
        yield from pairs  # rare, and then few
        return
    waits = Counter(after for _, after in pairs)
    onward: dict[int, list[int]] = {}
    for before, after in pairs:
        onward.setdefault(before, []).append(after)
    free = [before for before in onward if not waits[before]]
    gone = set(free)
    while free:
        for after in onward.get(free.pop(), ()):
            waits[after] -= 1
            if not waits[after]:
                gone.add(after)
                free.append(after)
    yield from (pair for pair in pairs if not gone & set(pair))
