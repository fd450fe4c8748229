"""Backups of one program file: made, checked, thinned out, brought back."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cxdesk.store.errors import DamagedFile, DiskFull, KnownError, ReadOnlyPlace, named
from cxdesk.store.file import quick_check, raw_connection, read_version

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
                if match:
                    made = datetime.strptime(match[1], _STAMP)
                    found.append(Backup(file, made, match[2] or "", file.stat().st_size))
        return sorted(found, key=lambda one: one.made, reverse=True)

    def due(self, now: datetime, last_change: datetime | None) -> bool:
        """Whether the newest backup is over 30 minutes old and something changed since."""
        if last_change is None:
            return False
        newest = next(iter(self.list()), None)
        if newest is None:
            return True
        made = newest.made.replace(tzinfo=now.tzinfo)
        return now - made >= EVERY and last_change > made

    def make(self, now: datetime, why: str = "") -> Backup:
        """Copy the file as it is now, check the copy, then thin the old ones out.

        Safe in another thread and while the program writes. Raises KnownError.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadOnlyPlace(
                f"The backup folder {self.folder} cannot be made: {error.strerror}."
            ) from error
        target = self.folder / f"{now.strftime(_STAMP)}{' ' + why if why else ''}.cxdesk"
        copy_file(self._path, target)
        for old in thinned(self.list(), now.replace(tzinfo=None)):
            old.path.unlink(missing_ok=True)
        return Backup(target, now.replace(tzinfo=None), why, target.stat().st_size)


def copy_file(
    source: Path, target: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Copy a program file through SQLite, check the copy and move it to `target` whole.

    `progress` hears (pages done, pages in all). Raises KnownError; `target` is then as it was.
    """
    half = target.with_name(f".{target.name}.part")
    try:
        half.unlink(missing_ok=True)
        with named(source):
            reading = raw_connection(source, read_only=True)
            writing = sqlite3.connect(half, isolation_level=None)
            try:
                reading.backup(
                    writing,
                    pages=_PAGES_A_STEP,
                    progress=lambda _status, left, all: (
                        progress(all - left, all) if progress else None
                    ),
                )
            finally:
                reading.close()
                writing.close()
        problems = check_copy(half)
        if problems:
            raise DamagedFile(f"The copy of {source.name} does not hold together: {problems[0]}.")
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.replace(target)
    except OSError as error:
        full = f"The copy {target.name} could not be written: {error.strerror}."
        raise DiskFull(full) from error
    finally:
        half.unlink(missing_ok=True)


def check_copy(path: Path) -> list[str]:
    """What is wrong with a copied file; empty when it opens and holds together."""
    try:
        read_version(path)
        connection = raw_connection(path, read_only=True)
        try:
            return quick_check(connection)
        finally:
            connection.close()
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
