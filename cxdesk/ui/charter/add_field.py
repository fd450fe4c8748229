"""Where the next line is written: Enter adds it, and leaving it; pasted lines are one step."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.chips import keycap, keycap_width
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.value import Fault

_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣o]\s+|\(?\d{1,3}[.)]\s+|[•·▪◦‣]\s*)?")
_KEY = "Enter"
_LEFT, _GAP, _RIGHT = 8, 8, 8
_WIDEST = 2000  # px: the whole line
_ABOVE = 2  # a button is higher than a field


def pasted_lines(text: str) -> list[str]:
    """The lines of pasted text without their bullets and numbers, none of them empty."""
    lines = (_BULLET.sub("", line, count=1).strip() for line in text.splitlines())
    return [line for line in lines if line]


class AddField(TextField):
    """Looks like a button until it is entered; then a field as wide as the lines above."""

    def __init__(
        self,
        key: str,
        words: str,
        add: Callable[[Sequence[str]], bool],
        *,
        fault: Fault,
        hint: str = "",
    ) -> None:
        self.invites, self._add, self._hint = words, add, hint
        super().__init__(key, words, None, fault=fault)
        self.setViewportMargins(0, _ABOVE, 0, _ABOVE)
        self.setProperty("quiet", False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip("Paste several lines to add several")
        self._widen()

    def fit(self) -> None:
        super().fit()
        self.setFixedHeight(self.height() + 2 * _ABOVE)

    def sizeHint(self) -> QSize:
        bold = QFontMetricsF(typeface.BODY_STRONG.font()).horizontalAdvance(self.invites)
        wide = _LEFT + 14 + _GAP + ceil(bold) + _GAP + ceil(keycap_width(_KEY)) + _RIGHT + 4
        return QSize(wide if self._idles else _WIDEST, self.height())

    @property
    def _idles(self) -> bool:
        return not self.words() and not self.hasFocus()

    def _widen(self) -> None:
        """Be as wide as there is room while it is written, else as the words on it."""
        idle = self._idles
        self.setMaximumWidth(self.sizeHint().width() if idle else 16777215)
        self.setMinimumWidth(0)
        self.updateGeometry()  # beside other buttons too
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if idle else Qt.CursorShape.IBeamCursor
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._widen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._widen()

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = pasted_lines(source.text())
        if len(lines) < 2:
            super().insertFromMimeData(source)
            return
        before = self.words().strip()
        self._put([before, *lines] if before else lines)

    def commit(self) -> bool:
        """Add what was written, entered or not: what is left behind belongs to the charter too."""
        text = self.words().strip()
        return not text or self.isHidden() or self._saving or self._put([text])

    def _put(self, lines: Sequence[str]) -> bool:
        self._saving = True  # what is added may take the keyboard, and leaving the field adds
        try:
            added = self._add(lines)
        finally:
            self._saving = False
        if added:
            self.set_words("")
        return added

    def restore(self) -> None:
        # As one who writes would: Ctrl+Z brings it back.
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self.clear_fault()

    def _left(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:  # one looks something up
            super()._left(event)

    def _to_desk(self, event: QEvent) -> bool:
        undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        return super()._to_desk(event) and not (undo and self.document().isUndoAvailable())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.words() or self.textCursor().block().layout().preeditAreaText():
            return
        colors, p = theme.current(), QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        entered, middle = self.hasFocus(), self.viewport().height() / 2
        ink, x = (colors.text3 if entered else colors.text), 2.0
        if not entered:
            glyphs.draw(p, QRectF(x, middle - 6, 12, 12), "plus", colors.text)
            x += 12 + _GAP
        role = typeface.BODY if entered else typeface.BODY_STRONG
        p.setFont(role.font())
        p.setPen(ink)
        words = (self._hint or self.invites) if entered else self.invites
        wide = QFontMetricsF(role.font()).horizontalAdvance(words)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        p.drawText(QRectF(x + (2 if entered else 0), middle - 10, wide + 4, 20), left, words)
        if x + wide + _GAP + keycap_width(_KEY) < self.viewport().width() + 1:
            at = QPointF(x + wide + _GAP + (2 if entered else 0), middle - 8)
            keycap(p, at, _KEY, colors)
