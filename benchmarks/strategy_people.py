"""What Strategy and People read when they open, at 10,000 people and 100,000 readings.

python benchmarks/strategy_people.py [LARGE.cxdesk]

The floor of each is a bare SELECT of the same rows through sqlite3, fetched as tuples. Without a
file one is made: 10,000 people in 12 domains, 40 outcomes of 2,500 readings each, 500 initiatives
with an action each.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cxdesk.exchange.pasted_people import people_of
from cxdesk.exchange.pasted_readings import readings_of
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import GroupKind
from cxdesk.model.program import Measure
from cxdesk.model.states import State
from cxdesk.services import (
    actions,
    domains,
    good_practice,
    groups,
    initiatives,
    limits,
    outcome_view,
    outcomes,
    people,
    people_view,
    programs,
    strategy,
    strategy_view,
)
from cxdesk.services.session import Session
from cxdesk.store.store import Store

TODAY = date(2026, 11, 23)
PEOPLE, OUTCOMES, READINGS, INITIATIVES = 10_000, 40, 2_500, 500


def clock() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


def make(path: Path, home: Path) -> None:
    chance = random.Random(3)
    store = Store.create(path, home=home, clock=clock, durable=False)
    store.do("Begin", lambda s: programs.new(s, "Large"))
    store.do("Limit", lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, 5000))
    areas, _ = store.do(
        "Domains", lambda s: [domains.add(s, f"Domain {n}", f"D{n}", 4000) for n in range(12)]
    )
    staff, _ = store.do(
        "People",
        lambda s: people.add_all(
            s,
            [
                people.NewPerson(f"Person {n}", f"Role {n % 90}", f"p{n}@x.example", areas[n % 12])
                for n in range(PEOPLE)
            ],
        ),
    )
    store.do("Board", lambda s: groups.add(s, "Change board", GroupKind.BOARD, staff[:7], 4))
    store.do("Advisers", lambda s: groups.add(s, "Advisers", GroupKind.ADVISORY, staff[20:32]))
    for n in range(OUTCOMES):
        id, _ = store.do(
            "Outcome", lambda s, n=n: outcomes.add(s, f"Outcome {n}", 0, 100, date(2030, 1, 1))
        )
        rows = [
            outcomes.NewReading(TODAY - timedelta(days), float(chance.randrange(100)), 400)
            for days in range(READINGS)
        ]
        store.do("Read", lambda s, id=id, rows=rows: outcomes.read_all(s, id, rows))

    def work(session: Session) -> None:
        every = session.query(Outcome.id).all()
        for n in range(INITIATIVES):
            id = initiatives.add(session, f"Initiative {n}", domain=areas[n % 12])
            here = initiatives.initiative(session, id)
            initiatives.give(session, id, chance.choice(staff))
            start = TODAY + timedelta(chance.randrange(-200, 400))
            initiatives.schedule(session, id, start, start + timedelta(chance.randrange(20, 300)))
            initiatives.cost(session, id, 10, chance.randrange(10, 300))
            initiatives.serve(session, id, [chance.choice(every)[0]])
            here.state = chance.choice((State.BACKLOG, State.READY, State.IN_PROGRESS))
            actions.add(session, id, "Do it", owner=chance.choice(staff), due=TODAY)

    store.do("Work", work)
    store.close()


def timed(what: Callable[[], object], times: int = 9) -> float:
    """Median milliseconds."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        what()
        took.append(time.perf_counter() - started)
    return statistics.median(took) * 1000


def line(name: str, ours: float, floor: float) -> None:
    print(f"  {name:<34}{ours:8.1f} ms{floor:9.1f} ms{ours / floor:7.1f} x")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path, nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        path = options.large or Path(home) / "large.cxdesk"
        if options.large is None:
            started = time.perf_counter()
            make(path, Path(home))
            print(f"made in {time.perf_counter() - started:.0f} s")
        store = Store.open(path, home=Path(home), read_only=True, clock=clock)
        raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

        def bare(*queries: str) -> Callable[[], object]:
            return lambda: [raw.execute(query).fetchall() for query in queries]

        def ours(query: Callable[[Session], object]) -> Callable[[], object]:
            def run() -> None:
                with store.read() as session:
                    query(session)

            return run

        staff = (
            "SELECT p.*, d.short, d.hue FROM person p LEFT JOIN domain d ON p.domain_id = d.id "
            "ORDER BY p.name"
        )
        work = "SELECT * FROM initiative"
        newest = "SELECT outcome_id, max([on]), count(*) FROM reading GROUP BY outcome_id"
        one = raw.execute("SELECT outcome_id, max(rowid) FROM reading").fetchone()[0]
        first = raw.execute("SELECT id FROM person ORDER BY name").fetchone()[0]
        mine = f"SELECT * FROM reading WHERE outcome_id = {one} ORDER BY [on]"
        print(f"  {'what a place reads':<34}{'ours':>11}{'bare SELECT':>12}")
        line(
            "Strategy, the outcomes",
            timed(ours(outcome_view.outcome_list)),
            timed(bare("SELECT * FROM outcome", newest, work, "SELECT * FROM contribution")),
        )
        line("Strategy, the limits", timed(ours(limits.limits)), timed(bare(work)))
        line(
            "one outcome's readings", timed(ours(lambda s: strategy_view.points(s, one))),
            timed(bare(mine)),
        )  # fmt: skip
        line(
            "People, the directory",
            timed(ours(people_view.directory)),
            timed(bare(staff, work, "SELECT owner_id, count(*) FROM action GROUP BY 1")),
        )
        line("groups", timed(ours(people_view.groups)), timed(bare("SELECT * FROM membership")))
        line("one person's sheet", timed(ours(lambda s: people_view.sheet(s, first))),
             timed(bare(staff, work)))  # fmt: skip
        line("good practice", timed(ours(good_practice.advice)),
             timed(bare(work, "SELECT id, domain_id FROM person")))  # fmt: skip
        text = "\n".join(f"Person {n}\tRole\tp{n}@y.example\tD1\tmanager" for n in range(PEOPLE))
        short = {f"D{n}": n + 1 for n in range(12)}
        line("10,000 pasted people, parsed", timed(lambda: people_of(text, short), 5),
             timed(lambda: [row.split("\t") for row in text.split("\n")], 5))  # fmt: skip
        days = "\n".join(f"{TODAY - timedelta(n)}\t{n}.5\t400" for n in range(PEOPLE))
        line("10,000 pasted readings, parsed", timed(lambda: readings_of(days, TODAY), 5),
             timed(lambda: [row.split("\t") for row in days.split("\n")], 5))  # fmt: skip
        store.close()
        raw.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
