"""Every trouble with a file has its own plain words, and the file stays byte for byte."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.model.initiatives import Initiative
from cxdesk.services import cards, people
from cxdesk.store.errors import (
    DamagedFile,
    FileLocked,
    KnownError,
    NewerFile,
    NotAProgram,
    ReadOnlyPlace,
)
from cxdesk.store.schema import SCHEMA_VERSION
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.store.journals import cut_off, journal_in_the_middle
from tests.store.writing import ask, child, hold_open

NOBODY = 65534


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))


def other_database(path: Path) -> None:
    path.unlink()
    sql(path, "CREATE TABLE notes (text)")


def header(at: int, value: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at : at + len(value)] = value
        path.write_bytes(data)

    return change


def cut_to(size: int) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(path.read_bytes()[:size])


def saying(*statements: str) -> Callable[[Path], None]:
    return lambda path: sql(path, *statements)


NEWER = header(60, (SCHEMA_VERSION + 7).to_bytes(4, "big"))
TROUBLES: dict[str, tuple[Callable[[Path], object], type[KnownError], str]] = {
    "a picture": (png, NotAProgram, "is not a program file"),
    "an empty file": (cut_to(0), NotAProgram, "is empty"),
    "a text of ten letters": (
        lambda path: path.write_text("ten letter"), NotAProgram, "is not a program file"
    ),
    "another database": (other_database, NotAProgram, "is not a program file"),
    "a newer version": (NEWER, NewerFile, f"file version {SCHEMA_VERSION + 7}.*newer cxdesk"),
    "no version": (header(60, bytes(4)), DamagedFile, "is damaged"),
    "a trigger": (
        saying("CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END"),
        NotAProgram, "holds a trigger “t”",
    ),
    "a view": (saying("CREATE VIEW v AS SELECT 1"), NotAProgram, "holds a view “v”"),
    "a virtual table": (
        saying("CREATE VIRTUAL TABLE words USING fts5(word)"), NotAProgram, "“words” that cxdesk"
    ),
    "a missing table": (saying("DROP TABLE link"), DamagedFile, "tables are missing"),
    "a page and a half": (cut_to(6000), DamagedFile, "is damaged"),
    "half a page": (cut_to(2000), DamagedFile, "is damaged"),
    "write-ahead mode": (header(18, b"\x02\x02"), DamagedFile, "is damaged"),
    "another encoding": (header(56, b"\x00\x00\x00\x02"), DamagedFile, "is damaged"),
    "a page size of 3": (header(16, b"\x00\x03"), DamagedFile, "is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_file_that_is_none_says_why_and_stays_as_it_is(
    sample_file: Path, home: Path, trouble: str, read_only: bool
) -> None:
    make, kind, words = TROUBLES[trouble]
    make(sample_file)
    before = sample_file.read_bytes()
    with pytest.raises(kind, match=words) as raised:
        Store.open(sample_file, home=home, read_only=read_only)
    assert sample_file.name in raised.value.text
    assert sample_file.read_bytes() == before
    assert [file.name for file in sample_file.parent.iterdir() if file != home] == [
        sample_file.name
    ]


def test_a_virtual_table_is_refused_as_such(sample_file: Path, home: Path) -> None:
    sql(sample_file, "CREATE VIRTUAL TABLE words USING fts5(word)")
    with pytest.raises(NotAProgram, match="holds a table “words”"):
        Store.open(sample_file, home=home)


def test_a_folder_and_a_missing_file_have_their_own_words(tmp_path: Path, home: Path) -> None:
    (tmp_path / "folder.cxdesk").mkdir()
    with pytest.raises(NotAProgram, match="is a folder"):
        Store.open(tmp_path / "folder.cxdesk", home=home)
    with pytest.raises(KnownError, match=r"no file nowhere\.cxdesk"):
        Store.open(tmp_path / "nowhere.cxdesk", home=home)


def test_a_new_file_never_replaces_one_that_is_there(sample_file: Path, home: Path) -> None:
    before = sample_file.read_bytes()
    with pytest.raises(KnownError, match="already exists"):
        Store.create(sample_file, home=home)
    assert sample_file.read_bytes() == before


def test_a_new_file_does_not_inherit_a_forgotten_journal(sample_file: Path, home: Path) -> None:
    journal = journal_in_the_middle(sample_file)
    sample_file.unlink()
    journal.rename(sample_file.with_name(f"{sample_file.name}-journal"))
    with Store.create(sample_file, home=home) as store:
        assert store.problems() == []
        assert store.head.seq == 0


# Locked ---------------------------------------------------------------------------------------


def test_a_file_open_elsewhere_says_so_at_once(sample_file: Path, home: Path) -> None:
    with child(hold_open, sample_file) as (process, line):
        assert line.recv() == "open"
        before = sample_file.read_bytes()
        begin = time.perf_counter()
        with pytest.raises(FileLocked, match=f"open in another cxdesk.*process {process.pid}"):
            Store.open(sample_file, home=home)
        taken = time.perf_counter() - begin
        assert taken < 2  # meant: 300 ms; this says only that nothing waits
        reading = Store.open(sample_file, home=home, read_only=True, clock=clock)
        with reading as store, store.read() as session:
            assert cards.board(session).cards
        assert sample_file.read_bytes() == before


def test_the_lock_of_a_killed_process_is_taken_over(sample_file: Path, home: Path) -> None:
    with child(hold_open, sample_file) as (process, line):
        assert line.recv() == "open"
        process.kill()
        process.join()
    lock = sample_file.with_name(f".{sample_file.name}.lock")
    assert lock.exists()
    with Store.open(sample_file, home=home) as store:
        store.do("Go on", lambda s: people.add(s, "Somebody"))
    assert not lock.exists()


def test_an_empty_lock_left_by_a_power_cut_is_taken_over_but_not_a_fresh_one(
    sample_file: Path, home: Path
) -> None:
    lock = sample_file.with_name(f".{sample_file.name}.lock")
    lock.touch()
    with pytest.raises(FileLocked):
        Store.open(sample_file, home=home)
    os.utime(lock, (0, 0))
    Store.open(sample_file, home=home).close()


# Not writable ---------------------------------------------------------------------------------


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def as_nobody(job: Callable[[Path], object], path: Path) -> object:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    return job(path)


def of_another(job: Callable[[Path], object], path: Path) -> object:
    """What `job` gives to one who may read `path` and its folder and write neither."""
    path.chmod(0o444)
    path.parent.chmod(0o555)
    return ask(as_nobody, job, path) if os.getuid() == 0 else ask(job, path)


def open_to_write(path: Path) -> None:
    Store.open(path, home=path.parent).close()


def read_and_try_to_write(path: Path) -> tuple[int, str, str]:
    with Store(path, home=path.parent, clock=clock, read_only=True) as store:
        with store.read() as session:
            number = len(cards.board(session).cards)
        try:
            store.do("Person", lambda s: people.add(s, "X"))
        except ReadOnlyPlace as error:
            return number, error.text, "; ".join(store.problems())
    return number, "", ""


def create_beside(path: Path) -> None:
    Store.create(path.with_name("new.cxdesk"), home=path.parent).close()


posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX here")


@posix
def test_a_read_only_folder_says_so(open_folder: Path, sample_file: Path) -> None:
    path = Path(shutil.copy(sample_file, open_folder / "theirs.cxdesk"))
    kind, text = of_another(open_to_write, path)  # type: ignore[misc]
    assert kind == "ReadOnlyPlace"
    assert "The folder of theirs.cxdesk cannot be written" in text
    kind, text = of_another(create_beside, path)  # type: ignore[misc]
    assert kind == "ReadOnlyPlace"
    assert "cannot be written" in text


@posix
def test_a_read_only_folder_can_be_read(open_folder: Path, sample_file: Path) -> None:
    path = Path(shutil.copy(sample_file, open_folder / "theirs.cxdesk"))
    assert of_another(read_and_try_to_write, path) == (
        24, "theirs.cxdesk is open for reading only. Save a copy to change it.", ""
    )  # fmt: skip


@posix
def test_a_read_only_file_in_a_folder_of_ones_own_says_so(
    open_folder: Path, sample_file: Path
) -> None:
    path = Path(shutil.copy(sample_file, open_folder / "theirs.cxdesk"))
    path.chmod(0o444)
    open_folder.chmod(0o777)
    job = (as_nobody, open_to_write, path) if os.getuid() == 0 else (open_to_write, path)
    kind, text = ask(*job)
    assert kind == "ReadOnlyPlace"
    assert "You have no right to write theirs.cxdesk" in text


@posix
def test_a_file_that_may_not_be_read_says_so(open_folder: Path, sample_file: Path) -> None:
    path = Path(shutil.copy(sample_file, open_folder / "theirs.cxdesk"))
    path.chmod(0o000)
    job = (as_nobody, open_to_write, path) if os.getuid() == 0 else (open_to_write, path)
    assert ask(*job) == ("ReadOnlyPlace", "You have no right to read theirs.cxdesk.")


def test_a_file_cut_off_in_a_change_says_so_to_one_who_only_reads(
    sample_file: Path, home: Path
) -> None:
    cut_off(sample_file)
    with pytest.raises(ReadOnlyPlace, match="cut off before it was complete"):
        Store.open(sample_file, home=home, read_only=True)
    with Store.open(sample_file, home=home) as store:
        assert store.problems() == []
    with Store.open(sample_file, home=home, read_only=True, clock=clock) as store:
        assert store.problems() == []


# Values that no column can hold ---------------------------------------------------------------


def read_all(store: Store) -> None:
    with store.read() as session:
        cards.board(session)
        for here in session.scalars(select(Initiative)):
            assert here.owner
            assert here.cost + here.impact
            assert here.start is not None
            assert here.end is not None
            assert date.min < here.start <= here.end


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiative SET state = 'sleeping'",
        "UPDATE initiative SET start = '2026-02-30'",
        'UPDATE initiative SET "end" = 7',
        "UPDATE initiative SET labels = '{'",
        "UPDATE initiative SET title = CAST(x'ff00fe' AS TEXT)",
        "UPDATE initiative SET impact = 'high', reach = x'00'",
        "UPDATE initiative SET cost = 'much'",
        "DELETE FROM person",
        "UPDATE program SET working_week = 'null'",
    ],
)
def test_a_value_that_no_column_holds_is_the_files_fault(
    sample_file: Path, home: Path, statement: str
) -> None:
    sql(sample_file, statement)
    with Store.open(sample_file, home=home, clock=clock) as store:
        with pytest.raises(DamagedFile, match="Open a backup"):
            read_all(store)
        assert store.problems() != []


def test_a_mistake_of_the_program_is_not_the_files_fault(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.read():
        _ = 1 / 0
    with pytest.raises(LookupError):
        store.do("Mistake", lambda s: {}["nothing"])
