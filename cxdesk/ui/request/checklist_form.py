"""The editor of the qualification checklist: one line of text for each line to tick."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services import qualification, requests
from cxdesk.services.qualification import checklist_problem
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm

HELP = (
    "What every request fulfils before the board sees it, one line each. It holds for new "
    "requests. Ctrl+Enter keeps it."
)


class ChecklistForm(SmallForm):
    """Lines are added, renamed, put in order and taken away as in any text."""

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(over, "Checklist of the qualification", HELP, "Keep the list")
        self._editing = editing
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName("Lines of the checklist")
        self.lines.setTabChangesFocus(True)
        self.lines.setPlainText("\n".join(editing.read(requests.checklist_of)))
        self.lines.setMinimumHeight(168)
        self.usual = QPushButton("Begin with the usual lines")
        self.usual.setProperty("role", "flat")
        self.usual.clicked.connect(
            lambda _=False: self.lines.setPlainText("\n".join(requests.CHECKLIST))
        )
        self.renew = QCheckBox("Bring the requests that are still open to this list too")
        self.renew.setToolTip("A line of the same words keeps its tick; what is new is open")
        self.form.addRow(self.lines)
        row = QHBoxLayout()
        row.addWidget(self.usual)
        row.addStretch()
        self.form.addRow(row)
        self.form.addRow(self.renew)
        self.finish()
        self.lines.textChanged.connect(self._look)

    def first_field(self) -> QWidget:
        return self.lines

    def wanted(self) -> list[str]:
        """The lines as they were written, empty ones left out."""
        return [text for line in self.lines.toPlainText().splitlines() if (text := line.strip())]

    def _look(self) -> None:
        if problem := checklist_problem(self.wanted()):
            self._say(problem)
        else:
            self.clear_fault()

    def _say(self, why: str) -> None:
        self.trouble.refuse(why)
        self.place()

    def refuse(self, why: RuleBroken | str, field: object = None) -> None:
        self._say(why if isinstance(why, str) else why.text)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        lines = self.wanted()
        if problem := checklist_problem(lines):
            self.refuse(problem)
            return

        def command(session: Session) -> None:
            qualification.set_checklist(session, lines)
            if self.renew.isChecked():
                qualification.renew_checklists(session)

        if self._editing.do(f"Checklist of {count(len(lines), 'line')}", command, self):
            self.close_overlay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and control:
            self.keep()
        elif enter and isinstance(box := self.focusWidget(), QCheckBox):
            box.toggle()
        else:
            super().keyPressEvent(event)
