"""The program one-pager: one page, whatever is on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cxdesk.model.states import State
from cxdesk.reports.one_pager import one_pager_pdf
from cxdesk.services import actions, initiatives, kanban, programs
from cxdesk.services.one_pager import Few, OnePager, Trouble, one_pager
from cxdesk.store.store import Store
from tests import boards
from tests.conftest import TODAY
from tests.paper import words
from tests.reports.drawn import check_drawn
from tests.services.commands import ini

NASTY = 'R&D <5% & "x" <img src=/secret.png> \x07Kundenzufriedenheitsverbesserungsmaßnahmenkatalog '


@pytest.fixture
def rows(store: Store) -> OnePager:
    """The sample on its day."""
    with store.read() as session:
        return one_pager(session)


def read(data: bytes) -> str:
    """The text of the only page."""
    (page,) = words(data)
    return page


def test_the_page_says_what_a_sponsor_asks(store: Store) -> None:
    boards.planned(store)
    with store.read() as session:
        rows = one_pager(session)
    data = one_pager_pdf(rows)
    check_drawn(data)
    page = read(data)
    for text in (
        "Meridian Telecom", "Program one-pager", "23 November 2026", "Page 1 of 1",
        "Every contact ends with the customer certain it is handled - once, by us.",
        "Of 6 batches, 3 are at risk and 3 on track.", "93 k€ of the budget left.",
        "3 of 24", "limit 8", "1,707 k€", "of 1,800 k€, 95 %", "and 1 check overdue",
        "17 Dec 2027", "4 without slack", "3 Backlog", "6 Planned", "1 Embedded",
        "26 → 8 h by 31 Dec 2027 17 h 50 %", "84 → 86 %", "84.6 %",
        "B1 Ask Once Ravi Menon 30 Apr 2027 1 of 4 368 k€ At risk: no slack left",
        "3 actions overdue, 2 days slack", "CX-102 Stop re-asking account number",
        "Claire Dubois", "Blocked by CX-101", "Check overdue since 8 Nov 2026",
        "CX-104 Data-sharing agreement", "30 Oct", "CX-502 Offer rules confirmed by the CFO",
        "Change board · 23 Nov · 14:00", "R2 One-click cancellation", "45 k€",
        "CX-403 Fault history tablet", "27 Aug 2027",
    ):  # fmt: skip
        assert text in page, text


def test_figures_are_those_of_the_program(rows: OnePager) -> None:
    assert (rows.initiatives, rows.delivered, rows.spent, rows.budget) == (24, 3, 1707, 1800)
    assert dict(rows.states)[State.IN_PROGRESS] == 6
    assert [round(each.realised or 0) for each in rows.outcomes] == [30, 31, 36, 50]
    assert [(b.code, b.health.level) for b in rows.batches if b.health.level != "on_track"] == [
        ("B1", "at_risk"), ("B5", "at_risk"), ("B6", "at_risk"),
    ]  # fmt: skip
    assert [each.code for each in rows.finished.rows] == ["CX-104", "CX-304"]
    assert [each.code for each in rows.trouble.rows] == ["CX-102", "CX-603"]
    assert [card.code for card in rows.critical.chain] == ["CX-101", "CX-103", "CX-403", "CX-404"]
    assert all(TODAY <= each.on <= TODAY + timedelta(weeks=8) for each in rows.milestones.rows)
    assert rows.meeting is None
    assert "No meeting is planned. 6 requests wait for one." in read(one_pager_pdf(rows))


def test_what_is_late_comes_first_and_only_once(store: Store) -> None:
    def change(s: Any) -> None:
        initiatives.schedule(s, ini(s, "CX-502"), date(2026, 10, 5), date(2026, 11, 13))
        initiatives.block(s, ini(s, "CX-502"), "The vendor is late")
        kanban.change_state(s, ini(s, "CX-401"), State.ON_HOLD, "Depots are moved")
        actions.add(s, ini(s, "CX-401"), "Ask", due=TODAY - timedelta(days=1))

    store.do("Make it late", change)
    with store.read() as session:
        rows = one_pager(session)
    assert [(each.code, each.words) for each in rows.trouble.rows][:1] == [
        ("CX-502", "10 days late; Blocked: The vendor is late")
    ]
    assert ("CX-401", "On hold: Depots are moved") in [
        (each.code, each.words) for each in rows.trouble.rows
    ]
    assert rows.trouble.total == len(rows.trouble.rows) == 4
    assert rows.actions_overdue == 4
    page = read(one_pager_pdf(rows))
    assert page.count("Fair renewal offer") == 1
    assert "1 On hold" in page


def test_it_stays_one_page_and_says_how_many_are_left(rows: OnePager) -> None:
    batch, outcome = rows.batches[0], rows.outcomes[0]
    many = replace(
        rows, north_star=NASTY * 40,
        batches=tuple(replace(batch, code=f"B{n}", name=NASTY, lead=NASTY) for n in range(60)),
        outcomes=tuple(replace(outcome, name=NASTY, unit=NASTY) for _ in range(30)),
        trouble=Few((Trouble("CX-1", NASTY, NASTY, NASTY),) * 40, 4326),
        finished=Few(rows.finished.rows * 20, 900), milestones=Few(rows.milestones.rows * 5, 77),
        states=tuple((state, 100_000) for state, _ in rows.states), spent=123456789.5, budget=1.0,
    )  # fmt: skip
    for paper in ("A4", "Letter"):
        data = one_pager_pdf(many, paper)
        page = read(data)
        assert "<img src=/secret.png>" in page
        for left in ("and 4,3", "and 5", "and 2", "and 89", "and 7"):
            assert f"{left}" in page
        check_drawn(data)
    assert one_pager_pdf(many) == one_pager_pdf(many)


def test_lists_end_where_the_page_does(rows: OnePager) -> None:
    """Nothing is drawn upon the foot, and rows not shown are counted exactly."""
    few = replace(rows, trouble=Few((Trouble("CX-7", "Title", "Owner", "Late"),) * 40, 40))
    page = read(one_pager_pdf(few))
    shown = page.count("CX-7 Title")
    assert 5 < shown < 40
    assert f"and {40 - shown} more" in page


def test_an_empty_program_says_so(empty_store: Store) -> None:
    empty_store.do("New program", lambda s: programs.new(s, "Neu"))
    with empty_store.read() as session:
        page = read(one_pager_pdf(one_pager(session)))
    for text in (
        "No north star has been written yet.", "Nothing has been planned yet.", "0 of 0",
        "No outcome has been agreed yet.", "There is no batch yet.", "No meeting is planned.",
        "Nothing is late, blocked or on hold.", "No initiative has dates yet.", "no budget agreed",
    ):  # fmt: skip
        assert text in page, text


def test_what_has_no_font_is_said_on_the_same_page(rows: OnePager) -> None:
    assert "[?]" in read(one_pager_pdf(replace(rows, north_star="Nobody has \u0378")))
