"""The directory: who is there, what is shown of them, and cells changed where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cxdesk.model.people import Level
from cxdesk.services import people
from cxdesk.services.people_view import PersonRow
from cxdesk.store.store import Store
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Desk
from cxdesk.ui.pickers import Picker
from tests.conftest import clock
from tests.ui.people.reception import CONTROL, Reception


def test_everybody_stands_there_with_what_they_carry(reception: Reception) -> None:
    assert reception.names()[:3] == ["Aisha Khan", "Amara Diallo", "Ben Carter"]
    assert reception.bar.count() == "12 of 12"
    assert reception.cell("Ravi Menon", "role") == "CIO"
    assert reception.cell("Ravi Menon", "level") == "Executive"
    assert reception.cell("Ravi Menon", "domain") == "IT"
    assert reception.cell("Ravi Menon", "initiatives") == "2 · 1 running"
    assert reception.cell("Ravi Menon", "load") == "53 of 100"
    assert reception.cell("Ben Carter", "actions") == "4 · 1 overdue"
    assert reception.cell("Amara Diallo", "groups") == "Change board, Advisory group"
    assert reception.cell("Amara Diallo", "load") == ""


def test_the_model_is_sound(reception: Reception, qtmodeltester: ModelTester, desk: Desk) -> None:
    qtmodeltester.check(reception.table.model())
    desk.do("Leave", lambda s: people.deactivate(s, reception.person("Ben Carter").id))
    reception.bar.narrow.setText("care")
    reception.run("directory-filter")
    reception.choose("Show who is no longer active")
    reception.bar.narrow.clear()


def test_a_name_is_changed_in_its_cell_and_undone_in_one_step(reception: Reception) -> None:
    id = reception.person("Ben Carter").id
    reception.change("Ben Carter", "name")
    reception.type("Zoë Ångström")
    assert reception.person("Zoë Ångström").id == id
    assert reception.labels()[0] == "Rename Ben Carter to Zoë Ångström"
    assert reception.names()[-1] == "Zoë Ångström"
    current: PersonRow = reception.table.current_row()
    assert current.id == id, "the row that was changed stays the current one"
    reception.desk.undo()
    assert "Ben Carter" in reception.names()


def test_no_name_and_no_email_are_refused_while_typed_and_stay(reception: Reception) -> None:
    reception.change("Ben Carter", "name")
    reception.type("", enter=False)
    field = reception.table.editor()
    assert field is not None
    assert field.note.text() == "A person needs a name."
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert reception.table.editor() is field
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert reception.person("Ben Carter").name == "Ben Carter"
    reception.change("Ben Carter", "email")
    reception.type("ben at meridian")
    field = reception.table.editor()
    assert field is not None
    assert "is no email address" in field.note.text()
    assert field.text() == "ben at meridian"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert reception.person("Ben Carter").email == "ben.carter@meridian.example"


def test_role_and_email_are_changed_with_tab_between_them(reception: Reception) -> None:
    reception.change("Ben Carter", "role")
    reception.type("Head of billing", enter=False)
    field = reception.table.editor()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QApplication.processEvents()
    reception.type("ben@meridian.example")
    row = reception.person("Ben Carter")
    assert (row.role, row.email) == ("Head of billing", "ben@meridian.example")
    assert reception.labels()[:2] == [
        "Set the email of Ben Carter", "Set the role of Ben Carter",
    ]  # fmt: skip


def test_level_and_domain_are_picked_in_their_cells(reception: Reception) -> None:
    reception.change("Ben Carter", "level")
    reception.choose("Manager")
    reception.change("Ben Carter", "domain")
    reception.choose("Organisation-wide")
    row = reception.person("Ben Carter")
    assert (row.level, row.domain_id) == (Level.MANAGER, None)
    assert reception.labels()[:2] == [
        "Ben Carter works organisation-wide", "Set the level of Ben Carter to manager",
    ]  # fmt: skip


def test_several_are_changed_in_one_step(reception: Reception) -> None:
    reception.click_cell("Aisha Khan")
    reception.click_cell("Ben Carter", modifier=CONTROL)
    reception.click_cell("Hana Sato", modifier=CONTROL)
    assert "Open" not in reception.menu("Level", "Manager")
    names = ("Aisha Khan", "Ben Carter", "Hana Sato")
    assert {reception.person(name).level for name in names} == {Level.MANAGER}
    assert len(reception.table.selected()) == 3, "the selection stays"
    reception.run("person-domain")
    reception.choose("IT")
    assert {reception.person(name).domain for name in names} == {"IT"}
    assert reception.labels()[:2] == [
        "Put 3 people into IT", "Set the level of 3 people to manager",
    ]  # fmt: skip
    reception.desk.undo()
    assert [reception.person(name).domain for name in names] == ["Care", "Fin", "Field"]


def test_f2_in_one_of_several_rows_is_for_all_of_them(reception: Reception) -> None:
    reception.click_cell("Aisha Khan", "level")
    reception.click_cell("Ben Carter", "level", CONTROL)
    QTest.keyClick(reception.table, Qt.Key.Key_F2)
    reception.choose("Executive")
    names = ("Aisha Khan", "Ben Carter")
    assert {reception.person(name).level for name in names} == {Level.EXECUTIVE}
    assert reception.labels()[0] == "Set the level of 2 people to executive"


def test_the_menu_offers_what_can_be_done_with_one(reception: Reception) -> None:
    reception.click_cell("Ben Carter")
    assert reception.menu("Domain", "Sales && marketing") == [
        "Open", "Level", "Domain", "Hand over what is open…", "Deactivate…",
        "Sort by Name", "Copy rows as a table", "Copy the whole table",
        "Save the table (XLSX, CSV)…",
    ]  # fmt: skip
    assert reception.person("Ben Carter").domain == "S&M"
    id = reception.person("Ben Carter").id
    reception.menu("Hand over what is open…")
    reception.menu("Deactivate…")
    assert reception.opened[-2:] == [("hand-over", id), ("deactivate", id)]


def test_several_hand_over_from_the_menu(reception: Reception, qtbot: QtBot) -> None:
    reception.click_cell("Aisha Khan")
    reception.click_cell("Ben Carter", modifier=CONTROL)
    reception.menu("Hand over what is open…")
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), Picker))
    reception.choose("Luca Moretti")
    assert reception.person("Luca Moretti").actions == 15


def test_several_hand_over_in_one_step(reception: Reception) -> None:
    reception.click_cell("Aisha Khan")
    reception.click_cell("Ben Carter", modifier=CONTROL)
    reception.run("person-hand-over")
    assert not {"Aisha Khan", "Ben Carter"} & set(reception.offered())
    reception.choose("Luca Moretti")
    assert [reception.person(name).actions for name in ("Aisha Khan", "Ben Carter")] == [0, 0]
    assert reception.person("Luca Moretti").actions == 15
    assert reception.labels()[0] == "Hand over from 2 people to Luca Moretti"
    reception.desk.undo()
    assert reception.person("Luca Moretti").actions == 6


def test_a_click_and_enter_open_the_person(reception: Reception) -> None:
    reception.click_cell("Ben Carter")
    QTest.keyClick(reception.table, Qt.Key.Key_Down)
    QTest.keyClick(reception.table, Qt.Key.Key_Return)
    names = ("Ben Carter", "Claire Dubois")
    assert reception.opened == [("person", reception.person(name).id) for name in names]


def test_who_is_no_longer_active_is_said_behind_the_name(reception: Reception) -> None:
    id = reception.person("Ben Carter").id
    reception.desk.do("Leave", lambda s: people.deactivate(s, id))
    reception.bar.show_inactive()
    assert "active" not in [column.key for column in reception.table.table.columns]
    name = reception.index("Ben Carter", "name")
    assert name.data() == "Ben Carter"
    said = Qt.ItemDataRole.AccessibleTextRole
    assert name.data(said) == "Name: Ben Carter (no longer active)"
    assert reception.index("Luca Moretti", "name").data(said) == "Name: Luca Moretti"
    assert not reception.table.painter.is_cut(name), "all of it is seen"
    reception.run("copy-directory")
    assert "Ben Carter (no longer active)\tBilling analyst" in QGuiApplication.clipboard().text()
    reception.click_cell("Ben Carter")
    reception.menu("Bring back")
    assert reception.person("Ben Carter").active
    assert reception.labels()[0] == "Bring back Ben Carter"


def test_the_sample_is_read_in_full_in_a_window_1440_wide(reception: Reception) -> None:
    table = reception.table
    cut = {
        (row.name, column.key)
        for n, row in enumerate(table.table.rows)
        for place, column in enumerate(table.table.columns)
        if column.key != "groups" and table.painter.is_cut(table.table.index(n, place))
    }
    assert cut == set()
    assert table.horizontalScrollBar().maximum() == 0


def test_the_first_group_is_a_board_and_the_tip_has_all(reception: Reception) -> None:
    groups = next(one for one in reception.table.table.columns if one.key == "groups")
    assert groups.brief is not None
    assert groups.brief(reception.person("Amara Diallo")) == "Change board +1"
    assert groups.brief(reception.person("Ben Carter")) == "Advisory group"
    wide = reception.table.columnWidth(reception.index("Amara Diallo", "groups").column())
    metrics = QFontMetricsF(typeface.BODY.font())
    for row in reception.directory().people:
        assert metrics.horizontalAdvance(groups.brief(row)) <= wide - 16
    at = reception.point("Amara Diallo", "groups")
    tip = QHelpEvent(QEvent.Type.ToolTip, at, reception.table.viewport().mapToGlobal(at))
    QApplication.sendEvent(reception.table.viewport(), tip)
    assert "Change board, Advisory group" in QToolTip.text()
    QToolTip.hideText()
    reception.run("copy-directory")
    assert "\tChange board, Advisory group\t" in QGuiApplication.clipboard().text()


def test_a_header_sorts_levels_by_rank_and_counts_by_number(reception: Reception) -> None:
    def ranked(key: str) -> list[str]:
        keys = [column.key for column in reception.table.table.columns]
        head = reception.table.horizontalHeader()
        x = head.sectionViewportPosition(keys.index(key)) + 20
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 16))
        return reception.names()

    assert ranked("level")[:4] == ["Amara Diallo", "Elena Rossi", "Jonas Weber", "Ravi Menon"]
    ranked("load")
    assert ranked("load")[0] == "Ravi Menon"


def test_what_is_shown_is_copied_and_printed(reception: Reception, tmp_path: Path) -> None:
    reception.bar.narrow.setText("manager")
    reception.run("copy-directory")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Name\tRole\tLevel\tDomain")
    assert len(lines) == 1 + len(reception.names())
    paper = reception.view.paper()
    assert paper is not None
    file = tmp_path / "people.pdf"
    file.write_bytes(paper.make("A4"))
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Claire Dubois" in text
    assert "Ravi Menon" not in text
    assert f"{len(reception.names())} of 12 people" in text


def test_the_density_is_that_of_the_window(reception: Reception) -> None:
    reception.view.set_density("compact")
    assert reception.table.verticalHeader().defaultSectionSize() == 28


def test_a_file_open_for_reading_can_be_read_only(
    sample_file: Path,
    home: Path,
    themed: QApplication,
    open_people: Callable[[Desk], Reception],
) -> None:
    with Store.open(sample_file, home=home, clock=clock, read_only=True) as store:
        desk = Desk(store)
        reception = open_people(desk)
        action = reception.view.primary_action()
        assert action is not None
        assert not action.isEnabled()
        assert action.toolTip() == "This file is open for reading only."
        assert not reception.bar.paste.isEnabled()
        QTest.keyClick(reception.table, Qt.Key.Key_V, CONTROL)
        assert reception.page.paste is None
        said: list[str] = []
        desk.said.connect(lambda toast: said.append(toast.text))
        reception.change("Ben Carter", "role")
        assert reception.table.editor() is None
        assert said == ["This file is open for reading only. Save a copy to change it."]
        desk.deleteLater()


@pytest.mark.parametrize("name", ["Sofia Marques", "Ben Carter"])
def test_somebody_is_brought_into_sight_whatever_the_filters_say(
    reception: Reception, name: str
) -> None:
    id = reception.person(name).id
    reception.desk.do("Leave", lambda s: people.deactivate(s, id))
    reception.bar.narrow.setText("moretti")
    reception.bar.keep(levels=(Level.EXECUTIVE,))
    assert name not in reception.names()
    assert reception.view.reveal("person", id)
    assert reception.table.current_row().id == id
    assert not reception.view.reveal("person", 7)


def test_the_neighbours_are_those_shown(reception: Reception) -> None:
    reception.bar.keep(levels=(Level.EXECUTIVE,))
    names = ["Amara Diallo", "Elena Rossi", "Jonas Weber", "Ravi Menon"]
    ids = [reception.person(name).id for name in names]
    assert reception.names() == names
    assert reception.view.neighbour("person", ids[1], 1) == ids[2]
    assert reception.view.neighbour("person", ids[3], 1) is None
