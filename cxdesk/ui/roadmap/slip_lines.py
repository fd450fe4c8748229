"""A list to read: what, from which dates to which, how far; what is wrong has its sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cxdesk.services.sheet import Sheet
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface

ROW, _EDGE, _GAP, _SIGN = 20, 16, 16, 12
_PAD = 4


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
    """Rows that are read, not changed; arrows scroll them."""

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
        """Show these rows; as high as they are, up to the most that are in sight."""
        self.lines = tuple(lines)
        self._rows.setFixedHeight(len(lines) * ROW + 2 * _PAD)
        self.setFixedHeight(min(len(lines), self._most) * ROW + 2 * _PAD)
        longer = len(lines) > self._most
        policy = Qt.FocusPolicy.TabFocus if longer else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setAccessibleDescription("\n".join(line.text for line in lines))
        self._rows.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _Rows(QWidget):
    def __init__(self, list: LineList, edge: int) -> None:
        super().__init__()
        self._list, self._edge = list, edge

    def paintEvent(self, event: QPaintEvent) -> None:
        here, p, lines = theme.current(), QPainter(self), self._list.lines
        strong, plain = typeface.SMALL_STRONG.font(), typeface.SMALL.font()
        measure = QFontMetricsF(plain)
        table = [line for line in lines if line.dates]
        wide = max((measure.horizontalAdvance(line.what) for line in table), default=0.0)
        dated = max((measure.horizontalAdvance(line.dates) for line in table), default=0.0)
        far = max((measure.horizontalAdvance(line.far) for line in table), default=0.0)
        room = self.width() - 2 * self._edge
        wide = min(wide + 1, max(room - dated - far - 2 * _GAP, 120.0))
        first = max(0, (event.rect().top() - _PAD) // ROW)
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, line in enumerate(lines[first : event.rect().bottom() // ROW + 1], first):
            box = QRectF(self._edge, _PAD + number * ROW, room, ROW)
            p.setFont(strong if line.head else plain)
            ink = here.danger if line.wrong else here.text
            x = 0.0
            if line.wrong:
                sign = QRectF(box.left(), box.top() + 4, _SIGN, _SIGN)
                glyphs.draw(p, sign, "alert", here.danger)
                x = _SIGN + 6.0
            p.setPen(ink)
            reach = (wide if line.dates else room) - x
            what = measure.elidedText(line.what, Qt.TextElideMode.ElideRight, reach)
            p.drawText(box.adjusted(x, 0, 0, 0), middle, what if not line.head else line.what)
            if line.dates:
                p.setPen(here.text2)
                p.drawText(box.adjusted(wide + _GAP, 0, 0, 0), middle, line.dates)
                p.setPen(ink)
                p.drawText(box.adjusted(wide + dated + 2 * _GAP, 0, 0, 0), middle, line.far)


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
