"""The table of the stakeholders' ranking, and the row of filters above it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cxdesk.services.stakeholder_words import gap_words, preferences, span
from cxdesk.services.stakeholders import StandingRow
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.scores.wording import hundredth
from cxdesk.ui.table.bar import TableBar
from cxdesk.ui.table.columns import Column

RANKED = ("rank", "score_rank", "gap", "preferences", "span")
"""The columns that say nothing before somebody ranked."""
_ARROWS = {True: Lead("glyph", "up"), False: Lead("glyph", "down")}


def columns() -> tuple[Column[StandingRow], ...]:
    """All columns, in their order; score and stakeholders stand side by side."""
    return (
        Column(
            "rank", "Stakeholders", lambda row: "–" if row.rank is None else f"{row.rank:,}", 100,
            right=True, order=lambda row: row.rank, weight=600,
        ),
        Column(
            "score_rank", "By score", lambda row: f"{row.score_rank:,}", 74, right=True,
            order=lambda row: row.score_rank,
        ),
        Column(
            "gap", "Difference", gap_words, 100, ink=lambda row: "text" if row.gap else "text3",
            order=lambda row: row.gap,
            lead=lambda row: _ARROWS[row.gap > 0] if row.gap else None,
        ),
        Column("code", "Code", lambda row: row.it.code, 76, weight=500),
        Column("title", "Title", lambda row: row.it.title, 160, 6, wrap=True),
        Column(
            "domain", "Domain", lambda row: row.it.domain, 74,
            lead=lambda row: Lead("swatch", number=row.it.hue),
        ),
        Column(
            "score", "Score", lambda row: hundredth(row.score), 56, right=True,
            order=lambda row: row.score,
        ),
        Column(
            "preferences", "Won : lost", preferences, 80, right=True,
            order=lambda row: row.opinion.points if row.opinion.opinions else None,
        ),
        Column(
            "span", "Ranks", span, 76, right=True,
            order=lambda row: -row.opinion.spread if row.opinion.opinions else None,
        ),
        Column(
            "objections", "Objections",
            lambda row: f"{row.objections:,}" if row.objections else "–", 86, right=True,
            order=lambda row: -row.objections or None,
            ink=lambda row: "text" if row.objections else "text3",
            weight=500,
        ),
    )  # fmt: skip


class StakeholdersBar(TableBar):
    """Which initiatives are shown: all that are open, or those that somebody objects to."""

    # Another filter holds: whether only initiatives with objections are shown.
    kept_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__("Narrow the ranking")
        self.disputed = False
        self.chip = self.add_chip(
            "filter-objections", "Only with", self.show_all, self.show_all
        )  # fmt: skip
        self.chip.show_filter("objections")
        self.chip.hide()
        self.lay_out()

    def offer(self) -> None:
        options = [
            Option(False, "All open initiatives"),
            Option(True, "Only those with objections"),
        ]
        pick(self.more, "Filter", options, self.disputed, self.keep)

    def keep(self, disputed: bool) -> None:
        """Show only initiatives with objections, or all."""
        before, self.disputed = self.disputed, disputed
        self.chip.setVisible(disputed)
        self.fit()
        if disputed != before:
            self.kept_changed.emit(disputed)

    def show_all(self) -> None:
        """Show every open initiative."""
        self.keep(False)
