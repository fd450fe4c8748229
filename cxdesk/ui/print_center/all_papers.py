"""All papers for a meeting, made into a folder, or sent to a printer one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.reports.catalogue import printed
from cxdesk.reports.printed import Ready
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.ui.desk import Toast
from cxdesk.ui.dialogs.dialog import ask_for_folder
from cxdesk.ui.jobs import Job, Work, jobs_of
from cxdesk.ui.print_center.folder import make_each, write_folder
from cxdesk.ui.print_center.meeting import MeetingForm, Wish, read
from cxdesk.ui.print_center.running import Running
from cxdesk.ui.printing import usual_paper
from cxdesk.ui.view import View

Documents = list[tuple[str, bytes]]

AGENDA: Final = ("go-change_board", "tab-Agenda")
"""The actions that lead to where meetings are planned."""


class AllPapers(QObject):
    """Asks which papers, makes them in the worker and says how far it is."""

    # Other papers were asked for: plain values, to be offered the next time.
    changed = Signal(object)

    def __init__(self, view: View, running: Running, send: Callable[[Documents], object]) -> None:
        super().__init__(view)
        self._view, self._running, self._send = view, running, send
        self.last: Mapping[str, object] = {}
        self.form: MeetingForm | None = None
        self._job: Job | None = None
        running.stop_wanted.connect(self._stop)

    def ask(self) -> None:
        """Ask of which meeting, and which papers."""
        with self._view.desk.read() as session:
            meetings = printed("agenda").subjects(session)
        if not meetings:
            self._say(
                "No meeting is planned: its papers are printed once there is one.",
                "Go to the agenda", partial(go_to, self._view, *AGENDA),
            )  # fmt: skip
            return
        last = {"size": usual_paper(self._view), **self.last}
        self.form = MeetingForm(self._view, self._view.desk, meetings, last)
        self.form.folder_wanted.connect(self._ask_folder)
        self.form.printer_wanted.connect(self.print_all)
        self.form.open()

    def _ask_folder(self, wish: Wish) -> None:
        ask_for_folder(self._view, "Save the papers in", partial(self.save_all, wish))

    def save_all(self, wish: Wish, place: Path) -> None:
        """Make the papers into a new folder in `place`."""
        papers = self._read(wish)
        if not papers:
            return

        def work(progress: Progress, cancelled: Cancelled) -> Path:
            return write_folder(place, f"{wish.name} papers", papers, progress, cancelled)

        def done(folder: Path) -> None:
            self._end()
            words = f"{count(len(papers), 'paper')} saved in the folder {folder.name}"
            self._say(words, "Show", partial(_show, folder))

        self._run(work, papers, done)

    def print_all(self, wish: Wish) -> None:
        """Make the papers, then ask for a printer."""
        papers = self._read(wish)
        if not papers:
            return

        def done(documents: Documents) -> None:
            self._end()
            self._send(documents)

        self._run(partial(make_each, papers), papers, done)

    def _read(self, wish: Wish) -> list[Ready]:
        self.last = {"papers": list(wish.papers), "size": wish.size}
        self.changed.emit(self.last)
        try:
            with self._view.desk.read() as session:
                return read(session, wish)
        except RuleBroken as broken:
            self._view.desk.refused.emit(broken)
            return []

    def _run(self, work: Work, papers: list[Ready], done: Callable[..., None]) -> None:
        self._stop()
        self._running.begin(f"Making {count(len(papers), 'paper')}…")
        self._job = jobs_of(self._view).run(work, done=done, failed=self._on_failed)
        self._job.progressed.connect(self._running.tell)
        self._job.stopped.connect(self._on_stopped)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._running.end()

    def _on_failed(self, error: object) -> None:
        self._end()
        self._view.desk.refused.emit(error)

    def _on_stopped(self) -> None:
        self._end()
        self._say("Stopped: nothing of the papers was written.")

    def _say(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        self._view.desk.said.emit(Toast(text, button=button, action=act))


def go_to(part: QWidget, *actions: str) -> None:
    """Do actions of the window, by their keys; a part on its own has none."""
    window = part.window()
    for action in actions:
        if (found := window.findChild(QAction, action)) is not None:
            found.trigger()


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
