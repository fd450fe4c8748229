"""The head of a person's panel: initials, name and role, changed where they stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.model.people import name_problem
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.head_buttons import HeadButtons
from cxdesk.ui.form.rows import MARGIN, column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.person.edits import PersonEdits, swatch
from cxdesk.ui.person.subject import PersonSubject


class PersonHead(QWidget):
    """Who it is."""

    def __init__(self, subject: PersonSubject, edits: PersonEdits) -> None:
        super().__init__()
        self._subject = subject
        self._avatar = _Avatar()
        self._line = Value("belongs", "", live=False)
        self.buttons = HeadButtons("person")
        self._fault, self._role_fault = Fault(subject.go), Fault(subject.go)
        self.name = checked(
            TextField(
                "name", "Name", lambda text: edits.rename(subject.sheet.row, text, self.name),
                fault=self._fault, role=typeface.TITLE,
            ),
            lambda text: name_problem(text, "person"),
        )  # fmt: skip
        self.role = TextField(
            "role", "Role", lambda text: edits.call(subject.sheet.row, text, self.role),
            fault=self._role_fault, placeholder="what they do, such as Head of care",
        )  # fmt: skip
        top = QHBoxLayout()
        top.setContentsMargins(PAD_X, 0, 0, 0)
        top.setSpacing(4)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._line, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 0, (MARGIN - PAD_X, 8, MARGIN - PAD_X, 8))
        box.addLayout(top)
        for each in (self.name, self._fault, self.role, self._role_fault):
            box.addWidget(each)

    def show_loaded(self) -> None:
        """Show the person as they are now."""
        row = self._subject.sheet.row
        self._avatar.show_initials(row.initials)
        words = [Span(row.domain, "text2"), Span(row.level.value, "text3")]
        if not row.active:
            words.append(Span("no longer active", "text", 600))
        self._line.set_value(words, swatch(row.hue))
        self.name.show_value(row.id, row.name)
        self.role.show_value(row.id, row.role)


class _Avatar(QWidget):
    """The initials as they stand on cards."""

    def __init__(self) -> None:
        super().__init__()
        self._initials = ""
        self.setFixedSize(26, 26)

    def show_initials(self, initials: str) -> None:
        self._initials = initials
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        glyphs.avatar(QPainter(self), QRectF(self.rect()), self._initials, theme.current())
