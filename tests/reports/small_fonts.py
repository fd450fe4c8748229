"""Fonts made for a test, each character a box of its own size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

_EM = 1000


def make(
    path: Path, family: str, chars: str, *, cubic: bool = False, weight: int = 400,
    empty: str = "", restricted: bool = False,
) -> None:  # fmt: skip
    """Write a font; `cubic` with PostScript outlines, those of `empty` without any."""
    names = [f"u{ord(char):x}" for char in chars]
    builder = FontBuilder(_EM, isTTF=not cubic)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord(char): name for char, name in zip(chars, names, strict=True)})
    shapes = {
        name: _shape(cubic, 0 if char in empty else 300 + 10 * n)
        for n, (char, name) in enumerate(zip(chars, names, strict=True))
    }
    shapes[".notdef"] = _shape(cubic, 900)
    if cubic:
        builder.setupCFF(family.replace(" ", ""), {}, shapes, {})
    else:
        builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (_EM, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight, fsType=2 if restricted else 0)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)


def _shape(cubic: bool, side: int) -> Any:
    pen = T2CharStringPen(_EM, None) if cubic else TTGlyphPen(None)
    if side:
        pen.moveTo((100, 0))
        for point in ((100, side), (100 + side, side), (100 + side, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.getCharString() if cubic else pen.glyph()
