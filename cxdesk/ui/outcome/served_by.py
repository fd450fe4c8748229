"""The initiatives that serve an outcome: a click opens one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import count
from cxdesk.services.strategy_view import Serving
from cxdesk.ui.form.rows import Rows, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.outcome.subject import OutcomeSubject

NOTHING = "No initiative serves this outcome yet"
HOW = "Open an initiative and choose this outcome under More details, Serves."


class ServedBy(QWidget):
    """Each with its code, its title and the sign of its state."""

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__()
        self._subject = subject
        self._title = label("", "strong")
        self._how = label(HOW, "body", "soft")
        self.rows = Rows(lambda _row: _Line(subject))
        head = column(holder := QWidget(), 2, (PAD_X, 16, PAD_X, 4))
        head.addWidget(self._title)
        head.addWidget(self._how)
        box = column(self)
        box.addWidget(holder)
        box.addWidget(self.rows)

    def show_sheet(self) -> None:
        """Show the outcome as it is now."""
        serving = self._subject.row.initiatives
        number = count(len(serving), "initiative")
        self._title.setText(f"Served by {number}" if serving else NOTHING)
        self._how.setVisible(not serving)
        self.rows.show_rows(serving)


class _Line(Value):
    """One initiative."""

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__("serving", "")
        self._id = 0
        self.clicked.connect(lambda _=False: subject.open("initiative", self._id))

    def show_row(self, row: Serving) -> None:
        """Show it as it is now."""
        self._id = row.id
        self.set_value(
            [Span(row.code, "text", 600), Span(row.title, "text2")],
            Lead("glyph", row.state.value, ink="text"),
        )
        self.setAccessibleName(f"{row.code} {row.title}, {row.state.label}")
        self.setToolTip(row.state.label)
