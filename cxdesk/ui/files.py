"""The file on the desk: opened, made new, copied, backed up, brought back and closed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cxdesk import paths
from cxdesk.services import activity, ballots, frame, program_file, restore, who
from cxdesk.store.backups import Backup, copy_file, refuse_while_secret
from cxdesk.store.errors import Busy, KnownError
from cxdesk.store.store import Clock, Store, system_clock
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.jobs import Job, Jobs
from cxdesk.ui.settings import Settings

_LOOK_EVERY_MS = 5 * 60 * 1000
_PATIENCE_S, _AGAIN_S = 60, 0.05
_log = logging.getLogger(__name__)


class Files(QObject):
    """Holds the one desk of the program; `desk` is None until a file is open."""

    # Another file is open, or the same one anew: Desk. The one before is closed after this.
    opened = Signal(object)
    # A new program was made, and is open: Desk.
    created = Signal(object)
    # A program was made of another program's file, and is open: Kept, with the report.
    brought_in = Signal(object)
    # A backup was made: Backup.
    backed_up = Signal(object)

    def __init__(
        self,
        settings: Settings,
        jobs: Jobs,
        parent: QObject | None = None,
        *,
        clock: Clock = system_clock,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.jobs = jobs
        self.imports = Jobs(self)  # who brings a file in waits for nothing else
        self.clock = clock
        self.desk: Desk | None = None
        self._seq_at_opening = 0
        settings.changed.connect(self._on_setting)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.back_up_if_due)

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a file in place of the one that is open. Raises KnownError; that one then stays."""
        path = path.absolute()
        if self.desk is not None:
            here = self.desk.store
            if here.path == path.resolve() and read_only >= here.read_only:
                return
        self._open(path, read_only=read_only)

    def create(self, path: Path, name: str, currency: str) -> None:
        """Make a file with an empty program and open it. Raises KnownError or RuleBroken."""
        program_file.make_program(path, name, currency, clock=self.clock, who=who.computer_user())
        self.open(path)
        self.created.emit(self.desk)

    def close(self) -> None:
        """Make a backup if one is due, then close the file."""
        self._timer.stop()
        self.imports.close()
        if self.desk is None:
            return
        store = self.desk.store
        try:
            if self._backup_is_due():
                store.backups.make(store.clock())
        except KnownError as error:
            _log.warning("No backup at closing: %s", error.text)
        _close(store)
        self.desk = None

    # Copies and backups ---------------------------------------------------------------------

    def copy(self, target: Path, *, done: Callable[[Path], object]) -> Job | None:
        """Write a copy of the open file to `target` in the background."""
        desk = self.desk
        assert desk is not None
        source = desk.store.path
        if target.resolve() == source:
            desk.refused.emit(KnownError(f"{target.name} is the open file: choose another name."))
            return None

        def work(progress: Callable[[int, int], None], _cancelled: object) -> Path:
            refuse_while_secret(source)
            copy_file(source, target, progress)
            return target

        return self.jobs.run(work, done=done, failed=desk.refused.emit)

    def back_up(
        self, *, done: Callable[[Backup], object], failed: Callable[[KnownError], object]
    ) -> Job:
        """Make a backup of the open file in the background."""
        assert self.desk is not None
        store = self.desk.store
        job = self.jobs.run(
            lambda _progress, _cancelled: store.backups.make(store.clock(), "by hand"),
            done=done,
            failed=failed,
        )
        job.done.connect(self.backed_up)
        return job

    def back_up_if_due(self) -> None:
        """Make a backup in the background if something changed and the newest one is old."""
        if self.desk is None or self.jobs.busy or not self._backup_is_due():
            return
        store = self.desk.store
        self.jobs.run(
            lambda _progress, _cancelled: store.backups.make(store.clock()),
            done=self.backed_up.emit,
            failed=self._on_backup_failed,
        )

    def bring_back(
        self,
        backup: Path,
        path: Path,
        *,
        done: Callable[[], object],
        failed: Callable[[KnownError], object],
    ) -> Job:
        """Put a backup in the place of `path`, whose present state is kept first, and open it."""

        def on_ready(half: Path) -> None:
            here = self.desk.store if self.desk else None
            replaced = here if here is not None and here.path == path.resolve() else None
            if replaced is not None:
                replaced.close()
            try:
                restore.swap(half, path)
                self._open(path)
            except KnownError as error:
                if replaced is not None:
                    self._recover(replaced)
                failed(error)
                return
            done()

        def work(progress: Callable[[int, int], None], _cancelled: object) -> Path:
            return restore.prepare(backup, path, clock=self.clock, progress=progress)

        return self.jobs.run(work, done=on_ready, failed=failed)

    # Within ---------------------------------------------------------------------------------

    def _open(self, path: Path, *, read_only: bool = False) -> None:
        store = Store.open(path, home=paths.data(), read_only=read_only, clock=self.clock)
        try:
            self._introduce(store)
        except BaseException:
            store.close()
            raise
        self.settings.remember(path)
        self._show(store)

    def _recover(self, closed: Store) -> None:
        """After a failed swap: open what was closed; where even that fails, write no more."""
        try:
            self._open(closed.path)
        except KnownError:
            closed.read_only = True

    def _show(self, store: Store) -> None:
        before = self.desk
        self.desk = Desk(store, self)
        self._seq_at_opening = store.head.seq
        self.opened.emit(self.desk)
        self._timer.start()
        if before is not None:
            _close(before.store)
            before.deleteLater()

    def _introduce(self, store: Store) -> None:
        """Say to the store who acts: as the user chose, else the person that the user is."""
        with store.read() as session:
            user = program_file.SAMPLE_PERSON if program_file.is_sample(store.path) else ""
            store.who = self.settings.who(frame.frame(session).id) or who.matching(
                session, user or who.computer_user()
            )

    def _on_setting(self, key: str) -> None:
        if key == "who" and self.desk is not None:
            self._introduce(self.desk.store)

    def _backup_is_due(self) -> bool:
        """Only what was changed since it was opened is worth a backup that nobody asked for."""
        if self.desk is None:
            return False
        store = self.desk.store
        if store.read_only or store.head.seq == self._seq_at_opening:
            return False
        with store.read() as session:
            if ballots.voting_secretly(session):
                return False  # nothing is lost: the ballots are in the file, and the round closes
            return store.backups.due(store.clock(), activity.last_change(session))

    def _on_backup_failed(self, error: KnownError) -> None:
        _log.warning("No backup: %s", error.text)
        if self.desk is not None:
            self.desk.said.emit(Toast(f"No backup could be made. {error.text}", warning=True))


def _close(store: Store) -> None:
    """Close a file without the bytes of removed attachments that undo cannot bring back."""
    try:
        if not store.read_only:
            _sweep(store)
    except KnownError as error:
        _log.warning("Nothing was swept at closing: %s", error.text)
    store.close()


def _sweep(store: Store) -> None:
    """Sweep as soon as what is still being written beside the window is there."""
    last = time.monotonic() + _PATIENCE_S
    while True:
        try:
            store.sweep()
            return
        except Busy:
            if time.monotonic() > last:
                raise
            time.sleep(_AGAIN_S)
