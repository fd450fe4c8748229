"""The tour: a walk through the program on the sample, which leaves pictures and PDFs behind.

What it does stands in `tour_steps`. The day is the sample's own, so that two tours differ only in
what the program shows.
"""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QIODevice,
    QThread,
)
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.reports.pdf_file import write_pdf
from cxdesk.services import detail
from cxdesk.services.program_file import SAMPLE_PERSON, make_sample
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.ui import theme
from cxdesk.ui.application import application
from cxdesk.ui.desk import Desk
from cxdesk.ui.file_menu import FileMenu
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.pdf_pages import PdfPages
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

T = TypeVar("T")

TODAY = date(2026, 11, 23)
SIZE = (1440, 900)
LOOKS = ("dark", "light")  # what is done once is seen in the last
_PX_A_POINT = 2.0  # of the pictures of printed pages


def clock() -> datetime:
    """The sample's own day, at twenty to eleven."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 10, 40, tzinfo=UTC)


class Failed(Exception):
    """Something on the tour is not as it should be; the text says what."""


class Tour:
    """One tour under way: the open sample, its window, and the folder that takes the files."""

    def __init__(
        self,
        out: Path,
        files: Files,
        window: MainWindow,
        menu: FileMenu,
        say: Callable[[str], object],
    ) -> None:
        self.out, self.files, self.window, self.menu = out, files, window, menu
        self.say = say
        self.look = "light"

    @property
    def desk(self) -> Desk:
        """The open file."""
        return self.window.desk

    def ask(self, query: Callable[[Session], T]) -> T:
        """What a query finds."""
        with self.desk.read() as session:
            return query(session)

    def do(self, label: str, command: Callable[[Session], T], *, lasting: bool = False) -> T:
        """A change that must be kept. Raises Failed when it is refused."""
        refusals: list[RuleBroken | KnownError] = []
        self.desk.refused.connect(refusals.append)
        try:
            done = self.desk.do(label, command, lasting=lasting)
        finally:
            self.desk.refused.disconnect(refusals.append)
        if done is None:
            raise Failed(f"{label}: refused. {refusals[0].text if refusals else ''}")
        return done.result

    def initiative(self, code: str) -> int:
        """The id of an initiative. Raises Failed when there is none."""
        found = self.ask(lambda session: detail.find(session, code))
        if found is None:
            raise Failed(f"The sample has no {code}.")
        return found

    def picture(self, name: str, what: QWidget | None = None) -> None:
        """Keep `what`, the window unless given, as NAME-light.png or NAME-dark.png."""
        settle()
        self._keep(f"{name}-{self.look}.png", png(what or self.window))

    def dress(self, look: str) -> None:
        """Go on in "light" or "dark"."""
        self.look = look
        self.files.settings.set("theme", look)
        self.window.activateWindow()  # the dialogs of the look before had the keyboard
        settle()

    def until(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for `what` at most ten seconds. Raises Failed when it does not come."""
        limit = QDeadlineTimer(10_000)
        while not ready():
            if limit.hasExpired():
                raise Failed(f"{what} did not come.")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QThread.msleep(5)  # who draws in a worker needs the processor

    def paper(self, name: str, pdf: bytes) -> None:
        """Keep a printed document as NAME.pdf, and a picture of its first page as NAME.png."""
        self._keep(f"{name}.pdf", pdf)
        pages = PdfPages(pdf)
        try:
            self._keep(f"{name}.png", png(pages.image(0, _PX_A_POINT)))
        finally:
            pages.close()

    def _keep(self, name: str, data: bytes) -> None:
        write_pdf(self.out / name, data)
        self.say(str(self.out / name))


Step = Callable[[Tour], None]


def write_tour(out: Path, say: Callable[[str], object]) -> int:
    """Walk every step, `say` each file written, and return 0, or 1 if any step failed.

    What failed goes through `say` too, and the walk goes on with the next step.
    """
    from cxdesk.ui.tour_steps import SIGHTS, STEPS

    QApplication.setCursorFlashTime(0)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder, _sample(Path(folder), out, say) as tour:
            failed = 0
            # All of one look and then the other: to dress a window anew takes a while.
            for look in LOOKS:
                tour.dress(look)
                failed += sum(not _walk(tour, step) for step in SIGHTS)
            failed += sum(not _walk(tour, step) for step in STEPS)
    except OSError as error:
        raise KnownError(f"The tour cannot be written to {out}: {error.strerror}.") from error
    return 1 if failed else 0


def _walk(tour: Tour, step: Step) -> bool:
    """Take one step; False, and said why, when it failed."""
    try:
        step(tour)
    except (Failed, RuleBroken, KnownError) as error:
        tour.say(f"FAILED {step.__name__}: {error}")
    except Exception:
        tour.say(f"FAILED {step.__name__}:\n{traceback.format_exc()}")
    else:
        return True
    return False


@contextmanager
def _sample(folder: Path, out: Path, say: Callable[[str], object]) -> Iterator[Tour]:
    """The sample open in a window of its own, with preferences that are nobody's."""
    path = folder / "Meridian Telecom.cxdesk"
    make_sample(path, clock=clock)
    settings, jobs = Settings(folder / "cxdesk.ini"), Jobs()
    files = Files(settings, jobs, clock=clock)
    theme.apply(application(), "light")
    try:
        files.open(path)
        desk = files.desk
        assert desk is not None
        desk.store.who = SAMPLE_PERSON
        window = MainWindow(desk, settings)
        menu = FileMenu(window, settings, files)
        window.commands.add_menu(menu.menu)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        settle()
        yield Tour(out, files, window, menu, say)
        window.close()
        window.deleteLater()
        settle()
    finally:
        jobs.close()
        if files.desk is not None:
            files.desk.store.close()


def settle() -> None:
    """Let the window take in and paint what happened."""
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def png(what: QWidget | QImage) -> bytes:
    """A widget as it is painted, or an image, as PNG."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = what.grab().toImage() if isinstance(what, QWidget) else what
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(40)  # a third quicker than the usual 50, for 3 % more bytes
    if image.isNull() or not writer.write(image):
        raise Failed("A picture came out empty.")
    return bytes(kept.data())
