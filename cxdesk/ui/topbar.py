"""The top bar: where you are, search, undo and redo, the menu, and the one accent button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QToolButton, QWidget
from shiboken6 import isValid

from cxdesk.ui import icons
from cxdesk.ui import theme as themes
from cxdesk.ui.cap_button import CapButton
from cxdesk.ui.keys import action_caps, plain_text, plain_tip
from cxdesk.ui.search_box import SearchBox
from cxdesk.ui.view import View

HEIGHT = 52


class TopBar(QWidget):
    """52 px at the head of the window, right of the sidebar."""

    def __init__(self, parent: QWidget, search: SearchBox, undo: QAction, redo: QAction) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.search = search
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("role", "title")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFixedHeight(HEIGHT - 1)
        self.tabs.setObjectName("place-tabs")
        self.tabs.setAccessibleName("Tabs")
        self.tabs.currentChanged.connect(self._on_tab)
        self.undo, self.redo = self._button(undo), self._button(redo)
        self.menu_button = self._button(None)
        self.menu_button.setAccessibleName("Menu")
        self.menu_button.setToolTip(plain_tip("Menu  F10"))
        self.primary = CapButton(self, height=32)
        self.primary.clicked.connect(self._on_primary)
        self._view: View | None = None
        self._action: QAction | None = None
        self._guests: list[QWidget] = []  # of the view that is shown
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 1)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addSpacing(16)
        layout.addWidget(self.tabs)
        layout.addStretch(1)
        layout.addWidget(search, 20)
        for button in (self.undo, self.redo, self.menu_button):
            layout.addWidget(button)
        layout.addWidget(self.primary)

    def show_view(self, view: View) -> None:
        """Show title, tabs and the main action of a place."""
        self._view = None
        self._hold(view)
        self.title.setText(view.title)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name in view.tabs:
            self.tabs.addTab(name.replace("&", "&&"))
        self.tabs.setCurrentIndex(view.current_tab())
        self.tabs.setVisible(len(view.tabs) > 1 and view.head() is None)
        self.show_primary(view)
        self._view = view

    def _hold(self, view: View) -> None:
        """Let a place put its own head here; the search box then comes when it is called."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        for guest in self._guests:
            layout.removeWidget(guest)
            if isValid(guest):  # else its view is gone, and it with that
                guest.hide()
                guest.setParent(None)
        head, tools = view.head(), view.head_tools()
        self._guests = [one for one in (head, tools) if one is not None]
        if head is not None:
            layout.insertWidget(0, head, 100)
            head.show()
        if tools is not None:
            layout.insertWidget(layout.indexOf(self.primary), tools)
            tools.show()
        self.title.setVisible(head is None)
        self.search.stays(head is None)

    def show_tab(self, index: int) -> None:
        """Mark the tab that the place shows now."""
        if self._view is not None and self.tabs.currentIndex() != index:
            self.tabs.setCurrentIndex(index)

    def show_primary(self, view: View) -> None:
        """Offer the main action of a place; it may be another on each of its tabs."""
        if self._action is not None:
            self._action.changed.disconnect(self._on_action)
        self._action = view.primary_action()
        if self._action is not None:
            self._action.changed.connect(self._on_action)
        self._on_action()

    def follow(self, view: View) -> None:
        """Offer another main action where the place has another one now."""
        if view is self._view and view.primary_action() is not self._action:
            self.show_primary(view)

    def restyle(self) -> None:
        """Take the colours of the theme that now holds."""
        theme = themes.current()
        self.undo.defaultAction().setIcon(icons.icon("undo", theme))
        self.redo.defaultAction().setIcon(icons.icon("redo", theme))
        self.menu_button.setIcon(icons.icon("more", theme))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        p.fillRect(self.rect(), theme.surface)
        p.fillRect(QRect(0, HEIGHT - 1, self.width(), 1), theme.line)

    def _button(self, action: QAction | None) -> QToolButton:
        button = QToolButton(self)
        if action is not None:
            button.setDefaultAction(action)
        button.setFixedSize(32, 32)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _on_tab(self, index: int) -> None:
        if self._view is not None:
            self._view.show_tab(index)
            self.show_primary(self._view)

    def _on_action(self) -> None:
        action = self._action
        self.primary.setVisible(action is not None)
        if action is not None:
            glyph = action.property("glyph")
            caps = " ".join(action_caps(action))
            # Most of them add something.
            self.primary.show_text(plain_text(action), caps, "plus" if glyph is None else glyph)
            self.primary.setEnabled(action.isEnabled())
        self._fit()

    def _fit(self) -> None:
        """Where not everything has room, the words of search and button give way to the tabs."""
        layout = self.layout()
        assert layout is not None
        self.primary.fold(False)
        self.tabs.setMinimumWidth(0)
        layout.invalidate()
        spare = self.search.sizeHint().width() - self.search.minimumWidth()
        self.primary.fold(layout.sizeHint().width() - spare > self.width())
        layout.invalidate()
        if layout.sizeHint().width() - spare <= self.width():  # else the tabs can be scrolled
            self.tabs.setMinimumWidth(self.tabs.sizeHint().width())
        if self._action is not None:
            words = plain_text(self._action) if self.primary.folded else ""
            tip = words if self._action.isEnabled() else self._action.toolTip()
            self.primary.setToolTip(tip)

    def minimumSizeHint(self) -> QSize:
        # Tabs that have room now can be scrolled in a window made narrower.
        hint = super().minimumSizeHint()
        held = max(0, self.tabs.minimumWidth() - self.tabs.minimumSizeHint().width())
        return QSize(hint.width() - held, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_primary(self) -> None:
        if self._action is not None:
            self._action.trigger()
