"""The readings of an outcome as a line, between where it came from and where it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.model.wording import count, day
from cxdesk.services.strategy_view import Point
from cxdesk.ui import theme
from cxdesk.ui.form.spans import Span, flow
from cxdesk.ui.outcome.chart_painter import ChartPainter
from cxdesk.ui.outcome.scale import Scale, nearest
from cxdesk.ui.outcome.words import amount, reading
from cxdesk.ui.overlay import announce
from cxdesk.ui.walk import step_to

HEIGHT = 196
_HEAD, _FOOT, _AIR = 22, 20, 18  # the reading in words, the days, room for the words on lines
NO_READINGS = "No readings yet"


@dataclass(frozen=True, slots=True)
class Charted:
    """What is drawn: readings oldest first, and the path from `start` to `due`."""

    name: str
    unit: str
    baseline: float
    target: float
    start: date
    due: date
    today: date
    points: Sequence[Point]


class ReadingsChart(QWidget):
    """Left and Right, Home and End, or the pointer go from reading to reading and say each."""

    # A reading was chosen with Enter or a click: its id.
    point_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("readings-chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._charted: Charted | None = None
        self._days: list[int] = []
        self._at: int | None = None  # the reading the keyboard is at
        self._under: int | None = None  # the one nearest to the pointer
        self._painter: ChartPainter | None = None
        self._picture: QPixmap | None = None  # all but the reading that is looked at

    def show_readings(self, charted: Charted) -> None:
        """Draw these; the keyboard stays at the reading where it was, if that is still there."""
        before = self.point()
        same = self._charted is not None and self._charted.points is charted.points
        self._charted, self._painter, self._picture = charted, None, None
        if not same:
            self._days = [one.on.toordinal() for one in charted.points]
            self._under = None
            ids = {one.id: place for place, one in enumerate(charted.points)}
            self._at = None if before is None else ids.get(before.id)
        self._describe()
        self.update()

    def point(self) -> Point | None:
        """The reading the keyboard is at."""
        if self._charted is None or self._at is None:
            return None
        return self._charted.points[self._at]

    def said(self) -> str:
        """The reading in words: the one pointed at, else the keyboard's, else the newest."""
        charted, place = self._charted, self._shown()
        if charted is None or place is None:
            return ""
        return ", ".join(part for part in reading(charted.points[place], charted.unit) if part)

    def _shown(self) -> int | None:
        if self._under is not None:
            return self._under
        if self._at is not None:
            return self._at
        return len(self._days) - 1 if self._days else None

    def _describe(self) -> None:
        it = self._charted
        if it is None:
            return
        self.setAccessibleName(f"Readings of {it.name}")
        span = ""
        if it.points:
            span = f" from {day(it.points[0].on)} to {day(it.points[-1].on)}"
        self.setAccessibleDescription(
            f"{count(len(it.points), 'reading')}{span}, from {amount(it.baseline, it.unit)} to be "
            f"{amount(it.target, it.unit)} by {day(it.due)}. {self.said()}"
        )

    # Looks --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def _plotted(self) -> ChartPainter | None:
        """The chart laid out for the size it has now, kept until either changes."""
        if self._charted is None:
            return None
        if self._painter is None or self._painter.size != self.size():
            plot = QRectF(0, _HEAD, self.width(), self.height() - _HEAD - _FOOT)
            self._painter = ChartPainter(self._charted, self._days, plot, _AIR, self.size())
            self._picture = None
        return self._painter

    def restyle(self) -> None:
        """Paint with the theme that now holds."""
        self._picture = None
        self.update()

    def _drawn(self, painter: ChartPainter) -> QPixmap:
        """The chart as a picture: going from reading to reading paints no line again."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            p = QPainter(self._picture)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.paint(p, theme.current())
            p.end()
        return self._picture

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colors = self._plotted(), theme.current()
        if painter is None or self._charted is None:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.drawPixmap(0, 0, self._drawn(painter))
        place = self._shown()
        if place is None:
            self._write(p, [Span(NO_READINGS, "text3", 400, 12)])
        else:
            on, value, more = reading(self._charted.points[place], self._charted.unit)
            self._write(
                p,
                [
                    Span(on, "text2", 400, 12),
                    Span(value, "text", 600, 13),
                    Span(more, "text3", 400, 12),
                ],
            )
            if place in (self._under, self._at):
                painter.mark(p, colors, place)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _write(self, p: QPainter, spans: list[Span]) -> None:
        flow(tuple(spans), self.width() - 12, 16).paint(p, QPointF(6, 3), theme.current())

    # Going from reading to reading --------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        elif (to := step_to(event.key(), self._at, len(self._days) - 1)) is not None:
            self.go(to)
        else:
            super().keyPressEvent(event)

    def go(self, place: int) -> None:
        """Go to a reading, oldest first, and say it."""
        self._at, self._under = place, None
        self._describe()
        announce(self, self.said())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._at = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._at = self._nearest(event.position())
            self._choose(self._at)
            self.update()

    def scale(self) -> Scale | None:
        """Where days and values stand; None before anything is shown."""
        painter = self._plotted()
        return None if painter is None else painter.scale

    def _nearest(self, at: QPointF) -> int | None:
        scale = self.scale()
        return None if scale is None else nearest(self._days, scale.day(at.x()))

    def _point_at(self, place: int | None) -> None:
        if place != self._under:
            self._under = place
            self.update()

    def _choose(self, place: int | None) -> None:
        if self._charted is not None and place is not None:
            self.point_chosen.emit(self._charted.points[place].id)
