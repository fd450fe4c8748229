"""Issues of Jira: the CSV of all fields, in which titles repeat for values that do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cxdesk.exchange.boards.board import Axis, Board, Card, Item, Lane, Words
from cxdesk.exchange.boards.jira_columns import Columns
from cxdesk.exchange.boards.jira_remarks import remarks_of
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.boards.people import People
from cxdesk.exchange.boards.priorities import priority_of
from cxdesk.exchange.boards.rows import Column, Table, amount, unique
from cxdesk.exchange.state_words import state_of
from cxdesk.model.states import PATH, State
from cxdesk.services.incoming import Problem
from cxdesk.services.search import fold

NEEDED = (("Issue key", "Summary"), ("Issue key", "Status", "Issue Type"))
_WORDS = Words("issue", "issues", "status", "statuses", "sub-tasks", "sub-task")
_CATEGORIES = {
    "to do": State.BACKLOG, "new": State.BACKLOG, "zu erledigen": State.BACKLOG,
    "in progress": State.IN_PROGRESS, "in arbeit": State.IN_PROGRESS,
    "done": State.DELIVERED, "complete": State.DELIVERED, "fertig": State.DELIVERED,
}  # fmt: skip
_GIVEN_UP = {
    "wont do", "wont fix", "duplicate", "cannot reproduce", "declined", "cancelled", "canceled",
    "invalid", "rejected", "abandoned", "obsolete", "incomplete", "wird nicht erledigt", "duplikat",
}  # fmt: skip
_DAY = 8 * 3600.0  # seconds of a person-day
_IDLE = (
    "Project type", "Project lead*", "Project description", "Project url", "Project name",
    "Project key", "Last Viewed", "Work Ratio", "Σ*", "Custom field (Rank)", "Watchers Id",
    "Creator Id", "Reporter Id", "Custom field (Development)", "Custom field (Issue color)",
    "Custom field (Epic Color)", "Custom field (Epic Colour)", "Votes", "Issue id",
    "Status Category", "Custom field ([CHART]*",
)  # fmt: skip


def read(table: Table, told: bool | None) -> Board:
    """The issues in our words; `told` says whether dates put the month first, None as they seem."""
    return _Jira(table, told).board()


class _Jira:
    def __init__(self, table: Table, told: bool | None) -> None:
        self.table, self.notes, self.people = table, table.notes, People(table.notes)
        self.of = of = Columns(table)
        self.sure = table.order_dates(of.days, told, False)
        keys = unique(
            of.key.first(row) or of.id.first(row) or f"row {number}" for number, row in table.rows
        )
        self.rows = [(key, *row) for key, row in zip(keys, table.rows, strict=True)]
        self.names = self._ids()
        self.by_id = {of.id.first(row): key for key, _, row in self.rows}
        self.types = {key: fold(of.type.first(row)) for key, _, row in self.rows}
        self.epics: dict[str, str] = {}  # names by key
        self.lanes = self._lanes()

    def board(self) -> Board:
        table, notes = self.table, self.notes
        cards: dict[str, Card] = {}
        items: dict[str, list[Item]] = {}
        for key, number, row in self.rows:
            card = self._card(key, number, row)
            home = self._part_of(key, row)
            if home:
                items.setdefault(home, []).append(self._item(card))
            else:
                cards[key] = card
        for home, parts in items.items():
            cards[home] = replace(cards[home], items=tuple(parts))
        blocks = self._blocks()
        self._say()
        projects = dict.fromkeys(
            self.of.project.first(row) or key.rpartition("-")[0] for key, _, row in self.rows
        )
        name = self._name(list(projects))
        used = [axis for axis in self._axes(cards.values()) if axis.names]
        return Board(
            source="jira",  # a key such as CX-12 says its project, whichever others come with it
            kind="Jira issues",
            title=f"the Jira issues of “{name}”",
            name=name,
            words=_WORDS,
            lanes=tuple(self.lanes.values()),
            lanes_vary=False,
            axes=tuple(used),
            usual="epic" if any(axis.key == "epic" for axis in used) else "",
            cards=tuple(cards.values()),
            members=self.people.all(),
            blocks=blocks,
            month_first=table.month_first,
            dates_sure=self.sure,
            dates_like=table.dates_like,
            notes=notes.all(),
            problems=tuple(table.problems),
        )

    # What the rows tell together ------------------------------------------------------------

    def _ids(self) -> dict[str, str]:
        """Names by the ids of accounts, under which comments have them."""
        pairs = self.of.named_ids
        return {
            id: name
            for _, _, row in self.rows
            for names, ids in pairs
            for name, id in zip(names.all(row), ids.all(row), strict=False)
        }

    def _lanes(self) -> dict[str, Lane]:
        found: dict[str, Lane] = {}
        for _, _, row in self.rows:
            status = self.notes.line(self.of.status.first(row)) or "(no status)"
            if status not in found:
                category = _CATEGORIES.get(fold(self.of.category.first(row)))
                found[status] = Lane(status, status, state_of(status) or category)
        order = sorted(found.values(), key=lambda lane: (
            PATH.index(lane.state) if lane.state in PATH else len(PATH)
        ))  # fmt: skip
        return {lane.key: lane for lane in order}

    def _name(self, projects: list[str]) -> str:
        names = dict.fromkeys(self.notes.line(self.of.project_name.first(row)) or ""
                              for _, _, row in self.rows)  # fmt: skip
        if len(names) == 1 and (name := next(iter(names))):
            return name
        return self.notes.line(", ".join(projects[:5])) or "Jira"

    def _axes(self, cards: Iterable[Card]) -> list[Axis]:
        cards = list(cards)
        found = [Axis("epic", "epic", "epics", self.epics, label=False)]
        for key, one, many, label in (
            ("component", "component", "components", True),
            ("version", "version", "versions", True),
            ("sprint", "sprint", "sprints", False),
        ):
            names = dict.fromkeys(name for card in cards for name in card.groups.get(key, ()))
            found.append(Axis(key, one, many, {name: name for name in names}, label))
        return found

    def _blocks(self) -> tuple[tuple[str, str], ...]:
        found: dict[tuple[str, str], None] = {}
        for key, _, row in self.rows:
            found.update(dict.fromkeys((key, other) for other in self.of.blocks.all(row)))
            found.update(dict.fromkeys((other, key) for other in self.of.blocked_by.all(row)))
        return tuple(pair for pair in found if pair[0] != pair[1])

    def _say(self) -> None:
        def filled(columns: Iterable[Column]) -> int:
            return sum(len(column.all(row)) for column in columns for _, _, row in self.rows)

        notes, table = self.notes, self.table
        others = table.columns_like("Outward issue link", "Inward issue link")
        notes.dropped("Links of other kinds than Blocks have no place here.", filled(others))
        notes.dropped(
            "Attached files stay in Jira: its CSV only names them.", filled([self.of.attachments])
        )
        table.say_left(*_IDLE)

    # One row --------------------------------------------------------------------------------

    def _card(self, key: str, number: int, row: Sequence[str]) -> Card:
        of, notes, table = self.of, self.notes, self.table
        at = f"Row {number} ({key[:40]})"
        status = notes.line(of.status.first(row)) or "(no status)"
        over = self.lanes[status].state in (State.DELIVERED, State.EMBEDDED, State.CANCELLED)
        resolution = fold(of.resolution.first(row)).replace("'", "").replace("’", "")
        created, resolved = table.moment(of.created, row, at), table.day(of.resolved, row, at)
        epic = self.types[key] == "epic"
        if epic:
            self.epics[key] = notes.line(of.summary.first(row)) or key
        group, parent = self._home(key, row)
        return Card(
            key=key,
            title=notes.line(of.summary.first(row)),
            lane=status,
            at=at,
            description=notes.long(of.description.first(row)),
            owner=self.people.key(of.assignee.first(row), of.assignee_id.first(row)),
            groups={
                "epic": (group,) if group else (),
                "component": _each(notes, of.components.all(row)),
                "version": _each(notes, of.versions.all(row)),
                "sprint": _each(notes, of.sprints.all(row)),
            },
            labels=_each(notes, (word for cell in of.labels.all(row) for word in cell.split())),
            start=table.day(of.start, row, at),
            due=table.day(of.due, row, at),
            created=created.date() if created else None,
            done_on=resolved if over else None,
            since=table.day(of.category_changed, row, at),
            touched=table.day(of.updated, row, at),
            given_up=over and resolution in _GIVEN_UP,
            priority=priority_of(of.priority.first(row)),
            effort=self._effort(row),
            blocked=notes.line(of.flagged.first(row)),
            remarks=remarks_of(of.comments.all(row), table.month_first, self.names, notes, created),
            parent=parent,
            epic=epic,
        )

    def _home(self, key: str, row: Sequence[str]) -> tuple[str, str]:
        """The epic that an issue belongs to, and the issue that it is a part of."""
        parent = self._parent(row)
        epic = self.of.epic.first(row) or (parent if self.types.get(parent) == "epic" else "")
        if not epic and parent and parent not in self.types and not self._is_part(key):
            epic = parent  # what is not in the file and has no sub-tasks can only be an epic
        if epic and epic not in self.epics and epic not in self.types:
            self.epics[epic] = self.notes.line(self.of.parent_summary.first(row)) or epic
        if self.types[key] == "epic":
            return "", parent if parent in self.types else ""
        return epic, parent if parent in self.types else epic if epic in self.types else ""

    def _parent(self, row: Sequence[str]) -> str:
        for text in (*self.of.parent_key.all(row), *self.of.parent.all(row)):
            if text in self.types:
                return text
            if text in self.by_id:
                return self.by_id[text]
        return self.of.parent_key.first(row) or self.of.parent.first(row)

    def _is_part(self, key: str) -> bool:
        return self.types[key].startswith(("sub", "unter", "teilauf"))

    def _part_of(self, key: str, row: Sequence[str]) -> str:
        """The issue whose sub-task this is; "" for what stands on its own."""
        if not self._is_part(key):
            return ""
        parent = self._parent(row)
        if parent in self.types and not self._is_part(parent) and parent != key:
            return parent
        self.notes.changed("Sub-tasks of issues that are not in the file became initiatives.")
        return ""

    def _item(self, card: Card) -> Item:
        if card.description or card.remarks:
            self.notes.dropped(
                "Sub-tasks became actions, which have no description and no comments: "
                "theirs were left out."
            )
        if not card.title:
            self.table.problems.append(Problem(card.at, "It has no title and was left out."))
        state = self.lanes[card.lane].state
        over = state in (State.DELIVERED, State.EMBEDDED, State.CANCELLED)
        on: date | None = card.done_on or card.touched
        return Item(card.key, card.title, over, state is State.IN_PROGRESS, card.owner, card.due,
                    on if over else None)  # fmt: skip

    def _effort(self, row: Sequence[str]) -> float | None:
        seconds = amount(self.of.estimate.first(row))
        if seconds:
            self.notes.changed("Original estimates were taken for person-days of eight hours.")
            return seconds / _DAY
        points = amount(self.of.points.first(row))
        if points is not None:
            self.notes.changed("Story points were taken for person-days.")
        return points


def _each(notes: Notes, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in names if (name := notes.line(one))))
