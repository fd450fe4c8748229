"""The findings that drop from the search box as you type."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from cxdesk.services.search import Hit
from cxdesk.ui import theme as themes
from cxdesk.ui.rows import Row, RowList

HEADINGS = {
    "initiative": "Initiatives",
    "person": "People",
    "batch": "Batches",
    "outcome": "Outcomes",
    "frame_item": "Principles",
    "request": "Requests",
    "decision": "Decisions",
    "meeting": "Meetings",
    "action": "Actions",
    "comment": "Comments",
}
_SIGNS = {
    "person": "people",
    "batch": "board",
    "outcome": "insight",
    "frame_item": "strategy",
    "request": "document",
    "decision": "on_track",
    "meeting": "calendar",
    "action": "checklist",
    "comment": "edit",
}
_WIDTH = 520


class ResultsPopup(QFrame):
    """The findings, grouped by kind, the group of the best one first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.list = RowList(self, "Findings")
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("role", "body")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self._nothing)
        # Square and opaque: the place below is not painted again at every key stroke.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        window.installEventFilter(self)
        self.hide()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.list.rows.rowCount()

    @property
    def message(self) -> str:
        """What it says instead of findings."""
        return self._nothing.text() if self.is_empty else ""

    def show_hits(self, hits: Iterable[Hit], words: str, *, complete: bool) -> None:
        """List findings for `words`; not `complete` while the file is still being read."""
        rows = rows_of(hits)
        self.list.show_rows(rows, words)
        short = words if len(words) <= 60 else words[:59] + "…"
        self._nothing.setText(f"Nothing found for “{short}”" if complete else "Still reading …")
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def place(self, box: QWidget) -> None:
        """Show it below `box`, right edges in line."""
        window = self._window
        corner = box.mapTo(window, QPoint(box.width(), box.height() + 4))
        width = min(_WIDTH, window.width() - 32)
        wanted = self.list.wanted_height(width - 2) if not self.is_empty else 36
        height = min(wanted + 10, window.height() - corner.y() - 40)
        self.setGeometry(max(16, corner.x() - width), corner.y(), width, height)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        p.fillRect(self.rect(), theme.surface)
        p.setPen(theme.control)
        p.drawRect(self.rect().adjusted(0, 0, -1, -1))


def rows_of(hits: Iterable[Hit]) -> list[Row]:
    """Findings as rows, kinds together, in the order in which each kind's best one came."""
    groups: dict[str, list[Row]] = {}
    for hit in hits:
        sign = hit.state if hit.kind == "initiative" else _SIGNS[hit.kind]
        row = Row(hit.text, HEADINGS[hit.kind], hit.code, hit.note, sign, data=hit)
        groups.setdefault(hit.kind, []).append(row)
    return [row for group in groups.values() for row in group]
