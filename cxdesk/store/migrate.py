"""Bringing an older file up to date with Alembic, in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from cxdesk.store import audit, history
from cxdesk.store.errors import damaged_file, named
from cxdesk.store.file import make_engine, read_version, stamp_version

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(path: Path, now: datetime, scripts: Path | None = None) -> None:
    """Migrate the file at `path` to the newest version in `scripts`, by default the program's own.

    The version in the file's header is the only one kept; revisions are its number, "0001".
    What a migration does to rows is an entry of the history like any other change, so that the
    history still says what the tables hold; rows that were changed outside before stay suspect.
    Undo ends there: older entries speak of tables as they were.
    Raises KnownError, for a history that does not verify too; the file is then as it was.
    """
    directory = _directory(scripts or SCRIPTS)
    newest = newest_version(scripts)
    was = read_version(path)
    engine = make_engine(path, read_only=False)
    try:
        with named(path), engine.connect() as connection:
            # Batch mode rebuilds tables; with foreign keys on it would delete children. The
            # pragma does nothing inside a transaction, so it is set before BEGIN.
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                context = MigrationContext.configure(connection)
                for problem in history.verify(connection):
                    raise damaged_file(path, problem.rstrip("."))
                suspect = {_row(one) for one in audit.changed_outside(connection)}
                with Operations.context(context):
                    # Not through run_migrations: that keeps a second version in a table.
                    steps = directory.iterate_revisions("head", f"{was:04d}")
                    for script in reversed(list(steps)):
                        script.module.upgrade()
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise damaged_file(path, "rows refer to missing rows")
                moved = list(audit.changed_outside(connection))
                history.append_migration(
                    connection,
                    at=now.astimezone(UTC).isoformat(timespec="milliseconds"),
                    label=f"Bring the file up to version {newest}",
                    changes=tuple(one.change for one in moved if _row(one) not in suspect),
                )
                stamp_version(connection, newest)
    finally:
        engine.dispose()


def newest_version(scripts: Path | None = None) -> int:
    """The version that the scripts on disk lead to; 0 when there are none."""
    return int(_directory(scripts or SCRIPTS).get_current_head() or "0")


def _directory(scripts: Path) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _row(one: audit.Difference) -> tuple[str, int]:
    return one.change.table, one.change.id
