"""A PDF reaches the disk whole or not at all."""

import os
from pathlib import Path

import pytest

from cxdesk.reports.pdf_file import write_pdf


def test_replaces_what_stood_there(tmp_path: Path) -> None:
    target = tmp_path / "charter.pdf"
    target.write_bytes(b"old")
    write_pdf(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["charter.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "charter.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, step, full) if step == "fsync" else monkeypatch.setattr(
        Path, step, full
    )
    with pytest.raises(OSError, match="No space"):
        write_pdf(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["charter.pdf"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_pdf(tmp_path / "none" / "charter.pdf", b"new")


def test_a_link_stays_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    behind, link, pipe = (tmp_path / name for name in ("behind.pdf", "link.pdf", "pipe"))
    behind.write_bytes(b"old")
    link.symlink_to(behind)
    write_pdf(link, b"new")
    assert link.is_symlink()
    assert behind.read_bytes() == b"new"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        write_pdf(pipe, b"new")
        assert os.read(reader, 10) == b"new"
        os.close(reader)
        assert pipe.is_fifo()
    with pytest.raises(IsADirectoryError):
        write_pdf(tmp_path, b"new")
