"""What a file says of its change board, by the program's own doors: queries and commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk import cli
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round
from cxdesk.services import ballots, check, meeting_view, minutes, register
from cxdesk.services.ballots import Marked
from cxdesk.services.register import RegisterRow
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk

RANKING = (
    "1. R2 One-click cancellation. Regulation, due 1 Mar. 45 k€, 50 days. "
    "29 preferences won, 6 lost. Fits, 48 k€ left",
    "4 of 7 prefer R2 to R1; one ballot the other way would swap them",
    "2. R1 Outage texts. Voice of customer. 30 k€, 35 days. "
    "27 preferences won, 8 lost. Fits, 18 k€ left",
    "5 of 7 prefer R1 to R5; the points agree, 27 to 22",
    "3. R5 Chat transcript to technician. Employee. second most divisive. 15 k€, 20 days. "
    "22 preferences won, 13 lost. Fits, 3 k€ left",
    "5 of 7 prefer R5 to R3; the points agree, 22 to 13",
    "Funding line. R2 + R1 + R5 = 90 of 93 k€ free",
)
"""The sample's ballots as they are read out on the tab Decisions, down to the funding line."""

FACTS = [
    "Turnout: 7 of 7 ballots, quorum 4, nobody recused",
    "Agreement: 79 %, keeps 83 of 105 opinions",
    "Kendall’s W: 0.566, discuss if below 0.3",
    "If any one ballot were missing: Same three funded, 7 recounts, also by all methods",
]


def decided(store: Store) -> dict[str, RegisterRow]:
    """The decisions by the codes of their requests."""
    with store.read() as session:
        return {row.request: row for row in register.register(session)}


def agenda_of(store: Store, number: int) -> list[str]:
    """The codes on the agenda of a meeting, in their order."""
    with store.read() as session:
        row = next(one for one in meeting_view.meetings(session) if one.number == number)
        sheet = meeting_view.sheet(session, row.id)
    assert sheet is not None
    return [line.code for line in sheet.agenda]


def rounds_of(store: Store) -> list[Round]:
    """The rounds of the file, in their order."""
    with store.read() as session:
        return list(session.scalars(select(Round).order_by(Round.number)))


def frozen(desk: Desk, number: int = 1) -> bytes:
    """The minutes of a meeting as they were approved last."""
    with desk.read() as session:
        row = next(one for one in meeting_view.meetings(session) if one.number == number)
        return minutes.frozen(session, minutes.approved(session, row.id)[-1].id)


def in_order(file: Path, said: pytest.CaptureFixture[str]) -> bool:
    """Whether `cxdesk check` finds nothing wrong with a file that nobody has open."""
    said.readouterr()
    code = cli.main(["check", str(file)])
    words = said.readouterr().out
    assert code == 0, words
    return words.endswith("and rules are in order.\n")


def printed(file: Path, what: str, number: int = 1) -> bytes:
    """What `cxdesk print` writes of a meeting."""
    out = file.with_suffix(".pdf")
    assert cli.main(["print", str(file), what, str(number), "-o", str(out)]) == 0
    return out.read_bytes()


def sound(store: Store) -> list[str]:
    """What is wrong with a file, by the program's own checks."""
    with store.read() as session:
        return [*store.problems(), *check.broken_rules(session)]


def counted(store: Store) -> list[str]:
    """The ballots of the newest round, sorted, as "2=1 5 | 3; below 6; left out 4!"."""
    with store.read() as session:
        round = session.scalars(select(Round).order_by(Round.number.desc()).limit(1)).one()
        codes = {id: code[1:] for id, code in session.execute(select(Request.id, Request.code))}
        cast = [one.marked for one in ballots.ballots_of(session, round.id)]
    return sorted(_spelled(one, codes) for one in cast)


def _spelled(marked: Marked, codes: dict[int, str]) -> str:
    tiers = marked.tiers
    ranked = ["=".join(sorted(codes[id] for id in tier)) for tier in tiers.ranked]
    if tiers.cut is not None:
        ranked.insert(tiers.cut, "|")
    parts = [" ".join(ranked)]
    for words, ids in (("below", tiers.unranked), ("left out", tiers.no_opinion)):
        if ids:
            signed = sorted(codes[id] + "!" * (id in marked.recused) for id in ids)
            parts.append(f"{words} {' '.join(signed)}")
    return "; ".join(parts)
