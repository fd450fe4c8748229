"""The plan that the timeline shows and changes: the program's own, or a what-if beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from cxdesk.model.errors import ReasonNeeded
from cxdesk.model.states import LinkType
from cxdesk.services import initiatives, what_if
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.session import Session
from cxdesk.services.what_if import Shown
from cxdesk.services.what_if_steps import Step
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.store.recorder import RowChange
from cxdesk.ui.form.editing import Editing, Refusable

T = TypeVar("T")

Dates = tuple[date | None, date | None]
"""A first and a last day, None what is not planned yet."""


class Planning(QObject):
    """Every change and every read of the timeline goes through here.

    While a what-if is open, a change becomes a step of it and a read sees the plan with its steps;
    otherwise both are the program's own. Each change is one undoable change and returns whether it
    was kept; a refusal is said `at` its place, as `Editing.do` does.
    """

    # What is shown is another plan now: a what-if was opened, closed, or has other steps. A
    # ChangeSet says what to read again; a change of the table "what_if" alone needs nothing more.
    branch_changed = Signal(object)

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.editing = editing
        self._open: int | None = None
        self._gone: int | None = None  # what was shown when it was adopted, discarded or undone
        self._shown: Shown | None = None
        self._told: tuple[RowChange, ...] = ()  # what the steps change, as it was last told
        editing.desk.changed.connect(self._on_changed)

    # What is open ---------------------------------------------------------------------------

    @property
    def what_if(self) -> int | None:
        """The what-if that is shown; None for the plan itself."""
        return self._open

    @property
    def shown(self) -> Shown | None:
        """Name, number of changes and misfits of the what-if, as last read."""
        return self._shown

    def show_what_if(self, id: int | None) -> bool:
        """Show a what-if, or the plan itself for None; False where that cannot be."""
        self._gone = None
        if id == self._open:
            return True
        before, self._open = self._open, id
        try:
            self._look()
        except KnownError as error:
            self._open = before
            self.editing.desk.refused.emit(error)
            return False
        self._tell()
        return self._open == id

    def changed_ids(self) -> frozenset[int]:
        """The initiatives whose bars the open what-if changes."""
        return frozenset() if self._shown is None else self._shown.bars

    def read(self, query: Callable[[Session], T]) -> T:
        """Rows of a query on the plan, or on the plan with the steps of the open what-if."""
        here = self._open
        if here is not None:
            shown, rows = self.editing.desk.store.rehearse(lambda s: _with_steps(s, here, query))
            if shown is not None:
                self._shown = shown
                return rows
            self._open, self._gone, self._shown = None, here, None  # it was removed, or undone
            return rows
        return self.editing.read(query)

    # Changing -------------------------------------------------------------------------------

    def dates(self, label: str, moves: Mapping[int, Dates], at: Refusable | None = None) -> bool:
        """Set start and end of initiatives, by their ids."""

        def change(session: Session) -> None:
            for id, (start, end) in moves.items():
                initiatives.schedule(session, id, start, end)

        steps = [steps_of.scheduled(id, start, end) for id, (start, end) in moves.items()]
        return self.change(label, change, steps, at)

    def link(
        self,
        label: str,
        before: int,
        after: int,
        type: LinkType = LinkType.FS,
        lag: int = 0,
        at: Refusable | None = None,
    ) -> bool:
        """Link two initiatives."""
        return self.change(
            label,
            lambda s: initiatives.link(s, before, after, type, lag),
            [steps_of.linked(before, after, type, lag)],
            at,
        )

    def relink(
        self, label: str, link: int, type: LinkType, lag: int, at: Refusable | None = None
    ) -> bool:
        """Set type and lag of a link."""
        return self.change(
            label,
            lambda s: initiatives.relink(s, link, type, lag),
            [steps_of.relinked(link, type, lag)],
            at,
        )

    def pin(self, label: str, id: int, pinned: bool, at: Refusable | None = None) -> bool:
        """Hold an initiative to its dates, or no longer."""
        return self.change(
            label,
            lambda s: initiatives.pin(s, id, pinned),
            [steps_of.pinned(id, pinned)],
            at,
        )

    def give(
        self,
        label: str,
        id: int,
        person: int | None,
        reason: str = "",
        at: Refusable | None = None,
        ask: Callable[[ReasonNeeded], object] | None = None,
    ) -> bool:
        """Set the owner; `ask` asks for the reason where a soft limit wants one."""
        return self.change(
            label,
            lambda s: initiatives.give(s, id, person, reason),
            [steps_of.given(id, person, reason)],
            at,
            ask,
        )

    def change(
        self,
        label: str,
        command: Callable[[Session], object],
        steps: Sequence[Step],
        at: Refusable | None = None,
        ask: Callable[[ReasonNeeded], object] | None = None,
    ) -> bool:
        """Do `command`, or with a what-if open add `steps`, which say the same, to it."""
        here = self._open
        if here is None:
            return self.editing.do(label, command, at, ask=ask)
        name = self._shown.name if self._shown is not None else ""
        return self.editing.do(
            f"{label}, in the what-if “{name}”",
            lambda s: what_if.add_step(s, here, *steps),
            at,
            ask=ask,
        )

    # Following ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Read what the open what-if is called and does."""
        self._shown = None
        self.read(lambda _session: None)

    def _on_changed(self, change_set: ChangeSet) -> None:
        """Other steps, or another plan beneath them, which they fit or no longer fit."""
        if self._open is not None:
            before = self._shown
            self._look()
            if self._shown != before or self._steps_change() != self._told:
                self._tell()
        elif self._gone is not None and "what_if" in change_set.tables:
            back, rows = self._gone, self.editing.read(what_if.what_ifs)
            if any(row.id == back for row in rows):
                self.show_what_if(back)  # undo brought it back to where it was seen last

    def _steps_change(self) -> tuple[RowChange, ...]:
        return () if self._shown is None else self._shown.rows

    def _tell(self) -> None:
        """Tell what is otherwise: all that the steps changed until now, or change now."""
        before, self._told = self._told, self._steps_change()
        name = "" if self._shown is None else self._shown.name
        rows = (*before, *self._told)
        self.branch_changed.emit(ChangeSet(0, "", "", name, "what-if", rows))


def _with_steps(session: Session, id: int, query: Callable[[Session], T]) -> tuple[Shown | None, T]:
    return what_if.shown(session, id), query(session)


def planning_of(editing: Editing) -> Planning:
    """The one planning of a place, made when it is first asked for."""
    return editing.findChild(Planning) or Planning(editing)
