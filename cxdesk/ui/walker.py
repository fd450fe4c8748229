"""Undo and redo of the window: a long one runs beside it, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme
from cxdesk.ui.cards.shared import read_ahead
from cxdesk.ui.desk import REDO, UNDO, is_large
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.jobs import Cancelled, Progress, politely
from cxdesk.ui.overlay import announce

if TYPE_CHECKING:
    from cxdesk.ui.window import MainWindow

_WIDEST, _ABOVE = 420, 72
_DOING = {UNDO: "Taking back", REDO: "Bringing back"}


class Walker(QObject):
    """Takes changes back and brings them back; one at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._note: _Note | None = None
        self.busy = False

    def undo(self) -> None:
        """Take back the newest change that stands."""
        self._walk(UNDO)

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._walk(REDO)

    def _walk(self, way: str) -> None:
        desk = self._window.desk
        store = desk.store
        top = store.head.undo_top if way == UNDO else store.head.redo_top
        if self.busy:
            return
        if store.read_only or not store.is_long(top):
            (desk.undo if way == UNDO else desk.redo)()
            return
        self.busy = True
        self._say(f"{_DOING[way]}: {store.label_of(top)}")

        def work(_told: Progress, _off: Cancelled) -> ChangeSet | None:
            with politely():
                change_set = store.undo() if way == UNDO else store.redo()
                if is_large(change_set):
                    read_ahead(store)
                return change_set

        def done(change_set: ChangeSet | None) -> None:
            self._end()
            if self._window.desk is desk:  # another file may be open by now
                desk.tell_walked(way, change_set)

        def failed(error: KnownError) -> None:
            self._end()
            self._window.desk.refused.emit(error)

        job = self._window.jobs.run(work, done=done, failed=failed)
        job.stopped.connect(self._end)

    def _say(self, text: str) -> None:
        if self._note is None:
            room = self._window.centralWidget()
            assert room is not None
            self._note = _Note(room)
        self._note.say(text)

    def _end(self) -> None:
        self.busy = False
        if self._note is not None:
            self._note.hide()


class _Note(QFrame):
    """What is under way, above the foot of the window."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.words = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        box = column(self, 8, (16, 12, 16, 14))
        box.addWidget(self.words)
        box.addWidget(self.bar)
        self.hide()

    def say(self, text: str) -> None:
        self.words.setText(text)
        self.bar.setAccessibleName(text)
        self.setAccessibleName(text)
        width = min(_WIDEST, self._over.width() - 32)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 60
        self.setGeometry(
            (self._over.width() - width) // 2, self._over.height() - height - _ABOVE, width, height
        )
        self.show()
        self.raise_()
        announce(self, text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        p = QPainter(self)
        p.setPen(QPen(colors.control, 1))
        p.setBrush(colors.surface)
        p.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
