"""Which face prints each character of a text: our own type first, then what is installed."""

from __future__ import annotations

from functools import cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth

from cxdesk.reports import fonts, installed, scripts
from cxdesk.reports.bidi import kind
from cxdesk.reports.outlines import OutlineFont

_LIGHT: Final = (fonts.REGULAR, fonts.MEDIUM)
_NOWHERE: Final = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS: Final = "\u200e\u200f\u061c"  # of direction, which have no place on a line either


def faces(text: str, face: str) -> list[str | None]:
    """For each character of a text set in `face` the one that prints it; None: there is none.

    Characters that only steer their neighbours count as printed.
    """
    language = scripts.language(text)
    found: list[str | None] = []
    start = 0
    while start < len(text):
        stop = start
        while stop < len(text) and _goes_on(text, start, stop):
            stop += 1
        if any(
            map(scripts.from_right, text[start:stop])
        ):  # the letters of a word come from one face, so that they join
            found += _words(text[start:stop], face)
            start = stop
        elif steers(text[start]):
            found.append(face)
            start += 1
        else:
            found.append(_single(text[start], face, language))
            start += 1
    return found


def _goes_on(text: str, start: int, n: int) -> bool:
    """Whether a character belongs to the words from the right that begin at `start`."""
    if text[n] == " ":  # one between two words, so that readers find them together
        return start < n < len(text) - 1 and scripts.from_right(text[n + 1])
    return scripts.from_right(text[n]) or steers(text[n])


@cache
def steers(char: str) -> bool:
    """Whether a character tells others where to stand or how to join, and cannot be seen."""
    return char in _MARKS or kind(char) in _NOWHERE


@cache
def advance(char: str, face: str) -> float:
    """What a character takes of a line, in thousandths of the size of the type."""
    return 0.0 if steers(char) else float(stringWidth(char, face, 1000))


@cache
def _single(char: str, face: str, language: str) -> str | None:
    ours = fonts.face_of(char, face)
    if ours is not None or not scripts.is_set_right(char):
        return ours
    more = _more(_fallback(face))
    return more.fontName if more.has(char) else installed.face_for(char, language, _weight(face))


def _words(text: str, face: str) -> list[str | None]:
    """The faces of words from right to left: one for all of them if there is one."""
    wanted = {char for char in text if scripts.is_set_right(char) and not steers(char)}
    ours = _more(_fallback(face))
    chosen: dict[str, str | None]
    if all(map(ours.has, wanted)):
        chosen = dict.fromkeys(wanted, ours.fontName)
    else:
        theirs = {char: installed.face_for(char, "ar", _weight(face)) for char in sorted(wanted)}
        common = next((each for each in theirs.values() if each and _has_all(each, wanted)), None)
        chosen = {
            char: common or (ours.fontName if ours.has(char) else theirs[char]) for char in wanted
        }
    return [face if steers(char) else chosen.get(char) for char in text]


def _has_all(name: str, chars: set[str]) -> bool:
    return all(map(pdfmetrics.getFont(name).has, chars))


def is_ours(char: str) -> bool:
    """Whether our own type has a character, so that it prints the same everywhere."""
    if fonts.face_of(char, fonts.REGULAR) is not None or steers(char):
        return True
    return scripts.is_set_right(char) and _more(_fallback(fonts.REGULAR)).has(char)


def _weight(face: str) -> int:
    return 400 if face in _LIGHT else 700


def _fallback(face: str) -> str:
    return "DejaVu" if face in _LIGHT else "DejaVu-Bold"


@cache
def _more(fallback: str) -> OutlineFont:
    """DejaVu for what reportlab cannot set in it: Hebrew, Arabic, and what is beyond U+FFFF."""
    font = OutlineFont(f"{fallback}-More", fonts.fallback_file(fallback))
    pdfmetrics.registerFont(font)
    return font
