"""What can go wrong with a file, in plain words; anything else is a bug of the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, DBAPIError


class KnownError(Exception):
    """A named trouble outside the program; its text says what happened and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotAProgram(KnownError):
    """The file is no program file of cxdesk."""


class NewerFile(KnownError):
    """The file was written by a newer cxdesk."""


class DamagedFile(KnownError):
    """The file's contents do not hold together."""


class FileLocked(KnownError):
    """Another cxdesk has the file open."""


class ReadOnlyPlace(KnownError):
    """The file or its folder cannot be written."""


class Busy(KnownError):
    """Something long is being written at this moment."""


class DiskFull(KnownError):
    """There is no room left for the change."""


def explain(error: BaseException, path: Path) -> KnownError | None:
    """The named trouble behind a database error; None when it is none of those we know."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(origin, sqlite3.Error):
        return None
    name = getattr(origin, "sqlite_errorname", "") or ""
    file = path.name
    if name == "SQLITE_FULL":
        return DiskFull(
            f"There is no room left on the disk of {file}. Nothing was changed. "
            "Free some space and try again."
        )
    if name == "SQLITE_READONLY_ROLLBACK":
        return ReadOnlyPlace(
            f"The last change to {file} was cut off before it was complete. Open the file for "
            "writing once: that takes the half change back."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ReadOnlyPlace(
            f"{file} or its folder cannot be written. Nothing was changed. "
            "Save a copy in a folder of your own to go on."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return FileLocked(
            f"Another program is using {file} at this moment. Nothing was changed. Try again."
        )
    if name.startswith("SQLITE_IOERR"):
        return DiskFull(
            f"The disk refused to read or write {file}. Nothing was changed. "
            "It may be full or failing: free some space or save a copy elsewhere."
        )
    damaged = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_SCHEMA", "SQLITE_ERROR")
    if name.startswith(damaged) or isinstance(origin, sqlite3.OperationalError):
        return damaged_file(path)
    if isinstance(origin, sqlite3.DatabaseError) and not isinstance(
        origin, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError
    ):
        return damaged_file(path)
    return None


def damaged_file(path: Path, detail: str = "") -> DamagedFile:
    """The message for a file that does not hold together."""
    more = f" ({detail})" if detail else ""
    return DamagedFile(
        f"{path.name} is damaged{more}. It was left as it is. Open a backup: File, Backups."
    )


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn database errors inside into KnownError where they have a name."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        known = explain(error, path)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        # sqlite3 fails so at its own message when a damaged schema is quoted in it.
        raise damaged_file(path) from error
