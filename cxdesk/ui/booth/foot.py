"""The foot of the booth: how many have voted, the seats as tiles, and the buttons of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.booth import words
from cxdesk.ui.booth.slate import Seat
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import tooltip

HIGH, _LOW = 92, 64
_TILE, _TALL, _GAP = 104, 52, 6
_SMALL = 40  # px of a tile that shows initials alone
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Foot(QWidget):
    """A band of 92 px, less in a low window."""

    def __init__(self) -> None:
        super().__init__()
        self.turnout, self.quorum = label("", "row-title"), label("", "muted")
        self.strip = SeatStrip()
        self._side: QWidget | None = None
        said = QWidget()
        left = column(said, 1)
        for one in (self.turnout, self.quorum):
            one.setWordWrap(False)
            left.addWidget(one)
        self._across = QHBoxLayout(self)
        self._across.setSpacing(16)
        self._across.addWidget(said, 0, Qt.AlignmentFlag.AlignVCenter)
        self._across.addWidget(self.strip, 1000, Qt.AlignmentFlag.AlignVCenter)
        self._across.addStretch(1)

    def show_seats(self, seats: Sequence[Seat], now: int | None, said: tuple[str, str]) -> None:
        """Show who has voted, and who is voting `now`."""
        self.turnout.setText(said[0])
        self.quorum.setText(said[1])
        self.quorum.setVisible(bool(said[1]))
        self.strip.show_seats(seats, now)

    def hold(self, side: QWidget | None) -> None:
        """Show the buttons of a page in place of those before."""
        if self._side is not None:
            self._across.removeWidget(self._side)
            self._side.hide()
        self._side = side
        if side is not None:
            self._across.addWidget(side, 0, Qt.AlignmentFlag.AlignVCenter)
            side.show()

    def fit(self, wide: int, high: int) -> None:
        """Take the room of a window of this size."""
        margin = 40 if wide >= 1200 else 20
        self._across.setContentsMargins(margin, 6, margin, 6)
        self.setFixedHeight(HIGH if high >= 560 else _LOW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.surface)
        p.fillRect(QRectF(0, 0, self.width(), 1), colors.line2)


class SeatStrip(QWidget):
    """The seats side by side: names where there is room, else initials, else nothing at all."""

    def __init__(self) -> None:
        super().__init__()
        self._seats: tuple[Seat, ...] = ()
        self._now: int | None = None
        self.setFixedHeight(_TALL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_seats(self, seats: Sequence[Seat], now: int | None) -> None:
        """Show these."""
        self._seats, self._now = tuple(seats), now
        self.setAccessibleName("Seats: " + "; ".join(words.seat_words(seat, now) for seat in seats))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._seats) * (_TILE + _GAP), _TALL)

    def tile_width(self) -> int:
        """The px of a tile in the room there is; 0 where there is none for all of them."""
        number = max(len(self._seats), 1)
        room = (self.width() + _GAP) // number - _GAP
        return min(room, 120) if room >= _TILE else _SMALL if room >= _SMALL else 0

    def _boxes(self) -> list[tuple[Seat, QRectF]]:
        wide = self.tile_width()
        if not wide:
            return []
        return [
            (seat, QRectF(n * (wide + _GAP), 0, wide, _TALL)) for n, seat in enumerate(self._seats)
        ]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().toPointF()
            found = next((seat for seat, box in self._boxes() if box.contains(at)), None)
            text = "" if found is None else words.seat_words(found, self._now)
            QToolTip.showText(event.globalPos(), tooltip(text), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for seat, box in self._boxes():
            now = seat.id == self._now
            done = seat.state != "to_come"
            p.setPen(QPen(colors.accent, 2) if now else QPen(colors.line2, 1))
            p.setBrush(colors.tint if now else colors.sunken if done else colors.surface)
            inset = 1.0 if now else 0.5
            p.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 5, 5)
            glyph = words.NOW_GLYPH if now else words.GLYPHS[seat.state]
            ink = colors.accent if now else colors.text2
            sign = QRectF(box.left() + 8, box.top() + 28, 13, 13)
            if box.width() == _SMALL:
                p.setPen(colors.text)
                p.setFont(typeface.CAPTION_STRONG.font())
                head = QRectF(box.left(), box.top() + 7, box.width(), 16)
                p.drawText(head, Qt.AlignmentFlag.AlignCenter, seat.initials)
                sign.moveLeft(box.center().x() - 6.5)
                glyphs.draw(p, sign, glyph, ink)
                continue
            glyphs.draw(p, sign, glyph, ink)
            font = typeface.CAPTION_STRONG.font()
            name = QFontMetricsF(font).elidedText(
                seat.name, Qt.TextElideMode.ElideRight, box.width() - 14
            )
            p.setPen(colors.text)
            p.setFont(font)
            p.drawText(QRectF(box.left() + 8, box.top() + 8, box.width() - 12, 16), _LEFT, name)
            p.setPen(ink)
            p.setFont((typeface.CAPTION_STRONG if now else typeface.CAPTION).font())
            said = words.NOW if now else words.STATES[seat.state]
            p.drawText(QRectF(box.left() + 26, box.top() + 27, box.width(), 15), _LEFT, said)
