"""A list to read: what, from which dates to which, how far; what is wrong has its sign."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cxdesk.services.sheet import Sheet
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface

ROW, _EDGE, _GAP, _SIGN = 20, 16, 16, 12
_PAD, _LINE = 4, 16
_TOP = Qt.AlignmentFlag.AlignTop
# At the ends of words, or where there is no end within the width.
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class Line(NamedTuple):
    """One row; a `head` stands over those that follow."""

    what: str
    dates: str = ""
    far: str = ""
    wrong: bool = False
    head: bool = False

    @property
    def text(self) -> str:
        """The row as one phrase."""
        return "  ".join(part for part in (self.what, self.dates, self.far) if part)


class LineList(QScrollArea):
    """Rows that are read, not changed, as high as `most` single ones; arrows scroll what is more.

    Long words go on below: nothing is cut off.
    """

    def __init__(self, name: str, most: int, edge: int = _EDGE) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self._most = most
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self._rows = _Rows(self, edge)
        self.setWidget(self._rows)
        self.viewport().setAutoFillBackground(False)
        self._rows.setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows."""
        self.lines = tuple(lines)
        self.setAccessibleDescription("\n".join(line.text for line in lines))
        self.fit()

    def fit(self) -> None:
        """Be as high as the rows are, up to the most that are in sight."""
        high = self._rows.lay(self.viewport().width())
        most = self._most * ROW + 2 * _PAD
        self.setFixedHeight(min(high, most))
        policy = Qt.FocusPolicy.TabFocus if high > most else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _Rows(QWidget):
    def __init__(self, list: LineList, edge: int) -> None:
        super().__init__()
        self._list, self._edge = list, edge
        self._columns = (0.0, 0.0)  # the widths of what and dates
        self._tops = [0]

    def lay(self, width: int) -> int:
        """Find the columns and the place of each row; returns the height of all."""
        plain = QFontMetricsF(typeface.SMALL.font())
        table = [line for line in self._list.lines if line.dates]
        what, dates, far = (
            max((plain.horizontalAdvance(words) for words in column), default=0.0) + 1
            for column in (
                [line.what for line in table],
                [line.dates for line in table],
                [line.far for line in table],
            )
        )
        room = width - 2 * self._edge
        what = min(what, max(room - dates - far - 2 * _GAP, 140.0))
        self._columns = what, dates
        self._tops = [_PAD]
        for line in self._list.lines:
            reach = self._reach(line, room)
            box = plain.boundingRect(QRectF(0, 0, reach, 1000), _WRAPPED, line.what)
            lines = max(round(box.height() / plain.height()), 1)
            self._tops.append(self._tops[-1] + ROW + (lines - 1) * _LINE)
        self.setFixedHeight(self._tops[-1] + _PAD)
        self.update()
        return self._tops[-1] + _PAD

    def _reach(self, line: Line, room: float) -> float:
        wide = self._columns[0] if line.dates else float(room)
        return wide - (_SIGN + 6 if line.wrong else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        strong, plain = typeface.SMALL_STRONG.font(), typeface.SMALL.font()
        (wide, dated), room = self._columns, self.width() - 2 * self._edge
        first = max(bisect_right(self._tops, event.rect().top()) - 1, 0)
        for number, line in enumerate(self._list.lines[first:], first):
            top = self._tops[number]
            if top > event.rect().bottom():
                break
            box = QRectF(self._edge, top + 2, room, self._tops[number + 1] - top)
            p.setFont(strong if line.head else plain)
            ink, x = here.danger if line.wrong else here.text, 0.0
            if line.wrong:
                sign = QRectF(box.left(), box.top() + 2, _SIGN, _SIGN)
                glyphs.draw(p, sign, "alert", here.danger)
                x = _SIGN + 6.0
            p.setPen(ink)
            words = QRectF(box.left() + x, box.top(), self._reach(line, room) + 1, box.height())
            p.drawText(words, _WRAPPED, line.what)
            if line.dates:
                p.setPen(here.text2)
                p.drawText(box.adjusted(wide + _GAP, 0, 0, 0), _TOP, line.dates)
                p.setPen(ink)
                p.drawText(box.adjusted(wide + dated + 2 * _GAP, 0, 0, 0), _TOP, line.far)


def as_text(title: str, lines: Sequence[Line]) -> str:
    """The rows for the clipboard: columns apart by tabs, an empty line before each head."""
    rows = [title]
    for line in lines:
        if line.head:
            rows.append("")
        rows.append("\t".join(part for part in (line.what, line.dates, line.far) if part))
    return "\n".join(rows) + "\n"


def as_sheet(lines: Sequence[Line]) -> Sheet:
    """The rows for paper."""
    return Sheet(
        ("What", "Dates", "Change"),
        tuple((line.what, line.dates, line.far) for line in lines),
        (False, False, False),
        (3.0, 3.0, 1.6),
    )
