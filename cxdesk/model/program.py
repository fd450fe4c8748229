"""The program and its frame: north star, horizons, weights, principles and limits."""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Domain


class Horizon(enum.StrEnum):
    """How far away an initiative lies."""

    SHORT = "short"
    MID = "mid"
    LONG = "long"


class FrameKind(enum.StrEnum):
    """A principle guides; a limit binds."""

    PRINCIPLE = "principle"
    LIMIT = "limit"


class Measure(enum.StrEnum):
    """What a limit limits; budget in thousands of the currency, person-days a month."""

    BUDGET = "budget"
    WIP = "wip"
    OWNER_WIP = "owner_wip"
    PERSON_DAYS = "person_days"


class Program(Entity):
    """The one program of a file."""

    __tablename__ = "program"

    name: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="Customer experience")
    # What stands at the head of all paper: the company, and its logo, a Content by its digest.
    company: Mapped[str] = mapped_column(default="")
    logo: Mapped[str | None] = mapped_column(index=True)
    north_star: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="EUR")
    start: Mapped[date]
    short_ends: Mapped[date]
    mid_ends: Mapped[date]
    next_review: Mapped[date | None]
    customers: Mapped[int] = mapped_column(default=0)
    margin: Mapped[float] = mapped_column(default=0.0)
    # What the change is reckoned to bring: points more of all customers who stay, in three cases.
    gain_low: Mapped[float | None]
    gain_middle: Mapped[float | None]
    gain_high: Mapped[float | None]
    # Thousands of the currency to reckon with; None is what the initiatives cost together.
    investment: Mapped[float | None]
    # The highest number of a removed outcome: codes are never used twice.
    outcomes_gone: Mapped[int | None]
    weight_impact: Mapped[float] = mapped_column(default=4.0)
    weight_reach: Mapped[float] = mapped_column(default=2.0)
    weight_outcome: Mapped[float] = mapped_column(default=3.0)
    weight_urgency: Mapped[float] = mapped_column(default=1.0)
    # Days of the week that are worked, 0 = Monday.
    working_week: Mapped[list[Any]] = mapped_column(JSON, default=lambda: [0, 1, 2, 3, 4])
    wip_hard: Mapped[bool] = mapped_column(default=False)
    # What a request must fulfil to be qualified; None is the usual list of services.requests.
    checklist: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def weights(self) -> tuple[float, float, float, float]:
        """Weights of impact, reach, outcome and urgency in the benefit score."""
        return (self.weight_impact, self.weight_reach, self.weight_outcome, self.weight_urgency)

    def set_horizons(self, short_ends: date, mid_ends: date) -> None:
        """Set where the short and the mid horizon end; the mid one ends later."""
        if mid_ends <= short_ends:
            raise RuleBroken("The mid horizon must end after the short one.")
        self.short_ends, self.mid_ends = short_ends, mid_ends

    def horizon_of(self, end: date) -> Horizon:
        """The horizon in which something that ends on `end` lies."""
        return horizon_of(end, self.short_ends, self.mid_ends)


def horizon_of(end: date, short_ends: date, mid_ends: date) -> Horizon:
    """The horizon in which something that ends on `end` lies; each includes its last day."""
    if end <= short_ends:
        return Horizon.SHORT
    return Horizon.MID if end <= mid_ends else Horizon.LONG


class Holiday(Entity):
    """A day on which nobody works."""

    __tablename__ = "holiday"

    on: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")


class FrameItem(Entity):
    """A principle, or a limit with its number; a limit may hold for one domain alone."""

    __tablename__ = "frame_item"

    kind: Mapped[FrameKind] = mapped_column(one_of(FrameKind))
    name: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    measure: Mapped[Measure | None] = mapped_column(one_of(Measure))
    limit: Mapped[float | None]
    domain_id: Mapped[int | None] = refers_to("domain", optional=True)
    position: Mapped[float] = mapped_column(default=0.0)

    domain: Mapped[Domain | None] = relationship()
