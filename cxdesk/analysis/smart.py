"""What an objective lacks to be SMART: hints for who writes it, never a refusal.

SMART (Doran, 1981) asks that an objective is specific, measurable, achievable and agreed, relevant
and time-bound. Numbers and dates are found in any language; lists of words are English, so that
elsewhere these hints are merely silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sign = Literal["specific", "measurable", "achievable", "relevant", "time-bound"]


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that an objective lacks, and a short sentence on it."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Objective:
    """A line of the objectives; `number` counts them from 1."""

    number: int
    text: str
    hints: tuple[Hint, ...]


def objectives(text: str) -> tuple[Objective, ...]:
    """Every objective of a text, one a line, with what it lacks; headings (“By 2027:”) are none."""
    lines = (_BULLET.sub("", line, count=1).strip() for line in text.splitlines())
    found = [line for line in lines if line and not line.endswith(":")]
    return tuple(Objective(n, line, hints(line)) for n, line in enumerate(found, 1))


def hints(line: str) -> tuple[Hint, ...]:
    """What one objective lacks, the gravest first; nothing where it is SMART."""
    dated = bool(_DATE.search(line))
    rest = _CODE.sub(" ", _DATE.sub(" ", line))
    measured = bool(_NUMBER.search(rest) or _COUNTED.search(rest))
    found: list[Hint | None] = [
        _length(line) or _specific(line, rest),
        None if measured else Hint("measurable", "Say how much: a number, or “all” or “none”"),
        _achievable(rest),
        _relevant(line),
        None if dated else Hint("time-bound", "Say by when"),
    ]
    return tuple(hint for hint in found if hint is not None)


def _length(line: str) -> Hint | None:
    # Words are counted where they are written apart, as in Latin script.
    if line.isascii() and len(line.split()) < 3:
        return Hint("specific", "Say in a sentence what will be true")
    if len(line.split()) > _MOST_WORDS:
        return Hint("specific", "Looks like more than one: give each a line of its own")
    return None


def _specific(line: str, rest: str) -> Hint | None:
    if (verb := _NO_DIRECTION.search(line)) and not _TARGET.search(rest):
        return Hint("specific", f"“{verb[0].lower()}” says no direction: say what goes from where"
                    " to where")  # fmt: skip
    if vague := _VAGUE.search(line):
        return Hint("specific", f"“{vague[0].lower()}” is read in many ways: say what is seen")
    return None


def _achievable(line: str) -> Hint | None:
    if weak := _PROMISES_NOTHING.search(line):
        return Hint("achievable", f"“{weak[0].lower()}” promises nothing: say what is agreed")
    if total := _NO_EXCEPTION.search(line):
        return Hint("achievable", f"“{total[0].lower()}” allows no exception: agree on a share,"
                    " such as 95 %")  # fmt: skip
    return None


def _relevant(line: str) -> Hint | None:
    if (work := _WORK.match(line)) and not _SO_THAT.search(line):
        return Hint("relevant", f"“{work[0]}” is work: say what it brings, “so that …”")
    return None


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_MOST_WORDS = 50
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣]\s*|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)?", re.IGNORECASE)
_CODE = re.compile(r"\b[^\W\d_]+-?\d[\w.-]*")  # CX-104, O3, B2

_MONTH = (
    r"(?:jan(?:uar[yi]?)?|feb(?:ruar[yi]?)?|m(?:ar(?:ch|s|zo)?|är(?:z)?|rz)|a[pv]r(?:il|ile)?|"
    r"ma[yi]o?|jun[ei]?|juin|jul[yi]?|juillet|aug(?:ust)?|août|sep(?:t|tember)?|"
    r"o[ck]t(?:ob(?:er|re))?|nov(?:ember|embre)?|de[cz](?:ember|embre)?)\.?"
)
_UNITS = r"(?:months?|quarters?|years?|monate?n?|jahre?n?|mois|ans?)"
_DATE = re.compile(
    rf"""\b\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?\b            # 2027-04-30, 2027-04
    | \b\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?(?:\d{{2}}|\d{{4}})\b
    | \b\d{{1,2}}\.?\s+(?:of\s+|de\s+)?{_MONTH}(?:\s+(?:de\s+)?\d{{4}})?\b
    | \b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b
    | \b{_MONTH}\s+(?:de\s+)?\d{{4}}\b
    | \b(?:q[1-4]|h[12])(?:\s*/?\s*\d{{4}})?\b
    | \b\d{{4}}\s?/?\s?(?:q[1-4]|h[12])\b
    | \b(?:kw|cw|week|woche)\s?\d{{1,2}}\b | \b\d{{4}}-?w\d{{1,2}}\b
    | (?<![\d.,])(?:19|20|21)\d{{2}}(?![\d%]|[.,]\d|\s?%)(?:\s?年)?
    | \b(?:within|in|after|innerhalb\s+von|binnen|sous)\s+\w+\s+{_UNITS}\b
    | \bby\s+(?:the\s+)?(?:end|start|middle|close)\s+of\b
    | \bby\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b
    | \b(?:this|next)\s+(?:month|quarter|year|spring|summer|autumn|winter)\b
    | \bby\s+(?:early|mid|late|spring|summer|autumn|winter|easter|christmas|{_MONTH})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"\d")
_COUNTED = _words(
    "all", "every", "each", "both", "none", "no", "nobody", "nothing", "zero", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozen", "half",
    "halves", "halved", "twice", "doubled?", "third", "quarter", "once",
)  # fmt: skip
_NO_DIRECTION = _words(
    r"improv(?:e[sd]?|ing|ement)", r"optimi[sz](?:e[sd]?|ing|ation)", r"enhanc(?:e[sd]?|ing)",
    r"moderni[sz](?:e[sd]?|ing)", r"strengthen(?:s|ed|ing)?", r"foster(?:s|ed|ing)?",
    r"support(?:s|ed|ing)?", r"address(?:es|ed|ing)?", r"leverag(?:e[sd]?|ing)",
    r"streamlin(?:e[sd]?|ing)", r"boost(?:s|ed|ing)?", "better",
)  # fmt: skip
_TARGET = re.compile(
    r"\b(?:from|to|by|at|below|under|above|over|least|most|than|within)\s+\S*\d|[<>≤≥=]\s*\d",
    re.IGNORECASE,
)
_VAGUE = _words(
    "as soon as possible", "asap", r"etc\.?", "and so on", "appropriate(?:ly)?", "adequate(?:ly)?",
    "as needed", "where needed", "various", "some", "many", "several", "user-friendly",
    "efficient(?:ly)?", "effective(?:ly)?", "quick(?:ly)?", "fast", "easy", "easily", "seamless",
    "world-class", "best practices?", "state of the art", "robust", "significant(?:ly)?",
    "substantial(?:ly)?", "high-quality", "timely", "soon", "regular(?:ly)?",
)  # fmt: skip
_PROMISES_NOTHING = _words(
    r"tr(?:y|ies) to", r"aims? to", r"hopes? to", r"plans? to", r"intends? to", "should", "might",
    "could", "may", "if possible", "possibly", "ideally", "where possible", "as far as possible",
    "strives? to", "seeks? to",
)  # fmt: skip
_NO_EXCEPTION = _words(
    "always", "never", "at any time", "under all circumstances", "perfect(?:ly)?"
)
_WORK = _words(
    r"(?:we\s+)?(?:implement|introduce|conduct|hold|organi[sz]e|set up|install|roll out|create|"
    r"develop|build|analy[sz]e|define|write|launch|carry out|design|prepare|procure|migrate)"
)
_SO_THAT = re.compile(r"\bso that\b|\bin order to\b|\bto\s+[a-z]+\b|\bwhich\b|\bthat\b", re.I)
