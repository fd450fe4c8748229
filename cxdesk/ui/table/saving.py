"""A table saved for a spreadsheet: where to is asked, then it is written beside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.services.sheet import Sheet
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.jobs import Cancelled, Progress, jobs_of
from cxdesk.ui.kept_files import write_copy


def ask_csv(desk: Desk, over: QWidget, title: str, sheet: Sheet) -> None:
    """Ask for the name of a CSV file and write the table into it."""
    name = f"{title}.csv".replace("/", "-")
    ask_for_file(
        over, "Save as CSV", lambda path: save_csv(desk, over, title, sheet, path),
        save_as=name, filter="CSV (*.csv)",
    )  # fmt: skip


def save_csv(desk: Desk, over: QWidget, title: str, sheet: Sheet, path: Path) -> None:
    """Write the table into a file, whole or not at all."""

    def work(_progress: Progress, cancelled: Cancelled) -> None:
        from cxdesk.exchange.comma import csv_file

        made = csv_file(sheet)
        if cancelled():
            return
        try:
            write_copy(path, made)
        except OSError as trouble:
            raise KnownError(f"{path.name} could not be written: {trouble.strerror}.") from trouble

    def say(_result: object) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        desk.said.emit(Toast(f"{title} saved as CSV", button="Show", action=show))

    def failed(error: RuleBroken | KnownError) -> None:
        desk.refused.emit(error)

    jobs_of(over).run(work, done=say, failed=failed)
