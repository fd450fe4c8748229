"""Batches and initiatives from a file, each in the state where it stood there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Contribution, Initiative, six_months_after
from cxdesk.model.links import refuse_parent_cycle
from cxdesk.model.origins import Brought, EarlierMove
from cxdesk.model.states import PATH, State
from cxdesk.model.wording import day
from cxdesk.model.work import Comment
from cxdesk.services import initiatives, kanban, programs
from cxdesk.services.bringing.frame import domain_of
from cxdesk.services.bringing.ledger import Ledger, Said
from cxdesk.services.incoming import Fate, IncomingBatch, IncomingInitiative
from cxdesk.services.order import STEP
from cxdesk.services.search import fold

_NUMBER = re.compile(r"(\d{1,9})\s*$")


# Batches ------------------------------------------------------------------------------------


def bring_batches(ledger: Ledger) -> None:
    """Find or add the batches; one without a deadline gets the last end of its initiatives."""
    ends: dict[str, date] = {}
    for one in ledger.incoming.initiatives:
        if one.batch and one.end is not None:
            ends[one.batch] = max(one.end, ends.get(one.batch, one.end))
    there: dict[str, Batch] = {}
    for here in ledger.session.scalars(select(Batch)):
        there.setdefault(fold(here.name), here)
        there[fold(here.code)] = here
    for row in ledger.each(ledger.incoming.batches):
        found = (
            ledger.session.get(Batch, ledger.batches.get(row.key, 0))
            or ledger.found(Brought.BATCH, row.key, Batch)
            or there.get(fold(row.code or row.name))
            or there.get(fold(row.name))
        )
        if found is None:
            with ledger.trying(row.at):
                found = _new_batch(ledger, row, ends.get(row.key))
                there[fold(found.name)] = found
        else:
            ledger.count("batches", changed=_change_batch(ledger, found, row))
        if found is not None:
            ledger.batches[row.key] = found.id
            ledger.remember(Brought.BATCH, row, found.id)


def _new_batch(ledger: Ledger, row: IncomingBatch, last_end: date | None) -> Batch:
    deadline = row.deadline or last_end
    if deadline is None:
        deadline = six_months_after(ledger.today)
    if row.deadline is None:
        ledger.note(
            Fate.CHANGED,
            "A batch needs a deadline: one without got the last end of its initiatives, "
            "or half a year.",
        )
    lead = ledger.person(row.lead, row.at)
    ledger.session.flush()
    name = " ".join(row.name.split())
    id = programs.add_batch(
        ledger.session, row.code, name, deadline, lead.id if lead is not None else None
    )
    ledger.session.flush()
    ledger.count("batches", added=True)
    return ledger.session.get_one(Batch, id)


def _change_batch(ledger: Ledger, here: Batch, row: IncomingBatch) -> bool:
    before = (here.name, here.deadline, here.lead_id)
    news = ledger.news(Brought.BATCH, row)
    with ledger.trying(row.at):
        # A table that names batches by their codes alone does not rename them.
        if "name" in news and row.name.strip() and fold(row.name) != fold(row.code):
            here.name = " ".join(row.name.split())
        if "lead" in news:
            lead = ledger.person(row.lead, row.at)
            here.lead_id = lead.id if lead is not None else None
        if "deadline" in news and row.deadline is not None:
            here.move_deadline(row.deadline)
    return (here.name, here.deadline, here.lead_id) != before


# Initiatives --------------------------------------------------------------------------------


class _Codes:
    """The next free codes, in one pass over those that are used."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.taken: dict[str, None] = {}
        self._top, self._last = dict[int, int](), 0
        for code in codes:
            self.take(code)

    def take(self, code: str) -> None:
        """It is used from now on."""
        self.taken[fold(code)] = None
        if match := _NUMBER.search(code):
            number = int(match[1])
            self._last = max(self._last, number)
            self._top[number // 100] = max(self._top.get(number // 100, 0), number)

    def next(self, batch: str | None) -> str:
        """As services.initiatives.next_code: CX-105 in B1 whose last is CX-104, else the next."""
        number = self._last + 1
        if batch is not None and (match := _NUMBER.search(batch)):
            within = int(match[1])
            following = self._top.get(within, within * 100) + 1
            number = following if following < (within + 1) * 100 else number
        return f"CX-{number:03d}"


def bring_initiatives(ledger: Ledger) -> None:
    """Find or add the initiatives, then who is whose parent."""
    session = ledger.session
    links = selectinload(Initiative.outcome_links)
    everything = session.scalars(select(Initiative).options(links)).all()
    by_code = {fold(one.code): one for one in everything}
    by_title: dict[str, Initiative | None] = {}
    for one in everything:
        by_title[fold(one.title)] = None if fold(one.title) in by_title else one
    codes = _Codes(one.code for one in everything)
    batch_codes = dict(session.execute(select(Batch.id, Batch.code)).all())
    last = max((one.position for one in everything), default=0.0)
    new: set[int] = set()
    for row in ledger.each(ledger.incoming.initiatives):
        if ledger.twice(row, "initiatives"):
            continue
        here = ledger.found(Brought.INITIATIVE, row.key, Initiative)
        came = here is not None
        if here is None and row.code:
            here = by_code.get(fold(row.code))
        if here is None and row.key == row.title:  # the file knows nothing better to tell it by
            here = by_title.get(fold(row.title))
        if here is not None and here.id in new:
            ledger.problem(row.at, f"{here.code} is there more than once: the row was left out.")
            continue
        if here is not None:
            ledger.count("initiatives", changed=_change(ledger, here, row, as_found=came))
        elif " ".join(row.title.split()):
            last += STEP
            batch = ledger.batches.get(row.batch or "")
            code = row.code.strip()
            if not code:
                code = codes.next(batch_codes.get(batch) if batch is not None else None)
            codes.take(code)
            here = _new(ledger, row, code, last)
            by_code[fold(code)] = here
            new.add(here.id)
            ledger.count("initiatives", added=True)
        else:
            ledger.problem(row.at, "An initiative needs a title: the row was left out.")
            continue
        ledger.initiatives[row.key] = here.id
        ledger.initiatives.setdefault(here.code, here.id)
        ledger.remember(Brought.INITIATIVE, row, here.id)
    for one in everything:
        ledger.initiatives.setdefault(one.code, one.id)
    _bring_parents(ledger)


def _new(ledger: Ledger, row: IncomingInitiative, code: str, position: float) -> Initiative:
    here = Initiative(
        code=code, title=" ".join(row.title.split()), state=State.BACKLOG,
        state_since=ledger.today, position=position,
    )  # fmt: skip
    ledger.session.add(here)
    said = ledger.news(Brought.INITIATIVE, row)
    moves = [move for move in row.moves if move.on <= ledger.today]
    state = row.state or (moves[-1].state if moves else State.BACKLOG)
    since = row.since
    if since is None and moves:
        since = moves[-1].on
    before = [move.state for move in moves if move.state in PATH]
    here.arrive(
        state, since or ledger.today, today=ledger.today,
        held_from=before[-1] if before else State.BACKLOG,
    )  # fmt: skip
    for place, move in enumerate(moves):
        ledger.add(
            EarlierMove,
            initiative_id=here.id, state=move.state, on=move.on, position=float(place),
        )  # fmt: skip
    _take(ledger, here, row, said, as_found=True)
    _bring_comments(ledger, here, row, new=True)
    return here


def _change(ledger: Ledger, here: Initiative, row: IncomingInitiative, *, as_found: bool) -> bool:
    """Take what the file says anew; the state as found there, or by the rules for one of ours."""
    session = ledger.session
    said = ledger.news(Brought.INITIATIVE, row)
    said.pop("moves", None)
    state = said.pop("state", None)
    if "title" in said and fold(row.title) != fold(here.title):
        with ledger.trying(row.at):
            here.rename(" ".join(row.title.split()))
    _take(ledger, here, row, said, as_found=here.came_so_far or not here.committed)
    if state is not None and state is not here.state:
        if as_found:
            before = here.standing if here.standing in PATH else State.BACKLOG
            here.arrive(state, row.since or ledger.today, today=ledger.today, held_from=before)
        else:
            with ledger.trying(row.at):
                _walk(ledger, here, state)
    commented = _bring_comments(ledger, here, row, new=False)
    return commented or session.is_modified(here)


def _walk(ledger: Ledger, here: Initiative, state: State) -> None:
    """Go to a state step by step, as people do; the rules may stop it on the way."""
    if state in PATH and here.state in PATH:
        at, to = PATH.index(here.state), PATH.index(state)
        for step in PATH[at + 1 : to + 1] if at < to else PATH[to:at][::-1]:
            kanban.change_state(ledger.session, here.id, step)
    else:
        kanban.change_state(ledger.session, here.id, state, "As the file says")


def _take(
    ledger: Ledger, here: Initiative, row: IncomingInitiative, said: Said, *, as_found: bool
) -> None:
    """Set the fields that the file says; each that breaks a rule is a problem of its own.

    Not `as_found` is one that our rules bind: it keeps its batch, owner, dates and outcomes.
    """
    if not as_found:
        _take_by_rules(ledger, here, row, said)
        said = {name: value for name, value in said.items() if name not in _BOUND}
    if "start" in said or "end" in said:
        with ledger.trying(row.at):
            _set_dates(here, row)
    for name, value in said.items():
        with ledger.trying(row.at):
            _set(ledger, here, row, name, value)


_BOUND = {"batch", "owner", "start", "end", "outcomes"}


def _take_by_rules(ledger: Ledger, here: Initiative, row: IncomingInitiative, said: Said) -> None:
    session, at = ledger.session, row.at
    if "batch" in said:
        with ledger.trying(at):
            initiatives.join(session, here.id, ledger.batches.get(row.batch or ""))
    if "owner" in said:
        owner = ledger.person(row.owner, at)
        with ledger.trying(at):
            session.flush()
            initiatives.give(session, here.id, owner.id if owner else None, "As the file says")
    if "start" in said or "end" in said:
        with ledger.trying(at):
            initiatives.schedule(session, here.id, row.start or here.start, row.end or here.end)
    if "outcomes" in said:
        with ledger.trying(at):
            initiatives.serve(session, here.id, _outcomes(ledger, row))


def _set_dates(here: Initiative, row: IncomingInitiative) -> None:
    start = here.start if row.start is None else row.start
    end = here.end if row.end is None else row.end
    if start is not None and end is not None and start > end:
        raise RuleBroken(f"It ends {day(end)}, before it starts {day(start)}: left without dates.")
    here.start, here.end = start, end


def _set(ledger: Ledger, here: Initiative, row: IncomingInitiative, name: str, value: Any) -> None:
    match name:
        case "description" | "expected" | "priority" | "horizon" | "archived":
            setattr(here, name, value)
        case "pinned" if value is not bool(here.pinned):
            here.pinned = value
        case "owner" | "sponsor":
            person = ledger.person(value, row.at)
            if person is not None or not value:
                setattr(here, f"{name}_id", None if person is None else person.id)
        case "domain":
            here.domain_id = domain_of(ledger, value, row.at)
        case "batch":
            if value and value not in ledger.batches:
                raise RuleBroken(f"There is no batch “{value[:60]}”: left without.")
            here.batch_id = ledger.batches[value] if value else None
        case "progress":
            if not 0 <= value <= 100:
                raise RuleBroken("Progress is a number from 0 to 100: left as it was.")
            here.progress = value
        case "cost" | "effort":
            if not 0 <= value < 1e9:
                raise RuleBroken("Cost and effort are numbers of zero or more: left as they were.")
            setattr(here, name, value)
        case "scores":
            here.score(*value)
        case "outcomes":
            _serve(ledger, here, row)
        case "blocked":
            if value and (not here.blocked or here.blocked_reason != value):
                here.block(value)
            elif here.blocked and not value:
                here.unblock()
        case "labels":
            here.labels = list(dict.fromkeys(text.strip() for text in value if text.strip()))


def _serve(ledger: Ledger, here: Initiative, row: IncomingInitiative) -> None:
    wanted = _outcomes(ledger, row)
    kept = [link for link in here.outcome_links if link.outcome_id in wanted]
    there = {link.outcome_id for link in kept}
    new = [Contribution(outcome_id=id) for id in wanted if id not in there]
    if new or len(kept) != len(here.outcome_links):
        here.outcome_links = [*kept, *new]


def _outcomes(ledger: Ledger, row: IncomingInitiative) -> list[int]:
    found: dict[int, None] = {}
    for name in row.outcomes or ():
        id = ledger.outcomes.get(fold(name))
        if id is None:
            ledger.problem(row.at, f"There is no outcome “{name[:60]}”: left out.")
        else:
            found[id] = None
    return list(found)


def _bring_comments(
    ledger: Ledger, here: Initiative, row: IncomingInitiative, *, new: bool
) -> bool:
    if not row.comments:
        return False
    there = set()
    if not new:
        query = select(Comment.author, Comment.at, Comment.text)
        there = {tuple(one) for one in ledger.session.execute(
            query.where(Comment.initiative_id == here.id)
        )}  # fmt: skip
    added = False
    for one in row.comments:
        if not one.text.strip() or (one.author, one.at, one.text) in there:
            continue
        ledger.add(Comment, initiative_id=here.id, author=one.author, at=one.at, text=one.text)
        ledger.count("comments", added=True)
        added = True
    return added


def _bring_parents(ledger: Ledger) -> None:
    wanted = [row for row in ledger.incoming.initiatives if row.parent is not None]
    if not wanted:
        return
    session = ledger.session
    session.flush()
    rows = session.execute(select(Initiative.id, Initiative.parent_id, Initiative.code)).all()
    parents = {id: parent for id, parent, _ in rows if parent is not None}
    codes = {id: code for id, _, code in rows}
    for row in wanted:
        child, parent = ledger.initiatives.get(row.key), ledger.initiatives.get(row.parent or "")
        if child is None:
            continue
        if row.parent and parent is None:
            ledger.problem(row.at, f"There is no initiative “{row.parent[:60]}”: left on its own.")
            continue
        with ledger.trying(row.at):
            if parent is not None:
                refuse_parent_cycle(parents, child, parent, codes)
                parents[child] = parent
            session.get_one(Initiative, child).parent_id = parent
