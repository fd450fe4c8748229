"""A table as text: what goes to the clipboard, to paper and to other programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text, row by row; `right` says which columns are numbers.

    `shares` are the columns' widths, in any unit.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    shares: tuple[float, ...]
