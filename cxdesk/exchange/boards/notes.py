"""What is told of a file besides its rows, counted; and its texts, cleaned and kept in bounds."""

from __future__ import annotations

import re

from cxdesk.exchange.bounds import MOST_CELL
from cxdesk.services.incoming import Fate, Note

MOST_LINE = 500  # characters of a title or a name
# NUL and its like, and halves of surrogate pairs, which no file of ours can hold.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Notes:
    """Notes of one file: the same words are one note, with the sum of the counts."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Fate, str], int] = {}

    def add(self, fate: Fate, text: str, count: int = 1) -> None:
        """`count` more of what `text` says; nothing for zero."""
        if count:
            self._counts[fate, text] = self._counts.get((fate, text), 0) + count

    def dropped(self, text: str, count: int = 1) -> None:
        """What has no place here."""
        self.add(Fate.DROPPED, text, count)

    def changed(self, text: str, count: int = 1) -> None:
        """What was taken for something else."""
        self.add(Fate.CHANGED, text, count)

    def all(self) -> tuple[Note, ...]:
        """Every note, in the order in which they came up."""
        return tuple(Note(fate, text, count) for (fate, text), count in self._counts.items())

    # Texts ----------------------------------------------------------------------------------

    def long(self, value: object) -> str:
        """A text of many lines; "" for what is no text. One that is too long is cut, and said."""
        if not isinstance(value, str):
            return ""
        text = _NO_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(text) > MOST_CELL:
            self.changed(f"A text of more than {MOST_CELL:,} characters was cut.")
            return text[:MOST_CELL].rstrip()
        return text

    def line(self, value: object) -> str:
        """A title or a name, on one line; "" for what is no text."""
        if not isinstance(value, str):
            return ""
        text = " ".join(_NO_TEXT.sub("", value[: 4 * MOST_LINE]).split())
        if len(text) > MOST_LINE or len(value) > 4 * MOST_LINE:
            self.changed(f"A title of more than {MOST_LINE} characters was cut.")
            return text[:MOST_LINE].rstrip()
        return text
