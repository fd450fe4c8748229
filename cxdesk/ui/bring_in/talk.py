"""The talk with the worker about one file: opened, answered, tried and kept, beside the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxdesk.exchange.opened import Into, Opened, Preview, Question, Ready, ready
from cxdesk.model.errors import RuleBroken
from cxdesk.services.incoming import Report, Stopped
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.ui.bring_in import words
from cxdesk.ui.bring_in.place import Kept, Place
from cxdesk.ui.jobs import Cancelled, Job, Jobs, Progress, politely

ROWS = 30
_WAIT_MS = 150  # answers that follow each other are read together
_TOLD_S = 0.05
_NOTHING = "It was given up. Nothing was changed."
_MISTAKE = "A mistake of cxdesk keeps it from reading this file. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Look:
    """What a file looks like with the answers so far."""

    opened: Opened
    questions: tuple[Question, ...]
    preview: Preview


@dataclass(frozen=True, slots=True)
class Tried:
    """What would happen; `program` is what a new program made of it is called, if it says so."""

    report: Report
    program: str


class _Ears:
    """Who hears of progress now, and may give up: what was read once is tried, then kept."""

    def __init__(self, told: Progress, off: Cancelled) -> None:
        self.told, self.off, self._last = told, off, 0.0

    def tell(self, done: int, every: int) -> None:
        """Say how far it is, but not more often than anybody reads."""
        now = time.monotonic()
        if done >= every or now - self._last >= _TOLD_S:
            self._last = now
            self.told(done, every)

    def given_up(self) -> bool:
        """Whether nobody waits any more."""
        return self.off()


@dataclass(frozen=True, slots=True)
class _Read:
    """All that a file says, ready to be taken in."""

    ready: Ready
    ears: _Ears

    def command(self, session: Session) -> Report:
        """Take it in. Raises KnownError when it is given up."""
        try:
            return self.ready.command(session)
        except Stopped:
            # The store would look for what is wrong with the file, and that takes seconds.
            raise _NothingKept(_NOTHING) from None


class _NothingKept(KnownError):
    """It was given up: nothing is wrong with the program's file."""


class Talk(QObject):
    """One file on its way into a place. Whatever is under way ends when another thing begins."""

    # It was opened, or read anew after an answer: Look.
    looked = Signal(object)
    # It was tried: Tried.
    tried = Signal(object)
    # The file cannot be opened at all: a sentence.
    refused = Signal(str)
    # It cannot be read or taken in with these answers: a sentence.
    failed = Signal(str)
    # Steps done and in all of what is under way; in all is 0 as long as nobody knows.
    progressed = Signal(int, int)
    # It was brought in: Kept.
    kept = Signal(object)
    # Bringing it in was given up, and nothing was kept.
    given_up = Signal()

    def __init__(self, jobs: Jobs, path: Path, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self.path, self.place = jobs, path, place
        self.look: Look | None = None
        self._all: _Read | None = None  # what it says with the answers as they are
        self._answers: dict[str, str] = {}
        self._waiting: dict[str, str] = {}
        self._job: Job | None = None
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._read)

    # Reading ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Recognise the file, then try it."""
        path, into, answers = self.path, self.place.into(), dict(self._answers)
        self._begin(
            lambda told, off: _open(path, into, answers), self._on_looked, self.refused.emit
        )

    def go_to(self, place: Place) -> None:
        """Bring it into another place; the answers stay where they make sense there."""
        self.place = place
        self.open()

    def answer(self, key: str, value: str) -> None:
        """Answer a question; what changes by that is read soon."""
        self._waiting[key] = self._answers[key] = value
        self._all = None
        self._timer.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to be read, or anything is under way."""
        return self._job is not None or self._timer.isActive()

    def _read(self) -> None:
        if self.look is None:
            return
        opened, answers = self.look.opened, self._waiting
        self._waiting = {}
        self._begin(lambda told, off: _look(opened.answered(answers)), self._on_looked)

    def _on_looked(self, look: Look) -> None:
        self.look = look
        self.looked.emit(look)
        place = self.place

        def work(told: Progress, off: Cancelled) -> tuple[_Read, Report]:
            with politely():
                found = _all_of(look.opened, _Ears(told, off))
                return found, place.rehearse(found.command, off)

        self._all = None
        if not self._timer.isActive():
            self._begin(work, self._on_tried)

    def _on_tried(self, outcome: tuple[_Read, Report]) -> None:
        self._all, report = outcome
        self.tried.emit(Tried(report, self._all.ready.program))

    # Keeping ----------------------------------------------------------------------------------

    def keep(self) -> None:
        """Bring it in as one change; `kept` or `given_up` follows, or `failed`."""
        assert self.look is not None
        opened, place = self.look.opened, self.place
        answers, self._waiting = self._waiting, {}
        self._timer.stop()
        found = self._all
        done: list[Kept] = []

        def work(told: Progress, off: Cancelled) -> Kept:
            with politely():
                ears = _Ears(told, off)
                if found is None:
                    read = _all_of(opened.answered(answers) if answers else opened, ears)
                else:
                    read, found.ears.told, found.ears.off = found, told, off
                if off():
                    raise _NothingKept(_NOTHING)
                done.append(place.keep(words.label(opened.title), read.command, off))
            return done[0]

        job = self._begin(work, self.kept.emit)
        # Who gave up too late has it all the same.
        job.stopped.connect(lambda: self.kept.emit(done[0]) if done else self.given_up.emit())

    def stop(self) -> None:
        """Give up what is under way."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _begin(
        self,
        work: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], object],
        failed: Callable[[str], object] | None = None,
    ) -> Job:
        if self._job is not None:
            self._job.cancel()

        def end(_outcome: object = None) -> None:
            if self._job is job:
                self._job = None

        job = self._jobs.run(work)
        self._job = job
        job.progressed.connect(self.progressed)
        for signal in (job.done, job.failed, job.stopped):
            signal.connect(end)
        job.done.connect(done)
        job.failed.connect(lambda error: (failed or self.failed.emit)(_sentence(error)))
        job.stopped.connect(
            lambda: None if job.given_up else (failed or self.failed.emit)(_MISTAKE)
        )
        return job


def _open(path: Path, into: Into, answers: dict[str, str]) -> Look:
    from cxdesk.exchange.recognise import open_file

    opened = open_file(path, into)
    for key, value in answers.items():
        try:
            opened = opened.answered({key: value})
        except KnownError:
            continue  # it is not asked there
    return _look(opened)


def _look(opened: Opened) -> Look:
    return Look(opened, opened.questions, opened.preview(ROWS))


def _all_of(opened: Opened, ears: _Ears) -> _Read:
    try:
        return _Read(ready(opened, ears.tell, ears.given_up), ears)
    except Stopped:
        raise _NothingKept(_NOTHING) from None


def _sentence(error: KnownError | RuleBroken) -> str:
    return error.text
