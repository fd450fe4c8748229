"""Files kept inside the program file: names, bounds, the same bytes once, undo, and cleaning up."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import byte_size
from cxdesk.model.work import Content
from cxdesk.services import attachments, detail, initiatives
from cxdesk.services.attachments import AttachmentRow
from cxdesk.store.backups import copy_file
from cxdesk.store.store import Store
from tests.services.commands import ini


def attach(store: Store, name: str, data: bytes, code: str = "CX-101") -> int:
    made: int = store.do("Attach", lambda s: attachments.attach(s, ini(s, code), name, data))[0]
    return made


def held(store: Store) -> int:
    """How many contents the file has."""
    with store.read() as session:
        return session.scalar(select(func.count(Content.digest))) or 0


def rows(store: Store, code: str = "CX-101") -> tuple[AttachmentRow, ...]:
    with store.read() as session:
        return attachments.attachments(session, ini(session, code))


@given(data=st.binary(max_size=300), name=st.text(st.characters(codec="utf-8"), max_size=30))
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_file_comes_back_byte_for_byte_under_its_name(
    store: Store, data: bytes, name: str
) -> None:
    id = attach(store, name, data)
    with store.read() as session:
        kept, bytes_ = attachments.content(session, id)
    store.undo()
    assert bytes_ == data
    plain = name.rpartition("/")[2]
    assert kept == (plain if plain not in ("", ".", "..") else "file")


def test_a_backslash_is_a_letter_of_a_name(store: Store) -> None:
    attach(store, "a\\b.txt", b"x")
    assert [row.name for row in rows(store)] == ["a\\b.txt"]


def test_who_added_a_file_and_when_is_known(store: Store) -> None:
    attach(store, "plan.txt", b"first")
    store.who = "Jonas Weber"
    attach(store, "Anhang.txt", b"then")
    later, first = rows(store)
    assert (later.name, later.size, later.by) == ("Anhang.txt", 4, "Jonas Weber")
    assert first.by == "Sofia Marques"
    assert first.at is not None
    assert first.at.isoformat().startswith("2026-11-23")


def test_the_same_bytes_are_kept_once_and_a_file_once_an_initiative(store: Store) -> None:
    for name, code in (("a.pdf", "CX-101"), ("b.pdf", "CX-101"), ("a.pdf", "CX-102")):
        attach(store, name, b"same", code)
    with pytest.raises(RuleBroken, match="is kept with CX-101 already, just as it is"):
        attach(store, "a.pdf", b"same")
    attach(store, "a.pdf", b"newer")
    assert held(store) == 2
    assert len(rows(store)) == 3


def test_the_files_of_a_program_are_bounded_together(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_IN_ALL", 100)
    first = attach(store, "a.bin", b"a" * 90)
    attach(store, "twin.bin", b"a" * 90, "CX-102")
    with pytest.raises(RuleBroken) as refused:
        attach(store, "b.bin", b"b" * 11)
    assert refused.value.text == (
        "The files of this program have 90 B together, and may have 100 B: b.bin with 11 B is too "
        "much. Remove some first."
    )
    twin = rows(store, "CX-102")[0].id
    for id in (first, twin):
        store.do("Remove", lambda s, id=id: attachments.remove(s, id))
    attach(store, "b.bin", b"b" * 11)
    assert [row.name for row in rows(store)] == ["b.bin"]


def test_a_name_is_changed_or_refused_in_words(store: Store) -> None:
    id = attach(store, "plan.txt", b"x")
    store.do("Rename", lambda s: attachments.rename(s, id, " Größe.pdf "))
    assert [row.name for row in rows(store)] == ["Größe.pdf"]
    for name, why in (
        (" ", "A file needs a name."),
        ("a\nb", "The name of a file stays on one line: take the line break out."),
        ("x" * 256, "The name of a file has 255 letters at most."),
    ):
        with pytest.raises(RuleBroken, match=why):
            store.do("Rename", lambda s, name=name: attachments.rename(s, id, name))


def test_a_file_is_read_or_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Plan ü.txt"
    file.write_bytes(b"12345")
    assert attachments.read_file(file) == attachments.incoming("Plan ü.txt", b"12345")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setattr(attachments, "MOST_BYTES", 4)
    for path, why in (
        (file, "Plan ü.txt has 5 B; a file kept here may have 4 B at most."),
        (tmp_path, "is a folder: attach its files, or pack it into a zip first."),
        (pipe, "pipe is no file that can be kept."),
        (tmp_path / "gone.txt", "gone.txt cannot be read: No such file or directory."),
    ):
        with pytest.raises(RuleBroken) as refused:
            attachments.read_file(path)
        assert refused.value.text.endswith(why)


def test_contents_stay_as_long_as_undo_needs_them(store: Store) -> None:
    id = attach(store, "a.txt", b"the bytes")
    store.do("Remove", lambda s: attachments.remove(s, id))
    assert store.sweep() == 0, "undo brings the file back"
    store.undo()
    with store.read() as session:
        assert attachments.content(session, id) == ("a.txt", b"the bytes")
    store.undo()
    assert store.sweep() == 0, "redo brings it again"
    with store.read() as session:
        here = detail.find(session, "CX-101") or 0
    store.do("Rename", lambda s: initiatives.rename(s, here, "Another"))
    assert store.sweep() == 1
    assert held(store) == 0
    assert store.problems() == []
    attach(store, "kept.txt", b"other")
    store.do("Seal", lambda s: initiatives.rename(s, here, "For good"), lasting=True)
    assert store.sweep() == 0
    gone = rows(store)[0].id
    store.do("Remove", lambda s: attachments.remove(s, gone))
    store.do("Seal", lambda s: initiatives.rename(s, here, "For ever"), lasting=True)
    assert (store.sweep(), held(store)) == (1, 0)
    assert store.problems() == []


def test_a_copy_of_the_program_has_the_files(store: Store, tmp_path: Path, home: Path) -> None:
    id = attach(store, "a.txt", b"the bytes")
    backup = store.backups.make(store.clock(), "by hand").path
    copy_file(store.path, tmp_path / "copy.cxdesk", lambda _done, _all: None)
    shutil.copyfile(backup, tmp_path / "backup.cxdesk")
    for name in ("copy.cxdesk", "backup.cxdesk"):
        with Store.open(tmp_path / name, home=home, clock=store.clock) as other:
            with other.read() as session:
                assert attachments.content(session, id) == ("a.txt", b"the bytes")
            assert other.problems() == []


@pytest.mark.parametrize(
    ("many", "words"),
    [(812, "812 B"), (14336, "14 KB"), (3355443, "3.2 MB"), (25 * 1024 * 1024, "25 MB")],
)
def test_sizes(many: int, words: str) -> None:
    assert byte_size(many) == words
