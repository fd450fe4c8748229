"""Words of the place: its keys, and what is said where nothing can be printed yet."""

from __future__ import annotations

from typing import Final

from cxdesk.ui.print_center.all_papers import AGENDA
from cxdesk.ui.view import Hint

DATA_HINTS: Final = (
    Hint(("↑", "↓"), "choose what"),
    Hint(("/",), "narrow the list"),
    Hint(("Ctrl", "S"), "save it"),
)
HINTS: Final = (
    *DATA_HINTS,
    Hint(("Ctrl", "P"), "print it"),
    Hint(("PgUp", "PgDn"), "turn pages"),
)
MISSING: Final = {
    "initiative": (
        "No charter is written yet", "A charter begins in the panel of its initiative.",
        "Go to the board", ("go-kanban",),
    ),
    "batch": (
        "There is no batch with a charter yet",
        "A batch pack holds the charters of its initiatives: write the first one.",
        "Go to the board", ("go-kanban",),
    ),
    "meeting": (
        "No meeting is planned", "The papers of a meeting are printed once there is one.",
        "Go to the agenda", AGENDA,
    ),
}  # fmt: skip
"""By what it is of: what is missing and why, words of a button, and the actions it does."""
