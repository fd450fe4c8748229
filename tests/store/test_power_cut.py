"""Hundreds of power cuts of a traced process: what was acknowledged is there and whole.

Without syncing (`synchronous=OFF`) the same cuts must do harm, or the test would prove nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

import pytest

from cxdesk.store.errors import KnownError
from cxdesk.store.schema import HISTORY
from tests.store import power_cut
from tests.store.writing import open_store

SHARES = 4
CUTS = 130  # of each share


@dataclass
class Traced:
    folder: Path
    lines: list[str]

    @cached_property
    def moments(self) -> int:
        """How many calls matter."""
        disk = power_cut.Disk(self.folder)
        return sum(map(disk.feed, self.lines))


def traced(folder: Path, mode: str) -> Traced:
    if reason := power_cut.why_not():
        pytest.skip(reason)
    return Traced(folder, power_cut.trace(folder, mode))


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Traced:
    return traced(tmp_path_factory.mktemp("synced"), "durable")


def cuts(of: Traced, dice: Random, number: int) -> Iterator[power_cut.Disk]:
    """The disk at moments spread over the whole trace, each after a call that matters."""
    chosen = set(dice.sample(range(of.moments), number))
    disk, moment = power_cut.Disk(of.folder), 0
    for line in of.lines:
        if disk.feed(line):
            if moment in chosen:
                yield disk
            moment += 1


Told = tuple[int, str] | None
_seen: dict[str, str] = {}


def harm(files: dict[str, bytes], place: Path, acknowledged: Told) -> str:
    """What a power cut broke, after the program opened what it left; empty for nothing."""
    # Every third cut leaves what another left: all since the last sync, or nothing of it.
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    left = f"{digests} {acknowledged}"
    if left not in _seen:
        _seen[left] = _harm(files, place, acknowledged)
    return _seen[left]


def _harm(files: dict[str, bytes], place: Path, acknowledged: Told) -> str:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, data in files.items():
        (place / name).write_bytes(data)
        os.utime(place / name, (0, 0))  # the computer was off for a while
    path = place / "power.cxdesk"
    if not path.exists():
        return "the file is gone" if acknowledged else ""
    try:
        with open_store(path, durable=False) as store:
            with store.read() as session:
                rows = session.execute(HISTORY.select().order_by(HISTORY.c.seq)).mappings()
                kept = {0: ""} | {row["seq"]: row["hash"] for row in rows}
            seq, mark = acknowledged or (0, "")
            if kept.get(seq) != mark:
                return f"change {seq} was acknowledged and is lost"
            if len(kept) > seq + 2:
                return "more than one change was under way"
            return "; ".join(store.problems())
    except KnownError as error:
        return error.text


@pytest.mark.parametrize("share", range(SHARES))
def test_what_was_acknowledged_outlives_a_power_cut(
    synced: Traced, tmp_path: Path, share: int
) -> None:
    dice = Random(share)
    tried = 0
    for disk in cuts(synced, dice, CUTS):
        tried += 1
        assert harm(disk.after_cut(dice), tmp_path / "cut", disk.acknowledged) == ""
    assert tried == CUTS


def test_the_trace_holds_everything_that_was_written(synced: Traced) -> None:
    disk = power_cut.Disk(synced.folder)
    for line in synced.lines:
        disk.feed(line)
    assert disk.as_written() == {"power.cxdesk": (synced.folder / "power.cxdesk").read_bytes()}


def test_without_syncing_the_same_cuts_do_harm(tmp_path: Path) -> None:
    folder, dice = tmp_path / "unsynced", Random(0)
    folder.mkdir()
    found = [
        harm(disk.after_cut(dice), tmp_path / "cut", disk.acknowledged)
        for disk in cuts(traced(folder, "not durable"), dice, 60)
    ]
    assert any("is lost" in text for text in found)
    assert any("damaged" in text for text in found)
