"""What is written on bars and beside them: measured quickly, painted once, then only copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from cxdesk.services.card_words import late
from cxdesk.services.cards import Card
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface

LEFT, RIGHT = 9, 5
"""px between the edges of a bar and what is written in it."""
BESIDE, AFTER_LINK, AFTER_MARK = 6, 14, 34
"""px between a bar and what is written beside it; more after an arrow, or a broken one's mark."""
HEIGHT = 28
_SIGN, _GAP = 11, 4
_MOST_TITLE = 420  # px beside a bar; longer ones end in an ellipsis
_KEPT = 1500
_ROUGH_HEAD, _ROUGH_CODE, _ROUGH_TITLE = 32.0, 6.9, 5.75  # px: all signs, a letter of each
_MIDDLE = Qt.AlignmentFlag.AlignVCenter

_CODE, _TITLE, _OUTCOME = typeface.CAPTION_STRONG, typeface.CAPTION, typeface.CAPTION


class _Measure:
    """The widths of texts in one font: sums of letters for Latin ones, without asking Qt."""

    def __init__(self, role: typeface.Role) -> None:
        self._role = role
        self._letters: list[float] = []

    def __call__(self, text: str) -> float:
        if not self._letters:
            metrics = QFontMetricsF(self._role.font())
            self._letters = [metrics.horizontalAdvance(chr(n)) for n in range(256)]
        try:
            return sum(map(self._letters.__getitem__, text.encode("latin-1")))
        except UnicodeEncodeError:
            return _exactly(self._role, text)


@lru_cache(maxsize=20_000)
def _exactly(role: typeface.Role, text: str) -> float:
    return QFontMetricsF(role.font()).horizontalAdvance(text)


code_width, title_width, outcome_width = _Measure(_CODE), _Measure(_TITLE), _Measure(_OUTCOME)


def signs(card: Card, today: date, health: str = "") -> list[tuple[str, str]]:
    """Signs after the code, each with the name of its colour: what is wrong comes first."""
    found = []
    if health:
        found.append((health, {"at_risk": "warn", "off_track": "danger"}.get(health, "text2")))
    if card.blocked:
        found.append(("blocked", "danger"))
    late_check = card.check_due is not None and card.check_due < today
    if late(card, today) or late_check:
        found.append(("alert", "danger"))
    elif card.overdue_actions:
        found.append(("clock", "warn"))
    if card.pinned:
        found.append(("pin", "text2"))
    return found


@dataclass(slots=True)
class Face:
    """The two lines of a bar, painted: the head with signs and code, and the title."""

    card: Card
    head: QPixmap
    title: QPixmap
    head_width: float
    title_width: float


class Faces:
    """Makes the faces of bars and keeps those that were needed last."""

    def __init__(self) -> None:
        self.prefix = ""  # what all codes begin with, which is not said again on each
        self.today = date.min
        self.by_health = False
        self.many = False  # so many that they are measured roughly
        self.terse = False  # far away and crowded: bars say their code alone
        self._kept: dict[int, Face] = {}
        self._widths: dict[int, tuple[Card, float, float]] = {}
        self._dress: tuple[object, ...] = ()

    def forget(self) -> None:
        """Measure and paint anew: what is said of all has changed."""
        self._kept.clear()
        self._widths.clear()

    @property
    def measures(self) -> tuple[object, ...]:
        """All that the width of words goes by, beside the card itself."""
        return self.many, self.terse, self.by_health, self.prefix, self.today

    def short(self, card: Card) -> str:
        """The code as a bar says it."""
        return card.code.removeprefix(self.prefix)

    # Measuring ------------------------------------------------------------------------------

    def widths(self, card: Card) -> tuple[float, float]:
        """The px of the head and of the title."""
        kept = self._widths.get(card.id)
        if kept is not None and kept[0] is card:
            return kept[1], kept[2]
        head = _SIGN + _GAP + code_width(self.short(card)) + _GAP + _SIGN
        if card.outcomes:
            head += _GAP + 1 + outcome_width(" ".join(card.outcomes[:3]))
        marks = len(signs(card, self.today, "on_track" if self.by_health else ""))
        head += marks * (_SIGN + 3)
        title = min(title_width(card.title), _MOST_TITLE)
        self._widths[card.id] = card, head, title
        return head, title

    def _roughly(self, card: Card) -> tuple[float, float]:
        """About the px of the head and of the title: thousands are to be placed at once."""
        if not card.title.isascii():
            return self.widths(card)
        head = _ROUGH_HEAD + len(card.code) * _ROUGH_CODE + len(card.outcomes) * 16
        return head, min(len(card.title) * _ROUGH_TITLE, _MOST_TITLE)

    def beside(self, card: Card, width: float, *, linked: bool = False) -> float:
        """The px that what is written beside a bar of this width takes, with the gap before."""
        head, title = self._roughly(card) if self.many else self.widths(card)
        if self.terse:
            head = title = _SIGN + _GAP + code_width(self.short(card))
        room = width - LEFT - RIGHT
        if head <= room and title <= room:
            return 0.0
        gap = (AFTER_LINK if linked else BESIDE) + 6
        return gap + (title if head <= room else max(head, title))

    # Painting -------------------------------------------------------------------------------

    def face(self, card: Card, ratio: float, health: str = "") -> Face:
        """The painted lines of a bar."""
        here = theme.current()
        dress = (here.dark, ratio, self.today)
        if self._dress != dress:
            self._kept.clear()
            self._dress = dress
        kept = self._kept.get(card.id)
        if kept is not None and kept.card is card:
            return kept
        if len(self._kept) > _KEPT:
            for id in list(self._kept)[: _KEPT // 3]:
                del self._kept[id]
        made = self._kept[card.id] = self._painted(card, ratio, here, health)
        return made

    def _painted(self, card: Card, ratio: float, here: theme.Theme, health: str) -> Face:
        head_wide, title_wide = self.widths(card)
        ink = here.text
        head = _blank(head_wide + 3, 15, ratio)
        p = QPainter(head)
        x = 0.0
        p.drawPixmap(QPointF(x, 1.5), sign(card.state.value, here.text2, ratio))
        x += _SIGN + _GAP
        code = self.short(card)
        _write(p, x, code, _CODE, ink)
        x += code_width(code) + _GAP
        p.drawPixmap(QPointF(x, 2), _priority(card.level, here.dark, ratio))
        x += _SIGN + _GAP + 1
        if card.outcomes:
            words = " ".join(card.outcomes[:3])
            _write(p, x, words, _OUTCOME, here.text2)
            x += outcome_width(words) + 3
        for name, color in signs(card, self.today, health if self.by_health else ""):
            p.drawPixmap(QPointF(x, 1.5), sign(name, getattr(here, color), ratio))
            x += _SIGN + 3
        p.end()
        title = _blank(title_wide + 3, 15, ratio)
        p = QPainter(title)
        words = card.title
        if title_wide >= _MOST_TITLE:
            metrics = QFontMetricsF(_TITLE.font())
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _MOST_TITLE)
        _write(p, 0, words, _TITLE, ink)
        p.end()
        return Face(card, head, title, head_wide, title_wide)


def _write(p: QPainter, x: float, text: str, role: typeface.Role, ink: QColor) -> None:
    p.setFont(role.font())
    p.setPen(ink)
    p.drawText(QRectF(x, 0, 2000, 15), _MIDDLE, text)


def _blank(wide: float, high: float, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(wide), round(high)) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def sign(name: str, color: QColor, ratio: float, px: int = _SIGN) -> QPixmap:
    """A sign as a picture, each painted once."""
    return _sign(name, color.rgba(), ratio, px)


@lru_cache(maxsize=500)
def _sign(name: str, rgba: int, ratio: float, px: int) -> QPixmap:
    return glyphs.pixmap(name, px, QColor.fromRgba(rgba), ratio)


@lru_cache(maxsize=40)
def _priority(level: int, dark: bool, ratio: float) -> QPixmap:
    made = _blank(_SIGN, _SIGN, ratio)
    p = QPainter(made)
    glyphs.priority(p, QRectF(0, 0, _SIGN, _SIGN), level, theme.DARK if dark else theme.LIGHT)
    p.end()
    return made
