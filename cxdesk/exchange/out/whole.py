"""Puts what was made onto the disk: whole, or not at all, and trouble said in words.

It is written beside its place under another name and takes the place only once all of it lies on
the disk. So whatever stops it, even the end of the process, leaves what stood there before.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from cxdesk.store.errors import DiskFull, KnownError, ReadOnlyPlace

_SQLITE: Final = b"SQLite format 3\0"
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_STAYS: Final = "What stood there before is untouched."


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write `data`, all at once or piece by piece, to the file at `path`.

    A file that stands there is replaced; where it is a link, the one behind it; a pipe is written
    to. Raises KnownError where that fails or would replace a program, and whatever making the
    pieces raises; then the old file, if any, is untouched.
    """
    try:
        _write(path, (data,) if isinstance(data, bytes) else data)
    except OSError as error:
        raise _explained(error, path) from error


def write_folder(path: Path, files: Mapping[str, bytes], *, among: bool = False) -> None:
    """Write `files` by name into the folder at `path`, which is made where there is none.

    Files of these names are replaced, others stay as they are; but a folder that holds such is
    refused unless they shall be `among` them. Nothing is ever removed. Raises KnownError; then no
    file is another than before.
    """
    for name in files:
        if Path(name).name != name or name in (".", ".."):
            raise ValueError(f"{name!r} is no name of a file")
    if not among and (others := foreign(path, files)):
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise KnownError(
            f"{path.name} holds files of another kind ({others[0]}{more}): "
            "choose a new folder or an empty one."
        )
    try:
        _write_folder(path, files)
    except OSError as error:
        raise _explained(error, path) from error


def foreign(path: Path, files: Iterable[str]) -> tuple[str, ...]:
    """The names in the folder at `path` that are not of these `files`; none where it is new.

    Raises KnownError where there is a file, or a folder that cannot be looked into.
    """
    ours = set(files)
    try:
        return tuple(sorted(one.name for one in path.iterdir() if one.name not in ours))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _explained(error, path) from error


def refuse_program(path: Path) -> None:
    """Raise KnownError where a program, or another database, stands at `path`."""
    with suppress(OSError):
        if not path.is_file():
            return
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                raise KnownError(
                    f"{path.name} is a program: it is not written over. Choose another name."
                )


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as pipe:
            pipe.writelines(pieces)
        return
    path = _target(path)
    temporary = _beside(path)
    try:
        _fill(temporary, pieces)
        _take_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    made = not path.exists()
    path.mkdir(parents=False, exist_ok=True)
    temporary: dict[Path, Path] = {}
    try:
        for name, data in files.items():
            target = _target(path / name)
            temporary[target] = _beside(target)
            _fill(temporary[target], (data,))
        for target, beside in temporary.items():  # all lie on the disk: from here on renames
            _take_place(beside, target)
    except BaseException:
        for beside in temporary.values():
            beside.unlink(missing_ok=True)
        if made:
            with suppress(OSError):  # some may have taken their places already
                path.rmdir()
        raise


def _target(path: Path) -> Path:
    """The file itself; raises where it may not be replaced."""
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not os.access(path, os.W_OK):  # which only replacing it would pass over
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    refuse_program(path)
    return path


def _beside(path: Path) -> Path:
    return path.with_name(f".{secrets.token_hex(8)}.part")


def _fill(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("xb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _take_place(temporary: Path, path: Path) -> None:
    if path.exists():
        shutil.copymode(path, temporary)  # who may read it is as before
    temporary.replace(path)


def _explained(error: OSError, path: Path) -> KnownError:
    name, folder = path.name, path.absolute().parent
    if error.errno in _NO_ROOM:
        return DiskFull(f"There is no room left for {name}. {_STAYS} Free some space, try again.")
    if isinstance(error, IsADirectoryError):
        return KnownError(f"{name} is a folder: choose the name of a file.")
    if isinstance(error, NotADirectoryError) and path.is_file():
        return KnownError(f"{name} is a file: choose a folder.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return KnownError(f"There is no folder {folder}: choose one that is there.")
    if error.errno in _NO_RIGHT:
        return ReadOnlyPlace(
            f"{name} cannot be written in {folder}: it may be open in another program, or you may "
            f"have no right to. {_STAYS} Close it there, or choose another folder."
        )
    if error.errno == errno.ENAMETOOLONG:
        return KnownError("The name is too long for this disk: choose a shorter one.")
    return KnownError(f"{name} cannot be written: {error.strerror}. {_STAYS}")
