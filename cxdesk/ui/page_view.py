"""A PDF to look at beside what makes it: one page at a time, fitted or closer.

What was shown before stays in sight until the new pages are drawn; `PdfMaker` makes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt, QTime, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from cxdesk.ui import icons, theme
from cxdesk.ui.form.nothing import Nothing, Offer
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.jobs import Cancelled, Job, Jobs, Progress
from cxdesk.ui.page_sheet import EDGE, PageArea, PageSheet
from cxdesk.ui.pdf_pages import PdfPages, paper_name

_STEP, _CLOSEST, _FURTHEST = 1.25, 8.0, 0.05
_ACTUAL = 96 / 72  # px a point at 100 %
_KEPT = 24_000_000  # pixels of pages that are kept, to be turned to at once
_BAR = 44
_Key = tuple[int, float]


class PageView(QWidget):
    """The pages of a PDF below a bar: which page, turning, how large, and when it was made.

    Pages are drawn in a thread of its own, the next and the one before too, so that turning shows
    them at once. PgUp, PgDn, the arrows, Home and End turn pages; +, - and 0 change the size.
    """

    # Another page is shown, or the same one of another PDF: its place.
    turned = Signal(int)
    # The page that is shown now was drawn as large as it is shown.
    drawn = Signal()

    def __init__(self, name: str = "PDF preview", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.at = name, 0
        self.pages: PdfPages | None = None
        self._zoom = 0.0  # px a point; 0 fits the page into the room
        self._images: dict[_Key, QImage] = {}
        self._drawing = _Drawing(Jobs(self))
        self.sheet = PageSheet(self)
        self.area = PageArea(self._on_wheel)
        self.area.setWidget(self.sheet)
        self.area.setAccessibleName(f"Pages of {name}")
        self.nothing = Nothing()
        self.room = QStackedWidget()
        self.room.addWidget(self.area)
        self.room.addWidget(self.nothing)
        self.bar = self._make_bar()
        box = column(self)
        box.addWidget(self.bar)
        box.addWidget(self.room, 1)
        self.setFocusProxy(self.area)
        self.area.resized.connect(self._place)
        self.destroyed.connect(partial(_free, self._drawing))
        self.restyle()
        self._follow()

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setFixedHeight(_BAR)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        self.title = label(self.name, "strong")
        self.said, self.status = label("", "body", "soft"), label("", "body", "soft")
        for text in (self.title, self.said, self.status):
            text.setWordWrap(False)
        self.back = _button("", "Previous page  (PgUp)", lambda: self.turn_to(self.at - 1))
        self.on = _button("", "Next page  (PgDn)", lambda: self.turn_to(self.at + 1))
        self.fit = _button("Fit", "The whole page  (0)", lambda: self.zoom_to(0))
        self.actual = _button("100 %", "As large as on paper  (1)", lambda: self.zoom_to(_ACTUAL))
        sizes = QButtonGroup(self)
        sizes.setExclusive(False)  # between the two sizes neither holds
        for one in (self.fit, self.actual):
            one.setCheckable(True)
            sizes.addButton(one)
        row.addWidget(self.title)
        row.addSpacing(8)
        for part in (self.said, self.back, self.on):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.status)
        row.addSpacing(8)
        for part in (self.fit, self.actual):
            row.addWidget(part)
        return bar

    # What is shown --------------------------------------------------------------------------

    def show_pdf(self, pdf: bytes, status: str | None = None) -> None:
        """Show another PDF at the page and place of the one before.

        `status` says of which moment it is: "updated" and the time unless given.
        """
        said = f"updated {QTime.currentTime().toString('HH:mm:ss')}" if status is None else status
        self._drawing.cancel()

        def read(_progress: Progress, cancelled: Cancelled) -> PdfPages | None:
            return None if cancelled() else PdfPages(pdf)

        self._drawing.job = self._drawing.jobs.run(read, done=partial(self._on_read, said))

    def _on_read(self, status: str, pages: PdfPages) -> None:
        self._drawing.job = None
        self._forget()
        self.pages = self._drawing.pages = pages
        self.say_status(status)
        self.room.setCurrentWidget(self.area)
        self.turn_to(self.at)

    def say_status(self, status: str) -> None:
        """Say of which moment it is, or that it is being made."""
        self.status.setText(status)
        self._fit()

    def say(self, title: str, text: str, offers: Sequence[Offer] = ()) -> None:
        """Say why there is nothing to see, with what can be done."""
        self.clear()
        self.nothing.say(title, text, offers)
        self.room.setCurrentWidget(self.nothing)

    def clear(self) -> None:
        """Show no page."""
        self._drawing.cancel()
        self._forget()
        self.at = 0
        self.status.setText("")
        self.sheet.show_image(QImage(), QSizeF())
        self.room.setCurrentWidget(self.area)
        self._follow()

    def drop_coming(self) -> None:
        """What is still being read is not what is wanted any more: never show it."""
        if self._drawing.reads:
            self._drawing.cancel()

    def _forget(self) -> None:
        if self.pages is not None:
            self._drawing.jobs.run(partial(_close, self.pages))  # beside the window: it may wait
        self.pages = self._drawing.pages = None
        self._images.clear()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 0 if self.pages is None else len(self.pages)

    @property
    def complete(self) -> bool:
        """Whether the page on show is drawn as it is shown."""
        if self._drawing.reads:
            return False
        return self.pages is None or self._key(self.at) in self._images

    def turn_to(self, page: int) -> None:
        """Show another page; the nearest there is."""
        self.at = min(max(page, 0), max(self.count - 1, 0))
        self._follow()
        self._place()
        self.turned.emit(self.at)

    def zoom_to(self, scale: float) -> None:
        """Show the page with so many px a point; 0 fits it into the room."""
        self._zoom = min(max(scale, _FURTHEST), _CLOSEST) if scale else 0.0
        self._follow()
        self._place()

    def zoom(self, by: float) -> None:
        """Come closer by a factor."""
        self.zoom_to(self.scale() * by)

    def scale(self) -> float:
        """The px a point that the page is shown with."""
        return self._zoom or self._whole()

    def restyle(self) -> None:
        """Take over the colours of the theme."""
        colors = theme.current()
        self.back.setIcon(icons.icon("chevron_left", colors))
        self.on.setIcon(icons.icon("chevron_right", colors))

    def _whole(self) -> float:
        if self.pages is None:
            return 1.0
        size, room = self.pages.size(self.at), self.area.maximumViewportSize()
        within = (
            (room.width() - 2 * EDGE) / size.width(),
            (room.height() - 2 * EDGE) / size.height(),
        )
        return max(min(within), _FURTHEST)

    def _follow(self) -> None:
        """Say in the bar what holds."""
        there = self.pages is not None
        if self.pages is not None:
            paper = paper_name(self.pages.size(self.at))
            page = f"page {self.at + 1:,} of {self.count:,}"
            self.said.setText(f"{paper}, {page}")
            self.sheet.setAccessibleName(f"{self.name}, {page}")
        else:
            self.said.setText("")
        for button, able in (
            (self.back, self.at > 0), (self.on, self.at < self.count - 1),
            (self.fit, there), (self.actual, there),
        ):  # fmt: skip
            button.setEnabled(able)
        self.back.setVisible(there)
        self.on.setVisible(there)
        self._fit()
        self.fit.setChecked(not self._zoom)
        self.actual.setChecked(self._zoom == _ACTUAL)

    def _fit(self) -> None:
        """Where not all words of the bar have room, some give way."""
        row = self.bar.layout()
        assert row is not None
        words = (self.status, self.title)
        for each in words:
            each.show()
        for each in words:
            row.invalidate()
            if row.minimumSize().width() > self.width():
                each.hide()

    # Drawing --------------------------------------------------------------------------------

    def _place(self) -> None:
        """Show the page at the size that holds now, as it was drawn last until it is drawn anew."""
        if self.pages is None:
            return
        key = self._key(self.at)
        image = self._images.get(key)
        if image is not None:
            self._images[key] = self._images.pop(key)  # looked at last, dropped last
        else:
            like = [one for (page, _), one in self._images.items() if page == self.at]
            image = like[-1] if like else None
        self.sheet.show_image(image, self.pages.size(self.at) * self.scale())
        self._draw_next()

    def _key(self, page: int) -> _Key:
        return page, round(self.scale() * self.devicePixelRatioF(), 5)

    def _draw_next(self) -> None:
        """Draw what is wanted first of the pages that are not there yet."""
        pages = self.pages
        if pages is None or self._drawing.reads:
            return
        near = [page for page in (self.at, self.at + 1, self.at - 1) if 0 <= page < self.count]
        wanted = next(
            (self._key(page) for page in near if self._key(page) not in self._images), None
        )
        if wanted is None:
            return
        if self._drawing.key == wanted:
            return  # it is under way
        if wanted[0] != self.at and self._drawing.key is not None:
            return  # a neighbour waits for what is being drawn
        self._drawing.cancel()

        def draw(_progress: Progress, cancelled: Cancelled) -> QImage:
            return QImage() if cancelled() else pages.image(*wanted)

        self._drawing.key = wanted
        self._drawing.job = self._drawing.jobs.run(draw, done=partial(self._on_drawn, wanted))

    def _on_drawn(self, key: _Key, image: QImage) -> None:
        if self._drawing.key == key:
            self._drawing.key = self._drawing.job = None
        if image.isNull():
            return
        self._images[key] = image
        held = sum(one.width() * one.height() for one in self._images.values())
        for old in list(self._images):
            if held <= _KEPT or old == self._key(self.at):
                break
            dropped = self._images.pop(old)
            held -= dropped.width() * dropped.height()
        if key == self._key(self.at):
            self._place()
            self.drawn.emit()
        elif key in self._images:  # else it would be drawn and dropped for ever
            self._draw_next()

    def _on_wheel(self, by: int) -> None:
        self.zoom(_STEP if by > 0 else 1 / _STEP)

    # Qt's side ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        match event.key():
            case keys.Key_PageDown | keys.Key_Right:
                self.turn_to(self.at + 1)
            case keys.Key_PageUp | keys.Key_Left:
                self.turn_to(self.at - 1)
            case keys.Key_Home:
                self.turn_to(0)
            case keys.Key_End:
                self.turn_to(self.count - 1)
            case keys.Key_Plus | keys.Key_Equal:
                self.zoom(_STEP)
            case keys.Key_Minus:
                self.zoom(1 / _STEP)
            case keys.Key_0:
                self.zoom_to(0)
            case keys.Key_1:
                self.zoom_to(_ACTUAL)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.restyle()


class _Drawing:
    """What is being drawn, and by whom. `pages` are those on show, freed with the widget."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self.key: _Key | None = None
        self.job: Job | None = None
        self.pages: PdfPages | None = None

    @property
    def reads(self) -> bool:
        """Whether another PDF is being opened."""
        return self.job is not None and self.key is None

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        if self.job is not None:
            self.job.cancel()
        self.key = self.job = None


def _close(pages: PdfPages, _progress: Progress, _cancelled: Cancelled) -> None:
    pages.close()


def _free(drawing: _Drawing, _gone: QObject | None = None) -> None:
    drawing.jobs.close()
    if drawing.pages is not None:
        drawing.pages.close()


def _button(text: str, tip: str, slot: Callable[[], None]) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setProperty("role", "body")
    made.setFixedHeight(28)
    made.setToolTip(tip)
    made.setAccessibleName(tip.partition("  ")[0])
    made.clicked.connect(lambda _checked=False: slot())
    return made
