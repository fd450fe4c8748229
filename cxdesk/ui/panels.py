"""The side panels of the window, by the kinds of items they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxdesk.ui.desk import Desk
    from cxdesk.ui.side_panel import SidePanel

    Maker = Callable[[Desk], SidePanel]


def _initiative() -> Maker:
    from cxdesk.ui.panel.panel import DetailPanel

    return DetailPanel


def _person() -> Maker:
    from cxdesk.ui.person.panel import PersonPanel

    return PersonPanel


def _outcome() -> Maker:
    from cxdesk.ui.outcome.panel import OutcomePanel

    return OutcomePanel


def _request() -> Maker:
    from cxdesk.ui.request.panel import RequestPanel

    return RequestPanel


PANELS: tuple[tuple[tuple[str, ...], Callable[[], Maker]], ...] = (
    (("initiative", "charter", "actions", "history", "comments", "files"), _initiative),
    (("outcome",), _outcome),
    (("request", "answer"), _request),
    (("person", "deactivate", "hand-over"), _person),
)
"""For each panel the kinds that it shows, and what imports it; the first kind is its items'."""


def panel_of(kind: str) -> int | None:
    """The place in PANELS of the panel that shows a kind; None when none does."""
    return next((n for n, (kinds, _) in enumerate(PANELS) if kind in kinds), None)
