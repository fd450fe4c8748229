"""What only a what-if does: initiatives are left out of it."""

from __future__ import annotations

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count, listed
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.cards import Card
from cxdesk.ui.roadmap.planning import Planning

_NAMED = 3  # codes in a label


def leave_out(planning: Planning, cards: list[Card]) -> bool:
    """Leave initiatives out of the what-if that is shown; adopted, they are cancelled."""
    shown = planning.shown
    if shown is None or not cards:
        return False
    reason = f"Left out in the what-if “{shown.name}”"
    names = [card.code for card in cards]
    said = listed(names) if len(names) <= _NAMED else count(len(names), "initiative")
    steps = [steps_of.dropped(card.id, reason) for card in cards]
    return planning.change(f"Leave out {said}", _only_in_what_ifs, steps)


def _only_in_what_ifs(_session: object) -> None:
    raise RuleBroken("Open a what-if first: the plan itself loses an initiative by cancelling it.")
