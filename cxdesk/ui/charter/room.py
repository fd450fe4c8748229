"""How list, text and preview of a charter share the width, and what folds where it is scarce."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_FOLDS_BELOW = 1020  # px, which is a window of 1200 without its sidebar
_LIST, _PREVIEW, _LEAST = 222, 540, 300
_NARROW_LIST = 204


class EditorRoom(QSplitter):
    """List, text and preview side by side; in a narrow window the preview takes the list's place.

    Widths that were chosen, and a preview that was put away, are kept as habits.
    """

    # Something is to be the same the next time: its key, and a plain value.
    habit_changed = Signal(str, object)
    # The preview came or went.
    arranged = Signal()

    def __init__(self, parts: QWidget, text: QWidget, preview: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._list, self._preview = parts, preview
        self._asked = False  # for the preview, where it is folded
        self._wanted = True
        self._widths: list[int] = []
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for place, part in enumerate((parts, text, preview)):
            self.addWidget(part)
            self.setStretchFactor(place, int(part is text))
        parts.setMinimumWidth(150)
        parts.setMaximumWidth(320)
        text.setMinimumWidth(_LEAST)
        preview.setMinimumWidth(_LEAST)
        self.splitterMoved.connect(lambda *_: self._keep_widths())

    @property
    def folds(self) -> bool:
        """Whether there is no room for the preview beside the list and the text."""
        return self.width() < _FOLDS_BELOW

    @property
    def previews(self) -> bool:
        """Whether the preview is shown."""
        return self._asked if self.folds else self._wanted

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Take the widths of the last time, and whether the preview was shown."""
        widths = habits.get("widths")
        if isinstance(widths, list) and len(widths) == 2:
            self._widths = [int(each) for each in widths]
        self._wanted = habits.get("preview", True) is not False
        self._fold()

    def toggle_preview(self) -> None:
        """Show the preview, or give its room to the text."""
        if self.folds:
            self._asked = not self._asked
        else:
            self._wanted = not self._wanted
            self.habit_changed.emit("preview", self._wanted)
        self._fold()

    def _fold(self) -> None:
        shown, before = self.previews, not self._preview.isHidden()
        self._preview.setVisible(shown)
        self._list.setVisible(not (self.folds and shown))
        if before != shown or not self._widths:
            self._share()
        self.arranged.emit()

    def _share(self) -> None:
        """Give list and preview the widths they had, and the text what is left."""
        first, last = self._widths or [_LIST, _PREVIEW]
        if self.folds:
            first, last = min(first, _NARROW_LIST), self.width() // 2
        left = 0 if self._list.isHidden() else first
        right = 0 if self._preview.isHidden() else last
        self.setSizes([left, max(_LEAST, self.width() - left - right - 2), right])

    def _keep_widths(self) -> None:
        first, _, last = self.sizes()
        if not self.folds and first and last:
            self._widths = [first, last]
            self.habit_changed.emit("widths", [first, last])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = event.oldSize().width()
        if before <= 0 or (before < _FOLDS_BELOW) != self.folds:
            self._asked = False
            self._share()
        self._fold()
