"""A line of a charter that is dragged to another place among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QLabel, QWidget

from cxdesk.ui import theme
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.nearing import area_around

if TYPE_CHECKING:
    from cxdesk.ui.charter.line_list import LineList

_EDGE, _STEP, _TICK_MS = 40, 12, 30  # px from an edge where it scrolls, how far, how often
_FAINT = 0.35


class LineDrag:
    """A card under way: its picture follows the pointer, a stroke shows where it would go."""

    def __init__(self, lines: LineList) -> None:
        self._lines = lines
        self.card: LineCard | None = None
        self._ghost = QLabel(lines)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._stroke = _Stroke(lines)
        for part in (self._ghost, self._stroke):
            part.hide()
        self._grip = 0  # how far below the card's top it is held
        self._y = 0  # the pointer's, on the screen
        self._scroll = QTimer(lines, interval=_TICK_MS)
        self._scroll.timeout.connect(self._on_tick)
        self.place = 0

    def to(self, card: LineCard, y: int) -> None:
        if self.card is None:
            self._begin(card, y)
        self._y = y
        self._follow()
        self._scroll.start()

    def _begin(self, card: LineCard, y: int) -> None:
        self.card, self._grip = card, y - card.mapToGlobal(QPoint(0, 0)).y()
        self._ghost.setPixmap(card.grab())
        self._ghost.resize(card.size())
        faint = QGraphicsOpacityEffect(card)
        faint.setOpacity(_FAINT)
        card.setGraphicsEffect(faint)
        for part in (self._ghost, self._stroke):
            part.show()
            part.raise_()

    def _follow(self) -> None:
        lines, card = self._lines, self.card
        assert card is not None
        y = lines.mapFromGlobal(QPoint(0, self._y)).y()
        left = card.mapTo(lines, QPoint(0, 0)).x()
        frame = lines.frame.geometry()
        top = max(frame.top() - 8, min(y - self._grip, frame.bottom() - card.height() + 8))
        self._ghost.move(left, top)
        boxes = [_box(one, lines) for one in lines.cards()]
        self.place = sum(
            y > box.center().y() for one, box in zip(lines.cards(), boxes, strict=True)
            if one is not card
        )  # fmt: skip
        at = self.place + (self.place > lines.cards().index(card))
        edge = boxes[at].top() if at < len(boxes) else boxes[-1].bottom() + 1
        gap = 0 if lines.joined else (-4 if at < len(boxes) else 4)
        self._stroke.setGeometry(left, edge + gap - 2, card.width(), 4)

    def _on_tick(self) -> None:
        area = area_around(self._lines)
        if area is None or self.card is None:
            return
        y = area.viewport().mapFromGlobal(QPoint(0, self._y)).y()
        by = -_STEP if y < _EDGE else _STEP if y > area.viewport().height() - _EDGE else 0
        bar = area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by)
        if bar.value() != before:
            self._follow()

    def end(self, here: bool) -> None:
        card, self.card = self.card, None
        self._scroll.stop()
        for part in (self._ghost, self._stroke):
            part.hide()
        if card is not None:
            card.setGraphicsEffect(None)  # type: ignore[arg-type]  # which the stubs do not know
            if here:
                self._lines.put(card, self.place)


class _Stroke(QWidget):
    """Where a dragged card would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect().adjusted(0, 1, 0, -1), theme.current().accent)


def _box(card: QWidget, lines: QWidget) -> QRect:
    return QRect(card.mapTo(lines, QPoint(0, 0)), card.size())
