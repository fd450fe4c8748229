"""Meetings from elsewhere in the window: searched, called for an urgent request, projected."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.meeting.page import AgendaPage
from cxdesk.ui.projector.window import Projector
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow
from tests import boards
from tests.services.commands import req


def test_the_window_leads_to_meetings(
    desk: Desk, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    here = boards.begun(store)
    window = MainWindow(desk, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.index.complete)
    hit = window.index.find("change board meeting")[0]
    assert window.open(*hit.opens)
    page = window.view.page
    assert isinstance(page, AgendaPage)
    assert page.sheet is not None
    assert page.sheet.row.id == here.meeting
    assert window.topbar.primary.text() == "Open the vote"

    window.view.show_tab(window.view.tabs.index("Vote"))
    offered = [one for one in window.commands.listed() if one.objectName() == "projector"]
    assert [one.parent() for one in offered] == [window.view.page], "of the tab on show alone"
    window.view.show_tab(window.view.tabs.index("Agenda"))
    assert window.commands.run("projector")
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, Projector)]
    assert [one.desk for one in shown if one.isVisible()] == [desk]

    with desk.read() as session:
        r2 = req(session, "R2").id
    assert window.open("request", r2)
    assert window.panel is not None
    window.panel.open_requested.emit("urgent-meeting", r2)
    qtbot.waitUntil(lambda: page.form is not None and page.form.isVisible())
    assert window.view.page is page
    window.close()
    QApplication.processEvents()
    assert not any(one.isVisible() for one in QApplication.topLevelWidgets())
