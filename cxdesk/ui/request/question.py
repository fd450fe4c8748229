"""What a request waits for: the question, of whom it was asked, and room for the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.requests import RequestState
from cxdesk.model.wording import day
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.read_only import is_read_only
from cxdesk.ui.request.subject import RequestSubject


class Question(QWidget):
    """Shown while the answer is not in; Ctrl+Enter takes it."""

    def __init__(self, subject: RequestSubject) -> None:
        super().__init__()
        self.setObjectName("ask")
        self._subject = subject
        self.asked = Value("asked", "")
        self.asked.clicked.connect(lambda _=False: self._open())
        self.words = label("", "body")
        self.fault = Fault(subject.go)
        self.field = TextField(
            "answer", "Answer", None, fault=self.fault, lines=True, placeholder="The answer"
        )
        self.field.setProperty("quiet", False)
        self.field.entered = self._take
        self.take = QPushButton("Take the answer")
        self.take.setAutoDefault(False)
        self.take.clicked.connect(lambda _=False: self._take())
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 2, 0, 0)
        buttons.addWidget(self.take)
        buttons.addStretch(1)
        box = column(self, 4, (0, 4, PAD_X, 10))
        box.addWidget(self.asked)
        inner = column(holder := QWidget(), 6, (PAD_X, 0, 0, 0))
        for part in (self.words, self.field, self.fault):
            inner.addWidget(part)
        inner.addLayout(buttons)
        box.addWidget(holder)

    def show_sheet(self) -> None:
        """Show what is asked now."""
        it = self._subject.sheet
        waits = it.state is RequestState.INFO_NEEDED
        self.setVisible(waits)
        self.field.show_value(it.id, "")
        if not waits:
            return
        since = Span(f"since {day(it.since)}", "text3")
        if it.asked is None:
            self.asked.set_value([Span("Waits for an answer", "text", 600), since])
        else:
            self.asked.set_value(
                [Span(f"Waits for {it.asked.name}", "text", 600), since],
                Lead("avatar", it.asked.initials),
            )
        self.words.setText(it.question)
        self.words.setVisible(bool(it.question))
        for part in (self.field, self.take):
            part.setVisible(not is_read_only(self))

    def enter(self) -> None:
        """Put the keyboard into the answer."""
        if self.field.isVisibleTo(self):
            self.field.at_end()

    def _open(self) -> None:
        if (asked := self._subject.sheet.asked) is not None:
            self._subject.open("person", asked.id)

    def _take(self) -> None:
        it = self._subject.sheet
        if self._subject.edits.answer(it, self.field.words(), self.field):
            self.field.restore()
        else:
            self.field.setFocus()
