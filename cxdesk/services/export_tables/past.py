"""What was: the states of initiatives, what stakeholders said, and who changed what when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.rankings import Objection, StakeholderRanking
from cxdesk.model.states import State
from cxdesk.services.export_tables.rows import Names, Table, counted, listed, table
from cxdesk.services.flow import flow, records
from cxdesk.store.schema import HISTORY

_STATES = {state.value: state for state in State}
_KINDS = {"do": "", "undo": "Undone", "redo": "Redone"}


def tables(session: Session, names: Names, *, history: bool) -> Iterator[Table]:
    """States that were entered, rankings and objections; the `history` where it is wanted."""
    tracked = sorted(flow(records(session)).tracked, key=lambda one: counted(one.code))
    yield listed(
        "states",
        ("initiative", "state", "since", "until"),
        (
            (one.code, _STATES[stay.state], stay.since, stay.until)
            for one in tracked
            for stay in one.stays
        ),
    )
    yield listed(
        "rankings",
        ("person", "on", "initiative", "rank", "note"),
        sorted(_rankings(session, names), key=lambda row: (row[0], row[1], row[3] or 1e9, row[2])),
    )
    yield table(
        session,
        "objections",
        select(
            Initiative.code.label("initiative"), Objection.person_id.label("person"), Objection.on,
            Objection.text,
        ).join_from(Objection, Initiative),
        by=lambda row: (counted(row.initiative), row.on, names.person(row.person), row.text),
        person=names.person,
    )  # fmt: skip
    if history:
        own = HISTORY.c
        yield table(
            session,
            "history",
            select(own.seq, own.at, own.who, own.label, own.kind).order_by(own.seq),
            at=lambda at: datetime.fromisoformat(at).replace(tzinfo=None),
            kind=lambda kind: _KINDS.get(kind, kind),
        )


def _rankings(session: Session, names: Names) -> Iterator[tuple[str, date, str, int | None, str]]:
    """A row for each initiative that somebody ranked; those tied have one rank, the best."""
    rows = session.execute(
        select(
            StakeholderRanking.person_id,
            StakeholderRanking.on,
            StakeholderRanking.tiers,
            StakeholderRanking.no_opinion,
        )
    )
    for person, on, tiers, silent in rows:
        who, rank = names.person(person), 1
        for tier in tiers[:-1]:
            for id in tier:
                yield who, on, names.initiative(id), rank, ""
            rank += len(tier)
        for id in tiers[-1] if tiers else ():
            yield who, on, names.initiative(id), None, "Below all ranked"
        for id in silent:
            yield who, on, names.initiative(id), None, "No opinion"
