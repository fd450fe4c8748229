"""The sessions of a program file: one that only reads, and that of a write, which is recorded."""

from __future__ import annotations

from typing import Any, NoReturn

from sqlalchemy import event
from sqlalchemy.orm import Session

from cxdesk.store.recorder import read_going, refuse_bulk


class RecordedSession(Session):
    """A session whose bulk methods are refused: they would go unrecorded."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("Change entities, not rows: a bulk statement would go unrecorded.")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _refuse


class ReadSession(RecordedSession):
    """A session that only reads; a flush in it is a mistake of the program and raises."""


class WriteSession(RecordedSession):
    """The session of one write, with the recorder on."""


@event.listens_for(ReadSession, "before_flush")
def _refuse_flush(session: Session, *_: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("Only Store.write may change entities: this session is for reading.")


event.listen(RecordedSession, "do_orm_execute", refuse_bulk, propagate=True)
event.listen(WriteSession, "before_flush", read_going)
