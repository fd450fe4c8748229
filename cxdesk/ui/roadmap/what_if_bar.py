"""The bar above the timeline while a what-if is shown: which one, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services.what_if import Shown
from cxdesk.ui import glyphs, theme
from cxdesk.ui.cap_button import CapButton
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value, tooltip

_EDGE, _TALL, _ICON = 16, 28, 14
_HELP = (
    "What you change on the timeline goes into this what-if. The side panel and the other places "
    "show the plan itself and change it. A click renames the what-if."
)


class WhatIfBar(QWidget):
    """Shown only while the timeline shows a what-if; says also what fits no longer."""

    # How it differs from the plan is to be shown (True) or put away.
    differences_wanted = Signal(bool)
    # It is to be adopted, discarded, renamed, or the plan itself shown again.
    adopted = Signal()
    discarded = Signal()
    renamed = Signal()
    left = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.setObjectName("what-if-bar")
        self.said = Value("what-if-said", "")
        self.said.setToolTip(tooltip(_HELP))
        self.said.clicked.connect(lambda _=False: self.renamed.emit())
        self.fault = Fault(editing.go)
        self.differences = QPushButton("Differences")
        self.differences.setObjectName("what-if-differences")
        self.differences.setCheckable(True)
        self.differences.toggled.connect(self.differences_wanted)
        self.adopt = CapButton(self, height=_TALL)
        self.adopt.setObjectName("what-if-adopt")
        self.adopt.show_text("Adopt")
        self.adopt.clicked.connect(lambda _=False: self.adopted.emit())
        self.discard = QPushButton("Discard")
        self.discard.setObjectName("what-if-discard")
        self.discard.setToolTip(tooltip("Throw this what-if away; the plan stays as it is"))
        self.discard.clicked.connect(lambda _=False: self.discarded.emit())
        self.close_it = QPushButton("Close")
        self.close_it.setObjectName("what-if-close")
        self.close_it.setToolTip(tooltip("Show the plan itself; the what-if is kept"))
        self.close_it.clicked.connect(lambda _=False: self.left.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + _ICON + 2, 4, _EDGE, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.said)
        words.addWidget(self.fault)
        row.addLayout(words, 1)
        for each in (self.differences, self.adopt, self.discard, self.close_it):
            if isinstance(each, QPushButton):
                each.setAutoDefault(True)  # Enter presses it, as Space does
                each.setProperty("tight", True)
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_what_if(self, shown: Shown | None, *, read_only: bool) -> None:
        """Say which one is shown; None puts the bar away."""
        if shown is None:
            self.differences.setChecked(False)
            self.hide()
            return
        changes = count(shown.changes, "change") if shown.changes else "nothing changed yet"
        self.said.set_value((
            Span(f"What-if: {shown.name}", weight=600),
            Span(f"· {changes} · not part of the plan", "text2"),
        ))  # fmt: skip
        self.setAccessibleName(f"What-if {shown.name}, {changes}, not part of the plan")
        self.adopt.setEnabled(bool(shown.changes) and not read_only)
        self.adopt.setToolTip(tooltip(
            "Make all its changes part of the plan, in one step" if shown.changes
            else "Move a bar or change a link: it becomes part of this what-if"
        ))  # fmt: skip
        if shown.trouble:
            self.fault.refuse(shown.trouble)
        else:
            self.fault.clear_fault()
        self.show()

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why it cannot be adopted."""
        self.fault.refuse(why)

    def clear_fault(self) -> None:
        """Nothing was refused."""
        self.fault.clear_fault()

    def text(self) -> str:
        """What it says; empty while none is shown."""
        return "" if self.isHidden() else f"{self.said.words()} {self.fault.text()}".strip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.tint)
        p.fillRect(0, self.height() - 1, self.width(), 1, here.line2)
        top = (self.height() - _ICON) / 2 if self.fault.isHidden() else 4 + (26 - _ICON) / 2
        glyphs.draw(p, QRectF(_EDGE - 2, top, _ICON, _ICON), "branch", here.accent)
