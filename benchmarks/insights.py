"""Insights at full size: python benchmarks/insights.py [LARGE.cxdesk]

10,000 initiatives that moved from Backlog to where they are, 100,000 history entries. The floor of
the query is sqlite3 reading the same rows, and of a chart an empty figure of matplotlib.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cxdesk.reports import charts, flow_charts
from cxdesk.reports.picture import PAPER
from cxdesk.services import flow, insights
from cxdesk.store.store import Store

sys.path.insert(0, str(Path(__file__).parent))
import large_program

_MOVES = """SELECT seq, kind, target, changes FROM history
    WHERE changes LIKE '%["initiative",%"state":"%' ORDER BY seq"""
_ROWS = """SELECT id, code, title, batch_id, domain_id, state, archived, state_since, held_from
    FROM initiative ORDER BY code"""


def clock() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def median(what: Callable[[], object], times: int = 7) -> float:
    """Milliseconds."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        what()
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def line(name: str, ours: float, floor: float, aim: int) -> None:
    print(f"  {name:<34}{ours:8.1f} ms{floor:9.1f} ms{ours / floor:7.1f} x   aim {aim} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path, nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.large or Path(folder) / "large.cxdesk"
        if options.large is None:
            large_program.build(path, entries=100_000, moves=True)
        raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        with Store.open(path, home=Path(folder), clock=clock, read_only=True) as store:
            print(f"  {'':<34}{'ours':>11}{'floor':>12}")

            def ours() -> flow.Records:
                with store.read() as session:
                    return flow.records(session)

            def floor() -> None:
                raw.execute(_MOVES).fetchall()
                raw.execute(_ROWS).fetchall()

            line("the query, in the window", median(ours), median(floor), 300)
            read = ours()
            made = flow.flow(read)
            kept = insights.Kept()
            print("  beside the window:")
            print(f"  {'stays of all':<34}{median(lambda: flow.flow(read)):8.1f} ms")
            print(f"  {'all figures':<34}{median(lambda: insights.insights(made, kept)):8.1f} ms")
            shown = insights.insights(made, kept)
            size = (600, 260, 2.0, PAPER)
            flow_charts.picture(shown.throughput, *size)
            bare = median(lambda: charts.pixels(charts.new_figure(*size)))
            for chart in (shown.flow, shown.times, shown.ageing, shown.throughput):
                name = type(chart).__name__
                took = median(lambda chart=chart: flow_charts.picture(chart, *size), 3)
                line(f"drawing {name}", took, bare, 500)
        raw.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
