"""The pictures of the README, out of a tour: `python tools/pictures.py TOUR` (`make pictures`).

Written anew with all of zlib's effort. Paper, which is nearly grey, gets a palette; on the screen
one would take the amber of a warning for the red of an alarm.
"""

import sys
from pathlib import Path

from PIL import Image

SCREENS = (
    "kanban-board-light",
    "kanban-board-dark",
    "kanban-batch-domain-light",
    "roadmap-timeline-light",
    "roadmap-pending-light",
    "roadmap-what-if-light",
    "kanban-scores-light",
    "kanban-insights-light",
    "ballot-light",
    "result-light",
    "meeting-light",
    "panel-light",
    "strategy-outcomes-light",
    "people-directory-light",
    "charter-completed-light",
    "charter-team-dark",
    "charter-compared-light",
    "print-light",
    "import-table-light",
    "import-board-dark",
)
PAPER = ("charter-CX-101", "kanban", "roadmap", "minutes", "one-pager")
TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LARGEST = 360_000

TARGET.mkdir(parents=True, exist_ok=True)
for name in (*SCREENS, *PAPER):
    with Image.open(Path(sys.argv[1]) / f"{name}.png") as picture:
        path = TARGET / f"{name}.png"
        colours = picture.convert("RGB")
        (colours.quantize(256) if name in PAPER else colours).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        sys.exit(f"{path.name} has {path.stat().st_size:,} bytes, more than {LARGEST:,}.")
