"""What an empty table or page says: how to begin, or why nothing is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from cxdesk.ui.dashed import draw_dashed
from cxdesk.ui.form.rows import column, label

_WIDTH = 440

Offer = tuple[str, Callable[[], object]]


class Nothing(QWidget):
    """A dashed box at the top of the empty room, with buttons for what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._said: tuple[object, ...] = ()
        self._box = _Dashed()
        self._title, self._text = label("", "strong"), label("", "body", "soft")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        inner = column(self._box, 4, (16, 14, 16, 14))
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        inner.addSpacing(6)
        inner.addLayout(self._buttons)
        outer = column(self, 0, (16, 24, 16, 24))
        across = QHBoxLayout()  # an alignment would cut the text: it asks for no height by width
        across.addStretch(1)
        across.addWidget(self._box)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)

    def say(self, title: str, text: str, offers: Sequence[Offer] = ()) -> None:
        """Say what is missing and offer what can be done."""
        said = (title, text, tuple(words for words, _ in offers))
        if said == self._said:
            return
        self._said = said
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        while self._buttons.count() > 1:
            item = self._buttons.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (words, act) in enumerate(offers):
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons.insertWidget(place, button)
            if not place:  # who comes here by keyboard is where it begins
                self.setFocusProxy(button)

    def words(self) -> str:
        """What it says."""
        return f"{self._title.text()} {self._text.text()}".strip()


class _Dashed(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_dashed(QPainter(self), QRectF(self.rect()))
