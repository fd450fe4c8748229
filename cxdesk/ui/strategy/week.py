"""The working week: seven days, each worked or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import PAD_X
from cxdesk.ui.leads import draw_check

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HIGH, _LEAST, _MOST = 30, 64, 72  # px


class DayButton(QAbstractButton):
    """A day of the week with a tick where it is worked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"day-{name}")
        self.setText(name[:3])
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFixedHeight(_HIGH)
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_MOST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(_MOST, _HIGH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        live = self.isEnabled()
        p.setPen(QPen(colors.control if live else colors.faded(colors.control), 1))
        p.setBrush(colors.hover if live and self.underMouse() else colors.surface)
        p.drawRoundedRect(box, 5, 5)
        draw_check(p, QRectF(9, box.center().y() - 7, 14, 14), self.isChecked(), colors)
        ink = colors.text if self.isChecked() else colors.text2
        p.setPen(ink if live else colors.faded(ink))
        p.setFont((typeface.BODY_STRONG if self.isChecked() else typeface.BODY).font())
        p.drawText(box.adjusted(29, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class Week(QWidget):
    """The seven days. `chosen(label, days)` keeps another week and says whether it was taken."""

    def __init__(self, chosen: Callable[[str, list[int]], bool]) -> None:
        super().__init__()
        self._chosen = chosen
        self._week: tuple[int, ...] = ()
        self.days = [DayButton(name) for name in DAYS]
        box = QHBoxLayout(self)
        box.setContentsMargins(PAD_X, 4, PAD_X, 0)
        box.setSpacing(6)
        for number, button in enumerate(self.days):
            box.addWidget(button, 1)
            button.clicked.connect(lambda on=False, number=number: self._on_clicked(number, on))
        box.addStretch()

    def show_week(self, week: Sequence[int]) -> None:
        """Show which days are worked, 0 = Monday."""
        self._week = tuple(week)
        for number, button in enumerate(self.days):
            button.setChecked(number in self._week)

    def _on_clicked(self, number: int, on: bool) -> None:
        week = sorted({*self._week, number} if on else {*self._week} - {number})
        words = f"Work on {DAYS[number]}s" if on else f"Do not work on {DAYS[number]}s"
        if not self._chosen(words, week):
            self.show_week(self._week)
