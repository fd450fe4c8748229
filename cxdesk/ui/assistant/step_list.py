"""The steps at the left of the assistant: which are done, and where each is found later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import column, label

WIDTH = 232
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StepButton(QAbstractButton):
    """A step: its number or a tick, its title, and where it is found later."""

    def __init__(self, number: int, title: str, later: str) -> None:
        super().__init__()
        self._number, self._later = number, later
        self.current = self.done = self.unsaved = False
        self.setText(title)
        self.setFixedHeight(44)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_step(self, *, current: bool, done: bool, unsaved: bool) -> None:
        """Show how far it is."""
        self.current, self.done, self.unsaved = current, done, unsaved
        state = "not all of it is saved" if unsaved else "done" if done else "not done"
        here = ", this step" if current else ""
        self.setAccessibleName(f"Step {self._number}, {self.text()}: {state}{here}")
        self.setAccessibleDescription(f"Later under {self._later}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        if self.current or self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.press if self.current else colors.hover)
            p.drawRoundedRect(box, 5, 5)
        if self.current:
            p.setBrush(colors.accent)
            p.drawRoundedRect(QRectF(box.left(), box.top() + 8, 3, box.height() - 16), 1.5, 1.5)
        sign = QRectF(box.left() + 12, box.top() + 5, 16, 16)
        if self.unsaved:
            glyphs.draw(p, sign.adjusted(1, 1, -1, -1), "alert", colors.danger)
        elif self.done:
            glyphs.draw(p, sign.adjusted(1, 1, -1, -1), "tick", colors.text2)
        else:
            p.setFont(typeface.font(12, 600, tabular=True))
            p.setPen(colors.text2)
            p.drawText(sign, Qt.AlignmentFlag.AlignCenter, str(self._number))
        left = box.left() + 36
        room = QRectF(left, box.top() + 4, box.right() - left - 6, 18)
        p.setFont((typeface.BODY_STRONG if self.current else typeface.BODY).font())
        p.setPen(colors.text if self.current else colors.text2)
        p.drawText(room, _LEFT, self.text())
        p.setFont(typeface.CAPTION.font())
        p.setPen(colors.text2 if self.current else colors.text3)
        p.drawText(room.translated(0, 17), _LEFT, self._later)
        if self.hasFocus():
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


class StepList(QWidget):
    """All steps; a click or Space goes to one."""

    # A step was chosen: its place, from 0.
    chosen = Signal(int)

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Steps")
        box = column(self, 0, (0, 24, 0, 16))
        head = label("Set up the program", "strong")
        head.setContentsMargins(20, 0, 16, 2)
        note = label("Every step can wait: below it stands where it is found later.", "caption")
        note.setContentsMargins(20, 0, 16, 10)
        box.addWidget(head)
        box.addWidget(note)
        self.buttons = []
        for number, (title, later) in enumerate(steps, 1):
            button = StepButton(number, title, later)
            button.clicked.connect(lambda _=False, at=number - 1: self.chosen.emit(at))
            self.buttons.append(button)
            box.addWidget(button)
        box.addStretch(1)

    def show_steps(self, current: int, done: Sequence[bool], unsaved: Sequence[bool]) -> None:
        """Show which step is on, which are done and which hold something not saved."""
        for place, button in enumerate(self.buttons):
            button.show_step(current=place == current, done=done[place], unsaved=unsaved[place])

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.canvas)
        p.fillRect(self.width() - 1, 0, 1, self.height(), colors.line)
