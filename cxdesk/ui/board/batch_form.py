"""The form of a batch: name, deadline and lead, in an overlay that does not stop the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.wording import day
from cxdesk.services.programs import Choice
from cxdesk.ui import theme
from cxdesk.ui.form.words import read_date
from cxdesk.ui.overlay import Overlay, announce

HELP = "A batch groups initiatives that are delivered together, by one deadline."


@dataclass(frozen=True, slots=True)
class BatchWords:
    """What the form holds: the name, the deadline and the lead's id."""

    name: str = ""
    deadline: date | None = None
    lead: int | None = None


class BatchForm(Overlay):
    """Enter keeps, Esc leaves it; what is wrong is said below the fields.

    `keep` is called with the words and answers with the reason of a refusal, "" for none.
    """

    width_px = 440
    top_px = 120
    stays = True  # what is half written is not lost by a click beside it

    def __init__(
        self,
        over: QWidget,
        title: str,
        button: str,
        words: BatchWords,
        people: Sequence[Choice],
        today: date,
        keep: Callable[[BatchWords], str],
    ) -> None:
        super().__init__(over, title)
        self._keep, self._today = keep, today
        self.name = QLineEdit(words.name)
        self.name.setPlaceholderText("Such as Clear Bills")
        self.name.setMaxLength(200)
        self.deadline = QLineEdit(day(words.deadline) if words.deadline else "")
        self.deadline.setPlaceholderText(f"Such as {day(date(today.year + 1, 6, 30))}")
        self.lead = QComboBox()
        self.lead.addItem("Nobody yet", None)
        for one in people:
            if one.active or one.id == words.lead:
                self.lead.addItem(one.name, one.id)
        self.lead.setCurrentIndex(max(0, self.lead.findData(words.lead)))
        self.trouble = _plain("", "danger")
        self.trouble.hide()
        self.go_on = QPushButton(button)
        self.go_on.setProperty("role", "primary")
        self._build(title)
        self.go_on.clicked.connect(self._on_keep)
        for field in (self.name, self.deadline):
            field.textEdited.connect(lambda _text: self._clear())
        self.closed.connect(self.deleteLater)

    def _build(self, title: str) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for label, field in (("Name", self.name), ("Deadline", self.deadline), ("Lead", self.lead)):
            field.setAccessibleName(label)
            form.addRow(label, field)
        give_up = QPushButton("Leave it")
        give_up.clicked.connect(lambda _checked=False: self.close_overlay())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(give_up)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(_plain(title, "title"))
        layout.addWidget(_plain(HELP, "small"))
        layout.addLayout(form)
        layout.addWidget(self.trouble)
        layout.addLayout(buttons)

    def begin_at_deadline(self) -> None:
        """Put the keyboard into the deadline, all of it selected."""
        self.deadline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deadline.selectAll()

    def refuse(self, why: str, field: QLineEdit | None = None) -> None:
        """Say what is wrong, and mark the field it is about."""
        self.trouble.setText(why)
        self.trouble.show()
        if field is not None:
            field.setProperty("invalid", True)
            theme.restyle(field)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()
        announce(self, why, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        else:
            self._on_keep()

    def _on_keep(self) -> None:
        self._clear()
        if not self.name.text().strip():
            self.refuse("Give the batch a name.", self.name)
            return
        try:
            deadline = read_date(self.deadline.text(), self._today)
        except ValueError as wrong:
            self.refuse(str(wrong), self.deadline)
            return
        if deadline is None:
            self.refuse("Say by when the batch is delivered; every batch has a deadline.",
                        self.deadline)  # fmt: skip
            return
        words = BatchWords(self.name.text().strip(), deadline, self.lead.currentData())
        if why := self._keep(words):
            self.refuse(why, self.deadline)

    def _clear(self) -> None:
        self.trouble.hide()
        for field in (self.name, self.deadline):
            if field.property("invalid"):
                field.setProperty("invalid", False)
                theme.restyle(field)
        self.place()


def _plain(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
