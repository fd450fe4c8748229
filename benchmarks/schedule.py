"""The schedule of 10,000 bars and 10,000 links: python benchmarks/schedule.py

Ours builds the network from the rows, dates and all, and passes forward and backward through it.
The floor takes the same rows through one bare topological pass: working days looked up in a table
made beforehand, no kinds of links, no slack, no answer kept. Milliseconds of the processor, median
of 9, both in turns, with the garbage collector as the window sets it.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.states import LinkType, State
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import Network

BARS, LINKS, ROUNDS, FRAMES = 10_000, 10_000, 9, 300
FIRST = date(2026, 1, 5)
CALENDAR = WorkCalendar(
    holidays=frozenset(date(year, 5, 1) for year in range(2020, 2060))
    | {date(year, 12, day) for year in range(2020, 2060) for day in (25, 26)}
)
STATES = (
    (State.BACKLOG, 30), (State.PLANNED, 20), (State.READY, 15), (State.IN_PROGRESS, 10),
    (State.DELIVERED, 15), (State.EMBEDDED, 10),
)  # fmt: skip


def card(id: int, start: date, end: date, state: State, pinned: bool = False) -> Card:
    return Card(
        id, f"CX-{id}", f"Initiative {id}", id % 50, state, state, id, "IT", 0, 2, "Fill-in",
        None, "", "", start, end, FIRST, 10.0, 10.0, (), 0, 0, 0, ("", ""), (), "", None, "",
        pinned=pinned,
    )  # fmt: skip


def drawn(bars: int = BARS, links: int = LINKS) -> tuple[list[Card], list[LinkRow]]:
    """A program whose links mostly hold: each waits for one that is planned to end before."""
    some = random.Random(6)
    names, shares = zip(*STATES, strict=True)
    cards = []
    for id in range(1, bars + 1):
        start = FIRST + timedelta(days=some.randrange(4 * 365))
        end = start + timedelta(days=some.randrange(20, 120))
        state = some.choices(names, shares)[0]
        cards.append(card(id, start, end, state, pinned=some.random() < 0.02))
    by_start = sorted(cards, key=lambda each: (each.start, each.id))
    starts = [each.start for each in by_start]
    rows, pairs = [], set()
    while len(rows) < links:
        before = some.choice(cards)
        soon = bisect_right(starts, before.end + timedelta(days=7)) + some.randrange(200)
        if soon < bars and (before.id, by_start[soon].id) not in pairs:
            pairs.add((before.id, by_start[soon].id))
            kind = some.choices(list(LinkType), (85, 5, 5, 5))[0]
            lag = some.randrange(-5, 8)
            rows.append(LinkRow(len(rows) + 1, before.id, by_start[soon].id, kind, lag))
    return cards, rows


def table() -> dict[date, int]:
    """Working days by date."""
    found, count, on = {}, 0, date(2020, 1, 1)
    while on.year < 2040:
        found[on] = count
        count += CALENDAR.works(on)
        on += timedelta(days=1)
    return found


def floor(cards: list[Card], links: list[LinkRow], index: dict[date, int]) -> int:
    starts = {each.id: index[each.start] for each in cards}
    lasts = {each.id: index[each.end] + 1 - index[each.start] for each in cards}
    outs: dict[int, list[LinkRow]] = {each.id: [] for each in cards}
    waits = dict.fromkeys(starts, 0)
    for link in links:
        outs[link.before].append(link)
        waits[link.after] += 1
    order = [id for id, many in waits.items() if not many]
    for id in order:
        ends = starts[id] + lasts[id]
        for link in outs[id]:
            starts[link.after] = max(starts[link.after], ends + link.lag)
            waits[link.after] -= 1
            if not waits[link.after]:
                order.append(link.after)
    return max(starts[id] + lasts[id] for id in order)


def took(what: Callable[..., object], *given: object) -> float:
    """Milliseconds of the processor."""
    started = time.process_time()
    what(*given)
    return (time.process_time() - started) * 1000


def scheduled(cards: list[Card], links: list[LinkRow]) -> Network:
    here = Network(cards, links, CALENDAR)
    here.schedule().critical_links  # noqa: B018
    return here


def chain(length: int) -> tuple[list[Card], list[LinkRow]]:
    cards = [card(id, FIRST, FIRST, State.PLANNED) for id in range(1, length + 2)]
    rows = [LinkRow(id, id, id + 1, LinkType.FS, 0) for id in range(1, length + 1)]
    return cards, rows


def main() -> int:
    cards, links = drawn()
    index = table()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # as in the window
    ours, bare, chains = [], [], []
    long = chain(5_000)
    for _ in range(ROUNDS):
        bare.append(took(floor, cards, links, index))
        ours.append(took(scheduled, cards, links))
        chains.append(took(scheduled, *long))
    mid = statistics.median
    print(f"  {'':<44}{'ours':>9}{'floor':>9}{'':>8}{'aim':>8}")
    print(
        f"  {'schedule, from the rows on':<44}{mid(ours):6.1f} ms{mid(bare):6.1f} ms"
        f"{mid(ours) / mid(bare):6.1f} x{100:5} ms"
    )
    print(f"  {'slowest':<44}{max(ours):6.1f} ms{max(bare):6.1f} ms")
    print(f"  {'a chain of 5,000 links':<44}{mid(chains):6.1f} ms")
    here = scheduled(cards, links)
    first = took(here.cascade, {cards[0].id: here.shifted(cards[0].id, 5)})
    frames, pushed = frame_times(here, cards)
    print(f"  {'the first frame of a drag':<44}{first:6.1f} ms")
    print(f"  {f'a frame of a drag, of {FRAMES}, median':<44}{mid(frames):6.2f} ms{'':>17}{5:5} ms")
    print(f"  {'p95':<44}{sorted(frames)[FRAMES * 95 // 100]:6.2f} ms")
    print(f"  {f'slowest ({max(pushed)} pushed at most)':<44}{max(frames):6.2f} ms")
    print(f"  {'the dates of all, asked for one by one':<44}"
          f"{took(lambda: [here.schedule().of(each.id) for each in cards]):6.1f} ms")  # fmt: skip
    print(f"  {'what a recalculation would move':<44}{took(here.pull_in):6.1f} ms")
    print(f"  {f'links broken by the plan: {len(here.broken())}':<44}")
    return 0


def frame_times(here: Network, cards: list[Card]) -> tuple[list[float], list[int]]:
    some = random.Random(7)
    frames, pushed = [], []
    for _ in range(FRAMES):
        id = some.choice(cards).id
        moved = {id: here.shifted(id, some.randrange(1, 60))}
        frames.append(took(here.cascade, moved))
        pushed.append(len(here.cascade(moved).moves))
    return frames, pushed


if __name__ == "__main__":
    sys.exit(main())
