"""The headers of the columns: name, count, limit, and the verdict while a card is lifted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.services.grouping import Axis, Heading, Key
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.board.columns import Column

HEIGHT = 46
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What one header says; `limit` None has no meter; `strong` marks the verdict of a drag."""

    count: int
    limit: int | None = None
    note: str = ""
    strong: bool = False


class ColumnHeader(QWidget):
    """Paints the heads above the columns and follows the canvas sideways; a click folds one."""

    # A head was clicked: the key of its column.
    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: Mapping[Key, ColumnHead] = {}
        self._columns: Sequence[Column] = ()
        self._offset = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        return QSize(960, HEIGHT)

    def set_heads(self, heads: Mapping[Key, ColumnHead]) -> None:
        """Say something else."""
        if heads != self._heads:
            self._heads = heads
            self._describe()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(
            ", ".join(
                f"{column.heading.short} {head.count} {head.note}".strip()
                + (" folded" if column.rail else "")
                for column in self._columns
                if (head := self._heads.get(column.key)) is not None
            )
        )

    def heads(self) -> Mapping[Key, ColumnHead]:
        """What the headers say."""
        return self._heads

    def set_geometry(self, columns: Sequence[Column], offset: int) -> None:
        """Stand above these columns, scrolled sideways by `offset`."""
        self._columns, self._offset = columns, offset
        self._describe()
        self.update()

    def column_at(self, x: float) -> Column | None:
        """The column under a distance from the left."""
        at = x + self._offset
        return next((one for one in self._columns if one.left <= at < one.left + one.width), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self.column_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and column is not None:
            self.clicked.emit(column.key)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            from cxdesk.ui.form.value import tooltip  # the window starts without forms

            column = self.column_at(event.pos().x())
            head = None if column is None else self._heads.get(column.key)
            if column is not None and head is not None:
                does = "opens" if column.rail else "folds"
                note = f"\n{head.note}" if head.note else ""
                words = f"{_named(column.heading)}: {head.count:,}{note}\nA click {does} the column"
                QToolTip.showText(event.globalPos(), tooltip(words), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        here = theme.current()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), here.canvas)
        p.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), here.line2)
        for column in self._columns:
            head = self._heads.get(column.key)
            left = column.left - self._offset
            if head is None or left > self.width() or left + column.width < 0:
                continue
            if column.rail:
                self._paint_rail(p, left, column, head, here)
            else:
                self._paint_head(p, left, column, head, here)
        p.end()

    def _paint_rail(
        self, p: QPainter, left: int, column: Column, head: ColumnHead, here: theme.Theme
    ) -> None:
        over = head.limit is not None and head.count > head.limit
        _sign(p, QRectF(left + 11, 8, 15, 15), column.heading, here)
        p.setFont(typeface.CAPTION_STRONG.font())
        p.setPen(here.danger if over else here.text2)
        p.drawText(
            QRectF(left, 25, column.width, 14), Qt.AlignmentFlag.AlignCenter, f"{head.count:,}"
        )

    def _paint_head(
        self, p: QPainter, left: int, column: Column, head: ColumnHead, here: theme.Theme
    ) -> None:
        right = left + column.width - 10
        glyph = left + 12
        x = glyph + _sign_width(column.heading)
        over = head.limit is not None and head.count > head.limit
        count = f"{head.count:,}" if head.limit is None else f"{head.count:,}/{head.limit:,}"
        font = (
            typeface.BODY_STRONG.font() if head.limit is not None else typeface.BODY_MEDIUM.font()
        )
        wide = QFontMetricsF(font).horizontalAdvance(count)
        title = QFontMetricsF(typeface.BODY_STRONG.font())
        label = title.elidedText(_named(column.heading), Qt.TextElideMode.ElideRight, right - x)
        name = title.horizontalAdvance(label)
        # Where a large count has no room beside the name it goes below, unless a verdict is there.
        beside = x + name + 6 + wide <= right
        note = head.note or ("" if beside else count)
        top = 7 if note else 14
        _sign(p, QRectF(glyph, top + 1, 15, 15), column.heading, here)
        if beside:
            p.setFont(font)
            p.setPen(here.danger if over else here.text2 if head.limit is None else here.text)
            p.drawText(QRectF(right - wide - 2, top, wide + 2, 18), _RIGHT, count)
        if head.limit is not None:
            free = right - wide - x - name - 8
            if free >= 40:
                self._meter(p, right - wide - 40, top + 7, head, here, over=over)
                free -= 40
            if over and free >= 18:
                sign = QRectF(x + name + 6, top + 2, 14, 14)
                glyphs.draw(p, sign, "alert", here.danger)
        p.setFont(typeface.BODY_STRONG.font())
        p.setPen(here.text)
        p.drawText(QRectF(x, top, right - x, 18), _MIDDLE, label)
        if note:
            p.setFont((typeface.CAPTION_STRONG if head.strong else typeface.CAPTION).font())
            p.setPen(here.accent if head.strong else here.danger if over else here.text3)
            metrics = QFontMetricsF(p.font())
            room = right - x
            note = metrics.elidedText(note, Qt.TextElideMode.ElideRight, room)
            p.drawText(QRectF(x, top + 18, room + 2, 14), _MIDDLE, note)

    def _meter(
        self, p: QPainter, x: float, y: float, head: ColumnHead, here: theme.Theme, *, over: bool
    ) -> None:
        limit = head.limit or 1
        p.fillRect(QRectF(x, y, 30, 5), here.line2)
        share = min(1.0, head.count / limit)
        p.fillRect(QRectF(x, y, 30 * share, 5), here.danger if over else here.text2)


def _named(heading: Heading) -> str:
    return f"{heading.code} {heading.name}".strip()


def _sign_width(heading: Heading) -> int:
    """What the sign of a heading takes, with the gap behind it."""
    return 0 if heading.axis in (Axis.BATCH, Axis.QUADRANT) else 22


def _sign(p: QPainter, box: QRectF, heading: Heading, here: theme.Theme) -> None:
    """The sign of what the column stands for."""
    key = heading.key
    if isinstance(key, State):
        glyphs.state(p, box, key.value, here, here.text)
    elif isinstance(key, Horizon):
        glyphs.horizon(p, box, key.value[0].upper(), here)
    elif heading.axis is Axis.PRIORITY and isinstance(key, int):
        glyphs.priority(p, box, key, here)
    elif heading.hue is not None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(here.domain(heading.hue)[0])
        p.drawRoundedRect(box.adjusted(2, 2, -2, -2), 2, 2)
    elif heading.initials:
        glyphs.avatar(p, box.adjusted(-3, -3, 3, 3), heading.initials[:3], here)
