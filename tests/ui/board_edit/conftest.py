"""The board of the sample, and somebody who edits on it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.board.page import BoardPage
from tests.ui.board_edit.hands import Editor


@pytest.fixture
def hands(view: BoardPage, qtbot: QtBot) -> Editor:
    return Editor(view, qtbot)
