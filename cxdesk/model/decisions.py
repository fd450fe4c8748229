"""Decisions of a board on requests, and the minutes that record them."""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Meeting
from cxdesk.model.people import Domain, Person
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round
from cxdesk.model.work import Action


class Verdict(enum.StrEnum):
    """What the board made of a request."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    DECLINED = "declined"
    INFO_NEEDED = "info_needed"

    @property
    def label(self) -> str:
        """The verdict in words: "Info needed"."""
        return self.value.replace("_", " ").capitalize()


class Decision(Entity):
    """What a board made of one request; its number is permanent.

    `rank` is the task's place in the published round, None for an urgent decision. `limits` are
    the sentences of the frame check that failed, which the waiver is about. `urgent` ones stand on
    the next agenda for ratification. `until` is the day to which it is deferred.
    """

    __tablename__ = "decision"
    subject_column = "request_id"

    number: Mapped[int] = mapped_column(unique=True)
    request_id: Mapped[int] = refers_to("request")
    meeting_id: Mapped[int] = refers_to("meeting")
    round_id: Mapped[int | None] = refers_to("round", optional=True)
    rank: Mapped[int | None]
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict))
    urgent: Mapped[bool] = mapped_column(default=False)
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
    deadline: Mapped[date | None]
    owner_id: Mapped[int | None] = refers_to("person", optional=True)
    cost: Mapped[float] = mapped_column(default=0.0)  # committed, thousands of the currency
    limits: Mapped[list[Any]] = mapped_column(JSON, default=list)
    waiver_by_id: Mapped[int | None] = refers_to("person", optional=True)
    waiver: Mapped[str] = mapped_column(default="")
    initiative_id: Mapped[int | None] = refers_to("initiative", optional=True)
    action_id: Mapped[int | None] = refers_to("action", optional=True)

    request: Mapped[Request] = relationship()
    meeting: Mapped[Meeting] = relationship()
    round: Mapped[Round | None] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    waiver_by: Mapped[Person | None] = relationship(foreign_keys=[waiver_by_id])
    initiative: Mapped[Initiative | None] = relationship()
    action: Mapped[Action | None] = relationship()
    effort: Mapped[list[DecisionEffort]] = relationship(
        back_populates="decision", cascade="all, delete-orphan"
    )

    @property
    def code(self) -> str:
        """What it is called: "D-12"."""
        return f"D-{self.number}"


class DecisionEffort(Entity):
    """Person-days that a decision commits of one domain."""

    __tablename__ = "decision_effort"
    subject_column = "decision_id"

    decision_id: Mapped[int] = refers_to("decision")
    domain_id: Mapped[int | None] = refers_to("domain", optional=True)
    days: Mapped[float]

    decision: Mapped[Decision] = relationship(back_populates="effort")
    domain: Mapped[Domain | None] = relationship()


class Minutes(Entity):
    """Approved minutes of a meeting, frozen: the PDF is the Content of that digest.

    `chain` is the head of the history's chain of hashes when they were approved.
    """

    __tablename__ = "minutes"
    subject_column = "meeting_id"

    meeting_id: Mapped[int] = refers_to("meeting")
    approved_by_id: Mapped[int] = refers_to("person")
    on: Mapped[date]
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    chain: Mapped[str]

    meeting: Mapped[Meeting] = relationship()
    approved_by: Mapped[Person] = relationship()
