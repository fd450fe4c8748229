"""Makes tests/files/version1.cxdesk: a small program as cxdesk of file version 1 wrote it.

    python tests/store/version1.py tests/files/version1.cxdesk

Made once, when version 1 was current, and kept: later programs must open it as it is. Before the
tables change, the same program is kept as today's version writes it: version2.cxdesk and so on.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.model.outcomes import Outcome, Reading
from cxdesk.model.people import Domain
from cxdesk.model.states import State
from cxdesk.services import actions, attachments, comments, initiatives, kanban, people, programs
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store

THEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

# What the file holds; every table of version 1 that is not named is empty.
ROWS = {
    "program": 1, "frame_item": 1, "domain": 1, "person": 2, "batch": 1, "outcome": 1,
    "reading": 2, "initiative": 2, "contribution": 1, "link": 1, "action": 1, "comment": 1,
    "attachment": 1, "content": 1, "history": 15, "history_item": 23,
}  # fmt: skip


def outcome(session: Session) -> int:
    promise = Outcome(code="O1", name="Retention", unit="%", due=date(2027, 12, 31))
    promise.aim(84.0, 86.0)
    promise.readings = [
        Reading(on=date(2026, 5, 1), value=84.2), Reading(on=date(2026, 11, 1), value=84.6)
    ]  # fmt: skip
    session.add(promise)
    return promise.id


def domain(session: Session) -> int:
    new = Domain(name="Care", short="Care", capacity=100.0)
    session.add(new)
    return new.id


def write(store: Store) -> None:
    """A program with two initiatives, one change undone and one that may be redone."""
    store.do("Begin", lambda s: programs.new(s, "Version 1 – R&D <5%"))
    care, _ = store.do("Add a domain", domain)
    owner, _ = store.do("Add a person", lambda s: people.add(s, "Tomás Vidal", "head", domain=care))
    store.do("Add a person", lambda s: people.add(s, "Hana Sato"))
    promise, _ = store.do("Add an outcome", outcome)
    batch, _ = store.do(
        "Add a batch", lambda s: programs.add_batch(s, "B1", "Ask Once", date(2027, 4, 30), owner)
    )
    first, _ = store.do(
        "Add CX-101", lambda s: initiatives.add(s, "Single customer ID", batch=batch)
    )
    second, _ = store.do(
        "Add CX-102", lambda s: initiatives.add(s, "Stop re-asking", batch=batch, domain=care)
    )

    def plan(session: Session) -> None:
        initiatives.give(session, first, owner)
        initiatives.schedule(session, first, date(2026, 12, 1), date(2027, 2, 26))
        initiatives.serve(session, first, [promise])
        initiatives.label(session, first, ["customer", "„Daten“"])
        kanban.move(session, [first], {Axis.STATE: State.PLANNED})

    store.do("Plan CX-101", plan)
    store.do("Link", lambda s: initiatives.link(s, first, second))

    def work(session: Session) -> None:
        actions.add(session, first, "Talk to IT", owner=owner, due=date(2026, 12, 15))
        comments.add(session, first, "Legal has agreed.")
        attachments.attach(session, first, "note.txt", b"an attachment of version 1")

    store.do("Begin work", work)
    store.do("Rename", lambda s: initiatives.rename(s, first, "One customer ID"))
    store.undo()
    store.do("Estimate", lambda s: initiatives.cost(s, first, 220.0, 260.0))
    store.undo()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.unlink(missing_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        Store.create(target, home=Path(home), clock=lambda: THEN, who="Sofia Marques") as made,
    ):
        write(made)
