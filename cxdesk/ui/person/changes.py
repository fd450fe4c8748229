"""What was changed about a person lately, folded away until it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services import activity
from cxdesk.ui.form.rows import column, fold_button
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.person.subject import PersonSubject

_MOST = 10


class Changes(QWidget):
    """The newest entries of the history that are about the person themself, newest first."""

    def __init__(self, subject: PersonSubject) -> None:
        super().__init__()
        self._subject = subject
        self._lines: list[Value] = []
        self._rows = QWidget()
        self.switch = fold_button("changes", "")
        self.switch.clicked.connect(lambda _=False: self.unfold(self._rows.isHidden()))
        self._box = column(self._rows)
        box = column(self, 0, (0, PAD_X, 0, 0))
        box.addWidget(self.switch)
        box.addWidget(self._rows)
        self.unfold(False)

    def unfold(self, on: bool) -> None:
        """Show or hide the entries."""
        self._rows.setVisible(on)
        self.switch.set_value(
            [Span("Changed lately", "text2")],
            Lead("glyph", "chevron_up" if on else "chevron_down"),
        )
        if self._subject.id is not None:
            self.show_loaded()

    def lines(self) -> list[Value]:
        """The entries shown."""
        return [line for line in self._lines if not line.isHidden()]

    def show_loaded(self) -> None:
        """Show the entries of the person as they are now; folded away they are not read."""
        if self._rows.isHidden():
            return
        id = self._subject.sheet.row.id
        entries = self._subject.read(lambda s: activity.of_item(s, id, _MOST))
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
