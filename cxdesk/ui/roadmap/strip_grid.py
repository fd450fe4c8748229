"""The cells of the capacity strip: under the months of the canvas, walked with arrows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.load_cells import fitting_text, is_over, load_ground
from cxdesk.ui.overlay import announce
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.strip_cells import NARROWEST, Cell, Line, Stretch, stretches

ROW = 16
_STRIPE, _LABEL = 4, 14  # px: the domain's colour, where its name begins
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class ScaleSource(Protocol):
    """The canvas, as the strip sees it: `scale` counts from `left` px in its viewport."""

    scale: Scale
    left: int

    @property
    def width_of_plot(self) -> int:
        """The px right of the labels."""
        ...

    def viewport(self) -> QWidget:
        """Where it paints."""
        ...


class StripGrid(QWidget):
    """One line of cells a row, below the months of the canvas."""

    # A cell was opened: its line and stretch, and where it stands: QRect.
    opened = Signal(object, object, object)

    def __init__(self, source: ScaleSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.lines: Sequence[Line] = ()
        self._cells: dict[tuple[int, tuple[date, ...]], Cell] = {}  # what was reckoned already
        self._faces: dict[tuple[int, tuple[date, ...], int], tuple[QColor | None, QPixmap]] = {}
        self._dressed: tuple[theme.Theme, float] | None = None  # for which they were made
        self._row = 0
        self._month = 0  # of the current cell, counted from the year 0, so that it stays with time
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Capacity by month")
        source.viewport().installEventFilter(self)

    def show_lines(self, lines: Sequence[Line], month: int) -> None:
        """Show these rows; `month` is where the keyboard begins."""
        self.lines = lines
        self._cells.clear()
        self._faces.clear()
        self._row = min(self._row, max(len(lines) - 1, 0))
        self._month = self._month or month
        self.updateGeometry()
        self.update()

    # Where things are -----------------------------------------------------------------------

    def plot_left(self) -> float:
        """Where the plot of the canvas begins, in px of this widget."""
        view = self._source.viewport()
        return self.mapFromGlobal(view.mapToGlobal(QPoint(0, 0))).x() + self._source.left

    def columns(self) -> list[Stretch]:
        """The months or longer stretches that are seen."""
        return stretches(self._source.scale, self._source.width_of_plot)

    def rect_of(self, row: int, stretch: Stretch) -> QRectF:
        """Where a cell stands."""
        return _box(row, stretch, self.plot_left(), self._source.width_of_plot)

    def cell(self, row: int, stretch: Stretch) -> Cell:
        """What a cell says; reckoned once, for a pan paints it many times."""
        key = row, stretch.months
        if key not in self._cells:
            self._cells[key] = self.lines[row].cell(stretch)
        return self._cells[key]

    def cell_at(self, at: QPoint) -> tuple[int, Stretch] | None:
        """The row and stretch at a point."""
        row, x = at.y() // ROW, at.x() - self.plot_left()
        if not 0 <= row < len(self.lines) or x < 0:
            return None
        found = next((one for one in self.columns() if one.left <= x < one.right), None)
        return None if found is None else (row, found)

    def current(self) -> tuple[int, Stretch] | None:
        """The cell of the keyboard: the one that holds its month, else the nearest that is seen."""
        seen = self.columns()
        if not seen or not self.lines:
            return None
        return self._row, min(seen, key=lambda one: _away(one, self._month))

    def spoken(self, row: int, stretch: Stretch) -> str:
        """A cell in words: "IT, March 2027: 108 of 100 person-days, 8 over the limit"."""
        line = self.lines[row]
        return f"{line.name}, {stretch.words}: {line.cell(stretch).words}"

    def sizeHint(self) -> QSize:
        return QSize(400, ROW * len(self.lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, ROW * len(self.lines))

    # Looks ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p, seen = theme.current(), QPainter(self), self.columns()
        p.fillRect(event.rect(), colors.canvas)
        left, width = self.plot_left(), self._source.width_of_plot
        ratio = self.devicePixelRatioF()
        across = [(one, *_across(one, left, width)) for one in seen]
        for row, line in enumerate(self.lines):
            top = row * ROW
            if not event.rect().intersects(QRect(0, top, self.width(), ROW)):
                continue
            if not line.money:
                p.fillRect(QRectF(0, top, _STRIPE, ROW - 1), colors.domain(line.hue)[0])
            if line.money and row and not self.lines[row - 1].money:
                p.fillRect(QRectF(0, top - 1, self.width(), 1), colors.line2)
            self._draw_label(p, line, QRectF(_LABEL, top, left - _LABEL - 4, ROW))
            for stretch, low, wide in across:
                if wide < min(NARROWEST, stretch.right - stretch.left) - 1:
                    # Too little of it is seen to read it.
                    p.fillRect(QRectF(low, top, wide, ROW - 1), colors.sunken)
                    continue
                ground, number = self._face(row, stretch, int(wide), ratio)
                if ground is not None:
                    p.fillRect(QRectF(low, top, wide, ROW - 1), ground)
                x = low + (wide - number.width() / ratio) / 2
                p.drawPixmap(QPointF(round(x * ratio) / ratio, top), number)
        if not self.hasFocus():
            return
        here = self.current()
        if here is not None:
            ring = self.rect_of(*here)
            p.setBrush(Qt.BrushStyle.NoBrush)
            for pen, by in (QPen(colors.canvas, 1), 0.5), (QPen(colors.accent, 2), -1.0):
                p.setPen(pen)
                p.drawRect(ring.adjusted(by, by, -by, -by))

    def _draw_label(self, p: QPainter, line: Line, box: QRectF) -> None:
        p.setFont(typeface.CAPTION.font())
        p.setPen(theme.current().text2)
        p.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        text = _fitting_name(line.name, line.label, box.width())
        p.drawText(QPointF(box.left(), box.top() + 12), text)

    def _face(
        self, row: int, stretch: Stretch, wide: int, ratio: float
    ) -> tuple[QColor | None, QPixmap]:
        """The ground of a cell, None for none, and the number on it; made once for a width."""
        colors = theme.current()
        if self._dressed != (colors, ratio):
            self._dressed = colors, ratio
            self._faces.clear()
        key = row, stretch.months, wide
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = self._made_face(row, stretch, wide, ratio)
        return found

    def _made_face(
        self, row: int, stretch: Stretch, wide: int, ratio: float
    ) -> tuple[QColor | None, QPixmap]:
        colors, line, cell = theme.current(), self.lines[row], self.cell(row, stretch)
        if not cell.amount or (line.money and not cell.over):
            # Money has no shades of grey: only the budget says what is much.
            ink = colors.text2 if cell.amount else colors.text3
            text = fitting_text(cell.amount, None, wide) or "·"
            return None, _picture(text, 400, ink.rgba(), ratio)
        over = is_over(cell.amount, cell.bound)
        text = fitting_text(cell.amount, cell.bound, wide)
        ink = colors.on_danger if over else colors.text
        ground = load_ground(cell.amount, cell.bound, colors)
        return ground, _picture(text, 700 if over else 500, ink.rgba(), ratio)

    # Hands ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, key = self.current(), event.key()
        if here is None:
            super().keyPressEvent(event)
            return
        row, stretch = here
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(row, stretch)
        elif key in _STEPS:
            down, right = _STEPS[Qt.Key(key)]
            seen = self.columns()
            at = min(max(seen.index(stretch) + right, 0), len(seen) - 1)
            self._go(min(max(row + down, 0), len(self.lines) - 1), seen[at])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(row, self.columns()[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def _go(self, row: int, stretch: Stretch) -> None:
        self._row, first = row, stretch.months[0]
        self._month = first.year * 12 + first.month - 1
        announce(self, self.spoken(row, stretch))
        self.setAccessibleDescription(self.spoken(row, stretch))
        self.update()

    def _open(self, row: int, stretch: Stretch) -> None:
        self.opened.emit(self.lines[row], stretch, self.rect_of(row, stretch).toAlignedRect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._go(*found)
            self._open(*found)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.cell_at(event.position().toPoint())
        live = found is not None and bool(self.lines[found[0]].cell(found[1]).amount)
        self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if (here := self.current()) is not None:
            self.setAccessibleDescription(self.spoken(*here))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.cell_at(event.pos())
            QToolTip.showText(
                event.globalPos(), tooltip(self.spoken(*found)) if found else "", self
            )
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self.update()
        return super().eventFilter(watched, event)


def _box(row: int, stretch: Stretch, left: float, width: int) -> QRectF:
    low, wide = _across(stretch, left, width)
    return QRectF(low, row * ROW, wide, ROW - 1)


def _across(stretch: Stretch, left: float, width: int) -> tuple[float, float]:
    """Where its cells begin, and how wide they are."""
    from_, to = max(stretch.left, 0.0), min(stretch.right, width)
    return left + from_, max(to - from_ - 1, 1)


@lru_cache(maxsize=500)
def _fitting_name(name: str, label: str, room: float) -> str:
    """What a row is called, in short where the name has no room."""
    metrics = QFontMetricsF(typeface.CAPTION.font())
    text = name if metrics.horizontalAdvance(name) <= room else label
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=2000)
def _picture(text: str, weight: int, rgba: int, ratio: float) -> QPixmap:
    """A number: text takes long to lay out."""
    font = typeface.font(11, weight, tabular=True)
    made = QPixmap(QSize(round(QFontMetricsF(font).horizontalAdvance(text)) + 2, ROW - 1) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    p = QPainter(made)
    p.setFont(font)
    p.setPen(QColor.fromRgba(rgba))
    p.drawText(QRectF(0, 0, made.width() / ratio, ROW - 1), Qt.AlignmentFlag.AlignCenter, text)
    p.end()
    return made


def _away(stretch: Stretch, month: int) -> int:
    """How many months a stretch is away from a month, 0 for the one that holds it."""
    first, last = (on.year * 12 + on.month - 1 for on in (stretch.months[0], stretch.months[-1]))
    return max(first - month, month - last, 0)
