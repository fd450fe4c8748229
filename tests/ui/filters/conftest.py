"""The kanban's board with its filters, and the hands that use them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from tests.ui.filters.sieve import Sieve


@pytest.fixture
def sieve(desk: Desk, qtbot: QtBot) -> Sieve:
    return Sieve(desk, qtbot)
