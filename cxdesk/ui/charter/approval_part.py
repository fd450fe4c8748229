"""Who approves a charter, what they said, and the steps of its life: for the panel and the editor.

Draft: what is missing, who is asked, submit. In review: what each said, approve, reject, ask and
answer. Approved: what differs from what was signed, and the next version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.charters import CharterState, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count, listed
from cxdesk.services import charters
from cxdesk.services.charter_gaps import Gap, gaps
from cxdesk.services.charter_rows import ApprovalLine, CharterRow
from cxdesk.services.detail import Detail
from cxdesk.services.verdicts import PastVerdict, earlier_verdicts
from cxdesk.ui.charter.approval_words import past_words, said_spans
from cxdesk.ui.charter.changes_button import compared_with
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import Part
from cxdesk.ui.charter.signing import Signing
from cxdesk.ui.charter.since_line import SinceLine
from cxdesk.ui.form.ask import Ask
from cxdesk.ui.form.rows import Row, Rows, Wrap, column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.facts import none
from cxdesk.ui.panel.subject import Subject, avatar
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.read_only import lock_changes

if TYPE_CHECKING:
    from cxdesk.ui.charter.compare import Compare

_MOST_GAPS = 6
_ENDED = (CharterState.APPROVED, CharterState.SUPERSEDED)


class ApproverLine(Value):
    """An approver and what they said."""

    def __init__(self) -> None:
        super().__init__("approver", "", live=False)

    def show_row(self, row: ApprovalLine) -> None:
        """Show the approver as they stand now."""
        self.set_value(said_spans(row), avatar(row.person))


class ApprovalPart(Part):
    """The approval of one version."""

    # Something is missing in another part: its key, and the line or field.
    jump_requested = Signal(str, str)
    hint = "Who signs it, and what they said. An approved version never changes."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self._chosen: dict[int, list[int]] = {}  # by version: who shall approve it
        self._id: int | None = None
        self._busy = False
        self.missing = Value("missing", "", live=False)
        self.gaps = Rows(lambda _row: GapLine(self.jump_requested.emit))
        self.approvers = Value("approvers", "Approvers")
        self.approvers.clicked.connect(lambda _=False: self._pick_approvers())
        self._approvers_row = Row("Approvers", subject.go).hold(self.approvers)
        self.lines = Rows(lambda _row: ApproverLine(), 2)
        self.past = Value("approvals", "Said before", live=False)
        self.past.line = 17
        self.since = SinceLine(subject, self.compare)
        self.buttons = {
            key: self._button(key, text, slot)
            for key, text, slot in (
                ("submit", "Submit for approval", self._submit),
                ("approve", "Approve…", self._approve),
                ("send-back", "Reject…", self._reject),
                ("ask-more", "Ask for more…", self._ask_more),
                ("answer-more", "Answer…", self._answer),
                ("withdraw", "Back to draft", self._withdraw),
                ("start-version", "Start new version", self._start),
            )
        }
        self.fault, self.ask = Fault(subject.go), Ask(subject.go)
        row = Wrap(gap=8, below=6)
        for button in self.buttons.values():
            row.addWidget(button)
        self._below = QWidget()
        column(self._below, 0, (PAD_X, 6, 0, 2)).addLayout(row)
        self.box.setContentsMargins(0, 4, 0, 0)
        for widget in (
            self.missing, self.gaps, self.lines, self.since, self._approvers_row, self._below,
            self.fault, self.ask, self.past,
        ):  # fmt: skip
            self.box.addWidget(widget)

    def _button(self, key: str, text: str, slot: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(key)
        made.clicked.connect(lambda _=False: slot())
        return made

    # Showing ------------------------------------------------------------------------------

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        if charter.id != self._id:
            self._id, self._busy = charter.id, False
            self.fault.clear_fault()
            self.ask.close_question()
        self._show_gaps(charter)
        self._show_said(charter, detail)
        self.since.show_charter(charter, detail)
        self._show_buttons(charter, detail)

    def _show_gaps(self, charter: CharterRow) -> None:
        found = gaps(charter) if charter.state is CharterState.DRAFT else ()
        self.missing.setVisible(charter.state is CharterState.DRAFT)
        stop = [gap for gap in found if gap.refuses]
        if stop:
            text, lead = f"Still needs {listed(charter.missing)}.", Lead("glyph", "clock")
        elif found:
            text = f"It may be submitted. {count(len(found), 'gap')} for those who sign to judge:"
            lead = Lead("glyph", "tick")
        else:
            text, lead = "Nothing is missing: it may be submitted.", Lead("glyph", "tick")
        self.missing.set_value([Span(text)], lead)
        shown = list(found[:_MOST_GAPS])
        if len(found) > _MOST_GAPS:
            rest = len(found) - _MOST_GAPS
            last = found[_MOST_GAPS]
            shown.append(Gap(last.part, last.where, f"and {count(rest, 'more gap')}", False))
        self.gaps.show_rows([_GapRow(place, gap) for place, gap in enumerate(shown)])

    def _show_said(self, charter: CharterRow, detail: Detail) -> None:
        draft = charter.state is CharterState.DRAFT
        self._approvers_row.setVisible(draft)
        if draft:
            names = [self.subject.name_of(one) for one in self._wanted(detail, charter)]
            self.approvers.set_value(
                [Span(listed(names))] if names else none("choose who approves")
            )
        self.lines.show_rows(() if draft else [_Approver(one) for one in charter.approvals])
        said: Sequence[PastVerdict] = ()
        if draft or charter.approvals:
            said = self.subject.read(lambda s: earlier_verdicts(s, charter.id))
        self.past.setVisible(bool(said))
        spans = [Span(past_words(one), "text2", 400, 12, below=True) for one in said]
        self.past.set_value([Span("Said before", "text", 600, 12), *spans])

    def _show_buttons(self, charter: CharterRow, detail: Detail) -> None:
        review = charter.state is CharterState.IN_REVIEW
        asked = any(one.verdict is Verdict.MORE for one in charter.approvals)
        newest = detail.charters[-1].id == charter.id
        shown = {
            "submit": charter.state is CharterState.DRAFT,
            "approve": review, "send-back": review, "ask-more": review,
            "answer-more": review and asked, "withdraw": review,
            "start-version": newest and charter.state in _ENDED,
        }  # fmt: skip
        for key, button in self.buttons.items():
            button.setVisible(shown[key] or button.hasFocus())
        for key, button in self.buttons.items():
            if not shown[key] and button.isVisibleTo(self):  # it has the keyboard: one that stays
                self._below.setVisible(any(shown.values()))
                to = next((self.buttons[each] for each in shown if shown[each]), None)
                if to is not None:
                    to.setFocus(Qt.FocusReason.OtherFocusReason)
                button.hide()
        self.buttons["approve"].setText("Printing…" if self._busy else "Approve…")
        lock_changes(self.subject.desk, *self.buttons.values())
        self._below.setVisible(any(shown.values()))

    def _wanted(self, detail: Detail, charter: CharterRow) -> list[int]:
        """Who shall approve: as chosen, else as in the last review, else the sponsor."""
        before = [one.person.id for one in charter.approvals]
        sponsor = [detail.sponsor.id] if detail.sponsor else []
        return self._chosen.get(charter.id, before or sponsor)

    def compare(self) -> Compare:
        """Show what was signed beside this version, or beside what is true now."""
        from cxdesk.ui.charter.compare import NOW, show_compared

        here = self.shown()
        before = compared_with(here, self.subject.detail.charters) or here
        after = NOW if before.id == here.id else here.id

        def go_to(part: str) -> None:
            self.jump_requested.emit(part, "")

        return show_compared(self, self.subject, before.id, after, go_to)

    # Submitting ---------------------------------------------------------------------------

    def _pick_approvers(self) -> None:
        here, detail = self.shown(), self.subject.detail

        def chosen(people: list[int]) -> None:
            self._chosen[here.id] = people
            self.fault.clear_fault()
            self.show_charter(self.shown(), self.subject.detail)

        pick_many(
            self.approvers, "Who approves it", self.subject.people(),
            self._wanted(detail, here), chosen,
        )  # fmt: skip

    def _submit(self) -> None:
        here = self.shown()
        stop = next((gap for gap in gaps(here) if gap.refuses), None)
        if self.edits.submit(self._wanted(self.subject.detail, here), self.fault):
            self.buttons["approve"].setFocus(Qt.FocusReason.OtherFocusReason)
        elif stop is not None:
            self.jump_requested.emit(stop.part, stop.where)
        elif not self._wanted(self.subject.detail, here):
            self.approvers.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deciding -----------------------------------------------------------------------------

    def _as_whom(
        self, button: QWidget, people: Sequence[ApprovalLine], then: Callable[[int], object]
    ) -> None:
        if len(people) == 1:
            then(people[0].person.id)
            return
        options = [
            Option(one.person.id, one.person.name, one.person.role,
                   Lead("avatar", one.person.initials))
            for one in people
        ]  # fmt: skip
        pick(button, "As which approver", options, None, then)

    def _waiting(self) -> list[ApprovalLine]:
        return [one for one in self.shown().approvals if one.verdict is not Verdict.APPROVED]

    def _question(
        self,
        key: str,
        people: Sequence[ApprovalLine],
        sentence: str,
        button: str,
        keep: Callable[[int, str], bool],
    ) -> None:
        """Ask in the name of one of `people`; `sentence` has room for name and version."""

        def ask(person: int) -> None:
            name, label = self.subject.name_of(person), self.shown().label
            said = sentence.format(name=name, label=label)
            self.ask.ask(said, [(button, lambda text: self._given(keep(person, text)))])

        self._as_whom(self.buttons[key], people, ask)

    def _given(self, kept: bool) -> bool:
        """The button that asked may be gone: the keyboard goes to one that is there."""
        focus = self.window().focusWidget()
        if kept and (focus is None or self.isAncestorOf(focus)):
            for button in self.buttons.values():
                if button.isVisible() and button.isEnabled():
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
                    break
        return kept

    def _approve(self) -> None:
        if self._busy:
            return  # not disabled: the keyboard would fall into the text below
        self._question(
            "approve", self._waiting(), "{name} approves v{label}. A comment, if there is one:",
            "Approve", self._sign,
        )  # fmt: skip

    def _sign(self, person: int, comment: str) -> bool:
        """Begin to approve; the question is closed at once, and asked again where that fails."""
        here, name = self.shown(), self.subject.name_of(person)
        self._busy = True
        self._show_buttons(here, self.subject.detail)

        def ended(kept: bool) -> None:
            self._busy = False
            if self._id == here.id and self.subject.id is not None:
                self._show_buttons(self.shown(), self.subject.detail)
            self._given(kept)

        def refused(broken: RuleBroken) -> None:
            self.fault.refuse(broken)

        Signing(
            self, self.subject.desk, f"{name} approves the charter of {self.subject.detail.code}",
            here.id, person, comment, ended=ended, refused=refused,
        ).begin()  # fmt: skip
        return True

    def _reject(self) -> None:
        self._question(
            "send-back", self.shown().approvals, "{name} rejects v{label}. Why?", "Reject",
            lambda person, text: self.edits.send_back(person, text, self.ask),
        )  # fmt: skip

    def _ask_more(self) -> None:
        self._question(
            "ask-more", self._waiting(), "What does {name} want to know of v{label}?", "Ask",
            lambda person, text: self._do(
                f"{self.subject.name_of(person)} asks about the charter of"
                f" {self.subject.detail.code}",
                lambda s, id: charters.ask_more(s, id, person, text),
            ),
        )  # fmt: skip

    def _answer(self) -> None:
        asking = [one for one in self.shown().approvals if one.verdict is Verdict.MORE]
        said = asking[0].comment if len(asking) == 1 else ""
        quoted = f" “{said}”" if said else ""
        self._question(
            "answer-more", asking, "{name} asks:" + quoted.replace("{", "{{").replace("}", "}}"),
            "Answer",
            lambda person, text: self._do(
                f"Answer {self.subject.name_of(person)} on the charter of"
                f" {self.subject.detail.code}",
                lambda s, id: charters.answer(s, id, person, text),
            ),
        )  # fmt: skip

    def _do(self, label: str, command: Callable[..., object]) -> bool:
        id = self.shown().id
        return self.subject.do(label, lambda s: command(s, id), self.ask)

    def _withdraw(self) -> None:
        if self.edits.send_back(None, "", self.fault):
            self._given(True)

    def _start(self) -> None:
        if self.edits.start(self.fault):
            self._given(True)


class _GapRow:
    """A gap with the place that keeps its widget."""

    def __init__(self, place: int, gap: Gap) -> None:
        self.id, self.gap = place, gap


class _Approver(ApprovalLine):
    """An approver, kept by the person."""

    __slots__ = ()

    def __init__(self, one: ApprovalLine) -> None:
        super().__init__(one.person, one.verdict, one.on, one.comment, one.answer)

    @property
    def id(self) -> int:
        """The person."""
        return self.person.id


class GapLine(Value):
    """Something that is missing; a click goes there."""

    def __init__(self, jump: Callable[[str, str], object]) -> None:
        super().__init__("gap", "")
        self._gap: Gap | None = None
        self._jump = jump
        self.line = 17
        self.clicked.connect(lambda _=False: self._on_clicked())

    def show_row(self, row: _GapRow) -> None:
        """Show what is missing."""
        self._gap = row.gap
        ink = "text" if row.gap.refuses else "warn"
        lead = Lead("glyph", "chevron_right" if row.gap.refuses else "alert", ink=ink)
        self.set_value([Span(row.gap.text, ink, 400, 12)], lead)

    def _on_clicked(self) -> None:
        if self._gap is not None:
            self._jump(self._gap.part, self._gap.where)
