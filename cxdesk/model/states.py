"""The states of an initiative, their order, and what each next one needs."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from cxdesk.model.errors import Way


class State(enum.StrEnum):
    """Where an initiative stands."""

    BACKLOG = "backlog"
    PLANNED = "planned"
    READY = "ready"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    EMBEDDED = "embedded"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state in words: "In progress"."""
        return self.value.replace("_", " ").capitalize()

    @property
    def place(self) -> str:
        """Where one in this state is, in a sentence: "in Ready", "in progress", "on hold"."""
        if self in (State.IN_PROGRESS, State.ON_HOLD):
            return self.label.lower()
        return f"in {self.label}"


# The path an initiative walks, one step at a time; On hold and Cancelled stand beside it.
PATH = (
    State.BACKLOG,
    State.PLANNED,
    State.READY,
    State.IN_PROGRESS,
    State.DELIVERED,
    State.EMBEDDED,
)


class Priority(enum.StrEnum):
    """How much an initiative matters; derived from its benefit unless set."""

    HIGHEST = "highest"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class LinkType(enum.StrEnum):
    """Which ends a link ties: first the predecessor's, then the successor's."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of the next state: in words, whether it is met, and a way to it.

    `lack` says of an unmet one what is wrong, as a clause of a refusal: "it has no batch".
    """

    text: str
    met: bool
    way: Way | None = None
    lack: str = ""


@dataclass(frozen=True, slots=True)
class WipRoom:
    """How many initiatives are in progress, in the program and with one owner, and the limits.

    The counts leave out the initiative that asks; a limit of None binds nothing.
    """

    program: int = 0
    program_limit: int | None = None
    owner: int = 0
    owner_limit: int | None = None
    hard: bool = False

    def excess(self, owner_name: str) -> str:
        """What one more would break, in words; empty when there is room."""
        if self.program_limit is not None and self.program >= self.program_limit:
            return (
                f"it would make {self.program + 1} in progress, the limit is {self.program_limit}"
            )
        if self.owner_limit is not None and self.owner >= self.owner_limit:
            return (
                f"{owner_name} would have {self.owner + 1} in progress, "
                f"the limit for an owner is {self.owner_limit}"
            )
        return ""
