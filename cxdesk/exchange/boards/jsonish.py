"""Values out of JSON that may be of any type: asked for as one, and nothing where they differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
NOTHING: Node = {}


def node(value: object) -> Node:
    """An object, without anything in it for what is none."""
    return value if isinstance(value, dict) else NOTHING


def nodes(value: object) -> Iterator[Node]:
    """The objects of a list."""
    return iter(()) if not isinstance(value, list) else (one for one in value if _is_node(one))


def listed(value: object) -> list[Any]:
    """A list, without anything in it for what is none."""
    return value if isinstance(value, list) else []


def in_order(value: object, place: str) -> list[Node]:
    """The objects of a list, sorted by the number that each has as its place."""
    return sorted(nodes(value), key=lambda one: number(one.get(place)) or 0.0)


def key(value: object) -> str:
    """An id; "" for what is none."""
    return value if isinstance(value, str) and len(value) <= 200 and value.isprintable() else ""


def keys(value: object) -> tuple[str, ...]:
    """The ids of a list, each once."""
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(found for one in value if (found := key(one))))


def number(value: object) -> float | None:
    """A number, also one that is written as text as Trello does."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value) if not isinstance(value, str) or len(value) <= 40 else math.nan
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def _is_node(value: object) -> bool:
    return isinstance(value, dict)
