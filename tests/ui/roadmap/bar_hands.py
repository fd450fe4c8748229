"""A person at the bars of the timeline: drags, resizes, presses keys, looks into the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services import roadmap
from cxdesk.services.activity import whole
from cxdesk.services.cards import Card
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.drag_shift import Part
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.scale import Scale

LEFT = Qt.MouseButton.LeftButton
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_IN = {Part.START: 2, Part.WHOLE: 0, Part.END: -2}


class BarHands:
    """Hands at a page that stands alone."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.page = page = TimelinePage(Editing(desk, desk))
        qtbot.addWidget(page)
        self.desk, self.canvas, self.bar = desk, page.canvas, page.gestures.bar
        self.pending, self.grip = page.gestures.pending, page.gestures.grip
        self.toasts: list[Toast] = []
        desk.said.connect(self.toasts.append)
        desk.changed.connect(self._on_changed)
        page.resize(1264, 900)
        page.load()
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.strip.hide()
        self.canvas.setFocus()
        self.look_at(date(2026, 12, 15))

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self.page.concerned(change_set):
            self.page.follow(change_set)

    def look_at(self, first: date, px_a_day: float = 5.0) -> None:
        """Show the time from a day on."""
        self.canvas.set_scale(Scale(first.toordinal(), px_a_day))
        QApplication.processEvents()

    # What there is --------------------------------------------------------------------------

    def card(self, code: str) -> Card:
        return next(card for card in self.page.rows.all_cards() if card.code == code)

    def kept(self, *codes: str) -> Any:
        """Start and end in the file; of several, of each."""
        with self.desk.read() as session:
            cards = {card.code: card for card in roadmap.roadmap(session).board.cards}
        found = [(cards[code].start, cards[code].end) for code in codes]
        return found[0] if len(found) == 1 else found

    def everything(self) -> list[Any]:
        """All dates, pins and deadlines in the file."""
        with self.desk.read() as session:
            board = roadmap.roadmap(session).board
        bars = sorted((card.code, card.start, card.end, card.pinned) for card in board.cards)
        return [*bars, *((row.code, row.deadline) for row in board.batches)]

    def newest(self) -> str:
        """What undo would take back."""
        with self.desk.read() as session:
            return whole(session)[0].text

    def label(self) -> str:
        """What stands at the pointer."""
        return "\n".join(text for text, _ in self.grip.label())

    # The mouse ------------------------------------------------------------------------------

    def point(self, code: str, part: Part) -> QPoint:
        """Where a bar is taken hold of."""
        rect = self.canvas.rect_of(self.card(code).id)
        x = {Part.START: rect.left(), Part.WHOLE: rect.center().x(), Part.END: rect.right()}[part]
        return QPoint(round(x) + _IN[part], round(rect.center().y()))

    def grab(self, code: str, part: Part = Part.WHOLE) -> QPoint:
        """Press the button on a bar, in sight."""
        self.page.canvas.scrollTo(self.canvas.card_model().index_of(self.card(code).id))
        at = self.point(code, part)
        QTest.mousePress(self.canvas.viewport(), LEFT, NONE, at)
        return at

    def carry(self, at: QPoint, days: float, keys: Any = NONE) -> QPoint:
        """Move the pointer by days of the calendar from where it took hold."""
        to = at + QPoint(round(days * self.canvas.scale.px_a_day), 0)
        self.hover(to, keys)
        return to

    def hover(self, to: QPoint, keys: Any = NONE) -> None:
        where = self.canvas.viewport().mapToGlobal(to)
        QApplication.sendEvent(
            self.canvas.viewport(),
            QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(where), LEFT, LEFT, keys),
        )

    def drop(self, at: QPoint) -> None:
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NONE, at)
        QApplication.processEvents()

    def drag(self, code: str, days: float, part: Part = Part.WHOLE, keys: Any = NONE) -> None:
        """Take a bar or its end by some days of the calendar."""
        self.drop(self.carry(self.grab(code, part), days, keys))

    # The keyboard ---------------------------------------------------------------------------

    def press(self, key: Qt.Key, keys: Any = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.canvas, key, keys)
        QApplication.processEvents()

    def focus(self, code: str) -> None:
        """Give a bar the keyboard."""
        self.canvas.setFocus()
        assert self.canvas.focus_bar(self.card(code).id)
