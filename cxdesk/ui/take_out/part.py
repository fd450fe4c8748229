"""The half of Print & data that is for data: what is taken out in which ways, looked at, saved."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from cxdesk.exchange.out.catalogue import EXPORTS, export
from cxdesk.exchange.out.export import Export, Look
from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.jobs import Cancelled, Progress, Work, jobs_of, politely
from cxdesk.ui.pdf_maker import PdfMaker
from cxdesk.ui.print_center.all_papers import go_to
from cxdesk.ui.print_center.options import Options
from cxdesk.ui.print_center.running import Running
from cxdesk.ui.take_out.entries import BRING_IN, COMES, ENTRIES, entry_key, export_key
from cxdesk.ui.take_out.letting_go import let_go
from cxdesk.ui.take_out.look import LookView
from cxdesk.ui.take_out.saving import Saver

_OPTIONS, _BESIDE = 316, 800  # px of the options, and of the whole from which both stand beside
_ANY = 16_777_215
_TIP = "Save what is chosen…  Ctrl+S"
_DROP = "It may as well be dropped on the window."


class TakeOut(QWidget):
    """Left the options of what is chosen, right its preview; it is read again when data change."""

    # Something is to be done the same way the next time: the export's key, what was chosen.
    chose = Signal(str, object)
    # The worker's own words: which reading it is, and the parts that it found.
    _looked = Signal(int, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.entry = entry_key(EXPORTS[0].key) if EXPORTS else BRING_IN
        self.kept: dict[str, Any] = {}  # what was chosen the last time, by the export's key
        self.options, self.look, self.running = Options(), LookView(), Running()
        self.saver = Saver(desk, self, self.running)
        self._maker: PdfMaker | None = None
        self._turn = 0  # of the readings: what one before says late is not shown
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self._add_buttons()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(1)
        self._across.addWidget(self.options)
        self._across.addWidget(self.look, 1)
        self.options.changed.connect(self._on_options)

    def _add_buttons(self) -> None:
        self.save_button, self.bring_button = QPushButton("Save…"), QPushButton("Bring in a file…")
        for button, slot in ((self.save_button, self.save), (self.bring_button, self.bring_in)):
            button.setProperty("role", "primary")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self.options.buttons.addWidget(button)
            self.options.at_foot.append(button)
        self.save_button.setToolTip(_TIP)
        self.options.foot.insertWidget(0, self.running)
        self.options.at_foot.insert(0, self.running.stop)

    @property
    def export(self) -> Export | None:
        """What is taken out; None where something is brought in."""
        key = export_key(self.entry)
        return export(key) if key else None

    def choose(self, entry: str) -> None:
        """Show another line of the list."""
        self.entry = entry
        self.look.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read again what there is to take out, and in which ways."""
        one = self.export
        self.save_button.setVisible(one is not None)
        self.bring_button.setVisible(one is None)
        if one is None:
            self._forget()
            here = next(each for each in ENTRIES if each.key == BRING_IN)
            self.options.show_plain(here.title.rstrip("…"), f"{here.about}. {_DROP}")
            self.options.show_choices((), {})
            self.look.show_list("What can be brought in", COMES)
            return
        with self._desk.read() as session:
            choices = one.options(session)
        self.options.show_plain(one.title, f"{_sentence(one.text)} {one.holds}".strip())
        self.options.show_choices(choices, self.kept.get(one.key) or {})
        self.want()

    def _on_options(self) -> None:
        one = self.export
        if one is not None:
            self.kept[one.key] = self.options.chosen()
            self.chose.emit(one.key, self.kept[one.key])
            self.want()

    # Looking --------------------------------------------------------------------------------

    def want(self) -> None:
        """Read what would be taken out, to be looked at, as long as somebody does."""
        at_once = self._maker is None or not self._maker.busy
        self._forget()
        self._able()
        if self.export is None or not self.isVisible():
            return
        if self._maker is None:  # jobs_of asks the window, which is known once it is shown
            self._maker = PdfMaker(jobs_of(self), self)
            self._maker.made.connect(self._on_weighed)
            self._maker.failed.connect(self._on_failed)
        self.look.say_status("being read…")
        self._maker.want(self._reading, at_once=at_once)

    def _forget(self) -> None:
        self._turn += 1
        if self._maker is not None:
            self._maker.forget()

    def _reading(self) -> Work:
        one, chosen, store, turn = self.export, self.options.chosen(), self._desk.store, self._turn
        assert one is not None

        def work(progress: Progress, cancelled: Cancelled) -> int:
            with politely():
                rows = store.ask_beside(lambda session: one.read(session, chosen), cancelled)
                try:
                    if cancelled():
                        return 0
                    self._looked.emit(turn, one.look(rows))
                    made = one.write(rows, progress, cancelled)
                finally:
                    let_go(rows)
                    rows = None  # before garbage is looked for again, among what is left
            return len(made) if isinstance(made, bytes) else sum(map(len, made.values()))

        return work

    def _on_looked(self, turn: int, looks: tuple[Look, ...]) -> None:
        if turn == self._turn:
            self.look.show_looks(looks)
            self.look.say_status("")

    def _on_weighed(self, size: int) -> None:
        self.look.say_status(in_words(size))

    def _on_failed(self, why: RuleBroken | KnownError) -> None:
        self.look.say_status("")
        self.look.say("This cannot be taken out now", why.text)
        self._able(why.text)

    def _able(self, why: str = "") -> None:
        """Whether it can be saved, else why not."""
        self.save_button.setEnabled(not why)
        self.save_button.setToolTip(why or _TIP)

    def drawn(self) -> bool:
        """Whether nothing is still being read or written."""
        return self._maker is None or not self._maker.busy

    # Saving ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where it goes, then write what is chosen, as the data are at that moment."""
        if (one := self.export) is not None and self.save_button.isEnabled():
            self.saver.ask(one, self.options.chosen())

    def bring_in(self) -> None:
        """Do what File > Import does."""
        go_to(self, "import")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.look.looks and self.drawn():
            self.want()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forget()  # nobody looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, way = self.width() >= _BESIDE, QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._across.setStretch(0, 0 if beside else 1)
        self._across.setStretch(1, 1 if beside else 2)
        self.options.setMaximumWidth(_OPTIONS if beside else _ANY)
        self.options.setMinimumWidth(_OPTIONS if beside else 0)
        self.look.fit(self.width() - (_OPTIONS if beside else 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.line)
        for part in (self.options, self.look):
            p.fillRect(part.geometry(), colors.surface)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def in_words(size: int) -> str:
    """A size in bytes as people read it: "84 KB", "1.2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB"
