"""A table as text: what goes to the clipboard, to paper and to other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text, row by row; `right` says which columns are numbers.

    `shares` are the columns' widths, in any unit. `values` are the rows once more, with dates and
    numbers in place of their words; () where nobody asked for them.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    shares: tuple[float, ...]
    values: tuple[tuple[Cell, ...], ...] = ()
