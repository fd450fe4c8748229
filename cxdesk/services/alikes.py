"""What a new request looks like: requests and initiatives whose titles say the same."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.likeness import Likeness
from cxdesk.model.initiatives import Initiative
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import State
from cxdesk.services.search import fold
from cxdesk.store.history import ChangeSet

_initiative, _request = Initiative.__table__.c, Request.__table__.c


class Likely(NamedTuple):
    """A request or an initiative ("request", "initiative") with a title like another's."""

    kind: str
    id: int
    code: str
    title: str


class Titles:
    """Every title to compare with: looked through in a millisecond once it is made."""

    def __init__(self, found: list[Likely]) -> None:
        self._found = {one.id: one for one in found}
        self._likeness = Likeness((one.id, fold(one.title)) for one in found)

    def alike(self, title: str, but: int | None = None, most: int = 3) -> list[Likely]:
        """What is most like a title, `but` for one id."""
        ids = [one.key for one in self._likeness.find(fold(title), most + 1)]
        return [self._found[id] for id in ids if id != but][:most]


def retitled(change_set: ChangeSet) -> bool:
    """Whether a change may alter what `titles` reads."""
    return any(
        change.before is None or change.after is None or {"title", "state"} & change.after.keys()
        for change in change_set.changes
        if change.table in ("request", "initiative")
    )


def titles(session: Session) -> Titles:
    """The titles of requests and initiatives that were not turned away.

    An accepted request is not among them: what became of it is.
    """
    gone = (RequestState.REJECTED, RequestState.DECLINED, RequestState.ACCEPTED)
    requests = session.execute(
        select(_request.id, _request.code, _request.title).where(_request.state.not_in(gone))
    )
    initiatives = session.execute(
        select(_initiative.id, _initiative.code, _initiative.title).where(
            _initiative.state != State.CANCELLED
        )
    )
    return Titles(
        [Likely("initiative", *row) for row in initiatives]
        + [Likely("request", *row) for row in requests]
    )
