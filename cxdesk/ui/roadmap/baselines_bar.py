"""The row above a drift report: which of it is shown, and saving it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cxdesk.services.drift import DriftRow, Verdict
from cxdesk.ui.pickers import Option, pick_many
from cxdesk.ui.roadmap.baselines_words import verdict_note
from cxdesk.ui.table.bar import FilterBar


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a report is shown, by what became of an initiative; empty keeps all."""

    verdicts: tuple[Verdict, ...] = ()

    def plain(self) -> list[str]:
        """The same as plain values, to be kept on this computer."""
        return [one.value for one in self.verdicts]

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps all."""
        if not isinstance(kept, list):
            return cls()
        return cls(tuple(one for one in Verdict if one.value in kept))

    def test(self) -> Callable[[DriftRow], bool] | None:
        """Whether a row is kept; None when all are."""
        verdicts = set(self.verdicts)
        return (lambda row: row.verdict in verdicts) if verdicts else None


class DriftBar(FilterBar):
    """A chip for what became of initiatives, a field that narrows, and a button that saves."""

    kept: Kept

    def __init__(self, save: Callable[[], object]) -> None:
        super().__init__("Narrow the report", Kept())
        self.verdict = self.add_chip(
            "filter-verdict", "Only", self.offer, lambda: self.keep(verdicts=())
        )
        self.csv = self.add_button(
            "save-drift", "Save…", "export", save, "Save the table for a spreadsheet"
        )
        self.lay_out()
        self._show()

    def offer(self) -> None:
        """Offer what became of initiatives."""
        options = [Option(one, _capital(verdict_note(one))) for one in Verdict]
        pick_many(self.anchor(self.verdict), "Show only", options, self.kept.verdicts, self._take)

    def _take(self, chosen: list[Any]) -> None:
        self.keep(verdicts=tuple(one for one in Verdict if one in chosen))

    def compare(self, comparing: bool) -> None:
        """Beside several baselines there is no one verdict to filter by."""
        self.more.setVisible(not comparing)
        self.verdict.setVisible(not comparing and bool(self.kept.verdicts))
        self.fit()

    def _show(self) -> None:
        words = [verdict_note(one) for one in self.kept.verdicts]
        self.verdict.setVisible(bool(words))
        self.verdict.show_filter(", ".join(words), str(len(words)))
        self.fit()

    def clear(self) -> None:
        """Show every row."""
        self.narrow.clear()
        self.keep(verdicts=())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
