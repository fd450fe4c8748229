"""The limits of the strategy, each with a tick or with what breaks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.services.frame_check import Check
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead


class Checks(QWidget):
    """A line for each limit; what fails says so in red, with a triangle."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Value] = []
        self._box = column(self)
        head = label("Strategy limits", "strong")
        head.setContentsMargins(6, 6, 0, 2)
        self._box.addWidget(head)

    def show_checks(self, found: Sequence[Check]) -> None:
        """Show these lines."""
        while len(self._lines) < len(found):
            made = Value("check", "", live=False)
            self._lines.append(made)
            self._box.addWidget(made)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(found))
            if place < len(found):
                here = found[place]
                ink = "text" if here.passed else "danger"
                lead = Lead("glyph", "tick" if here.passed else "alert", ink=ink)
                line.set_value([Span(here.text, ink, 400 if here.passed else 600)], lead)
                said = "holds" if here.passed else "breaks"
                line.setAccessibleName(f"{here.text}: {said}")

    def words(self) -> list[str]:
        """What is shown."""
        return [line.words() for line in self._lines if not line.isHidden()]
