"""The quick form of a new request: what is known now, the rest later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from cxdesk.model.requests import Evidence, Source
from cxdesk.services.alikes import Likely
from cxdesk.services.requests import NewRequest, title_problem
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date, read_number
from cxdesk.ui.request.alike_hint import AlikeHint
from cxdesk.ui.request.words import EFFORT_HINT, read_effort, short

HELP = "A title is enough to begin with. Enter submits it and makes room for the next."
Take = Callable[[NewRequest], int | str]
"""Submits it; answers with its id, or with the reason of a refusal."""


class NewRequestForm(SmallForm):
    """Title, source, evidence, urgency, outcome, cost and effort; a like title is named at once."""

    width_px = 560
    top_px = 72

    def __init__(
        self,
        over: QWidget,
        editing: Editing,
        unit: str,
        by: int | None,
        take: Take,
        opened: Callable[[Likely], object],
    ) -> None:
        super().__init__(over, "New request", HELP, "Submit and next")
        self._editing, self._take, self._by = editing, take, by
        self.leave.setText("Done")
        self.title = self.line_edit("Title", "What is asked for")
        self.title.setMaxLength(10_000)
        self.hint = AlikeHint(editing, self.title, opened, self._on_hint)
        self.form.addRow("", self.hint)
        self.form.setRowVisible(self.hint, False)
        self.source, self.evidence, self.outcome = _combo(), _combo(), _combo()
        for one in Source:
            self.source.addItem(one.label, one)
        for way in Evidence:
            self.evidence.addItem(way.label, way)
        self.outcome.addItem("Not linked yet", None)
        for goal in editing.choices.outcomes:
            self.outcome.addItem(f"{goal.name}  {goal.note}", goal.id)
        self.add_row("Source", self.source)
        self.add_row("Evidence", self.evidence)
        self._add_urgency()
        self.add_row("Outcome", self.outcome)
        self.cost = self.line_edit(f"Cost {unit}", "not known yet", _number_problem)
        self.effort = self.line_edit("Person-days", EFFORT_HINT, self._effort_problem)
        self.source.setCurrentIndex(self.source.findData(Source.ORGANISATION))
        self.finish()

    def _add_urgency(self) -> None:
        """A tick and the day from which it is too late, side by side."""
        self.urgent = QCheckBox("Urgent")
        self.deadline = QLineEdit()
        self.deadline.setPlaceholderText("needed by, such as 1 Mar 2027")
        self.deadline.setMaxLength(40)
        self.deadline.setAccessibleName("Needed by")
        self.deadline.textEdited.connect(lambda _text: self.clear_fault())
        self.fields.append(self.deadline)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.urgent)
        row.addWidget(self.deadline, 1)
        self.form.addRow("Urgency", both)

    def _on_hint(self, found: bool) -> None:
        self.form.setRowVisible(self.hint, found)
        self.place()

    def _effort_problem(self, text: str) -> str:
        try:
            read_effort(text, self._editing.domain_choices)
        except ValueError as wrong:
            # Half a word is no wrong domain yet: what is typed last is judged when it is kept.
            return "" if text.rstrip()[-1:].isalpha() else str(wrong)
        return ""

    def keep(self) -> None:
        title = self.title.text().strip()
        if why := title_problem(title):
            self.refuse(why, self.title)
            return
        field = self.deadline
        try:
            deadline: date | None = read_date(self.deadline.text(), self._editing.desk.today())
            field = self.cost
            cost = read_number(self.cost.text())
            field = self.effort
            effort = read_effort(self.effort.text(), self._editing.domain_choices)
        except ValueError as wrong:
            self.refuse(str(wrong), field)
            return
        done = self._take(
            NewRequest(
                title, Source(self.source.currentData()), "",
                Evidence(self.evidence.currentData()), self.urgent.isChecked(), deadline, cost,
                self.outcome.currentData(), self._by, effort,
            )
        )  # fmt: skip
        if isinstance(done, str):
            self.refuse(done, self.title)
        else:
            self._next(title)

    def _next(self, title: str) -> None:
        """Empty the fields for the next one; its source and its evidence are likely the same."""
        for field in self.fields:
            field.clear()
        self.urgent.setChecked(False)
        self.outcome.setCurrentIndex(0)
        self.hint.forget()
        self.hint.look("")
        self.clear_fault()
        self.said.setText(f"“{short(title)}” is submitted.")
        self.said.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()


def _number_problem(text: str) -> str:
    try:
        read_number(text)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _combo() -> QComboBox:
    made = QComboBox()
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
