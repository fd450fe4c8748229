"""The tab Vote of the sample."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from tests.ui.vote.clerk import Clerk


@pytest.fixture
def clerk(desk: Desk, qtbot: QtBot) -> Clerk:
    return Clerk(desk, qtbot)
