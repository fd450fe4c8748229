"""What users do with actions, comments and attachments."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import date
from pathlib import PurePath

from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Person
from cxdesk.model.work import Action, ActionState, Attachment, Comment, Content
from cxdesk.services.kanban import STEP
from cxdesk.services.session import initiative, maybe, now, one, today, who

MOST_BYTES = 20 * 1024 * 1024


def add(
    session: Session,
    initiative_id: int,
    title: str,
    *,
    owner: int | None = None,
    due: date | None = None,
    week: str = "",
) -> int:
    """Add an action to an initiative and return its id. Raises RuleBroken for an empty title."""
    here = initiative(session, initiative_id)
    if here.delivered or here.cancelled:
        raise RuleBroken(
            f"{here.code} is {here.state.label.lower()}: move it back before adding an action."
        )
    last = max((action.position for action in here.actions), default=0.0)
    new = Action(
        initiative=here, title="", owner=maybe(session, Person, owner), due=due, week=week,
        state=ActionState.TODO, position=last + STEP,
    )  # fmt: skip
    new.rename(title)
    session.add(new)
    session.flush()
    return new.id


def edit(
    session: Session,
    id: int,
    *,
    title: str,
    owner: int | None,
    due: date | None,
    week: str | None = None,
) -> None:
    """Set title, owner and due date of an action, and its ISO week unless that is None."""
    here = one(session, Action, id)
    here.rename(title)
    if week is not None:
        here.week = week
    here.owner = maybe(session, Person, owner)
    here.due = due


def tick(session: Session, id: int, done: bool) -> None:
    """Mark an action as done today, or reopen it."""
    state = ActionState.DONE if done else ActionState.TODO
    one(session, Action, id).move_to(state, today=today(session))


def set_state(session: Session, id: int, state: ActionState) -> None:
    """Set an action to do, doing, done or dropped."""
    one(session, Action, id).move_to(state, today=today(session))


def bump(session: Session, id: int, road_bump: str) -> None:
    """Say what stands in the way of an action; empty clears it."""
    one(session, Action, id).road_bump = road_bump


def comment(session: Session, initiative_id: int, text: str) -> int:
    """Add a comment in the name of who acts. Raises RuleBroken when it is empty."""
    if not text.strip():
        raise RuleBroken("Write something first.")
    here = initiative(session, initiative_id)
    new = Comment(initiative_id=here.id, author=who(session), at=now(session), text=text)
    session.add(new)
    return new.id


def attach(session: Session, initiative_id: int, name: str, data: bytes) -> int:
    """Keep a file's bytes with an initiative, at most 20 MB. Raises RuleBroken when larger."""
    here = initiative(session, initiative_id)
    if len(data) > MOST_BYTES:
        raise RuleBroken(
            f"{name} has {len(data) / 1e6:.1f} MB; an attachment may have "
            f"{MOST_BYTES / 1024 / 1024:.0f} MB at most."
        )
    digest = hashlib.sha256(data).hexdigest()
    if session.get(Content, digest) is None:
        session.add(Content(digest=digest, data=data))
    plain = PurePath(name.replace("\\", "/")).name
    if plain in ("", ".."):
        plain = "file"
    new = Attachment(
        initiative_id=here.id,
        name=plain,
        media_type=mimetypes.guess_type(plain)[0] or "",
        size=len(data),
        digest=digest,
    )
    session.add(new)
    return new.id


def detach(session: Session, id: int) -> None:
    """Remove an attachment; its bytes stay as long as undo may need them."""
    session.delete(one(session, Attachment, id))


def content(session: Session, attachment: int) -> tuple[str, bytes]:
    """Name and bytes of an attachment."""
    here = one(session, Attachment, attachment)
    held = session.get(Content, here.digest)
    if held is None or hashlib.sha256(held.data).hexdigest() != here.digest:
        raise RuleBroken(f"The contents of {here.name} are damaged in the file.")
    return here.name, held.data
