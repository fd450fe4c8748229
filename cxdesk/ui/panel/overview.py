"""The overview: facts, outcome, what the next state needs, next actions, talk and files."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from cxdesk.model.states import State
from cxdesk.ui.form.ask import Ask
from cxdesk.ui.form.rows import page, spaced_rule
from cxdesk.ui.panel.action_views import NextActions
from cxdesk.ui.panel.attachments import Attachments
from cxdesk.ui.panel.comments import Comments
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.facts import Facts
from cxdesk.ui.panel.more_facts import MoreFacts
from cxdesk.ui.panel.needs import Needs
from cxdesk.ui.panel.subject import Subject


class Overview(QScrollArea):
    """The first tab."""

    def __init__(self, subject: Subject, edits: Edits) -> None:
        super().__init__()
        self._subject, self._edits = subject, edits
        self.facts = Facts(subject, edits)
        self.more = MoreFacts(subject, edits)
        self.more.unfolded.connect(self.facts.set_unfolded)
        self.needs = Needs(subject)
        self.needs.row_wanted.connect(self.enter)
        self.ask = Ask(subject.go)
        self.next_actions = NextActions(subject)
        self.comments = Comments(subject)
        self.attachments = Attachments(subject)
        self._parts = (
            self.facts, self.more, self.needs, self.next_actions, self.comments, self.attachments,
        )  # fmt: skip
        box = page(self)
        box.addWidget(self.facts)
        box.addWidget(self.more)
        box.addWidget(self.needs)
        box.addWidget(self.ask)
        for part in (self.next_actions, self.comments, self.attachments):
            box.addWidget(spaced_rule())
            box.addWidget(part)
        box.addStretch(1)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        for part in self._parts:
            part.show_detail()

    def enter(self, row: str) -> None:
        """Put the keyboard at a row: "owner", "dates", "files", "comments", "check" ..."""
        below = {"comments": self.comments.field, "files": self.attachments.add}
        if row == "check":
            self._ask_check()
        elif row in below:
            below[row].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.facts.enter(row):
            self.more.enter(row)
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus)

    def _ask_check(self) -> None:
        it = self._subject.detail
        if it.state is not State.DELIVERED:
            return
        self.ask.ask(
            f"What did the six-month check of {it.code} show?",
            [
                ("Passed", lambda text: self._edits.check(True, text, self.ask)),
                ("Not passed", lambda text: self._edits.check(False, text, self.ask)),
            ],
        )
