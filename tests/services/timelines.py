"""Bars and links of a timeline, made without a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.states import LinkType, State
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import Dates, Network

MONDAY = date(2027, 3, 1)
WEEK = WorkCalendar()


def bar(
    id: int,
    start: date | None,
    end: date | None,
    state: State = State.PLANNED,
    *,
    pinned: bool = False,
    parent: int | None = None,
    held_from: State = State.PLANNED,
) -> Card:
    """An initiative with the code CX-{id}."""
    column = held_from if state is State.ON_HOLD else state
    return Card(
        id, f"CX-{id}", f"Title {id}", None, column, state, float(id), "IT", 0, 2, "Fill-in",
        None, "", "", start, end, MONDAY, 0.0, 0.0, (), 0, 0, 0, ("", ""), (), "", None, "",
        pinned=pinned, parent_id=parent,
    )  # fmt: skip


def days(id: int, first: int, many: int, state: State = State.PLANNED, **how: object) -> Card:
    """A bar of so many calendar days, `first` of them after Monday, 1 March 2027."""
    start = MONDAY + timedelta(days=first)
    return bar(id, start, start + timedelta(days=many - 1), state, **how)  # type: ignore[arg-type]


def link(id: int, before: int, after: int, kind: str = "FS", lag: int = 0) -> LinkRow:
    return LinkRow(id, before, after, LinkType(kind), lag)


def network(cards: Iterable[Card], *links: LinkRow, calendar: WorkCalendar = WEEK) -> Network:
    return Network(cards, links, calendar)


def moved(cards: Iterable[Card], to: Mapping[int, Dates]) -> list[Card]:
    """The same bars, some at other dates."""
    return [
        replace(card, start=to[card.id][0], end=to[card.id][1]) if card.id in to else card
        for card in cards
    ]


_STATES = (
    *([State.PLANNED] * 4), State.BACKLOG, State.IN_PROGRESS, State.DELIVERED, State.ON_HOLD,
)  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Card], list[LinkRow]]:
    """Bars in all states, some pinned, some parts of others, and links that close no cycle."""
    count = draw(st.integers(2, 7))
    cards = []
    for id in range(1, count + 1):
        first, many = draw(st.integers(0, 40)), draw(st.integers(1, 12))
        state = draw(st.sampled_from(_STATES))
        inside = id > 2 and draw(st.integers(0, 5)) == 0
        cards.append(
            days(
                id, first, many, state, pinned=draw(st.integers(0, 5)) == 0,
                held_from=draw(st.sampled_from([State.PLANNED, State.IN_PROGRESS])),
                parent=2 if inside else None,
            )
        )  # fmt: skip
    # The second is the parent of some, which wait for others through it alone: no cycle.
    within = {card.id for card in cards if card.parent_id}
    links = []
    for before in range(1, count + 1):
        for after in range(before + 1, count + 1):
            if draw(st.integers(0, 2)) == 0 and after not in within:
                kind = draw(st.sampled_from(list(LinkType)))
                links.append(LinkRow(len(links) + 1, before, after, kind, draw(st.integers(-4, 6))))
    return cards, links
