"""What was changed about a person lately."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services.activity import Entry
from cxdesk.ui.form.rows import Head, column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.person.subject import PersonSubject


class Changes(QWidget):
    """The newest entries of the history, newest first; hidden when there are none."""

    def __init__(self, subject: PersonSubject) -> None:
        super().__init__()
        self._subject = subject
        self._lines: list[Value] = []
        top = column(holder := QWidget(), 0, (PAD_X, 12, PAD_X, 0))
        top.addWidget(Head("Changed lately"))
        self._box = column(self)
        self._box.addWidget(holder)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.setVisible(bool(entries))
        while len(self._lines) < len(entries):
            made = Value(f"change-{len(self._lines)}", "", live=False)
            self._lines.append(made)
            self._box.addWidget(made)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(entries))
            if place < len(entries):
                one = entries[place]
                when = f"{day(one.at.date())} {one.at:%H:%M}, {one.who}"
                line.set_value([Span(one.text), Span(when, "text3", 400, 12)])
