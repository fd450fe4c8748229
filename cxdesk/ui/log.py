"""The log file: what went wrong and when, in a few files that never grow large."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_qt = logging.getLogger("qt")


def keep_log(file: Path) -> logging.Handler | None:
    """Write the program's log and Qt's messages to `file`; None where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("No log file: %s", error)
        return None
    handler.setFormatter(logging.Formatter(_LINE))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    qInstallMessageHandler(_on_qt_message)
    return handler


def _on_qt_message(kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
    _qt.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
