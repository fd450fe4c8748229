"""How a card looks: its height and its painting, in three densities."""

from __future__ import annotations

from datetime import date
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from cxdesk.services.card_words import (
    PRIORITIES,
    alert_chip,
    alerted,
    charter_words,
    days_here,
    due_chip,
)
from cxdesk.services.cards import Card
from cxdesk.ui import chips, glyphs
from cxdesk.ui import type as typeface
from cxdesk.ui.marked import grounds, spans, spans_by_line
from cxdesk.ui.theme import Theme
from cxdesk.ui.wrap import Wrapper

Density = Literal["compact", "normal", "detailed"]

_RADIUS = 5
_STRIPE = 4
_LEFT, _RIGHT, _TOP, _FOOT = 14, 10, 10, 9
_LINE = 17
_ONE_ROW = 165  # a compact card narrower than this has its title below its code
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Faces:
    """Measures and paints cards in one theme and density, on one day."""

    def __init__(self, theme: Theme, density: Density, today: date) -> None:
        self.theme = theme
        self.density: Density = density
        self.today = today
        self._title = typeface.CARD_TITLE if density != "compact" else typeface.SMALL
        self._wrap = Wrapper(self._title.font())
        self._caption = QFontMetricsF(typeface.CAPTION_MEDIUM.font())
        self._small = QFontMetricsF(typeface.SMALL.font())
        self._pixmaps: dict[tuple[int, str], tuple[Card, int, float, QPixmap]] = {}
        self.terms: tuple[str, ...] = ()

    def mark(self, terms: tuple[str, ...]) -> None:
        """Mark these folded words wherever a code, a title or an owner has them."""
        self.terms = terms

    # Measuring ------------------------------------------------------------------------------

    def height(self, card: Card, width: int) -> int:
        """The height of a card of this width, in px."""
        lines = len(self._wrap.lines(card.title, self._title_width(card, width)))
        if self.density == "compact":
            return 14 * lines + 34 if width < _ONE_ROW else max(34, 14 * lines + 8)
        alert = 24 if alert_chip(card, self.today) else 0
        more = 18 if self.density == "detailed" else 0
        return _TOP + 16 + 4 + _LINE * lines + 6 + more + alert + 20 + 4 + 22 + _FOOT

    def guess(self, card: Card) -> int:
        """About the height of a card, without measuring its title: for what is out of sight."""
        if self.density == "compact":
            return 36
        alert = 24 if alerted(card, self.today) else 0
        return 125 + alert + (18 if self.density == "detailed" else 0)

    def _title_width(self, card: Card, width: int) -> int:
        if self.density != "compact":
            return width - _LEFT - _RIGHT
        if width < _ONE_ROW:
            return width - _LEFT - 6
        code = self._small.horizontalAdvance(card.code.removeprefix("CX-"))
        alert = 18 if self._compact_alert(card) else 0
        return max(40, int(width - _LEFT - code - 10 - alert - 18 - 26 - 6))

    def _compact_alert(self, card: Card) -> str | None:
        chip = alert_chip(card, self.today)
        if chip is not None and chip[2] != "plain":
            return chip[1]
        due = due_chip(card, self.today)
        return "alert" if due is not None and due[2] == "late" else None

    # Painting -------------------------------------------------------------------------------

    def paint(self, p: QPainter, rect: QRectF, card: Card, look: str = "rest") -> None:
        """Paint a card; `look` is "rest", "hover", "selected" or "lifted".

        Faces are kept as pixmaps: scrolling then only copies them.
        """
        ratio = p.device().devicePixelRatioF() if p.device() else 1.0
        width = round(rect.width())
        held = self._pixmaps.get((card.id, look))
        if held is None or held[0] is not card or held[1] != width or held[2] != ratio:
            if len(self._pixmaps) > 600:
                self._pixmaps.clear()
            size = rect.size().toSize()
            made = QPixmap(size * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            self.draw(painter, QRectF(0, 0, size.width(), size.height()), card, look)
            painter.end()
            held = (card, width, ratio, made)
            self._pixmaps[(card.id, look)] = held
        p.drawPixmap(rect.topLeft(), held[3])
        if self.terms:
            self._lay_marks(p, rect, card)

    def _lay_marks(self, p: QPainter, rect: QRectF, card: Card) -> None:
        """Lay the ground of marks over a face that is painted: what is dark on it stays dark.

        Painting every face anew would take longer than all else that a keystroke does.
        """
        p.save()
        modes = QPainter.CompositionMode
        p.setCompositionMode(
            modes.CompositionMode_Lighten if self.theme.dark else modes.CompositionMode_Multiply
        )
        for box in self.marks(rect, card):
            p.fillRect(box, self.theme.tint2)
        if card.initials and spans(card.owner, self.terms):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(self.theme.tint2)
            if self.density == "compact":
                p.drawEllipse(QPointF(rect.right() - 16, self._middle(rect)), 12, 12)
            else:
                at = QPointF(rect.right() - _RIGHT - 11, rect.bottom() - _FOOT - 11)
                p.drawEllipse(at, 13.5, 13.5)
        p.restore()

    def _middle(self, rect: QRectF) -> float:
        """The height at which a compact card has its code and signs."""
        return rect.top() + 16 if rect.width() < _ONE_ROW else rect.center().y()

    def marks(self, rect: QRectF, card: Card) -> list[QRectF]:
        """Where in code and title the words stand."""
        compact, terms = self.density == "compact", self.terms
        narrow, middle = compact and rect.width() < _ONE_ROW, self._middle(rect)
        code = card.code.removeprefix("CX-") if compact else card.code
        cut = len(card.code) - len(code)
        found = [(max(0, a - cut), b - cut) for a, b in spans(card.code, terms) if b > cut]
        left = rect.left() + _LEFT
        code_font = typeface.font(12, 500) if compact else typeface.CAPTION_STRONG.font()
        room = QRectF(left, rect.top() + _TOP, 90, 16)
        if compact:
            room = QRectF(left - 1, middle - 7, 80, 14)
        made = grounds(room, code, found, QFontMetricsF(code_font))
        lines = self._wrap.lines(card.title, self._title_width(card, round(rect.width())))
        high, y = 14 if compact else _LINE, rect.top() + _TOP + 20
        if compact:
            y = rect.top() + 28 if narrow else middle - 7 * len(lines)
            left += 0 if narrow else self._small.horizontalAdvance(code) + 10
        metrics = QFontMetricsF(self._title.font())
        for line, parts in zip(lines, spans_by_line(card.title, lines, terms), strict=True):
            made += grounds(QRectF(left, y, rect.width(), high), line, parts, metrics)
            y += high
        return made

    def draw(self, p: QPainter, rect: QRectF, card: Card, look: str) -> None:
        """Paint a card anew; a printed board uses this."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(p, rect, card, look)
        if self.density == "compact":
            self._compact(p, rect, card)
        else:
            self._normal(p, rect, card)

    def _ground(self, p: QPainter, rect: QRectF, card: Card, look: str) -> None:
        theme = self.theme
        fill, line, pen = theme.surface, theme.line2, 1.0
        if look == "hover":
            fill, line = theme.hover, theme.control
        elif look == "selected":
            fill, line = theme.tint, theme.accent
        elif look == "lifted":
            line, pen = theme.accent, 2.0
        box = rect.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        path = QPainterPath()
        path.addRoundedRect(box, _RADIUS, _RADIUS)
        p.fillPath(path, fill)
        p.setPen(QPen(line, pen))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(path)
        # The stripe lies over the border and keeps the round of the corners.
        whole = QPainterPath()
        whole.addRoundedRect(rect, _RADIUS, _RADIUS)
        p.save()
        p.setClipPath(whole)
        p.fillRect(QRectF(rect.left(), rect.top(), _STRIPE, rect.height()), self._stripe(card))
        p.restore()

    def _stripe(self, card: Card) -> QColor:
        return self.theme.domain(card.hue)[0]

    def _normal(self, p: QPainter, rect: QRectF, card: Card) -> None:
        theme = self.theme
        left, right = rect.left() + _LEFT, rect.right() - _RIGHT
        y = rect.top() + _TOP
        self._head(p, left, right, y, card)
        y += 16 + 4
        p.setPen(theme.text)
        p.setFont(self._title.font())
        for line in self._wrap.lines(card.title, self._title_width(card, round(rect.width()))):
            p.drawText(QRectF(left, y, right - left + 2, _LINE), _MIDDLE, line)
            y += _LINE
        y += 6
        if self.density == "detailed":
            self._text(p, left, y - 2, self._facts(card, right - left), theme.text2, right - left)
            y += 18
        if alert := alert_chip(card, self.today):
            chips.chip(p, QPointF(left - 4, y), *alert, theme, right - left + 8)
            y += 24
        x = left
        if due := due_chip(card, self.today):
            x = chips.chip(p, QPointF(left - 4, y), *due, theme, right - left).right()
        self._charter(p, x, right, y, card)
        y += 24
        self._foot(p, left, right, y, card)

    def _head(self, p: QPainter, left: float, right: float, y: float, card: Card) -> None:
        theme = self.theme
        p.setFont(typeface.CAPTION_STRONG.font())
        p.setPen(theme.text2)
        p.drawText(QRectF(left, y, 90, 16), _MIDDLE, card.code)
        x = left + QFontMetricsF(p.font()).horizontalAdvance(card.code) + 7
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self._stripe(card))
        p.drawRoundedRect(QRectF(x, y + 4, 8, 8), 1.5, 1.5)
        p.setFont(typeface.CAPTION_MEDIUM.font())
        p.setPen(theme.text2)
        room = right - 18 - x - 12
        name = self._caption.elidedText(card.domain, Qt.TextElideMode.ElideRight, room)
        p.drawText(QRectF(x + 12, y, room + 1, 16), _MIDDLE, name)
        glyphs.priority(p, QRectF(right - 13, y + 1, 14, 14), card.level, theme)

    def _facts(self, card: Card, room: float) -> str:
        """Priority, cost, effort and outcomes; the priority gives way, its bars say it too."""
        facts = [f"{card.cost:g} k€", f"{card.effort:g} d", *card.outcomes]
        whole = "  ".join([PRIORITIES[card.level], *facts])
        return whole if self._caption.horizontalAdvance(whole) <= room else "  ".join(facts)

    def _charter(self, p: QPainter, left: float, right: float, y: float, card: Card) -> None:
        label, words = charter_words(card)
        approved = card.charter[1] == "approved"
        ink = self.theme.text2
        # Where the row is narrow the version gives way to its state, then both to the sign.
        for text in (f"{label} {words}".strip(), words or label, ""):
            width = self._caption.horizontalAdvance(text)
            if right - width - 16 - (16 if approved else 0) >= left:
                break
        x = right - width
        if approved:
            x -= 16
            glyphs.draw(p, QRectF(right - 12, y + 4, 12, 12), "tick", ink)
        p.setFont(typeface.CAPTION_MEDIUM.font())
        p.setPen(ink)
        p.drawText(QRectF(x, y, width + 2, 20), _MIDDLE, text)
        glyphs.draw(p, QRectF(x - 16, y + 3.5, 13, 13), "document", ink)

    def _foot(self, p: QPainter, left: float, right: float, y: float, card: Card) -> None:
        theme = self.theme
        x = left
        actions = f"{card.done}/{card.actions}" if card.actions else "–"
        ink = theme.danger if card.overdue_actions and not card.delivered else theme.text2
        glyphs.draw(p, QRectF(x, y + 4.5, 13, 13), "checklist", ink)
        x = self._text(p, x + 17, y, actions, ink, strong=ink is theme.danger) + 12
        days, aged = days_here(card, self.today)
        ink = theme.warn if aged else theme.text2
        glyphs.draw(p, QRectF(x, y + 4.5, 13, 13), "hourglass", ink)
        self._text(p, x + 16, y, f"{days} d", ink, strong=aged)
        if card.initials:
            glyphs.avatar(p, QRectF(right - 22, y, 22, 22), card.initials[:3], theme)

    def _text(
        self,
        p: QPainter,
        x: float,
        y: float,
        text: str,
        ink: QColor,
        room: float | None = None,
        *,
        strong: bool = False,
    ) -> float:
        """Small text in a row of 22 px; returns where it ends."""
        role = typeface.CAPTION_STRONG if strong else typeface.CAPTION_MEDIUM
        p.setFont(role.font())
        p.setPen(ink)
        width = QFontMetricsF(role.font()).horizontalAdvance(text)
        if room is not None and width > room:
            text = self._caption.elidedText(text, Qt.TextElideMode.ElideRight, room)
        p.drawText(QRectF(x, y, width + 2, 22), _MIDDLE, text)
        return x + width

    def _compact(self, p: QPainter, rect: QRectF, card: Card) -> None:
        theme = self.theme
        narrow = rect.width() < _ONE_ROW
        middle = self._middle(rect)
        code = card.code.removeprefix("CX-")
        p.setFont(typeface.font(12, 500))
        p.setPen(theme.text2)
        p.drawText(QRectF(rect.left() + _LEFT - 1, middle - 10, 80, 20), _MIDDLE, code)
        left = rect.left() + _LEFT
        if not narrow:
            left += self._small.horizontalAdvance(code) + 10
        lines = self._wrap.lines(card.title, self._title_width(card, round(rect.width())))
        y = rect.top() + 28 if narrow else middle - 14 * len(lines) / 2
        p.setFont(self._title.font())
        p.setPen(theme.text)
        for line in lines:
            p.drawText(QRectF(left, y, rect.width(), 14), _MIDDLE, line)
            y += 14
        right = rect.right() - 6
        glyphs.avatar(p, QRectF(right - 20, middle - 10, 20, 20), card.initials[:3], theme)
        right -= 20 + 18
        glyphs.priority(p, QRectF(right, middle - 7, 13, 13), card.level, theme)
        if alert := self._compact_alert(card):
            ink = theme.danger if alert in ("alert", "blocked") else theme.text2
            glyphs.draw(p, QRectF(right - 18, middle - 6.5, 13, 13), alert, ink)
