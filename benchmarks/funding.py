"""The funding line at full size: python benchmarks/funding.py

50 tasks, 6 domains, 24 months, median of 9 drawn programs. The floor of a walk spreads
the person-days over the months, and of the best-value set it is one solve by HiGHS alone.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from highspy import Highs, HighsVarType

from cxdesk.analysis.funding import Funding, Room, Task, walk
from cxdesk.analysis.funding_best import best_value
from cxdesk.analysis.load import month_loads, months_from

TASKS, DOMAINS, MONTHS, DRAWS, RECOUNTS = 50, 6, 24, 9, 150
START = months_from(date(2027, 1, 1), MONTHS)


def drawn(seed: int) -> tuple[list[Task], Room]:
    some = random.Random(seed)
    tasks = []
    for id in range(TASKS):
        first = some.randrange(MONTHS)
        last = min(MONTHS - 1, first + some.randrange(1, 6))
        asked = some.sample(range(DOMAINS), some.randint(1, 3))
        tasks.append(
            Task(
                id,
                some.randint(5, 120),
                {domain: some.randint(5, 80) for domain in asked},
                START[first],
                months_from(START[last], 2)[1] - timedelta(days=1),
                tuple(each for each in some.sample(range(TASKS), 1) if some.random() < 0.15),
                some.randint(0, 600),
            )
        )
    days = {each: [some.uniform(20, 100) for _ in START] for each in range(DOMAINS)}
    return tasks, Room(1800, 25, days, START)


def took(what: Callable[..., object], *given: object) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    what(*given)
    return (time.perf_counter() - started) * 1000


def spread(tasks: list[Task], room: Room) -> object:
    works = [
        ((task.id, domain), task.start, task.end, days)
        for task in tasks
        for domain, days in task.effort.items()
    ]
    return month_loads(works, room.months, room.calendar)


def recounted(here: Funding, order: list[int]) -> None:
    for _ in range(RECOUNTS):
        here.fund(order)


def bare(here: Funding) -> Callable[[], object]:
    """One solve for the highest value, of a program that is made already."""
    program = Highs()
    program.setOptionValue("output_flag", False)
    program.setOptionValue("threads", 1)
    rows: dict[int, dict[int, float]] = {}
    for id, task in here.tasks.items():
        program.addVar(0.0, 1.0)
        program.changeColIntegrality(id, HighsVarType.kInteger)
        program.changeColCost(id, -task.value)
        for slot, amount in here.demands[id].items():
            rows.setdefault(slot, {})[id] = amount
    for slot, row in rows.items():
        program.addRow(-1e30, here.left[slot], len(row), list(row), list(row.values()))
    for id, task in here.tasks.items():
        for need in task.needs:
            program.addRow(-1e30, 0.0, 2, [id, need], [1.0, -1.0])
    return program.run


def main() -> int:
    order = list(range(TASKS))
    walks, sums, recounts, best, solves = ([] for _ in range(5))
    for seed in range(DRAWS):
        tasks, room = drawn(seed)
        here = Funding(tasks, room)
        sums.append(took(spread, tasks, room))
        walks.append(took(walk, order, tasks, room))
        recounts.append(took(recounted, here, order))
        solves.append(took(bare(here)))
        best.append(took(best_value, tasks, room))
    mid = statistics.median
    print(f"  {'':<34}{'ours':>11}{'floor':>12}")
    for name, ours, floor in (
        ("the walk, from the tasks on", walks, sums), ("the best-value set", best, solves),
    ):  # fmt: skip
        print(f"  {name:<34}{mid(ours):8.1f} ms{mid(floor):9.2f} ms{mid(ours) / mid(floor):8.1f} x")
    print(f"  {f'{RECOUNTS} recounts':<34}{mid(recounts):8.1f} ms")
    print(f"  {'the slowest best-value set':<34}{max(best):8.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
