"""The typefaces of every printed page: static Inter, and DejaVu Sans for what Inter lacks.

reportlab embeds static TrueType only and ignores OpenType features. So each weight is instanced
once from Inter's variable font, with the tabular figures put where the ordinary ones were, and kept
in the cache folder under a name that carries the source's digest.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import logging
import os
import tempfile
import threading
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from cxdesk import paths

REGULAR: Final = "Inter-Regular"
MEDIUM: Final = "Inter-Medium"
SEMIBOLD: Final = "Inter-SemiBold"
BOLD: Final = "Inter-Bold"
DISPLAY: Final = "Inter-Display"

# Weight and optical size (14 is Inter's text cut, 32 its display cut).
_FACES: Final = {
    REGULAR: (400, 14),
    MEDIUM: (500, 14),
    SEMIBOLD: (600, 14),
    BOLD: (700, 14),
    DISPLAY: (600, 32),
}
_FALLBACKS: Final = {"DejaVu": "DejaVuSans.ttf", "DejaVu-Bold": "DejaVuSans-Bold.ttf"}
_RECIPE: Final = "1"  # raise when `_instance` changes what it makes
_UNUSED_TABLES: Final = ("GPOS", "GSUB", "GDEF", "STAT", "HVAR", "MVAR", "prep", "gasp")
_LOCK: Final = threading.RLock()


def register(*names: str) -> None:
    """Make these faces known to reportlab; the first time on a machine costs about a second each.

    Raises KeyError for an unknown face and FileNotFoundError if a font package is not installed.
    """
    for name in names:
        coverage(name)


@cache
def coverage(name: str) -> frozenset[str]:
    """The characters that a face prints right, its font registered with reportlab.

    Left out: what cannot be seen; right-to-left scripts, whose letters join and change places; and
    characters beyond U+FFFF, for which reportlab writes a broken text layer.
    """
    with _LOCK:
        font = TTFont(name, str(fallback_file(name))) if name in _FALLBACKS else _load_inter(name)
        pdfmetrics.registerFont(font)
    return frozenset(
        char
        for char in map(chr, filter(lambda code: code <= 0xFFFF, font.face.charToGlyph))
        if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
        and unicodedata.bidirectional(char) not in {"R", "AL", "AN"}
        and not 0xFE00 <= ord(char) <= 0xFE0F  # variation selectors
    )


def face_of(char: str, name: str) -> str | None:
    """The face that prints a character in a text set in `name`: itself, its fallback, or None."""
    if char in coverage(name):
        return name
    fallback = "DejaVu" if name in (REGULAR, MEDIUM) else "DejaVu-Bold"
    return fallback if char in coverage(fallback) else None


def file(name: str) -> Path:
    """A face of Inter as a file, for programs that read their type from one.

    In the cache folder; where that cannot be written, among the temporary files. Raises KeyError
    for an unknown face and FileNotFoundError if the font package is not installed.
    """
    with _LOCK:
        coverage(name)  # which keeps it, and makes it anew if what was kept is damaged
        source, kept = _source_and_kept(name)
        if not kept.is_file():
            kept = Path(tempfile.gettempdir()) / kept.name
            if not kept.is_file():
                keep(kept, _instance(source, name))
        return kept


def fallback_file(name: str) -> Path:
    """A face of DejaVu as a file."""
    shipped = paths.resources() / "fonts" / _FALLBACKS[name]  # in the program without matplotlib
    if not shipped.is_file():
        shipped = _in_package("matplotlib", "mpl-data/fonts/ttf", _FALLBACKS[name])
    return shipped


def _source_and_kept(name: str) -> tuple[Path, Path]:
    """The variable font that a face is cut from, and where the face is kept."""
    source = _in_package("fontpkg_inter", "files", "Inter[opsz,wght].ttf")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    return source, paths.cache() / "fonts" / f"{name}-{digest}-{_RECIPE}.ttf"


def _load_inter(name: str) -> TTFont:
    source, kept = _source_and_kept(name)
    with contextlib.suppress(OSError, TTFError):
        return TTFont(name, BytesIO(kept.read_bytes()))
    made = _instance(source, name)
    with contextlib.suppress(OSError):  # an unwritable cache only costs time
        keep(kept, made)
    return TTFont(name, BytesIO(made))


def _in_package(package: str, *parts: str) -> Path:
    """A file inside an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise FileNotFoundError(f"The font {parts[-1]} of the package {package} is not installed.")


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, whatever other processes do at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _instance(source: Path, name: str) -> bytes:
    """One static face as a TrueType file; the same bytes on every run."""
    # fontTools costs 0.2 s to import and is needed once per machine.
    from fontTools.ttLib import TTFont as OpenType
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    weight, optical_size = _FACES[name]
    font = OpenType(source, recalcBBoxes=False, recalcTimestamp=False)
    _use_tabular_figures(font)
    for tag in _UNUSED_TABLES:
        if tag in font:
            del font[tag]
    if (weight, optical_size) == (400, 14):  # the font's default: nothing to move
        for tag in ("fvar", "gvar", "avar"):
            del font[tag]
    else:
        _drop_unused_variations(font, with_optical_size=optical_size != 14)
        instancer.instantiateVariableFont(
            font,
            {"opsz": optical_size, "wght": weight},
            inplace=True,
            overlap=instancer.OverlapMode.KEEP_AND_DONT_SET_FLAGS,
        )
    for record in font["name"].names:
        if record.nameID == 6:  # reportlab tells embedded fonts apart by their PostScript name
            record.string = name
    font["post"].formatType = 3  # no glyph names
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _use_tabular_figures(font: Any) -> None:
    """Point the digits at the equally wide glyphs that the feature `tnum` would choose."""
    gsub = font["GSUB"].table
    tabular: dict[str, str] = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    tabular |= getattr(table, "ExtSubTable", table).mapping
    for table in font["cmap"].tables:
        for digit in range(ord("0"), ord("9") + 1):
            glyph = table.cmap[digit]
            table.cmap[digit] = tabular.get(glyph, glyph)  # equal tables share one mapping


def _drop_unused_variations(font: Any, *, with_optical_size: bool) -> None:
    """Forget the variations that this face does not need; halves the time of instancing.

    Not needed are those of thinner weights, of the optical size if it stays at its default, and of
    glyphs that no character reaches.
    """
    for table in font["cmap"].tables:
        for code in [code for code in table.cmap if 0xE000 <= code < 0xF900]:  # private use
            del table.cmap[code]
    glyphs, variations = font["glyf"], font["gvar"].variations
    reached: set[str] = set()
    waiting = [".notdef", *font.getBestCmap().values()]
    while waiting:
        glyph = waiting.pop()
        if glyph not in reached:
            reached.add(glyph)
            if glyphs[glyph].isComposite():
                waiting += [component.glyphName for component in glyphs[glyph].components]
    font["gvar"].variations = {
        glyph: [
            variation
            for variation in (variations.get(glyph, ()) if glyph in reached else ())
            if variation.axes.get("wght", (0, 1, 1))[1] > 0
            and (with_optical_size or "opsz" not in variation.axes)
        ]
        for glyph in font.getGlyphOrder()
    }
