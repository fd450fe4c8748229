"""A window that a ballot stands in, and what is read out of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.ui.ballot import ballot as ballot_module
from cxdesk.ui.ballot import drag as drag_module
from cxdesk.ui.ballot import keys as keys_module


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What assistive technology hears."""
    heard: list[str] = []
    for module in (ballot_module, keys_module, drag_module):
        monkeypatch.setattr(module, "announce", lambda _widget, text, **_: heard.append(text))
    return heard


@pytest.fixture
def window(themed: QApplication, qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    shown.activateWindow()
    return shown
