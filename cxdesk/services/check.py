"""Does the file keep the rules? What `cxdesk check` and File, Properties say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Table, func, select
from sqlalchemy.orm import Session, selectinload

from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Contribution, Initiative, Link
from cxdesk.model.links import cycle_through, named, refuse_parent_cycle
from cxdesk.model.needs import lacking
from cxdesk.model.program import Program
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import State
from cxdesk.model.wording import listed
from cxdesk.services.decision_check import broken_decisions
from cxdesk.store.schema import METADATA


def broken_rules(session: Session) -> Iterator[str]:
    """Every rule of the model that the file breaks, in words."""
    unreadable = list(_unreadable(session))
    if unreadable:
        yield from unreadable  # entities cannot be made of these
        return
    programs = session.scalar(select(func.count()).select_from(Program))
    if programs != 1:
        yield f"The file holds {programs} programs; there must be one."
    yield from _initiatives(session)
    yield from _cycles(session)
    yield from _requests(session)
    yield from broken_decisions(session)


def _unreadable(session: Session) -> Iterator[str]:
    """Values of another kind than their column: SQLite itself accepts anything anywhere."""
    for table in METADATA.sorted_tables:
        if table.name in ("history", "history_item", "content"):
            continue
        kinds = [_kinds(column) for column in table.columns]
        try:
            for row in session.execute(select(table)):
                for column, kind, value in zip(table.columns, kinds, row, strict=True):
                    if value is not None and not isinstance(value, kind):
                        yield f"{_row(table, row)} holds {value!r} as its {column.name}."
        except (LookupError, ValueError, TypeError) as error:
            yield f"A row of the table {table.name} cannot be read: {error}."


def _kinds(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        made: Any = column.default
        # A list or an object, as its default is; one that may be empty is a list.
        return list if made is None else type(made.arg(None))
    kind = column.type.python_type
    return (int, float) if kind is float else kind


def _row(table: Table, row: Any) -> str:
    name = getattr(row, "code", None) or getattr(row, "name", None) or row[0]
    return f"The {table.name.replace('_', ' ')} {name}"


def _initiatives(session: Session) -> Iterator[str]:
    charters = selectinload(Initiative.charters)
    query = (
        select(Initiative)
        .options(
            selectinload(Initiative.outcome_links).joinedload(Contribution.outcome),
            charters.selectinload(Charter.criteria),
            charters.selectinload(Charter.phases),
            selectinload(Initiative.actions),
            selectinload(Initiative.checks),
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
        if not all(
            1 <= s <= 5 for s in (here.impact, here.reach, here.outcome_score, here.urgency)
        ):
            yield f"{here.code} has a benefit score outside 1 to 5."
        if not (here.cost >= 0 and here.effort >= 0 and 0 <= here.progress <= 100):
            yield f"{here.code} has a cost or an effort below zero, or a progress outside 0 to 100."
        if here.committed:
            yield from _unmet(here)
        yield from _charters(here)


def _unmet(here: Initiative) -> Iterator[str]:
    if here.came_so_far:
        return
    # What must hold on the way in and ever after; an owner may leave, a predecessor be taken back.
    asked = here.needs(State.PLANNED if here.standing is State.PLANNED else State.READY)
    if here.delivered:
        asked += [need for need in here.needs(State.DELIVERED) if need not in asked]
    if here.state is State.EMBEDDED:
        asked += here.needs(State.EMBEDDED)
    if missing := lacking(asked):
        yield f"{here.code} is {here.state.label.lower()} although {missing}."
    if here.state is State.DELIVERED and not here.checks:
        yield f"{here.code} is delivered without a six-month check."


def _charters(here: Initiative) -> Iterator[str]:
    approved = [one for one in here.charters if one.state is CharterState.APPROVED]
    if len(approved) > 1:
        yield f"{here.code} has {len(approved)} approved charters; only one may hold."
    for version, times in Counter(one.version for one in here.charters).items():
        if times > 1:
            yield f"{here.code} has charter version {version} {times} times."
    for charter in here.charters:
        signed = charter.state in (CharterState.APPROVED, CharterState.SUPERSEDED)
        if signed and charter.frozen is None:
            yield f"Charter v{charter.label} of {here.code} was approved, but its page is not kept."


def _cycles(session: Session) -> Iterator[str]:
    codes = dict(session.execute(select(Initiative.id, Initiative.code)).all())
    rows = session.execute(select(Link.predecessor_id, Link.successor_id))
    # In the order of the codes, so that the same cycle is always named the same way.
    pairs = sorted(
        ((before, after) for before, after in rows if before in codes and after in codes),
        key=lambda pair: (codes[pair[0]], codes[pair[1]]),
    )
    parents = {
        child: parent
        for child, parent in session.execute(
            select(Initiative.id, Initiative.parent_id).order_by(Initiative.code)
        )
        if parent in codes
    }
    for child, parent in parents.items():
        try:
            refuse_parent_cycle(parents, child, parent, codes)
        except RuleBroken as broken:
            yield broken.text
            return
    for pair in _suspects(pairs, parents):
        if cycle := cycle_through(pairs, parents, pair):
            yield f"There is a cycle of links: {named(cycle, codes)}."
            return


def _requests(session: Session) -> Iterator[str]:
    unchecked = (
        RequestState.SUBMITTED, RequestState.INFO_NEEDED, RequestState.MERGED,
        RequestState.REJECTED,
    )  # fmt: skip
    for here in session.scalars(
        select(Request).options(selectinload(Request.checks)).order_by(Request.code)
    ):
        said = f"{here.code} is {here.state.label.lower()}"
        unticked = [f"“{check.text}”" for check in here.checks if not check.ticked]
        if unticked and here.state not in unchecked:
            verb = "is" if len(unticked) == 1 else "are"
            yield f"{said} although {listed(unticked)} {verb} not ticked."
        merged = here.merged_into_id or here.merged_request_id
        if here.state is RequestState.MERGED and merged is None:
            yield f"{said} but does not say into what."


def _suspects(
    pairs: Sequence[tuple[int, int]], parents: dict[int, int]
) -> Iterator[tuple[int, int]]:
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
