"""What the colours of bars stand for: domain, state, priority, horizon or health."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QColor

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.health import Health, batch_health
from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.services.cards import Board, Card
from cxdesk.ui.theme import Theme

_WHITE = (State.BACKLOG, State.PLANNED)
_STATES = tuple(State)


class Colour(enum.StrEnum):
    """What is told by colour, always beside a sign or words."""

    DOMAIN = "domain"
    STATE = "state"
    PRIORITY = "priority"
    HORIZON = "horizon"
    HEALTH = "health"

    @property
    def label(self) -> str:
        """It in a word: "Domain"."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Look:
    """How a bar is dressed: the colours of stripe and ground, and whether its outline is dashed."""

    stripe: QColor
    ground: QColor
    dashed: bool


def health_of(
    card: Card, deadlines: Mapping[int | None, date | None], calendar: WorkCalendar, today: date
) -> Health:
    """Off track: ends after its batch is due. At risk: little slack, late, blocked, overdue."""
    if card.delivered:
        late = card.check_due is not None and card.check_due < today
        return Health("at_risk", "its check is overdue") if late else Health("on_track", "")
    due = deadlines.get(card.batch_id) or date.max
    found = batch_health(
        due, [card.end] if card.end and due < date.max else [], calendar,
        overdue_actions=card.overdue_actions,
        overdue_ends=1 if card.end is not None and card.end < today else 0,
    )  # fmt: skip
    if card.blocked and found.level == "on_track":
        return Health("at_risk", "blocked")
    return found


def deadlines(board: Board) -> dict[int | None, date | None]:
    """When each batch is due."""
    return {row.id: row.deadline for row in board.batches}


def look(card: Card, by: Colour, here: Theme, health: str = "on_track") -> Look:
    """The dress of a bar; grey where its work is done, white where it has not been prepared."""
    stripe, tint = _colours(card, by, here, health)
    if by is Colour.DOMAIN:
        if card.delivered:
            tint = here.hover
        elif card.column in _WHITE:
            tint = here.surface
    return Look(stripe, tint, card.column is State.BACKLOG)


def _colours(card: Card, by: Colour, here: Theme, health: str) -> tuple[QColor, QColor]:
    match by:
        case Colour.DOMAIN:
            return here.domain(card.hue)
        case Colour.STATE:
            return state_greys(here)[card.column]
        case Colour.PRIORITY:
            return priority_greys(here)[card.level]
        case Colour.HORIZON:
            return horizon_greys(here)[card.horizon]
        case Colour.HEALTH:
            return health_colours(here)[health]


def state_greys(here: Theme) -> dict[State, tuple[QColor, QColor]]:
    """Stripe and ground of each state, darker the further it is."""
    steps = (
        (here.control, here.surface), (here.control, here.canvas), (here.text3, here.sunken),
        (here.text2, here.hover), (here.text, here.press), (here.text, here.line2),
    )  # fmt: skip
    return dict(zip(_STATES, (*steps, *(steps[0],) * (len(_STATES) - len(steps))), strict=True))


def priority_greys(here: Theme) -> dict[int, tuple[QColor, QColor]]:
    """Stripe and ground of each priority, darker the higher it is."""
    return {
        1: (here.control, here.surface), 2: (here.text3, here.sunken),
        3: (here.text2, here.press), 4: (here.text, here.line2),
    }  # fmt: skip


def horizon_greys(here: Theme) -> dict[Horizon | None, tuple[QColor, QColor]]:
    """Stripe and ground of each horizon, darker the nearer it is."""
    return {
        Horizon.SHORT: (here.text, here.line2), Horizon.MID: (here.text2, here.hover),
        Horizon.LONG: (here.control, here.surface), None: (here.control, here.surface),
    }  # fmt: skip


def health_colours(here: Theme) -> dict[str, tuple[QColor, QColor]]:
    """Stripe and ground of each health; colour is for what is wrong."""
    return {
        "on_track": (here.text3, here.surface), "at_risk": (here.warn, here.warntint),
        "off_track": (here.danger, here.dangertint),
    }  # fmt: skip
