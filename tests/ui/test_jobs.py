"""Work beside the window: results, progress, cancelling and trouble come back by signal."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from cxdesk.store.errors import KnownError
from cxdesk.ui import garbage
from cxdesk.ui.jobs import Cancelled, Jobs, Progress


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_the_result_comes_back_in_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []

    def work(_progress: Progress, _cancelled: Cancelled) -> int:
        return threading.get_ident()

    jobs.run(work, done=lambda ident: heard.extend((ident, threading.get_ident())))
    assert jobs.busy
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0] != heard[1] == threading.get_ident()
    assert not jobs.busy


def test_jobs_run_one_after_the_other(qtbot: QtBot, jobs: Jobs) -> None:
    gate, heard = threading.Event(), []

    def first(_progress: Progress, _cancelled: Cancelled) -> str:
        gate.wait(10)
        return "first"

    jobs.run(first, done=heard.append)
    jobs.run(lambda _progress, _cancelled: "second", done=heard.append)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard == ["first", "second"]


def test_progress_is_told_and_cancelling_stops(qtbot: QtBot, jobs: Jobs) -> None:
    steps: list[tuple[int, int]] = []
    heard: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress, cancelled: Cancelled) -> str:
        progress(1, 3)
        begun.set()
        go_on.wait(10)
        heard.append("gave up" if cancelled() else "went on")
        return "result"

    job = jobs.run(work, done=lambda _result: heard.append("done"))
    job.progressed.connect(lambda done, of: steps.append((done, of)))
    job.stopped.connect(lambda: heard.append("stopped"))
    assert begun.wait(10)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard == ["gave up", "stopped"]
    assert steps == [(1, 3)]


def test_known_trouble_goes_to_failed(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []

    def work(_progress: Progress, _cancelled: Cancelled) -> None:
        raise KnownError("The disk is full.")

    jobs.run(work, done=heard.append, failed=lambda error: heard.append(error.text))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard == ["The disk is full."]


def test_a_mistake_reaches_the_hook_of_the_program(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress, _cancelled: Cancelled) -> float:
        return 1 / 0

    with qtbot.captureExceptions() as caught:
        jobs.run(work)
        qtbot.waitUntil(lambda: not jobs.busy)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_no_worker_looks_for_garbage_which_may_hold_widgets(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_held", 0)  # whatever other tests left under way
    gc.enable()
    gate, other, seen = threading.Event(), Jobs(), list[bool]()

    def work(_progress: Progress, _cancelled: Cancelled) -> None:
        gate.wait(10)
        seen.append(gc.isenabled())

    jobs.run(work)
    jobs.run(work)
    other.run(work)
    assert not gc.isenabled()
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy and not other.busy)
    assert seen == [False] * 3
    assert gc.isenabled()
    for leave in (Jobs.close, shiboken6.delete):  # nobody heard of its end
        left = Jobs()
        left.run(lambda _progress, _cancelled: None)
        assert not gc.isenabled()
        leave(left)
        assert gc.isenabled()
