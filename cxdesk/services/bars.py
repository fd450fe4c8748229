"""What is added on the timeline: an initiative with the lane that it stands in, and its dates."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.outcomes import Outcome
from cxdesk.services import initiatives, kanban
from cxdesk.services.grouping import Axis, Key


def add_bar(
    session: Session, title: str, axis: Axis, key: Key, start: date | None, end: date | None
) -> int:
    """Add an initiative to the backlog, in a lane of the timeline and with dates; its id."""
    id = kanban.add(session, [title], {axis: key})[0]
    if axis is Axis.OUTCOME and key is not None:
        outcome = session.scalars(select(Outcome.id).where(Outcome.code == key)).one_or_none()
        initiatives.serve(session, id, [] if outcome is None else [outcome])
    if start is not None and end is not None:
        initiatives.schedule(session, id, start, end)
    return id
