"""The row above a table: its filters as chips, how many rows show, and a field that narrows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cxdesk.ui import icons, theme
from cxdesk.ui.filter_chip import FilterChip
from cxdesk.ui.form.rows import label
from cxdesk.ui.table.narrow import NarrowField

HEIGHT = 44


class TableBar(QWidget):
    """A subclass makes its chips and buttons, calls `lay_out`, and shows the chips that hold."""

    def __init__(self, narrow: str) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.chips: list[FilterChip] = []
        self._buttons: dict[QToolButton, str] = {}
        self.more = self.add_button("filter", "Filter", "filter", self.offer)
        self._shown, self._all = label("", "strong"), label("", "body", "soft")
        self.narrow = NarrowField(narrow)

    def offer(self) -> None:
        """Offer the filters there are."""
        raise NotImplementedError

    def add_chip(
        self, key: str, name: str, change: Callable[[], object], drop: Callable[[], object]
    ) -> FilterChip:
        """A click on the chip is to `change` its filter, its cross to `drop` it, or both alike."""

        def gone() -> None:
            if isinstance(self.focusWidget(), FilterChip):  # what stays has the keyboard
                self.more.setFocus(Qt.FocusReason.OtherFocusReason)
            drop()

        made = FilterChip(key, name)
        made.clicked.connect(lambda _=False: gone() if change == drop else change())
        made.removed.connect(gone)
        self.chips.append(made)
        return made

    def add_button(
        self, key: str, text: str, icon: str, slot: Callable[[], object], tip: str = ""
    ) -> QToolButton:
        """A button; its words give way in a narrow window."""
        made = QToolButton()
        made.setObjectName(key)
        made.setText(text)
        made.setAccessibleName(text)
        made.setToolTip(tip)
        made.setProperty("role", "body")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(16, 16))
        made.setFixedHeight(28)
        made.clicked.connect(lambda _=False: slot())
        self._buttons[made] = icon
        return made

    def lay_out(self) -> None:
        """Chips, the button of the filters and the count at the left, the rest at the right."""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(6)
        for part in (*self.chips, self.more):
            row.addWidget(part)
        row.addSpacing(4)
        for words in (self._shown, self._all):
            words.setWordWrap(False)
            row.addWidget(words)
        row.addStretch(1)
        for button in self._buttons:
            if button is not self.more:
                row.addWidget(button)
        row.addWidget(self.narrow, 4)
        self.restyle()

    def set_count(self, shown: int, all: int) -> None:
        """Say "12 of 24"."""
        self._shown.setText(f"{shown:,}")
        self._all.setText(f"of {all:,}")
        self.fit()

    def count(self) -> str:
        """The count as it is said."""
        return f"{self._shown.text()} {self._all.text()}"

    def anchor(self, chip: FilterChip) -> QWidget:
        """Where the choices of a filter open: at its chip, or where filters are offered."""
        return self.more if chip.isHidden() else chip

    def fit(self) -> None:
        """Say all of it where there is room, else the short of it."""
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        alone = Qt.ToolButtonStyle.ToolButtonIconOnly
        for short in (False, True):
            for chip in self.chips:
                chip.shorten(short)
            for button in self._buttons:
                button.setToolButtonStyle(alone if short else beside)
            layout = self.layout()
            if layout is None or layout.minimumSize().width() <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)  # too narrow for all of it, it is cut: the page must not widen

    def restyle(self) -> None:
        """Take the icons of the theme that now holds."""
        for button, icon in self._buttons.items():
            button.setIcon(icons.icon(icon, theme.current()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.surface)
        p.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), here.line)


class FilterBar(TableBar):
    """A bar whose filters are one frozen value, `kept`, whose class knows by `of` what it was.

    A subclass shows in `_show` the chips that hold.
    """

    # Other filters hold: what is kept.
    kept_changed = Signal(object)

    def __init__(self, narrow: str, kept: Any) -> None:
        super().__init__(narrow)
        self.kept = kept

    def _show(self) -> None:
        raise NotImplementedError

    def keep(self, **values: Any) -> None:
        """Keep other rows."""
        before, self.kept = self.kept, replace(self.kept, **values)
        self._show()
        if self.kept != before:
            self.kept_changed.emit(self.kept)

    def recall(self, kept: object) -> None:
        """Keep those that were kept the last time, as plain values."""
        self.kept = type(self.kept).of(kept)
        self._show()
        self.kept_changed.emit(self.kept)
