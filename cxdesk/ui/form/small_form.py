"""What small forms share: labelled fields over the window, refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.errors import RuleBroken
from cxdesk.ui import theme
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.value import Fault
from cxdesk.ui.overlay import Overlay, announce


class SmallForm(Overlay):
    """Enter keeps, Esc leaves it; what is wrong is said below the fields while it is typed.

    A subclass adds its fields in `__init__`, calls `finish` and keeps the words in `keep`.
    """

    width_px = 460
    top_px = 112
    stays = True  # what is half written is not lost by a click beside it

    def __init__(self, over: QWidget, title: str, help: str, button: str) -> None:
        super().__init__(over, title)
        self.fields: list[QLineEdit] = []
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.trouble = Fault(lambda _way: None)  # ways lead out of the form: it is not left
        self.said = label("", "small")
        self.said.hide()
        self.go_on = QPushButton(button)
        self.go_on.setProperty("role", "primary")
        self.go_on.clicked.connect(lambda _=False: self.keep())
        self.leave = QPushButton("Leave it")
        self.leave.clicked.connect(lambda _=False: self.close_overlay())
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 16, 16, 16)
        self.box.setSpacing(12)
        self.box.addWidget(label(title, "title"))
        self.box.addWidget(label(help, "small"))
        self.box.addLayout(self.form)
        self.closed.connect(self.deleteLater)

    def line_edit(
        self, name: str, placeholder: str = "", problem: Callable[[str], str] | None = None
    ) -> QLineEdit:
        """A field with its name before it; `problem` says what is wrong while it is typed."""
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.setMaxLength(200)
        self.add_row(name, made)
        self.fields.append(made)
        made.textEdited.connect(lambda text: self._on_edited(made, problem, text))
        return made

    def add_row(self, name: str, field: QWidget) -> None:
        """Put a field of any kind into the form."""
        field.setAccessibleName(name)
        self.form.addRow(name, field)

    def finish(self) -> None:
        """Put what is said and the buttons below the fields."""
        buttons = self.buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go_on)
        self.box.addWidget(self.trouble)
        self.box.addWidget(self.said)
        self.box.addLayout(buttons)

    def keep(self) -> None:
        """Keep what was typed, or say why not."""
        raise NotImplementedError

    def refuse(self, why: RuleBroken | str, field: QLineEdit | None = None) -> None:
        """Say what is wrong, mark the field it is about (the first without one) and go there."""
        field = field or next(iter(self.fields), None)
        text = why if isinstance(why, str) else why.text
        self._mark(field, text)
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)  # so that it is typed over
        announce(self, text, urgent=True)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self._mark(None, "")

    def _mark(self, field: QLineEdit | None, why: str) -> None:
        for one in self.fields:
            if bool(one.property("invalid")) != (one is field):
                one.setProperty("invalid", one is field)
                theme.restyle(one)
        if why:
            self.trouble.refuse(why)
            self.said.hide()
        else:
            self.trouble.clear_fault()
        self.place()

    def _on_edited(self, field: QLineEdit, problem: Callable[[str], str] | None, text: str) -> None:
        why = problem(text) if problem is not None and text.strip() else ""
        self._mark(field if why else None, why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        else:
            self.keep()
