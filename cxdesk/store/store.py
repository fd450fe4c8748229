"""One open program file: the only door through which anything is read or written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.store import audit, contents, history, replay
from cxdesk.store.backups import Backups
from cxdesk.store.beside import Beside
from cxdesk.store.errors import DamagedFile, KnownError, ReadOnlyPlace, damaged_file, named
from cxdesk.store.file import (
    create_file,
    make_engine,
    quick_check,
    raw_connection,
    read_version,
    refuse_foreign_schema,
)
from cxdesk.store.history import ChangeSet, Head
from cxdesk.store.lock import take_lock
from cxdesk.store.recorder import RowChange, record
from cxdesk.store.schema import SCHEMA_VERSION
from cxdesk.store.sessions import ReadSession, WriteSession
from cxdesk.store.turn import Turn

T = TypeVar("T")

_MOST_PROBLEMS = 20
_LONG = 500_000  # characters of changes, as of a thousand new rows


class Clock(Protocol):
    """Tells the time as an aware datetime."""

    def __call__(self) -> datetime:
        """The time now."""
        ...


def system_clock() -> datetime:
    """The computer's own time, in its own zone."""
    return datetime.now().astimezone()


class Store:
    """An open program file; make one with `Store.create` or `Store.open`.

    `who` is written into the history. `clock` tells the time; tests inject their own.
    """

    def __init__(
        self,
        path: Path,
        *,
        home: Path,
        read_only: bool = False,
        clock: Clock = system_clock,
        who: str = "cxdesk",
        durable: bool = True,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.clock = clock
        self.who = who
        self.backups = Backups(path, home)
        self._lock = None if read_only else take_lock(path)
        try:
            self._prepare()
            self._engine = make_engine(path, read_only=read_only, durable=durable)
            self._reading = self._engine.execution_options(reading=True)
            try:
                with named(path), self._reading.connect() as connection:
                    self._head = history.read_head(connection)
            except BaseException:
                self._engine.dispose()
                raise
        except BaseException:
            self._unlock()
            raise
        self._turn = Turn()
        self._beside = Beside()

    # Opening and closing --------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        home: Path,
        clock: Clock = system_clock,
        who: str = "cxdesk",
        durable: bool = True,
    ) -> Store:
        """Make an empty program file at `path` and open it. Raises KnownError.

        Not `durable` is for a file that is still being made and may be lost with a crash.
        """
        path = path.absolute()
        create_file(path)
        return cls(path.resolve(), clock=clock, who=who, home=home, durable=durable)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        home: Path,
        read_only: bool = False,
        clock: Clock = system_clock,
        who: str = "cxdesk",
    ) -> Store:
        """Open the program file at `path`; `home` is the folder that keeps its backups.

        An older file is migrated after a verified backup. Raises KnownError with plain words;
        the file is then byte for byte as it was.
        """
        path = path.absolute()
        read_version(path)
        return cls(path.resolve(), read_only=read_only, clock=clock, who=who, home=home)

    def _prepare(self) -> None:
        version = read_version(self.path)
        if not self.read_only and not os.access(self.path, os.W_OK):
            # SQLite would open it all the same and refuse the first change.
            raise ReadOnlyPlace(
                f"You have no right to write {self.path.name}. "
                "Open it for reading only, or copy it to a folder of your own."
            )
        refuse_foreign_schema(self.path, read_only=self.read_only)
        if version == SCHEMA_VERSION:
            return
        if self.read_only:
            raise KnownError(
                f"{self.path.name} is of an older cxdesk and must be brought up to date first, "
                "which needs the right to write it."
            )
        from cxdesk.store.migrate import upgrade  # Alembic costs start-up time

        self.backups.make(self.clock(), "before migration")
        upgrade(self.path, self.clock())

    def close(self) -> None:
        """Close the file and free its lock; a closed store is not used again."""
        self._engine.dispose()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    # Reading --------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the file and cannot change it."""
        with (
            self._turn.door,
            self._blaming(),
            ReadSession(self._reading, autoflush=False) as session,
        ):
            self._inform(session)
            yield session

    def ask_beside(
        self, query: Callable[[Session], T], given_up: Callable[[], bool] = lambda: False
    ) -> T:
        """What `query` finds, from another thread than the window's; a write comes before it."""

        def open() -> Session:
            session = ReadSession(self._reading, autoflush=False)
            self._inform(session)
            return session

        try:
            with named(self.path):
                return self._beside.ask(open, query, given_up)
        except (KnownError, RuleBroken):
            raise
        except Exception:
            if given_up():
                raise
            with self.read() as session:  # which says whose fault it is
                return query(session)

    @contextmanager
    def _blaming(self) -> Iterator[None]:
        # What fails in no named way is a mistake of the program, unless the file is unsound: then
        # a value that no type can read, or a row without its neighbour, is the file's fault.
        try:
            with named(self.path):
                yield
        except (KnownError, RuleBroken):
            raise
        except Exception as error:
            try:
                unsound = bool(self.problems())
            except KnownError:
                unsound = True
            if unsound:
                raise damaged_file(self.path) from error
            raise

    @property
    def head(self) -> Head:
        """The end of the history."""
        return self._head

    def label_of(self, seq: int | None) -> str:
        """The label of a history entry; empty for None."""
        if seq is None:
            return ""
        with self._blaming(), self._reading.connect() as connection:
            return history.label_of(connection, seq)

    def is_long(self, seq: int | None) -> bool:
        """Whether to undo or redo a history entry takes longer than a window may stand still."""
        if seq is None:
            return False
        with self._blaming(), self._reading.connect() as connection:
            return history.size_of(connection, seq) > _LONG

    def problems(self) -> list[str]:
        """What is wrong with the file; empty when nothing. Seconds for a very large one.

        Looks at its structure, then at the history's chain, then whether the tables hold what the
        history says; at most twenty are named. Raises KnownError where it is not let in.
        """
        try:
            with named(self.path):
                with closing(raw_connection(self.path, read_only=True)) as connection:
                    if found := quick_check(connection):
                        return found
                with self._reading.connect() as reading:
                    # What a broken history says of the rows proves nothing.
                    chain = list(history.verify(reading))
                    return chain or list(islice(audit.problems(reading), _MOST_PROBLEMS))
        except DamagedFile as error:
            return [error.text]

    # Writing --------------------------------------------------------------------------------

    def do(
        self, label: str, command: Callable[[Session], T], *, lasting: bool = False
    ) -> tuple[T, ChangeSet | None]:
        """Run `command` in one recorded transaction: all of it is kept, or nothing.

        Returns the command's result and what changed, None when nothing did. Raises RuleBroken
        from the command, KnownError for trouble with the file; both leave everything as it was.
        A `lasting` change, and what was done before it, cannot be undone.

        A long one may run in another thread than the window's. The window reads meanwhile as if it
        had not begun; a second write raises Busy.
        """
        made: list[ChangeSet] = []
        with self._transaction() as session:
            recorder = record(session)
            result = command(session)
            session.flush()
            changes = recorder.changes()
            if changes:
                connection = session.connection()
                made.append(self._append(connection, label, changes, lasting=lasting))
        return result, made[0] if made else None

    @contextmanager
    def write(self, label: str) -> Iterator[Session]:
        """The same as `do` for a block of code: one recorded transaction."""
        with self._transaction() as session:
            recorder = record(session)
            yield session
            session.flush()
            changes = recorder.changes()
            if changes:
                self._append(session.connection(), label, changes)

    def rehearse(self, command: Callable[[Session], T]) -> T:
        """What `command` returns when it is run as `do` runs it; then everything is taken back.

        No byte of the file changes and nothing is recorded. Raises as `do` does.
        """
        with self._transaction(keep=False) as session:
            record(session)
            result = command(session)
            session.flush()
        return result

    def undo(self) -> ChangeSet | None:
        """Take back the newest change that still stands; None when there is none.

        Raises KnownError where the file was changed outside since.
        """
        return self._walk("undo")

    def redo(self) -> ChangeSet | None:
        """Bring back what was undone last; None when there is nothing. Raises as `undo` does."""
        return self._walk("redo")

    def _walk(self, kind: str) -> ChangeSet | None:
        top = self._head.undo_top if kind == "undo" else self._head.redo_top
        if top is None:
            return None
        with self._transaction() as session:
            connection = session.connection()
            target = history.read_entry(connection, top)
            if not history.intact(connection, target):
                raise replay.changed_since()
            changes = tuple(one.inverted() for one in history.decode(target["changes"]))
            replay.apply(connection, changes)
            made = self._append(connection, target["label"], changes, kind, target)
            try:
                with self._turn.door:
                    session.commit()
            except IntegrityError as error:  # foreign keys are checked here
                raise replay.changed_since() from error
            return made

    def sweep(self) -> int:
        """Remove contents that no row names and undo cannot bring back; returns how many."""
        with self._transaction() as session:
            return contents.sweep(session.connection(), self._head)

    @contextmanager
    def _transaction(self, *, keep: bool = True) -> Iterator[WriteSession]:
        if self.read_only:
            raise ReadOnlyPlace(
                f"{self.path.name} is open for reading only. Save a copy to change it."
            )
        with (
            self._turn.to_write(),
            self._beside.kept_out(),
            self._blaming(),
            WriteSession(self._engine, expire_on_commit=False) as session,
        ):
            self._inform(session)
            self._new_head: Head | None = None
            try:
                yield session
                if keep:
                    with self._turn.door:
                        session.commit()
                        self._head = self._new_head or self._head
                else:
                    session.rollback()
            except BaseException:
                session.rollback()
                raise

    def _append(
        self,
        connection: Connection,
        label: str,
        changes: tuple[RowChange, ...],
        kind: str = "do",
        target: dict[str, Any] | None = None,
        *,
        lasting: bool = False,
    ) -> ChangeSet:
        at = self.clock().astimezone(UTC).isoformat(timespec="milliseconds")
        self._new_head, change_set = history.append(
            connection,
            history.read_head(connection),
            at=at,
            who=self.who,
            label=label,
            changes=changes,
            kind=kind,
            target=target,
            lasting=lasting,
        )
        return change_set

    def _inform(self, session: Session) -> None:
        session.info["clock"] = self.clock
        session.info["who"] = self.who


__all__ = ["Clock", "Store", "system_clock"]
