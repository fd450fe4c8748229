"""Random actions leave a sound file and no message of Qt, and undo takes every one of them back.

As many as CXDESK_MONKEY says, shared by the seeds; a step costs 40 ms.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from tests import boards
from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.monkey import Monkey
from tests.journeys.monkey_charter import CharterMonkey
from tests.journeys.monkey_roadmap import RoadmapMonkey

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support"),
    pytest.mark.timeout(600),
]

SEEDS = (7, 2026)
SEED = int(os.environ.get("CXDESK_MONKEY_SEED", "5"))
STEPS = int(os.environ.get("CXDESK_MONKEY", "200")) // len(SEEDS)
ON_ROADMAP = STEPS // 8
ON_CHARTERS = max(STEPS // 6, 25)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_clicked_and_typed_the_file_is_sound(
    sit: Sit, sample_file: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)  # no other program
    person = sit(sample_file)
    (boards.begun, boards.published)[SEEDS.index(seed) % 2](person.store)
    start, before = person.store.head.undo_top or 0, dump(sample_file)
    first, monkey = person.store.head.seq, Monkey(person, seed)
    try:
        monkey.play(STEPS)
    finally:
        print("\n".join(monkey.done))  # noqa: T201  # shown when it fails
    assert person.store.head.seq - first > STEPS // 20  # it did change things
    assert person.sound() == []
    monkey.rest()
    person.undo_all(start)
    assert dump(sample_file) == before
    assert person.sound() == []


def test_whatever_is_done_to_the_roadmap_can_be_taken_back(
    sit: Sit, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)  # no other program
    person = sit(sample_file)
    start, before = person.store.head.undo_top or 0, dump(sample_file)
    first, monkey = person.store.head.seq, RoadmapMonkey(person, 41)
    try:
        monkey.play(ON_ROADMAP)
    finally:
        print("\n".join(monkey.done))  # noqa: T201  # shown when it fails
    assert person.store.head.seq - first > ON_ROADMAP // 20
    assert person.sound() == []
    monkey.rest()
    person.undo_all(start)
    assert dump(sample_file) == before
    assert person.sound() == []


def test_whatever_is_done_to_charters_can_be_taken_back(
    sit: Sit, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)  # no other program
    person = sit(sample_file)
    start, before = person.store.head.undo_top or 0, dump(sample_file)
    first, monkey = person.store.head.seq, CharterMonkey(person, SEED)
    try:
        monkey.play(ON_CHARTERS)
    finally:
        print("\n".join(monkey.done))  # noqa: T201  # shown when it fails
    person.wait(lambda: not person.window.jobs.busy)
    assert person.store.head.seq - first > ON_CHARTERS // 20
    assert person.sound() == []
    monkey.rest()
    person.undo_all(start)
    assert dump(sample_file) == before
    assert person.sound() == []
