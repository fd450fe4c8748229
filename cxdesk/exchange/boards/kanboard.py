"""Tasks of Kanboard: the CSV that it exports, and the one that it takes in."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.exchange.boards.board import Axis, Board, Card, Lane, Words
from cxdesk.exchange.boards.people import People
from cxdesk.exchange.boards.rows import Table, amount, split, unique

EXPORTED = ("Task Id", "Column", "Swimlane", "Title")
TAKEN_IN = ("Title", "Column Name", "Swimlane Name")
_WORDS = Words("task", "tasks", "column", "columns")
_CLOSED = {"closed", "geschlossen", "abgeschlossen", "1", "true", "yes", "ja"}
_NO_LANES = {"", "default swimlane", "standard-swimlane", "default", "?"}
_HOURS = 8.0  # of a person-day
_NO_COLUMN = "(no column)"


def read(table: Table, told: bool | None, stem: str) -> Board:
    """The tasks in our words; `told` says whether dates put the month first, None as they seem."""
    return _Kanboard(table, told, stem).board()


class _Kanboard:
    def __init__(self, table: Table, told: bool | None, stem: str) -> None:
        self.table, self.notes, self.people = table, table.notes, People(table.notes)
        self.stem = stem
        column = table.column
        self.id = column("Task Id") or column("Reference")
        self.project, self.title = column("Project"), column("Title")
        self.description = column("Description")
        self.lane = column("Column", "Column Name")
        self.swimlane = column("Swimlane", "Swimlane Name")
        self.category, self.tags = column("Category", "Category Name"), column("Tags")
        self.closed = column("Closed", "Status", "Is Closed")
        self.name, self.username = column("Assignee Name"), column("Assignee Username")
        self.due, self.start = column("Due date"), column("Start date")
        self.created, self.changed = column("Creation date"), column("Modification date")
        self.completed, self.hours = column("Completion date"), column("Time estimated")
        self.link = column("External Link")
        days = (self.due, self.start, self.created, self.changed, self.completed)
        self.sure = table.order_dates(days, told, True)  # its own default

    def board(self) -> Board:
        table, cards = self.table, []
        for key, (number, row) in zip(self._keys(), table.rows, strict=True):
            cards.append(self._card(key, number, row))
        self.notes.changed(
            "Estimated hours were taken for person-days of eight hours.",
            sum(card.effort is not None for card in cards),
        )
        for title in ("Complexity", "Time spent", "Priority"):
            self._forget(title)
        table.say_left("Position", "Creator Name")
        name = next((self.notes.line(self.project.first(row)) for _, row in table.rows), "")
        name = name or self.notes.line(self.stem) or "Kanboard"
        lanes = dict.fromkeys(card.lane for card in cards)
        return Board(
            source=f"kanboard:{name}",
            kind="Kanboard tasks",
            title=f"the Kanboard project “{name}”",
            name=name,
            words=_WORDS,
            lanes=tuple(Lane(lane, lane) for lane in lanes),
            axes=(
                self._axis("swimlane", "swimlane", "swimlanes", cards),
                self._axis("category", "category", "categories", cards),
            ),
            cards=tuple(cards),
            members=self.people.all(),
            month_first=table.month_first,
            dates_sure=self.sure,
            dates_like=table.dates_like,
            notes=self.notes.all(),
            problems=tuple(table.problems),
        )

    def _forget(self, title: str) -> None:
        """Tell of a number that has no place here; zero is what nobody has set."""
        column = self.table.column(title)
        filled = sum(amount(column.first(row)) not in (None, 0) for _, row in self.table.rows)
        self.notes.dropped(f"There is no place for “{column.title}”.", filled)

    @staticmethod
    def _axis(key: str, one: str, many: str, cards: list[Card]) -> Axis:
        found = dict.fromkeys(name for card in cards for name in card.groups.get(key, ()))
        return Axis(key, one, many, {name: name for name in found})

    def _keys(self) -> list[str]:
        rows = [row for _, row in self.table.rows]
        return unique(
            self.id.first(row) or self.notes.line(self.title.first(row)) for row in rows
        )  # fmt: skip

    def _card(self, key: str, number: int, row: Sequence[str]) -> Card:
        table, notes, at = self.table, self.notes, f"Row {number}"
        done = self.closed.first(row).lower() in _CLOSED
        start, completed = (table.day(one, row, at) for one in (self.start, self.completed))
        hours = amount(self.hours.first(row))
        swimlane = notes.line(self.swimlane.first(row))
        category = notes.line(self.category.first(row))
        groups = {
            "swimlane": () if swimlane.lower() in _NO_LANES else (swimlane,),
            "category": (category,) if category else (),
        }
        text, link = notes.long(self.description.first(row)), notes.line(self.link.first(row))
        return Card(
            key=key,
            title=notes.line(self.title.first(row)),
            lane=notes.line(self.lane.first(row)) or _NO_COLUMN,
            at=at,
            description="\n\n".join(part for part in (text, link) if part),
            owner=self.people.key(
                self.name.first(row) or self.username.first(row), self.username.first(row)
            ),
            groups=groups,
            labels=split(self.tags.first(row), ","),
            start=start,
            due=table.day(self.due, row, at),
            created=table.day(self.created, row, at),
            started=start,
            done_on=completed if done else None,
            touched=table.day(self.changed, row, at),
            done=done,
            effort=hours / _HOURS if hours else None,
        )
