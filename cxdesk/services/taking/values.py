"""Values of a file as values of the model: of the right kind and within bounds, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any, Final

from cxdesk.model.base import storable
from cxdesk.services.initiatives import MOST_LAG
from cxdesk.services.program_shape import Field, Kind

MOST_TEXT: Final = 1_000_000
"""Letters of one text."""
MOST_IN_LIST: Final = 100_000
_MOST_SHOWN: Final = 40
_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # no program reaches further
_MOST_ID: Final = 2**63 - 1
_MOST_WHOLE: Final = 2**31 - 1
_MOST_NUMBER: Final = 1e15
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PIN: Final = re.compile(r"[0-9a-f]{32}:[0-9a-f]{64}")
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})")

RANGES: Final[Mapping[tuple[str, str], tuple[int, int]]] = {
    ("program", "customers"): (0, 10**12),
    ("program", "outcomes_gone"): (0, 10**6),
    ("domains", "hue"): (0, 1000),
    ("initiatives", "progress"): (0, 100),
    ("initiatives", "impact"): (1, 5),
    ("initiatives", "reach"): (1, 5),
    ("initiatives", "outcome_score"): (1, 5),
    ("initiatives", "urgency"): (1, 5),
    ("links", "lag"): (-MOST_LAG, MOST_LAG),
    ("risks", "probability"): (1, 5),
    ("risks", "impact"): (1, 5),
    ("costs", "year"): (_FIRST_YEAR, _LAST_YEAR),
    ("charters", "version"): (1, 10_000),
    ("charters", "revision"): (1, 10_000),
    ("groups", "quorum"): (1, 10_000),
    ("groups", "urgent_quorum"): (1, 10_000),
}
"""The least and the most of whole numbers; all others are 0 to 2,147,483,647."""

NEEDED: Final = frozenset({"name", "title", "code", "short", "initials"})
"""Texts that may not be empty where they have no default."""

LETTERS: Final = ("R", "A", "C", "I")
UNCHECKED: Final = frozenset({("phases", "name")})  # a draft may still lack it


def read(table: str, field: Field, value: Any) -> Any:
    """The value for the model; None stays None. Raises ValueError with the end of a sentence:
    "is no date".
    """
    if value is None:
        if not field.optional:
            raise ValueError("is missing")
        return None
    if field.kind is Kind.CHOICE:
        return _choice(field, value)
    if field.kind is Kind.WHOLE:
        return _whole(value, RANGES.get((table, field.key), (0, _MOST_WHOLE)))
    made = _READERS[field.kind](value)
    if field.kind is Kind.TEXT and (problem := _wrong_text(table, field, made)):
        raise ValueError(problem)
    return made


def shown(value: Any) -> str:
    """A value as a problem quotes it."""
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


# One kind each ------------------------------------------------------------------------------


def identity(value: Any) -> int:
    """An id: a whole number from 1 up, as text or as it is. Raises ValueError."""
    if isinstance(value, str) and len(value) <= 19 and value.isascii() and value.isdigit():
        value = int(value)
    if type(value) is not int or not 1 <= value <= _MOST_ID:
        raise ValueError("is no id")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("is no text")
    if len(value) > MOST_TEXT:
        raise ValueError(f"is longer than {MOST_TEXT:,} letters")
    return storable(value)


def _wrong_text(table: str, field: Field, text: str) -> str:
    """What is wrong with a text, as the end of a sentence; "" where nothing is."""
    where = (table, field.key)
    if field.default is None and field.key in NEEDED and where not in UNCHECKED:
        return "" if text.strip() else "is empty"
    if text and where == ("actions", "week"):
        return "" if _is_week(text) else "is no week such as 2026-W48"
    if text and where == ("meetings", "starts"):
        return "" if _CLOCK.fullmatch(text) else "is no time such as 14:00"
    if where == ("memberships", "pin"):
        return "" if _PIN.fullmatch(text) else "is no PIN"
    return ""


def _is_week(text: str) -> bool:
    found = _WEEK.fullmatch(text)
    if found is None:
        return False
    try:
        return bool(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        return False


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")
    return value


def _whole(value: Any, bounds: tuple[int, int]) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int:
        raise ValueError("is no whole number")
    least, most = bounds
    if not least <= value <= most:
        raise ValueError(f"is not between {least:,} and {most:,}")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("is no number")
    try:
        made = float(value)
    except OverflowError:
        made = _MOST_NUMBER * 10
    if not isfinite(made) or abs(made) > _MOST_NUMBER:
        raise ValueError("is too large a number")
    return made


def day(value: Any) -> date:
    """A day in ISO form. Raises ValueError."""
    try:
        made = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("is no date such as 2026-11-23") from None
    return _near(made)


def _moment(value: Any) -> datetime:
    try:
        made = datetime.fromisoformat(value)
        if made.tzinfo is not None:
            made = made.astimezone(UTC).replace(tzinfo=None)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("is no time such as 2026-11-23T09:00:00Z") from None
    _near(made.date())
    return made


def _near(on: date) -> date:
    if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise ValueError(f"is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return on


def _choice(field: Field, value: Any) -> Any:
    found = field.choices.get(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"is none of {', '.join(field.choices)}")
    return found


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise ValueError("is no SHA-256 in hex")
    return value


# Lists and objects --------------------------------------------------------------------------


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("is no list")
    if len(value) > MOST_IN_LIST:
        raise ValueError(f"has more than {MOST_IN_LIST:,} entries")
    return value


def _ids(value: Any) -> list[int]:
    made = [identity(each) for each in _list(value)]
    if len(set(made)) != len(made):
        raise ValueError("names something twice")
    return made


def _tiers(value: Any) -> list[list[int]]:
    made = [_ids(each) for each in _list(value)]
    flat = [each for tier in made for each in tier]
    if len(set(flat)) != len(flat):
        raise ValueError("names something twice")
    return made


def _texts(value: Any) -> list[str]:
    return [_text(each) for each in _list(value)]


def _week(value: Any) -> list[int]:
    made = _list(value)
    if not made or any(type(each) is not int or not 0 <= each <= 6 for each in made):
        raise ValueError("is no list of days from 0, Monday, to 6")
    return sorted(set(made))


def _steps(value: Any) -> list[list[Any]]:
    made = _list(value)
    if any(not isinstance(each, list) or not each or not isinstance(each[0], str) for each in made):
        raise ValueError("is no list of steps")
    return [_plain(each) for each in made]


def _letters(value: Any) -> dict[str, str]:
    made = _object(value)
    if any(letter not in LETTERS for letter in made.values()):
        raise ValueError("holds something else than R, A, C and I")
    return {str(identity(key)): letter for key, letter in made.items()}


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("is no object")
    made: dict[str, Any] = _plain(value)
    return made


def _plain(value: Any) -> Any:
    """Plain values that a file can hold."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): _plain(each) for key, each in value.items()}
    return value


_READERS: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.DATE: day,
    Kind.TIME: _moment,
    Kind.ID: identity,
    Kind.DIGEST: _digest,
    Kind.IDS: _ids,
    Kind.TIERS: _tiers,
    Kind.TEXTS: _texts,
    Kind.WEEK: _week,
    Kind.STEPS: _steps,
    Kind.LETTERS: _letters,
    Kind.OBJECT: _object,
}
