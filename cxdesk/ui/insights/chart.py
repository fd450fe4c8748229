"""A chart that was drawn beside the window, and how its places are read out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.reports.picture import Inks, Picture, Spot
from cxdesk.services.insights import Chart
from cxdesk.services.insights_words import said, title
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.jobs import Cancelled, Job, Jobs, Progress
from cxdesk.ui.overlay import announce
from cxdesk.ui.walk import step_to

_SETTLE_MS = 60  # while somebody pulls at the window nothing is drawn anew
_REACH = 14.0  # px from the pointer to a dot
DRAWING = "Drawing…"


class ChartView(QWidget):
    """Left and Right, Home and End, or the pointer go from place to place; Enter opens one."""

    # Another place is read out: its words, "" for none.
    read_out = Signal(str)
    # An initiative was chosen with Enter or a click: its id.
    chosen = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._jobs = jobs
        self._job: Job | None = None
        self._chart: Chart | None = None
        self._picture: Picture | None = None
        self._image: QImage | None = None
        self._wanted = False
        self._at: int | None = None  # the place the keyboard is at
        self._under: int | None = None  # the one below the pointer
        self._rest = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._rest.timeout.connect(self._draw)

    def show_chart(self, chart: Chart) -> None:
        """Draw this one; what was drawn stays until it is there."""
        if chart == self._chart:
            return
        self._chart = chart
        self.setAccessibleName(f"{title(chart)}, chart")
        self._describe()
        self._order(0)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places that can be read out, as they are drawn now."""
        return self._picture.spots if self._picture is not None else ()

    @property
    def drawn(self) -> bool:
        """Whether what is to be seen is what is shown."""
        return self._picture is not None and not self._wanted and self._job is None

    def spot(self) -> Spot | None:
        """The place that is read out."""
        place = self._under if self._under is not None else self._at
        return None if place is None or place >= len(self.spots) else self.spots[place]

    # Drawing --------------------------------------------------------------------------------

    def _order(self, wait: int = _SETTLE_MS) -> None:
        self._wanted = True
        self.update()
        if self.isVisible():
            self._rest.start(wait)

    def _draw(self) -> None:
        if self._chart is None or self.width() < 40 or self.height() < 40:
            return
        if self._job is not None:
            self._job.cancel()
        self._wanted = False
        chart, ratio, inks = self._chart, self.devicePixelRatioF(), inks_of(theme.current())
        width, height = self.width(), self.height()

        def work(_progress: Progress, cancelled: Cancelled) -> Picture | None:
            if cancelled():
                return None
            from cxdesk.reports.flow_charts import picture  # matplotlib costs a second

            return picture(chart, width, height, ratio, inks)

        self._job = self._jobs.run(work, done=self._on_drawn)

    def _on_drawn(self, picture: Picture) -> None:
        # It is the newest: all others were cancelled.
        before = self.spot() if self._under is None else None
        self._job, self._picture = None, picture
        self._image = QImage(
            picture.pixels, picture.width, picture.height, QImage.Format.Format_RGBA8888
        ).copy()
        self._under = None
        self._at = None
        if before is not None:
            alike = (n for n, one in enumerate(picture.spots) if one.text == before.text)
            self._at = next(alike, None)
        self._say()
        self.update()

    def restyle(self) -> None:
        """Draw with the theme that now holds."""
        if self._chart is not None:
            self._order(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._order()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted:
            self._rest.start(0)

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image is None or self._picture is None:
            p.setFont(typeface.BODY.font())
            p.setPen(colors.text3)
            p.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, DRAWING)
        else:
            if self._picture.ratio != self.devicePixelRatioF() and not self._wanted:
                self._order()
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            p.drawImage(QRectF(self.rect()), self._image)
            if not self._wanted:
                self._mark(p, self._picture)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _mark(self, p: QPainter, picture: Picture) -> None:
        spot, colors = self.spot(), theme.current()
        if spot is None:
            return
        if spot.upright:
            p.setPen(QPen(colors.accent, 1))
            p.drawLine(QPointF(spot.x, picture.top), QPointF(spot.x, picture.bottom))
        p.setPen(QPen(colors.surface, 1.5))
        p.setBrush(colors.accent)
        p.drawEllipse(QPointF(spot.x, spot.y), 5, 5)

    # Reading out ----------------------------------------------------------------------------

    def go(self, place: int) -> None:
        """Go to a place, from left to right, and say it."""
        self._at, self._under = place, None
        self._say()
        announce(self, self.spots[place].text)
        self.update()

    def _say(self) -> None:
        spot = self.spot()
        self._describe()
        self.read_out.emit(spot.text if spot is not None else "")

    def _describe(self) -> None:
        spot = self.spot()
        words = said(self._chart) if self._chart is not None else ""
        self.setAccessibleDescription(f"{words} {spot.text if spot is not None else ''}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif (to := step_to(event.key(), self._at, len(self.spots) - 1)) is not None:
            self.go(to)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._at = None
        self._say()
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
            self._point_at(self._nearest(event.position()))
            self._at = self._under
            self._choose()

    def _nearest(self, at: QPointF) -> int | None:
        best, found = _REACH * _REACH, None
        for place, spot in enumerate(self.spots):
            across, up = spot.x - at.x(), spot.y - at.y()
            far = across * across + (0.0 if spot.upright else up * up)
            if far <= best:
                best, found = far, place
        return found

    def _point_at(self, place: int | None) -> None:
        if place != self._under:
            self._under = place
            spot = self.spot()
            hand = spot is not None and spot.item != 0
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            )
            self._say()
            self.update()

    def _choose(self) -> None:
        spot = self.spot()
        if spot is not None and spot.item:
            self.chosen.emit(spot.item)


def inks_of(colors: theme.Theme) -> Inks:
    """What a chart is drawn with in a theme."""
    return Inks(
        *(getattr(colors, name).name().upper() for name in Inks.__dataclass_fields__)
    )  # fmt: skip
