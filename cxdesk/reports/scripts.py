"""The writing systems of printed text: their names for a person, and which of them we set right.

A script counts as set right when one glyph a character, in the order of the Unicode Bidirectional
Algorithm, is how it is written. Others need a shaping engine: those of India, Thai, Khmer and more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from cxdesk.reports.joining import has_forms, letters

FAR_EAST: Final = "Chinese, Japanese or Korean characters"
EMOJI: Final = "emoji"
SYMBOLS: Final = "symbols"
_MORE_FAR_EAST: Final = ("HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH")
_FAR_EAST: Final = ("CJK", "IDEOGRAPHIC", "KANGXI", "VERTICAL", "HENTAIGANA", *_MORE_FAR_EAST)
_ONE_A_LETTER: Final = frozenset({
    "Latin", "Greek", "Cyrillic", "Armenian", "Georgian", "Coptic", "Hebrew", "Arabic", "Ethiopic",
    "Cherokee", "Canadian", "Tifinagh", "Yi", "Lisu", "Vai", "Bamum", "Ogham", "Runic", "Gothic",
    "Modifier", "Mathematical", "Glagolitic", "Deseret", "Osage", "Script", "Double-Struck",
    FAR_EAST, SYMBOLS, EMOJI,
})  # fmt: skip
_EXAMPLES: Final = {
    FAR_EAST: "Noto Sans CJK", EMOJI: "Noto Emoji", SYMBOLS: "Noto Sans Symbols 2",
    "Arabic": "Noto Naskh Arabic", "Canadian": "Noto Sans Canadian Aboriginal",
}  # fmt: skip
_SPLIT: Final = re.compile("[\u1100-\u11ff]+|.[\u3099\u309a]", re.DOTALL)
_TONES: Final = re.compile("(?<=.)[\U0001f3fb-\U0001f3ff]", re.DOTALL)  # of skin, upon an emoji
_RIGHT: Final = re.compile("[\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufefc]")


@cache
def script(char: str) -> str:
    """The name of a character's script for a person to read: "Thai", "emoji"."""
    name = unicodedata.name(char, "")
    if name.startswith(_FAR_EAST):
        return FAR_EAST
    if 0x1F000 <= ord(char) < 0x1FB00 and unicodedata.category(char) in ("So", "Sk"):
        return EMOJI
    if unicodedata.category(char)[0] not in "LM" or not name:
        return SYMBOLS
    return name.split()[0].title()


@cache
def is_set_right(char: str) -> bool:
    """Whether a character can be printed as its script asks, with a face that has it."""
    category = unicodedata.category(char)
    if from_right(char):
        if category != "Lo" or script(char) == "Hebrew" or letters(char) != char:
            return True
        return has_forms(char)
    if category in ("Cn", "Co", "Cs", "Cc", "Cf") or 0x1100 <= ord(char) < 0x1200:
        return False  # also single parts of Korean syllables
    if unicodedata.bidirectional(char) in ("R", "AL", "AN"):
        return False
    if category[0] == "M":
        return script(char) == FAR_EAST
    return script(char) in _ONE_A_LETTER


def from_right(char: str) -> bool:
    """Whether a character is of the two scripts from right to left that are set here."""
    return _RIGHT.match(char) is not None


def whole(text: str) -> str:
    """The text with syllables of Korean and Japanese as one character where they came as parts.

    Emoji lose their tone of skin, which print would show as a box of its own.
    """
    text = _TONES.sub("", text)
    return _SPLIT.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def language(text: str) -> str:
    """The language by which Han characters of a text are drawn: "ja", "ko", "zh", or ""."""
    if text.isascii():
        return ""
    found = ""
    for char in set(text):
        if "\u3041" <= char <= "\u30ff":
            return "ja"
        if "\uac00" <= char <= "\ud7a3":
            found = "ko"
        elif not found and script(char) == FAR_EAST:
            found = "zh"
    return found


def said_missing(missing: Iterable[tuple[str, bool]], mark: str) -> str:
    """The sentences about scripts that print as a mark: whether each could be set, with a font."""
    fonts = sorted({name for name, settable in missing if settable})
    never = sorted({name for name, settable in missing if not settable})
    said = []
    if fonts:
        examples = " or ".join(_EXAMPLES.get(name, f"Noto Sans {name}") for name in fonts[:2])
        said.append(
            f"{mark} stands for {_listed(fonts)}. To print them, install a font that has them, "
            f"such as {examples}, and start the program again."
        )
    if never:
        also = "also " if fonts else ""
        said.append(f"{mark} {also}stands for {_listed(never)}, which this program cannot print.")
    return " ".join(said)


def _listed(names: list[str]) -> str:
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last
