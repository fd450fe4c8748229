"""The minutes of a meeting, read back by pypdf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from cxdesk.analysis.tally import Method
from cxdesk.analysis.tiers import Tiers
from cxdesk.model.rounds import RoundState
from cxdesk.reports.minutes import CHAIN, minutes_pdf
from cxdesk.reports.minutes_round import grouped
from cxdesk.services import agenda, meetings, minutes, minutes_page, programs, rounds, sitting
from cxdesk.services.ballots import Marked
from cxdesk.services.frame import program
from cxdesk.services.minutes_rows import MinutesPage, RankedTask
from cxdesk.services.result_count import Votes
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests import boards
from tests.paper import words
from tests.reports.test_board_papers import AWKWARD, embedded
from tests.services.commands import CHAIR, per
from tests.services.meeting_commands import board
from tests.services.minutes_commands import decided, finished, last, over


def read(data: bytes) -> str:
    return " ".join(words(data))


def told(text: str, *parts: str) -> None:
    missing = [part for part in parts if part not in text]
    assert missing == []


def page_of(store: Store, person: str = "", correction: str = "") -> MinutesPage:
    with store.read() as session:
        who = per(session, person) if person else None
        return minutes_page.page(session, last(session), who, correction)


def test_the_minutes_say_who_was_there_how_it_was_voted_and_what_was_decided(
    voted_store: Store,
) -> None:
    store = voted_store
    note = f"{AWKWARD} 🧭\n- first\n- second\n{'spoken ' * 1500}"

    def talk(s: Session) -> None:
        here = last(s)
        item = minutes_page.meeting_sheet(s, here).agenda[0].id
        agenda.note(s, item, note)
        sitting.note(s, here, "Churn comes next.")
        sitting.arrive(s, here, per(s, "Hana Sato"))
        sitting.leave(s, here, per(s, "Ravi Menon"))
        over(s)

    store.do("Talk and end", talk)
    page = page_of(store)
    data = minutes_pdf(page)
    text = read(data)
    told(
        text, "Minutes, draft", "Not approved · Internal", "DRAFT", "Change board, meeting 1",
        "Minutes, 23 November 2026", "09:00 – 09:00", "4 of 7 seats", "Sofia Marques",
        "Amara Diallo COO, sponsor and chair Seat 09:00 – 09:00", "Hana Sato Technician Guest",
        "Round 1, closed at 09:00: 7 of 7 seats filled, quorum 4 reached.",
        f"R1 Outage texts {AWKWARD} [?]", "Churn comes next.",
        "Round 1: published", "“In which order should we take on these tasks?”",
        "Nobody abstained. Nobody was recused.", "Kemeny", "79 %, keeps 83 of 105 opinions",
        "0.566",
        "1 R2 One-click cancellation 29 6 7 : 0", "3 R5 Chat transcript to technician",
        "it reads R2, R1, R5, R3, R6, R4", "R2 before R1 4 of 7 prefer R2 to R1",
        "Schulze", "Ranked pairs", "Borda", "R2 · 4 5 6 7 7", "57 k€ over",
        "Below the funding line",
        "D-1 R2 One-click cancellation: Accepted", "Place 1 of round 1", "45 k€, 50 days", "CX-505",
        "Person-days: IT 30, Sales & marketing 20.", "Breaks a limit: Budget",
        "Waived by Amara Diallo: R&D <5% <img src=\"/secret.png\">",
        "D-3 R1 Outage texts: Deferred to 11 Jan 2027", "Reason: Too few ask for it",
        "Info needed from Luca Moretti", "Question: How many?",
        "Answer for R5 Chat transcript to technician: How many? Luca Moretti",
        CHAIN, grouped(store.head.hash), f"Entry {store.head.seq:,}",
        "Amara Diallo R2, R1, R5, R3, R6, R4", "Ingrid Larsen R1, R5, R2, R6, R4, R3",
    )  # fmt: skip
    assert text.count("spoken") == 1500
    reader = PdfReader(BytesIO(data))
    assert [entry["/Title"] for entry in reader.outline] == [  # type: ignore[call-overload]
        "Attendance", "Agenda", "Notes of the meeting", "Round 1: published", "Decisions",
        "What follows", "Proof", "Signatures", "Ballots of round 1",
    ]  # fmt: skip
    assert embedded(data)
    assert data == minutes_pdf(page)


def test_approved_minutes_are_printed_the_same_for_ever(voted_store: Store) -> None:
    store = voted_store
    store.do("Decide and end", over)
    page = page_of(store, CHAIR)
    data = minutes_pdf(page)
    text = read(data)
    told(text, "Minutes, version 1", "Approved, 23 Nov 2026", "approved by Amara Diallo")
    assert "DRAFT" not in text
    kept = store.do(
        "Approve", lambda s: minutes.approve(s, last(s), per(s, CHAIR), finished(s, data)),
        lasting=True,
    )[0]  # fmt: skip
    store.do("Rename", lambda s: programs.rename(s, program(s).id, "Another name"))
    with store.read() as session:
        assert minutes.frozen(session, kept) == data
    second = page_of(store, "Elena Rossi", "Jonas Weber came at 14:10.")
    told(
        read(minutes_pdf(second)), "Minutes, version 2", "Another name",
        "Correction of 23 Nov 2026: Jonas Weber came at 14:10.",
        "Takes the place of version 1, approved by Amara Diallo on 23 Nov 2026",
        grouped(second.earlier[0].digest), "Elena Rossi Approves the minutes",
    )  # fmt: skip


def test_a_secret_round_names_nobody_beside_a_ballot(store: Store) -> None:
    here = boards.published(store, secret=True)
    store.do("Decide and end", over)
    page = page_of(store)
    (part,) = page.rounds
    assert part.open_ballots == ()
    assert all(turn.how == "" for turn in part.turns)
    text = read(minutes_pdf(page))
    told(
        text, "Secret", "7 of 7 seats", "None abstained. None with a recusal.",
        f"Digest of the ballots (SHA-256): {grouped(part.digest)}", "R2 · 4 5 6 7 7",
    )  # fmt: skip
    assert "Ballots of round 1" not in text.replace("Ballots of round 1 (SHA-256)", "")
    for order in boards.BALLOTS[1:]:  # the first is the result itself
        assert ", ".join(f"R{digit}" for digit in order) not in text
    assert here.round


def test_rounds_that_do_not_hold_stand_there_with_their_reasons(voted_store: Store) -> None:
    store, here = voted_store, boards.again(voted_store)
    recused = Marked(
        Tiers(((here.requests["R2"],), (here.requests["R1"], here.requests["R3"])),
              (here.requests["R5"],), (here.requests["R6"], here.requests["R4"]), 1),
        frozenset({here.requests["R4"]}),
    )  # fmt: skip

    def again(s: Session) -> int:
        first = rounds.vote_again(s, here.round, "R3 was sized wrongly")
        rounds.open_round(s, first)
        rounds.abandon(s, first, "The fire bell rang")
        round = rounds.vote_again(s, here.round, "R3 was sized wrongly")
        rounds.word(s, round, f"Now, in which order? {AWKWARD}")
        rounds.open_round(s, round)
        s.flush()
        rounds.seal(s, round, here.seats[0], recused)
        rounds.seal(s, round, here.seats[1], Marked())
        for seat in here.seats[2:4]:
            rounds.seal(s, round, seat, boards.mark(here, "213456"))
        rounds.collect(s, round, here.seats[4])
        rounds.transcribe(
            s, round, boards.mark(here, "123456"), by=per(s, "Sofia Marques"),
            confirmed_by=per(s, "Jonas Weber"), seat=here.seats[4],
        )  # fmt: skip
        rounds.close_round(s, round)
        return round

    store.do("Vote again", again)
    page = page_of(store)
    assert [part.state for part in page.rounds][1:] == [RoundState.ABANDONED, RoundState.CLOSED]
    told(
        read(minutes_pdf(page)), "Round 1: replaced by round 3",
        "It does not hold: round 3 was voted in its place.",
        "Round 2: abandoned, not counted", "Abandoned: The fire bell rang",
        "Round 3: closed, not published", "Voted instead of round 1: R3 was sized wrongly",
        f"Now, in which order? {AWKWARD}", "Abstained: Jonas Weber.",
        "Recused: Amara Diallo from R4.", "Tomás Vidal no",
        "on paper, entered by Sofia Marques, compared by Jonas Weber",
        "R2; not this cycle: R1 = R3; below all ranked: R5; no opinion: R6; recused: R4",
        "Jonas Weber abstained",
    )  # fmt: skip


def test_sixty_tasks_have_their_matrix_on_pages_of_its_own(voted_store: Store) -> None:
    page = page_of(voted_store)
    ids = range(1, 61)
    votes = Votes(1, Method.SCHULZE, tuple(ids), tuple(_shifted(ids, by) for by in (0, 0, 1)))
    tasks = tuple(RankedTask(id, f"R{id + 100}", f"Task number {id}", 10.0, 5.0) for id in ids)
    part = replace(
        page.rounds[0], tasks=tasks, votes=votes, case=None, open_ballots=(), method="Schulze"
    )
    data = minutes_pdf(replace(page, rounds=(part,)))
    reader = PdfReader(BytesIO(data))
    wide = [one for one in reader.pages if one.mediabox.width > one.mediabox.height]
    assert len(wide) > 1
    text = " ".join(words(data)[reader.get_page_number(one)] for one in wide)
    head = f"Page {len(reader.pages)} of {len(reader.pages)}"
    told(text, "Pairwise preferences of round 1", head, *(f"R{id + 100}" for id in ids))
    for at, number in (("first", 1), ("last", 60)):
        assert text.count(f"R{number + 100}") >= 2, at
    told(read(data), "60 R160 Task number 60", "See the annex of this round.")


def _shifted(ids: Sequence[int], by: int) -> Tiers:
    return Tiers(tuple((id,) for id in [*ids[by:], *ids[:by]]))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_meeting_that_has_not_begun_is_printed_too(store: Store, paper: str) -> None:
    def plan(s: Session) -> None:
        id = meetings.plan(s, board(s), date(2026, 12, 14))
        for line in minutes_page.meeting_sheet(s, id).agenda:
            agenda.take_off(s, line.id)

    store.do("Plan", plan)
    told(
        read(minutes_pdf(page_of(store), paper)), "Not begun", "Nobody is noted as present.",
        "Absent: Amara Diallo, Jonas Weber", "Nothing was on the agenda.",
        "The board did not vote.",
        "Nothing was decided.", "Page 1 of 1",
    )  # fmt: skip


def test_hands_are_minuted(store: Store) -> None:
    here = boards.sealed(store, ballots=("123456", "213456", "123456", "213456"))

    def settle(s: Session) -> None:
        rounds.close_round(s, here.round)
        rounds.settle(
            s, here.round, here.requests["R2"], here.requests["R1"], 3, 1, "The law comes first"
        )  # fmt: skip
        rounds.publish(s, here.round)
        decided(s)

    store.do("Settle", settle)
    told(
        read(minutes_pdf(page_of(store))), "Settled by show of hands",
        "R2 before R1 3 to 1 The law comes first", "Ingrid Larsen no",
        "R2 before R1 2 of 4 prefer R2 to R1, 2 R1 to R2; settled by show of hands R1 before",
    )  # fmt: skip


def test_nothing_is_too_long_for_paper(voted_store: Store) -> None:
    voted_store.do("Decide", decided)
    page, long = page_of(voted_store), "Wörterbuchlang " * 500
    said = page.decisions[0]
    row = replace(said.row, owner=long, waiver=long, waiver_by="Amara Diallo")
    told_long = replace(
        page, head=replace(page.head, place=long, board=long, reason=long), rounds=(),
        decisions=(replace(said, row=row),),
    )  # fmt: skip
    # Owner twice, in the decision and in what follows; the board in the line over the title.
    assert read(minutes_pdf(told_long)).count("Wörterbuchlang") >= 5 * 500
