"""Saved views of the kanban: what is shown, and how, under a name that the office knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.views import SavedView
from cxdesk.services.order import put_behind
from cxdesk.services.search import fold
from cxdesk.services.session import one

LONGEST = 60  # letters of a name, which has to stand on a button


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view; `content` as it was given."""

    id: int
    name: str
    content: Mapping[str, Any]


def saved_views(session: Session) -> tuple[ViewRow, ...]:
    """All saved views in their order."""
    view = SavedView.__table__.c
    rows = session.execute(
        select(view.id, view.name, view.content).order_by(view.position, view.name)
    )
    return tuple(ViewRow(id, name, content or {}) for id, name, content in rows)


def add(session: Session, name: str, content: Mapping[str, Any]) -> int:
    """Save a view at the end and return its id. Raises RuleBroken for no name or one in use."""
    others = _all(session)
    new = SavedView(name="", content=dict(content), position=0.0)
    _name(session, new, name)
    put_behind(others, new, others[-1].id if others else None)
    session.add(new)
    return new.id


def rename(session: Session, id: int, name: str) -> None:
    """Set the name of a view. Raises RuleBroken for an empty one or one in use."""
    _name(session, one(session, SavedView, id), name)


def replace(session: Session, id: int, content: Mapping[str, Any]) -> None:
    """Let a view show something else."""
    one(session, SavedView, id).content = dict(content)


def move(session: Session, id: int, after: int | None) -> None:
    """Put a view behind another; first for None."""
    put_behind(_all(session), one(session, SavedView, id), after)


def remove(session: Session, id: int) -> None:
    """Remove a view; no initiative is touched."""
    session.delete(one(session, SavedView, id))


def name_problem(name: str, taken: Sequence[str]) -> str:
    """What is wrong with the name of a view, as a sentence; "" for nothing."""
    if not name.strip():
        return "A view needs a name."
    if len(name.strip()) > LONGEST:
        return f"A view's name has at most {LONGEST} letters, so that it fits on its button."
    found = next((other for other in taken if fold(other) == fold(name.strip())), None)
    return f"There is already a view {found}: choose another name." if found else ""


def _name(session: Session, here: SavedView, name: str) -> None:
    with session.no_autoflush:
        others = [each.name for each in _all(session) if each is not here]
    if problem := name_problem(name, others):
        raise RuleBroken(problem)
    here.rename(name)


def _all(session: Session) -> list[SavedView]:
    found = select(SavedView).order_by(SavedView.position, SavedView.name)
    return list(session.scalars(found))
