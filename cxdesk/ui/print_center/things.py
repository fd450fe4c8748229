"""The list of all that can be printed or taken out, by group; typing narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cxdesk.services.search import fold
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.table.narrow import NarrowField

_KEY = Qt.ItemDataRole.UserRole
_HEAD = 34  # px of the name of a group


class Thing(Protocol):
    """A line of the list: its key, the name of its group, its title and what it is for."""

    @property
    def key(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...


class Things(QWidget):
    """A field that narrows, and the list below it. One thing is always chosen."""

    # Another thing was chosen: its key.
    chosen = Signal(str)

    def __init__(self, things: Sequence[Thing]) -> None:
        super().__init__()
        self._things = things
        self.narrow = NarrowField("Narrow what can be printed or taken out")
        self.narrow.setMaximumWidth(16_777_215)
        self.narrow.set_hint("What is wanted?")
        self.list = _List()
        self.list.setAccessibleName("What can be printed or taken out")
        self.list.setProperty("bare", True)
        self.list.ensurePolished()  # its rows are measured before it is first shown
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label("Nothing here has these words.", "body", "soft")
        self.none.setContentsMargins(8, 8, 8, 8)
        self.none.hide()
        box = column(self, 8, (12, 12, 12, 12))
        box.addWidget(self.narrow)
        box.addWidget(self.list, 1)
        box.addWidget(self.none)
        box.addStretch()
        self.narrow.textChanged.connect(self._on_narrow)
        self.narrow.left.connect(self._enter_list)
        self.list.typed.connect(self._on_typed)
        self.list.currentItemChanged.connect(self._on_current)
        self.setFocusProxy(self.list)
        self._fill()

    def _fill(self) -> None:
        for group, some in groupby(self._things, key=lambda one: one.group):
            head = QListWidgetItem(group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(typeface.CAPTION_MEDIUM.font())
            head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            head.setSizeHint(QSize(0, _HEAD))
            self.list.addItem(head)
            for one in some:
                item = QListWidgetItem(one.title)
                item.setData(_KEY, one.key)
                item.setToolTip(tooltip(one.about))
                self.list.addItem(item)
        self.restyle()

    def restyle(self) -> None:
        """Take over the colours of the theme."""
        for item in self._items():
            if item.data(_KEY) is None:
                item.setForeground(theme.current().text3)

    def choose(self, key: str) -> None:
        """Choose a thing; the first for one that there is not."""
        items = [item for item in self._items() if item.data(_KEY) is not None]
        self.list.setCurrentItem(next((one for one in items if one.data(_KEY) == key), items[0]))

    def key(self) -> str:
        """The thing that is chosen."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def shown(self) -> list[str]:
        """The keys of those that hold the words typed."""
        return [
            str(item.data(_KEY))
            for item in self._items()
            if item.data(_KEY) is not None and not item.isHidden()
        ]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _on_narrow(self, text: str) -> None:
        words = fold(text).split()
        groups: set[str] = set()
        fits: dict[str, bool] = {}
        for one in self._things:
            said = fold(f"{one.group} {one.title} {one.about} {one.key}")
            fits[one.key] = all(word in said for word in words)
            if fits[one.key]:
                groups.add(one.group)
        for item in self._items():
            key = item.data(_KEY)
            item.setHidden(item.text() not in groups if key is None else not fits[key])
        self.none.setVisible(not groups)
        self.list.setVisible(bool(groups))
        if groups and (item := self.list.currentItem()) is not None and item.isHidden():
            self.choose(self.shown()[0])

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))

    def _enter_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_typed(self, text: str) -> None:
        self.narrow.setFocus(Qt.FocusReason.OtherFocusReason)
        self.narrow.setText(text)


class _List(QListWidget):
    """Letters typed here narrow it, PgUp and PgDn turn the pages of the place."""

    # Something was typed: str.
    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().strip() and event.text().isprintable() and not modifiers:
            self.typed.emit(event.text())
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and (item := self.currentItem()) is not None:
            p = QPainter(self.viewport())
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(theme.current().accent, 2))
            p.drawRoundedRect(QRectF(self.visualItemRect(item)).adjusted(1, 1, -1, -1), 3, 3)
