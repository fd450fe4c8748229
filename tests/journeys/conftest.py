"""A person before the window; files are durable here, as they are at work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cxdesk.store.store import Store
from cxdesk.ui import theme
from tests.conftest import clock
from tests.journeys.person import Person

P = TypeVar("P", bound=Person)


class Sit(Protocol):
    """Opens a file in a window, for a person of some kind."""

    def __call__(self, file: Path, kind: type[P] = ...) -> P: ...


@pytest.fixture
def sit(qapp: QApplication, qtbot: QtBot, home: Path) -> Iterator[Sit]:
    """Opens a file in a window: (file, kind of person) -> person."""
    theme.apply(qapp, "light")
    people: list[Person] = []

    def open_(file: Path, kind: type[P] = Person) -> P:  # type: ignore[assignment]
        store = Store(file, home=home, clock=clock, who="Sofia Marques")
        people.append(person := kind(store, qtbot))
        return person

    yield open_
    for person in people:
        person.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _no_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(dialog: QDialog) -> int:
        raise AssertionError(f"{type(dialog).__name__} was opened with exec()")

    monkeypatch.setattr(QDialog, "exec", refuse)
