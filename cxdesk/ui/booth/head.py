"""The head of the booth: who votes, or the meeting; what kind of ballot it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.ui import theme
from cxdesk.ui.ballot.parts import Avatar, Sign
from cxdesk.ui.booth import words
from cxdesk.ui.booth.page import headline
from cxdesk.ui.booth.slate import Slate
from cxdesk.ui.form.rows import column, label

HIGH, _LOW = 76, 60
_SHORT, _NONE = 1080, 760  # px of width below which less is said of the round


class Head(QWidget):
    """A band of 76 px, less in a low window."""

    # The voter gives the laptop away without a ballot.
    handed_over = Signal()

    def __init__(self, slate: Slate) -> None:
        super().__init__()
        self._slate = slate
        self.avatar, self.name, self.note = Avatar(), headline(""), label("", "muted")
        self.hand_over = QPushButton("Hand over")
        self.hand_over.setAutoDefault(False)
        self.hand_over.clicked.connect(lambda _=False: self.handed_over.emit())
        self._meeting, self._about = label(slate.meeting, "strong"), label("", "muted")
        self._sign = Sign("lock" if slate.secret else "people")
        self._right = QWidget()
        self._most = 0
        who = QWidget()
        left = column(who, 0)
        left.addWidget(self.name)
        left.addWidget(self.note)
        kind = QHBoxLayout()
        kind.setSpacing(6)
        kind.addStretch(1)
        kind.addWidget(self._sign)
        kind.addWidget(self._about)
        right = column(self._right, 2)
        for one in (self._meeting, self._about):
            one.setWordWrap(False)
        self._meeting.setAlignment(Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._meeting)
        right.addLayout(kind)
        self._across = QHBoxLayout(self)
        self._across.setSpacing(14)
        self._across.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._across.addWidget(who, 0, Qt.AlignmentFlag.AlignVCenter)
        self._across.addSpacing(12)
        self._across.addWidget(self.hand_over, 0, Qt.AlignmentFlag.AlignVCenter)
        self._across.addStretch(1)
        self._across.addWidget(self._right, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_voter(self, name: str, initials: str, note: str, hand_over: str) -> None:
        """Show whose ballot it is; without a word on the button nobody is to hand over."""
        self.avatar.setVisible(bool(initials))
        self.avatar.show_initials(initials)
        self.name.setText(name)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._widen()
        self.hand_over.setText(hand_over)
        self.hand_over.setVisible(bool(hand_over))

    def fit(self, wide: int, high: int) -> None:
        """Take the room of a window of this size."""
        margin = 40 if wide >= 1200 else 20
        self._across.setContentsMargins(margin, 6, margin, 6)
        self.setMinimumHeight(HIGH if high >= 560 else _LOW)
        self._about.setText(words.about(self._slate, short=wide < _SHORT))
        self._right.setVisible(wide >= _NONE)
        self._most = wide // 3
        self._widen()

    def _widen(self) -> None:
        """A label that wraps asks for little width: one line, while there is room."""
        needs = self.note.fontMetrics().horizontalAdvance(self.note.text()) + 2
        self.note.setMinimumWidth(min(needs, self._most))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.surface)
        p.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colors.line2)
