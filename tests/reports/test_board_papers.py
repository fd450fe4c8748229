"""The papers of a board, read back by pypdf: agenda pack and ballots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import MeetingKind
from cxdesk.reports.agenda_pack import NOTHING, agenda_pdf
from cxdesk.reports.paper_ballot import HOW, LINE, ballots_pdf
from cxdesk.services import agenda, board_print, meetings, requests, rounds
from cxdesk.services.board_print_rows import AgendaPack, SeatRow
from cxdesk.store.store import Store
from tests import boards
from tests.paper import words
from tests.services.commands import req
from tests.services.meeting_commands import _at_ratification, board

AWKWARD = 'R&D <5% & "x" <img src=/secret.png>'


def read(data: bytes) -> list[str]:
    return words(data)


def embedded(data: bytes) -> bool:
    """Whether every font of the document lies in it."""
    for page in PdfReader(BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            drawn = font.get_object()
            if "/DescendantFonts" in drawn:
                drawn = drawn["/DescendantFonts"][0].get_object()
            if "/FontFile2" not in drawn["/FontDescriptor"]:
                return False
    return True


@pytest.fixture
def pack(store: Store) -> AgendaPack:
    """The sample's meeting, with awkward text typed wherever there is text."""

    def nasty(s: requests.Session) -> None:
        here = req(s, "R1")
        long = f"{AWKWARD} 🧭\n- one\n- two\n{'word ' * 2000}"
        requests.edit(s, here.id, title=f"Outage texts {AWKWARD}", description=long)
        requests.require(s, here.id, [req(s, "R2").id])

    store.do("Type", nasty)
    here = boards.planned(store)
    store.do("Place", lambda s: meetings.hold_in(s, here.meeting, f"Room {AWKWARD}"))
    store.do("Item", lambda s: agenda.add_item(s, here.meeting, f"Budget {AWKWARD}", 15))
    with store.read() as session:
        return board_print.agenda_pack(session, here.meeting)


def test_the_agenda_pack_says_all_that_the_board_decides_on(pack: AgendaPack) -> None:
    data = agenda_pdf(pack)
    pages = read(data)
    for text in (
        "Meridian Telecom", "Change board, meeting 1", "Agenda, 23 November 2026", "14:00 – 15:15",
        f"Room {AWKWARD}", "Amara Diallo", "Sofia Marques", "4 of 7 seats", "187 k€, 190 days",
        "In which order should we take on these tasks?", "Counted by Kemeny.",
        f"14:00 R1 Outage texts {AWKWARD}", "15:00 Budget", "Claire Dubois Head of care",
        "Budget, k€ 1,707 1,800 93", "Dec 2026", "78.5 of 100",
    ):  # fmt: skip
        assert text in pages[0] + pages[1], text
    whole = " ".join(pages)
    for text in (
        "Voice of customer", "Data and gut", "6 Oct 2026, Aisha Khan", "30 k€", "35 person-days",
        "26 h 17 h 8 h 50 % 31 Dec 2027", "IT 25, Care 10 person-days",
        "R2 One-click cancellation, on agenda", "Urgent, due 1 Mar 2027", "Linked to an outcome",
    ):  # fmt: skip
        assert text in whole, text
    assert whole.count("word") == 2000
    reader = PdfReader(BytesIO(data))
    titles = [entry["/Title"] for entry in reader.outline]  # type: ignore[call-overload]
    assert titles[:4] == ["The question", "Agenda", "Seats", "Limits at a glance"]
    assert [title[:2] for title in titles[4:]] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert embedded(data)
    assert data == agenda_pdf(pack)
    assert len(PdfReader(BytesIO(agenda_pdf(pack, "Letter"))).pages) >= len(pages)
    assert "🧭" not in whole
    assert "[?] stands for emoji." in pages[-1]


def test_nothing_is_too_long_for_paper(pack: AgendaPack) -> None:
    page, long = pack.requests[1], "Wörterbuchlang " * 500
    sheet = page.sheet
    assert sheet.outcome is not None
    sheet = replace(sheet, title=long, outcome=replace(sheet.outcome, title=long))
    head = replace(pack.head, place=long)
    data = agenda_pdf(replace(pack, head=head, requests=(replace(page, sheet=sheet),)))
    assert " ".join(read(data)).count("Wörterbuchlang") >= 3 * 500


def test_an_empty_agenda_is_printed_too(pack: AgendaPack) -> None:
    head = replace(pack.head, starts="", ends="", place="", chair="", secretaries=())
    bare = replace(pack, head=head, items=(), requests=(), seats=(), limits=(), question="")
    (page,) = read(agenda_pdf(bare))
    assert NOTHING in page
    assert "Not named" in page


def test_what_is_urgent_is_said_and_ratified(store: Store) -> None:
    store.do("Meet", _at_ratification)
    with store.read() as session:
        pack = board_print.agenda_pack(session, board_print.find_meeting(session))
        out = board_print.agenda_pack(session, board_print.find_meeting(session, "1"))
    page = " ".join(read(agenda_pdf(pack)))
    assert "D-1 R2 One-click cancellation" in page
    assert "Ratified" in page
    assert "Not ratified" in page
    assert out.head.kind is MeetingKind.URGENT
    page = " ".join(read(agenda_pdf(out)))
    assert "Why out of cycle" in page
    assert "The regulator asks" in page
    assert "The question" not in page, "it decides without a vote"


# Ballots ------------------------------------------------------------------------------------


def test_an_open_ballot_has_the_name_of_its_seat(store: Store) -> None:
    here = boards.begun(store)
    round = store.do("Round", lambda s: rounds.draft(s, here.meeting, AWKWARD))[0]
    with store.read() as session:
        rows = board_print.paper_ballots(session, here.meeting)
    data = ballots_pdf(rows)
    pages = read(data)
    assert len(pages) == len(here.seats) == 7
    for page, seat in zip(pages, rows.seats, strict=True):
        for text in (
            seat.name, AWKWARD, HOW, LINE, "Signature", "Open ballot, round 1", "R1 Outage texts",
            "R6 Large-print bills", "12 15",
        ):  # fmt: skip
            assert text in page, text
    assert data == ballots_pdf(rows)
    assert embedded(data)
    delegate = replace(rows, seats=(SeatRow("Luca Moretti", "Product owner", "Ravi Menon"),))
    assert "Luca Moretti for Ravi Menon" in read(ballots_pdf(delegate))[0]
    assert round


def test_secret_ballots_are_the_same_byte_for_byte(store: Store) -> None:
    here = boards.begun(store)
    store.do("Round", lambda s: rounds.draft(s, here.meeting, secret=True))
    with store.read() as session:
        rows = board_print.paper_ballots(session, here.meeting)
    many = replace(rows, tasks=rows.tasks * 8)
    for ballots, sheets in ((rows, 1), (many, 3)):
        data = ballots_pdf(ballots)
        pages = PdfReader(BytesIO(data)).pages
        assert len(pages) == 7 * sheets
        for sheet in range(sheets):
            drawn = {page.get_contents().get_data() for page in pages[sheet::sheets]}  # type: ignore[union-attr]
            assert len(drawn) == 1
        text = " ".join(read(data))
        assert "Signature" not in text
        assert not any(seat.name in text for seat in rows.seats)
    said = words(ballots_pdf(many))[:3]
    assert all(f"Sheet {n} of 3" in page and "Rank Task" in page for n, page in enumerate(said, 1))
    assert [LINE in page for page in said] == [False, False, True]
    assert sum(page.count("Outage texts") for page in said) == 8


def test_no_ballot_without_a_task(store: Store) -> None:
    id = store.do(
        "Plan", lambda s: meetings.plan(s, board(s), date(2026, 12, 14), starts="9:00")
    )[0]  # fmt: skip
    with store.read() as session:
        items = [each.id for each in board_print.meeting_sheet(session, id).agenda]
    for item in items:
        store.do("Off", lambda s, item=item: agenda.take_off(s, item))
    with store.read() as session, pytest.raises(RuleBroken, match="nothing to rank"):
        board_print.paper_ballots(session, id)
