"""Files that leave are there whole, or the old ones are."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.exchange.out.whole import foreign, write_folder, write_whole
from cxdesk.store.errors import DiskFull, KnownError, ReadOnlyPlace

_NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    write_whole(out, b"one")
    out.chmod(0o640)
    write_whole(out, iter((b"two", b" pieces")))
    assert out.read_bytes() == b"two pieces"
    assert out.stat().st_mode & 0o777 == 0o640
    assert _names(tmp_path) == ["out.json"]


def test_the_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_what_fails_while_it_is_made_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_whole(out, pieces())
    assert out.read_bytes() == b"old"
    assert _names(tmp_path) == ["out.json"]


@pytest.fixture
def small_disk() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_disk")
def test_no_room_leaves_the_old_files_and_is_said(tmp_path: Path) -> None:
    out, folder = tmp_path / "out.json", tmp_path / "csv"
    out.write_bytes(b"old")
    with pytest.raises(DiskFull, match=r"no room left for out\.json"):
        write_whole(out, b"x" * 10_000)
    with pytest.raises(DiskFull, match="no room left for csv"):
        write_folder(folder, {"a.csv": b"a", "b.csv": b"x" * 10_000})
    assert out.read_bytes() == b"old"
    assert _names(tmp_path) == ["out.json"]
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"old a")
    with pytest.raises(DiskFull):
        write_folder(folder, {"a.csv": b"a", "b.csv": b"x" * 10_000})
    assert {name: (folder / name).read_bytes() for name in _names(folder)} == {"a.csv": b"old a"}


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_bytes(b"old")
    code = (
        "import sys, time; from pathlib import Path\n"
        "from cxdesk.exchange.out.whole import write_whole\n"
        "def pieces():\n"
        "    yield b'x' * 1_000_000\n"
        "    print('half', flush=True); time.sleep(60)\n"
        "write_whole(Path(sys.argv[1]), pieces())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=20) == -signal.SIGKILL
    assert out.read_bytes() == b"old"


@_NOT_ROOT
def test_a_read_only_place_is_said(tmp_path: Path) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    (place / "out.json").write_bytes(b"old")
    place.chmod(0o500)
    try:
        with pytest.raises(ReadOnlyPlace, match="choose another folder"):
            write_whole(place / "out.json", b"new")
        assert (place / "out.json").read_bytes() == b"old"
    finally:
        place.chmod(0o700)


def test_places_that_are_none_are_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError, match="There is no folder"):
        write_whole(tmp_path / "nowhere" / "out.json", b"")
    with pytest.raises(KnownError, match="is a folder"):
        write_whole(tmp_path / "folder", b"")
    with pytest.raises(KnownError, match="is a file: choose a folder"):
        write_folder(tmp_path / "file", {"a.csv": b""})
    with pytest.raises(KnownError, match="There is no folder"):
        write_folder(tmp_path / "nowhere" / "csv", {"a.csv": b""})
    with pytest.raises(KnownError, match="too long"):
        write_whole(tmp_path / ("x" * 300), b"")


def test_a_program_is_never_written_over(tmp_path: Path) -> None:
    program = tmp_path / "mine.json"
    program.write_bytes(b"SQLite format 3\0rest")
    with pytest.raises(KnownError, match="is a program"):
        write_whole(program, b"new")
    with pytest.raises(KnownError, match="is a program"):
        write_folder(tmp_path, {"mine.json": b"new"}, among=True)
    assert program.read_bytes() == b"SQLite format 3\0rest"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    write_whole(pipe, b"through")
    assert reader.communicate(timeout=20)[0] == b"through"
    assert pipe.is_fifo()


def test_a_folder_is_made_and_filled_again(tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    assert foreign(folder, ["a.csv"]) == ()
    write_folder(folder, {"a.csv": b"1", "b.csv": b"2"})
    write_folder(folder, {"a.csv": b"3", "b.csv": b"4"})
    assert [(folder / name).read_bytes() for name in _names(folder)] == [b"3", b"4"]


def test_a_folder_with_other_files_is_refused_until_allowed(tmp_path: Path) -> None:
    (tmp_path / "letter.odt").write_bytes(b"mine")
    (tmp_path / "photo.png").write_bytes(b"mine")
    files = {"a.csv": b"1"}
    assert foreign(tmp_path, files) == ("letter.odt", "photo.png")
    with pytest.raises(KnownError, match=r"letter\.odt and 1 more"):
        write_folder(tmp_path, files)
    assert _names(tmp_path) == ["letter.odt", "photo.png"]
    write_folder(tmp_path, files, among=True)
    assert _names(tmp_path) == ["a.csv", "letter.odt", "photo.png"]


@pytest.mark.parametrize("name", ["../out.csv", "a/b.csv", "..", "/etc/out.csv"])
def test_names_of_files_are_no_paths(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a file"):
        write_folder(tmp_path / "csv", {name: b""})
    assert _names(tmp_path) == []
