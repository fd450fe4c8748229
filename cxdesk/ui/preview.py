"""The print preview: the pages of a PDF as they will come out, to be saved or sent to a printer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QImage,
    QKeyEvent,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cxdesk.ui import theme
from cxdesk.ui.dialogs.dialog import button
from cxdesk.ui.form.rows import label
from cxdesk.ui.pdf_pages import PdfPages

_EDGE = 24  # px around the page
_STEP, _CLOSEST, _FURTHEST = 1.25, 8.0, 0.05
_DPI = 300  # of what goes to a printer
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
        self.pages = pages = PdfPages(pdf)
        self.destroyed.connect(lambda: pages.close())  # also where the window goes first
        self.name, self.at = name, 0
        self._zoom = 0.0  # times the size that fits; 0 fits
        self.sheet = _Sheet(self)
        self.area = _Area()
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(f"Pages of {name}")
        self.said = label("", "body")
        self.said.setWordWrap(False)
        self._printing: _Printing | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._buttons())
        box.addWidget(self.area, 1)
        self.restyle()
        room = over.window().size()
        self.resize(_ENOUGH.boundedTo(QSize(room.width() - 40, room.height() - 40)))
        self.area.setFocus()
        self.turn_to(0)
        self.area.resized.connect(self.show_page)

    def _buttons(self) -> QHBoxLayout:
        """The row of buttons above the page."""
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        self.back = button("Previous page", lambda: self.turn_to(self.at - 1))
        self.on = button("Next page", lambda: self.turn_to(self.at + 1))
        closer = button("+", lambda: self.zoom(_STEP))
        away = button("\N{MINUS SIGN}", lambda: self.zoom(1 / _STEP))
        for one, words in ((closer, "Closer  (+)"), (away, "Further away  (-)")):
            one.setAccessibleName(words.split("  ")[0])
            one.setToolTip(words)
            one.setFixedWidth(36)
        self.fit = button("Whole page", lambda: self.zoom(0))
        self.fit.setToolTip("Whole page  (0)")
        self.save = button("Save as PDF…", self.save_wanted.emit)
        self.print = button("Print…", self.ask_printer, role="primary")
        for part in (self.back, self.said, self.on):
            row.addWidget(part)
        row.addSpacing(16)
        for part in (away, self.fit, closer):
            row.addWidget(part)
        row.addStretch()
        for part in (self.save, self.print):
            row.addWidget(part)
        return row

    # Showing --------------------------------------------------------------------------------

    def turn_to(self, page: int) -> None:
        """Show another page."""
        self.at = min(max(page, 0), len(self.pages) - 1)
        self.said.setText(f"Page {self.at + 1:,} of {len(self.pages):,}")
        self.back.setEnabled(self.at > 0)
        self.on.setEnabled(self.at < len(self.pages) - 1)
        self.sheet.setAccessibleName(f"{self.name}, page {self.at + 1} of {len(self.pages)}")
        self.show_page()

    def zoom(self, by: float) -> None:
        """Come closer by a factor; 0 shows the whole page again."""
        if not by:
            self._zoom = 0.0
        else:
            now = self.scale()
            whole = self._whole()
            self._zoom = min(max(now * by, _FURTHEST), _CLOSEST) / whole
        self.show_page()

    def scale(self) -> float:
        """The px a point that the page is shown with."""
        return self._whole() * (self._zoom or 1.0)

    def _whole(self) -> float:
        size, room = self.pages.size(self.at), self.area.viewport().size()
        return max(
            min(
                (room.width() - 2 * _EDGE) / size.width(),
                (room.height() - 2 * _EDGE) / size.height(),
            ),
            _FURTHEST,
        )

    def show_page(self) -> None:
        """Draw the page at the size that holds now."""
        ratio, scale = self.devicePixelRatioF(), self.scale()
        self.sheet.show_image(
            self.pages.image(self.at, scale * ratio), self.pages.size(self.at) * scale
        )

    def restyle(self) -> None:
        """Take over the colours of the theme."""
        colors = theme.current()
        self.area.setStyleSheet(f"QScrollArea {{ background: {colors.press.name()}; }}")

    # Printing -------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Let the user choose a printer, then send the pages there."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.name)
        printer.setPageLayout(layout_of(self.pages.size(0)))
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(self.pages))
        dialog.accepted.connect(lambda: self.print_to(printer))
        QDialog.open(dialog)  # QPrintDialog's own wants a slot

    def print_to(self, printer: QPrinter) -> None:
        """Send the pages to a printer, one after the other; the window answers in between."""
        self.print.setEnabled(False)
        self._printing = _Printing(self.pages, printer, self._on_printed, self)

    def _on_printed(self, page: int) -> None:
        if page < len(self.pages):
            self.said.setText(f"Printing page {page + 1:,} of {len(self.pages):,}…")
        else:
            self._printing = None
            self.print.setEnabled(True)
            self.turn_to(self.at)

    # Qt's side ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        match event.key():
            case keys.Key_PageDown:
                self.turn_to(self.at + 1)
            case keys.Key_PageUp:
                self.turn_to(self.at - 1)
            case keys.Key_Home:
                self.turn_to(0)
            case keys.Key_End:
                self.turn_to(len(self.pages) - 1)
            case keys.Key_Plus | keys.Key_Equal:
                self.zoom(_STEP)
            case keys.Key_Minus:
                self.zoom(1 / _STEP)
            case keys.Key_0:
                self.zoom(0)
            case _:
                super().keyPressEvent(event)

    def done(self, result: int) -> None:
        # Esc and the window's own button end here: what is being printed goes on to its end first.
        if self._printing is not None:
            self._printing.finish()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._printing is not None:
            self._printing.finish()
        super().closeEvent(event)


class _Area(QScrollArea):
    """Scrolls within a page; at its end PgDn and PgUp go on to the next one."""

    # There is another room for the page.
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        ends = {
            Qt.Key.Key_PageDown: down.maximum(),
            Qt.Key.Key_PageUp: down.minimum(),
            Qt.Key.Key_Home: down.value(),
            Qt.Key.Key_End: down.value(),
        }
        if ends.get(Qt.Key(event.key())) == down.value():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Sheet(QLabel):
    """The page on its ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image, self._size = QImage(), QSizeF()

    def show_image(self, image: QImage, size: QSizeF) -> None:
        """Show a page at a size in px."""
        self._image, self._size = image, size
        self.resize(size.toSize() + QSize(2 * _EDGE, 2 * _EDGE))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        p.drawImage(QRectF(_EDGE, _EDGE, self._size.width(), self._size.height()), self._image)
        p.end()


class _Printing:
    """Pages on their way to a printer, one at each turn of the event loop."""

    def __init__(
        self, pages: PdfPages, printer: QPrinter, told: Callable[[int], None], parent: QWidget
    ) -> None:
        self._pages, self._printer, self._told = pages, printer, told
        first, last = printer.fromPage(), printer.toPage()
        self._left = list(range((first or 1) - 1, min(last or len(pages), len(pages))))
        self._painter: QPainter | None = QPainter(printer)
        self._begun = False
        self._timer = QTimer(parent, interval=0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def finish(self) -> None:
        """Send what is left at once."""
        while self._painter is not None:
            self._step()

    def _step(self) -> None:
        if not self._left or self._painter is None or not self._painter.isActive():
            self._timer.stop()
            if self._painter is not None:
                self._painter.end()
                self._painter = None
                self._told(len(self._pages))
            return
        page = self._left.pop(0)
        self._told(page)
        if self._begun:
            self._printer.newPage()
        self._begun = True
        dots = min(self._printer.resolution(), _DPI)
        image = self._pages.image(page, dots / 72)
        paper = QRectF(self._painter.viewport())
        fitted = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(paper.topLeft(), fitted)
        place.moveCenter(paper.center())
        self._painter.drawImage(place, image)


def layout_of(size: QSizeF) -> QPageLayout:
    """The page layout of a size in points; a paper with a name where it is as large as one."""
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF())
