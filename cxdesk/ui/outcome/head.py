"""The head of an outcome's panel: code, whether it is the headline, and its name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cxdesk.ui import icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import MARGIN, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.outcome.edits import name_problem
from cxdesk.ui.outcome.subject import OutcomeSubject

HEADLINE, MAKE = "Enterprise headline", "Make it the headline"
_BUTTONS = (
    ("previous", "chevron_up", "Previous outcome (Alt+Up)"),
    ("next", "chevron_down", "Next outcome (Alt+Down)"),
    ("close", "close", "Close the panel (Esc)"),
)


class OutcomeHead(QWidget):
    """What the outcome is called."""

    # Show the outcome before (-1) or after (1) this one.
    stepped = Signal(int)
    # Close the panel.
    closed = Signal()

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__()
        self._subject = subject
        self._code = label("", "strong")
        self._code.setWordWrap(False)
        self._code.setFixedHeight(26)
        self._fault = Fault(subject.go)
        self.headline = Value("headline", "")
        self.headline.clicked.connect(
            lambda _=False: subject.edits.headline(subject.row, self._fault)
        )
        self._buttons = [self._button(*each) for each in _BUTTONS]
        self._buttons[0].clicked.connect(lambda _=False: self.stepped.emit(-1))
        self._buttons[1].clicked.connect(lambda _=False: self.stepped.emit(1))
        self._buttons[2].clicked.connect(lambda _=False: self.closed.emit())
        self.title = checked(
            TextField("title", "Name", self._save, fault=self._fault, role=typeface.TITLE),
            name_problem,
        )
        top = QHBoxLayout()
        top.setContentsMargins(PAD_X, 0, 0, 0)
        top.setSpacing(2)
        top.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        top.addSpacing(4)
        top.addWidget(self.headline, 0, Qt.AlignmentFlag.AlignTop)
        top.addStretch(1)
        for button in self._buttons:
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 0, (MARGIN - PAD_X, 8, MARGIN - PAD_X, 6))
        box.addLayout(top)
        box.addWidget(self.title)
        box.addWidget(self._fault)
        self.restyle()

    def _button(self, key: str, _icon: str, text: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(key)
        made.setAccessibleName(text.partition(" (")[0])
        made.setToolTip(text)
        made.setFixedSize(26, 26)
        return made

    def restyle(self) -> None:
        """Take the theme's colours."""
        for button, (_, name, _) in zip(self._buttons, _BUTTONS, strict=True):
            button.setIcon(icons.icon(name, theme.current()))

    def show_sheet(self) -> None:
        """Show the outcome as it is now."""
        row = self._subject.row
        self._code.setText(row.code)
        self.title.show_value(row.id, row.name)
        if row.headline:
            self.headline.set_value([Span(HEADLINE, "text2", 600)], Lead("glyph", "strategy"))
            self.headline.setToolTip("Click to have no headline")
        else:
            self.headline.set_value([Span(MAKE, "accent", 600)])
            self.headline.setToolTip("The one outcome that the enterprise looks at first")

    def _save(self, name: str) -> bool:
        return self._subject.edits.rename(self._subject.row, name, self.title)
