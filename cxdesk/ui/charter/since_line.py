"""What changed since a version was signed, the way to both sides, and what a draft takes over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import listed
from cxdesk.services import charter_phases
from cxdesk.services.charter_diff import Difference, topics
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charter_since import phases_left_behind, since_signed, since_version
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.changes_button import compared_with
from cxdesk.ui.form.rows import column, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.read_only import lock_changes

_MOST_TOPICS = 4


class SinceLine(QWidget):
    """One sentence; a click on it shows both sides."""

    def __init__(self, subject: Subject, compare: Callable[[], object]) -> None:
        super().__init__()
        self._subject = subject
        self._id: int | None = None
        self.said = Value("changed-since", "")
        self.said.clicked.connect(lambda _=False: compare())
        self.take_over = QPushButton("Lay the phases over the new dates")
        self.take_over.setObjectName("take-over-dates")
        self.take_over.clicked.connect(lambda _=False: self._lay_out())
        self.fault = Fault(subject.go)
        self._below = QWidget()
        column(self._below, 0, (PAD_X, 4, 0, 4)).addLayout(line(self.take_over, 1))
        box = column(self)
        for part in (self.said, self._below, self.fault):
            box.addWidget(part)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        """Say it of this version; nothing where none was signed."""
        if charter.id != self._id:
            self._id = charter.id
            self.fault.clear_fault()
        before = compared_with(charter, detail.charters)
        shown = before is not None and charter.state is not CharterState.SUPERSEDED
        self.setVisible(shown)
        if before is None or not shown:
            return
        if before.id == charter.id:
            found = self._subject.read(lambda s: since_signed(s, charter.id))
            self._say(found, "Changed since signed", "Nothing changed since it was signed.")
            self._below.hide()
            return
        found = self._subject.read(lambda s: since_version(s, before.id, charter.id))
        self._say(
            found, f"Says otherwise than v{before.label}", f"Says the same as v{before.label}."
        )
        self._below.setVisible(self._subject.read(lambda s: phases_left_behind(s, charter.id)))
        lock_changes(self._subject.desk, self.take_over)

    def _say(self, found: tuple[Difference, ...], some: str, none: str) -> None:
        self.said.set_live(bool(found))
        if not found:
            self.said.set_value([Span(none, "text2")], Lead("glyph", "tick"))
            return
        named = list(topics(found))
        if len(named) > _MOST_TOPICS:
            named = [*named[:_MOST_TOPICS], f"{len(named) - _MOST_TOPICS} more"]
        spans = [Span(f"{some}: {listed(named)}."), Span("Compare", "accent", 600)]
        self.said.set_value(spans, Lead("glyph", "history"))

    def _lay_out(self) -> None:
        id = self._id
        assert id is not None
        code = self._subject.detail.code
        self._subject.do(
            f"Lay the phases of {code} over its new dates",
            lambda s: charter_phases.spread(s, id), self.fault,
        )  # fmt: skip
