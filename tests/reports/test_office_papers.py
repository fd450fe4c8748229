"""The papers of the office's week: follow-up sheet, actions by owner, decision register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from cxdesk.model.errors import RuleBroken
from cxdesk.reports.follow_up import follow_up_pdf
from cxdesk.reports.owner_actions import owner_actions_pdf
from cxdesk.reports.register import register_pdf
from cxdesk.reports.stopping import Stopped
from cxdesk.services import actions, initiatives, milestones, programs
from cxdesk.services.action_list import ListedAction
from cxdesk.services.follow_up import FollowUp, follow_up
from cxdesk.services.owner_actions import OwnerActions, owner_actions
from cxdesk.services.register import register_paper
from cxdesk.store.store import Store
from tests import boards
from tests.conftest import TODAY
from tests.paper import words
from tests.reports.drawn import check_drawn
from tests.services.commands import ini
from tests.services.minutes_commands import decided

NASTY = 'R&D <5% & "x" <img src=/secret.png>'
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragung" * 6
DAY = timedelta(days=1)


def pages(data: bytes) -> list[str]:
    return words(data)


def outline(data: bytes) -> list[str]:
    return [str(entry["/Title"]) for entry in PdfReader(BytesIO(data)).outline]


def followed(store: Store, week_of: date | None = None, by: Any = "owner") -> FollowUp:
    with store.read() as session:
        return follow_up(session, week_of, by)


def listed(store: Store) -> OwnerActions:
    with store.read() as session:
        return owner_actions(session)


# The week -----------------------------------------------------------------------------------


def test_an_action_stands_where_it_is_due(store: Store) -> None:
    def add(s: Any) -> None:
        here = ini(s, "CX-101")
        for title, due, week in (
            ("late", TODAY - DAY, ""), ("monday", TODAY, ""), ("sunday", TODAY + 6 * DAY, ""),
            ("next", TODAY + 7 * DAY, ""), ("next sunday", TODAY + 13 * DAY, ""),
            ("far", TODAY + 14 * DAY, ""), ("never", None, ""), ("planned", None, "2026-W48"),
            ("planned before", TODAY + 30 * DAY, "2026-W40"), ("planned next", None, "2026-W49"),
        ):  # fmt: skip
            actions.add(s, here, title, due=due, week=week)
        actions.tick(s, actions.add(s, here, "just done"), True)
        actions.set_state(s, actions.add(s, here, "dropped"), actions.ActionState.DROPPED)

    store.do("Add actions", add)
    (nobody,) = [group for group in followed(store).groups if not group.name]

    def titles(some: tuple[ListedAction, ...]) -> set[str]:
        return {action.title for action in some}

    assert titles(nobody.overdue) == {"late"}
    assert titles(nobody.this_week) == {"monday", "sunday", "planned", "planned before"}
    assert titles(nobody.next_week) == {"next", "next sunday", "planned next"}
    assert titles(nobody.done) == {"just done"}
    assert (titles(nobody.bumps), nobody.later) == (set(), 2)
    assert followed(store).groups[-1] == nobody

    after = followed(store, TODAY + 9 * DAY)
    assert (after.monday, after.sunday, after.week) == (TODAY + 7 * DAY, TODAY + 13 * DAY, 49)
    (nobody,) = [group for group in after.groups if not group.name]
    assert titles(nobody.overdue) == {"late", "monday", "sunday"}
    before = followed(store, TODAY - DAY)  # what was due earlier in its week is late on its Sunday
    assert before.monday == TODAY - 7 * DAY
    assert (before.overdue, sum(len(one.this_week) for one in before.groups)) == (3, 2)
    assert "3 actions overdue, 2 due this week" in pages(follow_up_pdf(before))[0]
    assert {group.batch.code for group in followed(store, by="batch").groups if group.batch} >= {
        "B1", "B5"
    }  # fmt: skip


def test_the_sheet_says_what_the_monday_meeting_asks(store: Store) -> None:
    def change(s: Any) -> None:
        milestones.add(s, "Slipped", TODAY - 3 * DAY, ini(s, "CX-101"))
        initiatives.schedule(s, ini(s, "CX-504"), TODAY + DAY, TODAY + 4 * DAY)
        initiatives.schedule(s, ini(s, "CX-204"), TODAY - 30 * DAY, TODAY - 10 * DAY)
        initiatives.schedule(s, ini(s, "CX-503"), TODAY - 7 * DAY, TODAY + 90 * DAY)

    boards.planned(store)
    store.do("Change", change)
    data = follow_up_pdf(followed(store))
    check_drawn(data)
    page = " ".join(pages(data))
    for text in (
        "Weekly follow-up, week 48", "23 Nov – 29 Nov 2026, by owner.", "3 actions overdue",
        "Meetings", "Change board", "14:00", "6 items", "Starting", "Tue 24 Nov",
        "CX-504 Customer advisory board", "Mon 16 Nov should have started", "Ending",
        "Fri 13 Nov should have ended", "Blocked by CX-101", "Six-month checks due",
        "Sun 8 Nov check overdue", "Milestones", "Fri 20 Nov missed", "Slipped CX-101",
        "Ben Carter", "Overdue", "Thu 19 Nov", "4 days late",
        "Road bump: Contracts from before 2021 are on paper", "Due this week", "Fri 27 Nov",
        "Done since last week", "Notes and decisions", "Later, with a road bump",
    ):  # fmt: skip
        assert text in page, text
    assert outline(data)[:2] == ["This week", "Aisha Khan"]
    assert page.count("CX-204 One-contact disputes") == 1
    by_batch = " ".join(pages(follow_up_pdf(followed(store, by="batch"))))
    assert "B5 Stay With Us Lead Tomás Vidal · by 30 Nov 2027 · 3 overdue" in by_batch
    assert data == follow_up_pdf(followed(store))


# Actions by owner ---------------------------------------------------------------------------


def test_owners_have_their_actions_the_overdue_first(store: Store) -> None:
    rows = listed(store)
    assert (rows.actions, rows.overdue) == (44, 3)
    assert [group.owner.name for group in rows.groups if group.owner] == sorted(
        group.owner.name for group in rows.groups if group.owner
    )
    store.do("Add one of nobody", lambda s: actions.add(s, ini(s, "CX-101"), NASTY))
    rows = listed(store)
    assert rows.groups[-1].owner is None
    data = owner_actions_pdf(rows)
    check_drawn(data)
    page = " ".join(pages(data))
    for text in (
        "45 open actions of 10 people, 3 overdue, as of 23 November 2026.",
        "Ben Carter Billing analyst · 4 actions · 1 overdue", "19 Nov 2026", "4 days late",
        "CX-502 Fair renewal offer", "Nobody", NASTY, "No date", "Claire Dubois continued",
    ):  # fmt: skip
        assert text in page, text
    carter = page[page.index("Ben Carter") : page.index("Claire Dubois")]
    assert carter.index("Check 500 end dates") < carter.index("Test the monthly report")
    assert outline(data) == [group.owner.name if group.owner else "Nobody" for group in rows.groups]
    each = pages(owner_actions_pdf(rows, "Letter", page_each=True))
    assert len(each) == len(rows.groups)
    assert "Nobody" in each[-1]


def test_what_is_read_from_the_right_stands_at_the_right(store: Store) -> None:
    store.do("Add", lambda s: actions.add(s, ini(s, "CX-101"), "שלום"))
    rows = listed(store)
    page = PdfDocument(owner_actions_pdf(replace(rows, groups=rows.groups[-1:])))[0].get_textpage()
    rects = [page.get_rect(n) for n in range(page.count_rects())]
    lefts = {page.get_text_bounded(*rect).strip(): rect[0] for rect in rects}
    hebrew = next(left for text, left in lefts.items() if "ש" in text)
    assert lefts["Action"] + 150 < hebrew < lefts["CX-101"]
    assert "1 open action, none overdue" in page.get_text_bounded()


def test_no_row_is_lost_however_many_and_long_they_are(store: Store) -> None:
    rows = listed(store)
    group = rows.groups[0]
    long = " ".join(f"word{n:04}" for n in range(600))
    some = tuple(
        group.actions[0]._replace(title=f"Action {n:04}", road_bump="") for n in range(150)
    )
    odd = (
        group.actions[0]._replace(title=long, initiative=WORD, road_bump=NASTY),
        *some,
    )
    data = owner_actions_pdf(replace(rows, groups=(replace(group, actions=odd),)))
    check_drawn(data)
    each = pages(data)
    assert all("Action Initiative Due" in page for page in each)
    assert all("Aisha Khan continued" in page for page in each[1:])
    whole = " ".join(each)
    assert [n for n in range(150) if f"Action {n:04}" not in whole] == []
    assert [n for n in range(600) if f"word{n:04}" not in whole] == []
    assert WORD[-50:] in whole.replace(" ", "")


def test_a_long_paper_tells_how_far_it_is_and_stops(store: Store) -> None:
    rows = listed(store)
    group = rows.groups[0]
    many = replace(rows, groups=(replace(group, actions=group.actions * 100),))
    told: list[tuple[int, int]] = []

    def tell(done: int, every: int) -> None:
        told.append((done, every))

    with pytest.raises(Stopped):
        owner_actions_pdf(many, "A4", tell, lambda: bool(told) and told[-1][0] > many.actions)
    assert told == sorted(told)
    assert many.actions < told[-1][0] < told[-1][1] == 2 * many.actions
    with pytest.raises(Stopped):
        follow_up_pdf(
            replace(followed(store), blocked=followed(store).blocked * 400), cancelled=lambda: True
        )


# The register -------------------------------------------------------------------------------


def test_the_register_shows_grounds_and_waivers(voted_store: Store) -> None:
    voted_store.do("Decide", decided)
    with voted_store.read() as session:
        rows = register_paper(session)
        none = register_paper(session, last=TODAY - DAY)
        meeting = register_paper(session, meeting=rows.rows[0].meeting_id, first=TODAY)
        with pytest.raises(RuleBroken, match="ends before it starts"):
            register_paper(session, first=TODAY, last=TODAY - DAY)
    assert len(rows.rows) == len(meeting.rows) == 6
    data = register_pdf(rows)
    check_drawn(data)
    (page,) = pages(data)
    for text in (
        "Decision register",
        "6 decisions: 2 accepted, 2 deferred, 1 declined, 1 info needed, 1 with a waiver.",
        "Committed: 2,045 k€ and 100 person-days.", "Deferred to 11 Jan 2027", "Too few ask for it",
        "Info needed from Luca Moretti", "place 4 of round 1", "Breaks a limit: Budget: 1,952 k€",
        "Waived by Amara Diallo:", "CX-505", "by 26 Feb 2027",
    ):  # fmt: skip
        assert text in page, text
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    assert box.width > box.height
    assert "Change board, 23 Nov 2026, from 23 Nov 2026. 6 decisions" in pages(
        register_pdf(meeting)
    )[0]  # fmt: skip
    (page,) = pages(register_pdf(none, "Letter"))
    assert "To 22 Nov 2026." in page
    assert "Nothing was decided here." in page


def test_empty_papers_say_so(empty_store: Store) -> None:
    empty_store.do("New program", lambda s: programs.new(s, "Neu"))
    with empty_store.read() as session:
        register = register_paper(session)
    assert "Nothing has been decided yet." in pages(register_pdf(register))[0]
    (page,) = pages(follow_up_pdf(followed(empty_store)))
    assert "Nothing is due this week or next, and nothing is overdue." in page
    assert "No action is open" in pages(owner_actions_pdf(listed(empty_store)))[0]
