"""Groups: founded, named, seated and ordered, each with what good practice says of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from cxdesk.model.people import GroupKind, MemberRole
from cxdesk.services import groups, people
from cxdesk.ui.form.value import Value
from cxdesk.ui.people.groups_page import GroupsPage
from tests.services.commands import CHAIR, per
from tests.services.foundation_commands import ADVISERS, BOARD, TEAM, grp
from tests.ui.groups.office import GROUPS, LEFT, Key, Mod, Office


@pytest.fixture
def page(office: Office) -> GroupsPage:
    made = office.turn(GROUPS)
    assert isinstance(made, GroupsPage)
    return made


def warnings(office: Office, group: str) -> list[str]:
    card = office.card(group)
    return [one.words() for one in card.findChildren(Value, "warning") if one.isVisible()]


def click(widget: object) -> None:
    QTest.mouseClick(widget, LEFT)
    QApplication.processEvents()


@pytest.mark.usefixtures("page")
def test_the_model_is_sound(office: Office, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(office.card(BOARD).table.table)


def test_boards_come_first_and_each_says_what_it_is_for(page: GroupsPage) -> None:
    cards = page.cards.widgets()
    assert [card.name.words() for card in cards] == [BOARD, TEAM, ADVISERS]
    assert cards[0].about.text() == (
        "Change board: ranks new tasks and decides on them by vote. 8 members, 5 domains."
    )
    assert cards[0].quorum.isVisible()
    assert not cards[1].quorum.isVisible()
    assert cards[2].about.text().endswith("12 members, 5 domains; 10 to 12 work best.")
    assert not cards[0].dissolve.isVisible()  # the board decides what the program does
    assert cards[1].dissolve.isVisible()
    assert cards[0].table.isColumnHidden(4) is False
    assert cards[1].table.isColumnHidden(4) is True


@pytest.mark.usefixtures("page")
def test_a_group_is_renamed_where_it_stands(office: Office) -> None:
    card = office.card(TEAM)
    office.write(card.name, "Team für Kundenerlebnis")
    assert "Team für Kundenerlebnis" in office.groups()
    assert office.said == [f"Rename {TEAM}"]
    office.write(card.name, "change BOARD")
    assert card.name_fault.text().startswith("There is already a group Change board")
    assert card.name.words() == "change BOARD"


# The quorum -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8", "A quorum of 8 cannot be met with 7 seats."),
        ("0", "A quorum is one seat at least."),
        ("half", "A quorum is a number of seats, such as 4; leave it empty for none."),
        ("-4", "A quorum is a number of seats, such as 4; leave it empty for none."),
    ],
)
@pytest.mark.usefixtures("page")
def test_a_quorum_is_looked_at_while_it_is_typed(office: Office, typed: str, why: str) -> None:
    card = office.card(BOARD)
    office.fill(card.quorum, typed)
    assert card.quorum_fault.text() == why
    QTest.keyClick(card.quorum, Key.Key_Return)
    assert card.quorum.words() == typed
    assert office.groups()[BOARD].quorum == 4


@pytest.mark.parametrize(("typed", "quorum"), [("7", 7), ("", None)])
@pytest.mark.usefixtures("page")
def test_a_quorum_is_set_and_taken_away(office: Office, typed: str, quorum: int | None) -> None:
    office.write(office.card(BOARD).quorum, typed)
    assert office.groups()[BOARD].quorum == quorum
    assert office.said == [f"Set the quorum of {BOARD}"]


# The members ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("page")
def test_a_member_is_added_from_those_who_are_not_in_it(office: Office) -> None:
    office.desk.do("x", lambda s: people.deactivate(s, per(s, "Ben Carter")))
    card = office.card(TEAM)
    click(card.add)
    offered = [one.text for one in office.picker().model.shown]
    assert "Hana Sato" in offered
    assert not {"Ben Carter", "Jonas Weber"} & set(offered)
    office.choose("Hana Sato")
    assert office.members(TEAM)[-1] == "Hana Sato"
    assert office.said[-1] == f"Add Hana Sato to {TEAM}"
    office.desk.undo()
    assert "Hana Sato" not in office.members(TEAM)


@pytest.mark.usefixtures("page")
def test_when_everybody_is_in_it_that_is_said(office: Office) -> None:
    click(office.card(ADVISERS).add)
    assert QApplication.activePopupWidget() is None
    assert office.said == [f"Everybody is in {ADVISERS} already."]


@pytest.mark.usefixtures("page")
def test_del_takes_the_selected_members_out_in_one_step(office: Office) -> None:
    table = office.card(TEAM).table
    office.click(table, "Claire Dubois")
    QTest.keyClick(table, Key.Key_Down, Mod.ShiftModifier)
    QTest.keyClick(table, Key.Key_Delete)
    assert office.members(TEAM) == ["Jonas Weber", "Sofia Marques", "Luca Moretti"]
    assert office.said == [f"Remove 2 members from {TEAM}"]
    office.desk.undo()
    assert len(office.members(TEAM)) == 5


@pytest.mark.usefixtures("page")
def test_a_board_has_a_smaller_quorum_out_of_cycle(office: Office) -> None:
    card = office.card(BOARD)
    office.fill(card.urgent, "4")
    assert card.urgent_fault.text() == (
        "Out of cycle a board needs fewer seats than usual: 1 to 3."
    )
    office.write(card.urgent, "3")
    assert office.groups()[BOARD].urgent == 3
    office.write(card.urgent, "")
    assert office.groups()[BOARD].urgent is None
    assert office.said == [f"Set the quorum of {BOARD} out of cycle"] * 2
    assert not office.card("CX team").urgent.isVisible()


def test_nobody_leaves_a_board_whose_quorum_needs_them(office: Office) -> None:
    office.desk.do("x", lambda s: groups.ask_for(s, grp(s, BOARD), 7))
    card = office.card(BOARD)
    office.click(card.table, "Elena Rossi")
    QTest.keyClick(card.table, Key.Key_Delete)
    assert "a quorum of 7 cannot be met with 6 seats" in card.fault.text()
    assert "Elena Rossi" in office.members(BOARD)


@pytest.mark.usefixtures("page")
def test_members_are_ordered_by_keys_and_by_dragging(office: Office) -> None:
    table = office.card(TEAM).table
    office.click(table, "Aisha Khan")
    QTest.keyClick(table, Key.Key_Up, Mod.AltModifier)
    assert office.members(TEAM)[2:4] == ["Aisha Khan", "Claire Dubois"]
    assert table.current_row().name == "Aisha Khan"
    office.drag(table, "Luca Moretti", 3)
    assert office.members(TEAM)[0] == "Luca Moretti"
    assert office.said == [f"Move Aisha Khan in {TEAM}", f"Move Luca Moretti in {TEAM}"]
    assert len(office.opened) == 1  # the click; a drag opens nothing


@pytest.mark.usefixtures("page")
def test_a_new_chair_takes_over(office: Office) -> None:
    table = office.card(BOARD).table
    office.click(table, "Elena Rossi", "seat")
    office.choose("Chair")
    roles = {each.name: each.seat for each in office.groups()[BOARD].members}
    assert roles["Elena Rossi"] is MemberRole.CHAIR
    assert roles[CHAIR] is MemberRole.MEMBER
    assert office.said == [f"Make Elena Rossi chair of {BOARD}"]
    QTest.keyClick(table, Key.Key_F2)  # the cell is current: the keyboard offers the same
    office.choose("Chair")
    assert len(office.said) == 1


@pytest.mark.usefixtures("page")
def test_a_click_opens_the_person_and_stays_on_this_tab(office: Office) -> None:
    table = office.card(BOARD).table
    office.click(table, "Ravi Menon")
    ravi = office.groups()[BOARD].members[3].person_id
    assert office.opened == [("person", ravi)]
    assert office.view.reveal("person", ravi)
    assert office.view.current_tab() == GROUPS
    after = office.groups()[BOARD].members[4].person_id
    assert office.view.neighbour("person", ravi, 1) == after
    QTest.keyClick(table, Key.Key_Return)
    assert office.opened == [("person", ravi)] * 2


@pytest.mark.usefixtures("page")
def test_one_who_left_is_marked_and_warned_of(office: Office) -> None:
    assert warnings(office, ADVISERS) == []
    office.desk.do("x", lambda s: people.deactivate(s, per(s, "Hana Sato")))
    assert warnings(office, ADVISERS) == [
        f"Hana Sato has a place in {ADVISERS} but no longer takes part."
    ]
    shown = [column.text(office.card(ADVISERS).table.table.rows[-1])
             for column in office.card(ADVISERS).table.table.columns[:1]]  # fmt: skip
    assert shown == ["Hana Sato (no longer active)"]
    office.desk.undo()
    assert warnings(office, ADVISERS) == []


# Founding and dissolving ----------------------------------------------------------------------


def test_a_group_is_founded_with_its_first_members(page: GroupsPage, office: Office) -> None:
    page.setFocus()
    QTest.keyClick(page, Key.Key_N)
    form = page.form
    assert form is not None
    assert QApplication.focusWidget() is form.name
    office.fill(form.name, "Beirat „Kunden & Technik“")
    form.kind.setCurrentIndex(list(GroupKind).index(GroupKind.ADVISORY))
    form.members.setFocus()
    QTest.keyClick(form.members, Key.Key_Return)
    popup = office.picker()
    for word in ("sato", "diallo"):
        popup.search.setText(word)
        QTest.keyClick(popup.search, Key.Key_Return)
    QTest.keyClick(popup.search, Key.Key_Return, Mod.ControlModifier)
    assert form.members.words() == "Hana Sato and Amara Diallo"
    QTest.keyClick(form.name, Key.Key_Return)
    made = office.groups()["Beirat „Kunden & Technik“"]
    assert made.kind is GroupKind.ADVISORY
    assert [each.name for each in made.members] == ["Hana Sato", CHAIR]
    assert not form.isVisible()
    card = page.card(made.id)
    assert card is not None
    assert card.marked
    assert office.said == ["Add group Beirat „Kunden & Technik“"]
    QApplication.processEvents()
    area = page.area.viewport()
    assert area.rect().contains(card.mapTo(area, card.rect().topLeft()))
    assert area.rect().contains(card.mapTo(area, card.rect().bottomRight()))


def test_the_keyboard_stays_on_the_page_when_its_card_goes(
    page: GroupsPage, office: Office
) -> None:
    made = office.desk.do("x", lambda s: groups.add(s, "Law", GroupKind.TEAM))
    assert made is not None
    card = page.card(made.result)
    assert card is not None
    card.add.setFocus()
    place = page.cards.widgets().index(card)
    office.desk.undo()
    cards = page.cards.widgets()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert cards[min(place, len(cards) - 1)].isAncestorOf(focus)


def test_a_group_needs_a_name_of_its_own(page: GroupsPage, office: Office) -> None:
    page.add()
    form = page.form
    assert form is not None
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.trouble.text() == "A group needs a name."
    office.fill(form.name, TEAM.upper())
    assert form.trouble.isHidden()
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.trouble.text().startswith(f"There is already a group {TEAM}")
    assert form.name.text() == TEAM.upper()
    assert len(office.groups()) == 3


@pytest.mark.usefixtures("page")
def test_a_team_is_dissolved_and_comes_back(office: Office) -> None:
    click(office.card(TEAM).dissolve)
    assert list(office.groups()) == [BOARD, ADVISERS]
    assert office.said == [f"Dissolve {TEAM}"]
    office.desk.undo()
    assert office.members(TEAM)[0] == "Jonas Weber"


def test_a_group_without_members_says_what_to_do(page: GroupsPage, office: Office) -> None:
    office.desk.do("x", lambda s: groups.add(s, "Law", GroupKind.TEAM))
    card = office.card("Law")
    assert card.empty.isVisible()
    assert not card.table.isVisible()
    for name in (TEAM, ADVISERS, "Law"):
        office.desk.do("x", lambda s, name=name: groups.dissolve(s, grp(s, name)))
    assert len(page.cards.widgets()) == 1
    assert not page.empty.isVisible()


# Found, copied, printed -----------------------------------------------------------------------


def test_a_group_is_brought_into_sight_and_marked(page: GroupsPage, office: Office) -> None:
    office.turn(0)
    id = office.groups()[ADVISERS].id
    assert office.view.reveal("group", id)
    QApplication.processEvents()
    assert office.view.current_tab() == GROUPS
    card = page.card(id)
    assert card is not None
    assert card.marked
    top = card.mapTo(page.area.viewport(), card.rect().topLeft()).y()
    assert 0 <= top < page.area.viewport().height()
    assert QApplication.focusWidget() is card.table
    assert not office.view.reveal("group", 12345)


@pytest.mark.parametrize(
    ("id", "kind"), [(0, GroupKind.BOARD), (-1, GroupKind.TEAM)], ids=["board", "team"]
)
def test_a_group_that_is_not_there_yet_opens_the_form(
    page: GroupsPage, office: Office, id: int, kind: GroupKind
) -> None:
    office.turn(0)
    assert office.view.reveal("group", id)
    QApplication.processEvents()
    assert page.form is not None
    assert page.form.kind.currentData() == kind
    assert QApplication.focusWidget() is page.form.name


def test_all_seats_are_copied_and_printed(page: GroupsPage, office: Office) -> None:
    office.desk.do("x", lambda s: groups.add(s, "Law & <b>order</b>", GroupKind.TEAM))
    page.copy()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[1][:3] == [BOARD, "Change board", CHAIR]
    assert lines[1][5] == "Chair"
    assert ["Law & <b>order</b>", "Team", "", "", "", "", ""] in lines
    assert len(lines) == 1 + 8 + 5 + 12 + 1
    assert page.paper().make("A4").startswith(b"%PDF")
