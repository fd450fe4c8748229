"""Three hundred random actions leave a sound file, and undo takes every one of them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dump import dump
from tests.journeys.conftest import Sit
from tests.journeys.monkey import Monkey

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.mark.parametrize("seed", [7, 2026])
def test_whatever_is_clicked_and_typed_the_file_is_sound(
    sit: Sit, sample_file: Path, seed: int
) -> None:
    person = sit(sample_file)
    start, before = person.store.head.undo_top or 0, dump(sample_file)
    first, monkey = person.store.head.seq, Monkey(person, seed)
    try:
        monkey.play(300)
    finally:
        print("\n".join(monkey.done))  # noqa: T201  # shown when it fails
    assert person.store.head.seq - first > 25  # it did change things
    assert person.sound() == []
    monkey.rest()
    person.undo_all(start)
    assert dump(sample_file) == before
    assert person.sound() == []
