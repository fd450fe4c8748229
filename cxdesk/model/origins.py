"""What was brought in from elsewhere: where each item came from, and where it stood before."""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.model.base import Entity, Id, one_of, refers_to
from cxdesk.model.states import State


class Brought(enum.StrEnum):
    """The kinds of items that keep where they came from."""

    PERSON = "person"
    BATCH = "batch"
    INITIATIVE = "initiative"
    ACTION = "action"
    REQUEST = "request"


class Origin(Entity):
    """An item and its key in another program, so that the same file again finds it.

    `source` says which board, project or table the `key` belongs to. `said` is what that file said
    of the item the last time: only what it says anew since then is taken over.
    """

    __tablename__ = "origin"
    subject_column = "item"
    __table_args__ = (Index(None, "source", "key"),)

    source: Mapped[str]
    key: Mapped[str]
    kind: Mapped[Brought] = mapped_column(one_of(Brought))
    item: Mapped[int] = mapped_column(Id, index=True)
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class EarlierMove(Entity):
    """A state that an initiative entered on a day before it came into this program."""

    __tablename__ = "earlier_move"
    subject_column = "initiative_id"

    initiative_id: Mapped[int] = refers_to("initiative")
    state: Mapped[State] = mapped_column(one_of(State))
    on: Mapped[date]
    position: Mapped[float] = mapped_column(default=0.0)  # among those of one day
