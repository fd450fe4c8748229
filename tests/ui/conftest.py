"""What tests of the window have: the theme, a desk on the sample, and no modal dialogs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing


@pytest.fixture(autouse=True)
def _no_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real modal dialog would hang the test: it fails at once instead."""

    def refuse(dialog: QDialog) -> int:
        raise AssertionError(f"{type(dialog).__name__} was opened with exec()")

    monkeypatch.setattr(QDialog, "exec", refuse)


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """What a test closed is gone before the next: Qt alone deletes it in a running event loop.

    Thousands of widgets would pile up, and each later test would dress all of them again.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    """The application in the light theme."""
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def desk(themed: QApplication, store: Store) -> Iterator[Desk]:
    """A desk on the sample program."""
    opened = Desk(store)
    yield opened
    opened.deleteLater()


def board_page(desk: Desk) -> BoardPage:
    """The board of a desk, up to date and following it."""
    page = BoardPage(Editing(desk, desk))
    page.load()
    desk.changed.connect(page.follow)
    return page


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> BoardPage:
    """The board of that desk, shown at its usual size, with the keyboard."""
    shown = board_page(desk)
    qtbot.addWidget(shown)
    shown.resize(1264, 800)
    shown.show()
    shown.board.setFocus()
    return shown
