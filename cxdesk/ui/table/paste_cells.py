"""Cells copied from a spreadsheet, read over the rows and columns at which they are pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from cxdesk.exchange.pasted import cells
from cxdesk.model.wording import count
from cxdesk.services.programs import Choice
from cxdesk.services.search import fold
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.table.columns import Column

NOTHING = ("", "–", "-", "none", "nobody")
"""What stands in a copied cell for no value."""


class Coded(Protocol):
    """A row with a code, by which refusals name it."""

    @property
    def code(self) -> str:
        """The code."""
        ...


R = TypeVar("R", bound=Coded)


class Pasted(NamedTuple, Generic[R]):
    """The number of a copied row, the row it goes into, and its new values by column."""

    number: int
    row: R
    values: dict[str, Any]


class CellPaste(Generic[R]):
    """A subclass knows what a cell means in a column, and how the values are kept.

    `where` is what the table is called when copied cells reach beyond it.
    """

    where = "the list"

    def value(self, column: Column[R], text: str, row: R) -> Any:
        """What a copied cell means in a column; raises ValueError with a sentence."""
        raise NotImplementedError

    def keep(self, changed: Sequence[Pasted[R]], at: Refusable) -> bool:
        """Change the rows, all of them or none; a refusal is said `at` its place."""
        raise NotImplementedError

    def paste(
        self,
        text: str,
        rows: Sequence[R],
        columns: Sequence[Column[R]],
        at: Refusable,
        *,
        fills: Sequence[R] = (),
    ) -> bool:
        """Put the cells into `rows` from the first down and `columns` from the first to the right.

        A single cell goes into all rows that it `fills`. What cannot be is refused `at` its place,
        in a sentence that names the row, and nothing is changed.
        """
        block = cells(text)
        titles = [column.title for column in columns]
        if block and len(block) > 1 and block[0] == titles[: len(block[0])]:
            block = block[1:]  # copied with the titles of the columns
        if len(block) == 1 and len(block[0]) == 1 and fills:
            rows, block = fills, block * len(fills)
        try:
            changed = self._changes(block, rows, columns)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        if not changed:
            at.refuse("What was copied is what stands there already.")
            return False
        return self.keep(changed, at)

    def _changes(
        self, block: Sequence[Sequence[str]], rows: Sequence[R], columns: Sequence[Column[R]]
    ) -> list[Pasted[R]]:
        """What is to be changed, row by row; raises ValueError with a sentence."""
        if not block:
            raise ValueError("Nothing was copied that could stand in a cell.")
        if len(block) > len(rows):
            raise ValueError(
                f"{count(len(block), 'row')} were copied, and {self.where} ends after "
                f"{count(len(rows), 'row')} from here."
            )
        if (wide := max(map(len, block))) > len(columns):
            raise ValueError(
                f"{count(wide, 'column')} were copied, and {self.where} ends after "
                f"{count(len(columns), 'column')} from here."
            )
        found = []
        for number, (words, row) in enumerate(zip(block, rows, strict=False), 1):
            values: dict[str, Any] = {}
            for column, text in zip(columns, words, strict=False):
                if text in (column.words(row), column.text(row)):
                    continue
                try:
                    values[column.key] = self.value(column, text, row)
                except ValueError as wrong:
                    raise ValueError(f"Row {number}, {row.code}: {wrong}") from wrong
            if values:
                found.append(Pasted(number, row, values))
        return found


def untyped(column: Column[Any], text: str) -> ValueError:
    """What is said of a cell whose column is not typed into."""
    return ValueError(f"“{text}” cannot stand in {column.title}, which is not typed.")


def chosen(choices: Sequence[Choice], text: str, noun: str, *, by_note: bool = True) -> int | None:
    """The id of what is called so; None for an empty cell. Raises ValueError with a sentence."""
    wanted = fold(text)
    if wanted in NOTHING:
        return None
    found = [one.id for one in choices if fold(one.name) == wanted]
    if not found and by_note:
        found = [one.id for one in choices if fold(one.note) == wanted]
    if len(found) != 1:
        several = f"“{text}” is the name of more than one {noun}."
        raise ValueError(several if found else f"“{text}” is no {noun} of this program.")
    return found[0]
