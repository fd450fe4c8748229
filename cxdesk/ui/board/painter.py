"""How the board is painted: lanes, their headers, cells, rails, and what is lifted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from cxdesk.services.grouping import Key
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.board.columns import Column
from cxdesk.ui.board.lane_header import paint_lane_header
from cxdesk.ui.board.layout import LaneBox, Slot

if TYPE_CHECKING:
    from cxdesk.ui.board.canvas import BoardCanvas

_SOURCE_OPACITY = 0.35
_HEADS = 60  # painted headers that are kept


@dataclass(frozen=True, slots=True)
class _Head:
    """A painted header, all that it was painted from, and where its deadline stands in it."""

    look: tuple[Any, ...]
    pixmap: QPixmap
    deadline: QRectF


class BoardPainter:
    """Paints what a canvas shows into its viewport."""

    def __init__(self, canvas: BoardCanvas) -> None:
        self._canvas = canvas
        self._deadlines: dict[Key, QRectF] = {}  # as they were painted last
        self._heads: dict[Key, _Head] = {}

    def deadline_of(self, box: LaneBox) -> QRectF:
        """Where the deadline of a lane stands, in board coordinates; null where it does not."""
        return self._deadlines.get(box.key, QRectF())

    def paint(self, area: QRect) -> None:
        """Paint a part of the viewport."""
        canvas, here = self._canvas, theme.current()
        p = QPainter(canvas.viewport())
        p.fillRect(area, here.canvas)
        left, top = canvas.horizontalOffset(), canvas.verticalOffset()
        p.translate(-left, -top)
        area = area.translated(left, top)
        for box in canvas.boxes.lanes_between(area.top(), area.bottom()):
            if not box.collapsed:
                self._body(p, box, area, here)
            self._head(p, box, box.top, here)
            p.fillRect(QRect(left, box.top + box.height, canvas.viewport().width(), 1), here.line2)
        if (held := canvas.held_head()) is not None:
            self._head(p, *held, here)
        self._lifted(p, here)
        p.end()

    def _head(self, p: QPainter, box: LaneBox, top: int, here: theme.Theme) -> None:
        canvas = self._canvas
        if not box.head:
            return
        left, width = canvas.horizontalOffset(), canvas.viewport().width()
        head = self._made_head(box, width, p.device().devicePixelRatioF(), here)
        p.drawPixmap(left, top, head.pixmap)
        self._deadlines[box.key] = head.deadline.translated(left, top)
        if box.collapsed and canvas.carry is not None and canvas.carry.aims_at(box.key):
            p.setPen(QPen(here.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(QRectF(left, top, width, box.head).adjusted(1, 1, -1, -2))

    def _made_head(self, box: LaneBox, width: int, ratio: float, here: theme.Theme) -> _Head:
        """The painted header of a lane: scrolling only copies it."""
        board = self._canvas.card_model().board
        assert board is not None
        look = (
            box.lane, width, box.head, ratio, here, board.today,
            box.folded_away, box is self._canvas.hovered_lane,
        )  # fmt: skip
        kept = self._heads.get(box.key)
        if kept is None or kept.look != look:
            pixmap = QPixmap(QSize(width, box.head) * ratio)
            pixmap.setDevicePixelRatio(ratio)
            painter = QPainter(pixmap)
            deadline = paint_lane_header(
                painter, QRectF(0, 0, width, box.head), box.lane, board.today, here,
                folded_away=look[6], hover=look[7],
            )  # fmt: skip
            painter.end()
            if len(self._heads) > _HEADS:
                self._heads.clear()
            kept = self._heads[box.key] = _Head(look, pixmap, deadline)
        return kept

    def _body(self, p: QPainter, box: LaneBox, area: QRect, here: theme.Theme) -> None:
        carry = self._canvas.carry
        for column in self._canvas.boxes.columns.all:
            if column.left > area.right() or column.left + column.width < area.left():
                continue
            cell = QRect(column.left, box.body_top, column.width, box.body)
            if carry is not None and not carry.welcome(column.key):
                self._hatch(p, cell, here)
            if column.left:
                p.fillRect(QRect(column.left, box.body_top, 1, box.body), here.line)
            if column.rail:
                self._rail(p, cell, box, column, here)
                continue
            for slot in self._canvas.boxes.slots_between(
                box, column.key, area.top(), area.bottom()
            ):
                self._slot(p, box, column.key, slot, here)
            if self._canvas.foot == (box, column.key) and carry is None:
                self._foot(p, self._canvas.boxes.foot_of(box, column.key), here)

    def _rail(
        self, p: QPainter, cell: QRect, box: LaneBox, column: Column, here: theme.Theme
    ) -> None:
        """A folded column: its name upwards, and a ring while something would drop into it."""
        carry = self._canvas.carry
        aimed = carry is not None and carry.aims_at(box.key, column.key)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(cell).adjusted(4.5, 8.5, -3.5, -8.5)
        pen = QPen(here.accent if aimed else here.line2, 1)
        pen.setDashPattern([3, 3])
        p.setPen(pen)
        p.setBrush(here.tint if aimed else here.sunken)
        p.drawRoundedRect(inner, 5, 5)
        number = len(self._canvas.boxes.cards_of(box.key, column.key))
        words = f"{column.heading.short} · {number}" if number else column.heading.short
        p.setFont(typeface.CAPTION_MEDIUM.font())
        p.setPen(here.text2)
        wide = p.fontMetrics().horizontalAdvance(words)
        if wide + 12 <= inner.height():
            p.translate(inner.center().x(), inner.top() + 8)
            p.rotate(90)
            p.drawText(QRectF(0, -8, wide + 2, 16), Qt.AlignmentFlag.AlignVCenter, words)
        p.restore()

    def _foot(self, p: QPainter, rect: QRect, here: theme.Theme) -> None:
        """Where a click adds a card below the last one."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(here.hover)
        p.drawRoundedRect(rect, 5, 5)
        p.setFont(typeface.SMALL.font())
        p.setPen(here.text2)
        p.drawText(rect.adjusted(10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "+  Add here")

    def _slot(self, p: QPainter, box: LaneBox, column: Key, slot: Slot, here: theme.Theme) -> None:
        canvas = self._canvas
        assert canvas.faces is not None
        rect = QRectF(canvas.boxes.rect(box, column, slot))
        card = slot.card
        if card is None:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(here.accent, 1)
            pen.setDashPattern([4, 3])
            p.setPen(pen)
            p.setBrush(here.tint)
            p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            return
        index = canvas.card_model().index_of(card.id)
        if canvas.carry is not None and card.id in canvas.carry.ids:
            p.setOpacity(_SOURCE_OPACITY)
            canvas.faces.paint(p, rect, card)
            p.setOpacity(1)
            return
        selected = canvas.selectionModel().isSelected(index)
        look = "selected" if selected else "hover" if card.id == canvas.hovered else "rest"
        canvas.faces.paint(p, rect, card, look)
        if canvas.zone is not None and canvas.zone[0] == card.id:
            canvas.faces.touch(p, rect.topLeft(), canvas.zone[1])
        if canvas.hasFocus() and index == canvas.currentIndex():
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(here.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 7, 7)

    def _hatch(self, p: QPainter, rect: QRect, here: theme.Theme) -> None:
        """Hairlines at 45 degrees: this column refuses what is lifted."""
        shown = rect.intersected(
            self._canvas.viewport()
            .rect()
            .translated(self._canvas.horizontalOffset(), self._canvas.verticalOffset())
        )
        if shown.isEmpty():
            return
        p.save()
        p.setClipRect(shown, Qt.ClipOperation.IntersectClip)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(here.line, 1))
        bottom, height = shown.bottom(), shown.height()
        # On one grid for the whole board, or the lines would crawl while it scrolls.
        first = shown.left() - height
        first -= (first + bottom) % 9
        for x in range(first, shown.right(), 9):
            p.drawLine(x, bottom, x + height, bottom - height)
        p.restore()

    def _lifted(self, p: QPainter, here: theme.Theme) -> None:
        canvas, carry = self._canvas, self._canvas.carry
        if carry is None or carry.pointer is None or canvas.faces is None:
            return
        width = canvas.boxes.card_width
        at = canvas.board_point(carry.pointer) - carry.grab
        for depth in range(min(len(carry.cards), 3) - 1, -1, -1):
            card = carry.cards[depth]
            rect = QRectF(
                at.x() + 5 * depth, at.y() + 5 * depth, width, canvas.faces.height(card, width)
            )
            p.setOpacity(0.16)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(here.text)
            p.drawRoundedRect(rect.translated(3, 4), 5, 5)
            p.setOpacity(1)
            canvas.faces.paint(p, rect, card, "lifted")
