"""A whole window on the sample, with a second place beside the kanban."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from cxdesk.services import detail
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme as themes
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Desk
from cxdesk.ui.places import PLACES, Place
from cxdesk.ui.settings import Settings
from cxdesk.ui.view import Hint, View
from cxdesk.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


class Plain(View):
    """A place with a field, one action and one key."""

    key = "plain"
    title = "Plain"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.refreshed: list[ChangeSet | None] = []
        self.revealed: list[tuple[str, int]] = []
        self.done = 0
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.setFocusProxy(self.field)
        self._action = make_action(self, "plain-do", "Do R&&D", "Plain", self._do, shortcuts=["F4"])

    def _do(self) -> None:
        self.done += 1

    def refresh(self, change_set: ChangeSet | None) -> None:
        self.refreshed.append(change_set)

    def reveal(self, kind: str, id: int) -> bool:
        self.revealed.append((kind, id))
        return kind == "batch"

    def primary_action(self) -> QAction:
        return self._action

    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("F4",), "do it"),)

    def all_hints(self) -> tuple[Hint, ...]:
        return (Hint(("Shift", "F4"), "do it twice"),)


PLAIN = Place("plain", "Plain", "Rhythm", "week", lambda: Plain)


@pytest.fixture
def settings(qapp: QApplication) -> Settings:
    return Settings()


@pytest.fixture
def window(desk: Desk, settings: Settings, qtbot) -> Iterator[MainWindow]:
    made = MainWindow(desk, settings, places=(PLACES[0], PLAIN))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made.index.complete)
    yield made
    themes.apply(themes_app(), "light")


def themes_app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


@pytest.fixture
def plain(window: MainWindow) -> Plain:
    window.show_place("plain")
    view = window.view
    assert isinstance(view, Plain)
    return view


@pytest.fixture
def press(window: MainWindow) -> Callable[..., None]:
    """Press a key wherever the focus is."""

    def click(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        target: QWidget = QApplication.focusWidget() or window
        if isinstance(key, str):
            QTest.keyClicks(target, key, modifier)
        else:
            QTest.keyClick(target, key, modifier)

    return click


@pytest.fixture
def id_of(desk: Desk) -> Callable[[str], int]:
    """The id of the initiative with a code."""

    def find(code: str) -> int:
        with desk.read() as session:
            found = detail.find(session, code)
        assert found is not None
        return found

    return find
