"""What a table knows of its columns: what they show, how they sort and how they are changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cxdesk.services.search import fold
from cxdesk.services.sheet import Cell, Sheet
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.leads import Lead
from cxdesk.ui.theme import Theme

R = TypeVar("R")
_DAY = re.compile(r"(\w{2,3},? )?\d{1,2}\.? \w{3,9}( \d{4})?|\d{4}-\d\d-\d\d")  # and no more
_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,15})?( %)?")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column over rows of a kind, which have an `id`.

    `text` is what is shown, copied and printed. `order` gives the sort key (the text, folded,
    without it). `ink` is a token of Theme and `weight` 400-700. `width` is in px; columns share
    what is left by their `stretch`. `paint` draws the cell in place of lead and text, which stay
    what is copied, printed and read out; the title of such a column is centred if `middle` says so.
    A text of a column that may `wrap` takes two lines where it does not fit on one.
    `brief` is shown in place of a long text, which its tip has; `note` is said behind it, in text3.

    A cell is changed in one of two ways. `save(row, text, at)` keeps a typed text, or says `at` its
    field why not and returns False; `problem(row, text)` is said while it is typed, and `typed`
    is the text that editing begins with. `pick(row, anchor)` opens a popup at the cell. `still`
    says that this row's cell cannot be changed.
    """

    key: str
    title: str
    text: Callable[[R], str]
    width: int = 120
    stretch: int = 0
    right: bool = False
    order: Callable[[R], Any] | None = None
    lead: Callable[[R], Lead | None] | None = None
    ink: Callable[[R], str] | None = None
    weight: int = 400
    typed: Callable[[R], str] | None = None
    problem: Callable[[R, str], str] | None = None
    save: Callable[[R, str, Refusable], bool] | None = None
    pick: Callable[[R, QWidget], object] | None = None
    still: Callable[[R], bool] | None = None
    paint: Callable[[QPainter, QRectF, R, Theme], None] | None = None
    middle: bool = False
    brief: Callable[[R], str] | None = None
    note: Callable[[R], str] | None = None
    wrap: bool = False

    @property
    def editable(self) -> bool:
        """Whether its cells can be changed at all."""
        return self.save is not None or self.pick is not None

    def can_change(self, row: R) -> bool:
        """Whether the cell of a row can be changed."""
        return self.editable and not (self.still is not None and self.still(row))

    def words(self, row: R) -> str:
        """The whole text with its note, as it is copied, printed, read out and looked for."""
        note = self.note(row) if self.note is not None else ""
        return f"{self.text(row)} ({note})" if note else self.text(row)

    def cell(self, row: R) -> Cell:
        """The same as a date or a number where that says all; a spreadsheet reckons with it."""
        words = self.words(row)
        if self.right and _NUMBER.fullmatch(words):
            bare = words.replace(",", "").removesuffix(" %")
            if bare != words.replace(",", ""):
                return float(bare) / 100
            return float(bare) if "." in bare else int(bare)
        if self.order is not None and _DAY.fullmatch(self.text(row)):  # without its note
            value = self.order(row)
            return value if isinstance(value, date) else words
        return words

    @property
    def value(self) -> Callable[[R], Any]:
        """What a row sorts by; None is no value."""
        return self.order or (lambda row: fold(self.text(row)))

    def sort_key(self, row: R) -> Any:
        """The same as a key of Python's sort; rows without a value come last."""
        value = self.value(row)
        return (value is None, value)


def sheet_of(columns: Sequence[Column[Any]], rows: Sequence[Any], *, typed: bool = False) -> Sheet:
    """These rows of a table as text; `typed` with their values too."""
    return Sheet(
        tuple(column.title for column in columns),
        tuple(tuple(column.words(row) for column in columns) for row in rows),
        tuple(column.right for column in columns),
        tuple(float(column.width + 60 * column.stretch) for column in columns),
        tuple(tuple(column.cell(row) for column in columns) for row in rows) if typed else (),
    )
