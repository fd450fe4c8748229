"""The end of a long list comes near to what is seen: then more of it is made."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QScrollArea, QWidget


def area_around(widget: QWidget) -> QScrollArea | None:
    """What `widget` is scrolled in."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


class Nearing(QObject):
    """Follows what is scrolled around `list`, and where its end stands."""

    # It may be near now.
    neared = Signal()

    def __init__(self, list: QWidget) -> None:
        super().__init__(list)
        self._list = list
        self._followed: QScrollArea | None = None
        list.installEventFilter(self)

    @property
    def near(self) -> bool:
        """Whether the end is seen, or is less than what is seen below that."""
        area = area_around(self._list)
        if area is None:
            return True
        if not self._list.isVisible():
            return False
        port = area.viewport()
        end = self._list.mapTo(port, QPoint(0, self._list.height())).y()
        return 0 <= end < 2 * port.height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            area = area_around(self._list)
            if area is not None and area is not self._followed:
                self._followed, bar = area, area.verticalScrollBar()
                bar.valueChanged.connect(self.neared)
                bar.rangeChanged.connect(self.neared)
            self.neared.emit()
        return False
