"""The head of the panel: code, domain, batch, title, state and priority."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from cxdesk.model.states import Priority, State
from cxdesk.ui import icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.ask import Ask
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.head_buttons import HeadButtons
from cxdesk.ui.form.rows import MARGIN, Wrap, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.moves import Moves, options
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick

_LEVELS = {Priority.HIGHEST: 4, Priority.HIGH: 3, Priority.MEDIUM: 2, Priority.LOW: 1}


class PanelHead(QWidget):
    """What the initiative is called and where it stands."""

    def __init__(self, subject: Subject, edits: Edits) -> None:
        super().__init__()
        self._subject, self._edits = subject, edits
        self._code = label("", "strong")
        self._code.setWordWrap(False)
        self._code.setFixedHeight(26)
        self._line = Value("belongs", "", live=False)
        self.more = QToolButton()
        self.more.setObjectName("more")
        self.more.setAccessibleName("What can be done with it")
        self.more.setToolTip("What can be done with it")
        self.more.setFixedSize(26, 26)
        self.buttons = HeadButtons("initiative")
        self._fault = Fault(subject.go)
        self.title = TextField(
            "title", "Title", self._save_title, fault=self._fault, role=typeface.TITLE
        )
        self.state = Value("state", "State", framed=True)
        self.state.clicked.connect(lambda _=False: self.pick_state())
        self.priority = Value("priority", "Priority", framed=True)
        self.priority.clicked.connect(lambda _=False: self._pick_priority())
        for picker in (self.state, self.priority):
            picker.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._note = Value("state-note", "", live=False)
        self.archived = Value("archived", "")
        self.archived.clicked.connect(lambda _=False: self.set_archived(False))
        self.archived.set_value(
            [
                Span("Archived: off the board", "text2", 400, 12),
                Span("Restore", "accent", 600, 12),
            ]
        )
        self.ask = Ask(subject.go)
        self.moves = Moves(subject, self.ask)

        top = QHBoxLayout()
        top.setContentsMargins(PAD_X, 0, 0, 0)
        top.setSpacing(2)
        top.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._line, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignTop)
        pickers = Wrap(gap=8)
        pickers.addWidget(self.state)
        pickers.addWidget(self.priority)
        under = QHBoxLayout()
        under.setContentsMargins(PAD_X, 4, 0, 0)
        under.addLayout(pickers)
        box = column(self, 0, (MARGIN - PAD_X, 8, MARGIN - PAD_X, 6))
        box.addLayout(top)
        box.addWidget(self.title)
        box.addWidget(self._fault)
        box.addLayout(under)
        box.addWidget(self._note)
        box.addWidget(self.archived)
        box.addWidget(self.ask)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        self._line.set_value(
            [Span(it.domain, "text2"), Span(it.batch or "no batch", "text3")],
            Lead("swatch", number=it.hue),
        )
        self._code.setText(it.code)
        self.title.show_value(it.id, it.title)
        self.state.set_value([Span(it.state.label, "text", 600)], _glyph(it.state))
        level = Priority(it.priority)
        self.priority.set_value(
            [Span(level.value.capitalize(), "text", 600)], Lead("priority", number=_LEVELS[level])
        )
        self.archived.setVisible(it.archived)
        self._note.setVisible(bool(it.reason))
        if it.reason:
            lead = f"{it.state.label}: " if it.state in (State.ON_HOLD, State.CANCELLED) else ""
            self._note.set_value([Span(f"{lead}{it.reason}", "text2", 400, 12)])

    def set_archived(self, archived: bool) -> None:
        """Take it off the board, or bring it back."""
        self._edits.archive(archived, self._fault)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.more.setIcon(icons.icon("more", theme.current()))

    def _save_title(self, title: str) -> bool:
        return self._edits.rename(title, self.title)

    def pick_state(self) -> None:
        """Offer the steps from here."""
        pick(self.state, "State", options(self._subject.detail), None, self.moves.choose)

    def _pick_priority(self) -> None:
        it = self._subject.detail
        offered = [
            Option(one, one.value.capitalize(), lead=Lead("priority", number=level))
            for one, level in _LEVELS.items()
        ]
        offered.append(Option(None, "Derived from benefit", f"{it.benefit:.1f}"))
        pick(
            self.priority, "Priority", offered, Priority(it.priority) if it.priority_set else None,
            lambda priority: self._edits.prioritise(priority, self._fault),
        )  # fmt: skip


def _glyph(state: State) -> Lead:
    return Lead("glyph", state.value, ink="text")
