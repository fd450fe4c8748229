"""A voter at a ballot: hands for the keyboard and the mouse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.analysis.tiers import Zone
from cxdesk.ui.ballot.ballot import Ballot
from cxdesk.ui.ballot.zone import ZoneList

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def press(key: Qt.Key, how: Qt.KeyboardModifier = NONE) -> None:
    """A key on whatever has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, how)


def go_to(ballot: Ballot, id: int) -> ZoneList:
    """Put the keyboard on a row."""
    here = ballot.list_of(id)
    here.setFocus()
    assert here.choose(id)
    return here


class Drag:
    """A row that the mouse holds."""

    def __init__(self, ballot: Ballot, id: int) -> None:
        self.ballot = ballot
        self.view = ballot.list_of(id).viewport()
        self.from_ = ballot.list_of(id).visualRect(ballot.list_of(id).rows.index_of(id)).center()
        QTest.mousePress(self.view, LEFT, NONE, self.from_)

    def by(self, dx: int, dy: int) -> Drag:
        """Move the pointer from where it was pressed."""
        return self.to_global(self.view.mapToGlobal(self.from_ + QPoint(dx, dy)))

    def over(self, id: int, share: float) -> Drag:
        """Move it over a row, `share` of its height from the top."""
        here = next(one for one in self.ballot.lists.values() if one.rows.index_of(id).isValid())
        settle()
        index = here.rows.index_of(id)
        card = here.face.card(here.visualRect(index).toRectF(), here.rows.lines[index.row()])
        at = QPointF(card.center().x(), card.top() + share * card.height()).toPoint()
        return self.to_global(here.viewport().mapToGlobal(at))

    def into(self, zone: Zone) -> Drag:
        """Move it to the foot of a zone."""
        view = self.ballot.lists[zone].viewport()
        return self.to_global(view.mapToGlobal(QPoint(view.width() // 2, view.height() - 2)))

    def to_global(self, at: QPoint) -> Drag:
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, LEFT)
        self.at = at
        return self

    def let_go(self) -> None:
        self._send(QEvent.Type.MouseButtonRelease, self.at, LEFT, Qt.MouseButton.NoButton)

    def _send(
        self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> None:
        local = QPointF(self.view.mapFromGlobal(at))
        event = QMouseEvent(kind, local, QPointF(at), button, held, NONE)
        QCoreApplication.sendEvent(self.view, event)
