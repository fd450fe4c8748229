"""All of a plan by which a what-if can differ from it, read at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.outcomes import Outcome
from cxdesk.services.roadmap import Roadmap, roadmap
from cxdesk.services.timeline_load import Ground, ground


@dataclass(frozen=True, slots=True)
class OutcomeDue:
    """An outcome and when it is due."""

    id: int
    code: str
    name: str
    due: date


@dataclass(frozen=True, slots=True)
class Picture:
    """All of a plan that can differ."""

    roadmap: Roadmap
    ground: Ground
    outcomes: tuple[OutcomeDue, ...]


def picture(session: Session) -> Picture:
    """The plan as it is, or in a rehearsal as it would be."""
    return Picture(roadmap(session), ground(session), outcome_dues(session))


def outcome_dues(session: Session) -> tuple[OutcomeDue, ...]:
    """The outcomes with the days they are due on."""
    outcome = Outcome.__table__.c
    rows = session.execute(
        select(outcome.id, outcome.code, outcome.name, outcome.due).order_by(outcome.code)
    )
    return tuple(OutcomeDue(*row) for row in rows)
