"""Trello boards: the JSON that Trello exports of one board."""

from __future__ import annotations

from collections import defaultdict

from cxdesk.exchange.boards import dates
from cxdesk.exchange.boards.board import Board, Card, Item, Lane, Member, Remark
from cxdesk.exchange.boards.fields import Fields
from cxdesk.exchange.boards.jsonish import NOTHING, Node, in_order, key, keys, listed, node, nodes
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.boards.trello_moves import Past, made_on
from cxdesk.exchange.bounds import MOST_ITEMS, TooLarge

_MOST_ACTIONS = 1_000
"""So many of the last actions are all that Trello puts into a file."""
_USUAL_CHECKLISTS = {"", "checklist", "checkliste", "check list"}


def knows(data: Node) -> bool:
    """Whether JSON is a board of Trello."""
    return all(isinstance(data.get(part), list) for part in ("cards", "lists")) and (
        "idBoard" in next(nodes(data["lists"]), next(nodes(data["cards"]), data))
        or "shortUrl" in data
        or "idOrganization" in data
    )


def read(data: Node, name: str) -> Board:
    """The board in our words. Raises TooLarge for one of more cards than any office has."""
    return _Trello(data, name).board()


class _Trello:
    def __init__(self, data: Node, name: str) -> None:
        if any(len(listed(data.get(part))) > MOST_ITEMS for part in ("cards", "actions")):
            raise TooLarge(f"{name} holds more than {MOST_ITEMS:,} cards, the most that are read.")
        self.data, self.notes = data, Notes()
        self.name = self.notes.line(data.get("name")) or "Trello board"
        self.past = Past(listed(data.get("actions")))
        self.fields = Fields(data.get("customFields"), self.notes)
        self.labels = {key(one.get("id")): self._label(one) for one in nodes(data.get("labels"))}
        self.items: defaultdict[str, list[Item]] = defaultdict(list)
        self.members = self._members()
        self.remarks = self._remarks()

    def board(self) -> Board:
        lists = in_order(self.data.get("lists"), "pos")
        lanes = {key(one.get("id")): one for one in lists if key(one.get("id"))}
        closed = {id for id, one in lanes.items() if one.get("closed") is True}
        for checklist in in_order(self.data.get("checklists"), "pos"):
            self._checklist(checklist)
        order = {id: place for place, id in enumerate(lanes)}
        cards = sorted(
            in_order(self.data.get("cards"), "pos"),
            key=lambda one: order.get(key(one.get("idList")), len(order)),
        )
        found: dict[str, Card] = {}
        for one in cards:
            card = self._card(one, closed)
            if card is not None and card.key not in found:
                found[card.key] = card
        self._said()
        id = key(self.data.get("id")) or key(self.data.get("shortLink")) or self.name
        return Board(
            source=f"trello:{id}",
            kind="Trello board",
            title=f"the Trello board “{self.name}”",
            name=self.name,
            lanes=tuple(
                Lane(id, self.notes.line(one.get("name")) or "(no name)")
                for id, one in lanes.items()
            ),
            cards=tuple(found.values()),
            members=tuple(self.members.values()),
            former={id: name for id, name in self.past.lists.items() if id not in lanes},
            notes=self.notes.all(),
        )

    # Cards ----------------------------------------------------------------------------------

    def _card(self, one: Node, closed: set[str]) -> Card | None:
        id, title = key(one.get("id")), self.notes.line(one.get("name"))
        if one.get("isTemplate") is True:
            self.notes.dropped("Templates of cards were left out.")
            return None
        if one.get("cardRole") == "separator":
            self.notes.dropped("Separators between cards were left out.")
            return None
        if not id:
            self.notes.dropped("Cards without an id were left out.")
            return None
        lane, touched = key(one.get("idList")), dates.local_day(one.get("dateLastActivity"))
        owners = [member for member in keys(one.get("idMembers")) if member in self.members]
        values = self.fields.of(one)
        made = made_on(id)
        moves = self.past.moves(id, lane, made, touched)
        due = dates.local_day(one.get("due"))
        done = one.get("dueComplete") is True
        done_on = dates.local_day(one.get("dateCompleted")) or self.past.done_on.get(id)
        return Card(
            key=id,
            title=title,
            lane=lane,
            at=f"Card “{title[:60]}”" if title else "A card",
            description=self._description(one),
            owner=owners[0] if owners else "",
            also=tuple(owners[1:]),
            labels=self._labels_of(one),
            start=dates.local_day(one.get("start")) or values.start,
            due=due or values.due,
            created=made or (moves[0][1] if moves else None),
            done_on=(done_on or touched) if done else None,
            since=moves[-1][1] if moves else None,
            touched=touched,
            done=done,
            archived=one.get("closed") is True or lane in closed,
            moves=moves,
            priority=values.priority,
            effort=values.effort,
            cost=values.cost,
            items=tuple(self.items.get(id, ())),
            remarks=tuple(sorted(self.remarks.get(id, ()), key=lambda remark: remark.at)),
        )

    def _description(self, one: Node) -> str:
        text, links, files = self.notes.long(one.get("desc")), [], 0
        for attached in nodes(one.get("attachments")):
            url = self.notes.line(attached.get("url"))
            if attached.get("isUpload") is True or not url.startswith(("http://", "https://")):
                files += 1
                continue
            title = self.notes.line(attached.get("name"))
            links.append(url if title in ("", url) else f"{title}: {url}")
        self.notes.dropped("Attached files stay in Trello: a board's file only names them.", files)
        self.notes.changed("Links attached to cards stand in their descriptions.", len(links))
        return "\n\n".join(part for part in (text, "\n".join(links)) if part)

    def _label(self, one: Node) -> str:
        return self.notes.line(one.get("name")) or self.notes.line(one.get("color")).capitalize()

    def _labels_of(self, one: Node) -> tuple[str, ...]:
        found = [self.labels.get(id, "") for id in keys(one.get("idLabels"))]
        if not found:
            found = [self._label(label) for label in nodes(one.get("labels"))]
        return tuple(dict.fromkeys(label for label in found if label))

    def _checklist(self, one: Node) -> None:
        card, name = key(one.get("idCard")), self.notes.line(one.get("name"))
        head = "" if name.lower() in _USUAL_CHECKLISTS else f"{name}: "
        for item in in_order(one.get("checkItems"), "pos"):
            id, title = key(item.get("id")), self.notes.line(item.get("name"))
            member = key(item.get("idMember"))
            if not id or not card:
                self.notes.dropped("Lines of checklists that belong to no card were left out.")
                continue
            self.items[card].append(
                Item(
                    id, head + title if title else "",
                    done=item.get("state") == "complete",
                    owner=member if member in self.members else "",
                    due=dates.local_day(item.get("due")),
                    done_on=self.past.items_done_on.get(id),
                )
            )  # fmt: skip

    # People ---------------------------------------------------------------------------------

    def _members(self) -> dict[str, Member]:
        """Those on the board, and those who left it and are still on a card."""
        found = {
            one.key: one for each in nodes(self.data.get("members")) if (one := self._who(each))
        }
        named = [id for each in nodes(self.data.get("cards")) for id in keys(each.get("idMembers"))]
        for id in dict.fromkeys(named):
            if id not in found and (gone := self._who(self.past.people.get(id, NOTHING))):
                found[id] = gone
        unknown = sum(id not in found for id in named)
        self.notes.dropped("Members whom the file does not name were left out.", unknown)
        return found

    def _who(self, one: Node) -> Member | None:
        id, line = key(one.get("id")), self.notes.line
        name = line(one.get("fullName")) or line(one.get("username"))
        initials = line(one.get("initials"))[:4] or None
        return Member(id, name, line(one.get("email")) or None, initials) if id and name else None

    def _remarks(self) -> dict[str, list[Remark]]:
        found: defaultdict[str, list[Remark]] = defaultdict(list)
        for one in self.past.comments:
            data, at = node(one.get("data")), dates.local(one.get("date"))
            card, text = key(node(data.get("card")).get("id")), self.notes.long(data.get("text"))
            if card and text and at is not None:
                author = node(one.get("memberCreator"))
                name = self.notes.line(author.get("fullName"))
                name = name or self.notes.line(author.get("username")) or "Somebody"
                found[card].append(Remark(name, dates.utc(at), text))
        return found

    # What is told ---------------------------------------------------------------------------

    def _said(self) -> None:
        if self.past.many >= _MOST_ACTIONS:
            self.notes.dropped(
                "Trello puts only the last 1,000 actions into a file: comments and moves before "
                f"{self.past.oldest or 'them'} are not in it."
            )
        self.fields.say()
        cards = list(nodes(self.data.get("cards")))
        for what, many in {
            "covers of cards": sum(
                bool(node(one.get("cover")).get("idAttachment")) for one in cards
            ),
            "votes": sum(len(listed(one.get("idMembersVoted"))) for one in cards),
            "places on a map": sum(
                bool(one.get("address") or one.get("coordinates")) for one in cards
            ),
            "stickers": sum(len(listed(one.get("stickers"))) for one in cards),
            "data of Power-Ups": sum(len(listed(one.get("pluginData"))) for one in cards),
            "the description of a board": bool(self.notes.long(self.data.get("desc"))),
        }.items():
            self.notes.dropped(f"There is no place for {what}.", many)
