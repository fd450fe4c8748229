"""The face of a card on paper: how high it is, and its drawing, with the words of the screen."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, NamedTuple

from reportlab.lib.colors import HexColor

from cxdesk.reports import fonts
from cxdesk.reports.bidi import runs_left
from cxdesk.reports.charter_parts import stripe
from cxdesk.reports.flow import Flow, Piece, Set, Setter, clipped, stacked
from cxdesk.reports.page import INK
from cxdesk.reports.signs import draw_sign
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import money, number
from cxdesk.services.card_words import PRIORITIES, alert_chip, charter_words, days_here, due_chip
from cxdesk.services.cards import Card

Density = Literal["compact", "normal", "detailed"]

SIZE: Final = 8.0
_LEADING: Final = 11.4
_TITLE: Final = 9.2
_TITLE_LEADING: Final = 11.4
MOST_LINES: Final = 10  # of a title; a longer one is cut, and that is said
_MOST_REASON: Final = 4
_STRIPE: Final = 3.2
_LEFT: Final = 9.0
_RIGHT: Final = 6.0
_EDGE: Final = 4.4  # above and below
_BORDER: Final = HexColor(0x8A8A8A)
_SQUARE: Final = 6.0


class Face(NamedTuple):
    """A card measured for a width."""

    card: Card
    width: float
    height: float
    head: Flow
    title: tuple[str, ...]
    said: Flow
    cut: bool


class Faces:
    """Measures and draws the cards of one document."""

    def __init__(
        self, text: Typesetter, density: Density, on: date, currency: str, scale: float = 1.0
    ) -> None:
        self.text, self.density, self.on, self.currency = text, density, on, currency
        self.scale = scale
        self.small = Setter(text, SIZE * scale, _LEADING * scale)

    def face(self, card: Card, width: float) -> Face:
        """The card as wide as that."""
        scale, small = self.scale, self.small
        room = width - (_LEFT + _RIGHT) * scale
        domain = Piece(card.domain, room=(_SQUARE + 3) * scale)
        head = small.flow(
            [Piece(card.code, tone="strong"), domain], room, first=room - self._corner(card), most=2
        )
        title, cut = clipped(
            self.text, card.title, fonts.SEMIBOLD, _TITLE * scale, room, MOST_LINES
        )
        said = stacked(self._said(card, room))
        height = (
            2 * _EDGE * scale
            + small.height(head)
            + len(title) * _TITLE_LEADING * scale
            + (1.2 * scale + small.height(said) if said.lines else 0.0)
        )
        return Face(card, width, height, head, tuple(title), said, cut or head.cut or said.cut)

    def _corner(self, card: Card) -> float:
        """The room of the bars at the upper right, and of initials before them when compact."""
        bars = (SIZE + 4) * self.scale
        initials = self._initials(card)
        return bars + (self.small.words(initials, fonts.MEDIUM) + 4 * self.scale if initials else 0)

    def _initials(self, card: Card) -> str:
        return card.initials[:3] if self.density == "compact" else ""

    def _said(self, card: Card, room: float) -> list[Flow]:
        """What stands below the title: all of it, or when compact only what is wrong."""
        small, compact = self.small, self.density == "compact"
        alert, due = alert_chip(card, self.on), due_chip(card, self.on)
        flows = []
        first = [] if alert is None else [Piece(alert[0], alert[1] or "", alert[2])]
        ends = [] if due is None else [Piece(due[0], due[1] or "", due[2])]
        if compact:
            said = [small.flow([piece], room, most=_MOST_REASON) for piece in (*first, *ends)]
            return [flow for flow in said if flow.pieces[0].piece.tone != "plain"]
        charter = [self._charter(card)]
        together = small.pair([*ends, *first], charter, room)
        if together.lines == 1 and first and first[0].tone == "plain":
            flows.append(together)  # what it waits for has room behind its end
        else:
            flows.append(small.flow(first, room, most=_MOST_REASON))
            flows.append(small.pair(ends, charter, room))
        owner = Piece(card.owner or "No owner")
        flows.append(small.pair(self._counts(card), [owner], room))
        if self.density == "detailed":
            facts = (
                PRIORITIES[card.level], card.quadrant, money(card.cost, self.currency),
                f"{number(card.effort)} d", *card.outcomes,
            )  # fmt: skip
            flows.append(small.flow([Piece(fact) for fact in facts], room))
        return flows

    def _charter(self, card: Card) -> Piece:
        said = " ".join(filter(None, charter_words(card)))
        return Piece(said, "document", tick=card.charter[1] == "approved")

    def _counts(self, card: Card) -> list[Piece]:
        """Actions done of all, and days in its column."""
        late = bool(card.overdue_actions) and not card.delivered
        actions = f"{card.done}/{card.actions}" if card.actions else "–"
        if late:
            actions += f", {card.overdue_actions} late"
        days, aged = days_here(card, self.on)
        return [
            Piece(actions, "checklist", "danger" if late else "plain"),
            Piece(f"{days} d", "hourglass", "warn" if aged else "plain"),
        ]

    def draw(self, canvas: Any, face: Face, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        scale, card = self.scale, face.card
        foot = top - face.height
        canvas.setStrokeColor(_BORDER)
        canvas.setLineWidth(0.6)
        canvas.roundRect(x, foot, face.width, face.height, 2.5, stroke=1, fill=0)
        canvas.setFillColor(stripe(card.hue))
        canvas.rect(x, foot, _STRIPE * scale, face.height, stroke=0, fill=1)
        left, y = x + _LEFT * scale, top - _EDGE * scale
        self._square(canvas, face, left, y)
        self.small.draw(canvas, face.head, left, y)
        side = (SIZE + 1) * scale
        bars = x + face.width - _RIGHT * scale - side
        draw_sign(canvas, f"priority-{card.level}", bars, y - side - 0.8 * scale, side)
        if initials := self._initials(card):
            before = bars - 4 * scale - self.small.words(initials, fonts.MEDIUM)
            self.small.draw(canvas, Flow((Set(0.0, 0, Piece(initials)),), 1), before, y)
        y -= self.small.height(face.head)
        canvas.setFillColor(INK)
        size = _TITLE * scale
        for line in face.title:
            base = y - (_TITLE_LEADING * scale - size) / 2 - 0.83 * size
            start = left
            if runs_left(line):
                room = face.width - (_LEFT + _RIGHT) * scale
                start += room - self.text.width(line, fonts.SEMIBOLD, size)
            self.text.draw(canvas, start, base, line, fonts.SEMIBOLD, size)
            y -= _TITLE_LEADING * scale
        self.small.draw(canvas, face.said, left, y - 1.2 * scale)

    def _square(self, canvas: Any, face: Face, left: float, top: float) -> None:
        """The domain's colour, which the canvas has, before its name."""
        where = next(each for each in face.head.pieces if each.piece.room)
        side = _SQUARE * self.scale
        middle = top - (where.line + 0.5) * self.small.leading
        canvas.rect(left + where.x, middle - side / 2, side, side, stroke=0, fill=1)
