"""Milestones, baselines and what-ifs: dated points, the plan as it was, and as it might be."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON
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


class WhatIf(Entity):
    """A plan tried out: changes that are kept apart, to be adopted in one go or thrown away.

    Each step is [verb, argument ...] with plain values, as services.what_if reads them.
    """

    __tablename__ = "what_if"

    name: Mapped[str]
    made_on: Mapped[date]
    steps: Mapped[list[Any]] = mapped_column(JSON, default=list)
