"""Custom fields of Trello: those that have a place here, and what is told of the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cxdesk.exchange.boards import dates
from cxdesk.exchange.boards.jsonish import Node, key, node, nodes, number
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.boards.priorities import priority_of
from cxdesk.model.states import Priority
from cxdesk.services.search import fold

_PLACES = {
    "cost": ("cost", "costs", "budget", "price", "kosten", "preis"),
    "effort": (
        "effort", "estimate", "estimation", "person days", "person-days", "man days", "days", "pt",
        "story points", "points", "size", "aufwand", "schatzung", "personentage", "tage",
    ),
    "start": ("start", "start date", "startdatum", "beginn", "begin"),
    "due": ("due", "due date", "end", "end date", "deadline", "ende", "fallig", "enddatum"),
    "priority": ("priority", "prio", "prioritat", "importance", "wichtigkeit"),
}  # fmt: skip
_KINDS = {"number": ("cost", "effort"), "date": ("start", "due"), "list": ("priority",),
          "text": ("priority",)}  # fmt: skip


@dataclass(slots=True)
class Values:
    """What the fields of one card say."""

    cost: float | None = None
    effort: float | None = None
    start: date | None = None
    due: date | None = None
    priority: Priority | None = None


class Fields:
    """The fields of one board; each that fits nothing is counted and told."""

    def __init__(self, defined: object, notes: Notes) -> None:
        self._notes = notes
        self._names: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._options: dict[str, str] = {}
        self._unplaced: Counter[str] = Counter()
        self._placed: Counter[str] = Counter()
        for one in nodes(defined):
            id, kind = key(one.get("id")), one.get("type")
            self._names[id] = notes.line(one.get("name")) or "(no name)"
            for option in nodes(one.get("options")):
                text = notes.line(node(option.get("value")).get("text"))
                self._options[key(option.get("id"))] = text
            place = _place(self._names[id])
            fits = place in _KINDS.get(key(kind), ())
            if fits and place not in self._places.values():
                self._places[id] = place

    def of(self, card: Node) -> Values:
        """What the fields of a card say; what has no place is counted."""
        values = Values()
        for one in nodes(card.get("customFieldItems")):
            id, value = key(one.get("idCustomField")), node(one.get("value"))
            if id not in self._names or not self._take(values, id, one, value):
                self._unplaced[self._names.get(id, "a field that is gone")] += 1
        return values

    def say(self) -> None:
        """Tell what became of them."""
        for name, many in self._placed.items():
            self._notes.changed(name, many)
        for name, many in self._unplaced.items():
            self._notes.dropped(f"There is no place for the custom field “{name}”.", many)

    def _take(self, values: Values, id: str, one: Node, value: Node) -> bool:
        place = self._places.get(id)
        if place in ("cost", "effort"):
            amount = number(value.get("number"))
            if amount is None or not 0 <= amount < 1e9:
                return False
            setattr(values, place, amount)
            if place == "effort":
                self._placed[f"“{self._names[id]}” was taken for person-days."] += 1
            return True
        if place in ("start", "due"):
            on = dates.local_day(value.get("date"))
            setattr(values, place, on)
            return on is not None
        if place == "priority":
            text = self._options.get(key(one.get("idValue")), "")
            values.priority = priority_of(text or self._notes.line(value.get("text")))
            return values.priority is not None
        return False


def _place(name: str) -> str:
    bare = " ".join(fold(name).replace("_", " ").replace("(", " ").replace(")", " ").split())
    for place, known in _PLACES.items():
        if bare in known or any(bare.startswith(f"{one} ") for one in known if len(one) > 3):
            return place
    return ""
