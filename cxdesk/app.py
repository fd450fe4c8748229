"""The program with a window: its parts put together, started and brought to an orderly end.

The window comes first; whatever can wait until it is painted, waits.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from cxdesk import __version__, paths
from cxdesk.store.errors import KnownError
from cxdesk.ui import garbage, theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings

if TYPE_CHECKING:
    from cxdesk.ui.assistant.assistant import Assistant
    from cxdesk.ui.bring_in.place import Kept
    from cxdesk.ui.crash import CrashGuard
    from cxdesk.ui.file_menu import FileMenu
    from cxdesk.ui.welcome import Welcome
    from cxdesk.ui.window import MainWindow

_SETTLE_MS = 100  # by then the first paint is done
_log = logging.getLogger("cxdesk")


def run(file: Path | None, *, sample: bool = False) -> int:
    """Open the window on `file`, the sample or the file opened last; returns the exit code."""
    if sys.stderr is not None:  # as in a program of Windows without a console
        faulthandler.enable()
    app = make_application(sys.argv[:1])
    program = Program(app, Settings())
    program.start(file, sample=sample)
    QTimer.singleShot(_SETTLE_MS, program.settle)
    return app.exec()


def tour(out: Path, say: Callable[[str], object]) -> int:
    """Write pictures of every place and PDFs of every printed page to the folder `out`.

    `say` hears of each file. Returns the exit code.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_on_qt_message)
    make_application(sys.argv[:1])
    from cxdesk.ui.tour import write_tour

    return write_tour(out, say)


def _on_qt_message(_kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
    # Offscreen there is no desktop to give hints to, and Qt says so at every window.
    if not (text or "").startswith("This plugin does not support"):
        print(text, file=sys.stderr)  # noqa: T201


def make_application(argv: list[str]) -> QApplication:
    """The QApplication with our name, icon and looks not yet applied."""
    from PySide6.QtGui import QIcon

    app = QApplication(argv)
    app.setApplicationName("cxdesk")
    app.setApplicationDisplayName("cxdesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("cxdesk")
    icon = QIcon()
    for size in (16, 32, 48, 128, 256):
        icon.addFile(str(paths.resources() / "icons" / f"cxdesk-{size}.png"))
    app.setWindowIcon(icon)
    return app


class Program(QObject):
    """The one window, the one file, and what goes on behind them."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self.app = app
        self.settings = settings
        self.jobs = Jobs(self)
        self.files = Files(settings, self.jobs, self)
        self.window: MainWindow | None = None
        self.menu: FileMenu | None = None
        self.welcome: Welcome | None = None
        self.assistant: Assistant | None = None
        self.guard: CrashGuard | None = None
        self._trace_file: IO[str] | None = None
        self._signals: Callable[[], None] | None = None
        theme.apply(app, settings.get("theme"))
        self.files.opened.connect(self._on_opened)
        self.files.created.connect(self._on_created)
        self.files.brought_in.connect(self._on_brought_in)
        app.aboutToQuit.connect(self.close)

    def start(self, file: Path | None, *, sample: bool = False) -> None:
        """Show the window on what is to be opened, else the first screen."""
        wanted = file or (None if sample else next(iter(self.settings.recent()), None))
        try:
            if sample:
                from cxdesk.services.program_file import fresh_sample

                wanted = fresh_sample()
            if wanted is not None and (file is not None or sample or wanted.exists()):
                self.files.open(wanted)
                if self.window is None:
                    raise RuntimeError("The window could not be made; the trace is above.")
                return
        except KnownError as error:
            self._show_welcome(error, wanted)
            return
        self._show_welcome()

    def settle(self) -> None:
        """What waits for the first paint: log, crash dialog, signals of the system."""
        gc.freeze()  # what was made at the start stays
        gc.set_threshold(10_000, 20, 20)  # every click makes thousands of things that stay
        garbage.look()
        from cxdesk.ui.crash import CrashGuard
        from cxdesk.ui.log import keep_log

        keep_log(paths.data() / "log" / "cxdesk.log")
        self.guard = CrashGuard(self)
        self.guard.install()
        self._keep_fatal_traces()
        self._signals = quit_on_signals(self.app)
        _log.info("cxdesk %s started", __version__)

    def close(self) -> None:
        """Finish what is under way, make a backup if one is due and close the file."""
        self.jobs.close()
        self.files.close()

    def assist(self) -> None:
        """Show the assistant that sets up the program, as it was left."""
        if self.window is None:
            return
        if self.assistant is None:
            from cxdesk.ui.assistant.assistant import Assistant

            self.assistant = Assistant(self.window)
        self.assistant.open()

    def _on_created(self, _desk: Desk) -> None:
        assert self.window is not None
        self.window.show_place("kanban")
        # The dialog that made it has the keyboard until it has closed.
        QTimer.singleShot(0, self, self.assist)

    def _on_brought_in(self, kept: Kept) -> None:
        assert self.window is not None
        assert self.menu is not None
        self.window.show_place("kanban")
        self.menu.imports().show_report(kept)

    def _on_opened(self, desk: Desk) -> None:
        if self.assistant is not None:  # what is typed there is kept in the file it was typed for
            self.assistant.end()
            self.assistant = None
        if self.window is not None:
            self.window.set_desk(desk)
            return
        from cxdesk.ui.file_menu import FileMenu
        from cxdesk.ui.take_out.ways import add_exports, show_export
        from cxdesk.ui.window import MainWindow

        self.window = MainWindow(desk, self.settings, jobs=self.jobs)
        self.menu = FileMenu(self.window, self.settings, self.files)
        self.menu.print_requested.connect(self.window.print_shown)
        self.menu.preview_requested.connect(lambda: self.window.print_shown(preview=True))
        self.menu.assistant_requested.connect(self.assist)
        self.menu.export_requested.connect(lambda: show_export(self.window))
        add_exports(self.window)
        self.window.commands.add_menu(self.menu.menu)
        self.files.backed_up.connect(lambda _made: self._show_status())
        self.window.show()
        if self.welcome is not None:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None

    def _show_status(self) -> None:
        if self.window is not None:
            self.window.show_status()

    def _show_welcome(self, error: KnownError | None = None, path: Path | None = None) -> None:
        from cxdesk.ui.welcome import Welcome

        self.welcome = Welcome(self.settings, self.files)
        self.welcome.show()
        if error is not None:
            self.welcome.explain(error, path)

    def _keep_fatal_traces(self) -> None:
        try:
            self._trace_file = (paths.data() / "log" / "fatal.log").open("a", encoding="utf-8")
        except OSError as error:
            _log.warning("No file for fatal traces: %s", error)
            return
        faulthandler.enable(self._trace_file)


def quit_on_signals(app: QApplication) -> Callable[[], None]:
    """Close the program in order on SIGINT and SIGTERM; the result undoes that.

    Python runs its handlers between two of its own steps, and there are none while Qt waits: so
    the system's wake-up goes through a socket that Qt listens to.
    """
    import socket

    from PySide6.QtCore import QSocketNotifier

    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, app, app.quit)

    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)
    }
    before_fd = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(lambda *_: ours.recv(64))

    def undo() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before_fd)
        for number, handler in before.items():
            signal.signal(number, handler)
        ours.close()
        theirs.close()

    return undo
