"""Draws the bars of a printed roadmap: state, priority, words, and what it was in the baseline."""

from __future__ import annotations

from typing import Final

from cxdesk.model.states import State
from cxdesk.reports import fonts
from cxdesk.reports.roadmap_faces import Face, Faces
from cxdesk.reports.roadmap_pen import (
    DANGER,
    HOVER,
    LINE2,
    TEXT,
    TEXT2,
    TEXT3,
    WHITE,
    Pen,
    hue_inks,
)
from cxdesk.services.card_words import share_done
from cxdesk.services.cards import Card

_STRIPE: Final = 3.0


class Painter:
    """Draws bars as their faces were measured."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.sheet, self.widths, self.m, self.axis = (
            faces.sheet, faces.widths, faces.m, faces.axis,
        )  # fmt: skip

    def draw_ghost(self, pen: Pen, made: Face, x: float, y: float) -> None:
        """Where the bar stood in the baseline, right below it."""
        start, end = self.sheet.ghosts[made.card.id]
        left, right = max(self.axis.x_of(start), 0.0), min(self.axis.end_of(end), self.axis.width)
        if right > left:
            high = self.m.of(2.0 if self.m.dense else 2.9)
            top = y + self.m.bar + self.m.of(0.9)
            pen.rect(x + left, top, right - left, high, fill=LINE2, stroke=TEXT3,
                     line=0.4, radius=high / 2)  # fmt: skip

    def draw(self, pen: Pen, made: Face, x: float, y: float, window: tuple[float, float]) -> None:
        """Draw with the zero of time at `x` and the row's top at `y`, as a `window` shows it."""
        if made.away:
            if window[0] <= made.x < window[1]:
                self._draw_bare(pen, made, x, y)
            return
        left, right = max(made.x, window[0]), min(made.end, window[1])
        if right > left:
            self._draw_bar(pen, made, x, y)
            self._draw_inside(pen, made, x, y, (left, right))
        if made.beside and window[0] <= made.beside_x < window[1]:
            self._draw_beside(pen, made, x + made.beside_x, y)

    def _draw_bar(self, pen: Pen, made: Face, x: float, y: float) -> None:
        card, m = made.card, self.m
        stripe, tint = hue_inks(card.hue)
        wide, high = made.end - made.x, m.bar
        ground = {State.READY: tint, State.IN_PROGRESS: tint}.get(card.column, WHITE)
        if card.delivered:
            ground = HOVER
        critical = card.id in self.sheet.critical
        dash = (m.of(3.2), m.of(2.0)) if card.column is State.BACKLOG else ()
        left, radius = x + made.x, m.of(2.4)
        pen.rect(left, y, wide, high, fill=ground, radius=radius)
        stripe_wide = min(m.of(_STRIPE), wide)
        if not made.early:
            pen.rect(left, y, stripe_wide, high, fill=stripe, radius=min(radius, stripe_wide / 2))
        done = share_done(card)
        if done:
            strip = m.of(2.0)
            pen.rect(left, y + high - strip, wide * done, strip, fill=stripe)
        if critical:
            pen.rect(left, y, wide, high, stroke=TEXT, line=m.of(1.6), radius=radius, dash=dash)
        else:
            pen.rect(left, y, wide, high, stroke=stripe, line=m.of(0.9), radius=radius, dash=dash)

    def _draw_inside(
        self, pen: Pen, made: Face, x: float, y: float, part: tuple[float, float]
    ) -> None:
        """Words in the part of a bar that a sheet holds, and arrows where it goes on."""
        m, size, (left, right) = self.m, self.m.text, part
        middle = y + m.bar / 2
        before, after = made.early or left > made.x, made.late or right < made.end
        arrow = 0.9 * size
        if before and right - left > arrow:
            _chevron(pen, x + left + 0.3 * size, middle, 0.3 * size, -1)
        if after and right - left > arrow * (1 + before):
            _chevron(pen, x + right - 0.3 * size, middle, 0.3 * size, 1)
        at = x + self.faces.begin(made, left)
        room = self.faces.room(made, left, right)
        card, head = made.card, self.faces.head_wide(made.card)
        if head > room:
            code = self.faces.code(card)
            if left > made.x and size * self.widths.of(code, fonts.SEMIBOLD) <= room:
                pen.text(at, middle + 0.36 * size, code, fonts.SEMIBOLD, size, TEXT)
            return
        title = size * self.widths.of(card.title, fonts.REGULAR)
        base = y + 0.83 * m.lead
        if m.dense:
            base = middle + 0.36 * size
            at = self._draw_head(pen, card, at, base)
            if head + title <= room and made.title:
                pen.text(at, base, card.title, fonts.REGULAR, size, TEXT)
            return
        if not made.title:  # its title stands beside it
            base = middle + 0.36 * size
        self._draw_head(pen, card, at, base)
        if made.title and title <= room:
            pen.text(at, base + m.lead, card.title, fonts.REGULAR, size, TEXT)

    def _draw_head(self, pen: Pen, card: Card, x: float, base: float) -> float:
        """Sign, code, priority, outcomes and flags; the x behind them."""
        size = self.m.text
        pen.sign(card.state.value, x, base - 0.86 * size, size, TEXT2)
        x += 1.35 * size
        code = self.faces.code(card)
        pen.text(x, base, code, fonts.SEMIBOLD, size, TEXT)
        x += size * self.widths.of(code, fonts.SEMIBOLD) + 0.3 * size
        pen.sign(f"priority-{card.level}", x, base - 0.8 * size, 0.86 * size, TEXT2)
        x += 1.15 * size
        if more := self.faces.more(card):
            pen.text(x, base, more, fonts.MEDIUM, size, TEXT2)
            x += size * self.widths.of(more, fonts.MEDIUM) + 0.5 * size
        for flag in self.faces.flags(card):
            pen.sign(flag, x, base - 0.86 * size, size, DANGER)
            x += 1.35 * size
        return x

    def _draw_beside(self, pen: Pen, made: Face, x: float, y: float) -> None:
        m, size = self.m, self.m.text
        middle = y + m.bar / 2
        # The ground hides lines that would run through the words.
        pen.rect(x - 0.2 * size, y + 0.5, made.beside_wide + 0.4 * size, m.bar - 1, fill=WHITE)
        lines = list(made.beside)
        if not made.head:
            base = middle + (0.36 * size if m.dense else -0.15 * size)
            at = self._draw_head(pen, made.card, x, base)
            if m.dense:
                pen.text(at, base, lines[0], fonts.REGULAR, size, TEXT)
                return
            pen.text(x, base + m.lead, lines[0], fonts.REGULAR, size, TEXT)
            return
        base = middle + 0.36 * size - (len(lines) - 1) * m.lead / 2
        for line in lines:
            pen.text(x, base, line, fonts.REGULAR, size, TEXT)
            base += m.lead

    def _draw_bare(self, pen: Pen, made: Face, x: float, y: float) -> None:
        m, size, card = self.m, self.m.text, made.card
        at, base = x + made.x, y + m.bar / 2 + 0.36 * size
        pen.rect(at - 0.2 * size, y + 0.5, made.end - made.x + 0.4 * size, m.bar - 1, fill=WHITE)
        if made.away == -1:
            _chevron(pen, at + 0.15 * size, base - 0.36 * size, 0.3 * size, -1)
            at += 0.9 * size
        if made.away == 1:
            _chevron(pen, x + made.end - 0.2 * size, base - 0.36 * size, 0.3 * size, 1)
        pen.sign(card.state.value, at, base - 0.86 * size, size, TEXT2)
        at += 1.35 * size
        code = self.faces.code(card)
        pen.text(at, base, code, fonts.SEMIBOLD, size, TEXT2)
        at += size * self.widths.of(code, fonts.SEMIBOLD) + 0.4 * size
        pen.text(at, base, made.beside[0], fonts.REGULAR, size, TEXT2)


def _chevron(pen: Pen, x: float, y: float, half: float, way: int) -> None:
    """ "<" or ">" with its middle at (x, y)."""
    points = [
        (x - way * half / 2, y - half),
        (x + way * half / 2, y),
        (x - way * half / 2, y + half),
    ]
    pen.lines(points, TEXT, max(half / 2.4, 0.8))
