"""The parts around the lists of a ballot: a framed zone, and the card that is carried."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.ballot.face import Face
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.ballot.zone import ZoneList
from cxdesk.ui.form.rows import column, label


class ZoneBox(QFrame):
    """A dashed box with a heading around the list of what is not ranked."""

    def __init__(self, glyph: str, title: str, words: str, zone: ZoneList) -> None:
        super().__init__()
        self.zone = zone
        self.aimed = False  # something would drop here
        self._sign = Sign(glyph)
        self._title = label(title, "strong")
        self.count = label("", "muted")
        self.count.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        head.addWidget(self.count)
        box = column(self, 0, (12, 12, 12, 12))
        box.addLayout(head)
        self._words = label(words, "small")
        box.addWidget(self._words)
        box.addSpacing(8)
        box.addWidget(zone, 1)
        zone.verticalScrollBar().rangeChanged.connect(self._make_room)

    def _make_room(self, low: int, high: int) -> None:
        """Let the scroll bar stand in the right margin."""
        box, bar = self.layout(), high > low
        if box is not None:
            box.setContentsMargins(12, 12, 6 if bar else 12, 12)
        self.count.setContentsMargins(0, 0, 10 if bar else 0, 0)

    def head_height(self) -> int:
        """The px above the list and below it."""
        return self._title.sizeHint().height() + self._words.heightForWidth(self.width() - 18) + 36

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colors.accent if self.aimed else colors.control, 1)
        pen.setDashPattern([4, 3])
        p.setPen(pen)
        p.setBrush(colors.sunken)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class Lifted(QWidget):
    """The card that follows the pointer."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row: BallotRow | None = None
        self._face: Face | None = None
        self._grab = QPoint()
        self.hide()

    def lift(self, row: BallotRow, face: Face, width: int, grab: QPoint) -> None:
        """Show a card as wide as it was in its list."""
        self._row, self._face, self._grab = row, face, grab
        self.resize(width - face.gutter + 5, face.height(row, width) + 6)
        self.show()
        self.raise_()

    def follow(self, at: QPoint) -> None:
        """The pointer is here."""
        self.move(at - self._grab)

    def forget(self) -> None:
        """Show no card any more."""
        self._row = self._face = None
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._row is not None and self._face is not None:
            card = QRectF(0, 0, self.width() - 5, self.height() - 6)
            self._face.paint_lifted(QPainter(self), card, self._row, theme.current())


class Sign(QWidget):
    """A glyph beside words."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setFixedSize(16, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(1, 2, 14, 14)
        glyphs.draw(QPainter(self), box, self._glyph, theme.current().text2)


class Avatar(QWidget):
    """Whose ballot it is, as a round of 44 px."""

    def __init__(self, initials: str = "") -> None:
        super().__init__()
        self._initials = initials
        self.setFixedSize(QSize(44, 44))

    def show_initials(self, initials: str) -> None:
        """Show another person."""
        self._initials = initials
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.solid)
        p.drawEllipse(QRectF(self.rect()))
        p.setPen(colors.on_solid)
        p.setFont(typeface.CARD_TITLE.font())
        p.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._initials)
