"""A program that holds something of everything, awkward texts among it."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.exchange.opened import Into, Opened, never, no_progress, ready
from cxdesk.exchange.out.program_json import program_json
from cxdesk.exchange.recognise import open_file
from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.decisions import Decision, DecisionEffort, Minutes, Verdict
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Meeting
from cxdesk.model.origins import Brought, EarlierMove, Origin
from cxdesk.model.people import Delegation, Domain, Membership, Person
from cxdesk.model.plan import WhatIf
from cxdesk.model.program import Program
from cxdesk.model.rankings import Objection, StakeholderRanking
from cxdesk.model.requests import Prerequisite, Request
from cxdesk.model.rounds import OpenBallot, Round, RoundState, Settlement
from cxdesk.model.states import State
from cxdesk.model.views import CardTemplate, SavedView
from cxdesk.services import attachments, pins
from cxdesk.services.export_program import everything
from cxdesk.services.incoming import Report
from cxdesk.store.contents import hold
from cxdesk.store.store import Store
from tests import boards
from tests.conftest import TODAY
from tests.services.commands import NASTY

PAPER = b"%PDF-1.7 signed " + bytes(range(256))
FILE = b"\0\xff any bytes" * 50


def png() -> bytes:
    """A white picture of 2 by 2."""
    rows = zlib.compress(b"\0\xff\xff\xff\xff\xff\xff" * 2)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
        (b"IDAT", rows),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def fill(store: Store) -> None:
    """Put into the sample what it lacks: a secret vote that is published, and a row of the rest."""
    here = boards.published(store, secret=True)
    store.do("Fill", lambda s: _fill(s, here))


def _fill(s: Session, here: boards.Sitting) -> None:
    people = s.scalars(select(Person).order_by(Person.name)).all()
    work = s.scalars(select(Initiative).order_by(Initiative.code)).all()
    seats = s.scalars(select(Membership).order_by(Membership.id)).all()
    asked = s.scalars(select(Request).order_by(Request.code)).all()
    attachments.attach(s, work[0].id, "Notes, „final“ – ünïcode.txt", FILE)
    s.scalars(select(Program)).one().logo = hold(s, png())
    signed = s.scalars(select(Charter).where(Charter.state == CharterState.APPROVED)).first()
    assert signed is not None
    signed.digest, signed.paper, signed.logo = hold(s, PAPER), "A4", hold(s, png())
    work[1].title = NASTY
    work[1].labels = [NASTY, "„Daten“"]
    pins.set_pin(s, seats[0].id, "1234")
    meeting = s.get_one(Meeting, here.meeting)
    open_round = Round(
        meeting_id=meeting.id, number=2, question=NASTY, state=RoundState.CLOSED, ballots=1,
        present=1, tasks=[asked[0].id, asked[1].id], closed_at=datetime(2026, 11, 23, 9, 0, 0, 1),
    )  # fmt: skip
    decision = Decision(
        number=1, request_id=asked[0].id, meeting_id=meeting.id, round_id=here.round, rank=1,
        verdict=Verdict.DECLINED, on=TODAY, reason=NASTY, limits=[NASTY],
    )  # fmt: skip
    content = '{"ranked":[[1],[0]],"below":[],"none":[],"recused":[],"line":1}'
    s.add_all([
        open_round, decision,
        OpenBallot(round_id=open_round.id, seat_id=here.seats[0], content=content),
        Settlement(round_id=open_round.id, winner_id=asked[0].id, loser_id=asked[1].id,
                   hands_for=3, hands_against=2, on=TODAY),
        DecisionEffort(decision_id=decision.id, domain_id=s.scalars(select(Domain.id)).first(),
                       days=2.5),
        Minutes(meeting_id=meeting.id, approved_by_id=people[0].id, on=TODAY,
                digest=hold(s, PAPER + b"2"), size=len(PAPER) + 1, chain="0" * 64),
        Delegation(membership_id=seats[0].id, person_id=people[1].id, start=TODAY, end=TODAY),
        WhatIf(name="Later", made_on=TODAY, steps=[["pin", work[0].id, True]]),
        Prerequisite(request_id=asked[0].id, needed_id=asked[1].id),
        StakeholderRanking(person_id=people[0].id, on=TODAY, tiers=[[work[0].id], [work[1].id]],
                           no_opinion=[work[2].id]),
        Objection(person_id=people[0].id, initiative_id=work[0].id, on=TODAY, text=NASTY),
        SavedView(name=NASTY, content={"filter": {"labels": [NASTY], "owners": [2**62, None]}}),
        CardTemplate(name="Card", content={"title": NASTY}),
        Origin(source="trello:1", key="77", kind=Brought.INITIATIVE, item=work[0].id,
               said={"title": NASTY, "moves": [["backlog", "2026-01-01"]]}),
        EarlierMove(initiative_id=work[0].id, state=State.BACKLOG, on=date(2025, 12, 1)),
    ])  # fmt: skip


def taken_out(store: Store) -> bytes:
    """The program as JSON."""
    with store.read() as session:
        return program_json(everything(session), no_progress, never)


def state(exported: bytes) -> bytes:
    """The file without what differs from one to the next: when it was written, and the history."""
    head, _, rest = exported.partition(b'"written": ')
    return head + rest[rest.index(b"\n") : rest.index(b'\n"history": [')]


def opened(path: Path, content: bytes) -> Opened:
    """The file, opened."""
    path.write_bytes(content)
    return open_file(path, Into(TODAY))


def bring_in(store: Store, path: Path, content: bytes) -> Report:
    """Take the file in, as the window does."""
    file = opened(path, content)
    return store.do(f"Bring in {file.title}", ready(file, no_progress, never).command)[0]


def changed(exported: bytes, **tables: object) -> bytes:
    """The file with other tables in the place of its own."""
    return json.dumps(json.loads(exported) | tables).encode()
