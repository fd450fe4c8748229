"""The changes that action lists make, each with the sentence the history keeps."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxdesk.model.wording import day
from cxdesk.model.work import ActionState
from cxdesk.services import actions
from cxdesk.services.detail import ActionRow
from cxdesk.services.session import Session
from cxdesk.ui.panel.subject import Refusable, Subject

STATES = {
    ActionState.TODO: "To do",
    ActionState.DOING: "Doing",
    ActionState.DONE: "Done",
    ActionState.DROPPED: "Dropped",
}


class ActionEdits:
    """Changes of actions of the initiative shown; each is True when it was kept."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def add(self, title: str, at: Refusable) -> bool:
        """Add an action, owned by the initiative's owner until somebody else is chosen."""
        it = self._subject.detail
        owner = it.owner.id if it.owner and it.owner.active else None
        return self._subject.do(
            f"Add action “{title}” to {it.code}",
            lambda s: actions.add(s, it.id, title, owner=owner),
            at,
        )

    def tick(self, row: ActionRow, at: Refusable | None = None) -> bool:
        """Mark an open action as done, or reopen it."""
        done = row.state in (ActionState.TODO, ActionState.DOING)
        return self._subject.do(
            f"{'Done' if done else 'Reopened'}: {self._named(row)}",
            lambda s: actions.tick(s, row.id, done),
            at,
        )

    def enter(self, row: ActionRow, state: ActionState, at: Refusable | None = None) -> bool:
        """Set its state; what is done or dropped reopens first."""
        closed = (ActionState.DONE, ActionState.DROPPED)

        def command(session: Session) -> None:
            if row.state in closed and state in closed:
                actions.set_state(session, row.id, ActionState.TODO)
            actions.set_state(session, row.id, state)

        return self._subject.do(f"{STATES[state]}: {self._named(row)}", command, at)

    def rename(self, row: ActionRow, title: str, at: Refusable) -> bool:
        """Set its title."""
        return self._edit(f"Rename action to “{title}”", row, at, title=title)

    def give(self, row: ActionRow, person: int | None, at: Refusable) -> bool:
        """Set its owner."""
        label = f"Give {self._named(row)} to {self._subject.name_of(person)}"
        return self._edit(label, row, at, owner=person)

    def due(self, row: ActionRow, on: date | None, at: Refusable) -> bool:
        """Set its due date."""
        label = f"{self._named(row)} is due {day(on) if on else 'at no date'}"
        return self._edit(label, row, at, due=on)

    def plan(self, row: ActionRow, week: str, at: Refusable) -> bool:
        """Set the ISO week it is planned for."""
        return self._edit(f"{self._named(row)} in week {week or 'none'}", row, at, week=week)

    def bump(self, row: ActionRow, text: str, at: Refusable) -> bool:
        """Set what stands in its way."""
        label = f"Road bump of {self._named(row)}: {text or 'none'}"
        return self._subject.do(label, lambda s: actions.bump(s, row.id, text), at)

    def _named(self, row: ActionRow) -> str:
        return f"“{row.title}” ({self._subject.detail.code})"

    def _edit(self, label: str, row: ActionRow, at: Refusable, **changed: Any) -> bool:
        values: dict[str, Any] = {
            "title": row.title,
            "owner": row.owner.id if row.owner else None,
            "due": row.due,
        }
        values |= changed
        return self._subject.do(label, lambda s: actions.edit(s, row.id, **values), at)
