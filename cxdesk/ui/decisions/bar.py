"""The row above a result: which round it is of, where that stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from cxdesk.services.result_rows import RoundHead
from cxdesk.services.result_sheet import round_note, round_words
from cxdesk.ui import theme
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value, tooltip
from cxdesk.ui.pickers import Option, pick

HEIGHT = 44


class ResultBar(QWidget):
    """A chooser of rounds at the left, buttons at the right."""

    # Another round was chosen: its id.
    round_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._heads: tuple[RoundHead, ...] = ()
        self._current: int | None = None
        self._now = datetime.min
        self.round = Value("round", "Round", framed=True)
        self.round.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.round.clicked.connect(lambda _=False: self.offer())
        self.note = label("", "small")
        self.note.setWordWrap(False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 1)
        self._row.setSpacing(8)
        self._row.addWidget(self.round)
        self._row.addWidget(self.note)
        self._row.addStretch(1)

    def add_button(self, key: str, text: str, tip: str, slot: Callable[[], object]) -> QPushButton:
        """A button at the right."""
        made = QPushButton(text)
        made.setObjectName(key)
        made.setToolTip(tip)
        made.clicked.connect(lambda _=False: slot())
        made.setFixedHeight(30)
        self._row.addWidget(made)
        return made

    def show_rounds(self, heads: Sequence[RoundHead], current: RoundHead, now: datetime) -> None:
        """Show which round is read, of those there are."""
        self._heads, self._current, self._now = tuple(heads), current.id, now
        self.round.set_value([Span(round_words(current), weight=600)])
        self.note.setText(round_note(current, now))
        self.round.setToolTip(tooltip(f"{round_words(current)}, {round_note(current, now)}"))
        self._fit()

    def _fit(self) -> None:
        """The note gives way where buttons need its room."""
        self.note.show()
        self.note.setVisible(self._row.minimumSize().width() <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def offer(self) -> None:
        """Offer every round, the newest first."""
        options = [
            Option(one.id, round_words(one), round_note(one, self._now)) for one in self._heads
        ]
        pick(self.round, "Round", options, self._current, self.round_chosen.emit)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.surface)
        p.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), colors.line)
