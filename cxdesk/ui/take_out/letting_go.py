"""Many rows are let go little by little: at once, everybody would wait while it lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

_AT_ONCE: Final = 500  # rows


def let_go(rows: Any) -> None:
    """Empty the lists that frozen rows hold; they are of no use any more."""
    for part in list(_lists(rows)):
        while part:
            del part[-_AT_ONCE:]


def _lists(rows: Any) -> Iterator[list[Any]]:
    if isinstance(rows, list):
        yield rows
    elif isinstance(rows, Mapping):
        for part in rows.values():
            yield from _lists(part)
    elif is_dataclass(rows):
        for field in fields(rows):
            yield from _lists(getattr(rows, field.name))
