"""Where everything stands on a card, in three densities: what is painted, and what is clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

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
from cxdesk.ui.theme import Theme
from cxdesk.ui.wrap import Wrapper

Density = Literal["compact", "normal", "detailed"]

LEFT, RIGHT, TOP, FOOT = 14, 10, 10, 9
LINE = 17
_FACT = 18  # px of a row of facts
ONE_ROW = 165  # a compact card narrower than this has its title below its code
_WIDTHS = 4096  # widths of words that are kept: cards share most of theirs
_CODES = 20_000  # as many widths of codes: each has its own
_SIGN = 17  # px that a small sign takes, with the gap beside it
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

ZONES = frozenset(
    ("owner", "due", "priority", "domain", "batch", "labels", "charter", "actions", "blocked")
)
"""The parts that are clicked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card: where it stands on it, and what paints it there."""

    name: str
    rect: QRectF
    paint: Callable[[QPainter], object]


@dataclass(frozen=True, slots=True)
class Dress:
    """What cards say because their columns and lanes do not: their state, the code of their batch.

    `codes` names every batch by its id.
    """

    state: bool = False
    batch: bool = False
    codes: Mapping[int | None, str] = field(default_factory=dict)


class FaceParts:
    """Lays cards out in one theme and density, on one day."""

    def __init__(self, theme: Theme, density: Density, today: date) -> None:
        self.theme, self.density, self.today = theme, density, today
        self.dress = Dress()
        self.title = typeface.CARD_TITLE if density != "compact" else typeface.SMALL
        self._wrap = Wrapper(self.title.font())
        self._caption = QFontMetricsF(typeface.CAPTION_MEDIUM.font())
        self._strong = QFontMetricsF(typeface.CAPTION_STRONG.font())
        self._small = QFontMetricsF(typeface.SMALL.font())

        self._wide = lru_cache(maxsize=_WIDTHS)(self._measured)
        # Functions of our own: to wrap one of Qt's, Python reads its signature, for 50 ms.
        self.code_width = lru_cache(maxsize=_CODES)(self._code_measured)

    def _code_measured(self, code: str) -> float:
        return self._small.horizontalAdvance(code)

    def _measured(self, text: str, strong: bool = False) -> float:
        return (self._strong if strong else self._caption).horizontalAdvance(text)

    def _fitted(self, text: str, room: float) -> str:
        """Small words, shortened to a room."""
        if self._wide(text) <= room:
            return text
        return self._caption.elidedText(text, Qt.TextElideMode.ElideRight, room)

    # Measuring ------------------------------------------------------------------------------

    def height(self, card: Card, width: int) -> int:
        """The height of a card of this width, in px."""
        lines = len(self.lines(card, width))
        if self.density == "compact":
            return 14 * lines + 34 if width < ONE_ROW else max(34, 14 * lines + 8)
        alert = 24 if alert_chip(card, self.today) else 0
        return TOP + 16 + 4 + LINE * lines + 6 + self._facts(card) + alert + 20 + 4 + 22 + FOOT

    def guess(self, card: Card) -> int:
        """About the height of a card, without measuring its title: for what is out of sight."""
        if self.density == "compact":
            return 36
        return 125 + (24 if alerted(card, self.today) else 0) + self._facts(card)

    def _facts(self, card: Card) -> int:
        """The height of the rows of facts."""
        if self.density != "detailed":
            return 0
        return _FACT * (3 if card.labels else 2) + 3

    def lines(self, card: Card, width: int) -> tuple[str, ...]:
        """The lines of the title on a card of this width."""
        return self._wrap.lines(card.title, self.title_width(card, width))

    def title_width(self, card: Card, width: int) -> int:
        """The room of the title, in px."""
        if self.density != "compact":
            return width - LEFT - RIGHT
        if width < ONE_ROW:
            return width - LEFT - 6
        code = self.code_width(_short(card))
        alert = 18 if self._compact_alert(card) else 0
        state = _SIGN if self.dress.state else 0
        return max(40, int(width - LEFT - code - 10 - alert - state - 18 - 26 - 6))

    def _compact_alert(self, card: Card) -> str | None:
        chip = alert_chip(card, self.today)
        if chip is not None and chip[2] != "plain":
            return chip[1]
        due = due_chip(card, self.today)
        return "alert" if due is not None and due[2] == "late" else None

    # Laying out -----------------------------------------------------------------------------

    def parts(self, card: Card, width: int) -> list[Part]:
        """Everything on a card of this width, from its top left corner."""
        laid = self._compact(card, width) if self.density == "compact" else self._rows(card, width)
        return list(laid)

    def _rows(self, card: Card, width: int) -> Iterator[Part]:
        right = width - RIGHT
        yield from self._head(card, right)
        y = float(TOP + 16 + 4)
        yield from self._title(self.lines(card, width), LEFT, y, LINE, width - LEFT - RIGHT)
        y += LINE * len(self.lines(card, width)) + 6
        if self.density == "detailed":
            yield from self._fact_rows(card, y - 2, right)
            y += self._facts(card)
        room = right - LEFT + 8
        if alert := alert_chip(card, self.today):
            yield self._chip("blocked" if alert[2] == "blocked" else "alert", y, alert, room)
            y += 24
        due = due_chip(card, self.today) or ("–", "calendar", "plain")
        yield (chip := self._chip("due", y, due, room - 8))
        yield self._charter(card, chip.rect.right() if card.end else LEFT + 26, right, y)
        yield from self._foot(card, right, y + 24)

    def _head(self, card: Card, right: float) -> Iterator[Part]:
        y, ink = float(TOP), self.theme.text2
        code = self._words("code", LEFT, y, 16, card.code, ink, strong=True)
        yield code
        x = code.rect.right() + 7
        if self.dress.batch and self.density == "normal" and (named := self._batch(card)):
            batch = self._words("batch", x, y, 16, named, self.theme.text3)
            yield _padded(batch)
            x = batch.rect.right() + 7
        end = right - 18 - (_SIGN if self.dress.state else 0)
        name = self._fitted(card.domain, end - x - 12)
        wide = 12 + self._wide(name)
        yield Part(
            "domain", QRectF(x - 3, y - 1, wide + 6, 18),
            lambda p: self._domain(p, x, y, name, wide, card),
        )  # fmt: skip
        if self.dress.state:
            yield self._state(card, end + 3, y + 1.5)
        yield self._priority(card, right - 13, y + 1, 14)

    def _title(
        self, lines: tuple[str, ...], x: float, y: float, high: int, room: float
    ) -> Iterator[Part]:
        def paint(p: QPainter) -> None:
            p.setPen(self.theme.text)
            p.setFont(self.title.font())
            for n, line in enumerate(lines):
                p.drawText(QRectF(x, y + n * high, room + 2, high), _MIDDLE, line)

        yield Part("title", QRectF(x, y, room, high * len(lines)), paint)

    def _fact_rows(self, card: Card, y: float, right: float) -> Iterator[Part]:
        ink, room = self.theme.text2, right - LEFT
        facts = [f"{card.cost:g} k€", f"{card.effort:g} d", *card.outcomes]
        whole = "  ".join([PRIORITIES[card.level], *facts])
        if self._wide(whole) > room:
            whole = "  ".join(facts)  # the priority gives way, its bars say it too
        yield self._words("facts", LEFT, y, 22, whole, ink, room)
        y += _FACT
        batch = self._words("batch", LEFT, y, 22, self._batch(card) or "no batch", ink, room)
        yield _padded(batch)
        x = batch.rect.right() + 8
        yield self._words("quadrant", x, y, 22, card.quadrant, ink, right - x)
        if card.labels:
            y += _FACT
            labels = self._words("labels", LEFT, y, 22, ", ".join(card.labels), ink, room)
            yield _padded(labels)

    def _batch(self, card: Card) -> str:
        return self.dress.codes.get(card.batch_id, "")

    def _chip(
        self, name: str, y: float, chip: tuple[str, str | None, chips.Kind], room: float
    ) -> Part:
        at, wide = QPointF(LEFT - 4, y), min(chips.chip_width(*chip), room)
        return Part(
            name, QRectF(at.x(), y, wide, chips.HEIGHT),
            lambda p: chips.chip(p, at, *chip, self.theme, room),
        )  # fmt: skip

    def _charter(self, card: Card, left: float, right: float, y: float) -> Part:
        label, words = charter_words(card)
        approved = card.charter[1] == "approved"
        ink = self.theme.text2
        # Where the row is narrow the version gives way to its state, then both to the sign.
        for text in (f"{label} {words}".strip(), words or label, ""):
            width = self._wide(text)
            if right - width - 16 - (16 if approved else 0) >= left:
                break
        x = right - width - (16 if approved else 0)

        def paint(p: QPainter) -> None:
            if approved:
                glyphs.draw(p, QRectF(right - 12, y + 4, 12, 12), "tick", ink)
            self._write(p, x, y, 20, text, ink)
            glyphs.draw(p, QRectF(x - 16, y + 3.5, 13, 13), "document", ink)

        return Part("charter", QRectF(x - 20, y, right - x + 24, 20), paint)

    def _foot(self, card: Card, right: float, y: float) -> Iterator[Part]:
        theme = self.theme
        text = f"{card.done}/{card.actions}" if card.actions else "–"
        late = bool(card.overdue_actions and not card.delivered)
        ink = theme.danger if late else theme.text2
        yield (actions := self._signed("actions", LEFT, y, "checklist", text, ink, late))
        days, aged = days_here(card, self.today)
        ink = theme.warn if aged else theme.text2
        x = actions.rect.right() + 8
        yield self._signed("days", x, y, "hourglass", f"{days} d", ink, aged)
        yield self._owner(card, right - 22, y, 22)

    def _compact(self, card: Card, width: int) -> Iterator[Part]:
        narrow = width < ONE_ROW
        middle = 16.0 if narrow else self.height(card, width) / 2
        code = _short(card)
        yield Part(
            "code", QRectF(LEFT - 1, middle - 10, self.code_width(code), 20),
            lambda p: self._code(p, middle, code),
        )  # fmt: skip
        lines = self.lines(card, width)
        left = float(LEFT) + (0 if narrow else self.code_width(code) + 10)
        y = 28.0 if narrow else middle - 14 * len(lines) / 2
        yield from self._title(lines, left, y, 14, self.title_width(card, width))
        right = width - 6.0
        yield self._owner(card, right - 20, middle - 10, 20)
        right -= 20 + 18
        yield self._priority(card, right, middle - 7, 13)
        if self.dress.state:
            right -= _SIGN
            yield self._state(card, right, middle - 6.5)
        if alert := self._compact_alert(card):
            ink = self.theme.danger if alert in ("alert", "blocked") else self.theme.text2
            room = QRectF(right - 18, middle - 6.5, 13, 13)
            name = "blocked" if alert == "blocked" else "alert"
            rect = room.adjusted(-2, -4, 2, 4)
            yield Part(name, rect, lambda p: glyphs.draw(p, room, alert, ink))

    # Parts of any density -------------------------------------------------------------------

    def _owner(self, card: Card, x: float, y: float, side: float) -> Part:
        rect = QRectF(x, y, side, side)

        def paint(p: QPainter) -> None:
            if card.initials:
                glyphs.avatar(p, rect, card.initials[:3], self.theme)
                return
            pen = QPen(self.theme.line2, 1)
            pen.setDashPattern([3, 2])
            p.setPen(pen)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))

        return Part("owner", rect.adjusted(-2, -2, 2, 2), paint)

    def _priority(self, card: Card, x: float, y: float, side: float) -> Part:
        box = QRectF(x, y, side, side)
        rect = box.adjusted(-3, -3, 3, 3)
        return Part("priority", rect, lambda p: glyphs.priority(p, box, card.level, self.theme))

    def _state(self, card: Card, x: float, y: float) -> Part:
        rect = QRectF(x, y, 13, 13)
        return Part("state", rect, lambda p: glyphs.state(p, rect, card.state.value, self.theme))

    def _signed(
        self, name: str, x: float, y: float, sign: str, text: str, ink: QColor, strong: bool
    ) -> Part:
        """A sign and a few words in a row of 22 px."""

        def paint(p: QPainter) -> None:
            glyphs.draw(p, QRectF(x, y + 4.5, 13, 13), sign, ink)
            self._write(p, x + 17, y, 22, text, ink, strong=strong)

        wide = self._wide(text, strong)
        return Part(name, QRectF(x - 4, y + 1, wide + 17 + 8, 20), paint)

    def _words(
        self,
        name: str,
        x: float,
        y: float,
        high: float,
        text: str,
        ink: QColor,
        room: float | None = None,
        *,
        strong: bool = False,
    ) -> Part:
        """Small words, shortened to their room."""
        if room is not None:
            text = self._fitted(text, room)
        rect = QRectF(x, y, self._wide(text, strong), high)
        return Part(name, rect, lambda p: self._write(p, x, y, high, text, ink, strong=strong))

    def _write(
        self, p: QPainter, x: float, y: float, high: float, text: str, ink: QColor,
        *, strong: bool = False,
    ) -> None:  # fmt: skip
        role = typeface.CAPTION_STRONG if strong else typeface.CAPTION_MEDIUM
        p.setFont(role.font())
        p.setPen(ink)
        wide = self._wide(text, strong)
        p.drawText(QRectF(x, y, wide + 2, high), _MIDDLE, text)

    def _domain(
        self, p: QPainter, x: float, y: float, name: str, wide: float, card: Card
    ) -> None:  # fmt: skip
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.theme.domain(card.hue)[0])
        p.drawRoundedRect(QRectF(x, y + 4, 8, 8), 1.5, 1.5)
        self._write(p, x + 12, y, 16, name, self.theme.text2)

    def _code(self, p: QPainter, middle: float, code: str) -> None:
        p.setFont(typeface.font(12, 500))
        p.setPen(self.theme.text2)
        p.drawText(QRectF(LEFT - 1, middle - 10, 80, 20), _MIDDLE, code)


def _padded(part: Part) -> Part:
    """The same part with a ground that stands out of its words."""
    rect = part.rect
    tall = QRectF(rect.left() - 4, rect.center().y() - 9, rect.width() + 8, 18)
    return Part(part.name, tall, part.paint)


def _short(card: Card) -> str:
    return card.code.removeprefix("CX-")
