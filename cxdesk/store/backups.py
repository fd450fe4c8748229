"""Backups of one program file: made, checked, thinned out, brought back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cxdesk.store import urn
from cxdesk.store.errors import DamagedFile, DiskFull, KnownError, ReadOnlyPlace, named
from cxdesk.store.file import (
    make_engine,
    put_in_place,
    quick_check,
    raw_connection,
    read_version,
)
from cxdesk.store.schema import SCHEMA_VERSION

EVERY = timedelta(minutes=30)
_STAMP = "%Y-%m-%d %H%M%S"
_NAME = re.compile(r"^(\d{4}-\d\d-\d\d \d{6})(?: (.+))?\.cxdesk$")
_PAGES_A_STEP = 4096


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was made (local time), why, and its size in bytes."""

    path: Path
    made: datetime
    why: str
    size: int


class Backups:
    """The backups of the program file at `path`, in a folder of their own below `home`."""

    def __init__(self, path: Path, home: Path) -> None:
        self._path = path
        # Two files of the same name in different folders keep their backups apart.
        mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
        self.folder = home / "backups" / f"{path.stem} {mark}"

    def list(self) -> list[Backup]:
        """All backups, newest first."""
        found = []
        if self.folder.is_dir():
            for file in self.folder.iterdir():
                match = _NAME.match(file.name)
                with contextlib.suppress(ValueError, OSError):  # 2026-02-30; removed meanwhile
                    if match:
                        made = datetime.strptime(match[1], _STAMP)
                        found.append(Backup(file, made, match[2] or "", file.stat().st_size))
        return sorted(found, key=lambda one: one.made, reverse=True)

    def due(self, now: datetime, last_change: datetime | None) -> bool:
        """Whether the newest backup is over 30 minutes old and something changed since."""
        if last_change is None:
            return False
        # One made "later" than now comes from a clock that was wrong; it must not stop the rest.
        before = [
            made for one in self.list() if (made := one.made.replace(tzinfo=now.tzinfo)) <= now
        ]
        return not before or (now - before[0] >= EVERY and last_change > before[0])

    def make(self, now: datetime, why: str = "") -> Backup:
        """Copy the file as it is now, check the copy, then thin the old ones out.

        Safe in another thread and while the program writes. Raises KnownError; then none is gone.
        """
        refuse_while_secret(self._path)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadOnlyPlace(
                f"The backup folder {self.folder} cannot be made: {error.strerror}."
            ) from error
        made = now.replace(tzinfo=None, microsecond=0)
        taken = {one.made for one in self.list()}
        while made in taken:
            made += timedelta(seconds=1)
        target = self.folder / f"{made.strftime(_STAMP)}{' ' + why if why else ''}.cxdesk"
        copy_file(self._path, target)
        for old in thinned(self.list(), made):
            with contextlib.suppress(OSError):  # it is tried again with the next backup
                old.path.unlink(missing_ok=True)
        return Backup(target, made, why, target.stat().st_size)


def copy_file(
    source: Path, target: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Copy a program file through SQLite, check the copy and move it to `target` whole.

    `progress` hears (pages done, pages in all). Raises KnownError; `target` is then as it was.
    """
    half = target.with_name(f".{target.name}.part")
    try:
        read_version(source)
        if target.exists() and target.samefile(source):
            raise KnownError(f"{target.name} is the file itself. Choose another name.")
        half.unlink(missing_ok=True)
        with named(source), closing(raw_connection(source, read_only=True)) as reading:
            reading.execute("SELECT count(*) FROM sqlite_master")
            with named(target), closing(sqlite3.connect(half, isolation_level=None)) as writing:
                reading.backup(
                    writing,
                    pages=_PAGES_A_STEP,
                    progress=lambda _status, left, all: (
                        progress(all - left, all) if progress else None
                    ),
                )
        problems = check_copy(half)
        if problems:
            raise DamagedFile(
                f"{source.name} does not hold together, so no copy was made: {problems[0]}."
            )
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        put_in_place(half, target)
    except PermissionError as error:
        raise ReadOnlyPlace(
            f"{target.name} cannot be written in {target.parent}. Choose another folder."
        ) from error
    except OSError as error:
        raise DiskFull(f"The copy {target.name} could not be written: {error.strerror}.") from error
    finally:
        for left in (half, half.with_name(f"{half.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def refuse_while_secret(path: Path) -> None:
    """Raise KnownError while a secret round is open in the file.

    Copies made one after the other, each with a ballot more, would tell the ballots apart.
    """
    if read_version(path) < SCHEMA_VERSION:
        return  # about to be migrated, before anybody votes in it
    engine = make_engine(path, read_only=True).execution_options(reading=True)
    try:
        with named(path), engine.connect() as connection:
            if urn.is_open(connection):
                raise KnownError(
                    "A secret round is open. Copies of the file made meanwhile would tell its "
                    "ballots apart: close the round first."
                )
    finally:
        engine.dispose()


def check_copy(path: Path) -> list[str]:
    """What is wrong with a copied file; empty when it opens and holds together."""
    try:
        read_version(path)
        with closing(raw_connection(path, read_only=True)) as connection:
            return quick_check(connection)
    except (KnownError, sqlite3.Error) as error:
        return [str(error)]


def restore(backup: Path, path: Path) -> None:
    """Put a checked copy of `backup` in the place of the program file, which must be closed."""
    copy_file(backup, path)


def thinned(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """The backups to remove: all of two days stay, then one a day, a week, a month.

    Days are kept for two weeks, weeks for a quarter, months for ever; of each the newest stays.
    """
    seen: set[tuple[object, ...]] = set()
    gone = []
    for one in sorted(backups, key=lambda backup: backup.made, reverse=True):
        age = now - one.made
        key: tuple[object, ...]
        if age <= timedelta(days=2):
            continue
        if age <= timedelta(days=14):
            key = ("day", one.made.date())
        elif age <= timedelta(days=92):
            key = ("week", *one.made.isocalendar()[:2])
        else:
            key = ("month", one.made.year, one.made.month)
        if key in seen:
            gone.append(one)
        seen.add(key)
    return gone
