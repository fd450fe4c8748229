"""Boards of WeKan: the JSON that it exports, with the moves of its cards."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from cxdesk.exchange.boards import dates
from cxdesk.exchange.boards.board import Axis, Board, Card, Item, Lane, Member, Remark
from cxdesk.exchange.boards.jsonish import Node, in_order, key, keys, listed, node, nodes
from cxdesk.exchange.boards.moves import lanes_entered
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.bounds import MOST_ITEMS, TooLarge

_UNPLACED = {
    "requestedBy": "who requested a card", "assignedBy": "who assigned a card",
    "receivedAt": "the day a card was received", "spentTime": "time spent",
}  # fmt: skip


def knows(data: Node) -> bool:
    """Whether JSON is a board of WeKan."""
    form = data.get("_format")
    return isinstance(form, str) and form.startswith("wekan-board")


def read(data: Node, name: str) -> Board:
    """The board in our words. Raises TooLarge for one of more cards than any office has."""
    if any(len(listed(data.get(part))) > MOST_ITEMS for part in ("cards", "activities")):
        raise TooLarge(f"{name} holds more than {MOST_ITEMS:,} cards, the most that are read.")
    return _WeKan(data).board()


class _WeKan:
    def __init__(self, data: Node) -> None:
        self.data, self.notes = data, Notes()
        self.members = self._members()
        self.labels = {key(one.get("_id")): self._label(one) for one in nodes(data.get("labels"))}
        self.swimlanes = self._swimlanes()
        self.items = self._items()
        self.remarks = self._remarks()
        self.moves = self._moves()

    def board(self) -> Board:
        name = self.notes.line(self.data.get("title")) or "WeKan board"
        lists = {key(one.get("_id")): one for one in in_order(self.data.get("lists"), "sort")}
        lanes = {
            id: self.notes.line(one.get("title")) or "(no name)" for id, one in lists.items() if id
        }
        closed = {id for id, one in lists.items() if one.get("archived") is True}
        order = {id: place for place, id in enumerate(lanes)}
        found: dict[str, Card] = {}
        for one in sorted(
            in_order(self.data.get("cards"), "sort"),
            key=lambda card: order.get(key(card.get("listId")), len(order)),
        ):
            card = self._card(one, closed)
            if card is not None:
                found.setdefault(card.key, card)
        self.notes.dropped(
            "Attached files have no place here.", len(listed(self.data.get("attachments")))
        )
        return Board(
            source=f"wekan:{key(self.data.get('_id')) or name}",
            kind="WeKan board",
            title=f"the WeKan board “{name}”",
            name=name,
            lanes=tuple(Lane(id, lane) for id, lane in lanes.items()),
            axes=(Axis("swimlane", "swimlane", "swimlanes", self.swimlanes),),
            cards=tuple(found.values()),
            members=tuple(self.members.values()),
            notes=self.notes.all(),
        )

    def _card(self, one: Node, closed: set[str]) -> Card | None:
        id, title, lane = key(one.get("_id")), self.notes.line(one.get("title")), one.get("listId")
        if one.get("type") == "template-card":
            self.notes.dropped("Templates of cards were left out.")
            return None
        if not id:
            self.notes.dropped("Cards without an id were left out.")
            return None
        people = [*keys(one.get("assignees")), *keys(one.get("members"))]
        known = [person for person in dict.fromkeys(people) if person in self.members]
        start, made = dates.local_day(one.get("startAt")), dates.local_day(one.get("createdAt"))
        touched = dates.local_day(one.get("dateLastActivity"))
        moves = lanes_entered(self.moves.get(id, ()), key(lane), made, touched)
        swimlane = key(one.get("swimlaneId"))
        values = sum(node(value).get("value") not in (None, "")
                     for value in nodes(one.get("customFields")))  # fmt: skip
        self.notes.dropped("Custom fields have no place here.", values)
        for name, what in _UNPLACED.items():
            self.notes.dropped(f"There is no place for {what}.", bool(one.get(name)))
        return Card(
            key=id,
            title=title,
            lane=key(lane),
            at=f"Card “{title[:60]}”" if title else "A card",
            description=self.notes.long(one.get("description")),
            owner=known[0] if known else "",
            also=tuple(known[1:]),
            groups={"swimlane": (swimlane,) if swimlane in self.swimlanes else ()},
            labels=tuple(
                dict.fromkeys(
                    label for one in keys(one.get("labelIds")) if (label := self.labels.get(one))
                )
            ),
            start=start,
            due=dates.local_day(one.get("dueAt")),
            created=made,
            started=start,
            done_on=dates.local_day(one.get("endAt")),
            since=moves[-1][1] if moves else None,
            touched=touched,
            archived=one.get("archived") is True or key(lane) in closed,
            moves=moves,
            items=tuple(self.items.get(id, ())),
            remarks=tuple(sorted(self.remarks.get(id, ()), key=lambda remark: remark.at)),
        )

    def _label(self, one: Node) -> str:
        return self.notes.line(one.get("name")) or self.notes.line(one.get("color")).capitalize()

    def _swimlanes(self) -> dict[str, str]:
        """Names by key; none where there is only the one that every board has."""
        found = {
            id: self.notes.line(one.get("title"))
            for one in in_order(self.data.get("swimlanes"), "sort")
            if (id := key(one.get("_id")))
        }
        return found if len(found) > 1 else {}

    def _members(self) -> dict[str, Member]:
        found: dict[str, Member] = {}
        for one in nodes(self.data.get("users")):
            id, profile = key(one.get("_id")), node(one.get("profile"))
            name = self.notes.line(profile.get("fullname")) or self.notes.line(one.get("username"))
            if id and name:
                initials = self.notes.line(profile.get("initials"))[:4] or None
                found[id] = Member(id, name, None, initials)
        return found

    def _items(self) -> dict[str, list[Item]]:
        lists: dict[str, Node] = {
            key(one.get("_id")): one for one in nodes(self.data.get("checklists"))
        }
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for one in in_order(self.data.get("checklistItems"), "sort"):
            home = lists.get(key(one.get("checklistId")), one)
            card, id = key(one.get("cardId")) or key(home.get("cardId")), key(one.get("_id"))
            if card and id:
                done = one.get("isFinished") is True
                found[card].append(Item(id, self.notes.line(one.get("title")), done))
            else:
                self.notes.dropped("Lines of checklists that belong to no card were left out.")
        return found

    def _remarks(self) -> dict[str, list[Remark]]:
        found: defaultdict[str, list[Remark]] = defaultdict(list)
        for one in nodes(self.data.get("comments")):
            at, text = dates.local(one.get("createdAt")), self.notes.long(one.get("text"))
            if at is not None and text:
                author = self.members.get(key(one.get("userId")))
                name = author.name if author is not None else "Somebody"
                found[key(one.get("cardId"))].append(Remark(name, dates.utc(at), text))
        return found

    def _moves(self) -> dict[str, list[tuple[datetime, str, str]]]:
        found: defaultdict[str, list[tuple[datetime, str, str]]] = defaultdict(list)
        for one in nodes(self.data.get("activities")):
            at, after = dates.local(one.get("createdAt")), key(one.get("listId"))
            kind = one.get("activityType")
            if at is None or not after or kind not in ("createCard", "moveCard"):
                continue
            before = key(one.get("oldListId")) if kind == "moveCard" else ""
            if before != after:  # else it went to another swimlane, or up and down
                found[key(one.get("cardId"))].append((at, before, after))
        for moves in found.values():
            moves.sort(key=lambda move: move[0])
        return found
