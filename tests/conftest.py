"""What every test has: a clock that stands still, a folder of its own, and no modal dialogs."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# matplotlib looks for the fonts of the machine once, not again for the home of each test.
os.environ.setdefault("MPLCONFIGDIR", str(Path(tempfile.gettempdir()) / "cxdesk-tests-matplotlib"))

from cxdesk import paths
from cxdesk.model import base
from cxdesk.services import program_file
from cxdesk.store.store import Store
from tests import compiled

# No deadlines: a busy machine is no defect. Where changes are checked, the same examples each time.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

TODAY = date(2026, 11, 23)


def clock() -> datetime:
    """The sample's own day, at nine."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of what is imported is rubbish: to look for some takes a second."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Rubbish is looked for in what tests make, and seldom, as in the program."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """All files of a run share their compiled statements."""
    with pytest.MonkeyPatch.context() as patch:
        first = compiled.share(patch)
        yield
    first.dispose()


@cache
def _build() -> Path:
    """The folder of what outlives a run."""
    folder = Path(__file__).parents[1] / "build"
    with contextlib.suppress(OSError):  # without it every test makes its own
        folder.mkdir(exist_ok=True)
    return folder


@cache
def _faces() -> Path:
    """The folder of printed faces: to make one costs seconds."""
    recipe = Path(paths.__file__).parent / "reports" / "fonts.py"
    folder = _build() / f"faces-{hashlib.sha256(recipe.read_bytes()).hexdigest()[:12]}"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for preferences, backups and logs that no other test sees."""
    place = tmp_path.with_name(f"{tmp_path.name}-home")
    (place / ".cache").mkdir(parents=True)
    with contextlib.suppress(OSError):  # Windows: not everybody may make links
        (place / ".cache" / "fonts").symlink_to(_faces(), target_is_directory=True)
    monkeypatch.setenv("CXDESK_HOME", str(place))
    return place


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program on its own day, the same bytes each time; every test changes a copy.

    To play it costs seconds, so it outlives the run, until anything changes that it is made by.
    """
    file = tmp_path_factory.mktemp("sample") / "meridian.cxdesk"
    kept = _build() / f"played-{_made_by()}.cxdesk"
    if kept.exists():
        shutil.copyfile(kept, file)
        return file
    ids = Random(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_HOME", str(file.parent))
        patch.setattr(base, "mint_id", lambda: ids.randrange(1, 2**63))
        program_file.make_sample(file, clock=clock)
    with contextlib.suppress(OSError):
        for old in _build().glob("played-*"):
            old.unlink()
        half = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(file, half)
        half.replace(kept)  # whole, whoever else is at it
    return file


@pytest.fixture(scope="session")
def voted(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample whose board has voted and published, and is still together."""
    from tests import boards

    folder = tmp_path_factory.mktemp("voted")
    file = folder / "meridian.cxdesk"
    shutil.copyfile(played, file)
    with Store(file, home=folder, clock=clock, who="Sofia Marques", durable=False) as store:
        boards.published(store)
    return file


def _made_by() -> str:
    package, digest = Path(paths.__file__).parent, hashlib.sha256()
    rooms = [package / room for room in ("model", "store", "services", "analysis")]
    parts = [paths.resources() / "sample" / "meridian.json", Path(__file__)]
    for file in (*parts, *(one for room in rooms for one in sorted(room.rglob("*.py")))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture
def at_hand(played: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program copies the sample instead of playing it, which takes seconds."""

    def copy(path: Path, **_: object) -> None:
        shutil.copyfile(played, path)

    monkeypatch.setattr(program_file, "make_sample", copy)


@pytest.fixture
def sample_file(played: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample program on its own day."""
    file = tmp_path / "meridian.cxdesk"
    shutil.copyfile(played, file)  # nobody has it open
    return file


@pytest.fixture
def store(sample_file: Path, home: Path) -> Iterator[Store]:
    """The sample program, open. Not durable: what a crash leaves has tests of its own."""
    with Store(sample_file, home=home, clock=clock, who="Sofia Marques", durable=False) as opened:
        yield opened


@pytest.fixture
def voted_store(voted: Path, tmp_path: Path, home: Path) -> Iterator[Store]:
    """The sample after the vote of its board, open; `boards.again` knows what is what in it."""
    file = tmp_path / "meridian.cxdesk"
    shutil.copyfile(voted, file)
    with Store(file, home=home, clock=clock, who="Sofia Marques", durable=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new file, of which tests take copies: to make all tables anew costs ten times as much."""
    file = tmp_path_factory.mktemp("blank") / "new.cxdesk"
    Store.create(file, home=file.parent, clock=clock, durable=False).close()
    return file


@pytest.fixture
def empty_store(blank: Path, tmp_path: Path, home: Path) -> Iterator[Store]:
    """A new file without a program."""
    file = tmp_path / "new.cxdesk"
    shutil.copyfile(blank, file)
    with Store(file, home=home, clock=clock, durable=False) as opened:
        yield opened
