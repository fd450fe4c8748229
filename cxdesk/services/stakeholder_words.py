"""How the stakeholders' ranking is said: in cells, above the table and on paper."""

from __future__ import annotations

from cxdesk.analysis.agreement import correlation_words
from cxdesk.model.wording import count, listed
from cxdesk.services.stakeholders import Standing, StandingRow

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
