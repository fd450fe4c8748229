"""Any installed or bundled face as a font of reportlab, with the used glyphs alone in the file.

reportlab's own font refuses PostScript outlines, as those of most Chinese and Japanese faces, and
writes a broken text layer for characters beyond U+FFFF. This one draws the outlines anew as a small
TrueType font with a glyph for each character, or each letter with its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import RLock
from types import SimpleNamespace
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc

from cxdesk.reports.joining import letters

_MARKED: Final = re.compile("([\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+)(.)")
_FROM_RIGHT: Final = re.compile("[\u0590-\u06ff\ufb1d-\ufefc]")
_INSIDE: Final = frozenset({21, 24, 25, 19})  # combining classes of dagesh, shin and sin dot, holam
_PRECISION: Final = 0.001  # of an em, in outlines made of other curves
_MOST_MAPPED: Final = 100  # entries of a section of a character map


class _Glyph(NamedTuple):
    """A letter with its marks before it, or "" for nothing to see, and what it is in words."""

    shape: str
    said: str


class Box(NamedTuple):
    """What a glyph covers, in units of its font."""

    left: float
    low: float
    right: float
    high: float


class OutlineFont:
    """A face in a file, `index` of several; a font of reportlab by its attributes and methods.

    Marks of Hebrew and Arabic stand before their letter, as they do on a line from the left.
    """

    _dynamicFont = 1  # noqa: N815  # names of reportlab's
    _multiByte = 0  # noqa: N815
    shapable = False
    ascent, descent = 800, -200

    def __init__(self, name: str, path: Path, index: int = 0) -> None:
        self.fontName, self._path, self._index = name, path, index
        self.face = SimpleNamespace(name=name, ascent=self.ascent, descent=self.descent)
        self._used: WeakKeyDictionary[Any, dict[_Glyph, int]] = WeakKeyDictionary()
        self._lock = RLock()
        font = self._font
        self.glyphs: dict[int, str] = dict(font.getBestCmap() or {})
        self._em: int = font["head"].unitsPerEm
        self._advances = {name: wide for name, (wide, _) in font["hmtx"].metrics.items()}
        self._boxes: dict[str, Box | None] = {}
        self._known: dict[str, bool] = {}

    @cached_property
    def _font(self) -> Any:
        from fontTools.ttLib import TTFont  # 0.2 s to import

        data = BytesIO(self._path.read_bytes())  # read lazily, for as long as the program runs
        return TTFont(data, fontNumber=self._index, lazy=True)

    @cached_property
    def _shapes(self) -> Any:
        return self._font.getGlyphSet()

    def has(self, char: str) -> bool:
        """Whether the face has a shape for a character, a blank one for a space alone."""
        known = self._known.get(char)
        if known is None:
            glyph = self.glyphs.get(ord(char), ".notdef")
            blank = unicodedata.category(char) == "Zs"
            known = glyph != ".notdef" and (blank or self._box(glyph) is not None)
            self._known[char] = known
        return known

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """The width of a line in points."""
        return sum(self._advance(char) for char in text) * size / self._em

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The codes of the text in a document, all in its one subset."""
        used = self._used.setdefault(doc, {})
        codes = (used.setdefault(glyph, len(used) + 1) for glyph in _glyphs(text))
        return [(0, b"".join(code.to_bytes(2, "big") for code in codes))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The name by which pages of a document ask for the font."""
        name: str | None = doc.fontMapping.get(self.fontName)
        if name is None:
            name = doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return f"{name}+{subset}"

    def addObjects(self, doc: Any) -> None:
        """Write the font into the document, with the glyphs that were asked for."""
        name = self.getSubsetInternalName(0, doc)[1:]
        glyphs = list(self._used.pop(doc, {}))
        base = "AAAAAA+" + re.sub("[^A-Za-z0-9-]", "", self.fontName)
        widths = [round(self._wide(glyph) * 1000 / self._em) for glyph in glyphs]
        descriptor = pdfdoc.PDFDictionary({
            "Type": "/FontDescriptor", "FontName": pdfdoc.PDFName(base), "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([-1000, -1000, 2000, 2000]), "ItalicAngle": 0,
            "Ascent": self.ascent, "Descent": self.descent, "CapHeight": 700, "StemV": 80,
            "FontFile2": _stream(doc, f"outlines:{name}", self._made(glyphs)),
        })  # fmt: skip
        inner = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0,
            }),
            "FontDescriptor": doc.Reference(descriptor, f"descriptor:{name}"),
            "CIDToGIDMap": "/Identity", "DW": 1000,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
        })  # fmt: skip
        outer = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": pdfdoc.PDFName(base),
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(inner, f"inner:{name}")]),
            "ToUnicode": _stream(doc, f"text:{name}", _to_unicode(glyphs)),
        })  # fmt: skip
        doc.idToObject["BasicFonts"].dict[name] = doc.Reference(outer, name)

    def _advance(self, char: str) -> int:
        return 0 if _MARKED.match(char + "x") else self._advances[self.glyphs[ord(char)]]

    def _wide(self, glyph: _Glyph) -> int:
        return self._advance(glyph.shape[-1]) if glyph.shape else 0

    def _box(self, glyph: str) -> Box | None:
        """What a glyph covers; None for an empty or broken one."""
        if glyph not in self._boxes:
            from fontTools.pens.boundsPen import BoundsPen

            with self._lock:
                pen = BoundsPen(self._shapes)
                try:
                    self._shapes[glyph].draw(pen)
                except Exception:  # a damaged font fails in many ways: it has no such shape then
                    pen.bounds = None
            self._boxes[glyph] = Box(*pen.bounds) if pen.bounds else None
        return self._boxes[glyph]

    def _made(self, glyphs: Iterable[_Glyph]) -> bytes:
        """A TrueType font of these glyphs, in this order after the one for none."""
        from fontTools.fontBuilder import FontBuilder
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        drawn, widths = {".notdef": TTGlyphPen(None).glyph()}, [0]
        with self._lock:
            for number, glyph in enumerate(glyphs, 1):
                drawn[f"g{number}"] = self._drawn(glyph.shape)
                widths.append(self._wide(glyph))
        builder = FontBuilder(self._em, isTTF=True)
        builder.font.recalcTimestamp = False  # equal text, equal bytes
        builder.setupHead(unitsPerEm=self._em, created=0, modified=0)
        builder.setupGlyphOrder(list(drawn))
        builder.setupGlyf(drawn)
        starts = (getattr(glyph, "xMin", 0) for glyph in drawn.values())  # known since setupGlyf
        metrics = zip(widths, starts, strict=True)
        builder.setupHorizontalMetrics(dict(zip(drawn, metrics, strict=True)))
        builder.setupHorizontalHeader(ascent=round(0.8 * self._em), descent=-round(0.2 * self._em))
        builder.setupMaxp()
        out = BytesIO()
        builder.save(out)
        return out.getvalue()

    def _drawn(self, cluster: str) -> Any:
        """A letter with its marks as one TrueType glyph."""
        from fontTools.misc.transform import Offset
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.transformPen import TransformPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        made = TTGlyphPen(None)
        pen: Any = made
        if "glyf" not in self._font:  # cubic curves, which run the other way round
            pen = Cu2QuPen(made, _PRECISION * self._em, reverse_direction=True)
        for name, x, y in self._placed(cluster):
            recorded = DecomposingRecordingPen(self._shapes)
            self._shapes[name].draw(recorded)
            recorded.replay(TransformPen(pen, Offset(round(x), round(y))))
        return made.glyph()

    def _placed(self, cluster: str) -> list[tuple[str, float, float]]:
        """The glyphs of a letter and its marks, and how far each is moved: marks clear of all."""
        if not cluster:
            return []
        marks, letter = cluster[:-1], cluster[-1]
        base = self.glyphs[ord(letter)]
        parts = [(base, 0.0, 0.0)]
        around = self._box(base)
        if around is None:  # marks upon a space
            return [*parts, *((self.glyphs[ord(mark)], 0.0, 0.0) for mark in marks)]
        gap = 0.04 * self._em
        low, high = around.low, around.high
        for mark in reversed(marks):  # the first as typed is the nearest
            glyph = self.glyphs[ord(mark)]
            box = self._box(glyph)
            if box is None:
                continue
            x = (around.left + around.right - box.left - box.right) / 2
            y = 0.0
            if unicodedata.combining(mark) in _INSIDE:
                x = _beside(mark, around, box, x)
            elif box.low + box.high > 0.5 * self._em:
                y = max(high + gap - box.low, 0.0)
                high = box.high + y
            else:
                y = min(low - gap - box.high, 0.0)
                low = box.low + y
            parts.append((glyph, x, y))
        return parts


def _beside(mark: str, around: Box, box: Box, middle: float) -> float:
    """How far a point is moved that stands at one side of its letter, or in it."""
    match unicodedata.combining(mark):
        case 24:  # shin dot
            return around.right - box.right
        case 25 | 19:  # sin dot, holam
            return around.left - box.left
    return middle


def _glyphs(text: str) -> Iterator[_Glyph]:
    """The glyphs of a line from the left: a letter has the marks in it that stand before it.

    Readers of the text turn such a line round character by character; so each glyph is one
    character for them, and what is drawn with another has a glyph of its own that shows nothing.
    """
    if not _FROM_RIGHT.search(text):
        yield from (_Glyph(char, char) for char in text)
        return
    for marks, letter, other in re.findall(f"{_MARKED.pattern}|(.)", text, re.DOTALL):
        yield from (_Glyph("", mark) for mark in marks)
        last = letter or other
        stands_for = letters(last)  # lam with alef is one shape
        yield from (_Glyph("", each) for each in reversed(stands_for[1:]))
        yield _Glyph(marks + last, stands_for[0])


def _stream(doc: Any, name: str, content: str | bytes) -> Any:
    made = pdfdoc.PDFStream()
    made.content = content
    if isinstance(content, bytes):
        made.dictionary["Length1"] = len(content)
    if doc.compression:
        made.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(made, name)


def _to_unicode(glyphs: Iterable[_Glyph]) -> str:
    """The character map that tells readers which letters the codes are."""
    rows = []
    for code, glyph in enumerate(glyphs, 1):
        rows.append(f"<{code:04X}> <{glyph.said.encode('utf-16-be').hex().upper()}>")
    sections = []
    for start in range(0, len(rows), _MOST_MAPPED):
        some = rows[start : start + _MOST_MAPPED]
        sections += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange", *sections,
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ])  # fmt: skip
