"""How a row of a ballot looks: large type on a card, its rank before it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cxdesk.ui import chips
from cxdesk.ui import type as typeface
from cxdesk.ui.ballot import paint
from cxdesk.ui.ballot.model import Line
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.theme import Theme
from cxdesk.ui.wrap import Wrapper

GAP = 8  # px between tiers
_GRIP, _SIDE, _BETWEEN = 34, 14, 20
_NARROW = 640  # px of a line below which the figures join the note
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CHIP = "clock"
_STAYS = "\u00a0"  # a space at which no line ends


@cache
def _wrapper(role: typeface.Role) -> Wrapper:
    return Wrapper(role.font())


def _wide(role: typeface.Role, text: str) -> float:
    return QFontMetricsF(role.font()).horizontalAdvance(text)


class Face:
    """Measures and paints `rows`. `roomy` is for a few things in large type, else for many.

    `ranks` keeps room for the rank before the card, and columns for the figures at its right where
    there is room; elsewhere they join the note. With `asks`, a foot of each card asks why it is
    left out.
    """

    def __init__(
        self, *, roomy: bool, ranks: bool, rows: Collection[BallotRow] = (), asks: bool = False
    ) -> None:
        self.roomy, self.ranks = roomy, ranks
        self.foot = paint.FOOT if asks else 0
        self.gutter = 48 if ranks else 0
        if ranks:
            self.title = typeface.BALLOT_TASK if roomy else typeface.ROW_TITLE
            self.least, self.pad = (70, 12) if roomy else (54, 8)
        else:
            self.title = typeface.ROW_TITLE if roomy else typeface.BODY_STRONG
            self.least, self.pad = (58, 9) if roomy else (48, 7)
        self.note = typeface.BODY if roomy else typeface.SMALL
        px = 16 if roomy else 13
        self._fonts = typeface.font(px, 600, tabular=True), typeface.font(px, tabular=True)
        self._code = 14 + max((_wide(typeface.BODY_STRONG, row.code) for row in rows), default=50)
        most = max((len(row.figures) for row in rows), default=0)
        self._columns = [
            max(self._metric(n, row.figures[n]) for row in rows if len(row.figures) > n)
            for n in range(most)
        ]
        self._chip = max(
            (chips.chip_width(row.chip, _CHIP, "soon") for row in rows if row.chip), default=0
        )

    def height(self, row: BallotRow, width: int) -> int:
        """The px of a card as wide as `width`, its gutter included."""
        text = 2 * self.pad + len(self._titles(row, width)) * self.title.line
        return max(self.least, text + len(self._notes(row, width)) * self.note.line) + self.foot

    def card(self, box: QRectF, line: Line) -> QRectF:
        """The card within the room of a line, which has the gap below the tier too."""
        return box.adjusted(self.gutter, 0, 0, -GAP if line.last else 0)

    def line_height(self, line: Line, width: int) -> int:
        """The px of a line with the gap below its tier."""
        if line.is_cut:
            return (46 if self.roomy else 36) + GAP
        return self.height(line.row, width) + (GAP if line.last else 0)

    def paint_line(
        self, p: QPainter, box: QRectF, line: Line, colors: Theme, *,
        hover: bool, focus: bool, lifted: bool,
    ) -> None:  # fmt: skip
        """Paint a line: rank, card, and what ties it to the line above."""
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_cut:
            whole = box.adjusted(0, 0, 0, -GAP)
            paint.cut(p, whole, self.gutter, line.row, colors, focus=focus, lifted=lifted)
            p.restore()
            return
        card = self.card(box, line)
        if self.ranks and line.first and line.rank is not None:
            self._paint_rank(p, box, line, colors)
        if line.slot:
            paint.slot(p, card.adjusted(0, 3 if not line.first else 0, 0, 0), line.slot, colors)
        else:
            fill = colors.tint if lifted else colors.hover if hover else colors.surface
            if lifted:
                paint.shadow(p, card, colors)
            self._paint_ground(p, card, line, fill, colors)
            self._paint_row(p, card.adjusted(0, 0, 0, -self.foot), line.row, colors)
            if line.recused is not None:
                paint.switch(p, card, line.recused, colors)
            if focus:
                p.setPen(QPen(colors.accent, 2))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawRoundedRect(card.adjusted(1, 1, -1, -1), 5, 5)
        if self.ranks:
            if not line.first:
                paint.badge(p, card.left() + _GRIP / 2 + 3, card.top(), colors)
            if not line.last:
                paint.badge(p, card.left() + _GRIP / 2 + 3, card.bottom(), colors)
        p.restore()

    def paint_lifted(self, p: QPainter, card: QRectF, row: BallotRow, colors: Theme) -> None:
        """Paint a card that follows the pointer, over its shadow."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.shadow(p, card, colors)
        p.setPen(QPen(colors.accent, 2))
        p.setBrush(colors.surface)
        p.drawRoundedRect(card.adjusted(1, 1, -1, -1), 5, 5)
        self._paint_row(p, card.adjusted(0, 0, 0, -self.foot), row, colors)

    # Parts ----------------------------------------------------------------------------------

    def _metric(self, column: int, text: str) -> float:
        return QFontMetricsF(self._fonts[column > 0]).horizontalAdvance(text)

    def _aside(self, width: int) -> bool:
        """Whether the figures have columns of their own."""
        return self.ranks and width >= _NARROW

    def _room(self, width: int) -> int:
        """The px of the note, and of the title but for a chip beside it."""
        aside = sum(self._columns) + _BETWEEN * len(self._columns) if self._aside(width) else 0
        if aside and self._chip:
            aside += int(self._chip) + _BETWEEN
        return int(max(80, width - self.gutter - _GRIP - self._code - _SIDE - aside))

    def _titles(self, row: BallotRow, width: int) -> tuple[str, ...]:
        room = self._room(width)
        if row.chip and not self._aside(width):
            room = max(80, room - int(chips.chip_width(row.chip, _CHIP, "soon")) - 8)
        return _wrapper(self.title).lines(row.title, room) or ("",)

    def _notes(self, row: BallotRow, width: int) -> tuple[str, ...]:
        figures = () if self._aside(width) else [one.replace(" ", _STAYS) for one in row.figures]
        text = f"{_STAYS}· ".join(filter(None, [row.note, *figures]))
        return _wrapper(self.note).lines(text, self._room(width)) if text else ()

    def _paint_rank(self, p: QPainter, box: QRectF, line: Line, colors: Theme) -> None:
        high = min(self.card(box, line).height(), float(self.least))
        room = QRectF(box.left(), box.top(), self.gutter - 10, high)
        tied, caption = line.tied, typeface.CAPTION
        if tied:
            room.adjust(0, 0, 0, -caption.line)
        p.setPen(colors.text)
        p.setFont(typeface.BALLOT_RANK.font() if self.roomy else typeface.BALLOT_SEAT.font())
        p.drawText(room, Qt.AlignmentFlag.AlignCenter, str(line.rank))
        if tied:
            p.setFont(caption.font())
            p.setPen(colors.text2)
            below = QRectF(room.left(), room.center().y() + 14, room.width(), caption.line)
            p.drawText(below, Qt.AlignmentFlag.AlignCenter, "tied")

    def _paint_ground(
        self, p: QPainter, card: QRectF, line: Line, fill: QColor, colors: Theme
    ) -> None:
        """The card; those of a tie are one card with dashes between."""
        p.save()
        p.setClipRect(card)
        whole = card.adjusted(0.5, 0.5, -0.5, -0.5)
        whole.adjust(0, 0 if line.first else -8, 0, 0 if line.last else 8)
        p.setPen(QPen(colors.line2, 1))
        p.setBrush(fill)
        p.drawRoundedRect(whole, 5, 5)
        if not line.first:
            pen = QPen(colors.line2, 1)
            pen.setDashPattern([3, 3])
            p.setPen(pen)
            y = card.top() + 0.5
            p.drawLine(QPointF(card.left() + _GRIP + 10, y), QPointF(card.right() - _SIDE, y))
        p.restore()

    def _paint_row(self, p: QPainter, card: QRectF, row: BallotRow, colors: Theme) -> None:
        width = int(card.width()) + self.gutter
        titles, notes = self._titles(row, width), self._notes(row, width)
        high = len(titles) * self.title.line + len(notes) * self.note.line
        top = card.top() + (card.height() - high) / 2
        first = QRectF(card.left(), top, card.width(), self.title.line)
        paint.grip(p, QPointF(card.left() + _GRIP / 2, first.center().y()), colors)
        p.setPen(colors.text2)
        p.setFont(typeface.BODY_STRONG.font())
        p.drawText(first.adjusted(_GRIP, 0, 0, 0), _LEFT, row.code)
        left = card.left() + _GRIP + self._code
        p.setPen(colors.text)
        p.setFont(self.title.font())
        for text in titles:
            p.drawText(QRectF(left, top, card.right() - left, self.title.line), _LEFT, text)
            top += self.title.line
        p.setPen(colors.text2)
        p.setFont(self.note.font())
        for text in notes:
            p.drawText(QRectF(left, top, card.right() - left, self.note.line), _LEFT, text)
            top += self.note.line
        if self._aside(width):
            right = card.right() - _SIDE
            for n, wide in reversed(list(enumerate(self._columns))):
                if n < len(row.figures):
                    p.setFont(self._fonts[n > 0])
                    p.setPen(colors.text2 if n else colors.text)
                    box = QRectF(right - wide - 1, card.top(), wide + 1, card.height())
                    p.drawText(box, _RIGHT, row.figures[n])
                right -= wide + _BETWEEN
            at = QPointF(right - self._chip, card.center().y() - chips.HEIGHT / 2)
        else:
            wide = chips.chip_width(row.chip, _CHIP, "soon")
            at = QPointF(card.right() - 10 - wide, first.center().y() - chips.HEIGHT / 2)
        if row.chip:
            chips.chip(p, at, row.chip, _CHIP, "soon", colors, card.width())
