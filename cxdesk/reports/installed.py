"""The faces installed on this machine, for scripts that the bundled type lacks.

Looked for only when a text needs one. What a file holds is read once and kept in the cache folder
for as long as the file stays as it is. The same text finds the same face again on one machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import iter_unpack, unpack_from
from threading import RLock
from typing import Any, Final, NamedTuple

from reportlab.pdfbase import pdfmetrics

from cxdesk import paths
from cxdesk.reports.fonts import keep
from cxdesk.reports.outlines import OutlineFont

_RECIPE: Final = 1  # raise when `_faces_in` reads something else
_ENDINGS: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_LOCK: Final = RLock()
_RESTRICTED: Final = 0x0002  # of OS/2's fsType
_NO_SUBSET: Final = 0x0100
_KINDS: Final = 0x000F
_MAPS: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # of the character map, the best first
_BITMAPS: Final = frozenset({"sbix", "CBDT"})
_OUTLINES: Final = frozenset({"glyf", "CFF ", "CFF2"})
_NOT_PLAIN: Final = re.compile(
    r"serif(?<!sans serif)|mono|mincho|ming|song|batang|gungsuh|slab|script", re.IGNORECASE
)

# Families that are read well, by the language of a text, the best first; others come after them.
_PREFERRED: Final = {
    "ja": (
        *("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Hiragino Sans"),
        *("Hiragino Kaku Gothic ProN", "Yu Gothic", "Meiryo", "BIZ UDPGothic", "MS PGothic"),
        *("IPAexGothic", "IPAPGothic", "IPAGothic", "VL PGothic", "TakaoPGothic"),
    ),
    "ko": (
        *("Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K", "Apple SD Gothic Neo"),
        *("Malgun Gothic", "NanumGothic", "UnDotum", "Baekmuk Dotum", "Dotum"),
    ),
    "zh": (
        *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC"),
        *("Hiragino Sans GB", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
        *("Heiti SC", "STHeiti", "DengXian", "SimHei", "Noto Sans CJK TC", "Microsoft JhengHei"),
        *("PingFang TC", "Droid Sans Fallback", "SimSun"),
    ),
    "ar": (
        *("Noto Naskh Arabic UI", "Noto Naskh Arabic", "Segoe UI", "Tahoma", "Arial"),
        *("Geeza Pro", "Arial Unicode MS", "Droid Arabic Naskh", "Amiri"),
    ),
    "": (
        *("Noto Sans", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Symbols 2"),
        *("Noto Emoji", "Segoe UI", "Segoe UI Symbol", "Segoe UI Historic", "Segoe UI Emoji"),
        *("Apple Symbols", "Symbola", "Arial Unicode MS"),
    ),
}


class Face(NamedTuple):
    """An upright face in a file: its place there, and what it has, as starts and ends by turns."""

    path: str
    place: int
    family: str
    weight: int
    covers: tuple[int, ...]

    def has(self, code: int) -> bool:
        """Whether it has a glyph for a character, perhaps an empty one."""
        return bisect_right(self.covers, code) % 2 == 1


@cache
def face_for(char: str, language: str = "", weight: int = 400) -> str | None:
    """The installed face that prints a character, known to reportlab; None without one.

    `language` is a key of those preferred, for Han characters, which each language draws otherwise.
    """
    for face in _ranked(language, weight):
        if face.has(ord(char)) and (font := _font(face)) is not None and font.has(char):
            return font.fontName
    return None


def folders() -> list[Path]:
    """Where this system keeps fonts, those of all users first."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData/Local"))
        return [
            Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"),
            Path(local, "Microsoft/Windows/Fonts"),
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    return [*(Path(each, "fonts") for each in [*shared.split(":"), own]), home / ".fonts"]


@cache
def _ranked(language: str, weight: int) -> tuple[Face, ...]:
    """All faces, the best for a language in about that weight first."""
    families = {name: n for n, name in enumerate(_PREFERRED[language])}

    def rank(face: Face) -> tuple[object, ...]:
        return (
            families.get(face.family, len(families)),
            bool(_NOT_PLAIN.search(face.family)),
            abs(face.weight - weight),
            *face[:3],
        )

    return tuple(sorted(_found(), key=rank))


@cache
def _font(face: Face) -> OutlineFont | None:
    digest = hashlib.sha256(f"{face.path}#{face.place}".encode(errors="replace")).hexdigest()[:6]
    name = re.sub("[^A-Za-z0-9]", "", face.family) or "Font"
    try:
        font = OutlineFont(f"{name}-{digest}", Path(face.path), face.place)
    except Exception:  # damaged, or gone since it was read; fontTools has no error of its own
        return None
    with _LOCK:
        pdfmetrics.registerFont(font)
    return font


@cache
def _found() -> tuple[Face, ...]:
    """Every usable face of this machine."""
    with _LOCK:
        kept = _kept()
        read = {}
        for path in sorted(_files()):
            with contextlib.suppress(OSError):
                stat = Path(path).stat()
                key = f"{stat.st_mtime_ns} {stat.st_size}"
                before = kept.get(path)
                read[path] = before if before and before[0] == key else [key, _faces_in(path)]
        if read != kept:
            with contextlib.suppress(OSError):  # an unwritable cache only costs time
                keep(_cache_file(), json.dumps({"recipe": _RECIPE, "files": read}).encode())
    return tuple(
        Face(path, index, family, weight, tuple(covers))
        for path, (_, faces) in read.items()
        for index, family, weight, covers in faces
    )


def _cache_file() -> Path:
    return paths.cache() / "installed-fonts.json"


def _kept() -> dict[str, Any]:
    try:
        kept = json.loads(_cache_file().read_bytes())
        return dict(kept["files"]) if kept["recipe"] == _RECIPE else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _files() -> Iterator[str]:
    for folder in folders():
        for where, _, names in os.walk(folder):
            found = (Path(where, name) for name in names)
            yield from (str(file) for file in found if file.suffix.lower() in _ENDINGS)


def _faces_in(path: str) -> list[list[Any]]:
    """The usable faces of a file: index, family, weight, and what each covers."""
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    faces: list[list[Any]] = []
    count, index = 1, 0
    while index < count:
        try:
            with Path(path).open("rb") as file, TTFont(file, fontNumber=index, lazy=True) as font:
                count = getattr(font.reader, "numFonts", 1)
                if _usable(font):
                    family = font["name"].getBestFamilyName() or ""
                    weight = font["OS/2"].usWeightClass
                    faces.append([index, family, weight, _ranges(font)])
        except Exception:  # damaged; fontTools has no error of its own
            pass
        index += 1
    return faces


def _usable(font: Any) -> bool:
    """Whether a face has outlines, stands upright, and may be put into a document."""
    tables = set(font.keys())
    if _BITMAPS & tables or not _OUTLINES & tables:
        return False
    about = font["OS/2"]
    allowed = about.fsType & _KINDS != _RESTRICTED and not about.fsType & _NO_SUBSET
    return allowed and not about.fsSelection & 1


def _ranges(font: Any) -> list[int]:
    """The characters of a face as starts and ends by turns, each end one past its last.

    Read from the bytes of its character map: fontTools names each glyph first, seconds for all.
    """
    data = font.reader["cmap"]
    (count,) = unpack_from(">H", data, 2)
    maps = {}
    for at in range(4, 4 + 8 * count, 8):
        platform, encoding, offset = unpack_from(">HHI", data, at)
        maps[platform, encoding] = offset
    offset = next((maps[each] for each in _MAPS if each in maps), None)
    if offset is None:
        return []
    found: list[int] = []
    for start, stop in sorted(_groups(data, offset)):
        if found and start <= found[-1]:
            found[-1] = max(stop, found[-1])
        elif start < stop:
            found += [start, stop]
    return found


def _groups(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The characters of a map of the two usual formats, from and to one past the last."""
    (version,) = unpack_from(">H", data, at)
    if version == 12:
        (count,) = unpack_from(">I", data, at + 12)
        for start, last, _ in iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
            yield start, last + 1
    elif version == 4:
        (double,) = unpack_from(">H", data, at + 6)
        words = f">{double // 2}H"
        lasts = unpack_from(words, data, at + 14)
        starts = unpack_from(words, data, at + 16 + double)
        places = unpack_from(words, data, at + 16 + 3 * double)
        for n, (start, last, place) in enumerate(zip(starts, lasts, places, strict=True)):
            if not place or place == 0xFFFF:
                yield start, min(last + 1, 0xFFFF)
                continue
            here = at + 16 + 3 * double + 2 * n + place  # of the glyph of `start`
            glyphs = unpack_from(f">{last - start + 1}H", data, here)
            yield from ((start + k, start + k + 1) for k, glyph in enumerate(glyphs) if glyph)
