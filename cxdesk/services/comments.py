"""Comments: what people say about an initiative; who said it may change it or take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.work import Comment
from cxdesk.services.session import initiative, now, one, who
from cxdesk.store.history import decode
from cxdesk.store.schema import HISTORY, HISTORY_ITEM


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment; `at` is UTC, `edited` says that its words are no longer the first ones."""

    id: int
    author: str
    at: datetime
    text: str
    edited: bool


def comments(session: Session, initiative_id: int) -> tuple[CommentRow, ...]:
    """What was said about an initiative, newest first."""
    rows = session.scalars(
        select(Comment).where(Comment.initiative_id == initiative_id).order_by(Comment.at.desc())
    ).all()
    first = _first_words(session, [row.id for row in rows])
    return tuple(
        CommentRow(row.id, row.author, row.at, row.text, first.get(row.id, row.text) != row.text)
        for row in rows
    )


def add(session: Session, initiative_id: int, text: str) -> int:
    """Add a comment in the name of who acts. Raises RuleBroken when it is empty."""
    _refuse_empty(text)
    here = initiative(session, initiative_id)
    new = Comment(initiative_id=here.id, author=who(session), at=now(session), text=text)
    session.add(new)
    return new.id


def edit(session: Session, id: int, text: str) -> None:
    """Change the words of a comment of one's own. Raises RuleBroken for another's."""
    here = _own(session, id)
    _refuse_empty(text)
    here.text = text


def remove(session: Session, id: int) -> None:
    """Take back a comment of one's own. Raises RuleBroken for another's."""
    session.delete(_own(session, id))


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise RuleBroken("Write something first.")


def _own(session: Session, id: int) -> Comment:
    here = one(session, Comment, id)
    if here.author != who(session):
        raise RuleBroken(f"{here.author} wrote this: nobody else changes it or takes it back.")
    return here


def _first_words(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The words that each comment began with, of those touched more than once."""
    if not ids:
        return {}
    seq = func.min(HISTORY_ITEM.c.seq)
    query = select(HISTORY_ITEM.c.item, seq).where(HISTORY_ITEM.c.item.in_(ids))
    begun = dict(
        session.execute(query.group_by(HISTORY_ITEM.c.item).having(func.count() > 1)).all()
    )
    if not begun:
        return {}
    entries = session.execute(
        select(HISTORY.c.seq, HISTORY.c.changes).where(HISTORY.c.seq.in_(set(begun.values())))
    )
    words = {}
    for number, changes in entries:
        for change in decode(changes):
            if begun.get(change.id) == number and change.after is not None:
                words[change.id] = str(change.after["text"])
    return words
