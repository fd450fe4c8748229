"""How the stakeholders' ranking is said: in cells, above the table and on paper."""

from __future__ import annotations

from datetime import date

from cxdesk.model.wording import day, thousands
from cxdesk.services.priorities import Rated
from cxdesk.services.stakeholder_words import span
from cxdesk.services.stakeholders import Slate, Standing, Voter
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.form.words import number, short


def divisive_words(here: Standing) -> tuple[str, str]:
    """What divides the stakeholders most, and by how much."""
    row = here.divisive
    if row is None:
        return "–", "nothing divides the stakeholders"
    return row.it.code, f"{row.it.title}: ranked {span(row)}"


def voter_words(voter: Voter, today: date) -> str:
    """What somebody ranked, and when."""
    words = f"{voter.ranked:,} ranked, {short(voter.on, today)}"
    return words if voter.active else f"{words}, no longer active"


def ballot_rows(slate: Slate) -> tuple[BallotRow, ...]:
    """The initiatives as rows of a ballot; their scores are not told, to sway nobody."""
    return tuple(_ballot_row(row, slate.currency) for row in slate.rows)


def _ballot_row(row: Rated, currency: str) -> BallotRow:
    note = " · ".join(part for part in (row.domain, row.batch) if part)
    figures = (f"{number(row.cost)} {thousands(currency)}", f"{number(row.effort)} days")
    return BallotRow(row.id, row.code, row.title, note, figures)


def about_words(slate: Slate, today: date) -> tuple[str, str]:
    """What stands at the right of a ballot's head."""
    head = f"Stakeholder ranking, {day(today)}"
    if slate.open > len(slate.rows):
        return head, f"the {len(slate.rows):,} of {slate.open:,} initiatives with the best score"
    return head, "Open and signed: it stands under this name"
