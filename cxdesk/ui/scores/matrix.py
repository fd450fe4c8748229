"""The matrix: a bubble for each initiative, by cost and benefit; dragged it changes its scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)  # fmt: skip
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.analysis.matrix import Bubble, Plot, Words, bubbles, caught, quadrants, words
from cxdesk.analysis.scores import WEIGHTS, Weights
from cxdesk.model.wording import count, sign
from cxdesk.services.priorities import Ranked
from cxdesk.ui import theme
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.form.words import number
from cxdesk.ui.overlay import announce
from cxdesk.ui.read_only import refused
from cxdesk.ui.scores import painter
from cxdesk.ui.scores.keys import MatrixKeys
from cxdesk.ui.scores.lift import Lift
from cxdesk.ui.scores.mouse import MatrixMouse
from cxdesk.ui.scores.wording import about, lump, said

_LINE = 14.0


class _Laid(NamedTuple):
    """Where everything stands at a size of the widget."""

    size: QSize
    plot: Plot
    found: list[Bubble[Ranked]]
    written: list[Words | None]
    home: dict[int, Bubble[Ranked]]


class Matrix(QWidget):
    """Arrows go from bubble to bubble, Enter opens one, Space lifts it and drops it again."""

    # An initiative is asked for: its id.
    opened = Signal(object)
    # Initiatives were chosen: their ids, and whether they are added to what is selected.
    chosen = Signal(object, bool)
    # A bubble was dropped with other scores: Ranked and its four scores.
    rescored = Signal(object, object)
    # A bubble was dropped to the side, which changes nothing: Ranked.
    sideways = Signal(object)
    # What stands in a bubble of many is asked for: their ids.
    listed = Signal(object)
    # The menu of the current bubble is wanted: where on the screen.
    menu_wanted = Signal(object)
    # Something is lifted, or nothing is any more.
    lift_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matrix")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.rows: dict[int, Ranked] = {}
        self.total = 0
        self.weights: Weights = WEIGHTS
        self.currency = "EUR"
        self.lift: Lift | None = None
        self._at: int | None = None  # the id whose bubble the keyboard is at
        self._under: Bubble[Ranked] | None = None
        self._selected: set[int] = set()
        self._laid: _Laid | None = None
        self._picture: QPixmap | None = None
        self._keys, self._mouse = MatrixKeys(self), MatrixMouse(self)

    # What is shown ----------------------------------------------------------------------------

    def show_rows(
        self, rows: Sequence[Ranked], total: int, weights: Weights, currency: str
    ) -> None:
        """Show these; `total` are ranked, shown or not. What is lifted is put back."""
        self.cancel()
        self.rows = {row.it.id: row for row in rows}
        self.total, self.weights, self.currency = total, weights, currency
        self._laid = self._picture = self._under = None
        self._selected &= set(self.rows)
        if self._at not in self.rows:
            self._at = None
        self._describe()
        self.update()

    def select(self, ids: Iterable[int]) -> None:
        """Show these as selected."""
        self._selected = set(ids) & self.rows.keys()
        self.update()

    def set_current(self, id: int | None) -> None:
        """The keyboard is at this one."""
        if id != self._at:
            self._at = id if id in self.rows else None
            self._describe()
            self.update()

    def current(self) -> Ranked | None:
        """The one that the keyboard is at."""
        return None if self._at is None else self.rows.get(self._at)

    def bubble_of(self, id: int | None) -> Bubble[Ranked] | None:
        """The bubble in which an initiative stands."""
        return None if id is None else self.laid().home.get(id)

    def rows_of(self, bubble: Bubble[Ranked]) -> list[Ranked]:
        """What stands in a bubble."""
        return list(bubble.points)

    def laid(self) -> _Laid:
        """Where everything stands now."""
        if self._laid is None or self._laid.size != self.size():
            plot = painter.plot_of(self.width(), self.height())
            found = bubbles(list(self.rows.values()), plot, painter.BIGGEST)
            written = words(found, plot, painter.measure, _LINE)
            home = {point.it.id: bubble for bubble in found for point in bubble.points}
            self._laid = _Laid(self.size(), plot, found, written, home)
            self._picture = None
        return self._laid

    def _describe(self) -> None:
        self.setAccessibleName(f"Cost and benefit of {count(len(self.rows), 'initiative')}")
        row = self.current()
        self.setAccessibleDescription("" if row is None else said(row, self.total))

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def restyle(self) -> None:
        """Paint with the theme that now holds."""
        self._picture = None
        self.update()

    # Painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        laid, colors, p = self.laid(), theme.current(), QPainter(self)
        p.drawPixmap(0, 0, self._drawn(laid))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        lifted = None if self.lift is None else self.lift.row.id
        for id in {laid.home[id].id for id in self._selected} - {lifted}:
            painter.ring(p, laid.home[id], colors.accent, 0)
        if self._under is not None and self.lift is None:
            painter.ring(p, self._under, colors.control, 1)
        at = self.bubble_of(self._at)
        if self.lift is not None:
            self._paint_lift(p, laid, colors, self.lift)
        elif self.hasFocus() and at is not None:
            painter.ring(p, at, colors.accent, 3)
        if self.hasFocus() and at is None:
            p.setPen(colors.accent)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _drawn(self, laid: _Laid) -> QPixmap:
        """The matrix as a picture: what goes over it paints no bubble again."""
        ratio, colors = self.devicePixelRatioF(), theme.current()
        if self._picture is not None and self._picture.devicePixelRatio() == ratio:
            return self._picture
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(colors.canvas)
        p = QPainter(self._picture)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.paint_ground(p, laid.plot, colors, quadrants(laid.found))
        hues = sorted({(row.it.hue, row.it.domain) for row in self.rows.values()})
        painter.paint_key(
            p, self.width(), [(name, hue) for hue, name in hues], self._sizes(laid), colors
        )
        done = frozenset(one.id for one in laid.found if one.points[0].it.delivered)
        lifted = None if self.lift is None else self.lift.row.id
        painter.paint_bubbles(p, laid.found, laid.written, done, colors, lifted)
        p.end()
        return self._picture

    def _sizes(self, laid: _Laid) -> tuple[float, str, str]:
        """The radius of the largest bubble, its amount and a quarter of that."""
        if not laid.found:
            return 0.0, "", ""
        most = sum(point.size for point in laid.found[0].points)
        unit = f"k{sign(self.currency)}"
        return laid.found[0].radius, f"{number(round(most))} {unit}", f"{number(round(most / 4))}"

    def _paint_lift(self, p: QPainter, laid: _Laid, colors: theme.Theme, lift: Lift) -> None:
        home = self.bubble_of(lift.row.id)
        if home is None:
            return
        y = laid.plot.y(lift.benefit)
        painter.paint_lifted(p, laid.plot, replace(home, y=y), colors, flat=lift.sideways)
        r = home.radius
        painter.paint_note(
            p, QRectF(home.x - r, y - r, 2 * r, 2 * r), lift.says(self.currency),
            QRectF(self.rect()).adjusted(4, 4, -4, -4), colors, warns=lift.sideways,
        )  # fmt: skip

    # Going about ------------------------------------------------------------------------------

    def go(self, bubble: Bubble[Ranked] | None, *, add: bool = False) -> None:
        """Go to a bubble, select what stands there and say it."""
        if bubble is None:
            return
        rows = self.rows_of(bubble)
        self._at = bubble.id
        self._describe()
        announce(self, said(rows[0], self.total) if len(rows) == 1 else lump(rows))
        self.chosen.emit([row.id for row in rows], add)
        self.update()

    def open(self, bubble: Bubble[Ranked] | None) -> None:
        """Open what stands in a bubble; many are listed."""
        if bubble is not None and len(bubble.points) == 1:
            self.opened.emit(bubble.id)
        elif bubble is not None:
            self.listed.emit([point.id for point in bubble.points])

    # Lifting ----------------------------------------------------------------------------------

    def start(self, bubble: Bubble[Ranked] | None, pointer: QPointF | None = None) -> bool:
        """Lift a bubble; one of many stays, and says why."""
        if bubble is None or refused(self):
            return False
        if len(bubble.points) > 1:
            QToolTip.showText(
                self.mapToGlobal(QPointF(bubble.x, bubble.y).toPoint()),
                tooltip(
                    f"{count(len(bubble.points), 'initiative')} stand here. Filter to fewer, or "
                    "change the scores in the table."
                ),
                self,
            )
            return False
        self.lift = Lift.of(self.rows[bubble.id], self.weights, pointer)
        self._at = bubble.id
        self._follow("Lifted")
        return True

    def step(self, by: int) -> None:
        """The keyboard takes what is lifted one benefit up (1) or down (-1)."""
        if self.lift is not None:
            self.lift.step(by)
            self._follow()

    def drag(self, at: QPointF, aim: float) -> None:
        """The pointer takes what is lifted to a place, whose height means the benefit `aim`."""
        if self.lift is not None:
            self.lift.drag(at, aim)
            self._follow()

    def refuse_sideways(self) -> None:
        """The keyboard tries to change the cost of what is lifted."""
        if self.lift is not None:
            self.lift.sideways = True
            self._follow()

    def _follow(self, lead: str = "") -> None:
        assert self.lift is not None
        words = "; ".join(self.lift.says(self.currency))
        announce(self, f"{lead}. {words}" if lead else words)
        self._picture = None if lead else self._picture
        self.lift_changed.emit()
        self.update()

    def drop(self) -> None:
        """Put down what is lifted, with the scores that it has now."""
        lift = self.lift
        self.cancel()
        if lift is None:
            return
        if lift.sideways:
            self.sideways.emit(lift.row)
        elif lift.changed:
            self.rescored.emit(lift.row, lift.scores)

    def cancel(self) -> None:
        """Put back what is lifted."""
        self._mouse.let_go()
        if self.lift is not None:
            self.lift = self._picture = None
            self.lift_changed.emit()
            self.update()

    # Qt's own events --------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tip(event)
            return True
        return super().event(event)

    def _tip(self, event: QHelpEvent) -> None:
        bubble = caught(self.laid().found, event.pos().x(), event.pos().y())
        if bubble is None or self.lift is not None:
            QToolTip.hideText()
            return
        rows = self.rows_of(bubble)
        text = about(rows[0], self.total, self.currency) if len(rows) == 1 else lump(rows)
        QToolTip.showText(event.globalPos(), tooltip(text), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            bubble = caught(self.laid().found, at.x(), at.y())
            if bubble is None:
                return
            if bubble.id not in self._selected:
                self.go(bubble)
        elif (here := self.bubble_of(self._at)) is not None:
            at = QPointF(here.x, here.y).toPoint()
        self.menu_wanted.emit(self.mapToGlobal(at))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(None)

    def hover(self, bubble: Bubble[Ranked] | None) -> None:
        """The pointer is over a bubble, or over none."""
        if bubble is not self._under:
            self._under = bubble
            shape = Qt.CursorShape.ArrowCursor
            self.setCursor(shape if bubble is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._mouse.busy:
            self.cancel()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.cancel()
