"""Copies of kept files outside the program file: to look at, or to have."""

from __future__ import annotations

import re
import stat
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from cxdesk.reports.pdf_file import write_pdf

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows' devices
_LONGEST = 200  # bytes, below what any file system takes
_ENDINGS = """
    ade adp apk app appimage application bas bat chm class cmd com command cpl crt csh deb desktop
    dll dmg elf exe fish gadget hlp hta inf ins iso isp jar jnlp js jse ksh lnk mde msc msh msi msp
    mst ocx pif pkg pl ps1 psc1 psd1 psm1 py pyc pyw pyz rb reg rpm run scf scr sct sh shb shs so
    sys terminal tool url vb vbe vbs workflow ws wsc wsf wsh zsh
"""
_PROGRAMS = frozenset(_ENDINGS.split())
_BEGINNINGS = (b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"[Desktop Entry]")


def is_program(name: str, data: bytes = b"") -> bool:
    """Whether the system would run it rather than show it, by its name or how it begins."""
    ending = safe_name(name).rpartition(".")[2].lower()
    windows = data.startswith(b"MZ") and b"\0" in data[:64]
    return ending in _PROGRAMS or windows or data.startswith(_BEGINNINGS)


def safe_name(name: str) -> str:
    """The name as every file system takes it, its ending kept."""
    plain = _FORBIDDEN.sub("_", name).strip(". ") or "file"
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 20:
        stem, dot, ending = plain, "", ""
    room = _LONGEST - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + ending


@cache
def _folder() -> QTemporaryDir:
    """A folder of this process alone, removed when it ends."""
    return QTemporaryDir()


def copy_to_read(name: str, data: bytes) -> Path:
    """Write a read-only copy into a folder that goes with the program. Raises OSError."""
    place = Path(_folder().path()) / str(len(list(Path(_folder().path()).iterdir())))
    place.mkdir()
    file = place / safe_name(name)
    file.write_bytes(data)
    file.chmod(stat.S_IRUSR)
    return file


def open_copy(name: str, data: bytes) -> None:
    """Show a kept file in the program the system has for it; what is changed there is not kept."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy_to_read(name, data))))


def write_copy(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    # Not by QSaveFile, which takes the part that a full disk had room for as the whole.
    write_pdf(path.resolve(), data)  # what a link leads to, as programs do
