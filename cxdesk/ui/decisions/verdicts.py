"""Four buttons side by side: what the board decided, chosen by a click, an arrow or a letter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from cxdesk.model.decisions import Verdict
from cxdesk.ui import chips, glyphs, theme
from cxdesk.ui import type as typeface

_WIDE, _HIGH = 85, 54
KEYS = {
    Verdict.ACCEPTED: "A", Verdict.DEFERRED: "D", Verdict.DECLINED: "R", Verdict.INFO_NEEDED: "I",
}  # fmt: skip
NAMES = {
    Verdict.ACCEPTED: "Accept", Verdict.DEFERRED: "Defer", Verdict.DECLINED: "Decline",
    Verdict.INFO_NEEDED: "Need info",
}  # fmt: skip
_SIGNS = {
    Verdict.ACCEPTED: "tick", Verdict.DEFERRED: "defer", Verdict.DECLINED: "close",
    Verdict.INFO_NEEDED: "help",
}  # fmt: skip


class Verdicts(QWidget):
    """One of them is chosen, or none yet."""

    # Another verdict was chosen: Verdict.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the board decided")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons = {verdict: _VerdictButton(verdict) for verdict in Verdict}
        for verdict, button in self.buttons.items():
            row.addWidget(button, 1)
            button.clicked.connect(lambda _=False, verdict=verdict: self._on_clicked(verdict))
        self.setFocusProxy(self.buttons[Verdict.ACCEPTED])

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show which is chosen."""
        for each, button in self.buttons.items():
            button.setChecked(each is verdict)

    def _on_clicked(self, verdict: Verdict) -> None:
        self.show_verdict(verdict)
        self.chosen.emit(verdict)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        by, order = steps.get(Qt.Key(event.key())), list(self.buttons)
        here = next((each for each in order if self.buttons[each].hasFocus()), None)
        if by is None or here is None:
            super().keyPressEvent(event)
            return
        following = order[(order.index(here) + by) % len(order)]
        self.buttons[following].setFocus(Qt.FocusReason.TabFocusReason)
        self._on_clicked(following)


class _VerdictButton(QAbstractButton):
    """A sign above a word; its letter stands in the corner."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict
        self.setCheckable(True)
        self.setText(NAMES[verdict])
        self.setObjectName(f"verdict-{verdict.value}")
        self.setAccessibleName(NAMES[verdict])
        self.setToolTip(f"{NAMES[verdict]} ({KEYS[verdict]})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(typeface.BODY_STRONG.font()).horizontalAdvance(self.text()) + 16
        return QSize(max(_WIDE, int(wide) + 1), _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, _HIGH)

    def nextCheckState(self) -> None:
        """A click chooses; it never takes the choice away."""
        self.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        chosen, live = self.isChecked(), self.isEnabled()
        ink = colors.accent if chosen else colors.text
        ink = ink if live else colors.faded(ink)
        p.setPen(QPen(colors.accent if chosen else colors.control, 2 if chosen else 1))
        hover = self.underMouse() and live and not chosen
        p.setBrush(colors.tint if chosen else colors.hover if hover else colors.surface)
        p.drawRoundedRect(box, 5, 5)
        sign = QRectF(box.center().x() - 8, box.top() + 8, 16, 16)
        glyphs.draw(p, sign, _SIGNS[self._verdict], ink)
        p.setPen(ink)
        p.setFont(typeface.BODY_STRONG.font())
        p.drawText(QRectF(box.left(), box.top() + 27, box.width(), 18),
                   Qt.AlignmentFlag.AlignCenter, self.text())  # fmt: skip
        if live and not chosen:
            letter = KEYS[self._verdict]
            right = box.right() - 5 - chips.keycap_width(letter)
            chips.keycap(p, QPointF(right, box.top() + 5), letter, colors)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
