"""Hands and eyes at a booth: what tests click, type and read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.entry import EntryPage
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.review import ReviewPage
from cxdesk.ui.booth.sealed import SealedPage
from tests.ui.ballot.voter import LEFT, NONE, press, settle
from tests.ui.booth.office import Box

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Opener = Callable[..., tuple[Booth, Box]]


def click(button: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(button, LEFT, NONE, at or button.rect().center())
    settle()


def seat(booth: Booth, id: int) -> QWidget:
    assert isinstance(booth.page, HandOverPage)
    return next(tile for tile in booth.page.tiles if tile.seat.id == id)


def ballot_page(booth: Booth) -> BallotPage:
    assert isinstance(booth.page, BallotPage)
    return booth.page


def review_page(booth: Booth) -> ReviewPage:
    assert isinstance(booth.page, ReviewPage)
    return booth.page


def sealed_page(booth: Booth) -> SealedPage:
    assert isinstance(booth.page, SealedPage)
    return booth.page


def entry(booth: Booth) -> EntryPage:
    assert isinstance(booth.page, EntryPage)
    return booth.page


def answer(booth: Booth, text: str) -> None:
    """Type into the field and press Enter."""
    assert QApplication.focusWidget() is entry(booth).field
    QTest.keyClicks(entry(booth).field, text)
    press(Key.Key_Return)
    settle()


def read_aloud(root: QWidget) -> str:
    """Everything that a screen reader or an eye finds below a widget."""
    said = []
    for one in (root, *root.findChildren(QWidget)):
        said += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel | QLineEdit | QPushButton):
            said.append(one.text())
        face = QAccessible.queryAccessibleInterface(one)
        if face is not None:
            said += [
                face.child(n).text(QAccessible.Text.Name)
                for n in range(face.childCount())
                if face.child(n) is not None
            ]
    return "\n".join(filter(None, said))
