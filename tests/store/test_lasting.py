"""What stands for good: a change that begins something, and all that was done before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.model.program import Program
from cxdesk.services import program_file, programs
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import dump


def rename(name: str, session: Session) -> None:
    programs.rename(session, session.scalars(select(Program.id)).one(), name)


def name(store: Store) -> str:
    with store.read() as session:
        return session.scalars(select(Program.name)).one()


def test_a_lasting_change_and_what_was_before_it_stand(store: Store) -> None:
    store.do("Rename", lambda s: rename("One", s))
    store.do("For good", lambda s: rename("Two", s), lasting=True)
    assert store.undo() is None
    store.do("Rename", lambda s: rename("Three", s))
    assert store.undo() is not None
    assert store.undo() is None
    assert name(store) == "Two"
    assert store.redo() is not None
    assert name(store) == "Three"
    assert store.problems() == []


def test_a_lasting_change_forgets_what_could_be_redone(store: Store) -> None:
    store.do("Rename", lambda s: rename("One", s))
    store.undo()
    store.do("For good", lambda s: rename("Two", s), lasting=True)
    assert store.redo() is None
    assert name(store) == "Two"


@pytest.mark.usefixtures("at_hand")
@pytest.mark.parametrize("sample", [False, True])
def test_the_beginning_of_a_program_cannot_be_undone(
    tmp_path: Path, home: Path, sample: bool
) -> None:
    """Without a program there is nothing that a window could show."""
    file = tmp_path / "a.cxdesk"
    if sample:
        program_file.make_sample(file, clock=clock)
    else:
        program_file.make_program(file, "Nordwind", clock=clock, who="Sofia Marques")
    with Store(file, home=home, clock=clock, durable=False) as store:
        while store.undo():
            pass
        assert name(store) == ("Meridian Telecom" if sample else "Nordwind")
        began = {"program", "frame_item"} | ({"holiday"} if sample else set())
        assert {table for table, rows in dump(store).items() if rows} == began
        assert store.problems() == []
