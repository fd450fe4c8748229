"""How a card looks: painted once, then copied; its zones and marks lie where it was painted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from cxdesk.services.cards import Card
from cxdesk.ui import type as typeface
from cxdesk.ui.board.face_parts import LEFT, LINE, ONE_ROW, TOP, ZONES, Dress, FaceParts, Part
from cxdesk.ui.board.face_parts import Density as Density
from cxdesk.ui.marked import grounds, spans, spans_by_line
from cxdesk.ui.theme import Theme

_RADIUS = 5
_STRIPE = 4
_KEPT = 600  # cards whose parts are kept
_KEPT_PIXELS = 8_000_000  # of painted faces, 4 bytes each
_SCREENS = 120  # faces that are kept however large they are: what a screen shows


class Faces:
    """Measures and paints cards in one theme and density, on one day."""

    def __init__(self, theme: Theme, density: Density, today: date) -> None:
        self.theme = theme
        self.density: Density = density
        self.today = today
        self._laid = FaceParts(theme, density, today)
        self.height, self.guess = self._laid.height, self._laid.guess
        self._pixmaps: dict[tuple[int, str], tuple[Card, int, float, QPixmap]] = {}
        self._parts: dict[int, tuple[Card, int, list[Part]]] = {}
        self.terms: tuple[str, ...] = ()

    def mark(self, terms: tuple[str, ...]) -> None:
        """Mark these folded words wherever a code, a title or an owner has them."""
        self.terms = terms

    def put_on(self, dress: Dress) -> bool:
        """Say more or less on every card; True when titles have another room than before."""
        before = self._laid.dress
        if dress == before:
            return False
        self._laid.dress = dress
        self._pixmaps.clear()
        self._parts.clear()
        return self.density == "compact" and dress.state is not before.state

    # What is where --------------------------------------------------------------------------

    def parts(self, card: Card, width: int) -> list[Part]:
        """Everything on a card of this width, from its top left corner."""
        held = self._parts.get(card.id)
        if held is None or held[0] is not card or held[1] != width:
            while len(self._parts) >= _KEPT:
                del self._parts[next(iter(self._parts))]
            held = self._parts[card.id] = (card, width, self._laid.parts(card, width))
        return held[2]

    def zones(self, card: Card, width: int) -> list[tuple[str, QRectF]]:
        """What is clicked on a card of this width: names, and where from its top left corner."""
        return [(part.name, part.rect) for part in self.parts(card, width) if part.name in ZONES]

    def rect_of(self, name: str, card: Card, width: int) -> QRectF:
        """Where a part stands on a card; the card's title when it does not show the part."""
        found = {part.name: part.rect for part in self.parts(card, width)}
        return found.get(name, found["title"])

    # Painting -------------------------------------------------------------------------------

    def paint(self, p: QPainter, rect: QRectF, card: Card, look: str = "rest") -> None:
        """Paint a card; `look` is "rest", "hover", "selected" or "lifted".

        Faces are kept as pixmaps: scrolling then only copies them.
        """
        ratio = p.device().devicePixelRatioF() if p.device() else 1.0
        width = round(rect.width())
        held = self._pixmaps.get((card.id, look))
        if held is None or held[0] is not card or held[1] != width or held[2] != ratio:
            size = rect.size().toSize()
            made = QPixmap(size * ratio)
            self._make_room(made)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            self.draw(painter, QRectF(0, 0, size.width(), size.height()), card, look)
            painter.end()
            held = (card, width, ratio, made)
            self._pixmaps.pop((card.id, look), None)
            self._pixmaps[(card.id, look)] = held
        p.drawPixmap(rect.topLeft(), held[3])
        if self.terms:
            self._lay_marks(p, rect, card)

    def _make_room(self, made: QPixmap) -> None:
        """Drop the faces painted longest ago, a few at a time: all at once would be felt."""
        most = max(_SCREENS, _KEPT_PIXELS // max(1, made.width() * made.height()))
        while len(self._pixmaps) >= most:
            del self._pixmaps[next(iter(self._pixmaps))]

    def touch(self, p: QPainter, at: QPointF, zone: QRectF) -> None:
        """Lay a ground over a zone of a card at `at`: the pointer is on it."""
        p.save()
        self._under(p)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.theme.press)
        p.drawRoundedRect(zone.translated(at), 3, 3)
        p.restore()

    def _under(self, p: QPainter) -> None:
        """What is painted now lies under what is there: what is dark on it stays dark."""
        modes = QPainter.CompositionMode
        p.setCompositionMode(
            modes.CompositionMode_Lighten if self.theme.dark else modes.CompositionMode_Multiply
        )

    def _lay_marks(self, p: QPainter, rect: QRectF, card: Card) -> None:
        """Lay the ground of marks over a face that is painted.

        Painting every face anew would take longer than all else that a keystroke does.
        """
        p.save()
        self._under(p)
        for box in self.marks(rect, card):
            p.fillRect(box, self.theme.tint2)
        if card.initials and spans(card.owner, self.terms):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(self.theme.tint2)
            avatar = self.rect_of("owner", card, round(rect.width()))
            p.drawEllipse(avatar.translated(rect.topLeft()))
        p.restore()

    def marks(self, rect: QRectF, card: Card) -> list[QRectF]:
        """Where in code and title the words stand."""
        compact, terms = self.density == "compact", self.terms
        narrow = compact and rect.width() < ONE_ROW
        middle = rect.top() + 16 if narrow else rect.center().y()
        code = card.code.removeprefix("CX-") if compact else card.code
        cut = len(card.code) - len(code)
        found = [(max(0, a - cut), b - cut) for a, b in spans(card.code, terms) if b > cut]
        left = rect.left() + LEFT
        code_font = typeface.font(12, 500) if compact else typeface.CAPTION_STRONG.font()
        room = QRectF(left, rect.top() + TOP, 90, 16)
        if compact:
            room = QRectF(left - 1, middle - 7, 80, 14)
        made = grounds(room, code, found, QFontMetricsF(code_font))
        lines = self._laid.lines(card, round(rect.width()))
        high, y = 14 if compact else LINE, rect.top() + TOP + 20
        if compact:
            y = rect.top() + 28 if narrow else middle - 7 * len(lines)
            left += 0 if narrow else self._laid.code_width(code) + 10
        metrics = QFontMetricsF(self._laid.title.font())
        for line, parts in zip(lines, spans_by_line(card.title, lines, terms), strict=True):
            made += grounds(QRectF(left, y, rect.width(), high), line, parts, metrics)
            y += high
        return made

    def draw(self, p: QPainter, rect: QRectF, card: Card, look: str) -> None:
        """Paint a card anew."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(p, rect, card, look)
        p.save()
        p.translate(rect.topLeft())
        for part in self.parts(card, round(rect.width())):
            part.paint(p)
        p.restore()

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
        stripe = theme.domain(card.hue)[0]
        p.fillRect(QRectF(rect.left(), rect.top(), _STRIPE, rect.height()), stripe)
        p.restore()
