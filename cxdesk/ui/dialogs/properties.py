"""What a file is and holds, and whether it is in order."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFormLayout, QWidget

from cxdesk.model.wording import count, day
from cxdesk.services import activity, programs
from cxdesk.services.check import broken_rules
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.backups import size
from cxdesk.ui.dialogs.dialog import Dialog, label
from cxdesk.ui.dialogs.letterhead import LetterheadForm
from cxdesk.ui.jobs import Cancelled, Job, Jobs, Progress

_MOST_LINES = 12


def findings(store: Store) -> list[str]:
    """All that is wrong with a file, in words: structure and history first, then the rules."""
    found = store.problems()
    if not found:  # rules are read from rows that hold together
        with store.read() as session:
            found = list(broken_rules(session))
    return found


class PropertiesDialog(Dialog):
    """The properties of the open file."""

    def __init__(self, parent: QWidget | None, desk: Desk, jobs: Jobs) -> None:
        super().__init__(parent, "Properties", 520)
        self._desk, self._jobs = desk, jobs
        self._job: Job | None = None
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(self._form)
        self._fill()
        self.outcome = label("", "body", selectable=True)
        self.outcome.setAccessibleName("Result of the check")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.verify = self.add_button("Verify now", self._on_verify, left=True)
        close = self.add_button("Close", self.accept, role="primary")
        close.setFocus()  # most people only look

    def _fill(self) -> None:
        store = self._desk.store
        with self._desk.read() as session:
            what = programs.properties(session)
            changed = activity.last_change(session)
        file = store.path.stat()
        self._row("Program", f"{what.name}, {what.subtitle}" if what.subtitle else what.name)
        self._row("File", str(store.path))
        self._row("Size", size(file.st_size))
        if store.read_only:
            self._row("Access", "For reading only")
        self._row("Begun", day(what.start))
        self._row("Last change", moment(changed) if changed else "none")
        self._row("History", count(store.head.seq, "entry", "entries"))
        self._row("Initiatives", f"{what.initiatives:,}, {what.cost:,.0f} k{_sign(what.currency)}")
        self._row("Batches", f"{what.batches:,}")
        self._row("People", f"{what.people:,}")
        self.letterhead = LetterheadForm(self._desk)
        self._form.addRow(label("On paper", "small"), self.letterhead)

    def _row(self, name: str, value: str) -> None:
        self._form.addRow(label(name, "small"), label(value, "body", selectable=True))

    def _on_verify(self) -> None:
        if self._job is not None:
            self._job.cancel()
            return
        store = self._desk.store

        def work(_progress: Progress, _cancelled: Cancelled) -> list[str]:
            return findings(store)

        self.verify.setText("Stop verifying")
        self._job = self._jobs.run(work, done=self._on_verified, failed=self._on_failed)
        self._job.stopped.connect(self._end)

    def _on_verified(self, found: list[str]) -> None:
        entries = count(self._desk.store.head.seq, "entry", "entries")
        if not found:
            self._say(f"In order: the file, its history ({entries}) and the rules.")
            return
        lines = found[:_MOST_LINES]
        if len(found) > len(lines):
            lines.append(f"… and {len(found) - len(lines)} more: run cxdesk check on the file.")
        self._say("\n".join(lines), wrong=True)

    def _on_failed(self, error: KnownError) -> None:
        self._say(error.text, wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.outcome.setProperty("role", "danger" if wrong else "strong")
        self.outcome.setText(text)
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.outcome.show()
        self._end()

    def _end(self) -> None:
        self._job = None
        self.verify.setText("Verify now")

    def done(self, result: int) -> None:
        """Close; a check under way is given up."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)


def moment(at: datetime) -> str:
    """A day and time in local words: "23 Nov 2026, 09:00"."""
    local = at.astimezone()
    return f"{day(local.date())}, {local:%H:%M}"


def _sign(currency: str) -> str:
    return {"EUR": "€", "USD": "$", "GBP": "£"}.get(currency, f" {currency}")
