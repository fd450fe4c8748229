"""The changes of initiatives in a table, of one or of many, each with the sentence it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import ReasonNeeded
from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, Priority, State
from cxdesk.model.wording import count, day
from cxdesk.services import initiatives, kanban
from cxdesk.services.initiative_list import InitiativeRow
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.reason import ask_reason

Rows = Sequence[InitiativeRow]


class ListEdits:
    """Each is True when it was kept; else `at` says why not. Of several all change, or none."""

    def __init__(self, editing: Editing, over: QWidget) -> None:
        self._editing, self._over = editing, over

    def rename(self, row: InitiativeRow, title: str, at: Refusable) -> bool:
        """Set the title of one."""
        title = title.strip()
        short = title if len(title) <= 60 else f"{title[:59]}…"
        return self._editing.do(
            f"Rename {row.code} to “{short}”",
            lambda s: initiatives.rename(s, row.id, title), at,
        )  # fmt: skip

    def enter(self, rows: Rows, state: State, at: Refusable, reason: str = "") -> bool:
        """Move to a state; where a reason is needed it is asked for."""
        moved = [row for row in rows if row.state is not state]
        if state in (State.ON_HOLD, State.CANCELLED) and not reason and moved:
            verb = "on hold" if state is State.ON_HOLD else "cancelled"
            is_ = "is" if len(moved) == 1 else "are"
            self._ask(f"Say why {named(moved)} {is_} {verb}.", moved, state, at)
            return False
        return self._each(
            f"Move {named(moved)} to {state.label}", moved,
            lambda s, row: kanban.change_state(s, row.id, state, reason), at,
            said=f"{named(moved)} moved to {state.label}",
            ask=lambda needed: self._ask(needed.text, moved, state, at),
        )  # fmt: skip

    def _ask(self, text: str, rows: Rows, state: State, at: Refusable) -> None:
        ask_reason(self._over, text, lambda reason: self.enter(rows, state, at, reason))

    def join(self, rows: Rows, batch: int | None, at: Refusable) -> bool:
        """Put into a batch, or into none."""
        name = next((one.name for one in self._editing.choices.batches if one.id == batch), "")
        label = f"Put {named(rows)} into {name}" if name else f"Take {named(rows)} out of the batch"
        return self._each(label, rows, lambda s, row: initiatives.join(s, row.id, batch), at)

    def belong(self, rows: Rows, domain: int | None, at: Refusable) -> bool:
        """Set the domain; None is the whole organisation."""
        name = next((one.name for one in self._editing.domain_choices if one.id == domain), "Org")
        verb = "belongs" if len(rows) == 1 else "belong"
        return self._each(
            f"{named(rows)} {verb} to {name}", rows,
            lambda s, row: initiatives.belong(s, row.id, domain), at,
        )  # fmt: skip

    def give(self, rows: Rows, person: int | None, at: Refusable) -> bool:
        """Set the owner."""
        return self._each(
            f"Give {named(rows)} to {self._editing.name_of(person)}", rows,
            lambda s, row: initiatives.give(s, row.id, person), at,
        )  # fmt: skip

    def prioritise(self, rows: Rows, priority: Priority | None, at: Refusable) -> bool:
        """Set the priority; None follows from the benefit."""
        words = priority.value if priority else "from the benefit"
        return self._each(
            f"Priority of {named(rows)}: {words}", rows,
            lambda s, row: initiatives.prioritise(s, row.id, priority), at,
        )  # fmt: skip

    def place_in(self, rows: Rows, horizon: Horizon | None, at: Refusable) -> bool:
        """Set the horizon; None follows from the end."""
        words = horizon.value if horizon else "as the end says"
        return self._each(
            f"Horizon of {named(rows)}: {words}", rows,
            lambda s, row: initiatives.place_in(s, row.id, horizon), at,
        )  # fmt: skip

    def begin_on(self, rows: Rows, on: date | None, at: Refusable) -> bool:
        """Set the start."""
        verb = "starts" if len(rows) == 1 else "start"
        return self._each(
            f"{named(rows)} {verb} {day(on) if on else 'on no date'}", rows,
            lambda s, row: initiatives.schedule(s, row.id, on, row.end), at,
        )  # fmt: skip

    def end_on(self, rows: Rows, on: date | None, at: Refusable) -> bool:
        """Set the end."""
        verb = "ends" if len(rows) == 1 else "end"
        return self._each(
            f"{named(rows)} {verb} {day(on) if on else 'on no date'}", rows,
            lambda s, row: initiatives.schedule(s, row.id, row.start, on), at,
        )  # fmt: skip

    def cost(self, rows: Rows, cost: float, unit: str, at: Refusable) -> bool:
        """Set the cost."""
        verb = "costs" if len(rows) == 1 else "cost"
        return self._each(
            f"{named(rows)} {verb} {cost:,.10g} {unit}", rows,
            lambda s, row: initiatives.cost(s, row.id, cost, row.effort), at,
        )  # fmt: skip

    def effort(self, rows: Rows, days: float, at: Refusable) -> bool:
        """Set the effort in person-days."""
        verb = "takes" if len(rows) == 1 else "take"
        return self._each(
            f"{named(rows)} {verb} {days:,.10g} person-days", rows,
            lambda s, row: initiatives.cost(s, row.id, row.cost, days), at,
        )  # fmt: skip

    def progress(self, rows: Rows, percent: int, at: Refusable) -> bool:
        """Set how far the work is."""
        verb = "is" if len(rows) == 1 else "are"
        return self._each(
            f"{named(rows)} {verb} {percent} % done", rows,
            lambda s, row: initiatives.progress(s, row.id, percent), at,
        )  # fmt: skip

    def label(self, rows: Rows, labels: Sequence[str], at: Refusable) -> bool:
        """Set the labels."""
        return self._each(
            f"Label {named(rows)}: {', '.join(labels) or 'none'}", rows,
            lambda s, row: initiatives.label(s, row.id, labels), at,
        )  # fmt: skip

    def archive(self, rows: Rows, archived: bool, at: Refusable) -> bool:
        """Take off the board what is finished or cancelled, or bring it back."""
        moved = [row for row in rows if row.archived is not archived]
        label = f"Archive {named(moved)}" if archived else f"Restore {named(moved)}"
        return self._each(
            label, moved, lambda s, row: initiatives.archive(s, row.id, archived), at
        )  # fmt: skip

    def _each(
        self,
        label: str,
        rows: Rows,
        command: Callable[[Session, InitiativeRow], object],
        at: Refusable,
        *,
        said: str = "",
        ask: Callable[[ReasonNeeded], object] | None = None,
    ) -> bool:
        def all_of_them(session: Session) -> None:
            for row in rows:
                command(session, row)

        return bool(rows) and self._editing.do(label, all_of_them, at, said=said, ask=ask)


def named(rows: Rows) -> str:
    """One by its code, many by their number."""
    return rows[0].code if len(rows) == 1 else count(len(rows), "initiative")


def steps(rows: Rows) -> list[State]:
    """Where one of the rows, or some of them, could go from where they stand."""
    found: set[State] = set()
    for row in rows:
        if row.state is State.ON_HOLD:
            found |= {row.column, State.CANCELLED}
        elif row.state in PATH:
            at = PATH.index(row.state)
            found |= set(PATH[max(0, at - 1) : at + 2])
            if not row.delivered:
                found |= {State.ON_HOLD, State.CANCELLED}
    return [state for state in State if state in found or any(row.state is state for row in rows)]
