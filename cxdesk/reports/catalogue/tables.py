"""Tables as they are printed without a page of the window: the columns, and what stands above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cxdesk.model.wording import day, thousands
from cxdesk.reports.printed import Chosen, Ready
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.reports.wording import number
from cxdesk.services.card_words import PRIORITIES
from cxdesk.services.frame import frame
from cxdesk.services.letterhead import letterhead
from cxdesk.services.session import Session, today
from cxdesk.services.sheet import Sheet

Columns = Sequence[tuple[str, Callable[[Any], str], bool, float]]
"""Of each column the title, its text of a row, whether it is a number, its share of the room."""


def sheet(columns: Columns, rows: Sequence[Any]) -> Sheet:
    """These rows as text."""
    titles, texts, right, shares = zip(*columns, strict=True)
    cells = tuple(tuple(text(row) for text in texts) for row in rows)
    return Sheet(titles, cells, right, shares)


def table(session: Session, chosen: Chosen, title: str, made: Sheet, note: str = "") -> Ready:
    """A table that is ready to be made."""
    head, on = letterhead(session), today(session)

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.table import table_pdf

        return table_pdf(
            made, title=title, note=note, letterhead=head, on=on,
            paper=chosen["paper"],
        )  # fmt: skip

    return Ready(title, f"{head.program} {title.lower()}", make)


def initiatives(session: Session, chosen: Chosen) -> Ready:
    """The list of initiatives, those off the board left out."""
    from cxdesk.services.initiative_list import InitiativeRow, initiative_list

    rows = [row for row in initiative_list(session) if not row.over]

    def acted(row: InitiativeRow) -> str:
        late = f" ({row.overdue_actions} late)" if row.overdue_actions else ""
        return f"{row.done}/{row.actions}{late}" if row.actions else ""

    columns: Columns = (
        ("Code", lambda row: row.code, False, 84),
        ("Title", lambda row: row.title, False, 540),
        ("State", lambda row: row.state.label, False, 118),
        ("Batch", lambda row: row.batch, False, 62),
        ("Domain", lambda row: row.domain, False, 76),
        ("Owner", lambda row: row.owner, False, 190),
        ("Priority", lambda row: PRIORITIES[row.level], False, 92),
        ("End", lambda row: day(row.end) if row.end else "", False, 112),
        (f"Cost {thousands(frame(session).currency)}", lambda row: number(row.cost), True, 78),
        ("Progress", lambda row: f"{row.progress} %", True, 78),
        ("Actions", acted, False, 100),
    )
    return table(session, chosen, "List of initiatives", sheet(columns, rows))


def intake(session: Session, chosen: Chosen) -> Ready:
    """The requests, first those that wait for the office."""
    from cxdesk.services.intake import RequestRow, requests

    on = today(session)

    def named(row: RequestRow) -> str:
        note = f"into {row.into}" if row.into else ""
        if not note and row.until is not None:
            note = f"to {day(row.until)}"
        if not note and row.asked:
            note = f"waits for {row.asked}"
        return f"{row.title} ({note})" if note else row.title

    def needed(row: RequestRow) -> str:
        return day(row.deadline) if row.deadline else "urgent" if row.urgent else ""

    def age(row: RequestRow) -> str:
        return "" if row.state.over else f"{(on - row.submitted_on).days:,} d"

    columns: Columns = (
        ("Code", lambda row: row.code, False, 62),
        ("Title", named, False, 600),
        ("State", lambda row: row.state.label, False, 122),
        ("Checklist", lambda row: f"{row.ticked}/{row.checks}" if row.checks else "", False, 84),
        ("Source", lambda row: row.source.label, False, 130),
        ("Evidence", lambda row: row.evidence.label, False, 104),
        ("Needed by", needed, False, 124),
        (f"Cost {thousands(frame(session).currency)}",
         lambda row: number(row.cost) if row.cost else "", True, 74),
        ("Days", lambda row: number(row.days) if row.days else "", True, 74),
        ("Outcome", lambda row: row.outcome, False, 76),
        ("Age", age, True, 62),
    )  # fmt: skip
    return table(session, chosen, "Requests", sheet(columns, requests(session)))


def stakeholders(session: Session, chosen: Chosen) -> Ready:
    """What the stakeholders prefer, beside the score."""
    from cxdesk.services.stakeholder_words import gap_words, paper_note, preferences, span
    from cxdesk.services.stakeholders import standing

    here = standing(session)
    columns: Columns = (
        ("Stakeholders", lambda row: "–" if row.rank is None else f"{row.rank:,}", True, 100),
        ("By score", lambda row: f"{row.score_rank:,}", True, 74),
        ("Difference", gap_words, False, 100),
        ("Code", lambda row: row.it.code, False, 76),
        ("Title", lambda row: row.it.title, False, 520),
        ("Domain", lambda row: row.it.domain, False, 74),
        ("Score", lambda row: f"{row.score + 1e-9:.2f}", True, 56),
        ("Won : lost", preferences, True, 80),
        ("Ranks", span, True, 76),
        ("Objections", lambda row: f"{row.objections:,}" if row.objections else "–", True, 86),
    )
    note = paper_note(here, len(here.rows))
    return table(session, chosen, "Stakeholder ranking", sheet(columns, here.rows), note)


def scores(session: Session, chosen: Chosen) -> Ready:
    """The matrix of cost and benefit, and the table of scores below it."""
    from cxdesk.services.priorities import Ranking, priorities
    from cxdesk.services.score_words import SCORES, formula

    here, on = priorities(session), today(session)
    rows = tuple(Ranking(here.rows, here.weights).by(here.weights))

    def given(place: int) -> Callable[[Any], str]:
        return lambda row: str(row.it.scores[place])

    money = thousands(here.currency)
    columns: Columns = (
        ("Rank", lambda row: "–" if row.rank is None else f"{row.rank:,}", True, 50),
        ("Code", lambda row: row.it.code, False, 88),
        ("Title", lambda row: row.it.title, False, 564),
        ("Domain", lambda row: row.it.domain, False, 74),
        ("Score", lambda row: f"{row.value + 1e-9:.2f}", True, 54),
        ("Benefit", lambda row: f"{row.benefit + 1e-9:.1f}", True, 62),
        *((name, given(place), True, 62.0) for place, name in enumerate(SCORES)),
        ("Cost", lambda row: f"{row.it.cost_score + 1e-9:.1f}", True, 46),
        ("Budget", lambda row: f"{number(row.it.cost)} {money}", True, 72),
        ("Effort", lambda row: f"{number(row.it.effort)} d", True, 58),
        ("Quadrant", lambda row: row.quadrant, False, 98),
        ("Priority", lambda row: row.priority.value.capitalize(), False, 100),
    )
    made = sheet(columns, rows)

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.priorities import priorities_pdf

        return priorities_pdf(
            rows, made, currency=here.currency, note=formula(here.weights),
            letterhead=here.letterhead, on=on, paper=chosen["paper"],
        )  # fmt: skip

    return Ready("Scores of the initiatives", f"{here.program} scores", make)
