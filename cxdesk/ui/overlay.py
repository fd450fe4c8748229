"""Overlays: small surfaces that lie over the window without stopping it, closed by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget
from shiboken6 import isValid

from cxdesk.ui import theme as themes
from cxdesk.ui.application import application

_RADIUS = 5


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let assistive technology say `text`; `urgent` interrupts what it is saying."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def give_focus(widget: QWidget | None, otherwise: QWidget) -> None:
    """Give the focus back to `widget`, which may be gone, or hidden by what was done."""
    there = widget is not None and isValid(widget) and widget.isVisible()
    here = widget if widget is not None and there else otherwise
    here.setFocus(Qt.FocusReason.PopupFocusReason)


class Overlay(QFrame):
    """A surface in the upper middle of its window, as wide as `width_px` where there is room.

    It takes the focus when it opens and gives it back when it closes. Unless it `stays`, it
    closes when the focus goes elsewhere.
    """

    # It was closed, by whatever way.
    closed = Signal()

    width_px = 560
    top_px = 64
    stays = False

    def __init__(self, over: QWidget, name: str) -> None:
        self._home, self._over = over, over.window()
        super().__init__(self._over)
        self.setAccessibleName(name)
        self._before: QWidget | None = None
        self.hide()

    def open(self) -> None:
        """Show it and give its first field the focus; open already, it stays as it is."""
        if not self.isHidden():
            self.first_field().setFocus(Qt.FocusReason.PopupFocusReason)
            return
        self._before = QApplication.focusWidget()
        self._over.installEventFilter(self)
        self.place()
        self.show()
        self.raise_()
        first = self.first_field()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()  # as Tab does: what stands there is typed over
        if not self.stays:
            application().focusChanged.connect(self._on_focus_changed)

    def close_overlay(self, *, give_back: bool = True) -> None:
        """Hide it; the focus goes back to where it was unless it went elsewhere already."""
        if self.isHidden():
            return
        if not self.stays:
            application().focusChanged.disconnect(self._on_focus_changed)
        self._over.removeEventFilter(self)
        self.hide()
        before, self._before = self._before, None
        if give_back:
            give_focus(before, self._home)
        self.closed.emit()

    def first_field(self) -> QWidget:
        """What takes the focus on opening."""
        return self._fields()[0]

    def place(self) -> None:
        """Set size and position for the window as it is now."""
        room = self._over.size()
        width = min(self.width_px, room.width() - 32)
        height = min(self.wanted_height(width), room.height() - self.top_px - 32)
        self.setGeometry(QRect((room.width() - width) // 2, self.top_px, width, height))

    def wanted_height(self, width: int) -> int:
        """The height in px that shows everything at this width."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # A letter pressed on a button or a choice here is no shortcut of the view below.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        # Everything else stays here too: keys typed here are not for the view below.

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside it."""
        fields = self._fields()
        if not fields:  # the one that had the focus is being hidden
            return False
        here = QApplication.focusWidget()
        at = fields.index(here) if here in fields else -1
        fields[(at + (1 if forward else -1)) % len(fields)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(theme.control, 1))
        p.setBrush(theme.surface)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.drawRoundedRect(box, _RADIUS, _RADIUS)

    def _fields(self) -> list[QWidget]:
        return [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isVisibleTo(self)
            and child.isEnabled()
        ]

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.close_overlay(give_back=False)
