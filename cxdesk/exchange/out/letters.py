"""Letters of a text that files of other programs cannot hold."""

from __future__ import annotations

import re
from typing import Final

_UNSAID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def held(text: str) -> str:
    """The text with a mark for each letter that XML cannot hold, and half a pair of surrogates."""
    return _UNSAID.sub("\N{REPLACEMENT CHARACTER}", text) if _UNSAID.search(text) else text


def one_kind_of_line_end(text: str) -> str:
    """The text with every line ended as on Unix, whatever ends it."""
    return _LINE_ENDS.sub("\n", text)
