"""The search box of the top bar, and the findings that drop from it as you type."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from cxdesk.services.search import Hit
from cxdesk.ui import chips, glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui.live_index import LiveIndex
from cxdesk.ui.overlay import give_focus
from cxdesk.ui.rows import Row, RowList

HEADINGS = {
    "initiative": "Initiatives",
    "person": "People",
    "batch": "Batches",
    "outcome": "Outcomes",
    "request": "Requests",
    "action": "Actions",
    "comment": "Comments",
}
_SIGNS = {
    "person": "people",
    "batch": "board",
    "outcome": "insight",
    "request": "document",
    "action": "checklist",
    "comment": "edit",
}
_WIDTH, _POPUP = 268, 520


class SearchBox(QLineEdit):
    """Finds anything by code, title or name; Up and Down choose, Enter opens, Esc leaves."""

    # The user chose a finding: Hit.
    chosen = Signal(object)

    def __init__(self, parent: QWidget, index: LiveIndex) -> None:
        super().__init__(parent)
        self._index = index
        self._popup: ResultsPopup | None = None
        self._before: QWidget | None = None
        self.setPlaceholderText("Search codes, titles, people")
        self.setAccessibleName("Search")
        self.setMaxLength(200)
        self.setTextMargins(26, 0, 0, 0)
        self.setMinimumWidth(120)
        self.setMaximumWidth(_WIDTH)
        # Findings wait until the key strokes in the queue are taken in.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._find)
        self.textChanged.connect(lambda _text: self._soon.start())
        index.grown.connect(self._on_grown)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def begin(self, words: str = "") -> None:
        """Take the focus, with `words` to look for or with those of the last time selected."""
        if words:
            self.setText(words)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._soon.start()

    @property
    def popup(self) -> ResultsPopup:
        """The list below, made when it is first needed."""
        if self._popup is None:
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
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._hide()
        self.update()

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
        if not self.hasFocus() and not self.text():
            x = self.width() - 8 - chips.keycap_width("/")
            chips.keycap(p, QPointF(x, middle - 8), "/", theme)

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


class ResultsPopup(QFrame):
    """The findings, grouped by kind, the group of the best one first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.list = RowList(self, "Findings")
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("role", "body")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self._nothing)
        # Square and opaque: the place below is not painted again at every key stroke.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        window.installEventFilter(self)
        self.hide()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.list.rows.rowCount()

    @property
    def message(self) -> str:
        """What it says instead of findings."""
        return self._nothing.text() if self.is_empty else ""

    def show_hits(self, hits: Iterable[Hit], words: str, *, complete: bool) -> None:
        """List findings for `words`; not `complete` while the file is still being read."""
        rows = rows_of(hits)
        self.list.show_rows(rows, words)
        short = words if len(words) <= 60 else words[:59] + "…"
        self._nothing.setText(f"Nothing found for “{short}”" if complete else "Still reading …")
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def place(self, box: QWidget) -> None:
        """Show it below `box`, right edges in line."""
        window = self._window
        corner = box.mapTo(window, QPoint(box.width(), box.height() + 4))
        width = min(_POPUP, window.width() - 32)
        wanted = self.list.wanted_height(width - 2) if not self.is_empty else 36
        height = min(wanted + 10, window.height() - corner.y() - 40)
        self.setGeometry(max(16, corner.x() - width), corner.y(), width, height)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        p.fillRect(self.rect(), theme.surface)
        p.setPen(theme.control)
        p.drawRect(self.rect().adjusted(0, 0, -1, -1))


def rows_of(hits: Iterable[Hit]) -> list[Row]:
    """Findings as rows, kinds together, in the order in which each kind's best one came."""
    groups: dict[str, list[Row]] = {}
    for hit in hits:
        sign = hit.state if hit.kind == "initiative" else _SIGNS[hit.kind]
        row = Row(hit.text, HEADINGS[hit.kind], hit.code, hit.note, sign, data=hit)
        groups.setdefault(hit.kind, []).append(row)
    return [row for group in groups.values() for row in group]
