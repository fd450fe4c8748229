"""What the colours of bars stand for: domain, state, priority, horizon or health."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtGui import QColor

from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.services.cards import Card
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
