"""Paints the rows of a ranking: tasks in their columns, why rows between them, the funding line."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.decisions.lanes import EDGE, Lane, Lanes, lanes
from cxdesk.ui.decisions.ranking_model import FundsLine, Line, PairLine, TaskLine
from cxdesk.ui.decisions.words import GLYPH_OF, detail_lines
from cxdesk.ui.form.words import number
from cxdesk.ui.theme import Theme
from cxdesk.ui.wrap import Wrapper

_Index = QModelIndex | QPersistentModelIndex
_TASK, _WHY, _FUNDS = 57, 30, 36  # px of a row at least
_PAD = 9
_SQUARE, _SQUARES = 8, 15  # px of a vote, and how many are drawn at most
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
SETTLE = "Settle by show of hands"


@cache
def wrapper(role: typeface.Role) -> Wrapper:
    """What wraps text of a role."""
    return Wrapper(role.font())


def advance(role: typeface.Role, text: str) -> float:
    """The px of a text in one line."""
    return QFontMetricsF(role.font()).horizontalAdvance(text)


class RankingPainter(QStyledItemDelegate):
    """`deciding` is the task that the panel beside it is about."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.deciding: int | None = None
        self.width = 600
        self.most_code = 38

    def lanes(self) -> Lanes:
        """The columns at the width that the ranking has now."""
        return lanes(self.width, self.most_code)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self.width, self.height(index.data(Qt.ItemDataRole.UserRole)))

    def height(self, line: Line) -> int:
        """The px that a row needs at the width that the ranking has now."""
        if isinstance(line, TaskLine):
            return self._task_height(line)
        if isinstance(line, PairLine):
            return self._pair_height(line)
        return self._funds_height(line)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        colors, box = theme.current(), QRectF(option.rect)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.translate(box.topLeft())
        box.moveTo(0, 0)
        state = option.state
        if isinstance(line, TaskLine):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            self._task(p, box, line, colors, chosen=chosen, hovered=hovered)
        elif isinstance(line, PairLine):
            self._pair(p, box, line, colors, hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        else:
            self._funds(p, box, line, colors)
        p.restore()

    # A task ---------------------------------------------------------------------------------

    def _titles(self, line: TaskLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
        room = self.lanes().title.wide
        title = wrapper(typeface.ROW_TITLE).lines(line.row.title, room) or ("",)
        return title, wrapper(typeface.SMALL).lines(self._note(line), room)

    def _note(self, line: TaskLine) -> str:
        row, here = line.row, self.lanes()
        figures = ""
        if not here.cost.wide:
            figures = f"{number(row.cost)}\u00a0{line.currency}, {number(row.days)}\u00a0days"
        elif not here.effort.wide:
            figures = f"{number(row.days)}\u00a0days"
        points = ""
        if not here.points.wide and row.place:
            points = f"{row.won:,}\u00a0won, {row.lost:,}\u00a0lost"
        return " · ".join(part for part in (row.note, row.mark, figures, points) if part)

    def _says(self, line: TaskLine) -> tuple[str, str, str, str]:
        """Verdict or funding: glyph, words, ink, and what stands below."""
        row, funding = line.row, line.funding
        if row.decided is not None:
            verdict = row.decided.verdict
            return GLYPH_OF[verdict.value], verdict.label, "text", row.decided.words
        if row.id == self.deciding:
            return "in_progress", "Deciding", "accent", "" if funding is None else funding.short
        if funding is None:
            return "", "", "text2", ""
        if funding.fits or not row.passed:
            return "", funding.short, "text2", ""
        return "alert", funding.short, "danger", ""

    def _said_lines(self, line: TaskLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
        glyph, words, _, below = self._says(line)
        room = self.lanes().decision.wide
        role = typeface.BODY_STRONG if glyph else typeface.BODY
        return (
            wrapper(role).lines(words, room - (20 if glyph else 0)),
            wrapper(typeface.SMALL).lines(below, room),
        )

    def _task_height(self, line: TaskLine) -> int:
        title, note = self._titles(line)
        said, below = self._said_lines(line)
        left = 20 * len(title) + 16 * len(note)
        right = 18 * len(said) + 16 * len(below)
        return max(_TASK, max(left, right) + 2 * _PAD + 2)

    def _task(
        self, p: QPainter, box: QRectF, line: TaskLine, colors: Theme, *, chosen: bool,
        hovered: bool,
    ) -> None:  # fmt: skip
        row, here = line.row, self.lanes()
        p.fillRect(box, colors.tint if chosen else colors.hover if hovered else colors.surface)
        p.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), colors.line)
        if chosen:
            p.fillRect(QRectF(0, 0, 3, box.height()), colors.accent)
        title, note = self._titles(line)
        top = (box.height() - 1 - 20 * len(title) - 16 * len(note)) / 2
        first = QRectF(0, top, 0, 20)

        def text(lane: Lane, at: QRectF, words: str, flags: Qt.AlignmentFlag) -> None:
            p.drawText(QRectF(lane.left, at.top(), lane.wide + 1, at.height()), flags, words)

        p.setPen(colors.text)
        p.setFont(typeface.TITLE.font())
        middle = QRectF(0, (box.height() - 1) / 2 - 12, 0, 24)
        text(here.place, middle, f"{row.place or '–':}", _LEFT | _MIDDLE)
        p.setFont(typeface.SMALL_STRONG.font())
        p.setPen(colors.text2)
        text(here.code, middle, row.code, _LEFT | _MIDDLE)
        p.setPen(colors.text)
        p.setFont(typeface.ROW_TITLE.font())
        for words in title:
            text(here.title, first, words, _LEFT | _MIDDLE)
            first.translate(0, 20)
        p.setFont(typeface.SMALL.font())
        p.setPen(colors.text2)
        for words in note:
            text(here.title, QRectF(0, first.top(), 0, 16), words, _LEFT | _MIDDLE)
            first.translate(0, 16)
        figures = typeface.font(15, 400, tabular=True)
        p.setFont(figures)
        p.setPen(colors.text)
        if here.cost.wide:
            text(here.cost, middle, f"{number(row.cost)} {line.currency}", _RIGHT | _MIDDLE)
        if here.effort.wide:
            text(here.effort, middle, f"{number(row.days)} d", _RIGHT | _MIDDLE)
        self._points(p, here.points, middle, line, colors)
        if here.given.wide:
            draw_given(p, QRectF(here.given.left, middle.top() - 4, here.given.wide, 30),
                       row.given, colors)  # fmt: skip
        self._decision(p, here.decision, box, line, colors)

    def _points(
        self, p: QPainter, lane: Lane, at: QRectF, line: TaskLine, colors: Theme
    ) -> None:  # fmt: skip
        if not line.row.place or not lane.wide:  # there was no vote
            return
        colon = lane.left + lane.wide * 0.56
        p.setPen(colors.text)
        p.setFont(typeface.font(15, 700, tabular=True))
        p.drawText(QRectF(lane.left, at.top(), colon - lane.left - 5, at.height()),
                   _RIGHT | _MIDDLE, f"{line.row.won:,}")  # fmt: skip
        p.setPen(colors.text2)
        p.setFont(typeface.font(13, 400, tabular=True))
        p.drawText(QRectF(colon - 2, at.top(), lane.right - colon + 2, at.height()),
                   _LEFT | _MIDDLE, f":  {line.row.lost:,}")  # fmt: skip

    def _decision(
        self, p: QPainter, lane: Lane, box: QRectF, line: TaskLine, colors: Theme
    ) -> None:  # fmt: skip
        glyph, _, ink, _ = self._says(line)
        said, below = self._said_lines(line)
        color: QColor = getattr(colors, ink)
        y = (box.height() - 1 - 18 * len(said) - 16 * len(below)) / 2
        p.setPen(color)
        p.setFont((typeface.BODY_STRONG if glyph else typeface.BODY).font())
        metrics = QFontMetricsF(p.font())
        for place, words in enumerate(said):
            p.drawText(QRectF(lane.left, y, lane.wide, 18), _RIGHT | _MIDDLE, words)
            if glyph and not place:
                left = lane.right - metrics.horizontalAdvance(words) - 20
                glyphs.draw(p, QRectF(left, y + 2, 14, 14), glyph, color)
            y += 18
        p.setPen(colors.text2)
        p.setFont(typeface.SMALL.font())
        for words in below:
            p.drawText(QRectF(lane.left, y, lane.wide, 16), _RIGHT | _MIDDLE, words)
            y += 16

    # Between two tasks ----------------------------------------------------------------------

    def _pair_left(self) -> float:
        return EDGE + 32

    def _squares(self, line: PairLine) -> float:
        """The px of the squares of votes; too many are not drawn."""
        many = line.row.opinions
        return 0 if not 0 < many <= _SQUARES else many * (_SQUARE + 3) + 8

    def _pair_lines(self, line: PairLine) -> tuple[str, ...]:
        room = self.width - self._pair_left() - self._squares(line) - EDGE
        if line.settles:
            room -= advance(typeface.BODY_STRONG, SETTLE) + 16
        said = f"{line.row.lead} {line.row.words}".strip()
        return wrapper(typeface.BODY).lines(said, int(room) - 8)

    def _details(self, line: PairLine) -> list[str]:
        if not line.unfolded:
            return []
        room = int(self.width - self._pair_left() - EDGE)
        return [
            words for each in detail_lines(line.row)
            for words in wrapper(typeface.SMALL).lines(each, room)
        ]  # fmt: skip

    def _pair_height(self, line: PairLine) -> int:
        details = self._details(line)
        height = 18 * len(self._pair_lines(line)) + 12
        return max(_WHY, height) + (18 * len(details) + 6 if details else 0)

    def _pair(
        self, p: QPainter, box: QRectF, line: PairLine, colors: Theme, *, hovered: bool
    ) -> None:
        row = line.row
        p.fillRect(box, colors.hover if hovered else colors.canvas)
        p.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), colors.line)
        sign = "chevron_down" if line.unfolded else "chevron_right"
        glyphs.draw(p, QRectF(EDGE + 4, 9, 11, 11), sign, colors.text2)
        left = self._pair_left()
        if self._squares(line):
            draw_votes(p, QPointF(left, 11), row.won, row.opinions, colors)
            left += self._squares(line)
        y = 6.0
        for place, words in enumerate(self._pair_lines(line)):
            at = left
            if not place and words.startswith(row.lead) and row.lead:
                p.setFont(typeface.BODY_STRONG.font())
                p.setPen(colors.text)
                p.drawText(QRectF(at, y, 400, 18), _LEFT | _MIDDLE, row.lead)
                at += advance(typeface.BODY_STRONG, f"{row.lead} ")
                words = words.removeprefix(row.lead).lstrip()
            p.setFont(typeface.BODY.font())
            p.setPen(colors.text2)
            p.drawText(QRectF(at, y, box.width(), 18), _LEFT | _MIDDLE, words)
            y += 18
        if line.settles:
            p.setFont(typeface.BODY_STRONG.font())
            p.setPen(colors.accent)
            p.drawText(self.settle_box(box), _RIGHT | _MIDDLE, SETTLE)
        p.setFont(typeface.SMALL.font())
        p.setPen(colors.text2)
        y += 2
        for words in self._details(line):
            p.drawText(QRectF(self._pair_left(), y, box.width(), 18), _LEFT | _MIDDLE, words)
            y += 18

    def settle_box(self, box: QRectF) -> QRectF:
        """Where a pair offers a show of hands."""
        wide = advance(typeface.BODY_STRONG, SETTLE)
        return QRectF(box.right() - EDGE - wide, box.top() + 6, wide + 1, 18)

    # The funding line -----------------------------------------------------------------------

    def _funds_lines(self, line: FundsLine) -> tuple[str, ...]:
        room = int(self.width - 2 * EDGE - advance(typeface.BODY_STRONG, "Funding line") - 14)
        said = "; ".join(part for part in (line.text, line.beyond[:1].lower() + line.beyond[1:])
                         if part)  # fmt: skip
        return wrapper(typeface.BODY_MEDIUM).lines(said, room)

    def _funds_height(self, line: FundsLine) -> int:
        return max(_FUNDS, 18 * len(self._funds_lines(line)) + 18)

    def _funds(self, p: QPainter, box: QRectF, line: FundsLine, colors: Theme) -> None:
        p.fillRect(box, colors.solid)
        p.setPen(colors.on_solid)
        p.setFont(typeface.BODY_STRONG.font())
        p.drawText(QRectF(EDGE, 9, 200, 18), _LEFT | _MIDDLE, "Funding line")
        left, y = EDGE + advance(typeface.BODY_STRONG, "Funding line") + 14, 9.0
        p.setFont(typeface.BODY_MEDIUM.font())
        for words in self._funds_lines(line):
            p.drawText(QRectF(left, y, box.width(), 18), _LEFT | _MIDDLE, words)
            y += 18


def draw_votes(p: QPainter, at: QPointF, won: int, opinions: int, colors: Theme) -> None:
    """Paint a square for each opinion, filled for the upper task."""
    for place in range(opinions):
        box = QRectF(at.x() + place * (_SQUARE + 3), at.y(), _SQUARE, _SQUARE)
        p.setPen(QPen(colors.text2, 1))
        p.setBrush(colors.text2 if place < won else Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)
    p.setBrush(Qt.BrushStyle.NoBrush)


def draw_given(p: QPainter, box: QRectF, given: tuple[int, ...], colors: Theme) -> None:
    """Paint how often each rank was given: a column a rank, a block a ballot."""
    count, most = len(given), max(given, default=0)
    if not count:
        return
    step = box.width() / count
    wide = max(1.5, min(9.0, step - 3))
    foot = box.bottom() - 4
    p.fillRect(QRectF(box.left(), foot, box.width(), 1), colors.line2)
    block = 5.0 if most <= 5 else (box.height() - 6) / most
    gap = 1.0 if block > 3 else 0.0
    for rank, times in enumerate(given):
        left = box.left() + rank * step + (step - wide) / 2
        for n in range(times):
            p.fillRect(QRectF(left, foot - (n + 1) * block, wide, block - gap), colors.text2)
