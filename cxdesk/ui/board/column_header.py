"""The headers of the columns: state, count, limit, and the verdict while a card is lifted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.model.states import State
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.board.layout import COLUMNS

HEIGHT = 46
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What one header says; `limit` None has no meter; `strong` marks the verdict of a drag."""

    count: int
    limit: int | None = None
    note: str = ""
    strong: bool = False


class ColumnHeader(QWidget):
    """Paints the heads above the columns and follows the canvas sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: Mapping[State, ColumnHead] = {}
        self._column_width = 160
        self._offset = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        return QSize(960, HEIGHT)

    def set_heads(self, heads: Mapping[State, ColumnHead]) -> None:
        """Say something else."""
        if heads != self._heads:
            self._heads = heads
            self.setAccessibleDescription(
                ", ".join(
                    f"{state.label} {head.count} {head.note}" for state, head in heads.items()
                )
            )
            self.update()

    def heads(self) -> Mapping[State, ColumnHead]:
        """What the headers say."""
        return self._heads

    def set_geometry(self, column_width: int, offset: int) -> None:
        """Stand above columns of this width, scrolled sideways by `offset`."""
        if (column_width, offset) != (self._column_width, self._offset):
            self._column_width, self._offset = column_width, offset
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        here = theme.current()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), here.canvas)
        p.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), here.line2)
        for place, state in enumerate(COLUMNS):
            head = self._heads.get(state)
            if head is not None:
                left = place * self._column_width - self._offset
                self._paint_head(p, left, state, head, here)
        p.end()

    def _paint_head(
        self, p: QPainter, left: int, state: State, head: ColumnHead, here: theme.Theme
    ) -> None:
        right = left + self._column_width - 10
        glyph = left + 12
        x = glyph + 22
        over = head.limit is not None and head.count > head.limit
        count = f"{head.count:,}" if head.limit is None else f"{head.count:,}/{head.limit:,}"
        font = (
            typeface.BODY_STRONG.font() if head.limit is not None else typeface.BODY_MEDIUM.font()
        )
        wide = QFontMetricsF(font).horizontalAdvance(count)
        name = QFontMetricsF(typeface.BODY_STRONG.font()).horizontalAdvance(state.label)
        # Where a large count has no room beside the name it goes below, unless a verdict is there.
        beside = x + name + 6 + wide <= right
        note = head.note or ("" if beside else count)
        top = 7 if note else 14
        glyphs.state(p, QRectF(glyph, top + 1, 15, 15), state.value, here, here.text)
        if beside:
            p.setFont(font)
            p.setPen(here.danger if over else here.text2 if head.limit is None else here.text)
            p.drawText(QRectF(right - wide - 2, top, wide + 2, 18), _RIGHT, count)
        if head.limit is not None:
            free = right - wide - x - name - 8
            if free >= 40:
                self._meter(p, right - wide - 40, top + 7, head, here, over=over)
                free -= 40
            if over and free >= 18:
                sign = QRectF(x + name + 6, top + 2, 14, 14)
                glyphs.draw(p, sign, "alert", here.danger)
        p.setFont(typeface.BODY_STRONG.font())
        p.setPen(here.text)
        p.drawText(QRectF(x, top, right - x, 18), _MIDDLE, state.label)
        if note:
            p.setFont((typeface.CAPTION_STRONG if head.strong else typeface.CAPTION).font())
            p.setPen(here.accent if head.strong else here.danger if over else here.text3)
            metrics = QFontMetricsF(p.font())
            room = right - x
            note = metrics.elidedText(note, Qt.TextElideMode.ElideRight, room)
            p.drawText(QRectF(x, top + 18, room + 2, 14), _MIDDLE, note)

    def _meter(
        self, p: QPainter, x: float, y: float, head: ColumnHead, here: theme.Theme, *, over: bool
    ) -> None:
        limit = head.limit or 1
        p.fillRect(QRectF(x, y, 30, 5), here.line2)
        share = min(1.0, head.count / limit)
        p.fillRect(QRectF(x, y, 30 * share, 5), here.danger if over else here.text2)
