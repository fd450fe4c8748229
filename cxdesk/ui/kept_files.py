"""Copies of kept files outside the program file: to look at, or to have."""

from __future__ import annotations

import re
import stat
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSaveFile, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


@cache
def _folder() -> QTemporaryDir:
    """A folder of this process alone, removed when it ends."""
    return QTemporaryDir()


def copy_to_read(name: str, data: bytes) -> Path:
    """Write a read-only copy into a folder that goes with the program. Raises OSError."""
    place = Path(_folder().path()) / str(len(list(Path(_folder().path()).iterdir())))
    place.mkdir()
    file = place / (_FORBIDDEN.sub("_", name).strip(". ") or "file")
    file.write_bytes(data)
    file.chmod(stat.S_IRUSR)
    return file


def open_copy(name: str, data: bytes) -> None:
    """Show a kept file in the program the system has for it; what is changed there is not kept."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy_to_read(name, data))))


def write_copy(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(0, file.errorString())
    file.write(data)
    if not file.commit():
        raise OSError(0, file.errorString())
