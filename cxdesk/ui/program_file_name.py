"""The file that a new program is offered: its name in Documents, one that is not taken yet."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\s]+')
_LONGEST = 80


def documents() -> Path:
    """Where people keep what they make."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


def file_for(name: str, folder: Path) -> Path:
    """The file of a program of this name, whether there is one or not."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip(" .")[:_LONGEST].strip() or "Program"
    return folder / f"{plain}.cxdesk"


def free_file_for(name: str, folder: Path) -> Path:
    """The same, with a number where there is such a file."""
    first = file_for(name, folder)
    if not first.exists():
        return first
    numbered = (first.with_name(f"{first.stem} {number}.cxdesk") for number in count(2))
    return next(path for path in numbered if not path.exists())


def typed_file(text: str) -> Path | None:
    """The file that was typed, with our ending; None where no name was."""
    path = Path(text.strip()).expanduser()
    if not path.name:
        return None
    return path if path.suffix == ".cxdesk" else path.with_name(f"{path.name}.cxdesk")
