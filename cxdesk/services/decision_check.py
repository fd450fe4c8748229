"""Does a file keep the rules of decisions? A part of what `cxdesk check` says."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.requests import RequestState
from cxdesk.model.wording import listed


def broken_decisions(session: Session) -> Iterator[str]:
    """What decisions break of rule 9, in words."""
    accepted: dict[int, str] = {}
    made: dict[int, str] = {}
    for here in session.scalars(select(Decision).order_by(Decision.number)):
        said = f"{here.code} on {here.request.code}"
        if here.verdict is Verdict.DEFERRED and here.until is None:
            yield f"{said} defers it to no day."
        if here.verdict is not Verdict.ACCEPTED:
            continue
        missing = [
            words
            for words, there in (
                ("a deadline", here.deadline), ("an owner", here.owner_id),
                ("a rank", here.urgent or here.rank),
                ("resources", here.cost or here.effort),
                ("a waiver", not here.limits or (here.waiver and here.waiver_by_id)),
            )
            if not there
        ]  # fmt: skip
        if missing:
            yield f"{said} accepts it without {listed(missing)}."
        if (here.initiative_id is None) == (here.action_id is None):
            yield f"{said} must have made one initiative or one action, and not both."
        if here.request.state is not RequestState.ACCEPTED:
            yield f"{said} accepts it although it is {here.request.state.label.lower()}."
        if before := accepted.get(here.request_id):
            yield f"{here.request.code} was accepted twice, with {before} and {here.code}."
        accepted[here.request_id] = here.code
        if here.initiative_id is not None:
            if before := made.get(here.initiative_id):
                yield f"{before} and {here.code} made the same initiative."
            made[here.initiative_id] = here.code
