"""Actions, comments and attachments: the daily work around an initiative."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Base, Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Person

if TYPE_CHECKING:
    from cxdesk.model.initiatives import Initiative


class ActionState(enum.StrEnum):
    """Where an action stands; a done one may reopen."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


_ACTION_MOVES = {
    ActionState.TODO: {ActionState.DOING, ActionState.DONE, ActionState.DROPPED},
    ActionState.DOING: {ActionState.TODO, ActionState.DONE, ActionState.DROPPED},
    ActionState.DONE: {ActionState.TODO, ActionState.DOING},
    ActionState.DROPPED: {ActionState.TODO},
}


class Action(Entity):
    """A piece of work with one owner and a due date; `week` is an ISO week, "2026-W48"."""

    __tablename__ = "action"
    subject_column = "initiative_id"
    # The board counts every initiative's actions from this index alone.
    __table_args__ = (Index(None, "initiative_id", "state", "due"),)

    initiative_id: Mapped[int] = refers_to("initiative", indexed=False)
    title: Mapped[str]
    owner_id: Mapped[int | None] = refers_to("person", optional=True)
    due: Mapped[date | None]
    week: Mapped[str] = mapped_column(default="")
    state: Mapped[ActionState] = mapped_column(one_of(ActionState), default=ActionState.TODO)
    done_on: Mapped[date | None]
    road_bump: Mapped[str] = mapped_column(default="")
    position: Mapped[float] = mapped_column(default=0.0)

    initiative: Mapped[Initiative] = relationship(back_populates="actions")
    owner: Mapped[Person | None] = relationship()

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (ActionState.TODO, ActionState.DOING)

    def rename(self, title: str) -> None:
        """Set the title; it may not be empty."""
        if not title.strip():
            raise RuleBroken("An action needs a title.")
        self.title = title

    def move_to(self, state: ActionState, *, today: date) -> None:
        """Enter `state` today; what is done or dropped reopens first.

        Nothing reopens once its initiative is delivered (rule 4).
        """
        if state is self.state:
            return
        initiative = self.initiative
        if not self.open and initiative.delivered:
            raise RuleBroken(
                f"{initiative.code} is {initiative.state.label.lower()}: "
                f"move it back before reopening “{self.title}”.",
                Way(f"Open {initiative.code}", "initiative", initiative.id),
            )
        if state not in _ACTION_MOVES[self.state]:
            raise RuleBroken(f"“{self.title}” is {self.state.value}: reopen it first.")
        self.state = state
        self.done_on = today if state is ActionState.DONE else None


class Comment(Entity):
    """What somebody said about an initiative; `at` is UTC."""

    __tablename__ = "comment"
    subject_column = "initiative_id"

    initiative_id: Mapped[int] = refers_to("initiative")
    author: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str]


class Attachment(Entity):
    """A file kept inside the program file; its bytes are the Content of the same digest."""

    __tablename__ = "attachment"
    subject_column = "initiative_id"

    initiative_id: Mapped[int] = refers_to("initiative")
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(index=True)


class Content(Base):
    """Bytes under their SHA-256; outside the history, which names them by digest alone."""

    __tablename__ = "content"

    digest: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
