"""Arabic letters as they stand in a word: each in the form that joins its neighbours.

Unicode has a character for each form, kept from older days, and fonts have their shapes. Which form
belongs to which letter is read from the decompositions of these characters, and how a letter joins
from the forms that it has.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_FORM: Final = re.compile(r"<(isolated|final|initial|medial)> ([0-9A-F ]+)")
_LIGATURE: Final = re.compile("\u0644[\u0622\u0623\u0625\u0627]")  # lam and alef are always one
_JOINERS: Final = "\u0640\u200d"  # tatweel, and the joiner that cannot be seen
_BLOCKS: Final = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))


def joined(text: str) -> str:
    """The text with each Arabic letter in the form that its neighbours ask for.

    Marks are kept, and letters that have no such forms.
    """
    forms = _forms()
    if not any(char in forms for char in set(text)):
        return text
    letters = [text[m.start() : m.end()] for m in re.finditer(f"{_LIGATURE.pattern}|.", text, re.S)]
    places = [n for n, each in enumerate(letters) if not _transparent(each)]
    shapes = list(letters)
    for at, n in enumerate(places):
        own = forms.get(letters[n])
        if own is None:
            continue
        before = letters[places[at - 1]] if at else ""
        after = letters[places[at + 1]] if at + 1 < len(places) else ""
        backward = "final" in own and _reaches_on(before)
        forward = "initial" in own and _reaches_back(after)
        wanted = ("isolated", "initial", "final", "medial")[forward + 2 * backward]
        shapes[n] = own.get(wanted, own["isolated"])
    return "".join(shapes)


def letters(char: str) -> str:
    """The letters that a form stands for; other characters stand for themselves."""
    found = _FORM.match(unicodedata.decomposition(char))
    if found is None or not any(ord(char) in block for block in _BLOCKS):
        return char
    return "".join(chr(int(code, 16)) for code in found[2].split())


def has_forms(char: str) -> bool:
    """Whether a letter as typed is known to stand right in a word."""
    return char in _forms()


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of each letter, and of lam with alef."""
    found: dict[str, dict[str, str]] = {}
    for block in reversed(_BLOCKS):  # the later block has those of the Arabic language
        for char in map(chr, block):
            form = _FORM.match(unicodedata.decomposition(char))
            stands_for = letters(char)
            if form and (len(stands_for) == 1 or _LIGATURE.fullmatch(stands_for)):
                found.setdefault(stands_for, {}).setdefault(form[1], char)
    return {each: own for each, own in found.items() if "isolated" in own}


def _transparent(letter: str) -> bool:
    """Whether letters join over it: a mark, or a sign of direction."""
    return letter not in "\u200c\u200d" and unicodedata.category(letter[0]) in ("Mn", "Me", "Cf")


def _reaches_on(letter: str) -> bool:
    return bool(letter) and (letter in _JOINERS or "initial" in _forms().get(letter, ()))


def _reaches_back(letter: str) -> bool:
    return bool(letter) and (letter in _JOINERS or "final" in _forms().get(letter, ()))
