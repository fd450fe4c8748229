"""What happens when the program has a bug: the trace is kept, the user told, the work goes on."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from cxdesk import __version__
from cxdesk.ui.dialogs.dialog import Dialog, label

_log = logging.getLogger(__name__)

_WORDS = (
    "Something in cxdesk went wrong that should not have. Your file is safe: a change is kept "
    "whole or not at all, and what you did before is saved. You can go on working; if it happens "
    "again, close cxdesk and open it again."
)


class CrashDialog(Dialog):
    """Tells of a bug, with the trace to copy."""

    def __init__(self, trace: str) -> None:
        super().__init__(QApplication.activeWindow(), "This is a mistake in cxdesk", 620)
        self.body.addWidget(label(_WORDS))
        self.body.addWidget(label("For those who mend it:", "small"))
        self.trace = QPlainTextEdit(trace)
        self.trace.setReadOnly(True)
        self.trace.setTabChangesFocus(True)
        self.trace.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.trace.setMinimumHeight(200)
        self.trace.setAccessibleName("Trace")
        self.body.addWidget(self.trace, 1)
        self.copy = self.add_button("Copy", self._on_copy, left=True)
        self.go_on = self.add_button("Go on", self.accept, role="primary")

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.trace.toPlainText())
        self.copy.setText("Copied")


class CrashGuard(QObject):
    """Hears of every exception that nobody caught, of this thread and others."""

    # A trace of another thread, to be shown in this one.
    _raised = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._raised.connect(self._show)

    def install(self) -> None:
        """Become the hook of the process."""
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception

    def on_exception(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        """Log the trace and show it, unless one is shown already."""
        if issubclass(kind, KeyboardInterrupt):
            app = QApplication.instance()
            if app is not None:
                app.quit()
            return
        trace = report(error)
        _log.critical("%s", trace)
        sys.__excepthook__(kind, error, where)
        self._raised.emit(trace)

    def _on_thread_exception(self, hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None:
            self.on_exception(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)

    def _show(self, trace: str) -> None:
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(trace)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self, _result: int) -> None:
        self.dialog = None


def report(error: BaseException) -> str:
    """The trace of an exception with the versions that matter, as text."""
    lines = traceback.format_exception(error)
    return f"cxdesk {__version__}, Python {platform.python_version()}, {sys.platform}\n\n" + (
        "".join(lines).rstrip()
    )
