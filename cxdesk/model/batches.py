"""Batches: groups of initiatives with a deadline and a lead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, refers_to
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Person
from cxdesk.model.wording import day, listed

if TYPE_CHECKING:
    from cxdesk.model.initiatives import Initiative


class Batch(Entity):
    """A group of initiatives; it always has a deadline (rule 10)."""

    __tablename__ = "batch"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    lead_id: Mapped[int | None] = refers_to("person", optional=True)
    deadline: Mapped[date]
    position: Mapped[float] = mapped_column(default=0.0)

    lead: Mapped[Person | None] = relationship()
    initiatives: Mapped[list[Initiative]] = relationship(back_populates="batch")

    def move_deadline(self, deadline: date) -> None:
        """Set the deadline; refused before a member's end, naming the members (rule 10).

        A later one is always free: a member in the backlog may end after it all the same.
        """
        late = sorted(
            member.code
            for member in self.initiatives
            if member.end is not None
            and deadline < min(member.end, self.deadline)
            and not member.cancelled
        )
        if late:
            ends = "ends" if len(late) == 1 else "end"
            raise RuleBroken(
                f"The deadline of {self.code} stays {day(self.deadline)}: "
                f"{listed(late)} {ends} after {day(deadline)}.",
                Way(f"Open {self.code}", "batch", self.id),
            )
        self.deadline = deadline
