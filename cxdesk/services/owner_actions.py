"""Open actions by who has them, as the office prints them: what is overdue first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.services.action_list import ListedAction, action_list
from cxdesk.services.frame import frame
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.person_ref import PersonRef
from cxdesk.services.search import fold
from cxdesk.services.session import today


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """Somebody and their open actions in the order in which they are due; `owner` None: nobody's.

    `overdue` of them come first.
    """

    owner: PersonRef | None
    actions: tuple[ListedAction, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class OwnerActions:
    """All open actions on one day, by their owners' names; those of nobody come last."""

    program: str
    letterhead: Letterhead
    on: date
    groups: tuple[OwnerGroup, ...]

    @property
    def actions(self) -> int:
        """How many there are."""
        return sum(len(group.actions) for group in self.groups)

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(group.overdue for group in self.groups)


def owner_actions(session: Session, owners: Collection[int] | None = None) -> OwnerActions:
    """The open actions of everybody, or of some `owners`, off those of what was given up."""
    here, on = frame(session), today(session)
    found: dict[int | None, list[ListedAction]] = {}
    people: dict[int | None, PersonRef | None] = {}
    for action in action_list(session):
        owner = None if action.owner is None else action.owner.id
        if owners is None or owner in owners:
            found.setdefault(owner, []).append(action)
            people[owner] = action.owner
    groups = [
        OwnerGroup(
            people[id], tuple(actions),
            sum(1 for each in actions if each.due is not None and each.due < on),
        )
        for id, actions in found.items()
    ]  # fmt: skip
    groups.sort(key=_by_name)
    return OwnerActions(here.name, letterhead(session), on, tuple(groups))


def _by_name(group: OwnerGroup) -> tuple[bool, str]:
    return group.owner is None, "" if group.owner is None else fold(group.owner.name)
