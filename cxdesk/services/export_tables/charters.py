"""The charters: the texts of every version, and a table for each kind of their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.charter_lines import (
    Benefit,
    CharterLine,
    Cost,
    Criterion,
    Duty,
    GroupImpact,
    Phase,
    Resource,
    Risk,
    TeamMember,
)
from cxdesk.model.charters import Approval, Charter, charter_label
from cxdesk.model.initiatives import Initiative
from cxdesk.services.export_tables.rows import Cell, Names, Table, counted, listed

TEXTS = (
    "summary", "why", "strategy", "objectives", "benefits", "scope_in", "scope_out", "processes",
    "tools", "roles", "dependencies", "assumptions", "constraints",
)  # fmt: skip


def tables(session: Session, names: Names) -> Iterator[Table]:
    """Charters and their lines, by initiative and version; the lines in their order."""
    query = select(Charter.__table__, Initiative.code.label("initiative")).join_from(
        Charter, Initiative
    )
    found = sorted(
        session.execute(query), key=lambda row: (counted(row.initiative), row.version, row.id)
    )
    heads = {
        row.id: (row.initiative, charter_label(row.version, row.revision, row.state))
        for row in found
    }
    places = {id: place for place, id in enumerate(heads)}
    yield listed(
        "charters",
        ("initiative", "version", "state", "since", *TEXTS),
        (
            (*heads[row.id], row.state, row.state_since, *(getattr(row, text) for text in TEXTS))
            for row in found
        ),
    )

    def lines(key: str, kind: type[CharterLine | Approval], **said: Callable[[Any], Cell]) -> Table:
        own = kind.__table__.c
        rows = session.execute(select(kind.__table__).order_by(own.position, own.id)).all()
        rows = sorted(rows, key=lambda row: places[row.charter_id])
        return listed(
            key,
            ("initiative", "version", *said),
            ((*heads[row.charter_id], *(way(row) for way in said.values())) for row in rows),
        )

    yield lines(
        "benefits", Benefit,
        text=lambda row: row.text, adverse=lambda row: row.adverse,
        owner=lambda row: names.person(row.owner_id), measure=lambda row: row.measure,
        baseline=lambda row: row.baseline, target=lambda row: row.target, due=lambda row: row.due,
    )  # fmt: skip
    yield lines(
        "phases", Phase,
        name=lambda row: row.name, start=lambda row: row.start, end=lambda row: row.end,
        gate=lambda row: row.gate, entry=lambda row: row.entry, exit=lambda row: row.exit,
    )  # fmt: skip
    yield lines(
        "criteria", Criterion,
        text=lambda row: row.text, evidence=lambda row: row.evidence,
        accepted_by=lambda row: names.person(row.accepted_by_id),
        ticked_on=lambda row: row.ticked_on,
    )  # fmt: skip
    yield lines(
        "risks", Risk,
        text=lambda row: row.text, probability=lambda row: row.probability,
        impact=lambda row: row.impact, response=lambda row: row.response,
        owner=lambda row: names.person(row.owner_id),
    )  # fmt: skip
    yield lines(
        "costs", Cost,
        text=lambda row: row.text, year=lambda row: row.year, amount=lambda row: row.amount,
    )  # fmt: skip
    yield lines(
        "resources", Resource,
        domain=lambda row: names.domain(row.domain_id), days=lambda row: row.days,
        text=lambda row: row.text,
    )  # fmt: skip
    yield lines(
        "team", TeamMember,
        person=lambda row: names.person(row.person_id), part=lambda row: row.part,
    )  # fmt: skip
    team = {
        str(row.id): names.person(row.person_id) or row.part
        for row in session.execute(select(TeamMember.__table__))
    }
    yield lines(
        "duties", Duty,
        text=lambda row: row.text,
        letters=lambda row: tuple(
            sorted(f"{team.get(id, '?')}: {letter}" for id, letter in row.letters.items())
        ),
    )  # fmt: skip
    yield lines(
        "impacts", GroupImpact,
        text=lambda row: row.text, people=lambda row: row.people,
        impact=lambda row: row.impact, planned=lambda row: row.planned,
    )  # fmt: skip
    yield lines(
        "approvals", Approval,
        person=lambda row: names.person(row.person_id), verdict=lambda row: row.verdict,
        decided_on=lambda row: row.decided_on, comment=lambda row: row.comment,
        answer=lambda row: row.answer,
    )  # fmt: skip
