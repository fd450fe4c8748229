"""Files kept with an initiative, inside the program file: added, renamed, removed and read."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import byte_size, one_line
from cxdesk.model.work import Attachment, Content
from cxdesk.services.session import initiative, one
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

MOST_BYTES = 25 * 1024 * 1024  # of one file
MOST_IN_ALL = 500 * 1024 * 1024
_LONGEST_NAME = 255
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file kept with the initiative, size in bytes; who added it, and when in local time."""

    id: int
    name: str
    size: int
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was read and is not kept yet."""

    name: str
    data: bytes
    digest: str


def attachments(session: Session, initiative_id: int) -> tuple[AttachmentRow, ...]:
    """The files kept with an initiative, in the order of their names."""
    rows = session.scalars(
        select(Attachment)
        .where(Attachment.initiative_id == initiative_id)
        .order_by(func.lower(Attachment.name), Attachment.id)
    ).all()
    if not rows:
        return ()
    item = HISTORY_ITEM.c
    first = (
        select(item.item, func.min(item.seq).label("seq"))
        .where(item.item.in_([row.id for row in rows]))
        .group_by(item.item)
        .subquery()
    )
    query = select(first.c.item, HISTORY.c.who, HISTORY.c.at).join(
        HISTORY, HISTORY.c.seq == first.c.seq
    )
    added = {id: (by, datetime.fromisoformat(at)) for id, by, at in session.execute(query)}
    return tuple(
        AttachmentRow(row.id, row.name, row.size, *_local(*added.get(row.id, ("", None))))
        for row in rows
    )


def _local(by: str, at: datetime | None) -> tuple[str, datetime | None]:
    return by, None if at is None else at.replace(tzinfo=at.tzinfo or UTC).astimezone()


def read_file(path: Path, cancelled: Callable[[], bool] = lambda: False) -> Incoming:
    """Read a file to keep, no more of it than may be kept. Raises RuleBroken, in words."""
    name, digest, parts, much = path.name, hashlib.sha256(), [], 0
    try:
        if path.is_dir():
            raise RuleBroken(f"{name} is a folder: attach its files, or pack it into a zip first.")
        if not path.is_file() and path.exists():
            raise RuleBroken(f"{name} is no file that can be kept.")
        _refuse_size(name, path.stat().st_size)
        with path.open("rb") as file:
            while not cancelled() and (part := file.read(_CHUNK)):
                much += len(part)
                _refuse_size(name, much)  # it may have grown since
                digest.update(part)
                parts.append(part)
    except OSError as trouble:
        raise RuleBroken(f"{name} cannot be read: {trouble.strerror}.") from trouble
    return Incoming(name, b"".join(parts), digest.hexdigest())


def incoming(name: str, data: bytes) -> Incoming:
    """Bytes at hand as a file that can be kept."""
    return Incoming(name, data, hashlib.sha256(data).hexdigest())


def keep(session: Session, initiative_id: int, file: Incoming) -> int:
    """Keep a file that was read with an initiative.

    The same bytes are kept once, however many files have them. Raises RuleBroken where it is too
    large, is there already, or would make the program file too large.
    """
    here = initiative(session, initiative_id)
    name = _plain(file.name)
    _refuse_size(name, len(file.data))
    same = select(Attachment.id).where(
        Attachment.initiative_id == here.id,
        Attachment.name == name,
        Attachment.digest == file.digest,
    )
    if session.scalar(same) is not None:
        raise RuleBroken(f"{name} is kept with {here.code} already, just as it is.")
    if session.scalar(select(Content.digest).where(Content.digest == file.digest)) is None:
        held = _held(session)
        if held + len(file.data) > MOST_IN_ALL:
            raise RuleBroken(
                f"The files of this program have {byte_size(held)} together, and may have "
                f"{byte_size(MOST_IN_ALL)}: {name} with {byte_size(len(file.data))} is too much. "
                "Remove some first."
            )
        session.add(Content(digest=file.digest, data=file.data))
    new = Attachment(
        initiative_id=here.id, name=name, media_type=mimetypes.guess_type(name)[0] or "",
        size=len(file.data), digest=file.digest,
    )  # fmt: skip
    session.add(new)
    session.flush()
    return new.id


def attach(session: Session, initiative_id: int, name: str, data: bytes) -> int:
    """Keep bytes under a name with an initiative, as `keep` does."""
    return keep(session, initiative_id, incoming(name, data))


def rename(session: Session, id: int, name: str) -> None:
    """Set the name of a kept file. Raises RuleBroken for an empty or overlong one."""
    here = one(session, Attachment, id)
    if why := name_problem(name):
        raise RuleBroken(why)
    here.name = name.strip()
    here.media_type = mimetypes.guess_type(here.name)[0] or ""


def remove(session: Session, id: int) -> None:
    """Remove a kept file; its bytes stay as long as undo may need them."""
    session.delete(one(session, Attachment, id))


def content(session: Session, id: int) -> tuple[str, bytes]:
    """Name and bytes of a kept file. Raises RuleBroken where they are damaged."""
    here = one(session, Attachment, id)
    held = session.get(Content, here.digest)
    if held is None or hashlib.sha256(held.data).hexdigest() != here.digest:
        raise RuleBroken(f"The contents of {here.name} are damaged in the file.")
    return here.name, held.data


def name_problem(name: str) -> str:
    """What is wrong with the name of a file; "" when nothing is."""
    if not name.strip():
        return "A file needs a name."
    if not one_line(name):
        return "The name of a file stays on one line: take the line break out."
    if len(name) > _LONGEST_NAME:
        return f"The name of a file has {_LONGEST_NAME} letters at most."
    return ""


def _plain(name: str) -> str:
    """The name as it was, without a folder before it."""
    plain = name.rpartition("/")[2]
    return plain if plain not in ("", ".", "..") else "file"


def _refuse_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise RuleBroken(
            f"{name} has {byte_size(size)}; a file kept here may have "
            f"{byte_size(MOST_BYTES)} at most."
        )


def _held(session: Session) -> int:
    """The bytes of all kept files, the same ones counted once."""
    files = select(Attachment.digest, Attachment.size).distinct().subquery()
    return session.scalar(select(func.sum(files.c.size))) or 0
