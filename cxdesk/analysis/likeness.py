"""Titles that say the same in other words: found by the words they share, not by their letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LEAST = 0.5
"""From this share of words in common on, two titles are alike."""

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = """
a about an and are as at be by for from in into is it its new not of on or our per the their to us
we with your der die das den dem des ein eine einer einen und oder fur von vom zu zum zur im am auf
aus bei mit nach uber unter ist sind neue neuer neues
"""
_SILENT = frozenset(_ARTICLES.split())
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "en", "s", "e")


@dataclass(frozen=True, slots=True)
class Alike:
    """A title that is like another: the key it was given with, and how like it is, 0 to 1."""

    key: int
    likeness: float


class Likeness:
    """Knows many titles, folded to lower case, and finds those that are like another one."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        self._sizes: dict[int, int] = {}
        by_stem: defaultdict[str, list[int]] = defaultdict(list)
        for key, title in titles:
            found = stems(title)
            self._sizes[key] = len(found)
            for stem in found:
                by_stem[stem].append(key)
        self._by_stem = dict(by_stem)

    def find(self, title: str, most: int = 3) -> list[Alike]:
        """The titles most like it, the likest first."""
        wanted = stems(title)
        if not wanted:
            return []
        shared: Counter[int] = Counter()
        for stem in wanted:
            shared.update(self._by_stem.get(stem, ()))
        alike = [
            Alike(key, 2 * number / (len(wanted) + self._sizes[key]))
            for key, number in shared.items()
            if number > 1 or len(wanted) == self._sizes[key] == 1
        ]
        alike = [one for one in alike if one.likeness >= LEAST]
        return sorted(alike, key=lambda one: (-one.likeness, one.key))[:most]


def stems(title: str) -> set[str]:
    """The words of a folded title without their endings, and without those that say nothing."""
    return {stem for word in _WORD.findall(title) if (stem := _stem(word))}


@lru_cache(maxsize=2**15)
def _stem(word: str) -> str:
    """A word without its ending; nothing of one that says nothing."""
    if word in _SILENT:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
