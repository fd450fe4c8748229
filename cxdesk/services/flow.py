"""Where every initiative was and when, read from the recorded history.

A move that was undone never happened, and one that was redone happened on its own day: only entries
that stand are read, at the day that the move itself recorded. An initiative that the history does
not know as it is now (it came from elsewhere) has one stay, its present state since the day it
says. Before its first entry one that was brought in was where it stood elsewhere. What is on hold
stays in the column where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from cxdesk.analysis import flow as reckoned
from cxdesk.analysis.flow import Stay
from cxdesk.model.initiatives import Initiative
from cxdesk.model.origins import EarlierMove
from cxdesk.model.states import State
from cxdesk.services.cards import BatchRow, batch_rows
from cxdesk.services.programs import Choice, domains
from cxdesk.services.session import today
from cxdesk.store.history import ChangeSet
from cxdesk.store.schema import HISTORY


@dataclass(frozen=True, slots=True)
class Tracked:
    """One initiative and where it was; `recorded` says that this comes from the history.

    `stays` are its states, `columns` the columns of the board: there a stay on hold counts to the
    column it was held in.
    """

    id: int
    code: str
    title: str
    batch_id: int | None
    domain_id: int | None
    state: State
    archived: bool
    recorded: bool
    stays: tuple[Stay, ...]
    columns: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Where every initiative of the program was, and the batches and domains to tell them by."""

    today: date
    tracked: tuple[Tracked, ...]
    batches: tuple[BatchRow, ...]
    domains: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """What the file says of that, as it stands there: every initiative and the entries that moved
    one. Making a Flow of it takes longer than reading it, and needs no file.
    """

    today: date
    rows: tuple[Any, ...]
    entries: tuple[Any, ...]
    earlier: tuple[Any, ...]
    batches: tuple[BatchRow, ...]
    domains: tuple[Choice, ...]


def records(session: Session, known: Records | None = None) -> Records:
    """All that `flow` makes a Flow of; of the history only what came after `known`, if given."""
    before = known.entries if known is not None else ()
    last = before[-1].seq if before else 0
    return Records(
        today(session),
        tuple(session.execute(_ROWS).all()),  # one by one they would take half as long again
        (*before, *session.execute(_MOVES, {"last": last}).all()),
        tuple(session.execute(_EARLIER).all()),
        batch_rows(session),
        domains(session),
    )


def flow(read: Records) -> Flow:
    """The recorded stays of every initiative, archived and cancelled ones too, by code."""
    moves = _moves(read.entries)
    for id, state, on in reversed(read.earlier):
        moves.setdefault(id, []).insert(0, (state.value, on))
    return Flow(
        read.today, tuple(_tracked(row, moves) for row in read.rows), read.batches, read.domains
    )


def moved(change_set: ChangeSet) -> bool:
    """Whether a change may alter what `records` reads."""
    if change_set.tables & {"batch", "domain", "earlier_move"}:
        return True
    return any(
        change.before is None or change.after is None or _SHOWN & change.after.keys()
        for change in change_set.changes
        if change.table == "initiative"
    )


_SHOWN = {"code", "title", "batch_id", "domain_id", "state", "state_since", "archived"}
_initiative = Initiative.__table__.c
_ROWS = select(
    _initiative.id, _initiative.code, _initiative.title, _initiative.batch_id,
    _initiative.domain_id, _initiative.state, _initiative.archived, _initiative.state_since,
    _initiative.held_from,
).order_by(_initiative.code)  # fmt: skip
_MOVES = (
    select(HISTORY.c.seq, HISTORY.c.kind, HISTORY.c.target, HISTORY.c.changes)
    .where(HISTORY.c.seq > bindparam("last"), HISTORY.c.changes.like('%["initiative",%"state":"%'))
    .order_by(HISTORY.c.seq)
)
_earlier = EarlierMove.__table__.c
_EARLIER = select(_earlier.initiative_id, _earlier.state, _earlier.on).order_by(
    _earlier.initiative_id, _earlier.on, _earlier.position
)
_HELD, _FIRST = State.ON_HOLD.value, State.BACKLOG.value


def _tracked(row: Any, moves: dict[int, list[tuple[str, date]]]) -> Tracked:
    id, code, title, batch, domain, state, archived, since, held_from = row
    stays = reckoned.track(moves.get(id, ()))
    recorded = bool(stays) and stays[-1].state == state.value
    if not recorded:
        stays = (Stay(state.value, since),)
    columns = stays
    if any(stay.state == _HELD for stay in stays):
        where = held_from.value if held_from else _FIRST
        columns = reckoned.absorbed(stays, _HELD, where)
    return Tracked(id, code, title, batch, domain, state, archived, recorded, stays, columns)


def _moves(entries: Iterable[Any]) -> dict[int, list[tuple[str, date]]]:
    """Of every initiative, each state it entered and the day, in that order."""
    found: dict[int, list[tuple[str, date]]] = {}
    for entry in standing(entries):
        for id, is_new, state, day in entered(entry.changes):
            moves = found.setdefault(id, [])
            if is_new:
                moves.clear()
            if state is None:
                del found[id]
            else:
                # A second move on one day leaves the day as it was, so it is not recorded again.
                moves.append((state, _day(day) if day or not moves else moves[-1][1]))
    return found


_CHANGE = re.compile(r'\["initiative",(\d+),(null)?')
_STATE = re.compile(r'"state":"(\w+)"')
_SINCE = re.compile(r'"state_since":"([^"]+)"')


def entered(changes: str) -> Iterator[tuple[int, bool, str | None, str]]:
    """The states that initiatives entered by an entry's changes: (id, new, state, day or "").

    The state is None for one that was removed. This looks for the few words that matter: reading
    all that ten thousand entries say of new initiatives would take half a second. It may, because
    quotes within a text are escaped, so that no text looks like a key or like the next change.
    """
    for match in _CHANGE.finditer(changes):
        end = changes.find('],["', match.end())
        part = changes[match.end() : end if end >= 0 else len(changes)]
        states = _STATE.findall(part)
        if not states:
            continue
        is_new = match[2] is not None
        if not is_new and len(states) == 1:
            yield int(match[1]), False, None, ""
            continue
        days = _SINCE.findall(part)
        yield int(match[1]), is_new, states[-1], days[-1] if days else ""


def standing(entries: Iterable[Any]) -> Iterator[Any]:
    """The entries that neither undo took back nor that are undo or redo themselves.

    Each has `seq`, `kind`, `target` and `changes`, and they come in the order of `seq`.
    """
    kept: dict[int, Any] = {}
    undone: dict[int, Any] = {}
    about: dict[int, int] = {}  # the entry that an undo or redo is about in the end
    for entry in entries:
        if entry.kind == "do":
            kept[entry.seq] = entry
            continue
        first = about[entry.seq] = about.get(entry.target, entry.target)
        source, goal = (kept, undone) if entry.kind == "undo" else (undone, kept)
        if first in source:
            goal[first] = source.pop(first)
    for seq in sorted(kept):
        yield kept[seq]


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    return date.fromisoformat(text)
