"""The head of an outcome's panel: code, whether it is the headline, and its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.ui import type as typeface
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.head_buttons import HeadButtons
from cxdesk.ui.form.rows import MARGIN, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.outcome.edits import name_problem
from cxdesk.ui.outcome.subject import OutcomeSubject

HEADLINE, MAKE = "Enterprise headline", "Make it the headline"


class OutcomeHead(QWidget):
    """What the outcome is called."""

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
        self.buttons = HeadButtons("outcome")
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
        top.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 0, (MARGIN - PAD_X, 8, MARGIN - PAD_X, 6))
        box.addLayout(top)
        box.addWidget(self.title)
        box.addWidget(self._fault)

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
