"""The columns of the list: what they show of an initiative and how a cell is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, Priority, State
from cxdesk.model.wording import day
from cxdesk.services.card_words import PRIORITIES
from cxdesk.services.initiative_list import InitiativeRow, place
from cxdesk.services.search import fold
from cxdesk.ui.board.list_edits import ListEdits, steps
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import number, read_date, read_number, read_percent
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.table.cell_note import CellNote
from cxdesk.ui.table.columns import Column

T = TypeVar("T")
ALWAYS = ("code", "title")
"""The columns that are always there."""
AT_FIRST = (
    *ALWAYS, "state", "batch", "domain", "owner", "priority", "end", "cost", "progress", "actions",
)  # fmt: skip
"""Those shown until somebody chooses others."""
_RANK = {state: place for place, state in enumerate(State)}
_HORIZONS = {horizon: place for place, horizon in enumerate(Horizon)}


class ListCells:
    """Makes the columns. What is changed in one of several selected rows is for all of them.

    `chosen(row)` gives the rows that a change in a row is for; `unit` is what costs are given in;
    `note` is where a choice is refused.
    """

    note: CellNote

    def __init__(
        self,
        editing: Editing,
        edits: ListEdits,
        unit: str,
        chosen: Callable[[InitiativeRow], Sequence[InitiativeRow]],
    ) -> None:
        self._editing, self._edits, self._chosen = editing, edits, chosen
        self.unit = unit
        self._today: Callable[[], date] = editing.desk.today

    def columns(self) -> tuple[Column[InitiativeRow], ...]:
        """All columns, in their order."""
        return (
            Column("code", "Code", lambda row: row.code, 84, weight=500, ink=_ink, order=place),
            Column(
                "title", "Title", lambda row: row.title, 180, 6, ink=_ink, wrap=True,
                note=lambda row: "archived" if row.archived else "",
                typed=lambda row: row.title, save=self._edits.rename,
                problem=lambda row, text: "" if text.strip() else f"{row.code} needs a title.",
            ),
            Column(
                "state", "State", lambda row: row.state.label, 118, ink=_ink,
                lead=lambda row: Lead("glyph", row.state.value),
                order=lambda row: _RANK[row.state], pick=self.pick_state,
            ),
            Column(
                "batch", "Batch", lambda row: row.batch, 62, ink=_ink,
                order=lambda row: (len(row.batch), row.batch) if row.batch else None,
                pick=self.pick_batch,
            ),
            Column(
                "domain", "Domain", lambda row: row.domain, 76, ink=_ink,
                lead=lambda row: Lead("swatch", number=row.hue), pick=self.pick_domain,
            ),
            Column(
                "owner", "Owner", lambda row: row.owner, 132, 1, ink=_ink, pick=self.pick_owner,
                lead=lambda row: Lead("avatar", row.initials) if row.owner else None,
                order=lambda row: fold(row.owner) or None,
            ),
            Column(
                "priority", "Priority", lambda row: PRIORITIES[row.level], 92, ink=_ink,
                lead=lambda row: Lead("priority", number=row.level),
                order=lambda row: -row.level, pick=self.pick_priority,
            ),
            Column(
                "horizon", "Horizon",
                lambda row: row.horizon.value.capitalize() if row.horizon else "", 84, ink=_ink,
                lead=lambda row: (
                    Lead("horizon", row.horizon.value[0].upper()) if row.horizon else None
                ),
                order=lambda row: _HORIZONS[row.horizon] if row.horizon else None,
                pick=self.pick_horizon,
            ),
            Column(
                "start", "Start", lambda row: day(row.start) if row.start else "", 96, ink=_ink,
                order=lambda row: row.start,
                save=lambda row, text, at: self._save(
                    row, text, at, self._read_date, self._edits.begin_on
                ),
            ),
            Column(
                "end", "End", lambda row: day(row.end) if row.end else "", 112,
                ink=lambda row: "danger" if self._late(row) else _ink(row),
                lead=lambda row: Lead("glyph", "alert", ink="danger") if self._late(row) else None,
                order=lambda row: row.end,
                save=lambda row, text, at: self._save(
                    row, text, at, self._read_date, self._edits.end_on
                ),
            ),
            Column(
                "cost", f"Cost {self.unit}", lambda row: number(row.cost), 78, right=True,
                ink=_ink, order=lambda row: row.cost,
                save=lambda row, text, at: self._save(
                    row, text, at, read_number,
                    lambda rows, value, at: self._edits.cost(rows, value, self.unit, at),
                ),
            ),
            Column(
                "effort", "Person-days", lambda row: number(row.effort), 98, right=True,
                ink=_ink, order=lambda row: row.effort,
                save=lambda row, text, at: self._save(
                    row, text, at, read_number, self._edits.effort
                ),
            ),
            Column(
                "progress", "Progress", lambda row: f"{row.progress} %", 78, right=True,
                ink=_ink, typed=lambda row: str(row.progress), order=lambda row: row.progress,
                save=lambda row, text, at: self._save(
                    row, text, at, read_percent, self._edits.progress
                ),
            ),
            Column(
                "score", "Score", lambda row: f"{row.score:.2f}", 62, right=True, ink=_ink,
                order=lambda row: -row.score,
            ),
            Column(
                "labels", "Labels", lambda row: ", ".join(row.labels), 120, 1, ink=_ink,
                order=lambda row: fold(", ".join(row.labels)) or None,
                save=lambda row, text, at: self._save(
                    row, text, at, read_labels, self._edits.label
                ),
            ),
            Column(
                "charter", "Charter", lambda row: " ".join(row.charter).strip(), 122, ink=_ink,
                order=lambda row: row.charter[1] or None,
            ),
            Column(
                "actions", "Actions",
                lambda row: f"{row.done}/{row.actions}" if row.actions else "", 100,
                note=lambda row: f"{row.overdue_actions} late" if row.overdue_actions else "",
                ink=lambda row: "danger" if row.overdue_actions and not row.over else _ink(row),
                order=lambda row: (row.actions - row.done) if row.actions else None,
            ),
        )  # fmt: skip

    # Choosing -------------------------------------------------------------------------------

    def pick_state(self, row: InitiativeRow, anchor: QWidget) -> None:
        """Offer where the chosen rows could go."""
        rows = self._chosen(row)
        if row.state is State.CANCELLED and len(rows) == 1:
            why = "It stays so. Undo brings it back."
            options = [Option(row.state, row.state.label, why=why)]
        else:
            options = [
                Option(state, self._step(rows, state), lead=Lead("glyph", state.value))
                for state in steps(rows)
            ]
        pick(
            anchor, "State", options, row.state,
            lambda state: self._edits.enter(rows, state, self.note),
        )  # fmt: skip

    @staticmethod
    def _step(rows: Sequence[InitiativeRow], state: State) -> str:
        asks = state in (State.ON_HOLD, State.CANCELLED)
        if state in PATH and len(rows) == 1 and rows[0].state is State.ON_HOLD:
            return f"Resume: {state.label}"
        return state.label + ("…" if asks and rows[0].state is not state else "")

    def pick_batch(self, row: InitiativeRow, anchor: QWidget) -> None:
        """Offer the batches for the chosen rows."""
        rows = self._chosen(row)
        options = [Option(None, "No batch")] + [
            Option(one.id, one.name, one.note) for one in self._editing.choices.batches
        ]
        pick(
            anchor, "Batch", options, row.batch_id,
            lambda batch: self._edits.join(rows, batch, self.note),
        )  # fmt: skip

    def pick_domain(self, row: InitiativeRow, anchor: QWidget) -> None:
        """Offer the domains for the chosen rows."""
        rows = self._chosen(row)
        pick(
            anchor, "Domain", self._editing.domains(), row.domain_id,
            lambda domain: self._edits.belong(rows, domain, self.note),
        )  # fmt: skip

    def pick_owner(self, row: InitiativeRow, anchor: QWidget) -> None:
        """Offer the people who could own the chosen rows."""
        rows = self._chosen(row)
        pick(
            anchor, "Who owns it", self._editing.people("Nobody"), row.owner_id,
            lambda person: self._edits.give(rows, person, self.note),
        )  # fmt: skip

    def pick_priority(self, row: InitiativeRow, anchor: QWidget) -> None:
        """Offer the priorities for the chosen rows."""
        rows = self._chosen(row)
        options = [
            Option(one, one.value.capitalize(), lead=Lead("priority", number=4 - n))
            for n, one in enumerate(Priority)
        ]
        options.append(Option(None, "From its benefit", "not set by hand"))
        pick(
            anchor, "Priority", options, row.priority,
            lambda priority: self._edits.prioritise(rows, priority, self.note),
        )  # fmt: skip

    def pick_horizon(self, row: InitiativeRow, anchor: QWidget) -> None:
        """Offer the horizons for the chosen rows."""
        rows = self._chosen(row)
        options = [
            Option(one, one.value.capitalize(), lead=Lead("horizon", one.value[0].upper()))
            for one in Horizon
        ]
        options.append(Option(None, "As its end says", "not set by hand"))
        pick(
            anchor, "Horizon", options, row.set_horizon,
            lambda horizon: self._edits.place_in(rows, horizon, self.note),
        )  # fmt: skip

    # Typing ---------------------------------------------------------------------------------

    def _save(
        self,
        row: InitiativeRow,
        text: str,
        at: Refusable,
        read: Callable[[str], T],
        change: Callable[[Sequence[InitiativeRow], T, Refusable], bool],
    ) -> bool:
        """Change the chosen rows to what was typed; words that mean nothing are refused."""
        try:
            value = read(text)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return change(self._chosen(row), value, at)

    def _read_date(self, text: str) -> date | None:
        return read_date(text, self._today())

    def _late(self, row: InitiativeRow) -> bool:
        late = row.end is not None and row.end < self._today()
        return late and not row.delivered and not row.over


def read_labels(text: str) -> list[str]:
    """The labels that were typed, a comma between them, each once."""
    return list(dict.fromkeys(" ".join(one.split()) for one in text.split(",") if one.strip()))


def _ink(row: InitiativeRow) -> str:
    return "text3" if row.over else "text"
