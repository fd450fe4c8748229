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
from cxdesk.ui.wrap import Wrapper

ROW, _EDGE, _GAP, _SIGN = 20, 16, 16, 12
_PAD, _LINE = 4, 16
_TOP = Qt.AlignmentFlag.AlignTop
_LEAST = 200.0  # px of what moves beside its dates, which stand below where there are fewer


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
        self._room = 0
        self._stacked = False  # whether the dates stand below
        self._tops = [0]
        self._wrapper = Wrapper(typeface.SMALL.font())

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
        room = self._room = width - 2 * self._edge
        beside = room - dates - far - 2 * _GAP
        self._stacked = beside < min(what, _LEAST)
        self._columns = float(room) if self._stacked else min(what, beside), dates
        self._tops = [_PAD]
        for line in self._list.lines:
            lines = len(self._wrapped(line)) + (self._stacked and bool(line.dates))
            self._tops.append(self._tops[-1] + ROW + (max(lines, 1) - 1) * _LINE)
        self.setFixedHeight(self._tops[-1] + _PAD)
        self.update()
        return self._tops[-1] + _PAD

    def _wrapped(self, line: Line) -> tuple[str, ...]:
        wide = self._columns[0] if line.dates else self._room
        reach = wide - (_SIGN + 6 if line.wrong else 0)
        return self._wrapper.lines(line.what, int(max(reach, 40.0)))

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
            what = self._wrapped(line)
            for n, words in enumerate(what):
                p.drawText(box.adjusted(x, n * _LINE, 0, 0), _TOP, words)
            if line.dates:
                at = 0.0 if self._stacked else wide + _GAP
                down = len(what) * _LINE if self._stacked else 0
                p.setPen(here.text2)
                p.drawText(box.adjusted(at, down, 0, 0), _TOP, line.dates)
                p.setPen(ink)
                p.drawText(box.adjusted(at + dated + _GAP, down, 0, 0), _TOP, line.far)


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
