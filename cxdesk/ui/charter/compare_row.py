"""One thing that two versions of a charter say, side by side: what differs is struck or underlined.

A bar at the left marks a row that differs, so that the marks survive grey.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.analysis.word_diff import Runs
from cxdesk.services.charter_diff import Difference, Kind
from cxdesk.ui import theme
from cxdesk.ui import type as typeface

_LABEL, _PAD, _GAP, _BAR = 148, 8, 24, 3
_NARROW: Final = 620  # px below which the label stands above
WORDS: Final = {
    Kind.SAME: "", Kind.ADDED: "added", Kind.REMOVED: "removed", Kind.CHANGED: "changed",
    Kind.MOVED: "moved",
}  # fmt: skip


class CompareRow(QWidget):
    """A row that takes the keyboard; Enter or a double click goes to its part."""

    # The part is wanted: its key.
    chosen = Signal(str)
    # The difference after this one (1) or before (-1) is wanted.
    stepped = Signal(int)
    # It has the keyboard now.
    entered = Signal(object)

    def __init__(self, one: Difference, before: str, after: str) -> None:
        super().__init__()
        self.one = one
        self.setObjectName("difference")
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if one.kind is not Kind.SAME else Qt.FocusPolicy.ClickFocus
        )
        old, new = one.texts
        said = WORDS[one.kind]
        self.setAccessibleName(f"{one.label}{f', {said}' if said else ''}")
        self.setAccessibleDescription(f"{before}: {old or 'nothing'}. {after}: {new or 'nothing'}.")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._width = -1
        self._sides: list[QTextLayout] = []
        self._label: QTextLayout | None = None
        self._high = 0

    # Size -------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._lay_out(width)
        return self._high

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self.width())

    def _columns(self, width: int) -> tuple[float, float, float]:
        """Where the two sides begin, and how wide each is."""
        first = float(_BAR + _PAD if width < _NARROW else _BAR + _PAD + _LABEL)
        room = (width - first - _PAD - _GAP) / 2
        return first, first + room + _GAP, room

    def _lay_out(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        _, _, room = self._columns(width)
        narrow = width < _NARROW
        label = f"{self.one.label}\n{WORDS[self.one.kind]}".strip()
        wide = float(width - 2 * _PAD if narrow else _LABEL - _PAD)
        self._label, high = _laid(label, wide, typeface.SMALL, ())
        top = high + 2 if narrow else 0.0
        self._sides, tall = [], 0.0
        for side, mark in ((self.one.before, True), (self.one.after, False)):
            text = "".join(run.text for run in side) or "–"
            made, needs = _laid(text, max(room, 40), typeface.BODY, _formats(side, mark))
            self._sides.append(made)
            tall = max(tall, needs)
        self._high = int(max(top + tall, high) + 2 * 7) + 1

    # Looks ------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        self._lay_out(self.width())
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            p.fillRect(box, colors.hover if not self.hasFocus() else colors.tint)
        p.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), colors.line)
        same = self.one.kind is Kind.SAME
        if not same:
            p.fillRect(QRectF(0, 4, _BAR, box.height() - 9), colors.text)
        first, second, _ = self._columns(self.width())
        assert self._label is not None
        p.setPen(colors.text2)
        self._label.draw(p, QPointF(_BAR + _PAD, 8))
        top = 7.0
        if self.width() < _NARROW:
            top += self._label.boundingRect().height() + 2
        p.setPen(colors.text2 if same else colors.text)
        for layout, x in zip(self._sides, (first, second), strict=True):
            layout.draw(p, QPointF(x, top))
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(box.adjusted(1, 1, -1, -2), 3, 3)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self._width = -1
        self.update()

    # Doing ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.one.part)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.one.part)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self)


def _formats(side: Runs, struck: bool) -> tuple[QTextLayout.FormatRange, ...]:
    """How the runs that differ are written: struck on the left, underlined on the right."""
    colors, found, at = theme.current(), [], 0
    for run in side:
        long = len(run.text.encode("utf-16-le")) // 2  # Qt counts in these units
        if not run.same:
            form = QTextCharFormat()
            form.setBackground(colors.sunken if struck else colors.tint2)
            if struck:
                form.setFontStrikeOut(True)
                form.setForeground(colors.text2)
            else:
                form.setFontUnderline(True)
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = at, long, form
            found.append(made)
        at += long
    return tuple(found)


def _laid(
    text: str,
    width: float,
    role: typeface.Role,
    formats: tuple[QTextLayout.FormatRange, ...],
) -> tuple[QTextLayout, float]:
    """The text in lines of a width, and how high they are together."""
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), role.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    leading = max(float(role.line), QFontMetricsF(role.font()).height())
    y = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += leading
    layout.endLayout()
    return layout, y
