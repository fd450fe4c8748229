"""The print preview: the pages of a PDF as they will come out, to be saved or sent to a printer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from cxdesk.ui.dialogs.dialog import button
from cxdesk.ui.form.rows import column
from cxdesk.ui.page_view import PageView
from cxdesk.ui.to_printer import ToPrinter

_ENOUGH = QSize(960, 760)


class Preview(QDialog):
    """Shows one page at a time, as large as the window, or closer. PgUp and PgDn turn pages."""

    # The user wants it as a file.
    save_wanted = Signal()

    def __init__(self, over: QWidget, name: str, pdf: bytes) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Preview: {name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.name, self._pdf = name, pdf
        self._sending: ToPrinter | None = None
        self.pages = PageView()
        self.pages.area.setAccessibleName(f"Pages of {name}")
        self.save = button("Save as PDF…", self.save_wanted.emit)
        self.print = button("Print…", self.ask_printer, role="primary")
        row = self.pages.bar.layout()
        assert row is not None
        for part in (self.save, self.print):
            row.addWidget(part)
        column(self).addWidget(self.pages)
        room = over.window().size()
        self.resize(_ENOUGH.boundedTo(QSize(room.width() - 40, room.height() - 40)))
        self.pages.setFocus()
        self.pages.show_pdf(pdf, "")

    # Printing -------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Let the user choose a printer, then send the pages there."""
        self._to_printer().ask(self)

    def print_to(self, printer: QPrinter) -> None:
        """Send the pages to a printer, one after the other; the window answers in between."""
        self._to_printer().print_to(printer)

    def _to_printer(self) -> ToPrinter:
        self._sending = ToPrinter([(self.name, self._pdf)], self)
        self._sending.sending.connect(self._on_sending)
        self._sending.ended.connect(self._on_sent)
        return self._sending

    def _on_sending(self, sent: int, total: int) -> None:
        self.print.setEnabled(False)
        self.pages.say_status(f"Printing page {sent + 1:,} of {total:,}…")

    def _on_sent(self) -> None:
        self._sending = None
        self.print.setEnabled(True)
        self.pages.say_status("")

    # Qt's side ------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        # Esc and the window's own button end here: what is being printed goes on to its end first.
        self._finish()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._finish()
        super().closeEvent(event)

    def _finish(self) -> None:
        if self._sending is not None:
            self._sending.finish()
