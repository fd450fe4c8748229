"""Files of older versions: opened by today's program, nothing lost, a backup made first."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from cxdesk.services import cards, detail, initiatives
from cxdesk.store import file as file_module
from cxdesk.store import migrate
from cxdesk.store import store as store_module
from cxdesk.store.errors import DamagedFile, KnownError
from cxdesk.store.file import make_engine, read_version
from cxdesk.store.schema import METADATA, SCHEMA_VERSION
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump, dump_all
from tests.store.version1 import ROWS

FILES = Path(__file__).parents[1] / "files"

NEXT = SCHEMA_VERSION + 1
MADE_UP = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{NEXT:04d}", "{SCHEMA_VERSION:04d}"


def upgrade():
    with op.batch_alter_table("initiative") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="grey"))
        batch.alter_column("title", nullable=True)
    op.execute("UPDATE initiative SET colour = 'red' WHERE code = 'CX-101'")
    op.execute("UPDATE person SET role = 'member' WHERE role = ''")
"""


@pytest.fixture
def version1(tmp_path: Path) -> Path:
    return Path(shutil.copy(FILES / "version1.cxdesk", tmp_path / "old.cxdesk"))


@pytest.fixture(params=range(1, SCHEMA_VERSION), ids="version {}".format)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same program as written by each version before today's."""
    return Path(shutil.copy(FILES / f"version{request.param}.cxdesk", tmp_path / "older.cxdesk"))


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of the next file version, whose migration stands in a folder of its own."""
    versions = tmp_path / "scripts 100 %" / "versions"
    versions.mkdir(parents=True)
    for script in (migrate.SCRIPTS / "versions").glob("0*.py"):
        shutil.copy(script, versions)
    (versions / "made_up.py").write_text(MADE_UP)
    monkeypatch.setattr(migrate, "SCRIPTS", versions.parent)
    monkeypatch.setattr(file_module, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(store_module, "SCHEMA_VERSION", NEXT)
    return versions


# Files of each version -----------------------------------------------------------------------


def test_an_older_file_holds_what_it_held(older: Path, home: Path) -> None:
    with Store.open(older, home=home, clock=clock) as store:
        assert store.problems() == []
        with store.read() as session:
            assert [card.code for card in cards.board(session).cards] == ["CX-101", "CX-102"]
            here = detail.detail(session, detail.find(session, "CX-101") or 0)
        assert here is not None
        assert (here.title, here.labels) == ("Single customer ID", ("customer", "„Daten“"))
        assert store.label_of(store.head.seq - 1) == "Estimate"
    held = {name: len(rows) for name, rows in dump_all(older).items() if rows}
    assert held == ROWS | {"history": ROWS["history"] + 1}  # and its migration


def test_an_older_file_can_be_changed(older: Path, home: Path) -> None:
    with Store.open(older, home=home, clock=clock) as store:
        before = dump(store)
        with store.read() as session:
            here = detail.find(session, "CX-102") or 0
        store.do("Rename", lambda s: initiatives.rename(s, here, "New"))
        store.undo()
        assert dump(store) == before
        assert store.problems() == []


# The tables -----------------------------------------------------------------------------------


def test_the_tables_of_a_new_file_are_those_of_the_model(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "new.cxdesk"
    Store.create(path, home=home).close()
    _compare_with_the_model(path)


def test_the_tables_of_an_older_file_become_those_of_the_model(older: Path, home: Path) -> None:
    Store.open(older, home=home).close()
    _compare_with_the_model(older)


def _compare_with_the_model(path: Path) -> None:
    engine = make_engine(path, read_only=True)
    try:
        with engine.execution_options(reading=True).connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, METADATA) == []
    finally:
        engine.dispose()


def test_the_newest_script_makes_the_version_of_the_program() -> None:
    numbers = [int(file.name[:4]) for file in (migrate.SCRIPTS / "versions").glob("0*.py")]
    assert sorted(numbers) == list(range(1, SCHEMA_VERSION + 1))


# A made-up next version --------------------------------------------------------------------------


@pytest.mark.usefixtures("scripts")
def test_an_older_file_is_migrated_when_opened(version1: Path, home: Path) -> None:
    old = dump(version1)
    old_bytes = version1.read_bytes()
    with Store.open(version1, home=home, clock=clock) as store:
        new = dump(store)
        assert store.problems() == []
        with store.read() as session:
            assert len(cards.board(session).cards) == 2
        (backup,) = store.backups.list()
        assert backup.why == "before migration"
        assert dump(backup.path) == old
    assert read_version(version1) == NEXT
    assert read_version(backup.path) == 1
    assert old_bytes != version1.read_bytes()
    for name, rows in old.items():
        if name == "program":  # columns of later versions stand at the end
            assert [row[: len(rows[0])] for row in new[name]] == rows
        elif name == "initiative":  # more columns: pinned, brought_as, and the one made up
            assert sorted(row[:-3] for row in new[name]) == sorted(rows)
            assert sorted(row[-1] for row in new[name]) == ["grey", "red"]
        elif name == "person":
            assert len(new[name]) == len(rows)
        else:
            assert new[name] == rows, name
    assert any("member" in row for row in new["person"])


@pytest.mark.usefixtures("scripts")
def test_what_a_migration_changed_is_in_the_history_and_undo_ends_there(
    version1: Path, home: Path
) -> None:
    with closing(sqlite3.connect(version1)) as file:
        number = file.execute("SELECT max(seq) FROM history").fetchone()[0]
        file.execute("UPDATE domain SET capacity = 1")  # somebody outside, before
        file.commit()
    with Store.open(version1, home=home, clock=clock) as store:
        assert store.head.seq == number + 1
        assert store.label_of(store.head.seq) == f"Bring the file up to version {NEXT}"
        assert store.undo() is None
        assert store.redo() is None
        # The migration's own change is known; what was wrong before it is still said.
        assert store.problems() == ["A row of domain (Care) differs from what the history says."]
        with store.read() as session:
            here = detail.find(session, "CX-102") or 0
        store.do("Rename", lambda s: initiatives.rename(s, here, "New"))
        assert store.undo() is not None
        assert store.undo() is None


@pytest.mark.parametrize(
    "failing",
    [
        "    raise ValueError('in the middle')",
        "    op.execute('INSERT INTO nowhere VALUES (1)')",
        "    op.execute('DELETE FROM person')",  # leaves rows that refer to nobody
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    version1: Path, home: Path, scripts: Path, failing: str
) -> None:
    (scripts / "made_up.py").write_text(MADE_UP + failing + "\n")
    before = version1.read_bytes()
    with pytest.raises((KnownError, ValueError)):
        Store.open(version1, home=home, clock=clock)
    assert version1.read_bytes() == before
    assert not version1.with_name(f"{version1.name}-journal").exists()
    # The lock is free again, and the backup is there.
    (scripts / "made_up.py").write_text(MADE_UP)
    with Store.open(version1, home=home, clock=clock) as store:
        assert len(store.backups.list()) == 2


@pytest.mark.usefixtures("scripts")
def test_an_older_file_to_read_only_says_what_it_needs(version1: Path, home: Path) -> None:
    before = hashlib.sha256(version1.read_bytes()).digest()
    with pytest.raises(KnownError, match="must be brought up to date first"):
        Store.open(version1, home=home, read_only=True)
    assert hashlib.sha256(version1.read_bytes()).digest() == before


@pytest.mark.usefixtures("scripts")
def test_a_damaged_older_file_is_not_migrated(version1: Path, home: Path) -> None:
    with closing(sqlite3.connect(version1)) as file:
        file.execute("UPDATE history SET label = 'another' WHERE seq = 3")
        file.commit()
    before = version1.read_bytes()
    with pytest.raises(DamagedFile, match=r"History record 3 .* was changed"):
        Store.open(version1, home=home, clock=clock)
    assert version1.read_bytes() == before


@pytest.mark.usefixtures("scripts")
def test_without_a_backup_there_is_no_migration(version1: Path, home: Path) -> None:
    (home / "backups").write_text("a file where the folder should be")
    before = version1.read_bytes()
    with pytest.raises(KnownError, match="backup folder"):
        Store.open(version1, home=home, clock=clock)
    assert version1.read_bytes() == before
