"""The lines of a charter: criteria, phases, benefits, risks, money, people; each in its order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, refers_to
from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Domain, Person
from cxdesk.model.wording import day

if TYPE_CHECKING:
    from cxdesk.model.charters import Charter


class CharterLine(Entity):
    """What the kinds of lines have in common; `among` is where the charter keeps them."""

    __abstract__ = True
    subject_column = "charter_id"
    among: ClassVar[str]

    charter_id: Mapped[int] = refers_to("charter")
    position: Mapped[float] = mapped_column(default=0.0)


class Benefit(CharterLine):
    """What somebody gains by it, or loses where it is `adverse`; numbers worded with their unit."""

    __tablename__ = "benefit"
    among = "benefit_lines"

    text: Mapped[str]
    adverse: Mapped[bool] = mapped_column(default=False)  # a dis-benefit
    owner_id: Mapped[int | None] = refers_to("person", optional=True)
    measure: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]

    charter: Mapped[Charter] = relationship(back_populates="benefit_lines")
    owner: Mapped[Person | None] = relationship()


class Phase(CharterLine):
    """A defining phase, with what must hold to enter and to leave it."""

    __tablename__ = "phase"
    among = "phases"

    name: Mapped[str]
    start: Mapped[date | None]
    end: Mapped[date | None]
    gate: Mapped[str] = mapped_column(default="")  # what is decided at its end, and by whom
    entry: Mapped[str] = mapped_column(default="")
    exit: Mapped[str] = mapped_column(default="")

    charter: Mapped[Charter] = relationship(back_populates="phases")

    def schedule(self, start: date | None, end: date | None) -> None:
        """Set first and last day; it does not end before it starts."""
        if start is not None and end is not None and start > end:
            raise RuleBroken(
                f"Phase “{self.name}” cannot end {day(end)}, before it starts {day(start)}."
            )
        self.start, self.end = start, end


class Criterion(CharterLine):
    """A line of the official definition of a completed task; ticked while the work goes on."""

    __tablename__ = "criterion"
    among = "criteria"

    text: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    accepted_by_id: Mapped[int | None] = refers_to("person", optional=True)
    ticked_on: Mapped[date | None]

    charter: Mapped[Charter] = relationship(back_populates="criteria")
    accepted_by: Mapped[Person | None] = relationship()


class Risk(CharterLine):
    """What may go wrong; probability and impact 1-5."""

    __tablename__ = "risk"
    among = "risks"

    text: Mapped[str]
    probability: Mapped[int] = mapped_column(default=3)
    impact: Mapped[int] = mapped_column(default=3)
    response: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = refers_to("person", optional=True)

    charter: Mapped[Charter] = relationship(back_populates="risks")
    owner: Mapped[Person | None] = relationship()


class Cost(CharterLine):
    """Money for one thing in one calendar year, in thousands of the program's currency."""

    __tablename__ = "cost_line"
    among = "costs"

    text: Mapped[str]
    year: Mapped[int]
    amount: Mapped[float] = mapped_column(default=0.0)

    charter: Mapped[Charter] = relationship(back_populates="costs")


class Resource(CharterLine):
    """Person-days that a domain gives; without one, the whole organisation."""

    __tablename__ = "resource"
    among = "resources"

    domain_id: Mapped[int | None] = refers_to("domain", optional=True)
    days: Mapped[float] = mapped_column(default=0.0)
    text: Mapped[str] = mapped_column(default="")

    charter: Mapped[Charter] = relationship(back_populates="resources")
    domain: Mapped[Domain | None] = relationship()


class TeamMember(CharterLine):
    """Somebody of the team: a person, or a part that is still to be filled, with what they do."""

    __tablename__ = "team_member"
    among = "team"

    person_id: Mapped[int | None] = refers_to("person", optional=True)
    part: Mapped[str] = mapped_column(default="")

    charter: Mapped[Charter] = relationship(back_populates="team")
    person: Mapped[Person | None] = relationship()

    @property
    def named(self) -> str:
        """How it is called in a heading: the person's name, else the part."""
        return self.person.name if self.person else self.part


class Duty(CharterLine):
    """A row of the RACI table: for something to be done, a letter for each of the team.

    `letters` holds R (does it), A (answers for it), C (is asked) or I (is told) by the id of the
    team member as text. Exactly one of them should be A; what lacks one is named before submitting.
    """

    __tablename__ = "duty"
    among = "duties"

    text: Mapped[str]
    letters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    charter: Mapped[Charter] = relationship(back_populates="duties")

    @property
    def answerable(self) -> int:
        """How many answer for it; one is right."""
        return sum(letter == "A" for letter in self.letters.values())


class GroupImpact(CharterLine):
    """A group of people that the change touches, how hard, and what is planned for them."""

    __tablename__ = "group_impact"
    among = "impacts"

    text: Mapped[str]  # who: "Care agents"
    people: Mapped[int | None]
    impact: Mapped[str] = mapped_column(default="")
    planned: Mapped[str] = mapped_column(default="")

    charter: Mapped[Charter] = relationship(back_populates="impacts")
