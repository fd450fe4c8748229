"""The bars as an item model: what a bar says when it is read out, and as a tooltip."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from cxdesk.model.wording import count, day, listed
from cxdesk.services.card_words import PRIORITIES, due_chip
from cxdesk.services.cards import Card
from cxdesk.ui.cards.model import CardModel
from cxdesk.ui.roadmap.data import RoadmapData


class RoadmapModel(CardModel):
    """One row an initiative; the schedule tells slack and what is critical."""

    def __init__(self, rows: RoadmapData, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roadmap = rows

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if index.isValid() and self._roadmap.roadmap is not None and self.board is not None:
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return spoken(self.cards()[index.row()], self._roadmap)
            if role == Qt.ItemDataRole.ToolTipRole:
                return told(self.cards()[index.row()], self._roadmap)
        return super().data(index, role)


def spoken(card: Card, rows: RoadmapData) -> str:
    """A bar in one sentence, for assistive technology."""
    parts = [f"{card.code} {card.title}", card.state.label.lower(), card.domain, _dates(card)]
    parts += _slack(card, rows)
    parts += _facts(card, rows)
    if card.owner:
        parts.append(f"owner {card.owner}")
    return ", ".join(parts)


def told(card: Card, rows: RoadmapData) -> str:
    """What a bar says when the pointer rests on it, in plain lines."""
    assert rows.roadmap is not None
    lines = [f"{card.code} {card.title}"]
    lines.append(f"{card.state.label}, {card.domain}" + (f", {card.owner}" if card.owner else ""))
    if card.start is not None and card.end is not None:
        days = count(rows.network.days(card.start, card.end), "working day")
        lines.append(f"{day(card.start)} to {day(card.end)}, {days}")
    else:
        lines.append("No dates yet")
    if slack := _slack(card, rows):
        lines.append(", ".join(slack).capitalize())
    lines += [f"{one[:1].upper()}{one[1:]}" for one in _facts(card, rows)]
    if card.actions:
        lines.append(f"{card.done} of {card.actions} actions done")
    outcomes = f", for {', '.join(card.outcomes)}" if card.outcomes else ""
    lines.append(f"{PRIORITIES[card.level]} priority{outcomes}")
    return "\n".join(lines)


def _dates(card: Card) -> str:
    if card.start is None or card.end is None:
        return "no dates"
    return f"{day(card.start)} to {day(card.end)}"


def _slack(card: Card, rows: RoadmapData) -> list[str]:
    """How far it may slip; nothing of what has no dates or is done."""
    many = rows.schedule.slack(card.id)
    if many is None:
        return []
    if many < 0:
        return ["critical", f"{count(-many, 'working day')} late already"]
    slack = f"{count(many, 'working day')} of slack" if many else "no slack"
    return [slack] if many else ["critical", slack]


def _facts(card: Card, rows: RoadmapData) -> list[str]:
    """What stands in its way, or out."""
    found = []
    due = due_chip(card, rows.today)
    if due is not None and due[2] == "late":
        found.append(due[0].replace(" d ", " days "))
    if card.blocked:
        found.append(f"blocked {card.blocked}" if card.blocked[:3] == "by " else
                     f"blocked: {card.blocked}")  # fmt: skip
    if card.check_due is not None and card.check_due < rows.today:
        found.append(f"its six-month check was due {day(card.check_due)}")
    if card.overdue_actions:
        found.append(f"{count(card.overdue_actions, 'action')} overdue")
    if card.after:
        found.append(f"waits for {listed(card.after)}")
    if card.pinned:
        found.append("pinned to its dates")
    return found
