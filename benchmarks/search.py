"""One keystroke in the search at 10,000 initiatives and 50,000 actions.

python benchmarks/search.py LARGE.cxdesk

The floor is a plain `in` over the same folded texts: no ranking, no words, no rows.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cxdesk.services.search import SearchIndex
from cxdesk.store.store import Store

TYPED = ("b", "bi", "bil", "bill", "billing", "billing c", "billing care 77", "cx-1042", "person 7")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(options.large, home=Path(home), read_only=True)
        index = SearchIndex()
        steps, started = [], time.perf_counter()
        with store.read() as session:
            for _ in index.load(session):
                steps.append(time.perf_counter() - started)
                started = time.perf_counter()
        texts = [entry[1] for found in index._entries.values() for entry in found.values()]
        print(
            f"index of {len(index):,} items, {len(steps)} steps, longest {max(steps) * 1000:.0f} ms"
        )
        print(f"  {'typed':<18}{'ours':>9}{'plain in':>12}")
        for text in TYPED:
            ours, floor = [], []
            for _ in range(9):
                started = time.perf_counter()
                index.find(text)
                ours.append(time.perf_counter() - started)
                started = time.perf_counter()
                _found = [one for one in texts if text in one]
                floor.append(time.perf_counter() - started)
            mine, base = statistics.median(ours) * 1000, statistics.median(floor) * 1000
            print(f"  {text:<18}{mine:6.1f} ms{base:9.1f} ms")
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
