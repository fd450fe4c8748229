"""The whole story of a request as a thread: each step with its day, a click away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services.story import StoryLine
from cxdesk.ui.form.rows import Head, Rows, column, spaced_rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.request.subject import RequestSubject

_SIGNS = {
    "submitted": "backlog", "info_needed": "help", "qualified": "on_track", "on_agenda": "week",
    "ranked": "in_progress", "accepted": "delivered", "deferred": "on_hold",
    "declined": "cancelled", "merged": "link", "rejected": "cancelled", "initiative": "kanban",
    "action": "checklist", "charter": "document", "delivered": "delivered",
    "cancelled": "cancelled", "check": "hourglass", "edited": "edit",
}  # fmt: skip


class Thread(QWidget):
    """From the submission to the six-month check, the oldest first."""

    def __init__(self, subject: RequestSubject) -> None:
        super().__init__()
        self._subject = subject
        self.rows = Rows(lambda _row: _Line(subject))
        box = column(self)
        box.addWidget(spaced_rule())
        head = column(holder := QWidget(), 0, (PAD_X, 12, PAD_X, 0))
        head.addWidget(Head("The whole story"))
        box.addWidget(holder)
        box.addWidget(self.rows)

    def show_sheet(self) -> None:
        """Show what happened until now."""
        self.rows.show_rows(self._subject.story)


class _Line(Value):
    """One step: what happened, when, and what it leads to."""

    def __init__(self, subject: RequestSubject) -> None:
        super().__init__("step", "", live=False)
        self._subject = subject
        self._row: StoryLine | None = None
        self.clicked.connect(lambda _=False: self._open())

    def show_row(self, row: StoryLine) -> None:
        """Show the step."""
        self._row = row
        before, code, after = row.text.partition(row.code) if row.code else (row.text, "", "")
        ink = "text3" if row.ahead else "text"
        spans = [Span(before.strip(), ink, 500)] if before.strip() else []
        if code:
            spans.append(Span(code, "accent" if row.kind else ink, 600))
        if after.strip():
            spans.append(Span(after.strip(), ink, 500))
        if day(row.on) not in row.text:
            spans.append(Span(day(row.on), "text3"))
        if row.more:
            spans.append(Span(row.more, "text2", 400, 12, below=True))
        self.set_live(bool(row.kind))
        self.set_value(spans, Lead("glyph", _SIGNS.get(row.step, "more"), ink="text2"))
        self.setAccessibleName(
            ", ".join(part for part in (row.text, day(row.on), row.more) if part)
        )

    def _open(self) -> None:
        if self._row is not None and self._row.kind:
            self._subject.open(self._row.kind, self._row.opens)
