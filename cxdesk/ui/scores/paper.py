"""The matrix and the table of scores as something to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.analysis.scores import Weights
from cxdesk.services.priorities import Priorities, Ranked
from cxdesk.services.score_words import formula
from cxdesk.services.sheet import Sheet
from cxdesk.ui.printing import Paper


def scores_paper(
    here: Priorities,
    rows: Sequence[Ranked],
    weights: Weights,
    sheet: Sheet,
    filters: str,
    tried: bool,
    on: date,
) -> Paper:
    """What is shown now; `filters` say what of it, `tried` that its weights are not kept."""
    shown = tuple(rows)
    notes = [formula(weights) + (" (tried, not kept)" if tried else "")]
    if filters:
        notes.append(f"{len(shown):,} of {len(here.rows):,} initiatives. {filters}")

    def make(paper: str) -> bytes:
        from cxdesk.reports.priorities import priorities_pdf  # reportlab costs start-up time

        return priorities_pdf(
            shown, sheet, currency=here.currency, note=". ".join(notes),
            letterhead=here.letterhead, on=on, paper=paper,
        )  # fmt: skip

    return Paper("Scores of the initiatives", f"{here.program} scores", make)
