"""Good practice: what is missed, why it matters, and the way there."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.people import GroupKind, Level
from cxdesk.services import groups, people, programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.people.practice_page import WHY, PracticePage
from cxdesk.ui.people.view import PeopleView
from tests.services.commands import CHAIR, ini, per
from tests.services.foundation_commands import BOARD
from tests.ui.groups.office import GROUPS, LEFT, PRACTICE, Key, Office


@pytest.fixture
def page(office: Office) -> PracticePage:
    made = office.turn(PRACTICE)
    assert isinstance(made, PracticePage)
    return made


def said(page: PracticePage, kind: str) -> list[str]:
    return [line.text.words() for line in page.cards[kind].rows.widgets()]


def test_each_kind_says_why_and_has_its_ways(page: PracticePage, office: Office) -> None:
    assert [kind for kind, card in page.cards.items() if card.isVisible()] == ["team"]
    card = page.cards["team"]
    assert said(page, "team")[0] == (
        "CX-101 touches Care and IT, but everybody who works on it is from IT."
    )
    assert card.head.note.text() == "4"
    way = card.rows.widgets()[0].way
    assert way.words() == "Open CX-101"
    way.setFocus()
    QTest.keyClick(way, Key.Key_Return)
    with office.desk.read() as session:
        first, last = ini(session, "CX-101"), ini(session, "CX-403")
        assert office.opened == [("initiative", first)]
        assert office.view.neighbour("initiative", first, 1) == ini(session, "CX-203")
        assert office.view.neighbour("initiative", last, 1) is None


def test_what_is_mended_leaves_and_what_is_new_comes(page: PracticePage, office: Office) -> None:
    office.desk.do("x", lambda s: people.edit(s, per(s, CHAIR), level=Level.MANAGER))
    assert said(page, "owner") == [
        f"The program has no executive owner: {CHAIR}, who chairs the {BOARD}, is a manager."
    ]
    assert page.cards["owner"].isVisible()
    office.desk.undo()
    assert not page.cards["owner"].isVisible()


def test_every_kind_of_advice_has_its_reason(page: PracticePage, office: Office) -> None:
    def worsen(s: object) -> None:
        people.edit(s, per(s, CHAIR), level=Level.MANAGER)
        people.belong(s, per(s, "Jonas Weber"), None)
        groups.add(s, "CX second team", GroupKind.TEAM)
        groups.add(s, "Law", GroupKind.ADVISORY)
        people.deactivate(s, per(s, "Hana Sato"))

    office.desk.do("x", worsen)
    assert {one.kind for one in page.advice} == set(WHY)
    assert all(card.isVisible() for card in page.cards.values())


def test_many_are_shown_fifty_at_a_time(page: PracticePage, office: Office) -> None:
    def found(s: object) -> None:
        for n in range(70):
            groups.add(s, f"Advisers {n}", GroupKind.ADVISORY)

    office.desk.do("x", found)
    card = page.cards["advisers"]
    assert (len(card.rows.widgets()), card.head.note.text()) == (50, "70")
    assert card.more.words() == "Show 20 of 20 more"
    QTest.mouseClick(card.more, LEFT)
    assert len(card.rows.widgets()) == 70
    assert not card.more.isVisible()
    assert QApplication.focusWidget() is card.rows.widgets()[50].way


def test_it_prints_with_its_reasons(page: PracticePage) -> None:
    assert page.paper().make("A4").startswith(b"%PDF")


def test_when_nothing_is_missed_that_is_good_news(
    empty_store: Store, themed: QApplication, qtbot: QtBot
) -> None:
    empty_store.do("x", lambda s: programs.new(s, "New"))
    desk = Desk(empty_store)
    view = PeopleView(desk)
    qtbot.addWidget(view)
    desk.changed.connect(view.refresh)
    view.resize(1000, 700)
    view.show()
    office = Office(view)
    page = office.turn(PRACTICE)
    assert [one.way.label for one in page.advice] == ["Add a change board", "Add a CX team"]
    assert not page.good.isVisible()

    def begin(s: object) -> None:
        boss = people.add(s, "Ann", level=Level.EXECUTIVE)
        board = groups.add(s, "Board", GroupKind.BOARD)
        groups.seat(s, board, boss, groups.MemberRole.CHAIR)
        groups.add(s, "CX team", GroupKind.TEAM, [boss])

    desk.do("Begin", begin)
    assert page.good.isVisible()
    assert not page.note.isVisible()
    assert not any(card.isVisible() for card in page.cards.values())
    empty = office.turn(GROUPS)
    assert not empty.empty.isVisible()
    desk.undo()
    assert empty.empty.isVisible()
