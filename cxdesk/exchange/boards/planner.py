"""Plans of Microsoft Planner: the workbook that it exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cxdesk.exchange.boards.board import Board, Card, Item, Lane, Words
from cxdesk.exchange.boards.people import People
from cxdesk.exchange.boards.priorities import priority_of
from cxdesk.exchange.boards.rows import Column, Table, split, unique
from cxdesk.exchange.state_words import state_of
from cxdesk.model.states import State

NEEDED = ("Task Name", "Bucket Name", "Progress")
_WORDS = Words("task", "tasks", "bucket", "buckets")
_IDLE = ("Late",)  # follows from the due date
_NO_BUCKET = "(no bucket)"


def read(table: Table, told: bool | None) -> Board:
    """The plan in our words; `told` says whether dates put the month first, None as they seem."""
    return _Planner(table, told).board()


class _Planner:
    def __init__(self, table: Table, told: bool | None) -> None:
        self.table, self.notes, self.people = table, table.notes, People(table.notes)
        column = table.column
        self.id, self.title, self.bucket = column("Task ID"), column("Task Name"), column(NEEDED[1])
        self.progress, self.priority = column("Progress"), column("Priority")
        self.assigned, self.description = column("Assigned To"), column("Description", "Notes")
        self.created, self.start = column("Created Date"), column("Start Date")
        self.due, self.completed = column("Due Date"), column("Completed Date")
        self.ticked = column("Completed Checklist Items")
        self.checklist, self.labels = column("Checklist Items"), column("Labels")
        days = (self.created, self.start, self.due, self.completed)
        table.order_dates(days, told, True)  # Planner writes the month first

    def board(self) -> Board:
        table = self.table
        buckets: dict[str, None] = {}
        cards = []
        for key, (number, row) in zip(self._keys(), table.rows, strict=True):
            bucket = self.notes.line(self.bucket.first(row)) or _NO_BUCKET
            buckets[bucket] = None
            cards.append(self._card(key, number, row, bucket))
        table.say_left(*_IDLE)
        above = {cells[0].lower(): cells[1] for cells in table.above if len(cells) > 1}
        name = self.notes.line(above.get("plan name", "")) or "Planner plan"
        return Board(
            source=f"planner:{above.get('plan id', '')[:100] or name}",
            kind="Planner plan",
            title=f"the Planner plan “{name}”",
            name=name,
            words=_WORDS,
            lanes=tuple(Lane(bucket, bucket) for bucket in buckets),
            cards=tuple(cards),
            members=self.people.all(),
            month_first=table.month_first,
            dates_like=table.dates_like,
            notes=self.notes.all(),
            problems=tuple(table.problems),
        )

    def _keys(self) -> list[str]:
        """A key for each row; of ids that repeat the name tells the tasks apart."""
        ids = [self.id.first(row) for _, row in self.table.rows]
        many = Counter(ids)
        keys = []
        for id, (_, row) in zip(ids, self.table.rows, strict=True):
            title = self.notes.line(self.title.first(row))
            keys.append(id if id and many[id] == 1 else f"{id} {title}".strip())
            if id and many[id] > 1:
                self.notes.changed(
                    "The same Task ID stands in several rows: names tell them apart."
                )
        return unique(keys)

    def _card(self, key: str, number: int, row: Sequence[str], bucket: str) -> Card:
        title = self.notes.line(self.title.first(row))
        at = f"Row {number}"
        owners = [self.people.key(name) for name in split(self.assigned.first(row), ";")]
        progress = self.progress.first(row)
        stands = state_of(progress) if progress else None
        done_on = self._day(self.completed, row, at)
        done = stands is State.DELIVERED or (done_on is not None and stands is None)
        return Card(
            key=key,
            title=title,
            lane=bucket,
            at=at,
            description=self.notes.long(self.description.first(row)),
            owner=owners[0] if owners else "",
            also=tuple(owners[1:]),
            labels=split(self.labels.first(row), ";"),
            start=(start := self._day(self.start, row, at)),
            due=self._day(self.due, row, at),
            created=self._day(self.created, row, at),
            started=start,
            done_on=done_on if done else None,
            stands=stands,
            done=done,
            priority=priority_of(self.priority.first(row)),
            items=self._items(key, row),
        )

    def _items(self, key: str, row: Sequence[str]) -> tuple[Item, ...]:
        lines = [one for part in self.checklist.first(row).split(";")
                 if (one := self.notes.line(part))]  # fmt: skip
        ticked, _, of = self.ticked.first(row).partition("/")
        done = lines and ticked.strip() == of.strip() != "" and ticked.strip() != "0"
        if lines and not done and ticked.strip() not in ("", "0"):
            self.notes.changed(
                "Planner does not say which lines of a checklist are done: those of a task that "
                "has some done are all to do."
            )
        return tuple(
            Item(f"{key}/{name}", line, done=bool(done))
            for line, name in zip(lines, unique(lines), strict=True)
        )

    def _day(self, column: Column, row: Sequence[str], at: str) -> date | None:
        return self.table.day(column, row, at)
