"""Takes data out into a file or a folder: asks where, writes beside the window, and says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cxdesk.exchange.out.export import Export, Written
from cxdesk.exchange.out.whole import write_folder, write_whole
from cxdesk.reports.printed import Chosen
from cxdesk.services.frame import frame
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.dialogs.dialog import ask_for_file, ask_for_folder, tell
from cxdesk.ui.jobs import Cancelled, Job, Progress, jobs_of, politely
from cxdesk.ui.kept_files import safe_name
from cxdesk.ui.print_center.running import Running
from cxdesk.ui.take_out.letting_go import let_go


class Saver(QObject):
    """Takes out of the program on a desk; `running` says how far it is and stops it."""

    def __init__(self, desk: Desk, over: QWidget, running: Running) -> None:
        super().__init__(over)
        self._desk, self._over, self._running = desk, over, running
        self._job: Job | None = None
        self._name = ""
        running.stop_wanted.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def ask(self, export: Export, chosen: Chosen) -> None:
        """Ask where it goes, with a name made of the program and the day; then write it."""
        with self._desk.read() as session:
            name = safe_name(export.file(frame(session).name, self._desk.today()))
        if export.suffix:
            ask_for_file(
                self._over, f"Export: {export.title}", partial(self.save, export, chosen),
                save_as=name, filter=f"{export.title} (*{export.suffix})",
            )  # fmt: skip
            return
        ask_for_folder(
            self._over, f"Where to make the folder {name}",
            lambda place: self._into(export, chosen, place / name),
        )  # fmt: skip

    def _into(self, export: Export, chosen: Chosen, folder: Path) -> None:
        """A folder that is there already is written into only where somebody says so."""
        if not folder.exists():
            self.save(export, chosen, folder)
            return
        other = next(
            one for n in count(2) if not (one := folder.with_name(f"{folder.name} ({n})")).exists()
        )
        tell(
            self._over,
            f"There is a folder {folder.name} already. Written into it, files of the same names "
            "are replaced; all others in it stay as they are.",
            (
                (f"New folder “{other.name}”", partial(self.save, export, chosen, other)),
                ("Write into it", partial(self.save, export, chosen, folder, among=True)),
            ),
        )

    def save(self, export: Export, chosen: Chosen, path: Path, *, among: bool = False) -> None:
        """Write it to `path`: whole, or not at all."""
        self.stop()
        self._name = path.name
        self._running.begin(f"Saving {path.name}…")
        work = _work(self._desk.store, export, chosen, path, among=among)
        self._job = jobs_of(self._over).run(work, done=self._on_done, failed=self._on_failed)
        self._job.progressed.connect(self._running.tell)
        self._job.stopped.connect(self._on_stopped)

    def stop(self) -> None:
        """Give up what is being written; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._running.end()

    def _on_done(self, path: Path) -> None:
        self._end()
        folder = path if path.is_dir() else path.parent
        self._desk.said.emit(
            Toast(f"{path.name} saved", button="Show", action=partial(_show, folder))
        )

    def _on_failed(self, error: object) -> None:
        self._end()
        self._desk.refused.emit(error)

    def _on_stopped(self) -> None:
        if self.sender() is self._job:
            self._end()
            self._desk.said.emit(Toast(f"Stopped: nothing of {self._name} was written."))


def _work(
    store: Store, export: Export, chosen: Chosen, path: Path, *, among: bool
) -> Callable[[Progress, Cancelled], Path]:
    def work(progress: Progress, cancelled: Cancelled) -> Path:
        with politely():
            rows = store.ask_beside(lambda session: export.read(session, chosen), cancelled)
            try:
                made: Written = export.write(rows, progress, cancelled)
            finally:
                let_go(rows)
                rows = None  # before garbage is looked for again, among what is left
        if cancelled():
            return path
        if isinstance(made, bytes):
            write_whole(path, made)
        else:
            write_folder(path, made, among=among)
        return path

    return work


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
