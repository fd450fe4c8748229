"""Text as XML takes it: escaped, without the characters that XML has no way to say."""

from __future__ import annotations

import re
from collections.abc import Mapping

# All that XML 1.0 forbids, and halves of characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def text(value: str, most: int = 0) -> str:
    """Text between tags, of `most` characters where the other program takes no more."""
    return _cut(_FORBIDDEN.sub("", value), most).translate(_IN_TEXT)


def attributes(values: Mapping[str, object]) -> str:
    """Attributes with a space before each, in this order; one that is None is left out."""
    return "".join(
        f' {name}="{_FORBIDDEN.sub("", str(value)).translate(_IN_VALUE)}"'
        for name, value in values.items()
        if value is not None
    )


def element(name: str, value: object, most: int = 0) -> str:
    """An element with text: `<Name>R&amp;D</Name>`; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, int):  # a flag is 1 or 0
        return f"<{name}>{int(value)}</{name}>"
    return f"<{name}>{text(str(value), most)}</{name}>"


def elements(values: Mapping[str, object]) -> str:
    """Elements one after the other, those that are None left out."""
    return "".join(element(name, value) for name, value in values.items())


def _cut(value: str, most: int) -> str:
    return value if not most or len(value) <= most else value[: most - 1] + "…"
