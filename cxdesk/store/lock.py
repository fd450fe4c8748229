"""One cxdesk per file: Qt's lock file beside the program file.

QLockFile takes over the lock of a dead process of this computer and never one of another
computer; nothing in the standard library does, hence the one import of Qt outside `ui/`.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtCore import QLockFile

from cxdesk.store.errors import FileLocked, ReadOnlyPlace

_MOMENT = 2.0  # seconds


def take_lock(path: Path) -> QLockFile:
    """Lock the program file at `path` until the returned lock is released.

    Raises FileLocked with who holds it, ReadOnlyPlace where no lock can be made.
    """
    lock = QLockFile(os.fspath(path.with_name(f".{path.name}.lock")))
    lock.setStaleLockTime(0)  # age proves nothing; only a dead process frees its lock
    if lock.tryLock(0) or (_left_by_a_power_cut(lock) and lock.tryLock(0)):
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError:
        pid, host, _program = lock.getLockInfo()
        holder = f" on {host}" if host else ""
        number = f" (process {pid})" if pid else ""
        raise FileLocked(
            f"{path.name} is open in another cxdesk{holder}{number}. "
            "Close it there first, or open the file for reading only."
        )
    raise ReadOnlyPlace(
        f"The folder of {path.name} cannot be written, so nothing could be saved. "
        "Open the file for reading only, or copy it to a folder of your own."
    )


def _left_by_a_power_cut(lock: QLockFile) -> bool:
    # A lock file without contents names no process, so Qt would never give it up. Qt removes it
    # only if no process holds it; a moment of age leaves one that is just being made alone.
    pid, _host, _program = lock.getLockInfo()
    try:
        age = time.time() - Path(lock.fileName()).stat().st_mtime
    except OSError:
        return False
    return not pid and age > _MOMENT and lock.removeStaleLockFile()
