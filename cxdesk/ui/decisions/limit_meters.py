"""The limits if what is funded is accepted: what is used, what would be new, and what is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.model.program import Measure
from cxdesk.services.funding import FundingLine, LimitUse
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.form.words import number
from cxdesk.ui.theme import Theme

_LEAST, _GAP, _HIGH = 138, 18, 52
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LimitMeters(QWidget):
    """A heading, and a meter for each limit, as many in a row as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._unit = label("", "strong"), label("", "small")
        self.meters = _Meters()
        box = column(self, 2)
        box.addWidget(self._title)
        box.addWidget(self._unit)
        box.addSpacing(4)
        box.addWidget(self.meters)

    def show_line(self, here: FundingLine, money: str) -> None:
        """Show what is left if what the line funds is accepted; `money` is its unit."""
        self._title.setText(here.title)
        self._unit.setText(here.unit)
        self.meters.show_limits(here, money)


class _Meters(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.limits: tuple[LimitUse, ...] = ()
        self.money = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_limits(self, here: FundingLine, money: str) -> None:
        self.limits, self.money = here.limits, money
        self.setAccessibleName("; ".join(meter_words(each, money) for each in here.limits))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        across = self._across(width)
        return max(1, -(-len(self.limits) // across)) * _HIGH

    def sizeHint(self) -> QSize:
        return QSize(_LEAST, self.heightForWidth(self.width()))

    def _across(self, width: int) -> int:
        return max(1, min(len(self.limits) or 1, (width + _GAP) // (_LEAST + _GAP)))

    def boxes(self) -> list[QRectF]:
        """Where each meter stands."""
        across = self._across(self.width())
        wide = (self.width() - (across - 1) * _GAP) / across
        return [
            QRectF((at % across) * (wide + _GAP), (at // across) * _HIGH, wide, _HIGH - 6)
            for at in range(len(self.limits))
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, limit in zip(self.boxes(), self.limits, strict=True):
            _draw(p, box, limit, self.money, theme.current())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for box, limit in zip(self.boxes(), self.limits, strict=True):
                if box.contains(event.pos()):
                    QToolTip.showText(
                        event.globalPos(), tooltip(meter_words(limit, self.money)), self
                    )
            return True
        return super().event(event)


def left_words(limit: LimitUse, money: str) -> str:
    """What is left of a limit: "3 k€ left", "12 d over", "no limit"."""
    left = limit.left
    if left is None:
        return "no limit"
    shown = round(left, 1 if abs(left) < 9.5 else 0) if limit.domain_id is not None else left
    unit = {Measure.BUDGET: f" {money}", Measure.PERSON_DAYS: " d"}.get(limit.measure, "")
    words = f"{number(abs(round(shown, 3)))}{unit}"
    return f"{words} over" if left < -1e-9 else f"{words} left"


def use_words(limit: LimitUse) -> str:
    """What is used and what is new: "1,707 + 90 of 1,800"."""
    used, new = (
        (round(each) if limit.domain_id is not None else round(each, 3))
        for each in (limit.used, limit.new)
    )
    of = "" if limit.limit is None else f" of {number(limit.limit)}"
    return f"{number(used)} + {number(new)}{of}"


def meter_words(limit: LimitUse, money: str) -> str:
    """A limit as it is read out."""
    said = f"{limit.name}: {use_words(limit)}, {left_words(limit, money)}"
    return f"{said}. {limit.note}" if limit.note else said


def _draw(p: QPainter, box: QRectF, limit: LimitUse, money: str, colors: Theme) -> None:
    over = limit.over or (limit.left is not None and limit.left < -1e-9 and limit.new > 0)
    p.setFont(typeface.SMALL.font())
    p.setPen(colors.text2)
    head = QRectF(box.left(), box.top(), box.width(), 16)
    said = left_words(limit, money)
    p.setFont((typeface.SMALL_STRONG if limit.left is not None else typeface.SMALL).font())
    p.setPen(colors.danger if over else colors.text)
    p.drawText(head, _RIGHT | _MIDDLE, said)
    room = box.width() - QFontMetricsF(p.font()).horizontalAdvance(said) - 6
    p.setFont(typeface.SMALL.font())
    p.setPen(colors.text2)
    metrics = QFontMetricsF(p.font())
    name = metrics.elidedText(limit.name, Qt.TextElideMode.ElideRight, room)
    p.drawText(head, _LEFT | _MIDDLE, name)
    bar = QRectF(box.left() + 0.5, box.top() + 19.5, box.width() - 1, 8)
    _bar(p, bar, limit, colors, over=over)
    p.setFont(typeface.SMALL.font())
    p.setPen(colors.text2)
    p.drawText(QRectF(box.left(), box.top() + 30, box.width(), 16), _LEFT | _MIDDLE,
               use_words(limit))  # fmt: skip


def _bar(p: QPainter, bar: QRectF, limit: LimitUse, colors: Theme, *, over: bool) -> None:
    """Used is solid, new is hatched: it is told apart without colour."""
    outline = QPainterPath()
    outline.addRoundedRect(bar, 2, 2)
    p.fillPath(outline, colors.surface)
    whole = max(limit.limit or 0.0, limit.used + limit.new)
    if limit.limit is not None and whole > 0:
        p.save()
        p.setClipPath(outline)
        used = bar.width() * max(0.0, limit.used) / whole
        new = bar.width() * max(0.0, limit.new) / whole
        p.fillRect(QRectF(bar.left(), bar.top(), used, bar.height()), colors.text2)
        fresh = QRectF(bar.left() + used, bar.top(), new, bar.height())
        p.setClipRect(fresh, Qt.ClipOperation.IntersectClip)
        p.setPen(QPen(colors.danger if over else colors.accent, 1.6))
        x = fresh.left() - bar.height()
        while x < fresh.right():
            p.drawLine(int(x), int(fresh.bottom()), int(x + bar.height()), int(fresh.top()))
            x += 4
        p.restore()
    p.setPen(QPen(colors.control, 1))
    p.drawPath(outline)
