"""Program files made from nothing: a new program, the sample, and the copy that `--sample` opens.

Each is made under another name and moved into place when it is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cxdesk import __version__, paths
from cxdesk.services import programs, sample
from cxdesk.store.errors import FileLocked, KnownError
from cxdesk.store.lock import take_lock
from cxdesk.store.store import Clock, Store, system_clock

SAMPLE_NAME = "Meridian Telecom"
SAMPLE_PERSON = "Sofia Marques"
"""Who acts in the sample until the user chooses: its program office."""


def make(
    path: Path,
    fill: Callable[[Store], object],
    *,
    clock: Clock = system_clock,
    who: str = "cxdesk",
) -> None:
    """Make a program file at `path` that holds what `fill` puts in: whole, or none at all.

    Raises KnownError when there is such a file or none can be made, RuleBroken from `fill`.
    """
    path = path.absolute()
    if path.exists():
        raise KnownError(f"{path.name} already exists. Choose another name.")
    if not path.parent.is_dir():
        raise KnownError(f"There is no folder {path.parent}.")
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        half.unlink(missing_ok=True)
        try:
            with Store.create(
                half, home=paths.data(), clock=clock, who=who, durable=False
            ) as store:
                fill(store)
        except KnownError as error:  # which speaks of the name that nobody gave
            raise type(error)(error.text.replace(half.name, path.name)) from error
        _keep(half, path)
    except OSError as error:
        raise KnownError(f"{path.name} cannot be made: {error.strerror}.") from error
    finally:
        half.unlink(missing_ok=True)


def make_program(
    path: Path,
    name: str,
    currency: str = "EUR",
    *,
    clock: Clock = system_clock,
    who: str,
    then: Callable[[Store], object] | None = None,
) -> None:
    """Make a file with an empty program, and what `then` puts into it, if anything.

    Raises KnownError, RuleBroken for an empty name, and what `then` raises; there is no file then.
    """

    def fill(store: Store) -> None:
        store.do(
            f"Begin the program {name}",
            lambda session: programs.new(session, name, currency),
            lasting=True,  # without it there is nothing to show
        )
        if then is not None:
            then(store)

    make(path, fill, clock=clock, who=who)


def make_sample(path: Path, *, clock: Clock = system_clock) -> None:
    """Make a file with the sample program, its dates next to today. Raises KnownError."""
    data = sample.read(_data(), clock().date())
    make(path, lambda store: sample.play(store, data), clock=clock)


def fresh_sample(clock: Clock = system_clock) -> Path:
    """A copy of the sample to work on, as it was never touched, and its path.

    A former copy in which somebody worked is kept under a dated name; one that is open in another
    cxdesk is left alone, and the new copy gets another name. Raises KnownError.
    """
    folder = _sample_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pristine = _pristine(clock)
        mark = _head(pristine)
        for path in _names(folder):
            if _make_room(path, clock):
                _mark(path).write_text(mark, encoding="ascii")
                _copy(pristine, path)
                return path
    except OSError as error:
        raise KnownError(f"The sample cannot be written to {folder}: {error.strerror}.") from error
    raise KnownError(f"Every copy of the sample in {folder} is open: close one of them.")


def is_sample(path: Path) -> bool:
    """Whether `path` is a copy that `fresh_sample` made."""
    return path.parent == _sample_folder().resolve()


def _sample_folder() -> Path:
    return paths.data() / "sample"


def _data() -> Path:
    return paths.resources() / "sample" / "meridian.json"


def _pristine(clock: Clock) -> Path:
    """The sample as played by this version for these days: played once, as it takes a second."""
    content = _data().read_bytes()
    weeks = sample.weeks_to(clock().date(), date.fromisoformat(json.loads(content)["as_of"]))
    digest = hashlib.sha256(content).hexdigest()[:12]
    path = paths.cache() / f"sample {__version__} {digest} {weeks:+}.cxdesk"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sample(path, clock=clock)
        for old in path.parent.glob("sample *.cxdesk"):
            if old != path:
                old.unlink(missing_ok=True)
    return path


def _names(folder: Path) -> list[Path]:
    names = [SAMPLE_NAME, *(f"{SAMPLE_NAME} {number}" for number in range(2, 100))]
    return [folder / f"{name}.cxdesk" for name in names]


def _make_room(path: Path, clock: Clock) -> bool:
    """Move a former copy away if it is of worth; False when it is open."""
    if not path.exists():
        return True
    try:
        take_lock(path).unlock()
    except FileLocked:
        return False
    if _worked_on(path):
        stamp = clock().strftime("%Y-%m-%d %H%M%S")
        path.rename(path.with_name(f"{path.stem}, kept {stamp}.cxdesk"))
    return True


def _worked_on(path: Path) -> bool:
    mark = _mark(path)
    try:
        return not mark.exists() or _head(path) != mark.read_text(encoding="ascii")
    except KnownError:
        return True


def _mark(path: Path) -> Path:
    """Where the end of the history of the untouched copy at `path` is written down."""
    return path.with_name(f".{path.stem}.untouched")


def _head(path: Path) -> str:
    with Store.open(path, home=paths.data(), read_only=True) as store:
        return store.head.hash


def _copy(source: Path, target: Path) -> None:
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(source, half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _keep(half: Path, path: Path) -> None:
    """Move a finished file to its name, its contents safely on the disk first."""
    with half.open("r+b") as file:
        os.fsync(file.fileno())
    half.replace(path)
