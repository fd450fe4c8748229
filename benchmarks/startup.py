"""Process start to the first painted kanban with data, beside an empty window.

python benchmarks/startup.py LARGE.cxdesk [--runs 9]

The floor is "python that imports PySide6.QtWidgets and sqlalchemy.orm and shows an empty window".
Runs take turns, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_program import TODAY, build

FLOOR = """
import os, time
import sqlalchemy.orm
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.monotonic(), flush=True)
        os._exit(0)
app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

OURS = """
import os, sys, time
from cxdesk import cli
class Finder:
    # Wraps the board's painting as soon as the program imports it; the order of imports is its own.
    def find_spec(self, name, path=None, target=None):
        if name != "cxdesk.ui.board.canvas":
            return None
        sys.meta_path.remove(self)
        import importlib.util
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module
        def execute(module):
            run(module)
            painted = module.BoardCanvas.paintEvent
            def paint(board, event):
                painted(board, event)
                if board.card_model().cards():
                    print(time.monotonic(), flush=True)
                    os._exit(0)
            module.BoardCanvas.paintEvent = paint
        spec.loader.exec_module = execute
        return spec
sys.meta_path.insert(0, Finder())
cli.main([sys.argv[1]])
"""


def first_paint(code: str, *arguments: str) -> float:
    """Seconds from the start of a process until it has painted."""
    started = time.monotonic()
    without = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=True, timeout=60, env=without,
    )  # fmt: skip
    return float(done.stdout.split()[0]) - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CXDESK_HOME"] = folder
        small = Path(folder) / "small.cxdesk"
        build(small, 24, 400)
        kinds = {
            "floor: empty window": (FLOOR,),
            "24 initiatives": (OURS, str(small)),
            "10,000 initiatives": (OURS, str(options.large)),
        }
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(options.runs + 1):
            for kind, command in kinds.items():
                times[kind].append(first_paint(*command))
    medians = {kind: statistics.median(found[1:]) for kind, found in times.items()}  # first warms
    floor = medians["floor: empty window"]
    print(f"first painted kanban, median of {options.runs} (as of {TODAY}):")
    for kind, median in medians.items():
        print(f"  {kind:<24}{median * 1000:7.0f} ms   {median / floor:4.2f} x floor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
