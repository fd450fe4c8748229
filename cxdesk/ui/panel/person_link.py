"""The way from a name in a form to the person: a button behind it, and Ctrl+Enter on it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cxdesk.services.person_ref import PersonRef
from cxdesk.ui import icons, theme
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.value import Value, tooltip


class PersonLink(QWidget):
    """Holds the value that names the person, and the button that opens them."""

    def __init__(self, editing: Editing, value: Value) -> None:
        super().__init__()
        self._editing, self._person = editing, 0
        self.button = QToolButton()
        self.button.setObjectName(f"open-{value.objectName()}")
        self.button.setFixedSize(26, 26)
        self.button.setIconSize(QSize(14, 14))
        self.button.clicked.connect(lambda _=False: self.open())
        keys = QShortcut(QKeySequence("Ctrl+Return"), value)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(value, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.restyle()

    def restyle(self) -> None:
        """Take the icon of the theme that now holds."""
        self.button.setIcon(icons.icon("chevron_right", theme.current()))

    def lead_to(self, person: PersonRef | None) -> None:
        """Lead to this person, or nowhere."""
        self._person = person.id if person else 0
        self.button.setVisible(person is not None)
        if person is not None:
            self.button.setAccessibleName(f"Open {person.name}")
            self.button.setToolTip(tooltip(f"Open {person.name}  (Ctrl+Enter)"))

    def open(self) -> None:
        """Show the person in the side panel."""
        if self._person:
            self._editing.open("person", self._person)
