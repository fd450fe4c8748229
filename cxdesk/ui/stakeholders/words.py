"""How the stakeholders' ranking is said: in cells, above the table and on paper."""

from __future__ import annotations

from datetime import date

from cxdesk.analysis.agreement import correlation_words
from cxdesk.model.wording import count, day, listed, thousands
from cxdesk.services.priorities import Rated
from cxdesk.services.stakeholders import Slate, Standing, StandingRow, Voter
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.form.words import number, short

_DISCUSS = 0.3


def gap_words(row: StandingRow) -> str:
    """Where stakeholders place it against the score: "5 higher", "same", "–" without a rank."""
    gap = row.gap
    if gap is None:
        return "–"
    return "same" if not gap else f"{abs(gap):,} {'higher' if gap > 0 else 'lower'}"


def preferences(row: StandingRow) -> str:
    """The preferences won and lost: "29 : 6"."""
    said = row.opinion
    return f"{said.won:,} : {said.lost:,}" if said.opinions else "–"


def span(row: StandingRow) -> str:
    """The best and the worst rank that somebody gave: "1 to 6"; "–" without any."""
    said = row.opinion
    if said.best is None:
        return "–"
    return f"{said.best:,}" if said.best == said.worst else f"{said.best:,} to {said.worst:,}"


def agreement_words(here: Standing) -> tuple[str, str]:
    """Kendall's W as a figure, and what it means."""
    found = here.agreement
    if found.w is None:
        if found.judges < 2:
            return "–", "agreement shows once two have ranked"
        return "–", "no two initiatives are judged by everybody"
    words = f"{found.words} among {found.judges:,} over {count(found.items, 'initiative')}"
    return f"W {found.w:.2f}", f"{words}: discuss" if found.w < _DISCUSS else words


def score_words(here: Standing) -> tuple[str, str]:
    """The rank correlation as a figure, and what it means."""
    if here.correlation is None:
        return "–", "too little is ranked to compare with the score"
    words = f"stakeholders and score {correlation_words(here.correlation)}"
    return f"ρ {here.correlation:.2f}".replace("-", "−"), words


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


def paper_note(here: Standing, shown: int) -> str:
    """What stands below the title of the printed table."""
    if not here.voters:
        return "Nobody has ranked yet."
    who = listed([voter.name for voter in here.voters])
    said = f"Ranked by {who}."
    w, words = agreement_words(here)
    if here.agreement.w is not None:
        said += f" Kendall’s {w}: {words}."
    if here.correlation is not None:
        rho, about = score_words(here)
        said += f" {about[:1].upper()}{about[1:]} (Spearman’s {rho})."
    if shown < len(here.rows):
        said += f" {shown:,} of {count(len(here.rows), 'initiative')}."
    return said


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
