"""The phases as bars over the months with a diamond at the end, as the printed charter has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.analysis.phase_bars import PhaseBar, month_starts, phase_bars
from cxdesk.model.wording import MONTHS, day
from cxdesk.services.charter_rows import PhaseLine
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip

_MONTH_ROOM, _BAR, _LANE, _DIAMOND = 18, 22, 27, 6.0
_TEXT, _NUMBER = typeface.CAPTION, typeface.CAPTION_STRONG
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PhaseStrip(QWidget):
    """A painted overview; a click on a bar goes to its phase."""

    # A bar was clicked: the id of its phase.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("phase-strip")
        self.setMouseTracking(True)
        self._phases: tuple[PhaseLine, ...] = ()
        self._first: date | None = None
        self._bars: list[PhaseBar] = []

    def show_phases(self, phases: Sequence[PhaseLine]) -> None:
        """Show the phases that have dates; nothing where none has."""
        self._phases = tuple(phases)
        self._first, self._bars = phase_bars((one.text, one.start, one.end) for one in phases)
        self.setFixedHeight(self.sizeHint().height())
        self.setVisible(bool(self._bars))
        said = (self._tip(bar).replace("\n", ", ") for bar in self._bars)
        self.setAccessibleName("Timeline of the phases: " + "; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        lanes = 1 + max((bar.lane for bar in self._bars), default=0)
        return QSize(240, _MONTH_ROOM + (lanes - 1) * _LANE + _BAR + 2)

    @property
    def _days(self) -> int:
        return max(bar.end for bar in self._bars)

    def _x(self, at: int) -> float:
        return at / self._days * (self.width() - _DIAMOND - 1)

    def box(self, bar: PhaseBar) -> QRectF:
        """Where a bar is painted."""
        x = self._x(bar.start)
        top = _MONTH_ROOM + bar.lane * _LANE
        return QRectF(x + 0.5, top + 0.5, max(self._x(bar.end) - x - 1, 2), _BAR - 1)

    # Painting -------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._first is None:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(p, self._first)
        for bar in self._bars:
            self._paint_bar(p, bar)
        last = self.box(max(self._bars, key=lambda bar: (bar.end, bar.lane)))
        x, y = last.right(), last.center().y()
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.current().text)
        corners = ((-_DIAMOND, 0), (0, -_DIAMOND), (_DIAMOND, 0), (0, _DIAMOND))
        p.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))

    def _paint_months(self, p: QPainter, first: date) -> None:
        colors, free, year = theme.current(), 0.0, 0
        p.setFont(_TEXT.font())
        measure = QFontMetricsF(_TEXT.font())
        for on in month_starts(first, self._days):
            x = self._x((on - first).days)
            words = MONTHS[on.month - 1] + (f" {on.year}" if on.year != year else "")
            room = measure.horizontalAdvance(words) + 8
            if x < free or x + room > self.width():
                continue
            free, year = x + room, on.year
            p.setPen(colors.line2)
            p.drawLine(QPointF(x + 0.5, 0), QPointF(x + 0.5, self.height()))
            p.setPen(colors.text2)
            p.drawText(QRectF(x + 4, 0, room, _MONTH_ROOM - 3), _MIDDLE, words)

    def _paint_bar(self, p: QPainter, bar: PhaseBar) -> None:
        colors, box = theme.current(), self.box(bar)
        p.setPen(QPen(colors.text2, 1))
        p.setBrush(colors.press if bar.number % 2 else colors.surface)
        p.drawRoundedRect(box, min(3, box.width() / 2), 3)
        number, measure = str(bar.number), QFontMetricsF(_NUMBER.font())
        wide = measure.horizontalAdvance(number)
        if wide + 3 > box.width():
            return
        p.setPen(colors.text)
        p.setFont(_NUMBER.font())
        inset = min(7.0, (box.width() - wide) / 2)
        p.drawText(box.adjusted(inset, 0, 0, 0), _MIDDLE, number)
        left = inset + wide + 6
        if left + QFontMetricsF(_TEXT.font()).horizontalAdvance(bar.name) + 8 <= box.width():
            p.setFont(_TEXT.font())
            p.drawText(box.adjusted(left, 0, 0, 0), _MIDDLE, bar.name)

    # Pointer --------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> PhaseBar | None:
        return next((bar for bar in self._bars if self.box(bar).contains(point)), None)

    def _tip(self, bar: PhaseBar) -> str:
        phase = self._phases[bar.number - 1]
        assert phase.start is not None
        assert phase.end is not None
        return f"{bar.number} {phase.text}\n{day(phase.start)} – {day(phase.end)}"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        bar = self._at(event.position())
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._phases[bar.number - 1].id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self._at(QPointF(event.pos()))
            text = tooltip(self._tip(bar)) if bar is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
