"""The panel of a person: described, handed over, seen off and brought back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cxdesk.model.people import GroupKind, Level
from cxdesk.services import actions, groups, initiatives, people
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.person.panel import PersonPanel
from tests.conftest import clock
from tests.services.commands import CHAIR, ini, per
from tests.ui.people.reception import Hands


def show(hands: Hands, name: str, kind: str = "person") -> int:
    panel = hands.root
    assert isinstance(panel, PersonPanel)
    id = hands.person(name).id
    assert panel.show_item(kind, id)
    QApplication.processEvents()
    return id


# What is shown --------------------------------------------------------------------------------


def test_who_it_is_and_all_that_is_open(hands: Hands, panel: PersonPanel) -> None:
    id = show(hands, "Ravi Menon")
    assert panel.current() == id
    assert (panel.head.name.words(), panel.head.role.words()) == ("Ravi Menon", "CIO")
    assert hands.find("email").words() == "ravi.menon@meridian.example"
    assert hands.find("level").words() == "Executive"
    assert hands.find("initials").words() == "RM"
    lines = [line.words() for line in panel.open_items.lines()]
    assert lines[:2] == ["CX-101 Single customer ID", "CX-402 Arrival tracking"]
    assert "O3 Customer effort (CES)" in lines
    assert "Change board, member" in lines
    assert len(lines) == len(panel.subject.sheet.held)
    assert panel.load_block.strip.accessibleName().startswith(
        "Load by month: Nov 2026 53.0 of 100 person-days"
    )


def test_each_line_goes_to_its_item(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ravi Menon")
    went: list[tuple[str, int]] = []
    panel.open_requested.connect(lambda kind, id: went.append((kind, id)))
    for line in panel.open_items.lines():
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert went == [one.opens for one in panel.subject.sheet.held]
    assert {"initiative", "batch", "outcome", "group"} <= {kind for kind, _ in went}


def test_many_things_are_shown_step_by_step(hands: Hands, panel: PersonPanel) -> None:
    id = hands.person("Ravi Menon").id
    hands.desk.do(
        "Add",
        lambda s: [actions.add(s, ini(s, "CX-101"), f"Step {n}", owner=id) for n in range(20)],
    )
    show(hands, "Ravi Menon")
    before = len(panel.open_items.lines())
    assert hands.find("more-action").words() == "17 more"
    hands.click("more-action")
    assert len(panel.open_items.lines()) == before + 17
    assert QApplication.focusWidget() in panel.open_items.lines()


def test_nobody_is_not_shown(panel: PersonPanel) -> None:
    assert not panel.show_item("person", 7)
    assert panel.current() is None


# Described ------------------------------------------------------------------------------------


def test_everything_of_a_person_is_changed_in_place(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    QTest.keyClick(panel, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is panel.head.name
    hands.write(panel.head.name, "Ben Čarter")
    hands.write(panel.head.role, "Head of billing")
    hands.write(panel.facts.email, "ben@meridian.example")
    hands.write(panel.facts.initials, "BČ")
    hands.click("level")
    hands.choose("Manager")
    hands.click("domain")
    hands.choose("Care")
    row = hands.person("Ben Čarter")
    assert (row.role, row.email, row.initials, row.level, row.domain) == (
        "Head of billing", "ben@meridian.example", "BČ", Level.MANAGER, "Care",
    )  # fmt: skip
    assert hands.labels()[:6] == [
        "Put Ben Čarter into Care", "Set the level of Ben Čarter to manager",
        "Ben Čarter signs as BČ", "Set the email of Ben Čarter", "Set the role of Ben Čarter",
        "Rename Ben Carter to Ben Čarter",
    ]  # fmt: skip
    assert hands.find("domain").words() == "Care"
    hands.desk.undo()
    assert hands.find("domain").words() == "Finance"


def test_what_is_wrong_is_said_while_it_is_typed(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    hands.write(panel.head.name, "", enter=False)
    assert hands.faults() == ["A person needs a name."]
    QTest.keyClick(panel.head.name, Qt.Key.Key_Escape)
    hands.write(panel.facts.initials, "BENCA", enter=False)
    assert hands.faults() == ["Initials are one to four letters, such as AD."]
    QTest.keyClick(panel.facts.initials, Qt.Key.Key_Escape)
    hands.write(panel.facts.email, "ben at home")
    assert "is no email address" in hands.faults()[0]
    assert panel.facts.email.words() == "ben at home"
    assert hands.person("Ben Carter").email == "ben.carter@meridian.example"


def test_words_refused_wait_for_the_person(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    hands.write(panel.facts.email, "ben at home", enter=False)
    show(hands, "Hana Sato")
    assert panel.facts.email.words() == "hana.sato@meridian.example"
    assert hands.faults() == []
    show(hands, "Ben Carter")
    assert panel.facts.email.words() == "ben at home"


def test_what_was_changed_lately_is_unfolded(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    hands.write(panel.head.role, "Head of billing")
    assert panel.changes.lines() == []
    hands.click("changes")
    assert panel.changes.lines()[0].words() == (
        "Set the role of Ben Carter 23 Nov 2026 09:00, Sofia Marques"
    )


# Leaving --------------------------------------------------------------------------------------


def test_somebody_leaves_and_all_goes_over_in_one_step(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    hands.click("deactivate")
    things = len(panel.subject.sheet.held)
    assert panel.leave.isVisible()
    assert panel.leave._sentence.text() == f"{things} things are still open with Ben Carter."
    assert panel.leave._what.text() == "2 initiatives, 4 actions and 1 seat."
    assert QApplication.focusWidget() is panel.leave.heir
    QTest.keyClick(panel.leave.heir, Qt.Key.Key_Return)
    assert "Ben Carter" not in hands.offered()
    assert hands.offered()[0] == "Leave it where it is"
    hands.choose("Luca Moretti")
    assert panel.focusWidget() is panel.leave.go_on
    QTest.keyClick(panel.leave.go_on, Qt.Key.Key_Space)
    row = hands.person("Ben Carter")
    assert (row.active, row.initiatives, row.actions, row.groups) == (False, 0, 0, ())
    assert hands.person("Luca Moretti").initiatives == 5
    assert hands.labels()[0] == "Deactivate Ben Carter and hand over to Luca Moretti"
    assert not panel.leave.isVisible()
    assert panel.focusWidget() is panel.activity
    assert panel.activity.text() == "Bring back"
    assert not panel.hand_over.isEnabled()
    hands.desk.undo()
    row = hands.person("Ben Carter")
    assert (row.active, row.initiatives, row.actions) == (True, 2, 4)
    assert panel.activity.text() == "Deactivate…"


def test_what_the_foot_does_the_palette_does_too(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    give, end = (one for one in panel.actions() if one.property("group") == "Person")
    assert (give.text(), end.text()) == ("Hand over from this person…", "Deactivate this person…")
    give.trigger()
    assert panel.leave.go_on.text() == "Hand over"
    end.trigger()
    assert panel.leave.go_on.text() == "Deactivate"
    hands.click("heir")
    hands.choose("Luca Moretti")
    QTest.mouseClick(panel.leave.go_on, Qt.MouseButton.LeftButton)
    assert not give.isEnabled()
    assert end.text() == "Bring this person back"
    end.trigger()
    assert hands.person("Ben Carter").active


def test_all_may_stay_where_it_is(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter", "deactivate")
    hands.click("heir")
    hands.choose("Leave it where it is")
    QTest.mouseClick(panel.leave.go_on, Qt.MouseButton.LeftButton)
    row = hands.person("Ben Carter")
    assert (row.active, row.initiatives, row.actions) == (False, 2, 4)
    hands.click("deactivate")  # the same button brings back
    assert hands.person("Ben Carter").active
    assert hands.labels()[:2] == ["Bring back Ben Carter", "Deactivate Ben Carter"]


def test_who_takes_over_must_be_said(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter", "deactivate")
    QTest.mouseClick(panel.leave.go_on, Qt.MouseButton.LeftButton)
    assert hands.faults() == ["Choose who takes over, or leave it where it is."]
    assert hands.person("Ben Carter").active
    QTest.keyClick(panel.leave.heir, Qt.Key.Key_Escape)
    assert not panel.leave.isVisible()
    assert panel.isVisible(), "Esc leaves the question, not the panel"


def test_with_nothing_open_nobody_is_asked_for(hands: Hands, panel: PersonPanel) -> None:
    hands.desk.do("Add", lambda s: people.add(s, "Zoë"))
    show(hands, "Zoë", "deactivate")
    assert panel.leave._sentence.text() == "Nothing is open with Zoë."
    assert not panel.leave.heir.isVisible()
    assert panel.focusWidget() is panel.leave.go_on
    QTest.keyClick(panel.leave.go_on, Qt.Key.Key_Space)
    assert not hands.person("Zoë").active
    panel.show_item("hand-over", hands.person("Zoë").id)
    assert not panel.leave.go_on.isVisible()


def test_handing_over_leaves_them_active(hands: Hands, panel: PersonPanel) -> None:
    show(hands, "Ben Carter")
    hands.click("hand-over")
    hands.click("heir")
    assert "Leave it where it is" not in hands.offered()
    hands.choose("Luca Moretti")
    QTest.mouseClick(panel.leave.go_on, Qt.MouseButton.LeftButton)
    row = hands.person("Ben Carter")
    assert (row.active, row.initiatives) == (True, 0)
    assert hands.labels()[0] == "Hand over from Ben Carter to Luca Moretti"


def test_a_quorum_that_could_not_be_met_is_refused_with_its_way(
    hands: Hands, panel: PersonPanel
) -> None:
    made = hands.desk.do(
        "Found",
        lambda s: groups.add(
            s, "Small board", GroupKind.BOARD, [per(s, "Ben Carter"), per(s, "Luca Moretti")], 2
        ),
    )
    assert made is not None
    show(hands, "Ben Carter", "deactivate")
    hands.click("heir")
    hands.choose("Luca Moretti")
    QTest.mouseClick(panel.leave.go_on, Qt.MouseButton.LeftButton)
    assert hands.faults() == [
        "Small board: a quorum of 2 cannot be met with 1 seat. Open Small board"
    ]
    assert hands.person("Ben Carter").active
    went: list[tuple[str, int]] = []
    panel.open_requested.connect(lambda kind, id: went.append((kind, id)))
    QTest.mouseClick(panel.leave.fault, Qt.MouseButton.LeftButton)
    assert went == [("group", made.result)]


def test_the_question_follows_what_happens_meanwhile(hands: Hands, panel: PersonPanel) -> None:
    id = show(hands, "Ben Carter", "deactivate")
    before = panel.leave._sentence.text()
    hands.desk.do("Add", lambda s: actions.add(s, ini(s, "CX-101"), "Last thing", owner=id))
    assert panel.leave._sentence.text() != before
    show(hands, "Hana Sato")
    assert not panel.leave.isVisible()
    assert panel.activity.isVisible()


# Read again only when it may matter -------------------------------------------------------------


def test_it_reads_again_only_what_concerns_the_person(
    hands: Hands, panel: PersonPanel, desk: Desk
) -> None:
    show(hands, "Ben Carter")
    shown = panel.subject.sheet
    desk.do("Other", lambda s: actions.add(s, ini(s, "CX-101"), "For Ravi", owner=per(s, CHAIR)))
    assert panel.subject.sheet is shown
    mine = hands.person("Ben Carter").id
    desk.do("Mine", lambda s: actions.add(s, ini(s, "CX-101"), "For Ben", owner=mine))
    assert panel.subject.sheet is not shown
    assert "CX-101 For Ben" in [line.words() for line in panel.open_items.lines()]
    desk.do("Give", lambda s: initiatives.give(s, ini(s, "CX-103"), mine))
    assert panel.open_items.lines()[0].words().startswith("CX-103")


def test_a_file_open_for_reading_changes_nothing(
    sample_file: Path, home: Path, themed: QApplication, qtbot: object
) -> None:
    with Store.open(sample_file, home=home, clock=clock, read_only=True) as store:
        desk = Desk(store)
        panel = PersonPanel(desk)
        qtbot.addWidget(panel)  # type: ignore[attr-defined]
        panel.show()
        hands = Hands(desk, panel)
        show(hands, "Ben Carter", "deactivate")
        assert not panel.leave.isVisible()
        for button in (panel.hand_over, panel.activity):
            assert isinstance(button, QPushButton)
            assert not button.isEnabled()
            assert button.toolTip() == "This file is open for reading only."
        desk.deleteLater()
