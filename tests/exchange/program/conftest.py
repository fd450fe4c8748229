"""A full program, and the file that it leaves as: made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxdesk.services import programs
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.dump import Dump, dump
from tests.exchange.program import full


@dataclass(frozen=True)
class Left:
    """A program file, what its tables hold, and the JSON that left it."""

    path: Path
    rows: Dump
    exported: bytes


@pytest.fixture(scope="session")
def left(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Left:
    folder = tmp_path_factory.mktemp("full")
    file = folder / "full.cxdesk"
    shutil.copyfile(played, file)
    with Store(file, home=folder, clock=clock, who="Sofia Marques", durable=False) as store:
        full.fill(store)
        return Left(file, dump(store), full.taken_out(store))


@pytest.fixture
def full_store(left: Left, tmp_path: Path, home: Path) -> Iterator[Store]:
    """The full program, open."""
    file = tmp_path / "full.cxdesk"
    shutil.copyfile(left.path, file)
    with Store(file, home=home, clock=clock, who="Sofia Marques", durable=False) as opened:
        yield opened


@pytest.fixture
def new_store(empty_store: Store) -> Store:
    """A new program, open."""
    empty_store.do("Begin", lambda s: programs.new(s, "New"), lasting=True)
    return empty_store
