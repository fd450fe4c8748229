"""The import over the whole window: a file is looked at, tried, brought in, and told about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from cxdesk.services.incoming import Report
from cxdesk.services.who import computer_user
from cxdesk.store.store import Clock
from cxdesk.ui import theme
from cxdesk.ui.application import application
from cxdesk.ui.bring_in import words
from cxdesk.ui.bring_in.ask_page import AskPage
from cxdesk.ui.bring_in.done_page import DonePage
from cxdesk.ui.bring_in.pages import TroublePage, WaitPage
from cxdesk.ui.bring_in.place import Here, Kept, New, Place
from cxdesk.ui.bring_in.talk import Look, Talk, Tried
from cxdesk.ui.bring_in.target import HERE
from cxdesk.ui.desk import Desk
from cxdesk.ui.dropped import dropped_file, take_nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.overlay import Overlay, announce

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class BringIn(Overlay):
    """Covers the window until the import is left; `desk` is None in a window without a program."""

    # It was brought in: Kept. The views hear of it from whoever listens.
    kept = Signal(object)
    # Another file is wanted: its path, "" to choose one.
    file_wanted = Signal(str)
    # It is to be taken back; a place is to be shown; the report is to be saved, or printed.
    undo_wanted = Signal()
    show_wanted = Signal(str)
    save_wanted = Signal()
    print_wanted = Signal()

    stays = True

    def __init__(self, over: QWidget, jobs: Jobs, desk: Desk | None, clock: Clock) -> None:
        super().__init__(over, "Bring in a file")
        if isinstance(over, QMainWindow):
            self.setParent(over.centralWidget())  # messages are shown over it
            self.hide()
        self._jobs, self._desk, self._clock = jobs, desk, clock
        self._talk: Talk | None = None
        self._path = Path()
        self._new = New(clock, computer_user())
        self.wait, self.trouble = WaitPage(), TroublePage()
        self.ask = AskPage(self._name_here())
        self.done = DonePage()
        self._pages = QStackedWidget()
        for page in (self.wait, self.trouble, self.ask, self.done):
            self._pages.addWidget(page)
        column(self).addWidget(self._pages)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below is painted
        self.setObjectName("bring-in")
        self._connect()

    def _connect(self) -> None:
        self.wait.cancelled.connect(self._on_cancel)
        self.trouble.left.connect(self.leave)
        for page in (self.trouble, self.ask):
            page.another_wanted.connect(lambda: self.file_wanted.emit(""))
        self.ask.left.connect(self.leave)
        self.ask.wanted.connect(self.go_on)
        self.ask.questions.answered.connect(self._on_answer)
        self.ask.preview.answered.connect(self._on_answer)
        self.ask.target.chosen.connect(self._on_target)
        self.done.left.connect(self.leave)
        self.done.undo_wanted.connect(self.undo_wanted)
        self.done.show_wanted.connect(self.show_wanted)
        self.done.print_wanted.connect(self.print_wanted)
        for view in (self.done.view, self.ask.report):
            view.save_wanted.connect(self.save_wanted)
        self.closed.connect(self._on_closed)

    def _name_here(self) -> str | None:
        return None if self._desk is None else Here(self._desk).into().name

    # The file ---------------------------------------------------------------------------------

    def take(self, path: Path) -> None:
        """Look at a file; one before it is left."""
        if self._writing:
            return
        if self._talk is not None:
            self._talk.stop()
        self._path = path
        self.wait.begin(f"Reading {path.name}…")
        self._show(self.wait)
        talk = self._talk = Talk(self._jobs, path, self._place(), self)
        talk.looked.connect(self._on_looked)
        talk.tried.connect(self._on_tried)
        talk.refused.connect(self._on_refused)
        talk.failed.connect(self._on_failed)
        talk.progressed.connect(self._on_progress)
        talk.kept.connect(self._on_kept)
        talk.given_up.connect(lambda: self._show(self.ask))
        talk.open()

    def show_done(self, kept: Kept) -> None:
        """Show the report of what was brought in."""
        self.done.show_report(kept.report)
        self._show(self.done)

    @property
    def report(self) -> Report | None:
        """The report that is shown, None where none is."""
        return (self.done.view if self.page is self.done else self.ask.report).report

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return self._path.name

    @property
    def page(self) -> QWidget:
        """What is shown: `wait`, `trouble`, `ask` or `done`."""
        shown = self._pages.currentWidget()
        assert shown is not None
        return shown

    @property
    def _writing(self) -> bool:
        return self.page is self.wait and self.wait.writes

    def _place(self) -> Place:
        if self.ask.target.kind == HERE:
            assert self._desk is not None
            return Here(self._desk)
        return self._new

    def _on_looked(self, look: Look) -> None:
        self.ask.target.propose(words.program_name(look.opened, self._path.stem))
        self.ask.show_file(self._path.name, look)
        if self.page is not self.ask:
            self._show(self.ask)

    def _on_tried(self, tried: Tried) -> None:
        if tried.program:
            self.ask.target.propose(tried.program)
        self.ask.show_outcome(tried.report)
        announce(self, words.counts(tried.report.tallies))

    def _on_refused(self, why: str) -> None:
        self.trouble.say(f"{self._path.name} cannot be brought in", why)
        self._show(self.trouble)

    def _on_failed(self, why: str) -> None:
        self.ask.show_trouble(why, again=self._writing)
        if self.page is self.wait:
            self._show(self.ask)
        announce(self, why, urgent=True)

    def _on_progress(self, done: int, every: int) -> None:
        (self.wait if self.page is self.wait else self.ask).tell(done, every)

    def _on_answer(self, key: str, value: str) -> None:
        if self._talk is not None:
            self._talk.answer(key, value)
            self.ask.check()

    def _on_target(self, _kind: str) -> None:
        if self._talk is not None:
            self._talk.go_to(self._place())
            self.ask.check()

    # Bringing it in ---------------------------------------------------------------------------

    def go_on(self) -> None:
        """The one button."""
        talk = self._talk
        if talk is None or talk.look is None or not self.ask.go.isEnabled():
            return
        if self.ask.target.kind != HERE:
            ready = self.ask.target.ready()
            if ready is None:
                return
            self._new.name, self._new.path = ready
        self.wait.begin(
            f"Bringing in {talk.look.opened.title}", "All of it is kept, or nothing.", writes=True
        )
        self._show(self.wait)
        talk.keep()

    def _on_kept(self, kept: Kept) -> None:
        self.show_done(kept)
        self.kept.emit(kept)

    def _on_cancel(self) -> None:
        if self._talk is not None and self._writing:
            self._talk.stop()  # `given_up` or `kept` follows
        else:
            self.leave()

    def leave(self) -> None:
        """Leave the import; what is being written is given up first."""
        if self._writing:
            self.wait.cancel.click()
        else:
            self.close_overlay()

    # The overlay ------------------------------------------------------------------------------

    def open(self) -> None:
        if self.isHidden():
            application().focusChanged.connect(self._keep_focus)
        super().open()

    def first_field(self) -> QWidget:
        page = self.page
        assert isinstance(page, WaitPage | TroublePage | AskPage | DonePage)
        return page.first_field()

    def place(self) -> None:
        room = self.parentWidget()
        self.setGeometry((self._over if room is None else room).rect())

    def _show(self, page: WaitPage | TroublePage | AskPage | DonePage) -> None:
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the page that goes has it no more
        self._pages.setCurrentWidget(page)
        if self.isVisible():
            page.first_field().setFocus(Qt.FocusReason.PopupFocusReason)
            announce(self, page.title.text())

    def _on_closed(self) -> None:
        application().focusChanged.disconnect(self._keep_focus)
        new = self._new
        if self._talk is not None:
            self._talk.stop()
            self._talk = None
        self._jobs.run(lambda _told, _off: new.close())  # after what is still under way
        self.deleteLater()

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard does not leave for what lies below; what has it is in sight."""
        if self.isHidden() or new in (None, self) or new.window() is not self._over:
            return
        if not self.isAncestorOf(new):
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.page is self.ask:
            self.ask.reveal(new)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # No shortcut of the window reaches below, but what takes an import back does.
            if self.page is self.done and any(event.matches(one) for one in _PASS):
                return super(Overlay, self).event(event)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER and control and self.page is self.ask:
            self.go_on()
        elif event.key() in _ENTER and isinstance(focus, QAbstractButton):
            focus.click()
        elif event.key() in _ENTER and self.page is self.ask and isinstance(focus, QLineEdit):
            self.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        elif event.type() == QEvent.Type.Close and watched is self._over and self.isVisible():
            self.close_overlay()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is None or self._writing:
            take_nothing(event)
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (file := dropped_file(event)) is not None and not self._writing:
            event.acceptProposedAction()
            self.file_wanted.emit(file)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().surface)
