"""What a deferral and a question need besides their reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from cxdesk.services.decision_sheet import DecisionSheet
from cxdesk.services.decisions import until_problem
from cxdesk.ui.decisions.draft import Draft
from cxdesk.ui.decisions.fields import OpenDate
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Row, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import pick

_LABEL = 92
_RETURNS = "The first agenda on or after that day takes it by itself."
_ANSWERS = "It comes back to the intake; the board sees it again once it is answered and qualified."


class DeferForm(QWidget):
    """The day from which the board takes it up again."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        row = Row("Until", editing.go, _LABEL)
        self.until = OpenDate("until", "Until", editing.desk.today, row.fault, "no day")
        self._meeting: date | None = None
        self.until.textChanged.connect(lambda _text: self._look())
        said = label(_RETURNS, "small")
        said.setContentsMargins(6, 0, 0, 0)
        box = column(self, 6)
        box.addWidget(row.hold(line(self.until, 1)))
        box.addWidget(said)

    def show_sheet(self, sheet: DecisionSheet) -> None:
        """Show the day typed for a task before."""
        self._meeting = sheet.on
        self.until.show_date(sheet.id, None)

    def _look(self) -> None:
        """Say what is wrong while it is typed, but for nothing typed yet."""
        try:
            on = self.until.value()
        except ValueError:
            self.until.clear_fault()
            return
        why = until_problem(self._meeting, on) if self._meeting and on else ""
        if why:
            self.until.refuse(why)
        else:
            self.until.clear_fault()

    def chosen(self, meeting: date) -> date | None:
        """The day; None where it is wrong, which is said at the field."""
        try:
            on = self.until.typed()
        except ValueError:
            self.until.setFocus()
            return None
        if why := until_problem(meeting, on):
            self.until.refuse(why)
            self.until.setFocus()
            return None
        return on


class AskForm(QWidget):
    """Who is to answer."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing, self._draft = editing, Draft()
        self._row = Row("From", editing.go, _LABEL)
        self.whom = Value("asked", "From", framed=True)
        self.whom.clicked.connect(lambda _=False: self._pick())
        said = label(_ANSWERS, "small")
        said.setContentsMargins(6, 0, 0, 0)
        box = column(self, 6)
        box.addWidget(self._row.hold(self.whom))
        box.addWidget(said)

    def show_sheet(self, _sheet: DecisionSheet, draft: Draft) -> None:
        """Show who was chosen for a task before."""
        self._draft = draft
        self._row.fault.clear_fault()
        one = next((p for p in self._editing.choices.people if p.id == draft.asked), None)
        if one is None:
            self.whom.set_value([Span("Choose who is to answer", "text3")])
        else:
            self.whom.set_value([Span(one.name)], Lead("avatar", one.initials))

    def refuse(self) -> None:
        """Say that nobody is chosen."""
        self._row.fault.refuse("Choose who is to answer.")
        self.whom.setFocus()

    def _pick(self) -> None:
        def take(id: int) -> None:
            self._draft.asked = id
            self._row.fault.clear_fault()
            one = next(p for p in self._editing.choices.people if p.id == id)
            self.whom.set_value([Span(one.name)], Lead("avatar", one.initials))

        pick(self.whom, "From", self._editing.people(), self._draft.asked, take)
