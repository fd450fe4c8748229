"""Milestones and baselines: dated points, and the plan as it once was."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, refers_to


class Milestone(Entity):
    """A dated point of an initiative; without one, a date from outside the program."""

    __tablename__ = "milestone"
    subject_column = "initiative_id"

    initiative_id: Mapped[int | None] = refers_to("initiative", optional=True)
    name: Mapped[str]
    on: Mapped[date]
    done: Mapped[bool] = mapped_column(default=False)


class Baseline(Entity):
    """The dates of all bars as they were on one day, under a name."""

    __tablename__ = "baseline"

    name: Mapped[str]
    taken_on: Mapped[date]

    bars: Mapped[list[BaselineBar]] = relationship(
        back_populates="baseline", cascade="all, delete-orphan"
    )


class BaselineBar(Entity):
    """One initiative's dates in a baseline."""

    __tablename__ = "baseline_bar"
    subject_column = "baseline_id"

    baseline_id: Mapped[int] = refers_to("baseline")
    initiative_id: Mapped[int] = refers_to("initiative")
    start: Mapped[date]
    end: Mapped[date]

    baseline: Mapped[Baseline] = relationship(back_populates="bars")
