"""The canvas with its mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.model.wording import count, day
from cxdesk.services.roadmap_days import Tone
from cxdesk.ui.cards.model import CARD
from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.data import RoadmapData
from cxdesk.ui.roadmap.keys import Keys
from cxdesk.ui.roadmap.mouse import Mouse
from cxdesk.ui.roadmap.paint_bars import milestone_at

_SEEN = 24  # px of a bar that are in sight at least, as `scrollTo` has it


class Timeline(Canvas):
    """Hands Qt's events to `Mouse` and `Keys`."""

    # A bar is to be opened: its id.
    opened = Signal(object)
    # A context menu was asked for: the bar's id or None, where in the viewport, and where (global).
    menu_requested = Signal(object, object, object)
    # The ground or the head was clicked, or double clicked: where in the viewport.
    clicked_at = Signal(object)
    double_clicked = Signal(object)

    def __init__(self, data: RoadmapData, parent: QWidget | None = None) -> None:
        super().__init__(data, parent)
        self.mouse = Mouse(self)
        self.keys = Keys(self)
        # Asked for a tooltip where no bar is, at a point of the viewport; "" for nothing.
        self.tips: list[Callable[[QPoint], str]] = []

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.press_again(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.mouse.wheel(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.mouse.leave()
        if isinstance(event, QNativeGestureEvent) and self.mouse.pinch(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.words_at(event.pos())
            if words:
                from cxdesk.ui.form.value import tooltip  # the window starts without forms

                QToolTip.showText(event.globalPos(), tooltip(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def words_at(self, at: QPoint) -> str:
        """What a tooltip says at a point of the viewport; empty for nothing."""
        index = self.indexAt(at)
        mark = milestone_at(self, at)
        if mark is not None:
            reached = " and reached" if mark.tone is Tone.DONE else ""
            return f"{mark.title}\nMilestone of {mark.note}{reached}"
        if index.isValid():
            told = str(index.data(Qt.ItemDataRole.ToolTipRole))
            ghost = self.ghosts.get(index.data(CARD).id)
            if ghost is None:
                return told
            days = count(abs(ghost.slip), "working day")
            slip = "" if not ghost.slip else f", {days} {'later' if ghost.slip > 0 else 'earlier'}"
            return f"{told}\nBaseline: {day(ghost.start)} to {day(ghost.end)}{slip}"
        return next((said for tip in self.tips if (said := tip(at))), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mouse.busy:
            if event.key() == Qt.Key.Key_Escape:
                self.mouse.cancel()
            event.accept()
        elif self.keys.press(event):
            event.accept()
        else:
            event.ignore()  # shortcuts and Esc belong to the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the focused bar in sight where it was, as when a panel takes room at the right."""
        card, was = self.current_card(), event.oldSize().width()
        shown = card is not None and self.seen and self.rect_of(card.id).left() < was - _SEEN
        super().resizeEvent(event)
        if shown and self.viewport().width() < was:
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.mouse.cancel()
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            card = self.current_card()
            at = QPoint(self.left, 0) if card is None else self.rect_of(card.id).toRect().center()
        else:
            at = event.pos()
            card = self.card_at(at)
        if card is not None and card.id not in self.selected_ids():
            self.focus_bar(card.id)
        where = self.viewport().mapToGlobal(at)
        self.menu_requested.emit(None if card is None else card.id, at, where)
