"""Minutes and midnights: a window open all night shows the right day in the morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal


class DayWatch(QObject):
    """Looks at the day once a minute."""

    # A minute passed.
    minute_passed = Signal()
    # Another day began: late, soon and days left are others now.
    day_changed = Signal()

    def __init__(self, parent: QObject, today: Callable[[], date]) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today()
        self._timer = QTimer(self, interval=60_000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now."""
        self.minute_passed.emit()
        if self._today() != self._day:
            self._day = self._today()
            self.day_changed.emit()
