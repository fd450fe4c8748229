"""A part of a charter in the panel: its heading says how complete it is, and folds it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cxdesk.services.charter_parts import Standing
from cxdesk.ui import glyphs, theme
from cxdesk.ui.charter.part import Part
from cxdesk.ui.charter.standing import draw_standing, said
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import PAD_X, tooltip

_HEIGHT, _CHEVRON = 30, 10


class FoldHead(QAbstractButton):
    """Number, title, what lacks and how complete it is; a click folds the part or unfolds it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName(f"fold-{key}")
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.row: Standing | None = None
        self.toggled.connect(lambda _on: self._name())

    def show_standing(self, row: Standing) -> None:
        """Show how the part stands."""
        if row != self.row:
            self.row = row
            self._name()
            self.setToolTip(tooltip(said(row)))
            self.update()

    def _name(self) -> None:
        if self.row is not None:
            folded = "unfolded" if self.isChecked() else "folded"
            self.setAccessibleName(f"{said(self.row)}, {folded}")

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), Qt.Key
        if key in (keys.Key_Return, keys.Key_Enter):
            self.click()
        elif key in (keys.Key_Right, keys.Key_Left):
            self.setChecked(key == keys.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.row is None:
            return
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.hover)
            p.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        middle = box.center().y() - _CHEVRON / 2
        chevron = "chevron_down" if self.isChecked() else "chevron_right"
        glyphs.draw(p, QRectF(PAD_X, middle, _CHEVRON, _CHEVRON), chevron, colors.text2)
        rest = box.adjusted(PAD_X + _CHEVRON, 0, 0, 0)
        draw_standing(p, rest, self.row, colors, strong=self.isChecked())


class PartFold(QWidget):
    """A heading and the part below it, which is made when it is first unfolded."""

    # It was folded or unfolded: its key.
    toggled = Signal(str)

    def __init__(self, key: str, make: Callable[[str], Part]) -> None:
        super().__init__()
        self.key, self._make = key, make
        self.part: Part | None = None
        self.head = FoldHead(key)
        self.head.toggled.connect(self._on_toggled)
        self._box = column(self)
        self._box.addWidget(self.head)
        self._body = QWidget()
        self._held = column(self._body, 4, (0, 2, 0, 12))
        self._body.hide()
        self._box.addWidget(self._body)

    @property
    def unfolded(self) -> bool:
        """Whether the part is shown."""
        return self.head.isChecked()

    def unfold(self, on: bool = True) -> None:
        """Show the part, or its heading alone."""
        self.head.setChecked(on)

    def made(self) -> Part:
        """The part, made now if it was not yet."""
        if self.part is None:
            self.part = self._make(self.key)
            if self.part.hint:
                hint = label(self.part.hint, "small", "quiet")
                hint.setContentsMargins(PAD_X, 0, PAD_X, 0)
                self._held.addWidget(hint)
            self._held.addWidget(self.part)
        return self.part

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.made()
        self._body.setVisible(on)
        self.toggled.emit(self.key)
