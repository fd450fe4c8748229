"""Backups: when they are due, that they hold together, which are thinned out, how one returns."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxdesk.services import people
from cxdesk.store.backups import Backup, Backups, copy_file, restore, thinned
from cxdesk.store.errors import DamagedFile, KnownError, NotAProgram, ReadOnlyPlace
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump, dump_all
from tests.store.journals import cut_off, journal_in_the_middle
from tests.store.writing import ask

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def backups(sample_file: Path, home: Path) -> Backups:
    return Backups(sample_file, home)


def left_overs(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if ".part" in file.name]


# When -----------------------------------------------------------------------------------------


def test_a_backup_is_due_every_thirty_minutes_of_change(backups: Backups) -> None:
    assert not backups.due(NOW, None)
    assert backups.due(NOW, NOW - MINUTE)
    backups.make(NOW)
    assert not backups.due(NOW + 29 * MINUTE, NOW + 5 * MINUTE)
    assert backups.due(NOW + 30 * MINUTE, NOW + 5 * MINUTE)
    assert not backups.due(NOW + 30 * MINUTE, NOW - MINUTE), "nothing changed since"


def test_a_clock_that_was_wrong_does_not_stop_backups(backups: Backups) -> None:
    backups.make(NOW + timedelta(days=4000))
    assert backups.due(NOW, NOW - MINUTE)
    backups.make(NOW)
    assert not backups.due(NOW + MINUTE, NOW + MINUTE)


# Made and listed ------------------------------------------------------------------------------


def test_a_backup_holds_all_that_the_file_holds(backups: Backups, sample_file: Path) -> None:
    made = backups.make(NOW, "before import")
    assert backups.list() == [made]
    assert (made.made, made.why) == (NOW.replace(tzinfo=None), "before import")
    assert made.size == made.path.stat().st_size
    assert dump_all(made.path) == dump_all(sample_file)
    with Store.open(made.path, home=made.path.parent, read_only=True) as store:
        assert store.problems() == []


def test_a_backup_is_made_while_the_file_is_open(store: Store) -> None:
    made = store.backups.make(NOW)
    assert dump(made.path) == dump(store)
    store.do("Person", lambda s: people.add(s, "Somebody"))
    assert dump(made.path) != dump(store)


def test_backups_within_one_second_are_all_kept(backups: Backups) -> None:
    made = [backups.make(NOW + timedelta(microseconds=n)) for n in range(3)]
    assert backups.list() == made[::-1]
    assert len({one.path for one in made}) == 3


def test_two_files_of_one_name_keep_their_backups_apart(tmp_path: Path, home: Path) -> None:
    one, other = (Backups(tmp_path / name / "same.cxdesk", home) for name in "ab")
    assert one.folder != other.folder
    assert one.folder.name.startswith("same ")


def test_what_is_no_backup_is_not_listed(backups: Backups) -> None:
    made = backups.make(NOW)
    for name in ("notes.txt", "2026-02-30 120000.cxdesk", ".2026-11-01 120000.cxdesk.part"):
        (backups.folder / name).write_text("x")
    assert backups.list() == [made]


# Refused --------------------------------------------------------------------------------------


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 5 : 4096 * 9] = bytes(4096 * 4)
    path.write_bytes(data)


def test_a_damaged_file_is_not_backed_up_and_nothing_is_rotated_out(
    backups: Backups, sample_file: Path
) -> None:
    for hour in range(3):  # two of them would be thinned out by the next
        backups.make(NOW - timedelta(days=10, hours=hour))
    before = backups.list()
    damage(sample_file)
    with pytest.raises(DamagedFile, match=r"meridian\.cxdesk"):
        backups.make(NOW)
    assert backups.list() == before
    assert left_overs(backups.folder) == []


def test_a_sound_backup_rotates_old_ones_out(backups: Backups) -> None:
    for hour in range(3):
        backups.make(NOW - timedelta(days=10, hours=hour))
    made = backups.make(NOW)
    assert [one.made for one in backups.list()] == [
        made.made,
        (NOW - timedelta(days=10)).replace(tzinfo=None),
    ]


def test_a_folder_that_cannot_be_made_is_said(backups: Backups, home: Path) -> None:
    (home / "backups").write_text("in the way")
    with pytest.raises(ReadOnlyPlace, match=r"backup folder .* cannot be made"):
        backups.make(NOW)


def copy_as_nobody(source: Path, target: Path) -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    copy_file(source, target)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX here")
def test_a_folder_that_cannot_be_written_is_said(
    sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "theirs.cxdesk"
        copy_file(sample_file, source)
        source.chmod(0o444)
        folder.chmod(0o555)
        kind, text = ask(copy_as_nobody, source, folder / "copy.cxdesk")
        folder.chmod(0o755)
    assert kind == "ReadOnlyPlace"
    assert "copy.cxdesk" in text


def test_an_interrupted_copy_leaves_no_half_file(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.cxdesk"
    target.parent.mkdir()

    class Cancelled(Exception):
        pass

    def cancel(done: int, whole: int) -> None:
        assert 0 < done <= whole
        raise Cancelled

    with pytest.raises(Cancelled):
        copy_file(sample_file, target, cancel)
    assert list(target.parent.iterdir()) == []


def test_a_copy_onto_the_file_itself_is_refused(sample_file: Path) -> None:
    before = sample_file.read_bytes()
    with pytest.raises(KnownError, match="is the file itself"):
        copy_file(sample_file, sample_file)
    (sample_file.parent / "link.cxdesk").symlink_to(sample_file)
    with pytest.raises(KnownError, match="is the file itself"):
        copy_file(sample_file, sample_file.parent / "link.cxdesk")
    assert sample_file.read_bytes() == before


def test_what_is_no_program_file_is_not_copied(sample_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.cxdesk"
    other.write_text("no program")
    with pytest.raises(NotAProgram):
        copy_file(other, sample_file)
    with Store.open(sample_file, home=tmp_path) as store:
        assert store.problems() == []


# Restored -------------------------------------------------------------------------------------


def test_a_backup_comes_back(sample_file: Path, home: Path) -> None:
    with Store.open(sample_file, home=home, clock=clock) as store:
        made, before = store.backups.make(NOW), dump(store)
        store.do("Person", lambda s: people.add(s, "Somebody"))
    restore(made.path, sample_file)
    assert dump(sample_file) == before
    with Store.open(sample_file, home=home) as store:
        assert store.problems() == []
    assert made.path.exists()


def test_a_damaged_backup_does_not_replace_the_file(sample_file: Path, backups: Backups) -> None:
    made = backups.make(NOW)
    damage(made.path)
    before = sample_file.read_bytes()
    with pytest.raises(DamagedFile, match="2026-11-23 090000"):
        restore(made.path, sample_file)
    assert sample_file.read_bytes() == before
    assert left_overs(sample_file.parent) == []


def test_a_backup_is_not_torn_by_the_journal_of_the_file_it_replaces(
    sample_file: Path, backups: Backups, home: Path
) -> None:
    made, before = backups.make(NOW), dump(sample_file)
    with Store.open(sample_file, home=home, clock=clock) as store:  # pages that the backup lacks
        store.do("Long", lambda s: people.add(s, "Long", role="x" * 300_000))
    journal = journal_in_the_middle(sample_file)
    damage(sample_file)
    journal.rename(sample_file.with_name(f"{sample_file.name}-journal"))
    restore(made.path, sample_file)
    with Store.open(sample_file, home=home) as store:
        assert store.problems() == []
        assert dump(store) == before


def test_a_change_cut_off_is_not_copied_as_if_it_were_whole(
    sample_file: Path, tmp_path: Path
) -> None:
    cut_off(sample_file)
    with pytest.raises(ReadOnlyPlace, match="cut off"):
        copy_file(sample_file, tmp_path / "copy.cxdesk")
    assert not (tmp_path / "copy.cxdesk").exists()


# Thinned out ----------------------------------------------------------------------------------

LOCAL = NOW.replace(tzinfo=None)
MOMENTS = st.lists(
    st.datetimes(min_value=LOCAL - timedelta(days=900), max_value=LOCAL + timedelta(days=3)),
    max_size=60,
    unique=True,
)


def backup(made: datetime) -> Backup:
    return Backup(Path(f"{made:%Y-%m-%d %H%M%S}"), made, "", 1)


@given(MOMENTS)
@example([datetime(2026, 8, 1), datetime(2026, 8, 31), datetime(2026, 9, 1)])
def test_thinning_keeps_two_days_and_the_newest_of_each_period(moments: list[datetime]) -> None:
    every = [backup(made) for made in moments]
    gone = thinned(every, LOCAL)
    kept = [one for one in every if one not in gone]
    assert thinned(kept, LOCAL) == []
    for one in every:
        age = LOCAL - one.made
        if age <= timedelta(days=2):
            assert one in kept
            continue
        if age <= timedelta(days=14):
            period = [b for b in every if b.made.date() == one.made.date()]
        elif age <= timedelta(days=92):
            period = [b for b in every if b.made.isocalendar()[:2] == one.made.isocalendar()[:2]]
        else:
            # Younger ones of the same month may stand back for the newest of their week.
            period = [
                b
                for b in every
                if (b.made.year, b.made.month) == (one.made.year, one.made.month)
                and LOCAL - b.made > timedelta(days=92)
            ]
        newest = max(period, key=lambda b: b.made)
        assert newest in kept, "the newest of a period stays"


def test_a_year_of_half_hours_thins_to_a_few_dozen() -> None:
    every = [backup(LOCAL - n * 30 * MINUTE) for n in range(365 * 48)]
    kept = len(every) - len(thinned(every, LOCAL))
    # Two days of 48 and the one at the border, twelve days, eleven to twelve weeks, nine months.
    assert 97 + 12 + 11 + 9 <= kept <= 97 + 13 + 13 + 11
