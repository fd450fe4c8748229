"""A backup brought back: prepared while the file is still open, then put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from cxdesk import paths
from cxdesk.store.backups import Backups, copy_file
from cxdesk.store.errors import DamagedFile, KnownError, NotAProgram, ReadOnlyPlace
from cxdesk.store.store import Clock, system_clock


def prepare(
    backup: Path,
    path: Path,
    *,
    clock: Clock = system_clock,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Keep the present state of `path`, and lay a checked copy of `backup` ready beside it.

    The state goes into a backup of its own, or into a plain copy beside the file where it does
    not hold together. Returns the copy to give to `swap`. Raises KnownError.
    """
    half = path.with_name(f".{path.name}.restored")
    copy_file(backup, half, progress)  # first of all: a new backup may thin out this very one
    try:
        try:
            Backups(path, paths.data()).make(clock(), "before restoring")
        except (DamagedFile, NotAProgram):
            _set_aside(path, clock)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    return half


def swap(half: Path, path: Path) -> None:
    """Put what `prepare` laid ready in the place of `path`, which must be closed.

    Raises ReadOnlyPlace; `path` is then as it was.
    """
    try:
        # A journal left by a crash belongs to the old contents and would be played into the new.
        Path(f"{path}-journal").unlink(missing_ok=True)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise ReadOnlyPlace(f"{path.name} cannot be replaced: {error.strerror}.") from error


def _set_aside(path: Path, clock: Clock) -> None:
    kept = path.with_name(f"{path.stem}, damaged {clock().strftime('%Y-%m-%d %H%M%S')}.cxdesk")
    try:
        shutil.copyfile(path, kept)
        journal = Path(f"{path}-journal")
        if journal.exists():
            shutil.copyfile(journal, f"{kept}-journal")
    except OSError as error:
        raise KnownError(f"{path.name} cannot be set aside: {error.strerror}.") from error
