"""The status bar: the file and how safe it is, and the keys for what has the focus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import MONTHS, day
from cxdesk.services import activity
from cxdesk.ui import chips, glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Desk
from cxdesk.ui.keys import plain_tip
from cxdesk.ui.view import Hint

HEIGHT = 26
_SIDE, _GAP, _LOCK = 16, 11, 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StatusBar(QWidget):
    """26 px at the foot; hints that have no room are left out, the last ones first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._read_only = False
        self.words = ""
        self.hints: tuple[Hint, ...] = ()

    def show_file(self, desk: Desk) -> None:
        """Say the file's name, when it was saved and when it was backed up last."""
        store = desk.store
        now = store.clock()
        with desk.read() as session:
            saved = activity.last_change(session)
        newest = next(iter(store.backups.list()), None)
        parts = [store.path.name]
        if store.read_only:
            parts.append("open for reading only")
        elif saved is not None:
            parts.append(f"saved {moment(saved.astimezone(now.tzinfo), now)}")
        made = f"last backup {moment(newest.made, now, today='today ')}" if newest else ""
        parts.append(made or "no backup yet")
        self._read_only = store.read_only
        self.words = "  ·  ".join(parts)
        self.setAccessibleName(", ".join(parts))
        self.setToolTip(plain_tip(str(store.path)))
        self.update()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these keys at the right."""
        self.hints = tuple(hints)
        said = "; ".join(f"{' '.join(hint.keys)}: {hint.text}" for hint in hints)
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        p.fillRect(self.rect(), theme.surface)
        p.fillRect(QRect(0, 0, self.width(), 1), theme.line)
        metrics = QFontMetricsF(typeface.CAPTION.font())
        left = float(_SIDE)
        if self._read_only:
            box = QRectF(left, (HEIGHT - _LOCK) / 2, _LOCK, _LOCK)
            glyphs.draw(p, box, "lock", theme.text2)
            left += _LOCK + 6
        room = self.width() - left - _SIDE
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideMiddle, room)
        p.setPen(theme.text2)
        p.setFont(typeface.CAPTION.font())
        p.drawText(QRectF(left, 1, room, HEIGHT - 1), _LEFT, words)
        self._draw_hints(p, left + metrics.horizontalAdvance(words) + 2 * _GAP, metrics)

    def _draw_hints(self, p: QPainter, left: float, metrics: QFontMetricsF) -> None:
        theme = themes.current()
        fitting, used = [], -float(_GAP)
        for hint in self.hints:
            caps = sum(chips.keycap_width(key) + 3 for key in hint.keys)
            width = caps + metrics.horizontalAdvance(hint.text)
            if left + used + _GAP + width > self.width() - _SIDE:
                break
            fitting.append(hint)
            used += _GAP + width
        x = self.width() - _SIDE - used
        for hint in fitting:
            for key in hint.keys:
                cap = chips.keycap(p, QPointF(x, (HEIGHT - 16) / 2 + 0.5), key, theme)
                x = cap.right() + 3
            p.setFont(typeface.CAPTION.font())
            p.setPen(theme.text2)
            p.drawText(QRectF(x, 1, 400, HEIGHT - 1), _LEFT, hint.text)
            x += metrics.horizontalAdvance(hint.text) + _GAP


def moment(at: datetime, now: datetime, today: str = "") -> str:
    """A time of today as 10:42 (after `today`), of yesterday with that word, else with its date.

    The year stands only where it is another.
    """
    clock = f"{at:%H:%M}"
    if at.date() == now.date():
        return today + clock
    if at.date() == now.date() - timedelta(days=1):
        return f"yesterday {clock}"
    date = f"{at.day} {MONTHS[at.month - 1]}" if at.year == now.year else day(at.date())
    return f"{date}, {clock}"
