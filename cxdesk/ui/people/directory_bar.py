"""The row above the directory: its filters as chips, how many show, and a field that narrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from cxdesk.model.people import Level
from cxdesk.services.people_view import DomainRow, PersonRow
from cxdesk.ui.person.edits import swatch
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.bar import FilterBar


@dataclass(frozen=True, slots=True)
class Kept:
    """Which people are shown: empty tuples keep every level and every domain."""

    levels: tuple[Level, ...] = ()
    domains: tuple[int | None, ...] = ()
    inactive: bool = False

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        levels = [one.value for one in self.levels]
        return {"levels": levels, "domains": list(self.domains), "inactive": self.inactive}

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps every active person."""
        try:
            match kept:
                case {"levels": list(levels), "domains": list(domains), "inactive": bool(on)}:
                    ids = tuple(id for id in domains if id is None or isinstance(id, int))
                    return cls(tuple(Level(one) for one in levels), ids, on)
        except ValueError:
            pass
        return cls()

    def test(self) -> Callable[[PersonRow], bool] | None:
        """Whether a row is kept; None when all are."""
        levels, domains, inactive = set(self.levels), set(self.domains), self.inactive
        if inactive and not levels and not domains:
            return None
        return lambda row: (
            (inactive or row.active)
            and (not levels or row.level in levels)
            and (not domains or row.domain_id in domains)
        )


class DirectoryBar(FilterBar):
    """What of the directory is shown."""

    kept: Kept
    # Rows are to be pasted.
    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Narrow the directory", Kept())
        self._domains: Sequence[DomainRow] = ()
        self._resting = 0
        self.level = self.add_chip(
            "filter-level", "Level", self.pick_levels, lambda: self.keep(levels=())
        )
        self.domain = self.add_chip(
            "filter-domain", "Domain", self.pick_domains, lambda: self.keep(domains=())
        )
        self.inactive = self.add_chip(
            "filter-inactive", "Inactive hidden:", self.show_inactive, self.show_inactive
        )
        self.paste = self.add_button(
            "paste", "Paste people", "import", self.paste_wanted.emit,
            "Add people copied from a spreadsheet  (Ctrl+V in the table)",
        )  # fmt: skip
        self.lay_out()
        self._show()

    # Showing --------------------------------------------------------------------------------

    def set_people(self, domains: Sequence[DomainRow], inactive: int) -> None:
        """The domains to choose from, and how many people are no longer active."""
        self._domains, self._resting = domains, inactive
        known = {row.id for row in domains}
        if not known.issuperset(self.kept.domains):
            self.keep(domains=tuple(id for id in self.kept.domains if id in known))
        self._show()

    def _show(self) -> None:
        kept = self.kept
        self.level.setVisible(bool(kept.levels))
        self.level.show_filter(
            ", ".join(one.value.capitalize() for one in kept.levels), str(len(kept.levels))
        )
        self.domain.setVisible(bool(kept.domains))
        names = [row.short for row in self._domains if row.id in kept.domains]
        self.domain.show_filter(", ".join(names), str(len(names)))
        self.inactive.setVisible(not kept.inactive and self._resting > 0)
        self.inactive.show_filter(f"{self._resting:,}")
        self.fit()

    # Choosing -------------------------------------------------------------------------------

    def clear(self) -> None:
        """Keep everybody who is active, and every word."""
        self.narrow.clear()
        self.keep(levels=(), domains=())

    def offer(self) -> None:
        """Offer the filters there are."""
        options = [
            Option(self.pick_levels, "Level"),
            Option(self.pick_domains, "Domain"),
            Option(self.hide_inactive, "Hide who is no longer active")
            if self.kept.inactive
            else Option(self.show_inactive, "Show who is no longer active"),
        ]
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_levels(self) -> None:
        """Offer the levels to keep."""
        options = [Option(one, one.value.capitalize()) for one in Level]
        pick_many(
            self.anchor(self.level), "Levels", options, self.kept.levels,
            lambda chosen: self.keep(levels=tuple(one for one in Level if one in chosen)),
        )  # fmt: skip

    def pick_domains(self) -> None:
        """Offer the domains to keep."""
        options = [
            Option(row.id, row.name, row.short, lead=swatch(row.hue)) for row in self._domains
        ]
        order = [row.id for row in self._domains]
        pick_many(
            self.anchor(self.domain), "Domains", options, self.kept.domains,
            lambda chosen: self.keep(domains=tuple(id for id in order if id in chosen)),
        )  # fmt: skip

    def show_inactive(self) -> None:
        """Show who is no longer active too."""
        self.keep(inactive=True)

    def hide_inactive(self) -> None:
        """Show active people only."""
        self.keep(inactive=False)
