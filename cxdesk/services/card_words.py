"""What a card says in words, the same on the board and on paper."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Literal

from cxdesk.analysis.calendar import week_end
from cxdesk.model.states import State
from cxdesk.model.wording import MONTHS

if TYPE_CHECKING:
    from cxdesk.services.cards import Card

AGEING = 60  # days in one column after which a card is said to age
PRIORITIES = ("", "Low", "Medium", "High", "Highest")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Chip = tuple[str, str | None, Literal["plain", "late", "soon", "blocked", "tint"]]
"""Text, sign and kind."""


def short_day(on: date, today: date) -> str:
    """A date as a card says it: "26 Feb", with its year from eleven months away on."""
    text = f"{on.day} {MONTHS[on.month - 1]}"
    return text if abs((on - today).days) < 330 else f"{text} {on.year}"


def code_prefix(codes: Collection[str]) -> str:
    """What all codes begin with and short ones leave out: "CX-"; "" where they differ."""
    found = re.match(r"\D*", next(iter(codes), ""))
    prefix = found[0] if found else ""
    wide = len(prefix)
    return prefix if all(len(code) > wide and code.startswith(prefix) for code in codes) else ""


def late(card: Card, today: date) -> bool:
    """Whether its end has passed and it is not delivered."""
    return card.end is not None and card.end < today and not card.delivered


def share_done(card: Card) -> float:
    """How far one in progress is, 0 to 1: actions done, else as somebody said; 0 for all others."""
    if card.column is not State.IN_PROGRESS:
        return 0.0
    return card.done / card.actions if card.actions else min(max(card.progress, 0), 100) / 100


def due_chip(card: Card, today: date) -> Chip | None:
    """Text, icon and kind of the due date; None when there is none."""
    if card.end is None:
        return None
    if card.delivered:
        return short_day(card.end, today), "tick", "plain"
    if card.end < today:
        return f"{(today - card.end).days} d late", "alert", "late"
    if card.end <= week_end(today):
        on = card.end
        return f"{_DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}", "clock", "soon"
    return short_day(card.end, today), "calendar", "plain"


def alert_chip(card: Card, today: date) -> Chip | None:
    """What most needs attention: an overdue check, a block, a hold, a wait; None for nothing."""
    if card.check_due is not None and card.check_due < today:
        return f"Check {(today - card.check_due).days} d late", "alert", "late"
    if card.blocked:
        if card.blocked.startswith("by CX-"):
            return f"Blocked by {card.blocked[6:]}", "blocked", "blocked"
        return f"Blocked: {card.blocked}", "blocked", "blocked"
    if card.state is State.ON_HOLD:
        return f"On hold: {card.reason}" if card.reason else "On hold", "pause", "tint"
    if card.after:
        return (
            "after " + ", ".join(code.removeprefix("CX-") for code in card.after),
            "link",
            "plain",
        )
    return None


def alerted(card: Card, today: date) -> bool:
    """Whether a card has an `alert_chip`: told without its words, for thousands of cards."""
    return bool(
        card.after
        or card.blocked
        or card.state is State.ON_HOLD
        or (card.check_due is not None and card.check_due < today)
    )


def charter_words(card: Card) -> tuple[str, str]:
    """The version of the charter and its state where that is not approved: "v0.3", "draft"."""
    label, state = card.charter
    return label or "none", {"in review": "review", "draft": "draft"}.get(state, "")


def days_here(card: Card, today: date) -> tuple[int, bool]:
    """Days in its column, and whether they are so many that the card ages."""
    days = (today - card.since).days
    return days, days > AGEING and card.column is not State.EMBEDDED


def spoken(card: Card, today: date) -> str:
    """The card in one sentence, for assistive technology."""
    parts = [
        card.code,
        card.title,
        card.column.label,
        f"priority {PRIORITIES[card.level].lower()}",
    ]
    if card.owner:
        parts.append(f"owner {card.owner}")
    parts += [chip[0] for chip in (alert_chip(card, today), due_chip(card, today)) if chip]
    if card.actions:
        parts.append(f"{card.done} of {card.actions} actions done")
    return ", ".join(parts)


def tooltip(card: Card, today: date) -> str:
    """What a card says when the pointer rests on it, in plain lines."""
    lines = [f"{card.code} {card.title}"]
    if card.owner:
        lines.append(f"Owner: {card.owner}")
    if card.start and card.end:
        lines.append(
            f"{short_day(card.start, today)} to {short_day(card.end, today)} {card.end.year}"
        )
    if card.blocked:
        lines.append(f"Blocked {card.blocked}" if card.blocked[:3] == "by " else card.blocked)
    if card.after:
        lines.append(f"Waits for {', '.join(card.after)}")
    if card.overdue_actions:
        lines.append(f"{card.overdue_actions} of its actions overdue")
    lines.append(f"{(today - card.since).days} days in {card.column.label}")
    lines.append(f"{PRIORITIES[card.level]} priority, {card.quadrant}")
    return "\n".join(lines)


def blocked_words(blocked: str) -> str:
    """Why one is blocked, in full: "Blocked by CX-101", "Blocked: the vendor is late"."""
    return f"Blocked{'' if blocked.startswith('by CX-') else ':'} {blocked}"
