"""A screen of the booth, and the small ones that are a column of words, a field and buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Fault
from cxdesk.ui.overlay import announce

_WIDE = 560


def big_button(text: str, act: Callable[[], object], *, primary: bool = False) -> QPushButton:
    """A button of 44 px; one that is primary says what comes next."""
    made = QPushButton(text)
    made.setProperty("big", True)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("role", "primary")
    made.clicked.connect(lambda _=False: act())
    return made


def headline(text: str) -> QLabel:
    """A heading in the size of a name on the ballot."""
    made = label(text, "")  # whose font no style sets
    made.setFont(typeface.BALLOT_SEAT.font())
    return made


class Page(QWidget):
    """A screen between head and foot of the booth; `side` stands at the right of the foot."""

    side: QWidget | None = None

    def first_field(self) -> QWidget:
        """What has the keyboard when it is shown."""
        raise NotImplementedError

    def escape(self) -> None:
        """Esc was pressed and nothing on the page had a use for it."""

    def confirm(self) -> None:
        """Ctrl+Enter was pressed."""

    def loses(self) -> str:
        """What is lost when it is left now, in a sentence; "" for nothing."""
        return ""

    def refuse(self, why: str) -> None:
        """Say why what was asked for is not done."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep nothing of a ballot: the next voter is about to look."""


class ColumnPage(Page):
    """A column in the middle that scrolls: a heading, words, what a subclass adds, buttons."""

    wide = _WIDE

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.title, self.words, self.fault = headline(title), label(words), Fault(lambda _way: None)
        self.title.setAccessibleDescription(words)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner, middle = QWidget(), QWidget()
        middle.setMaximumWidth(self.wide)
        inner.setObjectName("page")
        self.area.setWidget(inner)
        column(self).addWidget(self.area)
        across = QHBoxLayout(inner)
        across.setContentsMargins(24, 32, 24, 24)
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        self.box = column(middle, 8)
        self.box.addWidget(self.title)
        self.box.addWidget(self.words)
        self.words.setVisible(bool(words))

    def finish(self, *buttons: QPushButton) -> None:
        """Put what is wrong and the buttons below what was added, the first of them leading on."""
        self.box.addWidget(self.fault)
        self.box.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        self.box.addLayout(row)
        self.box.addStretch(1)

    def show_field(self, field: QWidget) -> None:
        """Bring what has the keyboard into sight."""
        if self.area.isAncestorOf(field):
            self.area.ensureWidgetVisible(field, 0, 24)

    def turn(self, key: int) -> None:
        """Page Up and Page Down show what is further up or down."""
        by = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key), 0)
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep() * 9 // 10)

    def refuse(self, why: str) -> None:
        if why:
            self.fault.refuse(why)
            self.area.ensureWidgetVisible(self.fault)
            announce(self, why, urgent=True)
        else:
            self.fault.clear_fault()


class AskPage(ColumnPage):
    """A question before something is lost or final; Esc is the way back."""

    def __init__(
        self, title: str, words: str, back: str, back_to: Callable[[], object],
        leave: str, act: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(title, words)
        self._back = back_to
        self.stay = big_button(back, back_to, primary=True)
        self.go_on = big_button(leave, act)
        self.finish(self.stay, self.go_on)

    def first_field(self) -> QWidget:
        return self.stay

    def escape(self) -> None:
        self._back()
