"""A roadmap as it goes to paper: lanes of bars, links, marks, loads, and the words around them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cxdesk.model.states import LinkType
from cxdesk.model.wording import count
from cxdesk.services.baselines import Bars
from cxdesk.services.card_words import PRIORITIES, code_prefix
from cxdesk.services.cards import Card
from cxdesk.services.frame import Frame
from cxdesk.services.grouping import Axis, Heading
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.link_words import brief
from cxdesk.services.predecessors import tied
from cxdesk.services.roadmap_days import Mark
from cxdesk.services.sheet import Sheet
from cxdesk.services.timeline_load import TimelineLoad


@dataclass(frozen=True, slots=True)
class OutcomeHead:
    """An outcome in two lines: "O1 12-month retention", "84.0 → 86.0 %, now 84.6 %"."""

    name: str
    figures: str


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane: its heading, how many initiatives it holds in all, and those that are shown."""

    heading: Heading
    count: int
    cards: tuple[Card, ...]

    @property
    def title(self) -> str:
        """Code and name: "B1 Ask Once"."""
        return self.heading.title

    @property
    def said(self) -> str:
        """How many there are, and are shown."""
        if len(self.cards) == self.count:
            return count(self.count, "initiative") if self.count else "No initiatives"
        return f"{len(self.cards):,} of {count(self.count, 'initiative')}"


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link between two bars; `missing` are the working days by which it is broken, 0 if not.

    `hand_off` tells that it leads from one domain to another.
    """

    before: int
    after: int
    kind: str
    lag: int
    critical: bool
    missing: int
    hand_off: bool

    @property
    def words(self) -> str:
        """What is written on it: its type unless ordinary, and its lag."""
        return brief(LinkType(self.kind), self.lag)


@dataclass(frozen=True, slots=True)
class RoadmapSheet:
    """A roadmap on one day, from the first day of a month to the last of another.

    `filters` are the filters in words, none when all is shown; `baseline` is the name of the one
    that it is compared with, `then` its dates, `ghosts` those of bars that stand elsewhere by now;
    `load` is over its months. `critical`, `slack` and `days` tell of each bar by its
    id; `every` are all links, of which `links` are drawn.
    """

    frame: Frame
    letterhead: Letterhead
    north_star: str
    on: date
    lanes_by: Axis
    filters: tuple[str, ...]
    first: date
    last: date
    outcomes: tuple[OutcomeHead, ...]
    lanes: tuple[LaneRow, ...]
    links: tuple[LinkLine, ...]
    marks: tuple[Mark, ...]
    baseline: str
    then: Bars
    ghosts: Bars
    load: TimelineLoad
    critical: frozenset[int]
    slack: Mapping[int, int]
    days: Mapping[int, int]
    every: tuple[LinkLine, ...]
    counts: str

    @property
    def shown(self) -> int:
        """How many initiatives there are on it."""
        return sum(len(lane.cards) for lane in self.lanes)

    @property
    def prefix(self) -> str:
        """What all codes begin with, "CX-", and bars leave out; "" where they differ."""
        return code_prefix([card.code for lane in self.lanes for card in lane.cards])

    @property
    def check(self) -> str:
        """What tells this content from any other: "7c10 e2b4 a95d"."""
        codes = {card.id: card.code for lane in self.lanes for card in lane.cards}
        said = json.dumps(
            [
                self.frame.name, self.north_star, self.on, self.first, self.last, self.filters,
                [[one.name, one.figures] for one in self.outcomes],
                [[lane.title, lane.count, [_plain(card) for card in lane.cards]]
                 for lane in self.lanes],
                sorted([codes[one.before], codes[one.after], one.kind, one.lag, one.missing]
                       for one in self.links),
                [[mark.words, mark.tone.value] for mark in self.marks],
                self.baseline, sorted((codes[id], dates) for id, dates in self.ghosts.items()),
                sorted(codes[id] for id in self.critical),
                [[row.name, [round(each, 6) for each in row.loads], row.bound]
                 for row in self.load.rows], self.counts,
            ],
            default=str,
        )  # fmt: skip
        digest = hashlib.sha256(said.encode("ascii")).hexdigest()
        return " ".join((digest[0:4], digest[4:8], digest[8:12]))


def _plain(card: Card) -> list[object]:
    return [
        card.code, card.title, card.state.value, card.column.value, card.start, card.end,
        card.level, card.outcomes, card.done, card.actions, card.blocked, card.owner, card.pinned,
    ]  # fmt: skip


def table(sheet: RoadmapSheet) -> Sheet:
    """Every bar as one row of a table, dates in ISO form for other programs."""
    cards = {card.id: card for lane in sheet.lanes for card in lane.cards}
    before: dict[int, list[str]] = {}
    for link in sheet.every:
        if link.before in cards:
            said = f"{cards[link.before].code} {tied(LinkType(link.kind), link.lag)}".strip()
            before.setdefault(link.after, []).append(said)
    titles = [
        "Code", "Title", sheet.lanes_by.label if sheet.lanes_by is not Axis.NONE else "Lane",
        "State", "Priority", "Horizon", "Start", "End", "Days", "Slack", "Critical", "Pinned",
        "Owner", "Outcomes", "Predecessors",
    ]  # fmt: skip
    right = [False] * 8 + [True, True] + [False] * 5
    if sheet.baseline:
        titles += [f"Start in {sheet.baseline}", f"End in {sheet.baseline}", "Slip"]
        right += [False, False, True]
    rows = []
    for lane in sheet.lanes:
        for card in lane.cards:
            row = [
                card.code, card.title, lane.title, card.state.label, PRIORITIES[card.level],
                card.horizon.value.capitalize() if card.horizon else "", _iso(card.start),
                _iso(card.end), _number(sheet.days.get(card.id)),
                _number(sheet.slack.get(card.id)), "yes" if card.id in sheet.critical else "",
                "yes" if card.pinned else "", card.owner, ", ".join(card.outcomes),
                "; ".join(before.get(card.id, ())),
            ]  # fmt: skip
            if sheet.baseline:
                row += _then(sheet, card)
            rows.append(tuple(row))
    return Sheet(tuple(titles), tuple(rows), tuple(right), (1.0,) * len(titles))


def _then(sheet: RoadmapSheet, card: Card) -> list[str]:
    """Where it stood in the baseline, and how many working days later it ends."""
    if card.id not in sheet.then:
        return ["", "", ""]
    start, end = sheet.then[card.id]
    slip = "" if card.end is None else str(sheet.frame.calendar.days_between(end, card.end))
    return [_iso(start), _iso(end), slip]


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
