"""Baselines: the dates of all bars kept under a name, to see later what became of them.

Beside those that the office takes, approved charters are a baseline by themselves, and so is the
plan as it was on any past day.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.charter_lines import Phase
from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.plan import Baseline, BaselineBar
from cxdesk.model.wording import day
from cxdesk.services.as_it_was import as_it_was
from cxdesk.services.cards import SHOWN
from cxdesk.services.naming import name_fault, taken_fault
from cxdesk.services.search import fold
from cxdesk.services.session import one, today

LONGEST = 80  # letters of a name

Key = int | str
"""A baseline: the id of one that was taken, CHARTERS, or a past day in ISO form."""
CHARTERS = "charters"

Bars = dict[int, tuple[date, date]]
"""Start and end by the id of the initiative."""


class BaselineKind(enum.StrEnum):
    """Where the dates of a baseline come from."""

    TAKEN = "taken"
    CHARTERS = "charters"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A baseline by its key; `on` is the day whose plan it is, of charters the newest approval."""

    key: Key
    name: str
    on: date
    kind: BaselineKind

    @property
    def id(self) -> Key:
        """The key, by which tables know their rows."""
        return self.key


def baselines(session: Session) -> tuple[BaselineRow, ...]:
    """Those that were taken, the newest first, then approved charters if any has phases."""
    rows = session.execute(select(_baseline.id, _baseline.name, _baseline.taken_on)).all()
    taken = [BaselineRow(id, name, on, BaselineKind.TAKEN) for id, name, on in rows]
    taken.sort(key=lambda row: (row.on, fold(row.name)), reverse=True)
    chartered = _charters_row(session)
    return (*taken, chartered) if chartered is not None else tuple(taken)


def past_row(on: date) -> BaselineRow:
    """The plan as it was on a day, as a baseline."""
    return BaselineRow(on.isoformat(), f"As it was on {day(on)}", on, BaselineKind.PAST)


def row_of(session: Session, key: Key) -> BaselineRow | None:
    """The baseline behind a key; None when it is gone."""
    if isinstance(key, str) and key != CHARTERS:
        return past_row(date.fromisoformat(key))
    return next((row for row in baselines(session) if row.key == key), None)


def bars(session: Session, key: Key) -> Bars:
    """Start and end of every initiative of a baseline; a past day is read from the history."""
    if key == CHARTERS:
        return _charter_bars(session)
    if isinstance(key, str):
        return as_it_was(session, date.fromisoformat(key)).bars()
    query = select(_bar.initiative_id, _bar.start, _bar.end).where(_bar.baseline_id == key)
    return {id: (start, end) for id, start, end in session.execute(query)}


# Taking ---------------------------------------------------------------------------------------


def proposed_name(session: Session) -> str:
    """A name for a baseline taken now: the day, with a number where there is one already."""
    name, taken = day(today(session)), {fold(each.name) for each in _all(session)}
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbered) if fold(each) not in taken)


def take(session: Session, name: str) -> int:
    """Keep the dates of every initiative on the roadmap and return the baseline's id.

    Raises RuleBroken for a name that is empty, too long or in use, and where nothing has dates.
    """
    _refuse_name(name, (each.name for each in _all(session)))
    found = session.execute(_DATED).all()
    if not found:
        raise RuleBroken(
            "No initiative has dates yet: set a start and an end first, then take a baseline."
        )
    new = Baseline(name=name.strip(), taken_on=today(session))
    session.add(new)
    session.add_all(  # not by way of `bars`, which takes half as long again for ten thousand
        BaselineBar(baseline_id=new.id, initiative_id=id, start=start, end=end)
        for id, start, end in found
    )
    session.flush()
    return new.id


def rename(session: Session, id: int, name: str) -> None:
    """Give a baseline another name. Raises RuleBroken for an empty one or one in use."""
    here = one(session, Baseline, id)
    _refuse_name(name, (each.name for each in _all(session) if each is not here))
    here.name = name.strip()


def remove(session: Session, id: int) -> None:
    """Remove a baseline; the plan itself is not touched."""
    session.delete(one(session, Baseline, id))


def name_problem(name: str, taken: Iterable[str]) -> str:
    """What is wrong with the name of a baseline, as a sentence; "" for nothing."""
    wanted = name.strip()
    if fault := name_fault(wanted, "baseline", LONGEST):
        return fault
    if fold(wanted) == fold("Approved charters"):
        return "Approved charters are a baseline by themselves: choose another name."
    return taken_fault(wanted, "baseline", taken)


def _refuse_name(name: str, taken: Iterable[str]) -> None:
    if problem := name_problem(name, taken):
        raise RuleBroken(problem)


def _all(session: Session) -> Sequence[Baseline]:
    return session.scalars(select(Baseline)).all()


# Approved charters ----------------------------------------------------------------------------

_baseline, _bar, _charter, _phase, _initiative = (
    kind.__table__.c for kind in (Baseline, BaselineBar, Charter, Phase, Initiative)
)
_DATED = (
    select(_initiative.id, _initiative.start, _initiative.end)
    .where(_initiative.start.is_not(None), _initiative.end.is_not(None), SHOWN)
    .order_by(_initiative.code)
)  # fmt: skip
_CHARTERED = (
    select(
        _charter.initiative_id, _charter.state_since, func.min(_phase.start), func.max(_phase.end)
    )
    .select_from(Charter.__table__)
    .join(Phase.__table__, _phase.charter_id == _charter.id)
    .where(_charter.state == CharterState.APPROVED)
    .group_by(_charter.id, _charter.initiative_id, _charter.version, _charter.state_since)
    .having(func.min(_phase.start) <= func.max(_phase.end))
    .order_by(_charter.version)
)


def _charters_row(session: Session) -> BaselineRow | None:
    days = [since for _, since, _, _ in session.execute(_CHARTERED)]
    if not days:
        return None
    return BaselineRow(CHARTERS, "Approved charters", max(days), BaselineKind.CHARTERS)


def _charter_bars(session: Session) -> Bars:
    """From the first start to the last end of the phases of the version that is approved."""
    return {id: (start, end) for id, _, start, end in session.execute(_CHARTERED)}
