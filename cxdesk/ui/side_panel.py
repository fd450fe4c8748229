"""What every side panel is: one item beside the place, changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import Way
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import Kept, fields_of
from cxdesk.ui.form.head_buttons import HeadButtons
from cxdesk.ui.printing import Paper
from cxdesk.ui.tab_order import follow_layout


class SidePanel(QWidget):
    """352 px wide, at home between 320 and 520. Panels are listed in `panels.PANELS`.

    A subclass reads its item in `load` and shows it in `show_loaded`.
    """

    # Close the panel.
    close_requested = Signal()
    # The user follows a link: kind ("initiative", "person" ...) and id, which is too large for Qt's
    # int and so goes as an object.
    open_requested = Signal(str, object)
    # Show the item before (-1) or after (1) this one.
    step_requested = Signal(int)
    # Something is wanted on paper: Paper.
    print_requested = Signal(object)

    kind = ""
    """The kind of the items shown, as `current` has their id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._seen, self._stale = -1, False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("side-panel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(320)
        for keys, slot in (
            ("F2", self.focus_title),
            ("Alt+Up", lambda: self.step_requested.emit(-1)),
            ("Alt+Down", lambda: self.step_requested.emit(1)),
        ):
            self.add_key(keys, slot)
        desk.changed.connect(self.refresh)

    def add_key(self, keys: str, slot: object) -> None:
        """A shortcut that holds within the panel."""
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(slot)

    def listen(self, editing: Editing, buttons: HeadButtons) -> None:
        """Go where the form leads, and do what the buttons of the head ask for."""
        editing.went.connect(self.follow)
        buttons.stepped.connect(self.step_requested)
        buttons.closed.connect(self.close_requested)

    # What a panel says of itself --------------------------------------------------------------

    def current(self) -> int | None:
        """The id of the item shown."""
        raise NotImplementedError

    def shows(self) -> str:
        """The kind by which `show_item` shows what is seen now: the item, or a part of it."""
        return self.kind

    def show_item(self, kind: str, id: int) -> bool:
        """Show an item; `kind` may name a part of it. False when there is no such item."""
        raise NotImplementedError

    def load(self) -> bool:
        """Read the item shown again; False when it is gone."""
        raise NotImplementedError

    def show_loaded(self) -> None:
        """Show what was read."""
        raise NotImplementedError

    def concerned(self, change_set: ChangeSet) -> bool:
        """Whether a change may alter what is shown."""
        return True

    def focus_title(self) -> None:
        """Put the keyboard into the name of the item, all of it selected."""

    def paper(self) -> Paper | None:
        """What Ctrl+P prints; None when nothing here is for paper."""
        return None

    # What all do alike ------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(352, 700)

    def refresh(self, change_set: ChangeSet | None) -> None:
        """Read the item again; what is being typed stays."""
        if change_set is not None:
            if change_set.seq == self._seen:
                return
            self._seen = change_set.seq
        if self.current() is None or (change_set is not None and not self.concerned(change_set)):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self.load():
            self.show_loaded()
        else:
            self.keep_typed()
            self.close_requested.emit()

    def keep_typed(self) -> None:
        """Save what was typed; words for an item that was undone wait for its return."""
        if self._stale:  # hidden, it did not follow what became of its item
            self.load()
        gone = self.current() is None
        for field in fields_of(self):
            if gone:
                field.show_value(0, "")
            else:
                field.commit()

    def restyle(self) -> None:
        """Take the theme that now holds."""
        for child in self.findChildren(QWidget):
            if hasattr(child, "restyle"):
                child.restyle()
        self.update()

    def follow(self, way: Way) -> None:
        """Go where a way leads: to a part of this item, or elsewhere."""
        self.open_requested.emit(way.kind, way.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def focusNextPrevChild(self, next: bool) -> bool:
        follow_layout(self)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if isinstance(self.window().focusWidget(), Kept):
            self.setFocus()
        else:
            self.close_requested.emit()
