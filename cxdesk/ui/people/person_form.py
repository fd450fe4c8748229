"""The form of a new person, in an overlay that does not stop the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.people import Level, email_problem, name_problem
from cxdesk.services.people import NewPerson
from cxdesk.services.people_view import DomainRow
from cxdesk.services.search import fold
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.small_form import SmallForm

Keep = Callable[[NewPerson], str]
"""Adds a person and answers with the reason of a refusal, "" for none."""
HELP = (
    "The initials that stand on cards come from the name. Enter adds and makes room for the next."
)


class PersonForm(SmallForm):
    """Enter adds the person and makes room for the next, Esc leaves it.

    `known` are those who are there already: their labels by folded name.
    """

    def __init__(
        self,
        over: QWidget,
        domains: Sequence[DomainRow],
        known: Mapping[str, Sequence[str]],
        keep: Keep,
    ) -> None:
        super().__init__(over, "New person", HELP, "Add and next")
        self._keep, self._known = keep, {name: list(labels) for name, labels in known.items()}
        self.leave.setText("Done")
        self.name = self.line_edit("Name", "First and last name")
        self.same = label("", "small")
        self.form.addRow("", self.same)
        self.form.setRowVisible(self.same, False)
        self.role = self.line_edit("Role", "Such as Head of care")
        self.email = self.line_edit("Email", "name@company.example")
        self.level, self.domain = _combo(), _combo()
        for one in reversed(Level):
            self.level.addItem(one.value.capitalize(), one)
        self.domain.addItem("Organisation-wide", None)
        for row in domains:
            if row.id is not None:
                self.domain.addItem(row.name, row.id)
        self.add_row("Level", self.level)
        self.add_row("Domain", self.domain)
        self.finish()
        self.name.textChanged.connect(self._look_at_name)
        self.email.editingFinished.connect(self._look_at_email)

    def _look_at_name(self, name: str) -> None:
        """Say who of that name is there: another may be added, but not by mistake."""
        others = self._known.get(fold(name.strip()), [])
        if others:
            more = f" and {len(others) - 1:,} more" if len(others) > 1 else ""
            self.same.setText(f"There is already a {others[0]}{more}.")
        self.form.setRowVisible(self.same, bool(others))
        self.place()

    def _look_at_email(self) -> None:
        """An address is wrong while it is typed: looked at when the field is left."""
        if why := email_problem(self.email.text()):
            self._mark(self.email, why)

    def keep(self) -> None:
        name, role = self.name.text().strip(), " ".join(self.role.text().split())
        if why := name_problem(name, "person"):
            self.refuse(why, self.name)
        elif why := email_problem(self.email.text()):
            self.refuse(why, self.email)
        elif why := self._keep(
            NewPerson(
                name, role, self.email.text().strip(), self.domain.currentData(),
                Level(self.level.currentData()),
            )
        ):  # fmt: skip
            self.refuse(why)
        else:
            self._known.setdefault(fold(name), []).append(f"{name} ({role})" if role else name)
            self._next(name)

    def _next(self, name: str) -> None:
        """Empty the fields for the next one; level and domain are likely the same."""
        for field in self.fields:
            field.clear()
        self.clear_fault()
        self.said.setText(f"{name} is added.")
        self.said.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()


def _combo() -> QComboBox:
    made = QComboBox()
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
