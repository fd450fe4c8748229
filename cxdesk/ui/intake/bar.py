"""The row above the intake: its filters as chips, how many show, and a field that narrows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from cxdesk.model.requests import RequestState, Source
from cxdesk.services.intake import RequestRow
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.request.words import sign
from cxdesk.ui.table.bar import FilterBar


@dataclass(frozen=True, slots=True)
class Kept:
    """Which requests are shown: empty tuples keep every state and every source.

    Without `over` those that nothing more happens to are hidden, but for states asked for by name.
    """

    states: tuple[RequestState, ...] = ()
    sources: tuple[Source, ...] = ()
    urgent: bool = False
    over: bool = False

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        return {
            "states": [one.value for one in self.states],
            "sources": [one.value for one in self.sources],
            "urgent": self.urgent,
            "over": self.over,
        }

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps what is still on its way."""
        try:
            match kept:
                case {
                    "states": list(states), "sources": list(sources), "urgent": bool(urgent),
                    "over": bool(over),
                }:  # fmt: skip
                    return cls(
                        tuple(map(RequestState, states)), tuple(map(Source, sources)), urgent, over
                    )
        except ValueError:
            pass
        return cls()

    def test(self) -> Callable[[RequestRow], bool] | None:
        """Whether a row is kept; None when all are."""
        states, sources, urgent = set(self.states), set(self.sources), self.urgent
        hides = not self.over and not states
        if not hides and not states and not sources and not urgent:
            return None
        return lambda row: (
            (not hides or not row.state.over)
            and (not states or row.state in states)
            and (not sources or row.source in sources)
            and (not urgent or row.urgent)
        )


class IntakeBar(FilterBar):
    """What of the intake is shown, and what else can be done with all of it."""

    kept: Kept
    # Rows are to be pasted.
    paste_wanted = Signal()
    # The checklist is to be edited.
    checklist_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Narrow the requests", Kept())
        self._over = 0
        self.state = self.add_chip(
            "filter-state", "State", self.pick_states, lambda: self.keep(states=())
        )
        self.source = self.add_chip(
            "filter-source", "Source", self.pick_sources, lambda: self.keep(sources=())
        )
        self.urgent = self.add_chip("filter-urgent", "Only", self.toggle_urgent, self.toggle_urgent)
        self.hidden = self.add_chip("filter-over", "Hidden", self.toggle_over, self.toggle_over)
        self.also = self.add_chip("also-over", "Also", self.toggle_over, self.toggle_over)
        self.checklist = self.add_button(
            "checklist", "Checklist", "checklist", self.checklist_wanted.emit,
            "What every request fulfils before the board sees it",
        )  # fmt: skip
        self.paste = self.add_button(
            "paste", "Paste requests", "import", self.paste_wanted.emit,
            "Add requests copied from a spreadsheet  (Ctrl+V in the table)",
        )  # fmt: skip
        self.lay_out()
        self._show()

    # Showing --------------------------------------------------------------------------------

    def set_over(self, over: int) -> None:
        """Say how many nothing more happens to."""
        self._over = over
        self._show()

    def _show(self) -> None:
        kept = self.kept
        self.state.setVisible(bool(kept.states))
        self.state.show_filter(", ".join(one.label for one in kept.states), str(len(kept.states)))
        self.source.setVisible(bool(kept.sources))
        self.source.show_filter(
            ", ".join(one.label for one in kept.sources), str(len(kept.sources))
        )
        self.urgent.setVisible(kept.urgent)
        self.urgent.show_filter("urgent")
        self.hidden.setVisible(not kept.over and not kept.states and self._over > 0)
        self.hidden.show_filter(f"{self._over:,} decided, merged or rejected", f"{self._over:,}")
        self.also.setVisible(kept.over and not kept.states)
        self.also.show_filter("decided, merged and rejected", "decided")
        self.fit()

    # Choosing -------------------------------------------------------------------------------

    def clear(self) -> None:
        """Keep everything that is on its way, and every word."""
        self.narrow.clear()
        self.keep(states=(), sources=(), urgent=False)

    def offer(self) -> None:
        """Offer the filters there are."""
        over = "Hide" if self.kept.over else "Show"
        options = [
            Option(self.pick_states, "State"),
            Option(self.pick_sources, "Source"),
            Option(self.toggle_urgent, "All, urgent or not" if self.kept.urgent else "Only urgent"),
            Option(self.toggle_over, f"{over} what is decided, merged or rejected"),
        ]
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_states(self) -> None:
        """Offer the states to keep."""
        options = [Option(one, one.label, lead=sign(one)) for one in RequestState]
        pick_many(
            self.anchor(self.state), "States", options, self.kept.states,
            lambda chosen: self.keep(states=tuple(one for one in RequestState if one in chosen)),
        )  # fmt: skip

    def pick_sources(self) -> None:
        """Offer the sources to keep."""
        options = [Option(one, one.label) for one in Source]
        pick_many(
            self.anchor(self.source), "Sources", options, self.kept.sources,
            lambda chosen: self.keep(sources=tuple(one for one in Source if one in chosen)),
        )  # fmt: skip

    def toggle_urgent(self) -> None:
        """Show what is urgent alone, or all."""
        self.keep(urgent=not self.kept.urgent)

    def toggle_over(self) -> None:
        """Show what nothing more happens to, or hide it."""
        self.keep(over=not self.kept.over)
