"""Printing into a file: where to, made beside the window, and said when it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.jobs import Cancelled, Jobs, Progress
from cxdesk.ui.kept_files import write_copy


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that can be printed.

    `name` says what it is ("Charter CX-101 v1.0"), `file` is the name offered without ".pdf", and
    `make` returns the PDF on a paper, "A4" or "Letter"; it runs in the worker, so it holds frozen
    rows and reads no file.
    """

    name: str
    file: str
    make: Callable[[str], bytes]


class Printer(QObject):
    """Asks for a file name and prints into it. `size` says the paper to print on."""

    def __init__(
        self, desk: Callable[[], Desk], jobs: Jobs, size: Callable[[], str], over: QWidget
    ) -> None:
        super().__init__(over)
        self._find_desk, self._jobs, self._size, self._over = desk, jobs, size, over

    def ask(self, paper: Paper) -> None:
        """Ask where the PDF goes, then make it."""
        dialog = QFileDialog(self._over, "Save as PDF", f"{paper.file}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.fileSelected.connect(lambda path: self.make(paper, Path(path)))
        dialog.open()

    def make(self, paper: Paper, path: Path) -> None:
        """Print into a file, in the background."""
        self._find_desk().said.emit(Toast(f"Printing {paper.name}…"))
        size = self._size()
        self._jobs.run(
            lambda progress, cancelled: _print(paper, size, path, progress, cancelled),
            done=lambda _: self._say(paper, path),
            failed=self._on_failed,
        )

    def _say(self, paper: Paper, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        text = f"{paper.name} saved as PDF"
        self._find_desk().said.emit(Toast(text, button="Show", action=show))

    def _on_failed(self, error: RuleBroken | KnownError) -> None:
        self._find_desk().refused.emit(error)


def _print(paper: Paper, size: str, path: Path, _progress: Progress, cancelled: Cancelled) -> None:
    made = paper.make(size)
    if cancelled():
        return
    try:
        write_copy(path, made)
    except OSError as trouble:
        raise KnownError(f"{path.name} could not be written: {trouble.strerror}.") from trouble
