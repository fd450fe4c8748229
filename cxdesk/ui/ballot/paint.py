"""Parts of a ballot's rows, painted: grips, ties, slots, the line *not this cycle*, a switch."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cxdesk.ui import type as typeface
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.theme import Theme

FOOT = 38  # px of a card's foot with the switch in it
_BADGE = 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_SWITCH = ("No opinion", "Recused")
_ASKED = "Why left out?"


def shadow(p: QPainter, card: QRectF, colors: Theme) -> None:
    """The solid shadow of a card that is lifted."""
    shade = QColor(colors.text)
    shade.setAlphaF(0.16)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(shade)
    p.drawRoundedRect(card.translated(3, 4), 5, 5)


def grip(p: QPainter, at: QPointF, colors: Theme) -> None:
    """The dots by which a row is held."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colors.text3)
    for x in (-2.5, 2.5):
        for y in (-5, 0, 5):
            p.drawEllipse(at + QPointF(x, y), 1.3, 1.3)


def badge(p: QPainter, x: float, y: float, colors: Theme) -> None:
    """The sign of a tie, on the edge between two rows."""
    box = QRectF(x - _BADGE / 2, y - _BADGE / 2, _BADGE, _BADGE)
    p.setPen(QPen(colors.line2, 1))
    p.setBrush(colors.surface)
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    p.setPen(QPen(colors.text, 1.6))
    for by in (-2.5, 2.5):
        middle = box.center() + QPointF(0, by)
        p.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))


def slot(p: QPainter, card: QRectF, words: str, colors: Theme) -> None:
    """The place where a card would drop."""
    pen = QPen(colors.accent, 1)
    pen.setDashPattern([4, 3])
    p.setPen(pen)
    p.setBrush(colors.tint)
    p.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    p.setPen(colors.text2)
    p.setFont(typeface.BODY.font())
    p.drawText(card.adjusted(16, 0, -8, 0), _LEFT, words)


def cut(
    p: QPainter, box: QRectF, gutter: int, row: BallotRow, colors: Theme, *,
    focus: bool, lifted: bool,
) -> None:  # fmt: skip
    """The line *not this cycle*: a bar with its words, the explanation where there is room."""
    strong, small = typeface.ROW_TITLE.font(), typeface.BODY.font()
    ink, y = colors.accent if lifted else colors.text, box.center().y()
    left = box.left() + gutter + 34
    wide = QFontMetricsF(strong).horizontalAdvance(row.title)
    note = QFontMetricsF(small).horizontalAdvance(row.note)
    right = left + wide
    p.setPen(ink)
    p.setFont(strong)
    p.drawText(QRectF(left, box.top(), wide + 2, box.height()), _LEFT, row.title)
    if right + 10 + note + 30 < box.right():
        p.setPen(colors.text2)
        p.setFont(small)
        p.drawText(QRectF(right + 10, box.top(), note + 2, box.height()), _LEFT, row.note)
        right += 10 + note
    grip(p, QPointF(left - 17, y), colors)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(ink)
    p.drawRect(QRectF(box.left(), y - 1.5, left - 34 - box.left(), 3))
    p.drawRect(QRectF(right + 12, y - 1.5, max(0.0, box.right() - right - 12), 3))
    if focus:
        p.setPen(QPen(colors.accent, 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(QRectF(left - 30, y - 16, right - left + 38, 32), 5, 5)


def switch_halves(card: QRectF) -> tuple[QRectF, QRectF]:
    """Where a click on the foot of a card says *no opinion*, and where *recused*."""
    metrics = QFontMetricsF(typeface.SMALL_STRONG.font())
    wide = [metrics.horizontalAdvance(word) + 16 for word in _SWITCH]
    left = card.right() - 10 - sum(wide)
    box = QRectF(left, card.bottom() - FOOT + 6, sum(wide), FOOT - 12)
    return box.adjusted(0, 0, -wide[1], 0), box.adjusted(wide[0], 0, 0, 0)


def switch(p: QPainter, card: QRectF, recused: bool, colors: Theme) -> None:
    """The foot of a card: why it is left out."""
    top = card.bottom() - FOOT + 0.5
    p.setPen(QPen(colors.line, 1))
    p.drawLine(QPointF(card.left() + 1, top), QPointF(card.right() - 1, top))
    halves = switch_halves(card)
    whole = halves[0].united(halves[1])
    font = typeface.SMALL.font()
    room = QRectF(card.left() + 12, whole.top(), whole.left() - card.left() - 20, whole.height())
    if QFontMetricsF(font).horizontalAdvance(_ASKED) <= room.width():
        p.setPen(colors.text2)
        p.setFont(font)
        p.drawText(room, _LEFT, _ASKED)
    p.setPen(QPen(colors.line2, 1))
    p.setBrush(colors.sunken)
    p.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    for half, word, chosen in zip(halves, _SWITCH, (not recused, recused), strict=True):
        if chosen:
            p.setPen(QPen(colors.control, 1))
            p.setBrush(colors.surface)
            p.drawRoundedRect(half.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)
        p.setPen(colors.text if chosen else colors.text2)
        p.setFont((typeface.SMALL_STRONG if chosen else typeface.SMALL).font())
        p.drawText(half, _CENTER, word)
