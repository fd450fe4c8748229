"""Keeps a finished PDF on disk: the whole file or none."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from pathlib import Path


def write_pdf(path: Path | str, data: bytes) -> None:
    """Write the bytes to `path`, replacing what stood there only once all are on the disk.

    Where that is a link the file behind it is replaced; what is no file, a pipe, is written to.
    Raises OSError if that fails; then the old file, if any, is untouched.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        with path.open("wb") as pipe:
            pipe.write(data)
        return
    path = path.resolve()
    if path.exists() and not os.access(path, os.W_OK):  # which only replacing it would pass over
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)  # who may read it is as before
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
