"""Which people are shown: words typed, and filters as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from cxdesk.model.people import Level
from cxdesk.services import people, programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.people.person_form import PersonForm
from tests.ui.people.reception import Reception


def test_f3_goes_to_the_field_and_words_narrow_as_they_are_typed(reception: Reception) -> None:
    reception.table.setFocus()
    QTest.keyClick(reception.table, Qt.Key.Key_F3)
    assert QApplication.focusWidget() is reception.bar.narrow
    reception.table.setFocus()
    assert reception.page.begin_filter(), "the key / comes this way"
    assert QApplication.focusWidget() is reception.bar.narrow
    QTest.keyClicks(reception.bar.narrow, "emp care")
    assert reception.names() == ["Aisha Khan"]
    assert reception.bar.count() == "1 of 12"
    reception.bar.narrow.clear()
    reception.bar.narrow.insert("TOMAS")
    assert reception.names() == ["Tomás Vidal"]
    QTest.keyClick(reception.bar.narrow, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is reception.table
    assert reception.table.current_row().name == "Tomás Vidal"
    reception.bar.narrow.setFocus()
    QTest.keyClick(reception.bar.narrow, Qt.Key.Key_Escape)
    assert len(reception.names()) == 12


def test_filters_are_chosen_shown_as_chips_and_taken_away(reception: Reception) -> None:
    reception.click("filter")
    reception.choose("Level")
    reception.choose("Executive", "Manager")
    reception.run("directory-filter")
    reception.choose("Domain")
    reception.choose("Care", "IT")
    assert reception.names() == ["Claire Dubois", "Ravi Menon"]
    assert reception.bar.level.words() == "Level Executive, Manager"
    assert reception.find("filter-domain").words() == "Domain IT, Care"
    chip = reception.find("filter-level")
    at = chip.cross().center().toPoint()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=at)
    assert not chip.isVisible()
    assert reception.names() == ["Aisha Khan", "Claire Dubois", "Luca Moretti", "Ravi Menon"]
    chip = reception.find("filter-domain")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert len(reception.names()) == 12
    assert QApplication.focusWidget() is reception.bar.more, "the keyboard stays in the bar"


def test_a_chip_changes_its_filter(reception: Reception) -> None:
    reception.bar.keep(levels=(Level.EXECUTIVE,))
    QTest.mouseClick(reception.find("filter-level"), Qt.MouseButton.LeftButton, pos=QPoint(20, 13))
    reception.choose("Executive", "Employee")
    assert reception.bar.level.words() == "Level Employee"
    assert len(reception.names()) == 4


def test_who_left_is_hidden_and_said(reception: Reception) -> None:
    ids = [reception.person(name).id for name in ("Ben Carter", "Hana Sato", "Aisha Khan")]
    assert not reception.bar.inactive.isVisible()
    reception.desk.do("Leave", lambda s: [people.deactivate(s, id) for id in ids])
    assert len(reception.names()) == 9
    assert reception.bar.count() == "9 of 12"
    chip = reception.find("filter-inactive")
    assert chip.words() == "Inactive hidden: 3"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.cross().center().toPoint())
    assert len(reception.names()) == 12
    (name,) = (one for one in reception.table.table.columns if one.key == "name")
    assert name.words(reception.person("Ben Carter")) == "Ben Carter (no longer active)"
    reception.click("filter")
    reception.choose("Hide who is no longer active")
    assert len(reception.names()) == 9


def test_nobody_left_by_the_filters_is_said_with_a_way_out(reception: Reception) -> None:
    reception.bar.narrow.insert("zebra")
    assert not reception.table.isVisible()
    assert reception.page.nobody.words() == "Nobody matches these filters"
    reception.bar.keep(levels=(Level.MANAGER,))
    button = reception.page.nobody.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.text() == "Clear filters"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(reception.names()) == 12
    assert QApplication.focusWidget() is reception.table


def test_a_program_without_people_says_how_to_begin(
    empty_store: Store, themed: QApplication, open_people: Callable[[Desk], Reception]
) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New program"))
    desk = Desk(empty_store)
    reception = open_people(desk)
    assert reception.page.nobody.words().startswith("Nobody is here yet")
    buttons = reception.page.nobody.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["New person", "Paste people"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    form = reception.page.form
    assert isinstance(form, PersonForm)
    reception.write(form.name, "Zoë Ångström")
    assert reception.names() == ["Zoë Ångström"]
    assert reception.table.isVisible()
    desk.deleteLater()


def test_a_newcomer_adds_takes_back_and_pastes_by_keyboard(
    empty_store: Store, themed: QApplication, open_people: Callable[[Desk], Reception]
) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New program"))
    desk = Desk(empty_store)
    reception = open_people(desk)
    page = reception.page

    def focus() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    page.setFocus()
    assert page.nobody.isAncestorOf(focus()), "a letter is a key here, and no word to look for"
    assert [hint.text for hint in page.hints()] == ["paste people"]
    QTest.keyClick(focus(), Qt.Key.Key_N)
    assert isinstance(page.form, PersonForm)
    reception.write(page.form.name, "Zoë Ångström")
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert focus() is reception.table
    assert len(page.hints()) > 1
    desk.undo()
    assert page.nobody.isAncestorOf(focus())
    QGuiApplication.clipboard().setText("Bea Brandt\tAnalyst")
    QTest.keyClick(focus(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.paste is not None
    assert page.paste.isVisible()
    assert page.paste.field.toPlainText() == "Bea Brandt\tAnalyst"
    desk.deleteLater()


def test_a_filter_of_a_domain_that_is_gone_goes_too(reception: Reception) -> None:
    desk = reception.desk
    from cxdesk.services import domains

    made = desk.do("Add", lambda s: domains.add(s, "Wholesale"))
    assert made is not None
    reception.bar.keep(domains=(made.result,))
    assert reception.names() == []
    desk.undo()
    assert len(reception.names()) == 12
