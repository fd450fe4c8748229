"""A file outside the program file is written whole, or what stood there stays."""

from __future__ import annotations

import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cxdesk.ui.kept_files import write_copy


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file become larger, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [10_000, 60_000, 3_000_000])
def test_what_the_disk_has_no_room_for_is_not_taken_as_whole(tmp_path: Path, size: int) -> None:
    file = tmp_path / "charter.pdf"
    file.write_bytes(b"old")
    with room_for(size - 1), pytest.raises(OSError, match=r"\w+ \w+") as raised:
        write_copy(file, bytes(size))
    assert raised.value.strerror  # what the user is told
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(file.name, b"old")]


def test_a_link_stays_one_and_rights_stay_as_they_are(tmp_path: Path) -> None:
    file, link = tmp_path / "there.pdf", tmp_path / "link.pdf"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_copy(link, b"new")
    assert (file.read_bytes(), link.is_symlink()) == (b"new", True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
