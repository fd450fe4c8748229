"""What a what-if costs: python benchmarks/what_if.py LARGE.cxdesk

Reads the roadmap of a copy of the file plainly and in a rehearsal with twenty steps, adds a step,
compares the plans and counts the load, each beside the plain reading as the floor.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from cxdesk.model.errors import RuleBroken
from cxdesk.services import what_if
from cxdesk.services import what_if_steps as steps
from cxdesk.services.roadmap import Roadmap, roadmap
from cxdesk.services.timeline_load import ground, timeline_load
from cxdesk.services.what_if_diff import differences, picture
from cxdesk.store.store import Store

_TIMES, _STEPS = 7, 20


def took(work: Callable[[], Any]) -> float:
    """Milliseconds, the median of several times."""
    found = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)


def begin(store: Store, here: Roadmap) -> int:
    """A what-if of twenty steps that fit."""
    id, _ = store.do("Begin", lambda s: what_if.begin(s, "Benchmark"))
    kept = 0
    for card in here.board.cards:
        if card.delivered or card.start is None or card.end is None or card.start >= card.end:
            continue
        step = steps.scheduled(card.id, card.start, card.end - timedelta(days=1))
        try:
            store.do("Step", lambda s, step=step: what_if.add_step(s, id, step))
        except RuleBroken:
            continue
        kept += 1
        if kept == _STEPS:
            return id
    return id


def main(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.cxdesk"
        shutil.copyfile(path, copy)
        with Store.open(copy, home=Path(folder)) as store:
            measure(store)


def measure(store: Store) -> None:
    def read(query: Callable[[Any], Any]) -> Any:
        with store.read() as session:
            return query(session)

    here = read(roadmap)
    cards = here.board.cards
    last = next(card for card in reversed(cards) if not card.delivered and card.start)
    print(f"{len(cards):,} initiatives, {len(here.links):,} links")
    print(f"roadmap, plain                 {took(lambda: read(roadmap)):7.0f} ms")
    print(f"roadmap, rehearsed, no step    {took(lambda: store.rehearse(roadmap)):7.0f} ms")
    id = begin(store, here)
    shown = took(lambda: store.rehearse(lambda s: what_if.shown(s, id)))
    both = took(lambda: store.rehearse(lambda s: (what_if.shown(s, id), roadmap(s))))
    print(f"{_STEPS} steps rehearsed             {shown:7.0f} ms")
    print(f"{_STEPS} steps and the roadmap       {both:7.0f} ms")
    pins = iter([True, False] * _TIMES)

    def add() -> None:
        step = steps.pinned(last.id, next(pins))
        store.do("Step", lambda s: what_if.add_step(s, id, step))

    print(f"one more step, kept            {took(add):7.0f} ms")
    load = read(ground)
    print(f"load of all months             {took(lambda: timeline_load(load, cards)):7.0f} ms")
    before = read(picture)
    after = store.rehearse(lambda s: (what_if.shown(s, id), picture(s)))[1]
    print(f"differences (in the worker)    {took(lambda: differences(before, after)):7.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
