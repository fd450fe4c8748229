"""The SQLite file of a program: its header, its connections and their pragmas."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from cxdesk.store.errors import (
    KnownError,
    NewerFile,
    NotAProgram,
    ReadOnlyPlace,
    damaged_file,
    named,
)
from cxdesk.store.recorder import json_text
from cxdesk.store.schema import METADATA, SCHEMA_VERSION

APPLICATION_ID = 0x4358444B  # "CXDK"
_MAGIC = b"SQLite format 3\x00"
_BUSY_MS = 250
# Header bytes that never differ: no WAL (18, 19), no auto-vacuum (52-55), UTF-8 (56-59). SQLite
# would act on another value, and some of them make it write at the mere opening.
_FIXED = ((18, 1), (19, 1), (52, 0), (53, 0), (54, 0), (55, 0), (56, 0), (57, 0), (58, 0), (59, 1))

# Every connection of the program sets these. DELETE rather than WAL: a WAL file cannot be read
# in a read-only folder, and SQLite before 3.51.3 can lose commits in it.
PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",  # what is removed is overwritten, in pages that are given up too
    f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
    "PRAGMA cache_spill=OFF",  # a spill locks readers out until the commit
)
_READ_PRAGMAS = tuple(
    line for line in PRAGMAS if not line.startswith(("PRAGMA journal_mode", "PRAGMA synchronous"))
)


def read_version(path: Path) -> int:
    """The schema version in the header of `path`, read without opening it as a database.

    Raises NotAProgram, NewerFile, DamagedFile or ReadOnlyPlace; writes nothing.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise KnownError(f"There is no file {path.name} in {path.parent}.") from None
    except IsADirectoryError:
        raise NotAProgram(f"{path.name} is a folder, not a program file of cxdesk.") from None
    except PermissionError:
        raise ReadOnlyPlace(f"You have no right to read {path.name}.") from None
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read: {error.strerror}.") from error
    if not size:
        raise NotAProgram(f"{path.name} is empty: it is not a program file of cxdesk.")
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProgram(f"{path.name} is not a program file of cxdesk.")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise NewerFile(
            f"{path.name} was written by a newer cxdesk (file version {version}, this program "
            f"reads up to {SCHEMA_VERSION}). It was left as it is. Install the newer cxdesk."
        )
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    if version < 1 or page < 512 or size < page or any(header[at] != is_ for at, is_ in _FIXED):
        raise damaged_file(path)
    return version


def refuse_foreign_schema(path: Path, *, read_only: bool) -> None:
    """Raise DamagedFile or NotAProgram if the file's schema holds what we never put there."""
    with named(path):
        connection = raw_connection(path, read_only=read_only)
        try:
            rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        finally:
            connection.close()
    for kind, name, sql in rows:
        if kind in ("trigger", "view") or "CREATE VIRTUAL" in str(sql).upper():
            raise NotAProgram(
                f"{path.name} holds a {kind} “{name}” that cxdesk never makes. "
                "It was left as it is: ask whoever sent it."
            )
    tables = {name for kind, name, _sql in rows if kind == "table"}
    if not read_version(path) < SCHEMA_VERSION and not set(METADATA.tables) <= tables:
        raise damaged_file(path, "tables are missing")


def raw_connection(
    path: Path, *, read_only: bool, check_same_thread: bool = True
) -> sqlite3.Connection:
    """A connection with the program's pragmas; plain for what SQLAlchemy is not for."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        isolation_level=None,
        check_same_thread=check_same_thread,
        cached_statements=512,
    )
    try:
        for line in _READ_PRAGMAS if read_only else PRAGMAS:
            connection.execute(line)
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, *, read_only: bool, durable: bool = True) -> Engine:
    """The engine of one file: explicit transactions, writers begin IMMEDIATE, readers deferred.

    Not `durable` leaves out every fsync: for a file that is still being made.

    Python's own transaction handling neither makes DDL transactional nor keeps SAVEPOINT honest,
    so it is switched off and SQLAlchemy's begin event takes its place.
    """

    def connect() -> sqlite3.Connection:
        connection = raw_connection(path, read_only=read_only, check_same_thread=False)
        if not durable:
            connection.execute("PRAGMA synchronous=OFF")
        return connection

    # The last connection used is the next one used: its page cache is warm.
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=2,
        pool_use_lifo=True,
        json_serializer=json_text,
        hide_parameters=True,  # an error quotes its statement in the log: no ballot goes there
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def create_file(path: Path) -> None:
    """Make an empty program file at `path`, which must not exist yet.

    Made under another name and moved into place, so that no half-made file is ever seen.
    """
    if path.exists():
        raise KnownError(f"{path.name} already exists. Choose another name.")
    half = path.with_name(f".{path.name}.new")
    try:
        half.unlink(missing_ok=True)
        half.touch()
        engine = make_engine(half, read_only=False)
        try:
            with named(path), engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                stamp_version(connection, SCHEMA_VERSION)
                METADATA.create_all(connection)
        finally:
            engine.dispose()
        put_in_place(half, path)
    except PermissionError:
        raise ReadOnlyPlace(f"The folder {path.parent} cannot be written.") from None
    except OSError as error:
        raise KnownError(f"{path.name} cannot be made: {error.strerror}.") from error
    finally:
        with_journal = half.with_name(half.name + "-journal")
        for left in (half, with_journal):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def put_in_place(half: Path, path: Path) -> None:
    """Move a finished file to `path`, so that a power cut leaves the old one or the new one."""
    # The journal of a crashed predecessor would be rolled back into the new file.
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    half.replace(path)
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be synced
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def stamp_version(connection: Connection, version: int) -> None:
    """Write the schema version into the file's header."""
    connection.exec_driver_sql(f"PRAGMA user_version={int(version)}")


def quick_check(connection: sqlite3.Connection) -> list[Any]:
    """What SQLite finds wrong with the file's structure; empty when nothing."""
    problems = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    problems += [
        f"a row of {table} refers to a missing {parent}" for table, _, parent, _ in orphans
    ]
    return [problem for problem in problems if problem != "ok"]
