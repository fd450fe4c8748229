"""The form of a new person, in an overlay that does not stop the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.people import Level, email_problem, name_problem
from cxdesk.services.people import NewPerson
from cxdesk.services.people_view import DomainRow
from cxdesk.services.search import fold
from cxdesk.ui import theme
from cxdesk.ui.form.rows import label
from cxdesk.ui.overlay import Overlay, announce

Keep = Callable[[NewPerson], str]
"""Adds a person and answers with the reason of a refusal, "" for none."""


class PersonForm(Overlay):
    """Enter adds the person and makes room for the next, Esc leaves it.

    `known` are those who are there already: their labels by folded name.
    """

    width_px = 460
    top_px = 110
    stays = True  # what is half written is not lost by a click beside it

    def __init__(
        self,
        over: QWidget,
        domains: Sequence[DomainRow],
        known: Mapping[str, Sequence[str]],
        keep: Keep,
    ) -> None:
        super().__init__(over, "New person")
        self._keep, self._known = keep, {name: list(labels) for name, labels in known.items()}
        self.name, self.role, self.email = (_line(most) for most in (200, 200, 320))
        self.name.setPlaceholderText("First and last name")
        self.role.setPlaceholderText("Such as Head of care")
        self.email.setPlaceholderText("name@company.example")
        self.level, self.domain = QComboBox(), QComboBox()
        for one in reversed(Level):
            self.level.addItem(one.value.capitalize(), one)
        self.domain.addItem("Organisation-wide", None)
        for row in domains:
            if row.id is not None:
                self.domain.addItem(row.name, row.id)
        self.same = label("", "small")
        self.trouble = label("", "danger")
        self.added = label("", "small")
        self.go_on = QPushButton("Add and next")
        self.go_on.setProperty("role", "primary")
        self.go_on.clicked.connect(lambda _=False: self._on_keep())
        self._build()
        self.name.textEdited.connect(lambda _text: self._on_typed(self.name))
        self.email.textEdited.connect(lambda _text: self._on_typed(self.email))
        self.email.editingFinished.connect(self._look_at_email)
        self.closed.connect(self.deleteLater)

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            ("Name", self.name), ("", self.same), ("Role", self.role), ("Email", self.email),
            ("Level", self.level), ("Domain", self.domain),
        ):  # fmt: skip
            if words:
                field.setAccessibleName(words)
            form.addRow(words, field)
        for combo in (self.level, self.domain):
            combo.setMinimumContentsLength(12)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._form = form
        leave = QPushButton("Done")
        leave.clicked.connect(lambda _=False: self.close_overlay())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.added, 1)
        buttons.addWidget(leave)
        buttons.addWidget(self.go_on)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(label("New person", "title"))
        box.addLayout(form)
        box.addWidget(self.trouble)
        box.addLayout(buttons)
        self.trouble.hide()
        form.setRowVisible(self.same, False)

    # Typing -----------------------------------------------------------------------------------

    def _on_typed(self, field: QLineEdit) -> None:
        self._clear(field)
        if field is self.name:
            others = self._known.get(fold(self.name.text().strip()), ())
            self._say_same(others)

    def _say_same(self, others: Sequence[str]) -> None:
        if others:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            self.same.setText(f"There is already a {others[0]}{more}.")
        self._form.setRowVisible(self.same, bool(others))
        self.place()

    def _look_at_email(self) -> None:
        if why := email_problem(self.email.text()):
            self._refuse(why, self.email)

    def _refuse(self, why: str, field: QLineEdit | None = None) -> None:
        if self.trouble.isHidden() or self.trouble.text() != why:
            announce(self, why, urgent=True)
        self.trouble.setText(why)
        self.trouble.show()
        if field is not None:
            field.setProperty("invalid", True)
            theme.restyle(field)
        self.place()

    def _clear(self, field: QLineEdit) -> None:
        self.trouble.hide()
        if field.property("invalid"):
            field.setProperty("invalid", False)
            theme.restyle(field)
        self.place()

    # Adding -----------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        for field, why in (
            (self.name, name_problem(self.name.text(), "person")),
            (self.email, email_problem(self.email.text())),
        ):
            if why:
                self._refuse(why, field)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        name, role = self.name.text().strip(), " ".join(self.role.text().split())
        new = NewPerson(
            name, role, self.email.text().strip(), self.domain.currentData(),
            Level(self.level.currentData()),
        )  # fmt: skip
        if why := self._keep(new):
            self._refuse(why)
            return
        self._known.setdefault(fold(name), []).append(f"{name} ({role})" if role else name)
        self._next(name)

    def _next(self, name: str) -> None:
        """Empty the fields for the next one; level and domain are likely the same."""
        for field in (self.name, self.role, self.email):
            field.clear()
            self._clear(field)
        self._say_same(())
        self.added.setText(f"{name} is added.")
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        else:
            self._on_keep()

    def first_field(self) -> QWidget:
        return self.name

    def sizeHint(self) -> QSize:
        return QSize(self.width_px, super().sizeHint().height())


def _line(most: int) -> QLineEdit:
    made = QLineEdit()
    made.setMaxLength(most)
    return made
