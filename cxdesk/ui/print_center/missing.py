"""What is said where there is nothing yet that something could be printed of."""

from __future__ import annotations

from typing import Final

from cxdesk.ui.print_center.all_papers import AGENDA

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
