"""After a change of a few people the directory reads those alone, and shows what all would give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cxdesk.model.people import Level
from cxdesk.services import actions, charters, initiatives, people, people_view
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.people.directory_reader import DirectoryReader
from tests.services.commands import ini, per


@pytest.fixture
def reader(desk: Desk) -> DirectoryReader:
    made = DirectoryReader(desk)
    made.read()
    return made


@pytest.fixture
def read_all(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often everybody was read."""
    times: list[int] = []
    whole = people_view.directory

    def counted(session: Session) -> Any:
        times.append(1)
        return whole(session)

    monkeypatch.setattr(people_view, "directory", counted)
    return times


def all_of(desk: Desk) -> people_view.Directory:
    with desk.read() as session:
        return people_view.directory(session)


@pytest.mark.parametrize(
    "command",
    [
        lambda s: people.edit(s, per(s, "Ben Carter"), role="Head of billing"),
        lambda s: people.edit(s, per(s, "Ben Carter"), name="Zoë"),
        lambda s: people.edit(s, per(s, "Ben Carter"), name="JONAS weber"),
        lambda s: people.belong(s, per(s, "Ben Carter"), None),
        lambda s: people.add(s, "Jonas Weber", "Analyst"),
        lambda s: people.deactivate(s, per(s, "Ben Carter")),
        lambda s: [
            people.edit(s, per(s, name), level=Level.MANAGER)
            for name in ("Ben Carter", "Hana Sato", "Aisha Khan")
        ],
    ],
)
def test_those_changed_and_their_namesakes_are_read_again(
    reader: DirectoryReader, desk: Desk, command: Callable[[Session], object], read_all: list[int]
) -> None:
    changes: list[Any] = []
    desk.changed.connect(changes.append)
    desk.do("Change", command)
    assert reader.concerned(changes[-1])
    assert reader.read().people == all_of(desk).people
    desk.undo()
    assert reader.concerned(changes[-1])
    assert reader.read().people == all_of(desk).people
    desk.redo()
    reader.concerned(changes[-1])
    assert reader.read().people == all_of(desk).people
    assert len(read_all) == 3, "by this test alone"


def test_namesakes_lose_their_marks_when_one_is_renamed(
    reader: DirectoryReader, desk: Desk
) -> None:
    desk.changed.connect(reader.concerned)
    made = desk.do("Add", lambda s: people.add(s, "Jonas Weber", "Analyst"))
    assert made is not None
    labels = [row.label for row in reader.read().people]
    assert "Jonas Weber (VP CX)" in labels
    desk.do("Rename", lambda s: people.edit(s, made.result, name="Jo Weber"))
    labels = [row.label for row in reader.read().people]
    assert {"Jonas Weber", "Jo Weber"} <= set(labels)


def test_anything_else_or_more_than_one_change_reads_everybody(
    reader: DirectoryReader, desk: Desk, read_all: list[int]
) -> None:
    changes: list[Any] = []
    desk.changed.connect(changes.append)
    owner = all_of(desk).people[0].id
    read_all.clear()
    desk.do("Add", lambda s: actions.add(s, ini(s, "CX-101"), "Do it", owner=owner))
    assert reader.concerned(changes[-1])
    reader.read()
    assert len(read_all) == 1
    desk.do("One", lambda s: people.edit(s, owner, role="One"))
    desk.do("Two", lambda s: initiatives.give(s, ini(s, "CX-101"), owner))
    desk.do("Three", lambda s: people.edit(s, owner, role="Three"))
    reader.concerned(changes[-1])  # the others happened while the place was not shown
    assert reader.read() == all_of(desk)
    assert len(read_all) == 3


def test_what_shows_nowhere_in_the_directory_does_not_count(
    reader: DirectoryReader, desk: Desk, read_all: list[int]
) -> None:
    changes: list[Any] = []
    desk.changed.connect(changes.append)
    desk.do("Charter", lambda s: charters.start(s, ini(s, "CX-204")))
    assert not reader.concerned(changes[-1])
    desk.do("Role", lambda s: people.edit(s, per(s, "Ben Carter"), role="Head"))
    assert reader.concerned(changes[-1])
    reader.read()
    assert read_all == []
