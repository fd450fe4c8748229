"""Where a charter version stands: which one it is, what is missing, who approves, what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cxdesk.model.charters import CharterState, Verdict
from cxdesk.model.wording import day, listed
from cxdesk.services.charter_rows import ApprovalLine, CharterRow
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.form.ask import Ask
from cxdesk.ui.form.rows import Row, Wrap, column, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.facts import none
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick, pick_many

_VERDICTS = {
    None: "has not answered yet", Verdict.APPROVED: "approved", Verdict.REJECTED: "sent it back",
    Verdict.MORE: "asked for more",
}  # fmt: skip


class Versions(Protocol):
    """The tab, as its top needs it."""

    def choose(self, version: int | None) -> None:
        """Look at a version; None: at the newest."""


class CharterTop(QWidget):
    """Version, approvals and the one or two steps that can be taken now."""

    def __init__(self, subject: Subject, edits: CharterEdits, tab: Versions) -> None:
        super().__init__()
        self._subject, self._edits, self._tab = subject, edits, tab
        self._charter: CharterRow | None = None
        self._chosen: dict[int, list[int]] = {}  # by version: who shall approve it
        self.version = Value("version", "Version", framed=True)
        self.version.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.version.clicked.connect(lambda _=False: self._pick_version())
        self._missing = Value("missing", "", live=False)
        self.approvers = Value("approvers", "Approvers")
        self.approvers.clicked.connect(lambda _=False: self._pick_approvers())
        self._approvers_row = Row("Approvers", subject.go).hold(self.approvers)
        self._said = Value("approvals", "Approvals", live=False)
        self._said.line = 17
        self.start = self._button("start-version", "", lambda: edits.start(self.fault))
        self.submit = self._button("submit", "Submit for approval", self._submit)
        self.approve = self._button("approve", "Approve…", self._approve)
        self.send_back = self._button("send-back", "Send back…", self._send_back)
        self.fault = Fault(subject.go)
        self.ask = Ask(subject.go)
        buttons = Wrap(gap=8)
        for button in (self.start, self.submit, self.approve, self.send_back):
            buttons.addWidget(button)
        padded = column(holder := QWidget(), 0, (PAD_X, 4, 0, 0))
        padded.addLayout(line(self.version, 1))
        below = column(under := QWidget(), 0, (PAD_X, 6, 0, 2))
        below.addLayout(buttons)
        box = column(self)
        for widget in (
            holder, self._missing, self._said, self._approvers_row, under, self.fault, self.ask,
        ):  # fmt: skip
            box.addWidget(widget)

    def _button(self, key: str, text: str, slot: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(key)
        made.clicked.connect(lambda _=False: slot())
        return made

    # Showing ------------------------------------------------------------------------------

    def show_charter(self, charter: CharterRow | None) -> None:
        """Show a version, or that there is none."""
        if charter is None or self._charter is None or charter.id != self._charter.id:
            self.fault.clear_fault()
            self.ask.close_question()
        self._charter = charter
        it = self._subject.detail
        state = charter.state if charter else None
        self.version.setVisible(charter is not None)
        if charter is not None:
            note = f"{charter.state.label.lower()}, {day(charter.since)}"
            self.version.set_value(
                [Span(f"v{charter.label}", "text", 600), Span(note, "text2")],
                Lead("glyph", "lock" if state is not CharterState.DRAFT else "edit"),
            )
        self._show_missing(charter)
        self._show_approvals(it, charter)
        newest = it.charters[-1] if it.charters else None
        ended = newest is None or newest.state in (CharterState.APPROVED, CharterState.SUPERSEDED)
        self.start.setVisible(ended and charter == newest)
        self.start.setText("Start new version" if newest else "Write charter")
        self.submit.setVisible(state is CharterState.DRAFT)
        for button in (self.approve, self.send_back):
            button.setVisible(state is CharterState.IN_REVIEW)

    def _show_missing(self, charter: CharterRow | None) -> None:
        if charter is None:
            self._missing.set_value(
                [Span("No charter yet. Ready needs one that is approved.", "text2")]
            )
        elif charter.missing:
            self._missing.set_value(
                [Span(f"Still needs {listed(charter.missing)}.")], Lead("glyph", "clock")
            )
        self._missing.setVisible(charter is None or bool(charter.missing))

    def _show_approvals(self, it: Detail, charter: CharterRow | None) -> None:
        draft = charter is not None and charter.state is CharterState.DRAFT
        self._approvers_row.setVisible(draft)
        if charter is not None and draft:
            names = [self._subject.name_of(one) for one in self._wanted(it, charter)]
            self.approvers.set_value(
                [Span(listed(names))] if names else none("choose who approves")
            )
        said = charter.approvals if charter else ()
        if draft:  # what was said in the review that came back
            said = tuple(one for one in said if one.verdict is Verdict.REJECTED)
        self._said.setVisible(bool(said))
        self._said.set_value([Span("; ".join(_words(one) for one in said), "text2", 400, 12)])

    def _wanted(self, it: Detail, charter: CharterRow) -> list[int]:
        """Who shall approve: as chosen, else as in the last review, else the sponsor."""
        before = [one.person.id for one in charter.approvals]
        sponsor = [it.sponsor.id] if it.sponsor else []
        return self._chosen.get(charter.id, before or sponsor)

    # Changing -----------------------------------------------------------------------------

    @property
    def _here(self) -> CharterRow:
        assert self._charter is not None
        return self._charter

    def _pick_version(self) -> None:
        options = [
            Option(one.id, f"v{one.label}", f"{one.state.label.lower()}, {day(one.since)}")
            for one in reversed(self._subject.detail.charters)
        ]
        pick(self.version, "Version", options, self._here.id, self._tab.choose)

    def _pick_approvers(self) -> None:
        here = self._here

        def chosen(people: list[int]) -> None:
            self._chosen[here.id] = people
            self.show_charter(self._charter)

        pick_many(
            self.approvers, "Who approves it", self._subject.people(),
            self._wanted(self._subject.detail, here), chosen,
        )  # fmt: skip

    def _submit(self) -> None:
        if self._edits.submit(self._wanted(self._subject.detail, self._here), self.fault):
            self.approve.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self, kept: bool) -> bool:
        """The button that asked is gone; without this the focus would fall into the text below."""
        if kept:
            self.version.setFocus(Qt.FocusReason.OtherFocusReason)
        return kept

    def _waiting(self) -> list[ApprovalLine]:
        return [one for one in self._here.approvals if one.verdict is not Verdict.APPROVED]

    def _as_whom(self, button: QWidget, then: Callable[[int], object]) -> None:
        waiting = self._waiting()
        if len(waiting) == 1:
            then(waiting[0].person.id)
            return
        options = [
            Option(one.person.id, one.person.name, one.person.role,
                   Lead("avatar", one.person.initials))
            for one in waiting
        ]  # fmt: skip
        pick(button, "As which approver", options, None, then)

    def _approve(self) -> None:
        def ask(person: int) -> None:
            def approve(text: str) -> bool:
                return self._answered(self._edits.approve(person, text, self.ask))

            name = self._subject.name_of(person)
            sentence = f"{name} approves v{self._here.label}. A comment, if there is one:"
            self.ask.ask(sentence, [("Approve", approve)])

        self._as_whom(self.approve, ask)

    def _send_back(self) -> None:
        def ask(person: int) -> None:
            def send(text: str) -> bool:
                return self._answered(self._edits.send_back(person, text, self.ask))

            name = self._subject.name_of(person)
            self.ask.ask(f"{name} sends v{self._here.label} back. Why?", [("Send back", send)])

        self._as_whom(self.send_back, ask)


def _words(one: ApprovalLine) -> str:
    on = f" {day(one.on)}" if one.on else ""
    comment = f": {one.comment}" if one.comment else ""
    return f"{one.person.name} {_VERDICTS[one.verdict]}{on}{comment}"
