"""What named stakeholders think of the initiatives: their rankings and their objections."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Person


class StakeholderRanking(Entity):
    """One person's ranking of the initiatives; it is open, and replaced by a later one.

    `tiers` are lists of initiative ids, the best first, those in one list tied; the last list,
    which may be empty, is below all ranked. `no_opinion` are ids the person does not judge. An
    initiative that is in neither was not there to be judged.
    """

    __tablename__ = "stakeholder_ranking"

    person_id: Mapped[int] = refers_to("person")
    on: Mapped[date]
    tiers: Mapped[list[Any]] = mapped_column(JSON, default=list)
    no_opinion: Mapped[list[Any]] = mapped_column(JSON, default=list)

    person: Mapped[Person] = relationship()


class Objection(Entity):
    """Why a stakeholder thinks that an initiative is not feasible."""

    __tablename__ = "objection"
    subject_column = "initiative_id"

    person_id: Mapped[int] = refers_to("person")
    initiative_id: Mapped[int] = refers_to("initiative")
    on: Mapped[date]
    text: Mapped[str]

    person: Mapped[Person] = relationship()

    def say(self, text: str) -> None:
        """Set the text; it may not be empty."""
        if not text.strip():
            raise RuleBroken("An objection needs a reason: say what makes it unfeasible.")
        self.text = text
