"""A bug is told, logged and survived."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cxdesk import __version__, paths
from cxdesk.ui.crash import CrashGuard, report
from cxdesk.ui.log import keep_log


@pytest.fixture
def guard(qtbot: QtBot) -> Iterator[CrashGuard]:
    made = CrashGuard()
    yield made
    if made.dialog is not None:
        made.dialog.accept()


def bug(words: str) -> ZeroDivisionError:
    try:
        raise ZeroDivisionError(words)
    except ZeroDivisionError as error:
        return error


def meet(guard: CrashGuard, words: str) -> None:
    error = bug(words)
    guard.on_exception(type(error), error, error.__traceback__)


def test_the_dialog_says_that_the_file_is_safe_and_shows_the_trace(
    guard: CrashGuard, capsys: pytest.CaptureFixture[str]
) -> None:
    meet(guard, "<b>first</b>")
    dialog = guard.dialog
    assert dialog is not None
    assert dialog.isVisible()
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Your file is safe" in words
    trace = dialog.trace.toPlainText()
    assert trace.startswith(f"cxdesk {__version__}, Python ")
    assert trace.endswith("ZeroDivisionError: <b>first</b>")
    dialog.copy.click()
    assert QApplication.clipboard().text() == trace
    assert "ZeroDivisionError: <b>first</b>" in capsys.readouterr().err


def test_no_second_dialog_while_one_is_open_but_each_is_logged(
    guard: CrashGuard, caplog: pytest.LogCaptureFixture
) -> None:
    meet(guard, "first")
    first = guard.dialog
    meet(guard, "second")
    assert guard.dialog is first
    assert first is not None
    assert "first" in first.trace.toPlainText()
    logged = [one.getMessage() for one in caplog.records if one.levelno == logging.CRITICAL]
    assert ["first" in logged[0], "second" in logged[1]] == [True, True]
    first.go_on.click()
    assert guard.dialog is None
    meet(guard, "third")
    assert guard.dialog is not None


def test_another_thread_s_bug_is_shown_in_the_window_s(qtbot: QtBot, guard: CrashGuard) -> None:
    before = sys.excepthook, threading.excepthook
    guard.install()
    try:
        worker = threading.Thread(target=lambda: 1 / 0)
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: guard.dialog is not None)
    finally:
        sys.excepthook, threading.excepthook = before
    assert guard.dialog is not None
    assert "ZeroDivisionError" in guard.dialog.trace.toPlainText()


def test_the_log_file_takes_the_trace() -> None:
    file = paths.data() / "log" / "cxdesk.log"
    handler = keep_log(file)
    assert handler is not None
    try:
        logging.getLogger("cxdesk").critical("%s", report(bug("kept")))
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    text = file.read_text(encoding="utf-8")
    assert "CRITICAL cxdesk: cxdesk " in text
    assert "ZeroDivisionError: kept" in text


def test_a_log_that_cannot_be_written_is_no_trouble(tmp_path: object) -> None:
    blocked = paths.data()
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("a file where a folder should be")
    assert keep_log(blocked / "log" / "cxdesk.log") is None
