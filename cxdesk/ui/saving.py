"""Saving into a file beside the window: whole or not at all, and said when it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cxdesk.exchange.out.whole import write_whole
from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.jobs import Cancelled, Jobs, Progress


def save_file(
    desk: Desk, jobs: Jobs, path: Path, make: Callable[[Progress, Cancelled], bytes], said: str
) -> None:
    """Write what `make` returns, in the background; then say `said`, with a button to show it."""

    def work(progress: Progress, cancelled: Cancelled) -> None:
        made = make(progress, cancelled)
        if cancelled():
            return
        write_whole(path, made)

    def say(_result: object) -> None:
        desk.said.emit(Toast(said, button="Show", action=lambda: _show(path)))

    def failed(error: RuleBroken | KnownError) -> None:
        desk.refused.emit(error)

    jobs.run(work, done=say, failed=failed)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
