"""Copies of initiatives: the same work once more, from the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.work import Attachment
from cxdesk.services import kanban
from cxdesk.services.blueprint import laid_out, taken
from cxdesk.services.session import initiative, today


def duplicate(session: Session, ids: Sequence[int]) -> list[int]:
    """Copy initiatives into the backlog of their batches, behind themselves; returns the copies.

    A copy has what describes the work: texts, people, labels, scores, cost, outcomes, files,
    actions to do again and a draft of the charter. Days that have passed are not copied.
    """
    return [_copied(session, id) for id in dict.fromkeys(ids)]


def _copied(session: Session, id: int) -> int:
    here = initiative(session, id)
    now = today(session)

    def written(on: date | None) -> date | None:
        return on if on is not None and on >= now else None

    made = laid_out(session, taken(here, written), f"{here.title} (copy)", here.batch_id, _as_is)
    copy = initiative(session, made)
    copy.horizon, copy.parent_id = here.horizon, here.parent_id
    for file in session.scalars(select(Attachment).where(Attachment.initiative_id == id)).all():
        session.add(
            Attachment(
                initiative_id=made, name=file.name, media_type=file.media_type,
                size=file.size, digest=file.digest,
            )
        )  # fmt: skip
    session.flush()
    behind = select(Initiative.id).where(Initiative.position > here.position, Initiative.id != made)
    following = session.scalar(behind.order_by(Initiative.position, Initiative.code).limit(1))
    kanban.move(session, [made], after=id, before=following)
    return made


def _as_is(on: date | None) -> date | None:
    return on
