"""The buttons of the sidebar: places, the program at the top, the person at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cxdesk.ui import glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui import type as typeface
from cxdesk.ui.keys import plain_tip
from cxdesk.ui.wrap import Wrapper

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RADIUS = 5


class SideButton(QAbstractButton):
    """A button that is a row of the sidebar; `folded` shows its sign alone, words as tooltip."""

    height_px = 30

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.folded = False
        self.setFixedHeight(self.height_px)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_folded(self, folded: bool) -> None:
        self.folded = folded
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(52 if self.folded else 176, self.height_px)

    def draw_ground(self, p: QPainter, box: QRectF, *, current: bool = False) -> None:
        """Fill and focus ring."""
        theme = themes.current()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = theme.press if current or self.isDown() else theme.hover
        if current or self.isDown() or self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(fill)
            p.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self.hasFocus():
            p.setPen(QPen(theme.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class PlaceButton(SideButton):
    """Goes to a place; the current one is filled and has a bar at its left."""

    def __init__(self, parent: QWidget, text: str, icon: str, key: str) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(text)
        self._tip = f"{text}  {key}" if key else text
        self.setToolTip(plain_tip(self._tip))
        self._badge = ""

    def set_badge(self, number: int, words: str) -> None:
        """Show how much waits there, in a word too; nothing for 0."""
        badge = "" if not number else str(number) if number < 1000 else "999+"
        if badge == self._badge:
            return
        self._badge = badge
        said = f": {number:,} {words}" if number else ""
        self.setAccessibleName(f"{self.text()}{said}")
        self.setToolTip(plain_tip(f"{self._tip}{said}"))
        self.update()

    def badge(self) -> str:
        """The number shown; empty when nothing waits."""
        return self._badge

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        box = QRectF(self.rect()).adjusted(8, 0, -9, 0)
        self.draw_ground(p, box, current=self.isChecked())
        if self.isChecked():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.accent)
            p.drawRoundedRect(QRectF(8, 7, 3, 16), 1.5, 1.5)
        ink = theme.text if self.isChecked() else theme.text2
        left = 18 if self.folded else 16
        glyphs.draw(p, QRectF(left, 7, 16, 16), self._icon, ink)
        if not self.folded:
            role = typeface.BODY_STRONG if self.isChecked() else typeface.BODY
            p.setFont(role.font())
            p.setPen(ink)
            p.drawText(self.rect().adjusted(41, 0, -12, 0), _LEFT, self.text())
        if self._badge and not self.folded:
            self._draw_badge(p, theme.line2 if self.isChecked() else theme.press)

    def _draw_badge(self, p: QPainter, fill: QColor) -> None:
        """The number at the right, on a plate of its own."""
        font = typeface.CAPTION_STRONG.font()
        wide = max(18.0, QFontMetricsF(font).horizontalAdvance(self._badge) + 10)
        plate = QRectF(self.width() - 16 - wide, 7, wide, 16)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(fill)
        p.drawRoundedRect(plate, 4, 4)
        p.setFont(font)
        p.setPen(themes.current().text2)
        p.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._badge)


class ProgramButton(SideButton):
    """The mark, the program's name and what it is about; opens the properties."""

    height_px = 52

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._subtitle = ""

    def show_program(self, name: str, subtitle: str) -> None:
        self.setText(name)
        self._subtitle = subtitle
        said = ", ".join(filter(None, (name, subtitle)))
        self.setAccessibleName(f"{said}: properties")
        self.setToolTip(plain_tip(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        self.draw_ground(p, QRectF(self.rect()).adjusted(6, 5, -7, -5))
        mark = QRectF(13 if self.folded else 14, 13, 26, 26)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.solid)
        p.drawRoundedRect(mark, _RADIUS, _RADIUS)
        p.setPen(theme.on_solid)
        p.setFont(typeface.font(11, 700))
        p.drawText(mark, Qt.AlignmentFlag.AlignCenter, "cx")
        if self.folded:
            return
        words = QRect(48, 0, self.width() - 48 - 12, self.height())
        _two_lines(p, words, self.text(), self._subtitle, typeface.BODY_STRONG, 14)


class PersonButton(SideButton):
    """Who acts: initials, name and role; opens the preferences."""

    height_px = 50

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._initials = self._role = ""

    def show_person(self, name: str, initials: str, role: str) -> None:
        self.setText(name)
        self._initials, self._role = initials, role
        said = ", ".join(filter(None, (name, role)))
        self.setAccessibleName(f"You are {said}: preferences")
        self.setToolTip(plain_tip(f"You are {said}"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        p.fillRect(QRect(0, 0, self.width(), 1), theme.line)
        self.draw_ground(p, QRectF(self.rect()).adjusted(6, 5, -7, -4))
        glyphs.avatar(p, QRectF(15 if self.folded else 14, 14, 22, 22), self._initials, theme)
        if not self.folded:
            words = QRect(44, 1, self.width() - 44 - 12, self.height() - 1)
            _two_lines(p, words, self.text(), self._role, typeface.SMALL_STRONG, 15)


def _two_lines(
    p: QPainter, box: QRect, first: str, second: str, role: typeface.Role, step: int
) -> None:
    """A name and a caption below it; a name that needs both lines has them."""
    theme = themes.current()
    lines = Wrapper(role.font()).lines(first, box.width())
    if len(lines) > 1:
        rest = _elided(" ".join(lines[1:]), role.font(), box.width())
        parts = [(lines[0], role, theme.text), (rest, role, theme.text)]
    else:
        caption = _elided(second, typeface.CAPTION.font(), box.width())
        parts = [(first, role, theme.text), (caption, typeface.CAPTION, theme.text3)]
    parts = [part for part in parts if part[0]]
    y = box.top() + (box.height() - step * len(parts)) // 2
    for text, font_role, ink in parts:
        p.setFont(font_role.font())
        p.setPen(ink)
        p.drawText(QRect(box.left(), y, box.width() + 2, step), _LEFT, text)
        y += step


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
