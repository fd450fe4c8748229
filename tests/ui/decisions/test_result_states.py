"""A result before it is published, voted again, counted in the background, or without a vote."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cxdesk.model.decisions import Verdict
from cxdesk.model.meetings import MeetingKind
from cxdesk.model.people import Group, GroupKind
from cxdesk.model.requests import Request
from cxdesk.model.rounds import Round, RoundState
from cxdesk.services import agenda, meetings, result_count, rounds, sitting
from cxdesk.store.store import Store
from cxdesk.ui.decisions.page import DecisionsPage
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from tests import boards
from tests.conftest import clock
from tests.services.commands import per
from tests.ui.decisions.hands import BoardHands

KEY = Qt.Key


def test_hands_settle_an_open_pair_before_the_round_is_published(
    themed: QApplication, store: Store, qtbot: QtBot
) -> None:
    here = boards.sealed(store, ballots=("123456", "213546", "123546", "213456"))
    store.do("Close", lambda s: rounds.close_round(s, here.round), lasting=True)
    desk = Desk(store)
    board = BoardHands(desk, here, qtbot)
    page = board.page
    action = page.primary_action()
    assert action is not None
    assert action.text() == "Publish round 1…"
    assert not board.panel.record.isEnabled()
    assert "publish it before the board decides" in board.panel.why_not.text()
    board.click_pair("R1", settle=True)
    form = page.form
    assert form is not None
    assert form.isVisible()
    qtbot.keyClicks(form.above, "3")
    form.keep()
    assert form.trouble.text() == "Count the hands for each of the two."
    qtbot.keyClicks(form.below, "3")
    form.keep()
    assert "As many hands for each" in form.trouble.text()
    form.below.selectAll()
    qtbot.keyClicks(form.below, "5")
    form.keep()
    assert "8 hands, and the board has 7 seats" in form.trouble.text()
    form.below.selectAll()
    qtbot.keyClicks(form.below, "4")
    qtbot.keyClicks(form.note, "The law comes first")
    QTest.mouseClick(form.go_on, Qt.MouseButton.LeftButton)
    assert board.lines()[0].startswith("1. R2")
    said = "R2 before R1 by show of hands, 4 to 3: The law comes first"
    assert page.settled.text() == f"Settled: {said}."
    board.page.ranking.choose(here.requests["R3"])
    board.press(KEY.Key_S)
    assert board.said[-1] == "No show of hands is needed here: the ballots decide."
    board.page.ranking.choose(here.requests["R5"])  # even with the one above it
    board.press(KEY.Key_S)
    assert page.form is not None
    assert page.form.accessibleName() == "R4 or R5 first?"
    page.form.close_overlay()
    action.trigger()
    with store.read() as session:
        assert session.get_one(Round, here.round).state is RoundState.CLOSED, "it asks first"
    assert page.asking is not None
    QTest.mouseClick(page.asking.go_on, Qt.MouseButton.LeftButton)
    with store.read() as session:
        assert session.get_one(Round, here.round).state is RoundState.PUBLISHED
    assert page.primary_action() is None
    assert board.panel.record.isEnabled()
    board.page.ranking.setFocus()
    board.press(KEY.Key_S)
    assert board.said[-1] == "The round is published: its order stays."
    assert store.undo() is None  # what is published stays so
    desk.deleteLater()


def test_an_earlier_round_stays_readable_and_the_newest_is_followed(
    themed: QApplication, voted_store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = boards.again(voted_store)
    desk = Desk(voted_store)
    board = BoardHands(desk, here, qtbot)
    page = board.page
    desk.do("Again", lambda s: rounds.vote_again(s, here.round, "A ballot was misread"))
    assert page.bar.note.text().endswith("voted again in round 2")
    assert "Round 2 was voted in the place" in board.panel.why_not.text()
    with voted_store.read() as session:
        second = session.scalars(select(Round.id).where(Round.number == 2)).one()
    monkeypatch.setattr(result_count, "AT_ONCE", 1)  # as if there were many tasks
    desk.do("Open", lambda s: rounds.open_round(s, second))
    for seat in here.seats[:5]:
        marked = boards.mark(here, "654321")
        desk.do("Seal", lambda s, seat=seat, m=marked: rounds.seal(s, second, seat, m))
    desk.do("Close", lambda s: rounds.close_round(s, second))
    assert page.nothing.words().startswith("Counting 5 ballots…")
    assert not page.drawn()
    qtbot.waitUntil(page.drawn)
    assert board.lines()[0].startswith("1. R6")
    assert page.strip.facts[3].words().endswith("5 recounts, also by all methods")
    page.bar.offer()
    board.pick("Round 1, 23 Nov 2026")
    qtbot.waitUntil(page.drawn)
    assert board.lines()[0].startswith("1. R2")
    assert page.reveal("round", second)
    assert board.lines()[0].startswith("1. R6")
    assert not page.reveal("round", here.meeting)
    desk.deleteLater()


def test_a_read_only_file_is_read_and_stays_as_it_is(
    themed: QApplication, voted: Path, tmp_path: Path, home: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "meridian.cxdesk"
    shutil.copyfile(voted, path)
    with Store(path, home=home, clock=clock, read_only=True) as store:
        desk = Desk(store)
        board = BoardHands(desk, boards.again(store), qtbot)
        assert not board.panel.record.isEnabled()
        assert "reading only" in board.panel.record.toolTip()
        board.press(KEY.Key_D)
        assert board.panel.draft.verdict is Verdict.ACCEPTED  # as it was suggested
        assert not board.panel.keep()
        assert board.lines()[0].startswith("1. R2")
        desk.deleteLater()


def test_nothing_is_shown_before_the_first_vote(
    themed: QApplication, store: Store, qtbot: QtBot
) -> None:
    desk = Desk(store)
    page = DecisionsPage(Editing(desk, desk))
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.tab_requested.connect(wanted.append)
    page.load()
    page.show()
    assert page.nothing.words().startswith("The board has not voted Its ranking")
    assert page.primary_action() is None
    proxy = page.nothing.focusProxy()
    assert proxy is not None
    QTest.mouseClick(proxy, Qt.MouseButton.LeftButton)
    assert wanted == ["Vote"]

    # A meeting out of cycle decides without a vote.
    def begin(session) -> int:  # type: ignore[no-untyped-def]
        group = session.scalars(select(Group).where(Group.kind == GroupKind.BOARD)).one()
        group.urgent_quorum = 2
        id = meetings.plan(
            session, group.id, date(2026, 11, 23), kind=MeetingKind.URGENT, reason="The law"
        )
        request = session.scalars(select(Request.id).where(Request.code == "R2")).one()
        agenda.take(session, id, request)
        sitting.begin(session, id)
        for name in ("Amara Diallo", "Jonas Weber"):
            sitting.arrive(session, id, per(session, name))
        return int(id)

    desk.do("Call the board", begin)
    here = boards.again(store)
    board = BoardHands(desk, here, qtbot)
    assert board.page.bar.round.words() == "Out of cycle, 23 Nov 2026"
    assert not board.page.strip.isVisible()
    assert board.lines()[0].startswith("R2 One-click cancellation. Regulation, due 1 Mar")
    board.panel.draft.owner = board.page.editing.choices.people[0].id
    board.press(KEY.Key_A)
    board.record()
    found = board.decisions()["R2"]
    assert (found.urgent, found.rank, found.round_id) == (True, None, None)
    assert "urgent; to come" in board.panel.decided.values["Rank"].words()
    desk.deleteLater()
