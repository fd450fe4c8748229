"""The place Print & data: a list of all that can be had, its options, and its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.reports.catalogue import PRINTED, printed
from cxdesk.reports.printed import Chosen, Printed, Ready, Subject, made
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.nothing import Offer
from cxdesk.ui.form.rows import line
from cxdesk.ui.jobs import Work, jobs_of
from cxdesk.ui.page_view import PageView
from cxdesk.ui.pdf_maker import PdfMaker
from cxdesk.ui.print_center.all_papers import AllPapers, go_to
from cxdesk.ui.print_center.options import Options
from cxdesk.ui.print_center.running import Running
from cxdesk.ui.print_center.things import Things
from cxdesk.ui.print_center.words import DATA_HINTS, HINTS, MISSING
from cxdesk.ui.printing import Paper, usual_paper
from cxdesk.ui.tab_order import follow_layout
from cxdesk.ui.take_out.entries import ENTRIES
from cxdesk.ui.take_out.part import TakeOut
from cxdesk.ui.to_printer import ToPrinter
from cxdesk.ui.view import Hint, View

_LIST, _LIST_NARROW, _OPTIONS = 236, 212, 316  # px wide
_BESIDE, _SMALL = 900, 700  # px of the place from which the pages stand beside; a list is wide
_GROUP, _HOW, _TAKE = "Print & data", "how:", "take:"
_ANY = 16_777_215


class PrintView(View):
    """Left the list, in the middle the options, at the right the pages as they will come out.

    For what is data, `data` stands in place of options and pages.
    """

    key = "print"
    title = "Print & data"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.thing: Printed = PRINTED[0]
        self.pdf: bytes | None = None  # of what is chosen; None until it is made
        self._ready: Ready | None = None
        self._print_then = False  # it is to be sent to a printer once it is there
        self._habits: dict[str, dict[str, Any]] = {}
        self._sending: ToPrinter | None = None
        self.things, self.options = Things((*PRINTED, *ENTRIES)), Options()
        self.pages, self.running = PageView("PDF preview"), Running()
        self.meeting = AllPapers(self, self.running, self.send)
        self.meeting.changed.connect(partial(self.habit_changed.emit, "meeting"))
        self._maker: PdfMaker | None = None
        self.data = TakeOut(desk)
        self.data.hide()
        self.data.chose.connect(lambda key, how: self.habit_changed.emit(f"{_TAKE}{key}", how))
        self._add_buttons()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(1)
        self._across.addWidget(self.options)
        self._across.addWidget(self.pages, 1)
        self._row = line(spacing=1)
        self.setLayout(self._row)
        self._row.addWidget(self.things)
        self._row.addLayout(self._across, 1)
        self._row.addWidget(self.data, 1)
        self.setFocusProxy(self.things)
        self.things.chosen.connect(self._on_thing)
        self.options.subject_chosen.connect(self._on_subject)
        self.options.changed.connect(self._on_options)
        self.options.copies.valueChanged.connect(lambda copies: self._keep("copies", copies))
        self.things.choose(PRINTED[0].key)

    def _add_buttons(self) -> None:
        self.print_button, self.save_button = QPushButton("Print…"), QPushButton("Save PDF…")
        self.meeting_button = QPushButton("All for the meeting…")
        self._tips: dict[QPushButton, str] = {}
        self.print_button.setProperty("role", "primary")
        acts = (
            (self.print_button, "print-now", "Print what is chosen…", self.print_now, ()),
            (self.save_button, "save-pdf", "Save what is chosen…", self.save, ("Ctrl+S",)),
            (self.meeting_button, "meeting-papers", "All papers for the meeting…",
             self.meeting.ask, ("Ctrl+M",)),
        )  # fmt: skip
        for button, key, text, slot, keys in acts:
            make_action(
                self, key, text, _GROUP, slot, shortcuts=keys,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self._tips[button] = f"{text}  {keys[0]}" if keys else "Send it to a printer  Ctrl+P"
            button.setToolTip(self._tips[button])
            self.options.buttons.addWidget(button)
            self.options.at_foot.append(button)
        self.options.foot.insertWidget(0, self.running)
        self.options.at_foot.insert(0, self.running.stop)

    # What is chosen -------------------------------------------------------------------------

    @property
    def takes_out(self) -> bool:
        """Whether data are chosen, which go into no PDF."""
        return any(one.key == self.things.key() for one in ENTRIES)

    def _on_thing(self, key: str) -> None:
        data = self.takes_out
        for part in (self.options, self.pages):
            part.setVisible(not data)
        self.data.setVisible(data)
        self._row.setStretch(1, 0 if data else 1)  # hidden, it would have its share all the same
        if data:
            self.drop_pages()
            self.data.choose(key)
            follow_layout(self)
            self.hints_changed.emit()
        else:
            self.thing = printed(key)
            self.pages.clear()  # they are of something else
            self._read()
        self.habit_changed.emit("thing", key)

    def _on_subject(self, of: str) -> None:
        self._keep("of", of)
        self.pages.clear()
        self._read()

    def _on_options(self) -> None:
        self._keep("chosen", self.options.chosen())
        self._want()

    def _kept(self) -> dict[str, Any]:
        """How this thing was printed the last time."""
        return self._habits.setdefault(self.thing.key, {})

    def _keep(self, name: str, value: object) -> None:
        self._kept()[name] = value
        self.habit_changed.emit(f"{_HOW}{self.thing.key}", self._kept())

    def _read(self) -> None:
        """Show of what and in which ways the thing can be printed now, and make it."""
        if self.takes_out:
            self.data.refresh()
            return
        with self.desk.read() as session:
            subjects = self.thing.subjects(session)
            of = self._subject(subjects)
            known = bool(of) or not self.thing.subject
            choices = self.thing.offered(session, of) if known else ()
        kept = self._kept()
        chosen = kept.get("chosen")
        self.options.show_thing(self.thing, subjects, of)
        self.options.show_choices(choices, self._first() | (chosen if chosen else {}))
        follow_layout(self)
        self.options.copies.blockSignals(True)
        self.options.copies.setValue(int(kept.get("copies", 1)))
        self.options.copies.blockSignals(False)
        self._want()

    def _subject(self, subjects: tuple[Subject, ...]) -> str:
        """The one of the last time where it is there, else the first that can be printed."""
        kept = self._kept().get("of")
        able = [one.value for one in subjects if not one.why]
        return kept if kept in able else next(iter(able), "")

    def _first(self) -> dict[str, str]:
        """The paper of the preferences, where it can be printed on that."""
        sizes = next((one for one in self.thing.choices if one.key == "paper"), None)
        usual = sizes is not None and sizes.first == "A4"
        return {"paper": usual_paper(self)} if usual else {}

    # The pages ------------------------------------------------------------------------------

    def _make(self) -> PdfMaker:
        if self._maker is None:  # jobs_of asks the window, which is known once it is shown
            self._maker = PdfMaker(jobs_of(self), self)
            self._maker.made.connect(self._on_made)
            self._maker.failed.connect(self._on_failed)
            self._maker.working.connect(self._on_working)
            self._maker.progressed.connect(self._on_progressed)
        return self._maker

    def _want(self) -> None:
        """Make what is chosen; what was made before is not of that any more.

        The first wish is made at once, those that follow while it is under way after a moment.
        """
        self.pages.drop_coming()
        self.pdf = self._ready = None
        self._print_then = False
        self._able("")
        if not self.isVisible():
            return  # it is made when it is shown
        if self.thing.subject and not self.options.subject:
            self._make().forget()
            title, text, words, keys = MISSING[self.thing.subject]
            self._refuse(title, text, ((words, partial(go_to, self, *keys)),))
        else:
            maker = self._make()
            maker.want(self._prepare, at_once=not maker.busy)

    def drop_pages(self) -> None:
        """No pages are wanted any more."""
        if self._maker is not None:
            self._maker.forget()
        self.pages.clear()
        self.pdf = self._ready = None

    def _prepare(self) -> Work:
        thing, of = self.thing, self.options.subject
        chosen, store = thing.first(self.options.chosen()), self.desk.store

        def work(progress: Progress, cancelled: Cancelled) -> tuple[Ready, bytes]:
            # Read there too: of a large program it takes seconds.
            ready = store.ask_beside(lambda session: thing.read(session, of, chosen), cancelled)
            return ready, made(ready.make, progress, cancelled)

        return work

    def _on_made(self, what: tuple[Ready, bytes]) -> None:
        self._ready, pdf = what
        self.pdf = pdf
        self.pages.show_pdf(pdf)
        if self._print_then:
            self._print_then = False
            self.print_now()

    def _on_failed(self, why: RuleBroken | KnownError) -> None:
        way: Way | None = why.way if isinstance(why, RuleBroken) else None
        offers: tuple[Offer, ...] = ()
        if way is not None:
            offers = ((way.label, lambda: self.open_requested.emit(way.kind, way.id)),)
        self._refuse("This cannot be printed yet", why.text, offers)

    def _refuse(self, title: str, text: str, offers: tuple[Offer, ...]) -> None:
        self._ready = None
        self._print_then = False
        self.pages.say(title, text, offers)
        self._able(f"{title}. {text}")

    def _able(self, why: str) -> None:
        """Whether it can be printed and saved, else why not."""
        for button in (self.print_button, self.save_button):
            button.setEnabled(not why)
            button.setToolTip(why or self._tips[button])

    def _on_working(self, works: bool) -> None:
        if works:
            self.pages.say_status("being made…")

    def _on_progressed(self, done: int, total: int) -> None:
        if total:
            self.pages.say_status(f"being made: {100 * done // total} %")

    # Printing -------------------------------------------------------------------------------

    def print_now(self) -> None:
        """Ask for a printer, then send what is chosen there; first it is made to its end."""
        if self.takes_out or not self.print_button.isEnabled():
            return
        if self.pdf is None or self._ready is None:
            self._print_then = True  # it is under way
            return
        self.send([(self._ready.name, self.pdf)], self.options.copies.value())

    def send(self, documents: list[tuple[str, bytes]], copies: int = 1) -> None:
        """Ask for a printer, then send documents there one after the other."""
        self._sending = ToPrinter(documents, self)
        self._sending.sending.connect(self._on_sending)
        self._sending.ended.connect(self.running.end)
        self._sending.refused.connect(self._on_refused)
        self._sending.ask(self, copies)

    def _on_sending(self, sent: int, total: int) -> None:
        if not sent:
            self.running.begin("Sending the pages to the printer…")
        self.running.tell(sent, total)

    def _on_refused(self, printer: str) -> None:
        text = f"{printer} takes no pages now: look whether it is on, or save a PDF."
        self.desk.said.emit(Toast(text, warning=True))

    def save(self) -> None:
        """Ask for a file, then print what is chosen into it, or save it as data."""
        if self.takes_out:
            self.data.save()
        elif (paper := self.paper()) is not None:
            self.print_requested.emit(replace(paper, ask=None))

    def paper(self) -> Paper | None:
        """What is chosen; it is not asked again how it is printed."""
        if self.takes_out or not self.save_button.isEnabled():
            return None
        if self._ready is None:
            chosen = self.thing.first(self.options.chosen())
            try:
                with self.desk.read() as session:
                    self._ready = self.thing.read(session, self.options.subject, chosen)
            except (RuleBroken, KnownError):
                return None
        ready, pdf = self._ready, self.pdf
        assert ready is not None

        def work(_chosen: Chosen, progress: Progress, cancelled: Cancelled) -> bytes:
            return ready.make(progress, cancelled) if pdf is None else pdf

        def make(_size: str) -> bytes:
            return work({}, lambda _done, _all: None, lambda: False)

        return Paper(ready.name, ready.file, make, work=work, ask=self.print_now)

    # The place ------------------------------------------------------------------------------

    def refresh(self, change_set: ChangeSet | None) -> None:
        self._read()

    def recall(self, habits: Mapping[str, Any]) -> None:
        self._habits, self.data.kept = _kept(habits, _HOW), _kept(habits, _TAKE)
        if isinstance(last := habits.get("meeting"), dict):
            self.meeting.last = last
        self.things.choose(str(habits.get("thing", "")))
        self._read()

    def begin_filter(self) -> bool:
        self.things.narrow.begin()
        return True

    def drawn(self) -> bool:
        if self.takes_out:
            return self.data.drawn()
        return not (self._maker is not None and self._maker.busy) and self.pages.complete

    def hints(self) -> tuple[Hint, ...]:
        return DATA_HINTS if self.takes_out else HINTS

    def all_hints(self) -> tuple[Hint, ...]:
        return HINTS

    def restyle(self) -> None:
        self.things.restyle()
        self.update()

    # Qt's side ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.takes_out and self.pdf is None and not self._make().busy:
            self._want()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turned = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if turned is None:
            super().keyPressEvent(event)
        else:
            self.pages.turn_to(self.pages.at + turned)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, way = self.width() >= _BESIDE, QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.options.buttons.setDirection(way.TopToBottom if beside else way.LeftToRight)
        self._across.setStretch(0, 0 if beside else 2)
        self._across.setStretch(1, 1 if beside else 3)
        self.options.setMaximumWidth(_OPTIONS if beside else _ANY)
        self.options.setMinimumWidth(_OPTIONS if beside else 0)
        self.things.setFixedWidth(_LIST if self.width() >= _SMALL else _LIST_NARROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.line)
        p.fillRect(self.things.geometry(), colors.canvas)
        for part in (self.options, self.pages):
            p.fillRect(part.geometry(), colors.surface)


def _kept(habits: Mapping[str, Any], prefix: str) -> dict[str, dict[str, Any]]:
    """The habits with a prefix, by what follows it."""
    return {
        key.removeprefix(prefix): value
        for key, value in habits.items()
        if key.startswith(prefix) and isinstance(value, dict)
    }
