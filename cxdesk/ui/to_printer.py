"""PDFs on their way to a printer, a page at each turn of the event loop: the window answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from cxdesk.ui.pdf_pages import PdfPages, layout_of

_DPI = 300  # of what goes to a printer


class ToPrinter(QObject):
    """Documents, each a name and a PDF, one after the other as print jobs of their own."""

    # A page is sent: how many before it, and how many in all.
    sending = Signal(int, int)
    # All is sent, or nobody wants it any more.
    ended = Signal()
    # The printer takes nothing: the name of the printer.
    refused = Signal(str)

    def __init__(self, documents: Sequence[tuple[str, bytes]], parent: QObject) -> None:
        super().__init__(parent)
        self._documents = [(name, PdfPages(pdf)) for name, pdf in documents]
        self._left: list[tuple[int, int]] = []  # document and page
        self._total = 0
        self._at: int | None = None  # the document that the painter is on
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def ask(self, over: QWidget, copies: int = 1) -> QPrintDialog:
        """Let the user choose a printer, then send the pages there."""
        name, pages = self._documents[0]
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        printer.setPageLayout(layout_of(pages.size(0)))
        printer.setFullPage(True)
        printer.setCopyCount(copies)
        dialog = QPrintDialog(printer, over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(self._documents) == 1:
            dialog.setMinMax(1, len(pages))
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.rejected.connect(self.stop)
        QDialog.open(dialog)  # QPrintDialog's own wants a slot
        return dialog

    def print_to(self, printer: QPrinter) -> None:
        """Send the pages to a printer; of a single document those that were asked for."""
        self._printer = printer
        self._left = [
            (at, page)
            for at, (_, pages) in enumerate(self._documents)
            for page in range(len(pages))
        ]
        if len(self._documents) == 1 and printer.fromPage():
            self._left = self._left[printer.fromPage() - 1 : printer.toPage() or None]
        self._total = len(self._left)
        self._timer.start()

    def finish(self) -> None:
        """Send what is left at once."""
        while self._timer.isActive():
            self._step()

    def stop(self) -> None:
        """Send nothing more; what a printer has got it prints."""
        self._timer.stop()
        self._left.clear()
        self._end_document()
        for _, pages in self._documents:
            pages.close()
        self.ended.emit()

    def _step(self) -> None:
        if not self._left:
            self.stop()
            return
        if not self._on_page(*self._left[0]):
            assert self._printer is not None
            self.refused.emit(self._printer.printerName() or "The printer")
            self.stop()
            return
        at, page = self._left.pop(0)
        assert self._printer is not None
        assert self._painter is not None
        self.sending.emit(self._total - len(self._left) - 1, self._total)
        dots = min(self._printer.resolution(), _DPI)
        image = self._documents[at][1].image(page, dots / 72)
        paper = QRectF(self._painter.viewport())
        fitted = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(paper.topLeft(), fitted)
        place.moveCenter(paper.center())
        self._painter.drawImage(place, image)

    def _on_page(self, at: int, page: int) -> bool:
        """Begin a page, of a document of its own where it is the first; False when it failed."""
        assert self._printer is not None
        name, pages = self._documents[at]
        layout = layout_of(pages.size(page))
        if self._at == at:
            if layout.orientation() != self._printer.pageLayout().orientation():
                self._printer.setPageLayout(layout)
            return self._printer.newPage()
        self._end_document()
        self._printer.setDocName(name)
        if len(self._documents) > 1:
            self._printer.setPageLayout(layout)  # each on its own paper
        self._at, self._painter = at, QPainter(self._printer)
        return self._painter.isActive()

    def _end_document(self) -> None:
        if self._painter is not None:
            self._painter.end()
        self._painter = self._at = None
