"""A bare window with something below, and booths over it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.guard import Guard
from cxdesk.ui.booth.slate import Slate
from tests.ui.ballot.voter import settle
from tests.ui.booth.hands import Opener
from tests.ui.booth.office import SLATE, Box


@pytest.fixture
def window(themed: QApplication, qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    below = QPushButton("Below", shown)
    below.setObjectName("below")
    shown.resize(1440, 900)
    shown.show()
    shown.activateWindow()
    settle()
    return shown


@pytest.fixture
def opened(window: QWidget) -> Opener:
    def make(slate: Slate = SLATE, guard: Guard | None = None) -> tuple[Booth, Box]:
        box = Box(secret=slate.secret)
        booth = Booth(window, slate, box, guard)
        booth.open()
        settle()
        return booth, box

    return make
