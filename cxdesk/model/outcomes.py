"""Outcomes the strategy promised, and their readings."""

from __future__ import annotations

import enum
from datetime import date
from math import isfinite

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Person
from cxdesk.model.wording import count, day, one_line


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
        problem = aim_problem(baseline, target)
        if problem:
            raise RuleBroken(f"{self.code} {problem}")
        self.baseline, self.target = baseline, target
        self.direction = Direction.UP if target > baseline else Direction.DOWN

    def rename(self, name: str) -> None:
        """Set the name; it may not be empty."""
        if not name.strip() or not one_line(name):
            raise RuleBroken(f"{self.code} needs a name on one line.")
        self.name = name.strip()

    def fall_due(self, due: date, program_start: date) -> None:
        """Set the day of the promise; it lies after the start of the program."""
        problem = due_problem(due, program_start)
        if problem:
            raise RuleBroken(f"{self.code} {problem}")
        self.due = due


class Reading(Entity):
    """One measurement of an outcome; `n` answers, for an NPS split in three."""

    __tablename__ = "reading"
    subject_column = "outcome_id"
    # The newest reading of every outcome is found in this index alone.
    __table_args__ = (Index(None, "outcome_id", "on"),)

    outcome_id: Mapped[int] = refers_to("outcome", indexed=False)
    on: Mapped[date]
    value: Mapped[float]
    n: Mapped[int | None]
    promoters: Mapped[int | None]
    passives: Mapped[int | None]
    detractors: Mapped[int | None]

    outcome: Mapped[Outcome] = relationship(back_populates="readings")

    def take(
        self,
        value: float | None,
        n: int | None = None,
        split: tuple[int, int, int] | None = None,
    ) -> None:
        """Set what was measured, from how many answers; promoters, passives and detractors if an
        NPS was split. Value and number follow from the split where they are not given.
        """
        if split is not None:
            answers = sum(split)
            if min(split) < 0 or not answers:
                raise RuleBroken("Promoters, passives and detractors count answers: one at least.")
            score = 100 * (split[0] - split[2]) / answers
            value, n = score if value is None else value, answers if n is None else n
            if n != answers or not abs(value - score) <= 1:  # a survey may round
                raise RuleBroken(
                    f"{split[0]} promoters, {split[1]} passives and {split[2]} detractors are "
                    f"{count(answers, 'answer')} and a score of {score:.4g}, "
                    f"not {n:,} and {value:.4g}."
                )
        if value is None or not isfinite(value):
            raise RuleBroken("A reading needs a number.")
        if n is not None and n < 0:
            raise RuleBroken("The number of answers cannot be below zero.")
        self.value, self.n = value, n
        self.promoters, self.passives, self.detractors = split or (None, None, None)


# What is wrong with a value, as the end of a sentence that begins with the outcome.


def aim_problem(baseline: float, target: float) -> str:
    """What is wrong with a baseline and a target; "" when nothing is."""
    if not (isfinite(baseline) and isfinite(target)):
        return "needs a baseline and a target that are numbers."
    if baseline == target:
        return "needs a target other than its baseline: nothing would change."
    return ""


def due_problem(due: date, program_start: date) -> str:
    """What is wrong with the day an outcome is due; "" when nothing is."""
    if due <= program_start:
        return f"cannot be due {day(due)}: the program starts {day(program_start)}."
    return ""
