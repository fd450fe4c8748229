"""The question who takes over, when somebody leaves or hands over what is open with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.wording import count
from cxdesk.ui.form.rows import MARGIN, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.person.edits import PersonEdits
from cxdesk.ui.person.subject import PersonSubject, counted
from cxdesk.ui.pickers import Option, pick

_OPEN, _STAYS = 0, None  # nobody chosen yet; all stays where it is


class Leave(QWidget):
    """Says what is open, asks to whom it goes and does all in one step. Hidden until asked."""

    # It is asked (True), or no more.
    asked = Signal(bool)

    def __init__(self, subject: PersonSubject, edits: PersonEdits) -> None:
        super().__init__()
        self.setObjectName("leave")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._subject, self._edits = subject, edits
        self._leaving = False
        self._to: int | None = _OPEN
        self._sentence = label("", "strong")
        self._what = label("", "body", "soft")
        self.heir = Value("heir", "Who takes over", framed=True)
        self.heir.clicked.connect(lambda _=False: self._pick())
        self.fault = Fault(subject.go)
        self.go_on = QPushButton()
        self.go_on.setProperty("role", "primary")
        self.go_on.setAutoDefault(False)
        self.go_on.clicked.connect(lambda _=False: self._on_go())
        self.never = QPushButton("Never mind")
        self.never.setProperty("role", "flat")
        self.never.clicked.connect(lambda _=False: self.close_question())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.never)
        buttons.addStretch(1)
        box = column(self, 8, (MARGIN, 12, MARGIN, 12))
        for part in (self._sentence, self._what, self.heir, self.fault):
            box.addWidget(part)
        box.addLayout(buttons)
        self.hide()

    def ask(self, *, leaving: bool) -> None:
        """Ask about the person shown: whether they leave, or only hand over."""
        self._leaving = leaving
        self._to = _OPEN
        self.fault.clear_fault()
        self.show_loaded()
        self.show()
        self.asked.emit(True)
        first = self.heir if not self.heir.isHidden() else self.go_on
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.asked.emit(False)  # first, so that the keyboard can go elsewhere
            self.hide()

    def show_loaded(self) -> None:
        """Say what is open as it is now."""
        sheet = self._subject.sheet
        row, open_ = sheet.row, len(sheet.held)
        if not open_:
            self._sentence.setText(f"Nothing is open with {row.label}.")
        else:
            things = count(open_, "thing is", "things are")
            self._sentence.setText(f"{things} still open with {row.label}.")
        self._what.setText(f"{counted(sheet.held)}." if open_ else "")
        self._what.setVisible(bool(open_))
        self.heir.setVisible(bool(open_))
        if self._to == _OPEN:
            self.heir.set_value([Span("Choose who takes over", "text2")])
        elif self._to is _STAYS:
            self.heir.set_value([Span("Leave it where it is", "text", 600)])
        else:
            heir = next((one for one in self._subject.choices.people if one.id == self._to), None)
            name, initials = (heir.name, heir.initials) if heir else ("nobody", "")
            self.heir.set_value([Span(name, "text", 600)], Lead("avatar", initials))
        self.go_on.setText("Deactivate" if self._leaving else "Hand over")
        self.go_on.setVisible(self._leaving or bool(open_))

    def _pick(self) -> None:
        options = self._edits.heirs([self._subject.sheet.row])
        if self._leaving:
            stays = Option(_STAYS, "Leave it where it is", "it waits for a new owner")
            options.insert(0, stays)
        pick(self.heir, "Who takes over", options, self._to, self._choose)

    def _choose(self, to: int | None) -> None:
        self._to = to
        self.fault.clear_fault()
        self.show_loaded()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self) -> None:
        row, to = self._subject.sheet.row, self._to
        if self.heir.isHidden():
            to = _STAYS
        elif to == _OPEN:
            self.fault.refuse(
                "Choose who takes over" + (", or leave it where it is." if self._leaving else ".")
            )
            self.heir.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._leaving:
            done = self._edits.deactivate(row, to, self.fault)
        else:
            assert to is not None
            done = self._edits.hand_over([row], to, self.fault)
        if done:
            self.close_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)
