"""An exact Kemeny order with its tie-break, of 15 ballots on 10, 20, 30 and 50 tasks.

python benchmarks/tally.py [--seeds 9]

Each ballot is a noisy copy of one order (Mallows: every task falls behind the next with the same
chance, phi, of what it would be without any order). The floor reads the same ballots into the
matrix of preferences and adds up Borda points; the count starts from that matrix. Both take turns.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

import numpy as np

from cxdesk.analysis.kemeny import kemeny
from cxdesk.analysis.preferences import preferences, strong_components
from cxdesk.analysis.tiers import Tiers

BALLOTS = 15
AIMS = {10: 20, 20: 80, 30: 200, 50: 600}  # ms
NOISE = {"moderate": 0.9, "much": 0.95, "no order at all": 1.0}


def mallows(tasks: int, phi: float, random: np.random.Generator) -> Tiers:
    """A ballot that differs from 0, 1, 2 ... the more the nearer phi is to 1."""
    order: list[int] = []
    for task in range(tasks):
        weights = phi ** np.arange(task, -1, -1)
        order.insert(random.choice(task + 1, p=weights / weights.sum()), task)
    return Tiers(tuple((task,) for task in order))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=9)
    options = parser.parse_args()
    kemeny(np.array([[0] * 15] * 15), range(15), subset_limit=2)  # what it imports
    for words, phi in NOISE.items():
        print(f"{words} (phi {phi}): ms, median and slowest of {options.seeds}")
        print(f"  {'tasks':<7}{'floor':>8}{'median':>9}{'slowest':>9}{'aim':>6}  largest tangle")
        for tasks, aim in AIMS.items():
            ours, floor, tangles, proven = [], [], [], 0
            for seed in range(options.seeds):
                random = np.random.default_rng(1000 * tasks + seed)
                ballots = [mallows(tasks, phi, random) for _ in range(BALLOTS)]
                started = time.perf_counter()
                d = preferences(ballots, range(tasks)).matrix()
                points = (d.sum(1) - d.sum(0)).tolist()
                listed = sorted(range(tasks), key=lambda task: -points[task])
                floor.append(time.perf_counter() - started)
                started = time.perf_counter()
                proven += kemeny(d, listed).proven
                ours.append(time.perf_counter() - started)
                tangles.append(max(map(len, strong_components(d >= d.T))))
            middle, slowest = statistics.median(ours) * 1000, max(ours) * 1000
            print(
                f"  {tasks:<7}{statistics.median(floor) * 1000:8.1f}{middle:9.1f}{slowest:9.1f}"
                f"{aim:>6}  {statistics.median(tangles):.0f} tasks, {proven} proven"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
