"""Reads drift reports: at once from a small file, beside the window from a large one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.services import baselines, drift
from cxdesk.services.as_it_was import in_steps
from cxdesk.services.baselines import CHARTERS, Bars, Key
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk
from cxdesk.ui.jobs import Cancelled, Job, Progress, jobs_of

_LARGE = 4_000_000  # bytes of a file that is read within a tenth of a second


class DriftReader(QObject):
    """A report of one baseline, or several side by side; the bars of past days are remembered."""

    # What was asked for is read: DriftReport or Comparison.
    read = Signal(object)
    # The bars that were asked for are read: Bars.
    bars_read = Signal(object)
    # It could not be read: KnownError or RuleBroken.
    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self._past: dict[Key, Bars] = {}
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether something is still being read."""
        return self._job is not None

    def ask(self, keys: Sequence[Key]) -> None:
        """Read the drift since one baseline, or how several compare; `read` tells."""
        wanted = tuple(keys)

        def work(cancelled: Cancelled) -> object:
            were = {key: self._bars(key, cancelled) for key in wanted}
            with self._desk.store.read() as session:
                found = drift.material(session, were)
            return drift.report(found) if len(wanted) == 1 else drift.comparison(found)

        self._run(work, self.read.emit)

    def ask_bars(self, key: Key) -> None:
        """Read the bars of a baseline; `bars_read` tells."""
        self._run(lambda cancelled: self._bars(key, cancelled), self.bars_read.emit)

    def _run(self, work: Callable[[Cancelled], object], tell: Callable[[object], None]) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._desk.store.path.stat().st_size < _LARGE:
            try:
                found = work(lambda: False)
            except (KnownError, RuleBroken) as error:
                self.failed.emit(error)
            else:
                tell(found)
            return

        def beside(_progress: Progress, cancelled: Cancelled) -> object:
            return work(cancelled)

        def done(found: object) -> None:
            self._job = None
            tell(found)

        def failed(error: object) -> None:
            self._job = None
            self.failed.emit(error)

        self._job = jobs_of(self._over).run(beside, done=done, failed=failed)

    def _bars(self, key: Key, cancelled: Cancelled) -> Bars:
        store = self._desk.store
        if isinstance(key, int) or key == CHARTERS:
            with store.read() as session:
                return baselines.bars(session, key)
        if key in self._past:
            return self._past[key]
        on = date.fromisoformat(key)
        found = in_steps(store.read, on, cancelled).bars()
        if on < self._desk.today() and not cancelled():  # what was, stays
            self._past[key] = found
        return found
