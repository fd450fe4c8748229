"""What the actions in a Trello file tell: moves from list to list, what was done when, comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from cxdesk.exchange.boards import dates
from cxdesk.exchange.boards.jsonish import Node, key, node, nodes
from cxdesk.exchange.boards.moves import lanes_entered
from cxdesk.model.wording import day

_MADE = {
    "createCard", "copyCard", "emailCard", "convertToCardFromCheckItem", "moveCardToBoard",
}  # fmt: skip
_COMMENTS = {"commentCard", "copyCommentCard"}
_Move = tuple[datetime, str, str]  # when, from which list ("" where it was made), to which


class Past:
    """The actions of one board; those of a card oldest first."""

    def __init__(self, actions: Sequence[Any]) -> None:
        self.many = len(actions)
        self.comments: list[Node] = []
        self.people: dict[str, Node] = {}  # who did or got something, by id
        self.done_on: dict[str, date] = {}  # by card: the day it was ticked as done
        self.items_done_on: dict[str, date] = {}  # by line of a checklist
        self.lists: dict[str, str] = {}  # names by id, of lists that moves name
        self._moves: defaultdict[str, list[_Move]] = defaultdict(list)
        timed = [(at, one) for one in nodes(list(actions)) if (at := dates.local(one.get("date")))]
        timed.sort(key=lambda pair: pair[0])
        self.oldest = day(timed[0][0].date()) if timed else ""
        for at, one in timed:
            self._hear(at, one, node(one.get("data")))

    def moves(
        self, card: str, lane: str, made: date | None, touched: date | None
    ) -> tuple[tuple[str, date], ...]:
        """The lists that a card entered, as `lanes_entered` says."""
        return lanes_entered(self._moves.get(card, ()), lane, made, touched)

    def _hear(self, at: datetime, one: Node, data: Node) -> None:
        for person in (node(one.get("memberCreator")), node(one.get("member"))):
            self.people[key(person.get("id"))] = person
        kind, card = key(one.get("type")), node(data.get("card"))
        id = key(card.get("id"))
        if kind == "updateCheckItemStateOnCard":
            item = node(data.get("checkItem"))
            if item.get("state") == "complete":
                self.items_done_on[key(item.get("id"))] = at.date()
            else:
                self.items_done_on.pop(key(item.get("id")), None)
        elif not id:
            return
        elif kind in _COMMENTS:
            self.comments.append(one)
        elif kind in _MADE:
            lane = self._list(data.get("list"))
            if lane:
                self._moves[id].append((at, "", lane))
        elif kind == "updateCard":
            before, after = self._list(data.get("listBefore")), self._list(data.get("listAfter"))
            if after:
                self._moves[id].append((at, before, after))
            elif card.get("dueComplete") is True and "dueComplete" in node(data.get("old")):
                self.done_on[id] = at.date()

    def _list(self, value: object) -> str:
        one = node(value)
        id, name = key(one.get("id")), one.get("name")
        if id and isinstance(name, str):
            self.lists[id] = name[:200]
        return id


def made_on(id: str) -> date | None:
    """The day on which something was made, which the first eight digits of its id tell."""
    try:
        stamp = datetime.fromtimestamp(int(id[:8], 16), UTC) if len(id) == 24 else None
    except ValueError:
        return None
    if stamp is None or stamp.year < 2008:  # there was no Trello yet
        return None
    return stamp.astimezone().date()
