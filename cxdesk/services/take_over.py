"""Taking in a whole program that left as JSON: into a new one as it was, into another beside it.

Rows of the same id are brought up to date, new ones are added, nothing is removed. Every row goes
through the recorder, so that it is one entry of the history, which one undo takes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.base import Entity
from cxdesk.model.errors import RuleBroken
from cxdesk.model.origins import EarlierMove
from cxdesk.model.program import FrameItem, Program
from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import count
from cxdesk.services.incoming import GivenUp, Progress, Report, Stopped, Tally
from cxdesk.services.order import STEP
from cxdesk.services.program_shape import Shape, shapes
from cxdesk.services.taking.fitting import Fitting, fitting
from cxdesk.services.taking.here import Here, differing
from cxdesk.services.taking.rows import Checked, Values
from cxdesk.store import urn
from cxdesk.store.contents import hold
from cxdesk.store.recorder import add_rows, chunks

_RUN: Final = 1000
"""Rows after which it is said how far it is, and asked whether somebody still waits."""


def take_over(
    session: Session,
    file: Checked,
    progress: Progress,
    given_up: GivenUp,
    *,
    strict: bool = False,
) -> Report:
    """Take in what of a file fits, and tell what became of everything.

    Raises Stopped when it is given up, and RuleBroken where it is `strict` and something is wrong.
    """
    here = Here(session, file)
    fit = fitting(file, here)
    problems = fit.troubles.all()
    if strict and problems:
        more = f" ({count(len(problems), 'problem')} in all)" if len(problems) > 1 else ""
        raise RuleBroken(f"Nothing was brought in: {problems[0].sentence}{more}")
    steps = _Steps(progress, given_up, sum(map(len, fit.tables.values())))
    if here.new:
        _clear_frame(session, fit)
    for digest in sorted(fit.contents - here.contents):
        hold(session, file.contents[digest])
    tallies = []
    for key, shape in shapes().items():
        rows = fit.tables[key]
        new = [row for id, row in rows.items() if id not in here.ids[key]]
        changed = {
            id: names
            for id, row in rows.items()
            if id in here.ids[key] and (names := differing(row, here.rows[key][id]))
        }
        for some in steps.runs(new):
            add_rows(session, shape.entity, some)
        _update(session, shape, rows, changed, steps)
        if rows:
            same = len(rows) - len(new) - len(changed)
            tallies.append(Tally(shape.many, len(new), len(changed), same))
    _keep_moves(session, file, fit, here)
    session.flush()
    _fill_urns(session, file, fit, here)
    steps.end()
    return Report(file.name, tuple(tallies), tuple(fit.notes), problems)


class _Steps:
    """How far it is, in rows."""

    def __init__(self, progress: Progress, given_up: GivenUp, whole: int) -> None:
        self._progress, self._given_up = progress, given_up
        self._done, self._all = 0, whole

    def runs(self, rows: list[Any]) -> Iterator[list[Any]]:
        """The rows, a run at a time. Raises Stopped."""
        for start in range(0, len(rows), _RUN):
            if self._given_up():
                raise Stopped
            self._progress(self._done, self._all)
            run = rows[start : start + _RUN]
            yield run
            self._done += len(run)

    def end(self) -> None:
        """All of it is done."""
        self._progress(self._all, self._all)


def _clear_frame(session: Session, fit: Fitting) -> None:
    """The name and the limit that a new program begins with make room for those of the file."""
    for kind, key in ((Program, "program"), (FrameItem, "principles_and_limits")):
        found: Mapping[int, Values] = fit.tables[key]
        if not fit.tables["program"]:
            return
        for one in session.scalars(select(kind)):
            if one.id not in found:
                session.delete(one)
    session.flush()


def _update(
    session: Session,
    shape: Shape,
    rows: Mapping[int, Values],
    changed: Mapping[int, list[str]],
    steps: _Steps,
) -> None:
    """Bring rows that are here up to date."""
    for run in steps.runs(list(changed)):
        for some in chunks(run):
            kind: type[Entity] = shape.entity
            for one in session.scalars(select(kind).where(kind.id.in_(some))):
                for name in changed[one.id]:
                    setattr(one, name, rows[one.id][name])
        session.flush()


def _keep_moves(session: Session, file: Checked, fit: Fitting, here: Here) -> None:
    """Where new initiatives stood before: their ageing and the flow of the program go on."""
    earlier: list[Values] = []
    for id, row in fit.tables["initiatives"].items():
        if id in here.ids["initiatives"]:
            continue  # the history here knows
        moves = list(file.moves.get(id, ()))
        if moves and moves[-1] == (row["state"], row["state_since"]):
            del moves[-1]  # its entry in the history says so
        earlier += (
            {"initiative_id": id, "state": state, "on": on, "position": place * STEP}
            for place, (state, on) in enumerate(moves)
        )
    add_rows(session, EarlierMove, earlier)


def _fill_urns(session: Session, file: Checked, fit: Fitting, here: Here) -> None:
    """The ballots of secret rounds, which lie outside the history."""
    for id, row in fit.tables["rounds"].items():
        counted = row["state"] in (RoundState.CLOSED, RoundState.PUBLISHED)
        if row["secret"] and counted and id not in here.ids["rounds"]:
            urn.fill(session.connection(), id, file.secret[id])
