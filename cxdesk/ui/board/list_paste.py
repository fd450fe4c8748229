"""Cells copied from a spreadsheet, kept in the list: all of them in one change, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.program import Horizon
from cxdesk.model.states import Priority, State
from cxdesk.services import initiatives, kanban
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.ui.board.list_columns import read_labels
from cxdesk.ui.board.list_edits import named
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import read_date, read_number, read_percent
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.paste_cells import NOTHING, CellPaste, Pasted, chosen, untyped

_Change = Pasted[InitiativeRow]
# In this order: a state is entered with what it needs, given in the same row.
_ORDER = (
    "title", "domain", "owner", "batch", "dates", "money", "priority", "horizon", "progress",
    "labels", "state",
)  # fmt: skip
_SHARED = {"start": "dates", "end": "dates", "cost": "money", "effort": "money"}


class ListPaste(CellPaste[InitiativeRow]):
    """Knows what cells of the list mean, and the commands that keep them."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    def keep(self, changed: Sequence[_Change], at: Refusable) -> bool:
        rows = [row for _, row, _ in changed]
        return self._editing.do(
            f"Paste into {named(rows)}", lambda session: _apply(session, changed), at,
            said=f"{named(rows)} changed",
        )  # fmt: skip

    def value(self, column: Column[InitiativeRow], text: str, row: InitiativeRow) -> Any:
        choices = self._editing.choices
        match column.key:
            case "title":
                if not text:
                    raise ValueError("an initiative needs a title.")
                return text
            case "state":
                return _one_of(State, text, "state")
            case "priority":
                return None if fold(text) in NOTHING else _one_of(Priority, text, "priority")
            case "horizon":
                return None if fold(text) in NOTHING else _one_of(Horizon, text, "horizon")
            case "batch":
                return chosen(choices.batches, text, "batch")
            case "owner":
                return chosen(choices.people, text, "person", by_note=False)
            case "domain":
                whole = fold(text) in ("org", "organisation-wide")
                return None if whole else chosen(self._editing.domain_choices, text, "domain")
            case "start" | "end":
                return read_date(text, self._editing.desk.today())
            case "cost" | "effort":
                return read_number(text)
            case "progress":
                return read_percent(text)
            case "labels":
                return read_labels(text)
        raise untyped(column, text)


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
