"""The search box of the top bar."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from cxdesk.ui import chips, glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui.live_index import LiveIndex
from cxdesk.ui.overlay import give_focus

if TYPE_CHECKING:
    from cxdesk.ui.rows import Row
    from cxdesk.ui.search_results import ResultsPopup

_WIDTH, _LEAST = 268, 136
_SIGN, _EDGE, _GAP = 26, 8, 6  # px: before the words, behind the key cap and before it
_KEYS = "Ctrl F"  # "/" filters what the place shows, where it can
_FOR = ("Search codes, titles, people", "Search codes, titles", "Search codes", "Search")


class SearchBox(QLineEdit):
    """Finds anything by code, title or name; Up and Down choose, Enter opens, Esc leaves."""

    # The user chose a finding: Hit.
    chosen = Signal(object)

    def __init__(self, parent: QWidget, index: LiveIndex) -> None:
        super().__init__(parent)
        self._index = index
        self._popup: ResultsPopup | None = None
        self._before: QWidget | None = None
        self._stays = True
        self.setAccessibleName("Search")
        self.setMaxLength(200)
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_WIDTH)
        # Findings wait until the key strokes in the queue are taken in.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._find)
        self.textChanged.connect(self._on_text)
        index.grown.connect(self._on_grown)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def cap_box(self) -> QRectF:
        """Where the key cap stands; empty while the box is typed into or holds words."""
        if self.hasFocus() or self.text():
            return QRectF()
        wide = chips.keycap_width(_KEYS)
        return QRectF(self.width() - _EDGE - wide, self.height() / 2 - 8, wide, 16)

    def _fit(self) -> None:
        """Leave room for the key cap; the longest words that fit say what is searched."""
        cap = self.cap_box()
        right = 0 if cap.isEmpty() else ceil(self.width() - cap.left() + _GAP - _EDGE)
        self.setTextMargins(_SIGN, 0, right, 0)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room = inner.width() - _SIGN - right - 4  # Qt keeps 2 px clear at either side
        metrics = QFontMetricsF(self.font())
        self.setPlaceholderText(
            next((one for one in _FOR if metrics.horizontalAdvance(one) <= room), _FOR[-1])
        )

    def stays(self, on: bool) -> None:
        """Be in sight always, or only while it is typed into."""
        self._stays = on
        self.setVisible(on or self.hasFocus())

    def begin(self, words: str = "") -> None:
        """Take the focus, with `words` to look for or with those of the last time selected."""
        if words:
            self.setText(words)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._soon.start()

    @property
    def popup(self) -> ResultsPopup:
        """The list below, made when it is first needed."""
        if self._popup is None:
            from cxdesk.ui.search_results import ResultsPopup

            self._popup = ResultsPopup(self.window())
            self._popup.list.chosen.connect(self._on_chosen)
        return self._popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find()  # what stands there now, should the last letter be younger than the list
            if not self.popup.isHidden():
                self.popup.list.handle_key(event)
        elif self._popup is None or self._popup.isHidden() or not self.popup.list.handle_key(event):
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Clear the box and give the focus back."""
        self.clear()
        self._hide()
        before, self._before = self._before, None
        give_focus(before, self.window())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._hide()
            if not self._stays:
                self.hide()
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def remember_focus(self, widget: QWidget | None) -> None:
        """Where the focus goes back to."""
        if widget is not self:
            self._before = widget

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = themes.current()
        p = QPainter(self)
        middle = self.height() / 2
        glyphs.draw(p, QRectF(11, middle - 8, 16, 16), "search", theme.text2)
        if not (cap := self.cap_box()).isEmpty():
            chips.keycap(p, cap.topLeft(), _KEYS, theme)

    def _on_text(self) -> None:
        self._fit()
        self._soon.start()

    def _find(self) -> None:
        words = self.text().strip()
        if not words or not self.hasFocus():
            self._hide()
            return
        self.popup.show_hits(self._index.find(words), words, complete=self._index.complete)
        self.popup.place(self)

    def _on_grown(self) -> None:
        # Rows keep still under the pointer: only a list that found nothing yet is filled.
        if self._popup is not None and not self._popup.isHidden() and self._popup.is_empty:
            self._soon.start()

    def _hide(self) -> None:
        self._soon.stop()
        if self._popup is not None:
            self._popup.hide()

    def _on_chosen(self, row: Row) -> None:
        self.leave()
        self.chosen.emit(row.data)
