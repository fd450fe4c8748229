"""The top of a charter in the panel: which version it is, and how it stands with its approvers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import day
from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui.charter.approval_part import ApprovalPart
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.form.rows import column, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.read_only import lock_changes


class Versions(Protocol):
    """The tab, as its top needs it."""

    def choose(self, version: int | None) -> None:
        """Look at a version; None: at the newest."""


class CharterTop(QWidget):
    """The version shown and its approval; without one, the button that begins it."""

    def __init__(
        self,
        subject: Subject,
        edits: CharterEdits,
        tab: Versions,
        shown: Callable[[], CharterRow],
    ) -> None:
        super().__init__()
        self._subject, self._tab = subject, tab
        self.version = Value("version", "Version", framed=True)
        self.version.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.version.clicked.connect(lambda _=False: self._pick_version())
        self.approval = ApprovalPart(subject, edits, shown)
        self._none = QWidget()
        missing = Value("missing", "", live=False)
        missing.set_value([Span("No charter yet. Ready needs one that is approved.", "text2")])
        self.fault = Fault(subject.go)
        self.start = QPushButton("Write charter")
        self.start.setObjectName("start-version")
        self.start.clicked.connect(lambda _=False: edits.start(self.fault))
        inner = column(self._none)
        inner.addWidget(missing)
        below = column(under := QWidget(), 0, (PAD_X, 6, 0, 2))
        below.addLayout(line(self.start, 1))
        inner.addWidget(under)
        inner.addWidget(self.fault)
        padded = column(holder := QWidget(), 0, (PAD_X, 4, 0, 0))
        padded.addLayout(line(self.version, 1))
        box = column(self)
        for widget in (holder, self._none, self.approval):
            box.addWidget(widget)

    def show_charter(self, charter: CharterRow | None) -> None:
        """Show a version, or that there is none."""
        for part in (self.version, self.approval):
            part.setVisible(charter is not None)
        self._none.setVisible(charter is None)
        lock_changes(self._subject.desk, self.start)
        if charter is None:
            return
        self.fault.clear_fault()
        note = f"{charter.state.label.lower()}, {day(charter.since)}"
        self.version.set_value(
            [Span(f"v{charter.label}", "text", 600), Span(note, "text2")],
            Lead("glyph", "lock" if charter.state is not CharterState.DRAFT else "edit"),
        )
        self.approval.show_charter(charter, self._subject.detail)

    def _pick_version(self) -> None:
        options = [
            Option(one.id, f"v{one.label}", f"{one.state.label.lower()}, {day(one.since)}")
            for one in reversed(self._subject.detail.charters)
        ]
        pick(self.version, "Version", options, self.approval.shown().id, self._tab.choose)
