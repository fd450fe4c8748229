"""The columns of the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cxdesk.model.decisions import Verdict
from cxdesk.model.wording import day
from cxdesk.services import decisions
from cxdesk.services.decisions import reason_name
from cxdesk.services.register import RegisterRow, waiver_words
from cxdesk.ui.decisions.words import GLYPH_OF
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead
from cxdesk.ui.table.columns import Column

_NONE = "–"


def columns(editing: Editing, money: str) -> tuple[Column[RegisterRow], ...]:
    """All columns, in their order; the reason alone is changed in the table."""
    return (
        Column("number", "Number", lambda row: row.code, 62, order=lambda row: row.number,
               weight=600),
        Column("date", "Date", lambda row: day(row.on), 98, order=lambda row: row.on),
        Column("request", "Request", lambda row: row.request, 64, weight=500,
               order=lambda row: _natural(row.request)),
        Column("title", "Title", lambda row: row.title, 130, 5, wrap=True),
        Column("verdict", "Verdict", lambda row: row.verdict.label, 118,
               lead=lambda row: Lead("glyph", GLYPH_OF[row.verdict.value]),
               order=lambda row: list(Verdict).index(row.verdict)),
        Column("rank", "Rank", lambda row: _NONE if row.rank is None else f"{row.rank:,}", 50,
               right=True, order=lambda row: row.rank),
        Column("deadline", "Deadline", _when, 98, order=lambda row: row.by_when),
        Column("owner", "Owner", lambda row: row.owner or _NONE, 142,
               lead=lambda row: Lead("avatar", row.initials) if row.initials else None),
        Column("cost", money, lambda row: _figure(row, row.cost), 50, right=True,
               order=lambda row: row.cost),
        Column("days", "Days", lambda row: _figure(row, row.days), 50, right=True,
               order=lambda row: row.days),
        Column("becomes", "Becomes", lambda row: row.becomes or _NONE, 100, weight=500),
        Column("waiver", "Waiver", lambda row: waiver_words(row) or _NONE, 96, 2, wrap=True),
        Column("ratified", "Ratified", lambda row: row.ratification or _NONE, 82),
        Column("reason", "Reason", lambda row: row.reason, 96, 4, wrap=True,
               typed=lambda row: row.reason, save=_saves(editing),
               problem=_problem, still=lambda row: row.minuted),
    )  # fmt: skip


def _natural(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isdigit())
    return int(digits or 0), code


def _when(row: RegisterRow) -> str:
    on: date | None = row.by_when
    return _NONE if on is None else day(on)


def _figure(row: RegisterRow, value: float) -> str:
    return number(value) if row.verdict is Verdict.ACCEPTED else _NONE


def _problem(row: RegisterRow, text: str) -> str:
    needed = row.verdict in (Verdict.DECLINED, Verdict.INFO_NEEDED) and not text.strip()
    return f"{row.code} needs its {reason_name(row.verdict).lower()}." if needed else ""


def _saves(editing: Editing) -> Callable[[RegisterRow, str, Refusable], bool]:
    def save(row: RegisterRow, text: str, at: Refusable) -> bool:
        return editing.do(f"Reword {row.code}", lambda s: decisions.amend(s, row.id, text), at)

    return save
