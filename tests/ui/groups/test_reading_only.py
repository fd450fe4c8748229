"""A file open for reading: everything is shown, nothing is changed, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.people.view import PeopleView
from tests.conftest import clock
from tests.services.foundation_commands import BOARD, TEAM
from tests.ui.groups.office import DOMAINS, GROUPS, Key, Mod, Office


@pytest.fixture
def reader(themed: QApplication, sample_file: Path, home: Path, qtbot: QtBot) -> Iterator[Office]:
    with Store(sample_file, home=home, clock=clock, read_only=True) as store:
        view = PeopleView(Desk(store))
        qtbot.addWidget(view)
        view.resize(1264, 800)
        view.show()
        yield Office(view)
        view.close()


@pytest.mark.parametrize("tab", [DOMAINS, GROUPS])
def test_nothing_is_added(reader: Office, tab: int) -> None:
    page = reader.turn(tab)
    action = page.primary_action()
    assert not action.isEnabled()
    assert action.toolTip() == "This file is open for reading only."
    page.setFocus()
    QTest.keyClick(page, Key.Key_N)
    assert page.form is None
    assert reader.view.reveal("group", 0)
    QApplication.processEvents()
    assert page.form is None


def test_nothing_is_changed(reader: Office) -> None:
    page = reader.turn(DOMAINS)
    reader.click(page.table, "Care")
    QTest.keyClick(page.table, Key.Key_Up, Mod.AltModifier)
    assert [row.short for row in reader.domains()] == ["IT", "Care", "Fin", "S&M", "Field"]
    card = reader.card(TEAM)
    assert card.name.isReadOnly()
    assert not card.add.isEnabled()
    assert not card.dissolve.isEnabled()
    assert reader.card(BOARD).quorum.isReadOnly()
    reader.click(card.table, "Aisha Khan")
    QTest.keyClick(card.table, Key.Key_Delete)
    assert len(reader.members(TEAM)) == 5
    assert len(reader.said) == 2
    assert all("reading only" in text or "read-only" in text for text in reader.said), reader.said
