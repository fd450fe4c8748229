"""Where things lie: resources of the program, and the user's data, config and cache folders.

The only file that knows PyInstaller.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of icons, fonts, licences and the sample program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    inside = _PACKAGE / "resources"  # an installed wheel
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def _base(variable: str, windows: str, mac: str, unix: str) -> Path:
    override = os.environ.get("CXDESK_HOME")  # tests and portable installs keep all in one folder
    if override:
        return Path(override) / unix.rsplit("/", 1)[-1]
    if sys.platform == "win32":
        return Path(os.environ.get(windows, str(Path.home()))) / "cxdesk"
    if sys.platform == "darwin":
        return Path.home() / mac / "cxdesk"
    return Path(os.environ.get(variable) or Path.home() / unix) / "cxdesk"


def data() -> Path:
    """The folder of what the program keeps for the user: logs, backups, the sample's copy."""
    return _base("XDG_DATA_HOME", "APPDATA", "Library/Application Support", ".local/share")


def config() -> Path:
    """The folder of the preferences file."""
    return _base("XDG_CONFIG_HOME", "APPDATA", "Library/Preferences", ".config")


def cache() -> Path:
    """The folder of what can be made again: static font faces."""
    return _base("XDG_CACHE_HOME", "LOCALAPPDATA", "Library/Caches", ".cache")
