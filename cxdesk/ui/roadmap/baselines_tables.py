"""The tables of the tab Baselines: baselines, one's drift, and several side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cxdesk.model.wording import day
from cxdesk.services.baselines import BaselineKind, BaselineRow
from cxdesk.services.drift import CompareRow, DriftRow, Verdict
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.leads import Lead
from cxdesk.ui.roadmap.baselines_words import day_words, slip_note, slip_words, verdict_words
from cxdesk.ui.table.columns import Column

SIGNS = {
    BaselineKind.TAKEN: "bookmark",
    BaselineKind.CHARTERS: "file",
    BaselineKind.PAST: "history",
}
"""The glyph of each kind of baseline."""
_VERDICTS = {verdict: place for place, verdict in enumerate(Verdict)}
SPARE = ("stretch", "start_slip", "was_start", "start", "domain", "verdict")
"""Columns of a drift report that are left out where there is no room, the first one first."""


def list_columns(
    rename: Callable[[BaselineRow, str, Refusable], bool],
    problem: Callable[[BaselineRow, str], str],
) -> tuple[Column[BaselineRow], ...]:
    """The list at the left; the name of one that was taken is changed in place."""
    return (
        Column(
            "name", "Baselines", lambda row: row.name, 120, 1, weight=600, wrap=True,
            typed=lambda row: row.name, save=rename, problem=problem, note=of_words,
            still=lambda row: row.kind is not BaselineKind.TAKEN,
            lead=lambda row: Lead("glyph", SIGNS[row.kind]),
        ),
    )  # fmt: skip


def of_words(row: BaselineRow) -> str:
    """The day of a baseline, unless its name says it."""
    on = day(row.on)
    return "" if on in row.name else on


def drift_columns() -> tuple[Column[DriftRow], ...]:
    """One baseline against the plan as it is now."""
    return (
        Column("code", "Code", lambda row: row.code, 72, weight=500),
        Column("title", "Title", lambda row: row.title, 120, 6, wrap=True),
        Column(
            "domain", "Domain", lambda row: row.domain, 72,
            lead=lambda row: Lead("swatch", number=row.hue),
        ),
        Column(
            "was_start", "Start then", lambda row: day_words(row.was_start), 102,
            order=lambda row: row.was_start, ink=lambda _row: "text2",
        ),
        Column(
            "start", "Start now", lambda row: day_words(row.start), 102,
            order=lambda row: row.start,
        ),
        Column(
            "start_slip", "Start slip", lambda row: slip_words(row.start_slip), 74, right=True,
            order=lambda row: row.start_slip, ink=lambda row: _ink(row.start_slip),
        ),
        Column(
            "was_end", "End then", lambda row: day_words(row.was_end), 102,
            order=lambda row: row.was_end, ink=lambda _row: "text2",
        ),
        Column("end", "End now", lambda row: day_words(row.end), 102, order=lambda row: row.end),
        Column(
            "end_slip", "End slip", lambda row: slip_words(row.end_slip), 70, right=True,
            weight=600, order=lambda row: row.end_slip, ink=lambda row: _ink(row.end_slip),
        ),
        Column(
            "stretch", "Duration", lambda row: slip_words(row.stretch), 74, right=True,
            order=lambda row: row.stretch, ink=lambda row: _ink(row.stretch),
        ),
        Column(
            "verdict", "Since then", verdict_words, 112, order=lambda row: _VERDICTS[row.verdict],
            lead=_arrow, ink=lambda row: "text3" if row.verdict is Verdict.KEPT else "text",
        ),
    )  # fmt: skip


def _arrow(row: DriftRow) -> Lead | None:
    if row.verdict in (Verdict.LATER, Verdict.EARLIER):
        return Lead("glyph", "defer") if row.verdict is Verdict.LATER else Lead("glyph", "undo")
    return None


def _ink(slip: int | None) -> str:
    return "text" if slip else "text3"


def by_slip(rows: Sequence[DriftRow]) -> list[DriftRow]:
    """The order of the report: what slipped most first, then what is new, gone or as planned."""
    order = {verdict: place for place, verdict in enumerate(_FIRST)}
    return sorted(
        rows, key=lambda row: (order[row.verdict], -abs(row.end_slip or 0), row.code)
    )  # fmt: skip


_FIRST = (
    Verdict.LATER, Verdict.EARLIER, Verdict.UNDATED, Verdict.CANCELLED, Verdict.ARCHIVED,
    Verdict.NEW, Verdict.KEPT,
)  # fmt: skip


def compare_columns(baselines: Sequence[BaselineRow]) -> tuple[Column[CompareRow], ...]:
    """One column of ends for each baseline, each with its slip against the end now."""

    def ends(place: int, baseline: BaselineRow) -> Column[CompareRow]:
        return Column(
            f"end-{place}", _head(baseline), lambda row: day_words(row.ends[place]), 146,
            order=lambda row: row.ends[place], note=lambda row: slip_note(row.slips[place]),
            ink=lambda row: "text" if row.slips[place] else "text2",
        )  # fmt: skip

    return (
        Column("code", "Code", lambda row: row.code, 72, weight=500),
        Column("title", "Title", lambda row: row.title, 150, 6, wrap=True),
        Column(
            "domain", "Domain", lambda row: row.domain, 72,
            lead=lambda row: Lead("swatch", number=row.hue),
        ),
        *(ends(place, baseline) for place, baseline in enumerate(baselines)),
        Column(
            "end", "End now", lambda row: day_words(row.end), 110, order=lambda row: row.end,
            weight=600,
        ),
    )  # fmt: skip


def _head(baseline: BaselineRow) -> str:
    """What stands above the ends of a baseline: of a past day the day alone."""
    return day(baseline.on) if baseline.kind is BaselineKind.PAST else baseline.name
