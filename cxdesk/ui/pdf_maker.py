"""The maker of what is looked at: the newest PDF that is wanted, made in the worker."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui.jobs import Job, Jobs, Work

PAUSE_MS = 300

Prepare = Callable[[], Work]
"""Says here and now what is to be printed, and returns what makes the PDF of it."""


class PdfMaker(QObject):
    """Makes the newest PDF that is wanted, after a pause; what was under way stops."""

    # It is being made: whether it is now.
    working = Signal(bool)
    # It is there: what the work returned, bytes unless it is told otherwise.
    made = Signal(object)
    # It cannot be made: RuleBroken or KnownError.
    failed = Signal(object)
    # How far it is: steps done, steps in all.
    progressed = Signal(int, int)

    def __init__(self, jobs: Jobs, parent: QObject, pause_ms: int = PAUSE_MS) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._prepare: Prepare | None = None
        self._job: Job | None = None
        self._pause = QTimer(self, interval=pause_ms, singleShot=True)
        self._pause.timeout.connect(self._start)

    @property
    def busy(self) -> bool:
        """Whether a PDF is still to come."""
        return self._pause.isActive() or self._job is not None

    def want(self, prepare: Prepare, *, at_once: bool = False) -> None:
        """Make this one, and none that was wanted before."""
        self.forget()
        self._prepare = prepare
        if at_once:
            self._start()
        else:
            self._pause.start()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._pause.stop()
        self._prepare = None
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _start(self) -> None:
        assert self._prepare is not None
        try:
            work = self._prepare()
        except (RuleBroken, KnownError) as why:
            self.failed.emit(why)
            return
        job = self._job = self._jobs.run(work, done=self._on_done, failed=self._on_failed)
        job.stopped.connect(self._on_stopped)
        job.progressed.connect(self._on_progressed)
        self.working.emit(True)

    # One that was forgotten is cancelled, and a cancelled one is never done, nor does it fail.

    def _on_done(self, pdf: object) -> None:
        self._end()
        self.made.emit(pdf)

    def _on_failed(self, why: RuleBroken | KnownError) -> None:
        self._end()
        self.failed.emit(why)

    def _on_stopped(self) -> None:
        if self.sender() is self._job:
            self._end()

    def _on_progressed(self, done: int, total: int) -> None:
        if self.sender() is self._job:
            self.progressed.emit(done, total)

    def _end(self) -> None:
        self._job = None
        self.working.emit(False)
