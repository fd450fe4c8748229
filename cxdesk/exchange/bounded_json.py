"""JSON of other programs, its nesting bounded before it is parsed."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from cxdesk.exchange.bounds import MOST_DEPTH, TooLarge
from cxdesk.store.errors import KnownError

# A string that is never closed runs to the end, lest it is looked for again from every quote in it.
_MARKS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_object(content: bytes) -> bool:
    """Whether a file may be a JSON object, by its first sign."""
    for bom in _BOMS:
        content = content[:64].removeprefix(bom)
    return content.lstrip(b" \t\r\n\0")[:1] == b"{"


def parsed(content: bytes, name: str) -> Any:
    """What the JSON of a file says. NaN and infinities, which JSON has not, are null.

    Raises KnownError for what is no JSON, TooLarge for what is nested too deep.
    """
    try:
        text = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        raise KnownError(f"{name} is no JSON: it is not text in UTF-8.") from None
    if deepest(text) > MOST_DEPTH:
        raise TooLarge(
            f"{name} is nested deeper than {MOST_DEPTH} levels, the most that is read. "
            "No program writes such a file: it was made to harm, or is damaged."
        )
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise KnownError(
            f"{name} is no JSON: it breaks off or is damaged in line {error.lineno}. "
            "Export it once more."
        ) from None
    except ValueError:  # a number of more digits than Python takes
        raise KnownError(f"{name} holds a number that is longer than any that is read.") from None


def deepest(text: str) -> int:
    """How deep the brackets of a JSON text are nested; those in strings are none."""
    depth = most = 0
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            most = max(most, depth)
            if most > MOST_DEPTH:
                return most
        elif mark in "]}":
            depth -= 1
    return most
