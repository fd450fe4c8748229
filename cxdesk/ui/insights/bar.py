"""The row above the charts: which initiatives they are about, and how far back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from cxdesk.services.cards import BatchRow
from cxdesk.services.insights import PERIODS, Kept
from cxdesk.services.programs import Choice
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.bar import TableBar

_ORG_HUE = 5


class InsightsBar(TableBar):
    """Chips for batch, domain and time."""

    # Other filters hold: Kept.
    kept_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.kept = Kept()
        self._batches: tuple[BatchRow, ...] = ()
        self._domains: tuple[Choice, ...] = ()
        self.batch = self.add_chip(
            "filter-batch", "Batch", self.pick_batches, lambda: self.keep(batches=())
        )
        self.domain = self.add_chip(
            "filter-domain", "Domain", self.pick_domains, lambda: self.keep(domains=())
        )
        self.time = self.add_chip(
            "filter-time", "Time", self.pick_time, lambda: self.keep(days=None)
        )
        self.lay_out()
        self.narrow.hide()  # there are no rows to narrow
        self.show_kept()

    def set_choices(self, batches: tuple[BatchRow, ...], domains: tuple[Choice, ...]) -> None:
        """What there is to choose from; what is gone is no longer kept."""
        self._batches, self._domains = batches, domains
        known = {row.id for row in batches} | {None}
        kept = {one.id for one in domains} | {None}
        self.keep(
            batches=tuple(id for id in self.kept.batches if id in known),
            domains=tuple(id for id in self.kept.domains if id in kept),
        )
        self.show_kept()

    def keep(self, **values: Any) -> None:
        """Show others."""
        before, self.kept = self.kept, replace(self.kept, **values)
        self.show_kept()
        if self.kept != before:
            self.kept_changed.emit(self.kept)

    def clear(self) -> None:
        """Show every initiative, over all time."""
        self.keep(batches=(), domains=(), days=None)

    def show_kept(self) -> None:
        """Show the chips of what holds."""
        kept = self.kept
        batches = [row.code for row in self._batches if row.id in kept.batches]
        batches += ["none"] * (None in kept.batches)
        self.batch.setVisible(bool(batches))
        self.batch.show_filter(", ".join(batches), str(len(batches)))
        domains = [one.name for one in self._domains if one.id in kept.domains]
        domains += ["Org"] * (None in kept.domains)
        self.domain.setVisible(bool(domains))
        self.domain.show_filter(", ".join(domains), str(len(domains)))
        self.time.setVisible(kept.days is not None)
        self.time.show_filter(dict(PERIODS)[kept.days].lower())
        self.fit()

    def words(self) -> str:
        """What is shown, as files and paper say it."""
        said = [chip.words() for chip in (self.batch, self.domain) if not chip.isHidden()]
        return " · ".join([*said, dict(PERIODS)[self.kept.days]])

    # Choosing -------------------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the filters there are."""
        options = [
            Option(self.pick_batches, "Batch"),
            Option(self.pick_domains, "Domain"),
            Option(self.pick_time, "Time"),
        ]
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_batches(self) -> None:
        """Offer the batches to keep."""
        options = [Option(row.id, row.code, row.name) for row in self._batches]
        options.append(Option(None, "No batch"))
        pick_many(
            self.anchor(self.batch), "Batches", options, self.kept.batches,
            lambda chosen: self.keep(
                batches=tuple(one.value for one in options if one.value in chosen)
            ),
        )  # fmt: skip

    def pick_domains(self) -> None:
        """Offer the domains to keep."""
        options = [
            Option(one.id, one.note, one.name, Lead("swatch", number=one.hue))
            for one in self._domains
        ]
        whole = Lead("swatch", number=_ORG_HUE)
        options.append(Option(None, "Organisation-wide", "no domain", whole))
        pick_many(
            self.anchor(self.domain), "Domains", options, self.kept.domains,
            lambda chosen: self.keep(
                domains=tuple(one.value for one in options if one.value in chosen)
            ),
        )  # fmt: skip

    def pick_time(self) -> None:
        """Offer how far back to look."""
        options = [Option(days, words) for days, words in PERIODS]
        pick(
            self.anchor(self.time), "Time", options, self.kept.days,
            lambda days: self.keep(days=days),
        )  # fmt: skip
