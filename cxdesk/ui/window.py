"""The main window: sidebar, top bar, a place, the side panel, and what holds them together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.errors import RuleBroken
from cxdesk.services import frame, programs
from cxdesk.services import who as who_is
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme as themes
from cxdesk.ui.application import application
from cxdesk.ui.body import Body
from cxdesk.ui.command_list import with_window
from cxdesk.ui.commands import Commands
from cxdesk.ui.day_watch import DayWatch
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.dropped import dropped_file
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.keys import enter_presses
from cxdesk.ui.live_index import LiveIndex
from cxdesk.ui.places import PLACES, Place, listed
from cxdesk.ui.printing import Printer, make_ready
from cxdesk.ui.search_box import SearchBox
from cxdesk.ui.settings import Settings
from cxdesk.ui.sidebar import Sidebar
from cxdesk.ui.stage import Stage
from cxdesk.ui.statusbar import StatusBar
from cxdesk.ui.tab_order import in_order
from cxdesk.ui.toasts import STAYS_MS, Toasts, refusal
from cxdesk.ui.topbar import TopBar
from cxdesk.ui.undo_keys import UndoKeys
from cxdesk.ui.view import View
from cxdesk.ui.walker import Walker
from cxdesk.ui.ways import Ways

if TYPE_CHECKING:
    from cxdesk.ui.side_panel import SidePanel

FOLDS_BELOW = 1200
_FRAME = QSize(16, 48)  # what a desktop puts around the first window; it is not known before
_SETTLE_MS = 100  # by then the first painting is done
_CALM_MS = 2000  # and by then what follows it


class MainWindow(QMainWindow):
    """One open program. `set_desk` shows another; the window itself stays."""

    # A program file was dropped on the window: its path.
    file_dropped = Signal(str)

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        *,
        jobs: Jobs | None = None,
        places: tuple[Place, ...] = PLACES,
        toast_ms: int = STAYS_MS,
    ) -> None:
        super().__init__()
        self.jobs = jobs or Jobs(self)
        self.settings, self.places = settings, places
        self.desk = desk
        self._wires: list[tuple[SignalInstance, Callable[[Any], object]]] = []
        self._peeks = False
        self.ways = Ways(self)
        self.index = LiveIndex(self)
        self.walker = Walker(self)
        self.commands = Commands(self)
        self._build(toast_ms)
        self._connect()
        self.restore_geometry()
        self.set_desk(desk)

    def _build(self, toast_ms: int) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 400)
        whole = QWidget()
        self.setCentralWidget(whole)
        self.sidebar = Sidebar(whole, self.places)
        self.search = SearchBox(whole, self.index)
        self.topbar = TopBar(whole, self.search, self.commands.undo, self.commands.redo)
        self.menu_button = self.topbar.menu_button
        self.menu_button.clicked.connect(self.commands.show_menu)
        self.stage = Stage(self.places, self.settings)
        self.body = Body(self.stage, self.settings)
        self.printer = Printer(
            lambda: self.desk, self.jobs, lambda: str(self.settings.get("paper")), self
        )
        self.status = StatusBar(whole)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.topbar, self.body, self.status):
            right.addWidget(part, 1 if part is self.body else 0)
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(right, 1)
        self.toasts = Toasts(whole, stays_ms=toast_ms)
        self._rest = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._watch = DayWatch(self, lambda: self.desk.today())
        self._undo_keys = UndoKeys(self)
        self.topbar.restyle()

    def _connect(self) -> None:
        self.sidebar.place_requested.connect(self.show_place)
        self.sidebar.properties_requested.connect(lambda: self.commands.run("properties"))
        self.sidebar.preferences_requested.connect(lambda: self.commands.run("preferences"))
        self.search.chosen.connect(lambda hit: self.open(*hit.opens))
        self.body.open_requested.connect(self.open)
        self.body.close_requested.connect(self.close_panel)
        self.body.step_requested.connect(self.ways.step)
        self.body.panel_toggled.connect(self._show_hints)
        self.body.print_requested.connect(self.printer.ask)
        self.stage.view_made.connect(self._on_view_made)
        self.toasts.undo_requested.connect(self.walker.undo)
        self.settings.changed.connect(self._on_setting)
        self._rest.timeout.connect(self._show_rest)
        self._watch.minute_passed.connect(self.show_status)
        self._watch.day_changed.connect(self._on_day)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme)
        application().focusChanged.connect(self._on_focus_changed)

    # The open file --------------------------------------------------------------------------

    def set_desk(self, desk: Desk) -> None:
        """Show the file of `desk` in place of the one before."""
        for signal, slot in self._wires:
            signal.disconnect(slot)
        self.desk = desk
        self._wires = [
            (desk.changed, self._on_changed),
            (desk.said, self.toasts.say),
            (desk.refused, self._on_refused),
        ]
        for signal, slot in self._wires:
            signal.connect(slot)
        self.toasts.hide()
        self.stage.set_desk(desk)
        self.body.drop_panels()
        self.index.fill(desk)
        self.setWindowFilePath(str(desk.store.path))
        self.show_program()
        self.show_undo()
        wanted = self.ways.home or self.settings.get("place")
        known = [place.key for place in listed(self.places)]
        self.show_place(wanted if wanted in known else known[0])

    def show_program(self) -> None:
        """Name the program in title and sidebar, and who acts."""
        with self.desk.read() as session:
            here = frame.frame(session)
        self.stage.program = here.id
        self.setWindowTitle(f"{here.name} – cxdesk")
        self.sidebar.program.show_program(here.name, here.subtitle)
        who = self.desk.store.who
        self.sidebar.person.show_person(who, programs.initials_of(who), "")
        if self.isVisible():
            self._rest.start()

    def show_undo(self) -> None:
        """Say what undo and redo would do."""
        store = self.desk.store
        head = store.head
        undo, redo = (
            None if top is None or store.read_only else store.label_of(top)
            for top in (head.undo_top, head.redo_top)
        )
        self.commands.show_undo(undo, redo)

    def show_status(self) -> None:
        """Say again how safe the file is."""
        self.status.show_file(self.desk)
        self.sidebar.show_badges(self.desk)

    def _on_day(self) -> None:
        self.stage.refresh(None)
        for panel in self.body.panels():
            panel.refresh(None)

    def _show_rest(self) -> None:
        """What the first painting need not wait for."""
        self.index.start()
        QTimer.singleShot(_SETTLE_MS, self.body, self.body.prepare)
        QTimer.singleShot(_CALM_MS, self, self._have_paper_at_hand)
        self.show_status()
        who = self.desk.store.who
        with self.desk.read() as session:
            role = who_is.role_of(session, who)
        self.sidebar.person.show_person(who, programs.initials_of(who), role)

    def _have_paper_at_hand(self) -> None:
        if self.isVisible():
            self.jobs.run(make_ready)

    @property
    def panel(self) -> SidePanel | None:
        """The side panel shown last, None before one was first needed."""
        return self.body.panel

    # Places and items -----------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The place that is shown."""
        return self.stage.view

    def show_place(self, key: str) -> None:
        """Show a place, made on the first visit."""
        self.ways.leaving(key)
        view = self.stage.show_place(key)
        self.sidebar.set_current(self.ways.home)
        self.topbar.show_view(view)
        self.settings.set("place", self.ways.home)
        self._show_hints()
        if self.isVisible():
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_view_made(self, view: View) -> None:
        view.open_requested.connect(self.open)
        view.hints_changed.connect(self._show_hints)
        view.hints_changed.connect(lambda: self.topbar.follow(view))
        view.print_requested.connect(self.printer.ask)
        view.tab_changed.connect(self.topbar.show_tab)
        view.back_requested.connect(self.ways.back)

    def open(self, kind: str, id: int) -> bool:
        """Go to an item, wherever it is shown; False, with a message, when nothing shows it."""
        return self.ways.open(kind, id)

    def print_shown(self, *, preview: bool = False) -> None:
        """Print what is shown: the item in the side panel if there is one, else the place.

        With `preview` it is looked at first.
        """
        panel = self.panel if self.body.panel_shown else None
        if preview and panel is None and self.view.show_preview():
            return
        paper = (panel.paper() if panel is not None else None) or self.view.paper()
        if paper is None:
            self.desk.said.emit(Toast("There is nothing here to print yet."))
        else:
            (self.printer.preview if preview else self.printer.ask)(paper)

    def close_panel(self) -> None:
        """Hide the side panel; the place has the focus, where it was in there."""
        focus = QApplication.focusWidget()
        within = focus is not None and self.view.isAncestorOf(focus)
        if self.body.close_panel() and not within:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold_sidebar(self) -> None:
        """Fold the sidebar or unfold it; in a narrow window only until that is resized."""
        if self.width() < FOLDS_BELOW:
            self._peeks = not self._peeks
        else:
            self.settings.set("sidebar", self.sidebar.folded)
        self._fold()

    # What happens ---------------------------------------------------------------------------

    def _on_changed(self, change_set: ChangeSet) -> None:
        self.stage.refresh(change_set)
        self.index.follow(change_set)
        self.show_undo()
        self.show_status()
        if change_set.tables & {"program", "person"}:
            self.show_program()

    def _on_refused(self, error: RuleBroken | KnownError) -> None:
        self.toasts.say(refusal(error, self.open))

    def _on_setting(self, key: str) -> None:
        match key:
            case "theme":
                self._dress()
            case "density":
                self.stage.set_density(self.settings.get("density"))
            case "sidebar":
                self._fold()
            case "who":
                self.show_program()
                self.stage.refresh(None)  # what is mine is another's now

    def _on_color_scheme(self) -> None:
        if self.settings.get("theme") == "auto":
            self._dress()

    def _dress(self) -> None:
        """Put on the theme that is chosen, at once and everywhere."""
        themes.apply(application(), self.settings.get("theme"))
        self.topbar.restyle()
        self.toasts.restyle()
        self.stage.restyle()
        for panel in self.body.panels():
            panel.restyle()
        for part in self.findChildren(QWidget):
            part.update()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self.search:
            self.search.remember_focus(old)
        elif new is not None and self.view.isAncestorOf(new):
            self._show_hints()

    def _show_hints(self) -> None:
        hints = self.view.hints()
        self.status.show_hints(with_window(hints) if self.body.panel_shown else hints)

    def _fold(self) -> None:
        wide = self.width() >= FOLDS_BELOW
        self.sidebar.set_folded(not (self.settings.get("sidebar") if wide else self._peeks))

    # Qt's own events ------------------------------------------------------------------------

    def restore_geometry(self) -> None:
        """Take the size and place of the last time, else a size that fits the screen."""
        if not self.restoreGeometry(self.settings.get("geometry")):
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - _FRAME))
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.start()
        self._rest.start()
        if QApplication.focusWidget() is None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.set("geometry", self.saveGeometry())
        self.body.keep_width()
        self._watch.stop()
        self._rest.stop()
        self.index.stop()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._peeks = False
        self._fold()
        self.toasts.place()

    def focusNextPrevChild(self, next: bool) -> bool:
        if not next:
            return super().focusNextPrevChild(False)
        with in_order(self.view):
            return super().focusNextPrevChild(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A key comes here when nothing else had a use for it.
        if event.key() == Qt.Key.Key_Escape:
            if self.body.panel_shown:
                self.close_panel()
            elif self.toasts.isVisible():
                self.toasts.hide()
            else:
                self.view.leave()
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (file := dropped_file(event)) is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(file)
