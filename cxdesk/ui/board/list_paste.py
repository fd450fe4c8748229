"""Cells copied from a spreadsheet, kept in the list: all of them in one change, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cxdesk.exchange.pasted import cells
from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.program import Horizon
from cxdesk.model.states import Priority, State
from cxdesk.model.wording import count
from cxdesk.services import initiatives, kanban
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.services.programs import Choice
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.ui.board.list_columns import read_labels
from cxdesk.ui.board.list_edits import named
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import read_date, read_number, read_percent
from cxdesk.ui.table.columns import Column

_NONE = ("", "–", "-", "none", "nobody")
# In this order: a state is entered with what it needs, given in the same row.
_ORDER = (
    "title", "domain", "owner", "batch", "dates", "money", "priority", "horizon", "progress",
    "labels", "state",
)  # fmt: skip
_SHARED = {"start": "dates", "end": "dates", "cost": "money", "effort": "money"}


class ListPaste:
    """Reads copied cells over the rows and columns at which they are pasted."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    def paste(
        self,
        text: str,
        rows: Sequence[InitiativeRow],
        columns: Sequence[Column[InitiativeRow]],
        at: Refusable,
        *,
        fills: Sequence[InitiativeRow] = (),
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
        return self._editing.do(
            f"Paste into {named([row for _, row, _ in changed])}",
            lambda session: _apply(session, changed), at,
            said=f"{named([row for _, row, _ in changed])} changed",
        )  # fmt: skip

    def _changes(
        self,
        block: Sequence[Sequence[str]],
        rows: Sequence[InitiativeRow],
        columns: Sequence[Column[InitiativeRow]],
    ) -> list[_Change]:
        """What is to be changed, row by row; raises ValueError with a sentence."""
        if not block:
            raise ValueError("Nothing was copied that could stand in a cell.")
        if len(block) > len(rows):
            raise ValueError(
                f"{count(len(block), 'row')} were copied, and the list ends after "
                f"{count(len(rows), 'row')} from here."
            )
        if (wide := max(map(len, block))) > len(columns):
            raise ValueError(
                f"{count(wide, 'column')} were copied, and the list ends after "
                f"{count(len(columns), 'column')} from here."
            )
        found = []
        for number, (words, row) in enumerate(zip(block, rows, strict=False), 1):
            values: dict[str, Any] = {}
            for column, text in zip(columns, words, strict=False):
                if text in (column.words(row), column.text(row)):
                    continue
                try:
                    values[column.key] = self._value(column, text)
                except ValueError as wrong:
                    raise ValueError(f"Row {number}, {row.code}: {wrong}") from wrong
            if values:
                found.append((number, row, values))
        return found

    def _value(self, column: Column[InitiativeRow], text: str) -> Any:
        """What a copied cell means in a column; raises ValueError with a sentence."""
        choices = self._editing.choices
        match column.key:
            case "title":
                if not text:
                    raise ValueError("an initiative needs a title.")
                return text
            case "state":
                return _one_of(State, text, "state")
            case "priority":
                return None if fold(text) in _NONE else _one_of(Priority, text, "priority")
            case "horizon":
                return None if fold(text) in _NONE else _one_of(Horizon, text, "horizon")
            case "batch":
                return _chosen(choices.batches, text, "batch")
            case "owner":
                return _chosen(choices.people, text, "person", by_note=False)
            case "domain":
                whole = fold(text) in ("org", "organisation-wide")
                return None if whole else _chosen(self._editing.domain_choices, text, "domain")
            case "start" | "end":
                return read_date(text, self._editing.desk.today())
            case "cost" | "effort":
                return read_number(text)
            case "progress":
                return read_percent(text)
            case "labels":
                return read_labels(text)
        raise ValueError(f"“{text}” cannot stand in {column.title}, which is not typed.")


_Change = tuple[int, InitiativeRow, dict[str, Any]]
"""The number of a copied row, the initiative, and its new values by column."""


def _apply(session: Session, changes: Iterable[_Change]) -> None:
    """Change all of them; a refusal names the row."""
    for number, row, values in changes:
        wanted = {_SHARED.get(key, key) for key in values}
        for key in _ORDER:
            if key not in wanted:
                continue
            try:
                _COMMANDS[key](session, row, values)
            except ReasonNeeded as needed:
                raise RuleBroken(
                    f"Row {number}: {needed.text} Change the state of {row.code} by itself.",
                    needed.way,
                ) from needed
            except RuleBroken as broken:
                raise RuleBroken(f"Row {number}: {broken.text}", broken.way) from broken


def _set(command: Callable[..., object], key: str) -> Callable[..., None]:
    def change(session: Session, row: InitiativeRow, values: dict[str, Any]) -> None:
        command(session, row.id, values[key])

    return change


def _schedule(session: Session, row: InitiativeRow, values: dict[str, Any]) -> None:
    start, end = values.get("start", row.start), values.get("end", row.end)
    initiatives.schedule(session, row.id, start, end)


def _cost(session: Session, row: InitiativeRow, values: dict[str, Any]) -> None:
    cost, effort = values.get("cost", row.cost), values.get("effort", row.effort)
    initiatives.cost(session, row.id, cost, effort)


def _enter(session: Session, row: InitiativeRow, values: dict[str, Any]) -> None:
    state: State = values["state"]
    if state in (State.ON_HOLD, State.CANCELLED):
        raise RuleBroken(f"{row.code} needs a reason to be {state.place}: move it by itself.")
    kanban.change_state(session, row.id, state)


_COMMANDS: dict[str, Callable[[Session, InitiativeRow, dict[str, Any]], object]] = {
    "title": _set(initiatives.rename, "title"),
    "domain": _set(initiatives.belong, "domain"),
    "owner": _set(initiatives.give, "owner"),
    "batch": _set(initiatives.join, "batch"),
    "dates": _schedule,
    "money": _cost,
    "priority": _set(initiatives.prioritise, "priority"),
    "horizon": _set(initiatives.place_in, "horizon"),
    "progress": _set(initiatives.progress, "progress"),
    "labels": _set(initiatives.label, "labels"),
    "state": _enter,
}


def _one_of(kind: Any, text: str, name: str) -> Any:
    """The member of a string enum that is called so."""
    wanted = fold(text)
    for one in kind:
        if wanted in (fold(str(one.value)), fold(getattr(one, "label", str(one.value)))):
            return one
    raise ValueError(f"“{text}” is no {name}.")


def _chosen(choices: Sequence[Choice], text: str, noun: str, *, by_note: bool = True) -> int | None:
    """The id of what is called so; None for an empty cell."""
    wanted = fold(text)
    if wanted in _NONE:
        return None
    found = [one.id for one in choices if fold(one.name) == wanted]
    if not found and by_note:
        found = [one.id for one in choices if fold(one.note) == wanted]
    if len(found) != 1:
        several = f"“{text}” is the name of more than one {noun}."
        raise ValueError(several if found else f"“{text}” is no {noun} of this program.")
    return found[0]
