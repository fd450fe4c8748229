"""Outcomes the strategy promised, and their readings."""

from __future__ import annotations

import enum
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Person


class Direction(enum.StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Outcome(Entity):
    """A measured result by a date; at most one is the enterprise headline."""

    __tablename__ = "outcome"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    direction: Mapped[Direction] = mapped_column(one_of(Direction), default=Direction.UP)
    baseline: Mapped[float]
    target: Mapped[float]
    due: Mapped[date]
    owner_id: Mapped[int | None] = refers_to("person", optional=True)
    headline: Mapped[bool] = mapped_column(default=False)
    position: Mapped[float] = mapped_column(default=0.0)

    owner: Mapped[Person | None] = relationship()
    readings: Mapped[list[Reading]] = relationship(back_populates="outcome", order_by="Reading.on")

    def aim(self, baseline: float, target: float) -> None:
        """Set baseline and target; they differ, and the direction follows from them."""
        if baseline == target:
            raise RuleBroken(
                f"{self.code} needs a target other than its baseline: nothing would change."
            )
        self.baseline, self.target = baseline, target
        self.direction = Direction.UP if target > baseline else Direction.DOWN


class Reading(Entity):
    """One measurement of an outcome; `n` answers, for an NPS split in three."""

    __tablename__ = "reading"
    subject_column = "outcome_id"

    outcome_id: Mapped[int] = refers_to("outcome")
    on: Mapped[date]
    value: Mapped[float]
    n: Mapped[int | None]
    promoters: Mapped[int | None]
    passives: Mapped[int | None]
    detractors: Mapped[int | None]

    outcome: Mapped[Outcome] = relationship(back_populates="readings")
