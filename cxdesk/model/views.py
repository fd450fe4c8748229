"""Saved views and card templates: what the office shows and begins with again and again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.model.base import Entity
from cxdesk.model.errors import RuleBroken


class SavedView(Entity):
    """A filter, columns, lanes and density of the kanban under a name; `content` as plain values.

    What `content` names may be gone by the time it is used: readers leave that out.
    """

    __tablename__ = "saved_view"

    name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    position: Mapped[float] = mapped_column(default=0.0)

    def rename(self, name: str) -> None:
        """Set the name; it may not be empty."""
        if not name.strip():
            raise RuleBroken("A view needs a name.")
        self.name = name.strip()


class CardTemplate(Entity):
    """What a new initiative of a kind begins with; `content` as plain values."""

    __tablename__ = "card_template"

    name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    position: Mapped[float] = mapped_column(default=0.0)

    def rename(self, name: str) -> None:
        """Set the name; it may not be empty."""
        if not name.strip():
            raise RuleBroken("A template needs a name.")
        self.name = name.strip()
