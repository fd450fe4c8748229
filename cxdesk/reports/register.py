"""The decision register on paper: what was decided, what follows from it, and on what grounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable, Spacer

from cxdesk.model.decisions import Verdict
from cxdesk.model.wording import count, thousands
from cxdesk.reports import fonts
from cxdesk.reports.office_parts import NOTE, office_pdf, office_title
from cxdesk.reports.table import table_rows
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, number
from cxdesk.services.register import RegisterPaper, RegisterRow, verdict_words, waiver_words
from cxdesk.services.sheet import Sheet

TITLE: Final = "Decision register"
NOTHING: Final = "Nothing has been decided yet."
NOTHING_HERE: Final = "Nothing was decided here."
_RIGHT: Final = (False,) * 5 + (True, True) + (False,) * 2


def register_pdf(rows: RegisterPaper, paper: str = "A4") -> bytes:
    """The register as a PDF on its side; equal rows give equal bytes.

    `paper` is "A4" or "Letter"; KeyError for another.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    text = Typesetter()
    shown = f"{rows.shown}. " if rows.shown else ""
    story: list[Flowable] = [
        *office_title(text, TITLE, f"{shown[:1].upper()}{shown[1:]}{_told(rows)}"),
        Spacer(1, 8),
    ]
    if rows.rows:
        story.append(table_rows(_sheet(rows), text, paper))
    else:
        story.append(text.line(NOTHING_HERE if rows.shown else NOTHING, NOTE))
    return office_pdf(
        story, text, paper=paper, letterhead=rows.letterhead, kind=TITLE, on=rows.on, wide=True
    )


def _told(rows: RegisterPaper) -> str:
    """How many there are of each verdict, and what they commit together."""
    if not rows.rows:
        return ""
    counts = Counter(row.verdict for row in rows.rows)
    parts = [
        f"{counts[verdict]:,} {verdict.label.lower()}" for verdict in Verdict if counts[verdict]
    ]
    waived = sum(1 for row in rows.rows if row.waiver_by)
    if waived:
        parts.append(f"{waived:,} with a waiver")
    cost = sum(row.cost for row in rows.rows)
    days = sum(row.days for row in rows.rows if row.verdict is Verdict.ACCEPTED)
    unit = thousands(rows.currency)
    said = f"{count(len(rows.rows), 'decision')}: {', '.join(parts)}."
    return f"{said} Committed: {number(cost)} {unit} and {number(days)} person-days."


def _sheet(rows: RegisterPaper) -> Sheet:
    titles = (
        "No.", "Decided", "Request", "Decision", "Owner, deadline",
        thousands(rows.currency), "Days", "Became", "Reason, limits and waiver",
    )  # fmt: skip
    return Sheet(titles, tuple(map(_row, rows.rows)), _RIGHT, (1.0,) * len(titles))


def _row(row: RegisterRow) -> tuple[str, ...]:
    accepted = row.verdict is Verdict.ACCEPTED
    who = [row.owner] if row.owner else []
    if row.deadline is not None:
        who.append(f"by {day(row.deadline)}")
    return (
        row.code, day(row.on), f"{row.request} {row.title}", "\n".join(_verdict(row)),
        "\n".join(who), number(row.cost) if accepted else "", number(row.days) if accepted else "",
        row.becomes, "\n".join(_grounds(row)),
    )  # fmt: skip


def _verdict(row: RegisterRow) -> Iterator[str]:
    yield verdict_words(row)
    if row.rank is not None:
        yield f"place {row.rank} of round {row.round}"
    if row.urgent:
        yield f"urgent, {row.ratification}" if row.ratification else "urgent"


def _grounds(row: RegisterRow) -> Iterator[str]:
    if row.reason.strip():
        yield row.reason
    yield from (f"Breaks a limit: {limit}" for limit in row.limits)
    if words := waiver_words(row):
        yield f"Waived by {words}"
