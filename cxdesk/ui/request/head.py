"""The head of a request's panel: code, source, title, where it stands, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.requests import RequestState
from cxdesk.model.wording import count, day
from cxdesk.services.requests import title_problem
from cxdesk.ui import type as typeface
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.head_buttons import HeadButtons
from cxdesk.ui.form.rows import MARGIN, Wrap, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.request.steps import Step, Steps
from cxdesk.ui.request.subject import RequestSubject
from cxdesk.ui.request.words import sign, urgency

_IN_PLACE = ("answer",)  # asked and answered below, in the panel itself


class RequestHead(QWidget):
    """What is asked for, and the buttons of the next steps; one of them is the likely one."""

    # It cannot be qualified yet: a line of its checklist is open.
    checks_wanted = Signal()

    def __init__(self, subject: RequestSubject) -> None:
        super().__init__()
        self._subject = subject
        self._code = label("", "strong")
        self._code.setWordWrap(False)
        self._code.setFixedHeight(26)
        self._line = Value("belongs", "", live=False)
        self.buttons = HeadButtons("request")
        self.fault = Fault(subject.go)
        self.title = checked(
            TextField("title", "Title", self._save, fault=self.fault, role=typeface.TITLE),
            title_problem,
        )
        self.state = Value("state", "State", live=False)
        self.state.clicked.connect(lambda _=False: self._open_whole())
        self.refusal = Fault(subject.go)
        self.steps = Steps(subject, subject.edits, self, lambda: self.refusal)
        self.offers: dict[str, QPushButton] = {}
        self._wrap = Wrap(gap=6)
        top = QHBoxLayout()
        top.setContentsMargins(PAD_X, 0, 0, 0)
        top.setSpacing(2)
        top.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._line, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setContentsMargins(PAD_X, 6, PAD_X, 0)
        below.addLayout(self._wrap)
        self._below = QWidget()
        self._below.setObjectName("steps")
        self._below.setLayout(below)
        box = column(self, 0, (MARGIN - PAD_X, 8, MARGIN - PAD_X, 8))
        box.addLayout(top)
        for widget in (self.title, self.fault, self.state, self._below, self.refusal):
            box.addWidget(widget)

    @property
    def desk(self) -> object:
        """The desk, where a form of this head looks for it."""
        return self._subject.desk

    def show_sheet(self) -> None:
        """Show the request as it is now."""
        it = self._subject.sheet
        self._code.setText(it.code)
        self._line.set_value([Span(it.source.label, "text2")])
        self.title.show_value(it.id, it.title)
        self.title.set_read_only(self._subject.fixed)
        self.state.set_live(it.into is not None)
        self.state.set_value(self._state(), sign(it.state))
        steps = [one for one in self.steps.offered([it]) if one.key not in _IN_PLACE]
        ready = it.state is RequestState.SUBMITTED and not it.open_lines
        self._show_steps(steps, "qualify" if ready else "")

    def _state(self) -> list[Span]:
        it, today = self._subject.sheet, self._subject.desk.today()
        age = (today - it.since).days
        since = f"since {day(it.since)}" if age else "today"
        if age and not it.state.over:
            since += f", {count(age, 'day')}"
        spans = [Span(it.state.label, "text", 600)]
        if it.into is not None:
            spans += [Span("into", "text2"), Span(it.into.code, "accent", 600)]
        spans.append(Span(since, "text3"))
        if it.reason:
            spans.append(Span(it.reason, "text2", 400, 12, below=True))
        if it.urgent and not it.state.over:
            late = it.deadline is not None and it.deadline < today
            spans.append(Span(urgency(True, it.deadline), "danger" if late else "warn", 600))
        return spans

    def _show_steps(self, steps: list[Step], likely: str) -> None:
        """One button a step; those that stay keep the keyboard."""
        read_only = self._subject.desk.store.read_only
        wanted = {} if read_only else {one.key: one for one in steps}
        for key, step in wanted.items():
            if key not in self.offers:
                made = self.offers[key] = QPushButton(step.text)
                made.setObjectName(key)
                made.setAutoDefault(False)
                made.clicked.connect(lambda _=False, key=key: self._take(key))
        self.offers = {key: self.offers[key] for key in wanted}
        for key, button in self.offers.items():
            role = "primary" if key == likely else ""
            if button.property("role") != role:
                button.setProperty("role", role)
                button.style().polish(button)
        self._wrap.put(list(self.offers.values()))
        self._below.setVisible(bool(self.offers))
        self.refusal.clear_fault()
        self._below.updateGeometry()

    def _take(self, key: str) -> None:
        it = self._subject.sheet
        self.steps.take(key, [it])
        if key == "qualify" and it.open_lines and self.refusal.text():
            self.checks_wanted.emit()

    def _open_whole(self) -> None:
        """Go to what it was merged into."""
        if (into := self._subject.sheet.into) is not None:
            self._subject.open(into.kind, into.id)

    def _save(self, title: str) -> bool:
        return self._subject.edits.rename(self._subject.sheet, title, self.title)
