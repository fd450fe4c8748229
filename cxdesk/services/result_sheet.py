"""The result of a round as a table, and what is said above it."""

from __future__ import annotations

from datetime import datetime

from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import day, thousands
from cxdesk.services.local_time import on_clock
from cxdesk.services.result_rows import ResultSheet, RoundHead
from cxdesk.services.sheet import Sheet

_RIGHT = (True, False, False, True, True, True, True, False, False)
_WIDTHS = (40.0, 50.0, 260.0, 50.0, 50.0, 50.0, 50.0, 150.0, 170.0)


def result_sheet(here: ResultSheet) -> Sheet:
    """The ranking as text, with what is funded and decided."""
    funding = {row.id: row.short for row in here.line.rows}
    money = thousands(here.case.frame.currency)
    return Sheet(
        ("Rank", "Code", "Task", money, "Days", "Won", "Lost", "Funding", "Decision"),
        tuple(
            (
                f"{row.place:,}" if row.place else "–", row.code, row.title, f"{row.cost:,.10g}",
                f"{row.days:,.10g}", f"{row.won:,}", f"{row.lost:,}", funding.get(row.id, ""),
                "" if row.decided is None
                else f"{row.decided.code} {row.decided.verdict.label} {row.decided.words}".strip(),
            )
            for row in here.tasks
        ),
        _RIGHT, _WIDTHS,
    )  # fmt: skip


def result_note(here: ResultSheet, now: datetime) -> str:
    """The summary below the title."""
    said = [f"{round_words(here.head)}, {round_note(here.head, now)}."]
    said += [f"{fact.title}: {fact.figure}, {fact.words}." for fact in here.facts]
    said.append(f"Funding line: {here.line.text}.")
    said += [f"Settled: {each}." for each in here.settled]
    return " ".join(said)


def round_words(head: RoundHead) -> str:
    """A round as the chooser names it: "Round 1, 23 Nov 2026"."""
    return f"Round {head.number}, {day(head.on)}" if head.voted else f"Out of cycle, {day(head.on)}"


def round_note(head: RoundHead, now: datetime) -> str:
    """Where a round stands: "published 14:31, secret"."""
    if not head.voted:
        return f"no vote, quorum {head.quorum}"
    at = head.published_at if head.state is RoundState.PUBLISHED else head.closed_at
    said = head.state.value + ("" if at is None else f" {on_clock(at, now):%H:%M}")
    if head.secret:
        said += ", secret"
    if head.superseded_by is not None:
        said += f", voted again in round {head.superseded_by}"
    return said
