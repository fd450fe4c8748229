"""The list of meetings at the left of the tab, and below it how a new one is planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxdesk.services.meeting_rows import MeetingRow
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.meeting.tables import meeting_columns
from cxdesk.ui.table.view import TableView

_WIDE, _MOST_ROWS, _ALL = 236, 3, 16_777_215


class MeetingList(QWidget):
    """The one that runs, those to come, then the past; `table` is the list itself."""

    def __init__(
        self, today: Callable[[], date], plan: Callable[[], object], call: Callable[[], object]
    ) -> None:
        super().__init__()
        self._beside = True
        self.table = TableView("meetings", "Meetings", meeting_columns(today))
        self.table.head.setSectionsClickable(False)  # their order says what comes next
        self.plan = _link("add-meeting", "Plan a meeting", "plus", plan)
        self.call = _link("add-urgent", "Call an urgent meeting", "clock", call)
        box = column(self)
        box.addWidget(self.table, 1)
        for link in (self.plan, self.call):
            box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(4)

    def set_rows(self, rows: Sequence[MeetingRow]) -> None:
        """Show these meetings."""
        self.table.set_rows(rows)
        self._fit()

    def offer(self, *, live: bool, urgent: bool) -> None:
        """Offer to plan a meeting, and to call one where something `urgent` waits."""
        self.plan.setVisible(live)
        self.call.setVisible(live and urgent)

    def stand_beside(self, beside: bool) -> None:
        """Stand at the left of the meeting, or above it where there is little room."""
        self._beside = beside
        self.setMinimumWidth(_WIDE if beside else 0)
        self.setMaximumWidth(_WIDE if beside else _ALL)
        self._fit()

    def _fit(self) -> None:
        rows = min(len(self.table.table.rows), _MOST_ROWS)
        high = self.table.head.sizeHint().height() + 2
        high += rows * self.table.verticalHeader().defaultSectionSize()
        self.table.setMaximumHeight(_ALL if self._beside else high)


def _link(key: str, text: str, sign: str, act: Callable[[], object]) -> Value:
    made = Value(key, "")
    made.set_value([Span(text, "accent", 600)], Lead("glyph", sign, ink="accent"))
    made.clicked.connect(lambda _=False: act())
    return made
