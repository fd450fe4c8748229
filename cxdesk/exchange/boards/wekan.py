"""Boards of WeKan as CSV: the one that it exports, and the one that it takes in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cxdesk.exchange.boards.board import Axis, Board, Card, Lane
from cxdesk.exchange.boards.people import People
from cxdesk.exchange.boards.rows import Table, unique

EXPORTED = ("Title", "List", "Swimlane", "Members", "Labels")
TAKEN_IN = (
    ("Title", "Stage", "Members", "Labels"),
    ("Title", "Status", "Owner", "Members", "Labels"),
    ("Title", "State", "Owner", "Members", "Labels"),
)
_COLOURS = (
    "white|green|yellow|orange|red|purple|blue|sky|lime|pink|black|silver|peachpuff|crimson|plum|"
    "darkgreen|slateblue|magenta|gold|navy|gray|saddlebrown|paleturquoise|mistyrose|indigo"
)
_COLOURED = re.compile(rf"\s*(.+?)-(?:{_COLOURS})(?=\s|$)")
_NO_LIST = "(no list)"


def read(table: Table, told: bool | None, stem: str) -> Board:
    """The board in our words; `told` says whether dates put the month first, None as they seem."""
    return _WeKan(table, told, stem).board()


class _WeKan:
    def __init__(self, table: Table, told: bool | None, stem: str) -> None:
        self.table, self.notes, self.people = table, table.notes, People(table.notes)
        self.stem = stem
        column = table.column
        self.title, self.description = column("Title"), column("Description")
        self.lane = column("List", "Stage", "Status", "State")
        self.swimlane, self.archived = column("Swimlane"), column("Archived")
        self.owner, self.assignee = column("Owner"), column("Assignee", "Assignees")
        self.members, self.labels = column("Members", "Member"), column("Labels", "Label")
        self.due = column("Due", "Due Date", "Due at", "Deadline")
        self.start = column("Start", "Start date", "Start at")
        self.end = column("End", "Finish date", "End at")
        self.created = column("Created at", "Creation date")
        self.changed = column("Last modified at", "Updated at", "Update date", "Modified at")
        days = (self.due, self.start, self.end, self.created, self.changed)
        self.sure = table.order_dates(days, told, True)

    def board(self) -> Board:
        table, notes = self.table, self.notes
        titles = unique(notes.line(_bare(self.title.first(row))) for _, row in table.rows)
        cards = [
            self._card(key, number, row)
            for key, (number, row) in zip(titles, table.rows, strict=True)
        ]
        lanes = _sorted(list(dict.fromkeys(card.lane for card in cards)))
        swimlanes = dict.fromkeys(name for card in cards for name in card.groups["swimlane"])
        if len(swimlanes) == 1:  # the one that every board has
            cards = [replace(card, groups={}) for card in cards]
            swimlanes = {}
        table.say_left("Last activity", "Overtime*")
        name = re.sub(r"\s*\(\d+\)$", "", notes.line(self.stem)) or "WeKan board"
        return Board(
            source=f"wekan:{name}",
            kind="WeKan board",
            title=f"the WeKan board “{name}”",
            name=name,
            lanes=tuple(Lane(lane, lane) for lane in lanes),
            axes=(Axis("swimlane", "swimlane", "swimlanes", {one: one for one in swimlanes}),),
            cards=tuple(cards),
            members=self.people.all(),
            month_first=table.month_first,
            dates_sure=self.sure,
            dates_like=table.dates_like,
            notes=notes.all(),
            problems=tuple(table.problems),
        )

    def _card(self, key: str, number: int, row: Sequence[str]) -> Card:
        table, notes, at = self.table, self.notes, f"Row {number}"
        start, end = (table.day(one, row, at) for one in (self.start, self.end))
        swimlane = notes.line(self.swimlane.first(row))
        people = self._people(row)
        return Card(
            key=key,
            title=notes.line(_bare(self.title.first(row))),
            lane=notes.line(self.lane.first(row)) or _NO_LIST,
            at=at,
            description=notes.long(_bare(self.description.first(row))),
            owner=people[0] if people else "",
            also=tuple(people[1:]),
            groups={"swimlane": (swimlane,) if swimlane else ()},
            labels=_labels(notes.line(self.labels.first(row))),
            start=start,
            due=table.day(self.due, row, at),
            created=table.day(self.created, row, at),
            started=start,
            done_on=end,
            touched=table.day(self.changed, row, at),
            archived=self.archived.first(row).lower() in ("true", "yes"),
        )

    def _people(self, row: Sequence[str]) -> list[str]:
        """Who is on the card, the responsible one first.

        In what WeKan exports the owner is only who made the card.
        """
        names = self.assignee.first(row).split()
        members, owner = self.members.first(row).split(), self.owner.first(row)
        if self.assignee:
            names += members or ([owner] if owner else [])
        else:
            names = [owner, *members]
        return list(dict.fromkeys(key for name in names if (key := self.people.key(name))))


def _bare(text: str) -> str:
    """Without the sign that keeps spreadsheets from taking a text for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text


def _labels(text: str) -> tuple[str, ...]:
    """Labels between spaces, each with its colour behind or without one."""
    found, rest = [], text
    if " " not in text or not _COLOURED.match(text):
        found = [re.sub(rf"-(?:{_COLOURS})$", "", one) for one in text.split()]
        return tuple(dict.fromkeys(found))
    while match := _COLOURED.match(rest):
        found.append(match[1])
        rest = rest[match.end() :]
    return tuple(dict.fromkeys([*found, *rest.split()]))


def _sorted(lanes: list[str]) -> list[str]:
    """Lists in the order of their numbers, where only these tell them apart."""
    parts = [re.fullmatch(r"(\D*)(\d{1,9})", lane) for lane in lanes]
    if lanes and all(parts) and len({part[1] for part in parts if part}) == 1:
        return sorted(lanes, key=lambda lane: int(re.sub(r"\D", "", lane)))
    return lanes
