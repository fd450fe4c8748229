"""An action opened where it stands in its list: title, due date, owner, week, road bump."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from cxdesk.model.work import ActionState
from cxdesk.services.detail import ActionRow
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import LineField, TextField, fields_of
from cxdesk.ui.form.rows import Wrap, column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.form.words import read_week
from cxdesk.ui.panel.action_edits import STATES, ActionEdits
from cxdesk.ui.panel.facts import none
from cxdesk.ui.panel.subject import Subject, avatar
from cxdesk.ui.pickers import Option, pick


class ActionForm(QFrame):
    """The fields of one action, each saved by itself; Esc or going elsewhere closes it."""

    # Nothing is edited here any more.
    closed = Signal()
    # It needs another height.
    resized = Signal()

    def __init__(self, subject: Subject, edits: ActionEdits, row: ActionRow) -> None:
        super().__init__()
        self.setObjectName("form")
        self.setAutoFillBackground(True)
        self._subject, self._edits, self.row = subject, edits, row
        self.fault = Fault(subject.go)
        fault = self.fault
        self.title = TextField(
            "action-title", "Action", lambda text: edits.rename(self.row, text, self.title),
            fault=fault,
        )  # fmt: skip
        self.due = DateField(
            "action-due", "Due", lambda on: edits.due([self.row], on, self.due),
            subject.desk.today, fault=fault, placeholder="due date",
        )  # fmt: skip
        self.owner = Value("action-owner", "Owner")
        self.owner.clicked.connect(lambda _=False: self._pick_owner())
        self.state = Value("action-state", "State")
        self.state.clicked.connect(lambda _=False: self._pick_state())
        self.week = LineField(
            "action-week", "Week", self._save_week, fault=fault, placeholder="week", least=48
        )
        self.bump = TextField(
            "action-bump", "Road bump", lambda text: edits.bump(self.row, text, self.bump),
            fault=fault, placeholder="road bump: what stands in the way",
        )  # fmt: skip
        wrap = Wrap(gap=2)
        for widget in (self.due, self.owner, self.week, self.state):
            wrap.addWidget(widget)
        box = column(self, 0, (3, 3, 3, 3))
        box.addWidget(self.title)
        box.addLayout(wrap)
        box.addWidget(self.bump)
        box.addWidget(fault)
        for field in (self.title, self.bump):
            field.textChanged.connect(self.resized)
        self.title.entered = self.closed.emit
        self.show_row(row)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def show_row(self, row: ActionRow) -> None:
        """Show the action as it is now."""
        self.row = row
        self.title.show_value(row.id, row.title)
        self.due.show_date(row.id, row.due)
        self.week.show_value(row.id, row.week)
        self.bump.show_value(row.id, row.road_bump)
        self.owner.set_value(
            [Span(row.owner.name)] if row.owner else none("nobody"), avatar(row.owner)
        )
        self.state.set_value([Span(STATES[row.state])])

    def enter(self, key: str) -> None:
        """Put the keyboard at "title", "due" or "owner"."""
        if key == "title":
            self.title.at_end()
        else:
            {"due": self.due, "owner": self.owner}[key].setFocus(Qt.FocusReason.MouseFocusReason)
        if key == "owner":
            self._pick_owner()

    def wanted_height(self, width: int) -> int:
        """The px it needs at this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else 28

    def sizeHint(self) -> QSize:
        return QSize(200, self.wanted_height(max(self.width(), 200)))

    def finish(self) -> bool:
        """Save every field; False when one was refused, which is said here."""
        kept = [field.commit() for field in fields_of(self)]
        return all(kept)

    def _save_week(self, text: str) -> bool:
        try:
            week = read_week(text, self._subject.desk.today())
        except ValueError as wrong:
            self.week.refuse(str(wrong))
            return False
        return self._edits.plan([self.row], week, self.week)

    def _pick_owner(self) -> None:
        owner = self.row.owner
        pick(
            self.owner, "Who does it", self._subject.people("Nobody"), owner.id if owner else None,
            lambda person: self._edits.give([self.row], person, self.fault),
        )  # fmt: skip

    def _pick_state(self) -> None:
        options = [Option(state, words) for state, words in STATES.items()]
        pick(self.state, "State", options, self.row.state, self._enter_state)

    def _enter_state(self, state: ActionState) -> None:
        self._edits.enter([self.row], state, self.fault)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new is self or self.isAncestorOf(new) or not self.isVisible():
            return
        if new.window().windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup:
            return
        if self.finish():
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.finish():
                self.closed.emit()
        else:
            super().keyPressEvent(event)
