"""The decision panel: one task of the ranking, what the board decides on it, and the next one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from cxdesk.model.decisions import Verdict
from cxdesk.services import decisions
from cxdesk.services.decision_sheet import DecisionSheet, decision_sheet
from cxdesk.services.result_rows import ResultSheet, TaskRow
from cxdesk.ui import icons, theme
from cxdesk.ui.decisions.accept_form import AcceptForm
from cxdesk.ui.decisions.decided import Decided
from cxdesk.ui.decisions.draft import Draft
from cxdesk.ui.decisions.other_forms import AskForm, DeferForm
from cxdesk.ui.decisions.verdicts import NAMES, Verdicts
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import beside_bar, column, label
from cxdesk.ui.form.scroll import scrolled
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.toasts import FOOT_BAR

WIDE, _EDGE = 400, 20
_NOTHING = "Choose what the board decided: A, D, R or I."


class DecisionPanel(QWidget):
    """A form for each verdict; what was chosen and typed for a task waits until it is recorded."""

    # Another task is wanted, so many places further.
    stepped = Signal(int)
    # A decision was recorded: the id of its task.
    recorded = Signal(object)
    # Back to the ranking, where the two do not stand side by side.
    left = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing, self.desk = editing, editing.desk
        self.setObjectName("decision-panel")
        self._sheet: DecisionSheet | None = None
        self._result: ResultSheet | None = None
        self._drafts: dict[int, Draft] = {}
        self._build_head()
        self.verdicts = Verdicts()
        self.verdicts.chosen.connect(self._on_verdict)
        self.why_not = label("", "body", "soft")
        self.accept = AcceptForm(editing, lambda: self._result)
        self.defer, self.ask = DeferForm(editing), AskForm(editing)
        self.decided = Decided(editing)
        self.nothing = label(_NOTHING, "body", "soft")
        self.nothing.setContentsMargins(6, 0, 0, 0)
        self.fault = Fault(editing.go)
        self.reason_name = label("Reason for the minutes", "strong")
        self.reason = TextField(
            "reason", "Reason for the minutes", None, fault=self.fault, lines=True
        )
        self.reason.setProperty("quiet", False)
        self.reason.setMinimumHeight(56)
        self.reason.textChanged.connect(self.reason.clear_fault)
        self._build()

    def _build_head(self) -> None:
        self.code = Value("request", "Request")
        self.code.clicked.connect(lambda _=False: self._open_request())
        self.place = label("", "small")
        self.place.setWordWrap(False)
        self.title = label("", "title")
        self.back = QToolButton()
        self.up, self.down = QToolButton(), QToolButton()
        for button, name, words, act in (
            (self.back, "back", "Back to the ranking (Esc)", self.left.emit),
            (self.up, "up", "Task above (Up)", lambda: self.stepped.emit(-1)),
            (self.down, "down", "Task below (Down)", lambda: self.stepped.emit(1)),
        ):
            button.setObjectName(f"decision-{name}")
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setFixedSize(26, 26)
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(lambda _=False, act=act: act())
        self.back.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(2)
        self._head.addWidget(self.back)
        self._head.addWidget(self.code)
        self._head.addStretch(1)
        self._head.addWidget(self.place)
        self._head.addWidget(self.up)
        self._head.addWidget(self.down)

    def _build(self) -> None:
        inner = QWidget()
        body = column(inner, 8)
        self._forms: dict[Verdict | None, QWidget] = {
            Verdict.ACCEPTED: self.accept, Verdict.DEFERRED: self.defer,
            Verdict.DECLINED: QWidget(), Verdict.INFO_NEEDED: self.ask, None: self.nothing,
        }  # fmt: skip
        head = QWidget()
        top = column(head, 6, (6, 0, 0, 0))
        top.addWidget(self.title)
        top.addWidget(self.verdicts)
        top.addWidget(self.why_not)
        self._reason = QWidget()
        reason = column(self._reason, 4, (6, 6, 0, 0))
        reason.addWidget(self.reason_name)
        reason.addWidget(self.reason)
        reason.addWidget(self.fault)
        for part in (head, *self._forms.values(), self.decided, self._reason):
            body.addWidget(part)
        body.addStretch(1)
        self.area = scrolled(inner)
        beside_bar(
            self.area,
            lambda right: body.setContentsMargins(_EDGE - 6, 0, _EDGE if right else 8, 16),
        )
        self.following = label("", "small")
        self.record = QPushButton("Record decision")
        self.record.setObjectName("record-decision")
        self.record.setProperty("role", "primary")
        self.record.setToolTip("Record the decision (Ctrl+Enter)")
        self.record.clicked.connect(lambda _=False: self.keep())
        self._foot = QWidget()
        self._foot.setObjectName(FOOT_BAR)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(_EDGE, 11, _EDGE, 11)
        foot.setSpacing(12)
        foot.addWidget(self.following, 1)
        foot.addWidget(self.record)
        outer = column(self)
        self._head.setContentsMargins(_EDGE - 6, 12, _EDGE - 6, 2)
        outer.addLayout(self._head)
        outer.addWidget(self.area, 1)
        outer.addWidget(self._foot)
        self.restyle()

    def restyle(self) -> None:
        """Take the icons of the theme that now holds."""
        for button, icon in (
            (self.back, "chevron_left"), (self.up, "chevron_up"), (self.down, "chevron_down")
        ):  # fmt: skip
            button.setIcon(icons.icon(icon, theme.current()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.surface)
        p.fillRect(QRectF(0, 0, 1, self.height()), colors.line2)
        top = self._foot.geometry().top()
        p.fillRect(QRectF(0, top, self.width(), 1), colors.line2)

    # What is shown --------------------------------------------------------------------------

    @property
    def task(self) -> int | None:
        """The task that is shown."""
        return None if self._sheet is None else self._sheet.id

    @property
    def draft(self) -> Draft:
        """What is chosen for the task that is shown."""
        return self._drafts[self._sheet.id] if self._sheet is not None else Draft()

    def show_task(self, result: ResultSheet, row: TaskRow) -> None:
        """Show a task of a result."""
        self._result = result
        meeting = result.head.meeting_id
        sheet = self._sheet = self._editing.read(lambda s: decision_sheet(s, meeting, row.id))
        draft = self._drafts.get(row.id)
        funding = next((each for each in result.line.rows if each.id == row.id), None)
        if draft is None:
            fits = funding is not None and funding.fits and row.passed
            draft = self._drafts[row.id] = Draft(
                Verdict.ACCEPTED if fits else None, outcome=sheet.proposed.outcome,
                batch=sheet.proposed.batch,
            )  # fmt: skip
        self.code.set_value([Span(row.code, weight=600), Span(sheet.source, "text2", 400, 12)])
        self.code.setToolTip("Open the request with its whole story")
        self.title.setText(row.title)
        ids = [each.id for each in result.tasks]
        at = ids.index(row.id)
        self.place.setText(f"{at + 1} of {len(ids)}")
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at + 1 < len(ids))
        self.reason.show_value(row.id, "")
        said = () if funding is None else funding.sentences
        about = [_NOTHING, *said, sheet.description]
        self.nothing.setText("\n\n".join(part for part in about if part))
        if sheet.decided is not None:
            self.decided.show_sheet(sheet)
        else:
            self.accept.show_sheet(sheet, draft)
            self.defer.show_sheet(sheet)
            self.ask.show_sheet(sheet, draft)
        following = next_open(result, row.id)
        self.following.setText(
            "" if following is None else f"Next: {following.code} {following.title}"
        )
        self.fault.clear_fault()
        self._show_form()

    def _show_form(self) -> None:
        sheet, result = self._sheet, self._result
        if sheet is None or result is None:
            return
        decided = sheet.decided is not None
        verdict = self.draft.verdict
        why = why_not(result)
        self.verdicts.show_verdict(verdict)
        self.verdicts.setVisible(not decided)
        self.why_not.setText(why)
        self.why_not.setVisible(bool(why) and not decided)
        self.decided.setVisible(decided)
        for each, form in self._forms.items():
            form.setVisible(not decided and each is verdict)
        self._reason.setVisible(not decided and verdict is not None)
        name = "Question" if verdict is Verdict.INFO_NEEDED else "Reason for the minutes"
        self.reason_name.setText(name)
        self.reason.setAccessibleName(name)
        self.record.setVisible(not decided)
        read_only = self.desk.store.read_only
        self.record.setEnabled(not read_only and not why)
        self.record.setToolTip(
            READ_ONLY if read_only else why or "Record the decision (Ctrl+Enter)"
        )

    # Deciding -------------------------------------------------------------------------------

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict for the task and go to its first field."""
        sheet = self._sheet
        if sheet is None or sheet.decided is not None:
            return
        self._on_verdict(verdict)
        first = {
            Verdict.ACCEPTED: self.accept.deadline, Verdict.DEFERRED: self.defer.until,
            Verdict.DECLINED: self.reason, Verdict.INFO_NEEDED: self.reason,
        }[verdict]  # fmt: skip
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(first)

    def begin(self) -> None:
        """Take the keyboard, where the decision on the task goes on."""
        sheet = self._sheet
        if sheet is not None and sheet.decided is not None:
            self.decided.reason.setFocus(Qt.FocusReason.TabFocusReason)
            return
        chosen = self.verdicts.buttons[self.draft.verdict or Verdict.ACCEPTED]
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_verdict(self, verdict: Verdict) -> None:
        self.draft.verdict = verdict
        self.fault.clear_fault()
        self._show_form()

    def keep(self) -> bool:
        """Record the decision; what is missing is said at its field, and that is in sight."""
        if self._keep():
            return True
        QTimer.singleShot(0, self, self._bring)  # a sentence has no place before it is laid out
        return False

    def _bring(self) -> None:
        focus = self.window().focusWidget()
        if focus is not None and self.area.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus, 0, 60)

    def _keep(self) -> bool:
        sheet, result = self._sheet, self._result
        if sheet is None or result is None or not self.record.isEnabled():
            return False
        if sheet.decided is not None:
            return False
        meeting, reason = result.head.meeting_id, self.reason.words().strip()
        verdict = self.draft.verdict
        command: Callable[..., int] | None = None
        if verdict is Verdict.ACCEPTED:
            command = self._acceptance(meeting, sheet.id, reason)
        elif verdict is Verdict.DEFERRED:
            until = self.defer.chosen(sheet.on)
            if until is not None:
                command = lambda s: decisions.defer(s, meeting, sheet.id, until, reason)  # noqa: E731
        elif verdict is Verdict.DECLINED:
            command = lambda s: decisions.decline(s, meeting, sheet.id, reason)  # noqa: E731
        elif verdict is Verdict.INFO_NEEDED:
            asked = self.draft.asked
            if not reason:
                self.reason.setFocus()
            elif asked is None:
                self.ask.refuse()
                return False
            command = lambda s: decisions.need_information(  # noqa: E731
                s, meeting, sheet.id, reason, asked
            )
        else:
            self.verdicts.setFocus(Qt.FocusReason.TabFocusReason)
        if command is None:
            return False
        assert verdict is not None
        label = f"{NAMES[verdict]} {sheet.code} {sheet.title}"
        if verdict is Verdict.INFO_NEEDED:
            label = f"Need information on {sheet.code} {sheet.title}"
        if not self._editing.do(label, command, self.reason):
            return False
        self.reason.restore()
        self.recorded.emit(sheet.id)
        return True

    def _acceptance(
        self, meeting: int, request: int, reason: str
    ) -> Callable[..., int] | None:  # fmt: skip
        terms = self.accept.terms(reason)
        if terms is None:
            return None
        given = terms
        problems = self._editing.read(lambda s: decisions.problems(s, meeting, given))
        self.accept.refuse(problems)
        self.accept.check()
        if problems or self.accept.waiver_problem():
            return None
        whole = self.accept.terms(reason)  # with the waiver, which the check may have shown
        return None if whole is None else lambda s: decisions.accept(s, meeting, request, whole)

    def _open_request(self) -> None:
        if self._sheet is not None:
            self._editing.open("request", self._sheet.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def next_open(result: ResultSheet, after: int) -> TaskRow | None:
    """The next task that is not decided, from the top again at the end."""
    ids = [each.id for each in result.tasks]
    at = ids.index(after) if after in ids else -1
    around = [*result.tasks[at + 1 :], *result.tasks[: at + 1]]
    return next((each for each in around if each.decided is None and each.id != after), None)


def why_not(result: ResultSheet) -> str:
    """Why the board cannot decide by a result now; "" when it can."""
    head = result.head
    if head.superseded_by is not None:
        return f"Round {head.superseded_by} was voted in the place of this one: decide by that one."
    if head.may_publish:
        return f"Round {head.number} is not published: publish it before the board decides."
    if not head.decides:
        return f"{head.meeting} is over: what it left open goes on to the next meeting."
    return ""
