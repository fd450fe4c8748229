"""Paints a scene of the projector: everything grows with the window, from ballot size upwards."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cxdesk.ui import type as typeface
from cxdesk.ui.projector.scene import Scene
from cxdesk.ui.theme import Theme

_WIDE, _HIGH = 1280, 720  # px of the window at which type has the sizes given here
_EDGE, _HEAD, _FOOT = 56, 72, 72
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAST = 18  # px: the smallest type of a ballot


class Canvas:
    """A painter with the colours and the scale of one painting."""

    def __init__(self, p: QPainter, room: QRectF, colors: Theme) -> None:
        self.p, self.room, self.colors = p, room, colors
        self.scale = max(0.5, min(room.width() / _WIDE, room.height() / _HIGH))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)

    def px(self, length: float) -> float:
        """A length at this scale."""
        return length * self.scale

    def paint(self, here: Scene, head: str, time: str) -> None:
        """Paint a scene below the meeting's name and the time of day."""
        p, room, colors = self.p, self.room, self.colors
        p.fillRect(room, colors.canvas)
        edge = self.px(_EDGE)
        inner = room.adjusted(edge, 0, -edge, 0)
        top = QRectF(inner.left(), room.top(), inner.width(), self.px(_HEAD))
        wide = self._write(top, time, 24, 600, colors.text2, _RIGHT)
        self._write(top.adjusted(0, 0, -wide - edge, 0), head, 24, 600, colors.text2, _LEFT)
        self._rule(top.bottom())
        foot = QRectF(inner.left(), room.bottom() - self.px(_FOOT), inner.width(), self.px(_FOOT))
        if here.foot:
            self._rule(foot.top())
            self._write(foot, here.foot, 24, 500, colors.text2, _LEFT)
        body = QRectF(inner.left(), top.bottom(), inner.width(), foot.top() - top.bottom())
        self._body(here, body.adjusted(0, self.px(28), 0, -self.px(12)))

    def _body(self, here: Scene, body: QRectF) -> None:
        colors, y = self.colors, body.top()
        y += self._flow(QRectF(body.left(), y, body.width(), body.height()), here.caption,
                        26, 500, colors.text2)  # fmt: skip
        y += self.px(10) if here.caption else 0
        if here.places:
            self._list(here, QRectF(body.left(), y, body.width(), body.bottom() - y))
            return
        rest = self.px((130 if here.clock else 0) + (70 if here.seats else 0)
                       + (60 if here.below else 0))  # fmt: skip
        size = self._fitting(here.big, body.width(), body.bottom() - y - rest, 56)
        y += self._flow(QRectF(body.left(), y, body.width(), body.height()), here.big,
                        size, 600, colors.text)  # fmt: skip
        y += self.px(14)
        y += self._flow(QRectF(body.left(), y, body.width(), body.height()), here.below,
                        34 if here.seats else 26, 500,
                        colors.text if here.seats else colors.text2)  # fmt: skip
        if here.seats:
            self._squares(here, QRectF(body.left(), y + self.px(14), body.width(), self.px(44)))
        if here.clock:
            self._clock(here, QRectF(body.left(), body.bottom() - self.px(130), body.width(),
                                     self.px(120)))  # fmt: skip

    def _clock(self, here: Scene, box: QRectF) -> None:
        ink = self.colors.danger if here.over else self.colors.text
        wide = self._write(box, here.clock, 104, 600, ink, _LEFT, tabular=True)
        beside = box.adjusted(wide + self.px(32), 0, 0, 0)
        self._write(beside, here.left, 34, 600, ink, _LEFT)

    def _squares(self, here: Scene, box: QRectF) -> None:
        """A square a seat, filled for each that has voted; which seat is which it does not say."""
        gap = self.px(10)
        side = min(box.height(), (box.width() - gap * (here.seats - 1)) / here.seats)
        pen = self.px(2.5)
        for n in range(here.seats):
            square = QRectF(box.left() + n * (side + gap), box.top(), side, side)
            self.p.setPen(QPen(self.colors.text2, pen))
            filled = n < here.voted
            self.p.setBrush(self.colors.text2 if filled else Qt.BrushStyle.NoBrush)
            self.p.drawRoundedRect(square.adjusted(pen, pen, -pen, -pen), pen * 2, pen * 2)

    def _list(self, here: Scene, box: QRectF) -> None:
        """Lines as large as they fit; many of them in two columns."""
        many = len(here.places)
        columns = 1
        while columns < 4 and box.height() / -(-many // columns) < self.px(34):
            columns += 1
        rows = -(-many // columns)
        high = min(self.px(64), box.height() / rows)
        size = min(36.0, max(12.0, high / self.scale * 0.52))
        wide = (box.width() - self.px(32) * (columns - 1)) / columns
        first = self._widest([place[0] for place in here.places], size, 600)
        second = self._widest([place[1] for place in here.places], size, 500)
        for n, (number, code, title) in enumerate(here.places):
            column, row = divmod(n, rows)
            line = QRectF(box.left() + column * (wide + self.px(32)), box.top() + row * high,
                          wide, high)  # fmt: skip
            self._write(line, number, size, 600, self.colors.text, _LEFT, tabular=True)
            line.setLeft(line.left() + first + self.px(24))
            self._write(line, code, size, 500, self.colors.text2, _LEFT)
            line.setLeft(line.left() + (second + self.px(24) if second else 0))
            self._write(line, title, size, 600, self.colors.text, _LEFT)

    # Words --------------------------------------------------------------------------------------

    def _rule(self, y: float) -> None:
        edge = self.px(_EDGE)
        line = QRectF(self.room.left() + edge, y, self.room.width() - 2 * edge, 1)
        self.p.fillRect(line, self.colors.line2)

    def _font_px(self, size: float) -> float:
        return max(self.px(size), min(_LEAST, size))

    def _widest(self, texts: list[str], size: float, weight: int) -> float:
        metrics = QFontMetricsF(typeface.font(self._font_px(size), weight))
        return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)

    def _write(
        self, box: QRectF, text: str, size: float, weight: int, ink: QColor,
        how: Qt.AlignmentFlag, *, tabular: bool = False,
    ) -> float:  # fmt: skip
        """One line, cut where it does not fit; returns its width."""
        font = typeface.font(self._font_px(size), weight, tabular=tabular)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self.p.setFont(font)
        self.p.setPen(ink)
        self.p.drawText(box, how | Qt.TextFlag.TextSingleLine, shown)
        return metrics.horizontalAdvance(shown)

    def _flow(self, box: QRectF, text: str, size: float, weight: int, ink: QColor) -> float:
        """Words that wrap; returns their height."""
        if not text:
            return 0.0
        font = typeface.font(self._font_px(size), weight)
        high = QFontMetricsF(font).boundingRect(box, _WRAP, text).height()
        self.p.setFont(font)
        self.p.setPen(ink)
        self.p.drawText(QRectF(box.topLeft(), QPointF(box.right(), box.top() + high + 2)),
                        _WRAP, text)  # fmt: skip
        return high

    def _fitting(self, text: str, width: float, height: float, most: float) -> float:
        """The largest size at which words that wrap fit."""
        size = most
        while size > 24:
            font = typeface.font(self._font_px(size), 600)
            room = QRectF(0, 0, width, 10_000)
            if QFontMetricsF(font).boundingRect(room, _WRAP, text).height() <= height:
                break
            size -= 4
        return size
