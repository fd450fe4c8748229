"""All of a program as plain rows, to leave with: docs/json.md tells what they are.

Two readings of the same state are equal. Of secret ballots it gives what the file itself tells,
sorted by what they say: neither an order nor a moment, and no seat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.rounds import Urn
from cxdesk.model.work import Content
from cxdesk.services import flow
from cxdesk.services.ballots import voting_secretly
from cxdesk.services.program_shape import PROGRAM, Field, Kind, Shape, shapes
from cxdesk.services.session import now
from cxdesk.store.recorder import table_of
from cxdesk.store.schema import HISTORY, HISTORY_ITEM, SCHEMA_VERSION

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Everything:
    """A program as it leaves. Values are those of JSON: ids as text, days and times in ISO form.

    `tables` holds the rows of each table by its key, `moves` the states that initiatives entered,
    oldest first, `secret_ballots` what each closed round holds, `contents` the bytes of kept files
    by their digest, and `history` who did what when, which is to be read and not taken in again.
    """

    version: int
    written: str
    program: Row
    tables: Mapping[str, Sequence[Row]]
    moves: Sequence[Row]
    secret_ballots: Sequence[Row]
    contents: Mapping[str, bytes]
    history: Sequence[Row]


def everything(session: Session) -> Everything:
    """The whole program. Raises RuleBroken while a secret round is open, as no copy is made then.

    Files made one after the other, each with a ballot more, would tell the ballots apart.
    """
    if voting_secretly(session):
        raise RuleBroken(
            "A secret round is open. What is taken out meanwhile would tell its ballots apart: "
            "close the round first."
        )
    tables = {key: rows(session, shape) for key, shape in shapes().items()}
    programs = tables.pop(PROGRAM)
    if not programs:
        raise RuleBroken("This file holds no program yet: there is nothing to take out.")
    return Everything(
        version=SCHEMA_VERSION,
        written=written(now(session).replace(microsecond=0)),
        program=programs[0],
        tables=tables,
        moves=moves(session),
        secret_ballots=_secret_ballots(session),
        contents=_contents(session, tables, programs[0]),
        history=_history(session),
    )


# Rows ---------------------------------------------------------------------------------------


def rows(session: Session, shape: Shape) -> list[Row]:
    """The rows of one table by their ids."""
    table = table_of(shape.entity.__mapper__)
    columns = [table.c[field.name] for field in shape.fields]
    found = session.execute(select(*columns).order_by(table.c.id)).all()
    keys = [field.key for field in shape.fields]
    to_change = [
        (field.key, change) for field in shape.fields if (change := _change(field)) is not None
    ]
    made = [dict(zip(keys, values, strict=True)) for values in found]
    for key, change in to_change:
        for row in made:
            value = row[key]
            if value is not None:
                row[key] = change(value)
    return made


def _change(field: Field) -> Callable[[Any], Any] | None:
    """What makes a value of the model one of JSON; None where it is one already."""
    return _CHANGES.get(field.kind)


def written(moment: datetime) -> str:
    """A moment as it stands in the file: UTC, marked as such."""
    return f"{moment.isoformat()}Z"


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def _ids(value: Any) -> Any:
    return [_ids(each) for each in value] if isinstance(value, list) else str(value)


_CHANGES: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.ID: str,  # 63 bits are more than the numbers of most programs that read JSON
    Kind.CHOICE: lambda member: str(member.value),
    Kind.DATE: date.isoformat,
    Kind.TIME: written,
    Kind.NUMBER: _number,
    Kind.IDS: _ids,
    Kind.TIERS: _ids,
}


# What stands beside the tables --------------------------------------------------------------


def moves(session: Session) -> list[Row]:
    """The states that each initiative entered and the day, from the history and from before it."""
    tracked = flow.flow(flow.records(session)).tracked
    return [
        {"initiative": str(one.id), "state": stay.state, "on": stay.since.isoformat()}
        for one in sorted(tracked, key=lambda one: one.id)
        for stay in one.stays
    ]


def _secret_ballots(session: Session) -> list[Row]:
    """What the urns of closed rounds hold. Their receipts are gone since the closing."""
    found = session.execute(select(Urn.round_id, Urn.ballots).order_by(Urn.round_id))
    return [
        {"round": str(round), "ballots": sorted(content for content, _ in json.loads(ballots))}
        for round, ballots in found
    ]


def _contents(
    session: Session, tables: Mapping[str, Sequence[Row]], program: Row
) -> dict[str, bytes]:
    """The bytes that a row names; what undo alone could bring back stays behind."""
    named = {
        row[field.key]
        for shape in shapes().values()
        for field in shape.fields
        if field.kind is Kind.DIGEST
        for row in tables.get(shape.key, [program])
    }
    table = Content.__table__.c
    digests = session.scalars(select(table.digest).order_by(table.digest)).all()
    one = select(table.data)
    return {
        digest: session.execute(one.where(table.digest == digest)).scalar_one()
        for digest in digests
        if digest in named
    }


def _history(session: Session) -> list[Row]:
    """Who did what when, and the items it was about; without what changed in them."""
    about: dict[int, list[str]] = {}
    marks = select(HISTORY_ITEM.c.seq, HISTORY_ITEM.c.item).order_by(HISTORY_ITEM.c.item)
    for seq, item in session.execute(marks).all():  # one by one they would take twice as long
        about.setdefault(seq, []).append(str(item))
    entries = select(
        HISTORY.c.seq, HISTORY.c.at, HISTORY.c.who, HISTORY.c.label, HISTORY.c.kind,
        HISTORY.c.target,
    ).order_by(HISTORY.c.seq)  # fmt: skip
    return [
        {
            "entry": seq,
            "at": at.replace("+00:00", "Z"),
            "who": who,
            "what": label,
            "kind": kind,
            "of": of,
            "items": about.get(seq, []),
        }
        for seq, at, who, label, kind, of in session.execute(entries).all()
    ]
