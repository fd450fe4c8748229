"""Of what something can be printed: charters and their versions, batches, meetings."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.charters import Charter, CharterState, charter_label
from cxdesk.model.initiatives import Initiative

_charter, _initiative = Charter.__table__.c, Initiative.__table__.c
_batch = Batch.__table__.c


class CharterName(NamedTuple):
    """A version of a charter, and of which initiative."""

    code: str
    title: str
    version: int
    label: str
    state: CharterState

    @property
    def words(self) -> str:
        """ "v1.0, approved"."""
        return f"v{self.label}, {self.state.label.lower()}"


class BatchName(NamedTuple):
    """A batch, with how many initiatives it has and how many of them have a charter."""

    code: str
    name: str
    initiatives: int
    charters: int


def charters(session: Session, code: str = "") -> tuple[CharterName, ...]:
    """All versions of all charters, or those of one initiative, by code, the newest first."""
    query = (
        select(
            _initiative.code, _initiative.title, _charter.version, _charter.revision,
            _charter.state,
        )
        .join(Charter.__table__, _charter.initiative_id == _initiative.id)
        .order_by(func.length(_initiative.code), _initiative.code, _charter.version.desc())
    )  # fmt: skip
    if code:
        query = query.where(_initiative.code == code)
    return tuple(
        CharterName(code, title, version, charter_label(version, revision, state), state)
        for code, title, version, revision, state in session.execute(query)
    )


def batches(session: Session) -> tuple[BatchName, ...]:
    """The batches in their order."""
    written = select(_charter.initiative_id).distinct().scalar_subquery()
    rows = session.execute(
        select(
            _batch.code, _batch.name, func.count(_initiative.id),
            func.count(_initiative.id).filter(_initiative.id.in_(written)),
        )
        .outerjoin(Initiative.__table__, _initiative.batch_id == _batch.id)
        .group_by(_batch.id)
        .order_by(_batch.position, _batch.code)
    )  # fmt: skip
    return tuple(BatchName(*row) for row in rows)
