"""The grid of the panel: labelled rows of 26 px, headed blocks, lines and wrapping boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cxdesk.ui.form.value import PAD_X, Fault, Value

W = TypeVar("W", bound=QWidget)

LABEL, ROW, MARGIN = 84, 26, 16


def label(text: str, role: str = "body", tone: str = "") -> QLabel:
    """A plain-text label in a role of type; `tone` "quiet" is text3, "soft" text2."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(True)
    return made


def column(parent: QWidget, spacing: int = 0, margins: Sequence[int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """An upright layout of `parent`."""
    made = QVBoxLayout(parent)
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def line(*widgets: QWidget | int, spacing: int = 0) -> QHBoxLayout:
    """Widgets side by side, at their tops; a number is a stretch of that weight."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for one in widgets:
        if isinstance(one, int):
            made.addStretch(one)
        else:
            made.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


def spaced_rule() -> QWidget:
    """A hairline with the space above it, in line with the text."""
    made = QWidget()
    column(made, 0, (PAD_X, 12, PAD_X, 0)).addWidget(rule())
    return made


def page(area: QScrollArea) -> QVBoxLayout:
    """Make `area` a page of the panel that scrolls; returns where its parts go."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    inner.setObjectName("page")
    area.setWidget(inner)
    box = column(inner)
    beside_bar(area, lambda right: box.setContentsMargins(MARGIN - PAD_X, 12, right, 12))
    return box


def beside_bar(area: QAbstractScrollArea, margin: Callable[[int], None]) -> None:
    """Let the scroll bar stand in the right margin: `margin` hears how much of it is left."""
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda low, high: margin(0 if high > low else MARGIN - PAD_X))
    margin(MARGIN - PAD_X)


class Row(QWidget):
    """A label, what it names, and below it why a change was refused."""

    def __init__(self, text: str, go: Callable[[Any], None], wide: int = LABEL) -> None:
        super().__init__()
        self.fault = Fault(go)
        head = QLabel(text)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setProperty("role", "body")
        head.setProperty("tone", "quiet")
        head.setFixedWidth(wide - PAD_X)
        head.setFixedHeight(ROW)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        box = QHBoxLayout(self)
        box.setContentsMargins(PAD_X, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(self._right, 1)

    def hold(self, *contents: QWidget | QLayout) -> Row:
        """Put what it names in, one below the other, and return itself."""
        for one in contents:
            if isinstance(one, QLayout):
                self._right.addLayout(one)
            else:
                self._right.addWidget(one)
        self._right.addWidget(self.fault)
        return self


class Head(QWidget):
    """The heading of a block, with a note at its right."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title = label(text, "strong")
        self.note = label("", "body", "soft")
        self.note.setWordWrap(False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(8)
        box.addWidget(self.title, 1)
        box.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)


class Rows(QWidget):
    """Widgets of a list, kept by the rows' ids, so that what is being typed in one stays."""

    def __init__(self, make: Callable[[Any], QWidget], spacing: int = 0) -> None:
        super().__init__()
        self._make = make
        self._kept: dict[int, Any] = {}
        self._box = column(self, spacing)

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Have one widget a row (anything with an `id`), in this order; each gets `show_row`."""
        rows = list(rows)
        ids = {row.id for row in rows}
        there, focus = self.widgets(), QApplication.focusWidget()
        held = next(
            (one for one in there if focus and (one is focus or one.isAncestorOf(focus))), None
        )
        free = [self._kept.pop(id) for id in list(self._kept) if id not in ids]
        for place, row in enumerate(rows):
            widget: Any = self._kept.get(row.id)
            if widget is None:  # a widget costs a millisecond: one that is free serves again
                widget = self._kept[row.id] = free.pop(0) if free else self._make(row)
            if self._box.indexOf(widget) != place:
                self._box.removeWidget(widget)
                self._box.insertWidget(place, widget)
            widget.show_row(row)
        for widget in free:
            self._box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.setVisible(bool(rows))
        if held is not None and held in free:
            self._take_focus(there.index(held))

    def _take_focus(self, place: int) -> None:
        """The row that came into the place of another has its keyboard, else what is around."""
        rows = self.widgets()
        around: QWidget | None = rows[min(place, len(rows) - 1)] if rows else self.parentWidget()
        while around is not None:
            for part in (around, *around.findChildren(QWidget)):
                if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible():
                    part.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
            around = around.parentWidget()

    def widgets(self) -> list[Any]:
        """The widgets, in order."""
        return [
            item.widget()
            for n in range(self._box.count())
            if (item := self._box.itemAt(n)) is not None
        ]


class Wrap(QLayout):
    """Lays widgets side by side, `gap` px apart; goes on `below` px lower when the line is full."""

    def __init__(self, parent: QWidget | None = None, gap: int = 2, below: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._below = gap, below
        self._heights: dict[int, int] = {}  # by width: a form asks again and again
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def put(self, widgets: Sequence[QWidget]) -> None:
        """Hold just these widgets, in this order; those already held stay as they are."""
        kept = [widget for item in self._items if (widget := item.widget()) is not None]
        for widget in kept:
            if widget not in widgets:
                self.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            if widget not in kept:
                self.addWidget(widget)
        order = {id(widget): place for place, widget in enumerate(widgets)}
        self._items.sort(key=lambda item: order.get(id(item.widget()), 0))
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._lay(QRect(0, 0, width, 0), place=False)
        return found

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        return QSize(sum(item.sizeHint().width() + self._gap for item in self._shown()), ROW)

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._shown()]
        return QSize(max((size.width() for size in shown), default=0), ROW)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, place: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            wide = min(hint.width(), rect.width())
            tall = item.heightForWidth(wide) if item.hasHeightForWidth() else hint.height()
            if x > rect.x() and x + wide > rect.right() + 1:
                x, y, high = rect.x(), y + high + self._below, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y + max(0, (ROW - tall) // 2)), QSize(wide, tall)))
            x += wide + self._gap
            high = max(high, tall, ROW)
        return y + high - rect.y()


def fold_button(key: str, text: str) -> Value:
    """A button that shows or hides what is below it."""
    made = Value(key, text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
