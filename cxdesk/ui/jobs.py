"""Long work beside the window: one worker thread, results and progress by signal.

What runs is a plain function of (progress, cancelled); only its result comes back to Qt.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.store.errors import KnownError
from cxdesk.ui import garbage

_INTERVAL_S = 0.0005
Progress = Callable[[int, int], None]
"""Says (steps done, steps in all)."""
Cancelled = Callable[[], bool]
"""Whether the user gave up; the work then ends early and what it returns is thrown away."""
Work = Callable[[Progress, Cancelled], Any]


@contextmanager
def politely() -> Iterator[None]:
    """Long work in Python that leaves the window its turn, many times a second.

    Whoever wants to paint waits for the interpreter up to an interval at every word with Qt.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_INTERVAL_S)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


class Job(QObject):
    """One piece of work under way. Connected methods of a widget that is gone are not called."""

    # Steps done and steps in all; in all is 0 as long as nobody knows.
    progressed = Signal(int, int)
    # It came to its end: the result.
    done = Signal(object)
    # Known trouble, in words for the user: KnownError or RuleBroken.
    failed = Signal(object)
    # It was cancelled and has stopped.
    stopped = Signal()
    # The worker's own words; they wait in the queue, so nothing is missed by who connects later.
    _stepped = Signal(int, int)
    _settled = Signal(object, object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._cancelled = threading.Event()
        self._stepped.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)

    @property
    def given_up(self) -> bool:
        """Whether it was cancelled; one that stopped otherwise met a mistake of the program."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next step."""
        self._cancelled.set()

    def perform(self) -> None:
        """Do the work, in the worker thread."""
        try:
            result, error = self._work(self._stepped.emit, self._cancelled.is_set), None
        except BaseException as raised:
            result, error = None, raised
        self._settled.emit(result, error)

    def _on_settled(self, result: object, error: BaseException | None) -> None:
        if self._cancelled.is_set():
            self.stopped.emit()
        elif isinstance(error, KnownError | RuleBroken):
            self.failed.emit(error)
        elif error is not None:
            self.stopped.emit()
            try:
                raise error  # a mistake of the program: the crash dialog tells of it
            finally:
                error = None  # its trace holds this frame, and with it all that the work held
        else:
            self.done.emit(result)


class Jobs(QObject):
    """The worker: runs one job after the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        running = self._running = dict[Job, Future[None]]()
        self.destroyed.connect(lambda: _let_go(running))

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Any], object] | None = None,
    ) -> Job:
        """Start `work`; `done` hears its result and `failed` known trouble, in this thread."""
        job = Job(work)
        if done is not None:
            job.done.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        for end in (job.done, job.failed):
            end.connect(lambda _outcome: self._forget(job))
        job.stopped.connect(lambda: self._forget(job))
        garbage.hold()
        self._running[job] = self._pool.submit(job.perform)
        return job

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def close(self) -> None:
        """Cancel what is under way and wait for the worker to stop."""
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        _let_go(self._running)

    def _forget(self, job: Job) -> None:
        if self._running.pop(job, None) is not None:
            garbage.release()


def _let_go(running: dict[Job, Future[None]]) -> None:
    while running:
        running.popitem()
        garbage.release()


def jobs_of(part: QWidget) -> Jobs:
    """The worker of the window in which a part stands; a part on its own gets one."""
    window: Any = part.window()
    found = getattr(window, "jobs", None)
    if not isinstance(found, Jobs):
        found = window.jobs = Jobs(window)
    return found
