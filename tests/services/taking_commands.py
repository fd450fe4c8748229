"""Taking in a whole program beside what is here: new rows, changed ones, and a secret vote."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cxdesk.exchange.opened import never, no_progress
from cxdesk.model.rounds import Round
from cxdesk.services.export_program import Row, everything, rows
from cxdesk.services.program_shape import shapes
from cxdesk.services.take_over import take_over
from cxdesk.services.taking.rows import Document, checked
from cxdesk.store import urn
from tests.services.commands import NASTY, Case

BALLOT = '{"ranked":[[0],[1]],"below":[],"none":[],"recused":[],"line":null}'


def document(tables: dict[str, list[Row]], **more: object) -> Document:
    """A file with these rows."""
    empty = {"moves": (), "secret_ballots": (), "contents": {}}
    return Document(name="the program “Other”", tables=tables, **(empty | more))  # type: ignore[arg-type]


def sealed(round: int, tasks: list[str], **others: object) -> Row:
    """A row of a secret round that is closed, with two ballots like BALLOT."""
    return {
        "id": str(round), "number": 9, "question": "Which?", "secret": True, "state": "closed",
        "tasks": tasks, "ballots": 2, "present": 2,
        "digest": urn.digest_of(round, [BALLOT, BALLOT]), **others,
    }  # fmt: skip


def _beside(s: Session) -> None:
    """A domain and an initiative are new, with a day before; another has a new title; a vote."""
    here = everything(s).tables
    changed = here["initiatives"][3] | {"title": NASTY, "labels": [NASTY]}
    new = changed | {"id": "77", "code": "CX-7777", "domain": "78", "parent": None}
    meeting = {
        "id": "79", "number": 90, "group": here["groups"][0]["id"], "on": "2026-10-01",
        "quorum": 1, "plan_from": "2026-11-01", "plan_to": "2026-12-01",
    }  # fmt: skip
    tasks = [row["id"] for row in here["requests"][:2]]
    file = document(
        {
            "initiatives": [changed, new],
            "domains": [{"id": "78", "name": "Legal", "short": "Leg"}],
            "meetings": [meeting],
            "rounds": [sealed(80, tasks, meeting="79")],
        },
        moves=[{"initiative": "77", "state": "backlog", "on": "2026-01-05"}],
        secret_ballots=[{"round": "80", "ballots": [BALLOT, BALLOT]}],
    )
    report = take_over(s, checked(file), no_progress, never)
    assert report.problems == ()
    assert rows(s, shapes()["rounds"])[-1]["secret"]
    assert s.get_one(Round, 80).ballots == 2


TAKING = (Case(take_over, "beside what is here", _beside),)
