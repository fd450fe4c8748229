"""A seat as a large button: who votes on it, and whether they have."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.booth import words
from cxdesk.ui.booth.slate import Seat
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.wrap import Wrapper

WIDE = 264  # px that a tile wants at least
_PAD, _AVATAR, _GAP, _FOOT = 14, 36, 12, 26
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_NAME, _NOTE = typeface.ROW_TITLE, typeface.SMALL


@cache
def _wrapper(role: typeface.Role) -> Wrapper:
    return Wrapper(role.font())


class SeatTile(QAbstractButton):
    """Wraps its words; a seat that cannot vote now is grey and says why when it is pressed."""

    # An arrow was pressed on it: the key. Which tile is next is for the page to know.
    walked = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seat = seat
        self.setObjectName(f"seat-{seat.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words.seat_words(seat))
        self.setToolTip(tooltip(seat.why))

    @property
    def free(self) -> bool:
        """Whether it may vote now."""
        return self.seat.state == "to_come" and not self.seat.why

    def _notes(self) -> list[str]:
        member = f"as delegate of {self.seat.member}" if self.seat.member else ""
        return [one for one in (self.seat.role, member) if one]

    def _lines(self, width: int) -> tuple[tuple[str, ...], list[str]]:
        room = max(60, width - 2 * _PAD - _AVATAR - _GAP)
        notes = [line for one in self._notes() for line in _wrapper(_NOTE).lines(one, room)]
        return _wrapper(_NAME).lines(self.seat.name, room), notes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        names, notes = self._lines(width)
        return 2 * _PAD + len(names) * _NAME.line + len(notes) * _NOTE.line + _FOOT

    def sizeHint(self) -> QSize:
        return QSize(WIDE, self.heightForWidth(WIDE))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self.walked.emit(event.key())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = colors.surface if self.free else colors.sunken
        if self.isDown():
            fill = colors.press
        elif self.underMouse():
            fill = colors.hover
        p.setPen(QPen(colors.control if self.free else colors.line2, 1))
        p.setBrush(fill)
        p.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        round_ = QRectF(_PAD, _PAD, _AVATAR, _AVATAR)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.solid if self.free else colors.press)
        p.drawEllipse(round_)
        p.setPen(colors.on_solid if self.free else colors.text)
        p.setFont(typeface.SMALL_STRONG.font())
        p.drawText(round_, Qt.AlignmentFlag.AlignCenter, self.seat.initials)
        left, top = _PAD + _AVATAR + _GAP, float(_PAD)
        names, notes = self._lines(self.width())
        for role, ink, lines in ((_NAME, colors.text, names), (_NOTE, colors.text2, notes)):
            p.setFont(role.font())
            p.setPen(ink if self.free or role is _NOTE else colors.text2)
            for line in lines:
                p.drawText(QRectF(left, top, self.width() - left, role.line), _LEFT, line)
                top += role.line
        self._paint_state(p, left, top)

    def _paint_state(self, p: QPainter, left: float, top: float) -> None:
        colors = theme.current()
        said = words.STATES[self.seat.state]
        glyph = words.GLYPHS[self.seat.state]
        if self.seat.why and self.seat.state == "to_come":
            said, glyph = "not now", "pause"
        elif self.free and self.seat.has_pin:
            said += ", with PIN"
        glyphs.draw(p, QRectF(left, top + 8, 13, 13), glyph, colors.text2)
        font = typeface.SMALL.font()
        p.setFont(font)
        p.setPen(colors.text2)
        wide = QFontMetricsF(font).horizontalAdvance(said) + 2
        p.drawText(QRectF(left + 19, top + 6, wide, 17), _LEFT, said)
