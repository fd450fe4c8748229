"""A person at the table beside the bars."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services import detail
from cxdesk.services.cards import Card
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.plan import PADDING
from cxdesk.ui.roadmap.table_rows import LaneHead
from tests.ui.page_hands import PageHands


class TableHands(PageHands):
    """Hands at a timeline page with its table."""

    page: TimelinePage

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        page = TimelinePage(Editing(desk, desk))
        qtbot.addWidget(page)
        page.table.show(True)
        assert page.table.side is not None
        self.side = page.table.side
        self.timeline = self.side.table
        super().__init__(page, self.timeline, qtbot)
        self.canvas = page.canvas
        QApplication.processEvents()

    def card(self, code: str) -> Card:
        """What the timeline knows of an initiative."""
        return next(card for card in self.page.rows.all_cards() if card.code == code)

    def kept(self, code: str) -> detail.Detail:
        """What the file knows of it."""
        with self.desk.read() as session:
            return detail.detail(session, self.card(code).id)

    def lanes(self) -> dict[str, list[str]]:
        """The codes below each heading."""
        found: dict[str, list[str]] = {}
        for row in self.timeline.table.rows:
            if isinstance(row, LaneHead):
                codes = found.setdefault(row.title, [])
            else:
                codes.append(row.code)
        return found

    def unaligned(self) -> list[str]:
        """Codes of bars in sight whose upper edge is not that of their row; there are some."""
        wrong, seen = [], 0
        for row in self.timeline.table.rows:
            rect = self.canvas.rect_of(row.id)
            if rect.isNull():
                continue
            place = self.timeline.lanes.row(row.id)
            assert place is not None
            seen += 1
            top = self.timeline.rowViewportPosition(place)
            there = self.timeline.viewport().mapTo(self.page, QPoint(0, top + PADDING)).y()
            bar = self.canvas.viewport().mapTo(self.page, QPoint(0, int(rect.top()))).y()
            if there != bar:
                wrong.append(f"{row.code}: row {there}, bar {bar}")
        assert seen > 5
        return wrong

    def head_point(self, title: str) -> QPoint:
        """The middle of a heading in the table."""
        rows = self.timeline.table.rows
        place = next(n for n, row in enumerate(rows) if row.title == title)
        self.timeline.scrollTo(self.timeline.table.index(place, 0))
        return QPoint(120, self.timeline.rowViewportPosition(place) + 18)

    def click_head(self, title: str) -> None:
        at = self.head_point(title)
        QTest.mouseClick(
            self.timeline.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
        )
        QApplication.processEvents()

    def click_title(self, key: str) -> None:
        """Click the title of a column."""
        place = self.timeline.keys().index(key)
        at = QPoint(self.timeline.columnViewportPosition(place) + 20, 12)
        QTest.mouseClick(
            self.timeline.head.viewport(), Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier, at,
        )  # fmt: skip
        QApplication.processEvents()

    def fault(self) -> str:
        """What is said at the cell that is being changed."""
        field = self.timeline.editor()
        assert field is not None
        return field.note.text()
