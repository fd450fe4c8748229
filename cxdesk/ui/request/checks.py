"""The checklist of a request: lines to tick, each beside what the program sees for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxdesk.model.requests import RequestState
from cxdesk.services.request_view import CheckLine, Reference
from cxdesk.ui.form.rows import Head, Rows, Wrap, column, spaced_rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.read_only import refused
from cxdesk.ui.request.checklist_form import ChecklistForm
from cxdesk.ui.request.forms import offer
from cxdesk.ui.request.subject import RequestSubject

_OPEN = (RequestState.SUBMITTED, RequestState.INFO_NEEDED)


class Checks(QWidget):
    """A person ticks; the program only says what it sees."""

    def __init__(self, subject: RequestSubject) -> None:
        super().__init__()
        self._subject = subject
        self.head = Head("Qualification")
        self.fault = Fault(subject.go)
        self.rows = Rows(lambda _row: _Line(self))
        self.edit = Value("edit-checklist", "")
        self.edit.set_value([Span("Edit the checklist…", "accent", 600)])
        self.edit.clicked.connect(lambda _=False: self._edit())
        box = column(self)
        box.addWidget(spaced_rule())
        head = column(holder := QWidget(), 0, (PAD_X, 12, PAD_X, 0))
        head.addWidget(self.head)
        box.addWidget(holder)
        for part in (self.rows, self.fault, self.edit):
            box.addWidget(part)

    @property
    def subject(self) -> RequestSubject:
        """The request whose checklist it is."""
        return self._subject

    @property
    def live(self) -> bool:
        """Whether lines can be ticked now."""
        return self._subject.sheet.state in _OPEN and not self._subject.desk.store.read_only

    def show_sheet(self) -> None:
        """Show the checklist as it is now."""
        it = self._subject.sheet
        ticked = len(it.checks) - len(it.open_lines)
        self.head.note.setText(f"{ticked} of {len(it.checks)} ticked" if it.checks else "")
        self.rows.show_rows(it.checks)
        self.edit.setVisible(self.live)

    def enter(self) -> None:
        """Put the keyboard at the first line that is open."""
        for one in self.rows.widgets():
            if not one.row.ticked:
                one.tick.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def tick(self, row: CheckLine) -> None:
        """Tick a line, or take the tick away."""
        if self._subject.sheet.state not in _OPEN:
            here = self._subject.sheet
            self.fault.refuse(f"{here.code} is {here.state.label.lower()}: its list is closed.")
        elif not refused(self):
            self._subject.edits.tick(
                self._subject.sheet, row.id, row.text, not row.ticked, self.fault
            )

    def _edit(self) -> None:
        ChecklistForm(self, self._subject).open()


class _Line(QWidget):
    """One line, what the program sees below it, and what that leads to."""

    def __init__(self, checks: Checks) -> None:
        super().__init__()
        self._checks = checks
        self.row: CheckLine
        self.tick = Value("check", "")
        self.tick.clicked.connect(lambda _=False: checks.tick(self.row))
        self._links = QWidget()
        self._wrap = Wrap(self._links)
        self._led: tuple[Reference, ...] = ()
        box = column(self)
        box.addWidget(self.tick)
        inner = column(holder := QWidget(), 0, (21, 0, 0, 0))
        inner.addWidget(self._links)
        box.addWidget(holder)

    def show_row(self, row: CheckLine) -> None:
        """Show the line as it is now."""
        self.row = row
        live = self._checks.live
        spans = [Span(row.text, "text2" if row.ticked else "text", 400 if row.ticked else 500)]
        if row.seen.text:
            doubts = row.seen.good is False and not row.ticked
            spans.append(Span(row.seen.text, "warn" if doubts else "text3", 400, 12))
        self.tick.set_live(live)
        self.tick.set_value(spans, Lead("check", number=row.ticked))
        said = ", ".join(part for part in (row.text, row.seen.text) if part)
        self.tick.setAccessibleName(f"{said}: {'ticked' if row.ticked else 'open'}")
        self._show_links(row.seen.leads if live and not row.ticked else ())

    def _show_links(self, leads: tuple[Reference, ...]) -> None:
        self._links.setVisible(bool(leads))
        if leads == self._led:
            return
        self._led = leads
        subject = self._checks.subject
        self._wrap.put([offer(one, partial(subject.open, one.kind, one.id)) for one in leads])
