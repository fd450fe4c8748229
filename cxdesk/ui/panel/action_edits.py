"""The changes of actions, each with the sentence the history keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from cxdesk.model.wording import count, day
from cxdesk.model.work import ActionState
from cxdesk.services import actions
from cxdesk.services.person_ref import PersonRef
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing, Refusable

STATES = {
    ActionState.TODO: "To do",
    ActionState.DOING: "Doing",
    ActionState.DONE: "Done",
    ActionState.DROPPED: "Dropped",
}
_OPEN = (ActionState.TODO, ActionState.DOING)
_LONGEST = 60


class Listed(Protocol):
    """A row about an action, of one initiative or of all."""

    @property
    def id(self) -> int:
        """Of the action."""

    @property
    def title(self) -> str:
        """What is to be done."""

    @property
    def owner(self) -> PersonRef | None:
        """Who does it."""

    @property
    def due(self) -> date | None:
        """By when."""

    @property
    def state(self) -> ActionState:
        """Where it stands."""


class ActionEdits:
    """Each is True when it was kept; else `at` says why not, or a message does.

    `code` gives the code of the initiative that a row is about. Of several rows all are changed,
    or none.
    """

    def __init__(self, editing: Editing, code: Callable[[Any], str]) -> None:
        self._editing, self._code = editing, code

    def add(
        self,
        to: int,
        code: str,
        title: str,
        at: Refusable,
        *,
        owner: int | None,
        due: date | None = None,
    ) -> bool:
        """Add an action to the initiative `to`, which has this code."""
        return self._editing.do(
            f"Add action “{_short(title)}” to {code}",
            lambda s: actions.add(s, to, title, owner=owner, due=due),
            at,
        )

    def tick(self, rows: Sequence[Listed], at: Refusable | None = None) -> bool:
        """Mark open actions as done; when none is open, reopen them."""
        wanted = [row for row in rows if row.state in _OPEN]
        done = bool(wanted)
        return self._each(
            f"{'Done' if done else 'Reopened'}: {self._named(wanted or rows)}",
            wanted or rows,
            lambda s, row: actions.tick(s, row.id, done),
            at,
        )

    def enter(
        self, rows: Sequence[Listed], state: ActionState, at: Refusable | None = None
    ) -> bool:
        """Set the state; what is done or dropped reopens first."""

        def command(session: Session, row: Listed) -> None:
            if row.state not in _OPEN and state not in _OPEN:
                actions.set_state(session, row.id, ActionState.TODO)
            actions.set_state(session, row.id, state)

        return self._each(f"{STATES[state]}: {self._named(rows)}", rows, command, at)

    def rename(self, row: Listed, title: str, at: Refusable) -> bool:
        """Set the title of one."""
        return self._edit(f"Rename action to “{_short(title)}”", [row], at, title=title)

    def give(self, rows: Sequence[Listed], person: int | None, at: Refusable | None) -> bool:
        """Set the owner."""
        label = f"Give {self._named(rows)} to {self._editing.name_of(person)}"
        return self._edit(label, rows, at, owner=person)

    def due(self, rows: Sequence[Listed], on: date | None, at: Refusable) -> bool:
        """Set the due date."""
        verb = "is" if len(rows) == 1 else "are"
        label = f"{self._named(rows)} {verb} due {day(on) if on else 'at no date'}"
        return self._edit(label, rows, at, due=on)

    def plan(self, rows: Sequence[Listed], week: str, at: Refusable) -> bool:
        """Set the ISO week they are planned for."""
        return self._edit(f"{self._named(rows)} in week {week or 'none'}", rows, at, week=week)

    def bump(self, row: Listed, text: str, at: Refusable) -> bool:
        """Set what stands in the way of one."""
        label = f"Road bump of {self._named([row])}: {_short(text) or 'none'}"
        return self._editing.do(label, lambda s: actions.bump(s, row.id, text), at)

    def _named(self, rows: Sequence[Listed]) -> str:
        if len(rows) == 1:
            return f"“{_short(rows[0].title)}” ({self._code(rows[0])})"
        return count(len(rows), "action")

    def _edit(
        self, label: str, rows: Sequence[Listed], at: Refusable | None, **changed: Any
    ) -> bool:
        def command(session: Session, row: Listed) -> None:
            values: dict[str, Any] = {
                "title": row.title,
                "owner": row.owner.id if row.owner else None,
                "due": row.due,
            }
            actions.edit(session, row.id, **(values | changed))

        return self._each(label, rows, command, at)

    def _each(
        self,
        label: str,
        rows: Sequence[Listed],
        command: Callable[[Session, Listed], None],
        at: Refusable | None,
    ) -> bool:
        def all_of_them(session: Session) -> None:
            for row in rows:
                command(session, row)

        return self._editing.do(label, all_of_them, at)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
