"""Files of other programs taken into the sample, as the undo law wants them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from cxdesk.model.requests import Source
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import ActionState
from cxdesk.services import bring_in
from cxdesk.services.incoming import (
    Incoming,
    IncomingAction,
    IncomingBaseline,
    IncomingBatch,
    IncomingCalendar,
    IncomingComment,
    IncomingDomain,
    IncomingInitiative,
    IncomingLink,
    IncomingMilestone,
    IncomingMove,
    IncomingOutcome,
    IncomingPerson,
    IncomingReading,
    IncomingRequest,
    Report,
)
from tests.services.commands import NASTY, Case


def take(session: Session, incoming: Incoming, *, strict: bool = False) -> Report:
    """Take it in with nobody looking."""
    manner = bring_in.Manner(strict=strict)
    return bring_in.bring_in(session, incoming, lambda _done, _all: None, lambda: False, manner)


def card(key: str, **said: object) -> IncomingInitiative:
    """A card of the board."""
    given = {"title": f"Card {key}", "at": f"Card {key}"} | said
    return IncomingInitiative(key=key, **given)  # type: ignore[arg-type]


BOARD = Incoming(
    source="trello 1",
    title="the Trello board “Care”",
    calendar=IncomingCalendar((0, 1, 2, 3), ((date(2027, 1, 6), "Epiphany"),)),
    domains=(IncomingDomain(name="Legal", capacity=20.0),),
    people=(
        IncomingPerson(key="m1", name="Nora Quist", email="nora@care.example", domain="Legal"),
        IncomingPerson(key="m2", name="Amara Diallo", role="COO, sponsor"),
    ),
    outcomes=(
        IncomingOutcome(
            code="O9", name="Trust", baseline=1.0, target=2.0, due=date(2027, 12, 31), owner="m1"
        ),
    ),
    readings=(IncomingReading(outcome="Trust", on=date(2026, 11, 1), value=1.5),),
    batches=(IncomingBatch(key="l1", name="Care", lead="m1"),),
    initiatives=(
        card(
            "1", title=NASTY, batch="l1", owner="m1", sponsor="m2", domain="Legal",
            state=State.IN_PROGRESS, start=date(2026, 10, 1), end=date(2026, 12, 18),
            moves=(
                IncomingMove(State.BACKLOG, date(2026, 9, 1)),
                IncomingMove(State.IN_PROGRESS, date(2026, 10, 5)),
            ),
            comments=(IncomingComment("nora", datetime(2026, 10, 5, 8, 30), NASTY),),
            labels=("legal", NASTY), progress=40, cost=12.5, effort=20.0, scores=(4, 3, 2, 1),
            outcomes=("O9", "O1"), blocked="The lawyers", priority=Priority.HIGH,
        ),
        card("2", parent="1", state=State.DELIVERED, since=date(2026, 11, 2)),
        card("3", batch="l1", state=State.CANCELLED, archived=True),
    ),
    actions=(
        IncomingAction(
            key="c1", initiative="1", title=NASTY, owner="m2", due=date(2026, 12, 1),
            state=ActionState.DONE, done_on=date(2026, 11, 3), road_bump="Late",
        ),
    ),
    requests=(
        IncomingRequest(
            key="q1", title=NASTY, source=Source.VOC, submitted_by="m1", cost=3.0, outcome="O9",
            effort=(("Legal", 3.0), ("IT", 2.0)), submitted_on=date(2026, 11, 9),
        ),
    ),
    links=(
        IncomingLink(predecessor="2", successor="3", type=LinkType.SS, lag=3),
        IncomingLink(predecessor="CX-101", successor="1"),
    ),
    milestones=(IncomingMilestone(initiative="1", name="Signed", on=date(2026, 12, 1)),),
    baselines=(
        IncomingBaseline(
            name="First plan", taken_on=date(2026, 9, 1),
            bars=(("1", date(2026, 9, 7), date(2026, 11, 30)),),
        ),
    ),
)  # fmt: skip

OURS = Incoming(
    source="table",
    title="initiatives.csv",
    people=(IncomingPerson(key="Claire Dubois", name="Claire Dubois"),),
    initiatives=(
        card("CX-401", code="CX-401", title="Other hours", owner="Claire Dubois", end=None,
             state=State.ON_HOLD, outcomes=("O1",), start=date(2026, 11, 10)),
    ),
)  # fmt: skip

BRINGINGS = (
    Case(bring_in.bring_in, "a board", lambda s: take(s, BOARD)),
    Case(bring_in.bring_in, "a table of ours", lambda s: take(s, OURS)),
)
