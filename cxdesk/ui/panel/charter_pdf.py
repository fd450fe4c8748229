"""The charter as a PDF: where to, made beside the window, and said when it is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.services import charter_print
from cxdesk.services.charter_page import CharterPage
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Toast
from cxdesk.ui.jobs import Cancelled, Jobs, Progress
from cxdesk.ui.panel.kept_files import write_copy
from cxdesk.ui.panel.subject import Subject


class CharterPdf(QObject):
    """Asks for a file name and prints one charter version into it."""

    def __init__(self, subject: Subject, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._subject, self._jobs, self._over = subject, jobs, parent

    def ask(self, charter: int) -> None:
        """Ask where the PDF of this version goes, then make it."""
        try:
            page = self._subject.read(lambda s: charter_print.page_of(s, charter))
        except RuleBroken as broken:
            self._subject.desk.refused.emit(broken)
            return
        dialog = QFileDialog(
            self._over, "Save the charter", f"{page.code} charter v{page.version}.pdf"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.fileSelected.connect(lambda path: self.make(page, Path(path)))
        dialog.open()

    def make(self, page: CharterPage, path: Path) -> None:
        """Print the page into a file."""
        self._subject.desk.said.emit(Toast(f"Printing the charter of {page.code}…"))
        self._jobs.run(
            lambda progress, cancelled: _print(page, path, progress, cancelled),
            done=lambda _: self._say(page, path),
            failed=self._subject.desk.refused.emit,
        )

    def _say(self, page: CharterPage, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._subject.desk.said.emit(
            Toast(
                f"Charter {page.code} v{page.version} saved as PDF",
                button="Show",
                action=show,
            )
        )


def _print(page: CharterPage, path: Path, _progress: Progress, cancelled: Cancelled) -> None:
    from cxdesk.reports.charter import charter_pdf  # reportlab costs start-up time

    made = charter_pdf(page)
    if cancelled():
        return
    try:
        write_copy(path, made)
    except OSError as trouble:
        raise KnownError(f"{path.name} could not be written: {trouble.strerror}.") from trouble
