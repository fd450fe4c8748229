"""Reads the result of a round, and counts in the background where counting takes a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cxdesk.services.funding import best_of
from cxdesk.services.result import rounds_read, sheet, without_vote
from cxdesk.services.result_count import (
    Votes,
    count,
    count_again,
    known_count,
    known_recounts,
    votes,
)
from cxdesk.services.result_rows import ResultSheet, RoundHead
from cxdesk.ui.desk import Desk
from cxdesk.ui.jobs import Job, jobs_of


class ResultReader(QObject):
    """A count is kept as long as ballots and shows of hands are the same; the funding is not."""

    # What was counted in the background is there: read again.
    counted = Signal()

    def __init__(self, desk: Desk, part: QWidget) -> None:
        super().__init__(part)
        self._desk, self._part = desk, part
        self._job: Job | None = None
        self._about: Votes | None = None
        self.votes: Votes | None = None

    def rounds(self) -> tuple[RoundHead, ...]:
        """The rounds whose result can be read, the newest first."""
        with self._desk.read() as session:
            return rounds_read(session)

    def read(self, head: RoundHead) -> ResultSheet | None:
        """The result of a round; None while it is counted, and without recounts while they are."""
        with self._desk.read() as session:
            if not head.voted:
                self.votes = None
                return without_vote(session, head.id)
            here = self.votes = votes(session, head.id)
            found, again = known_count(here), known_recounts(here)
            if found is None:
                self._work(here, count)
                return None
            if again is None:
                self._work(here, count_again)
            return sheet(session, here, found, again)

    @property
    def busy(self) -> bool:
        """Whether something is counted in the background."""
        return self._job is not None

    def best(self, here: ResultSheet, then: Callable[[str], object]) -> None:
        """Work out the best-value set, beside the window where there are many tasks."""
        order = [row.id for row in here.tasks]
        if self.votes is None or self.votes.few:
            then(best_of(here.case, order).text)
            return
        jobs_of(self._part).run(
            lambda _progress, _cancelled: best_of(here.case, order).text, done=then
        )

    def _work(self, here: Votes, what: Callable[..., object]) -> None:
        if self._job is not None and self._about == here:
            return
        if self._job is not None:
            self._job.cancel()
        self._about = here
        job = jobs_of(self._part).run(lambda _progress, cancelled: what(here, cancelled))
        self._job = job
        for end in (job.done, job.failed):
            end.connect(lambda _=None, job=job: self._over(job))
        job.stopped.connect(lambda job=job: self._over(job))

    def _over(self, job: Job) -> None:
        if job is self._job:
            self._job = self._about = None
            self.counted.emit()
