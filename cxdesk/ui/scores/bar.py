"""The row above the scores: filters as chips, how many show, and the field that narrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from cxdesk.model.states import PATH, State
from cxdesk.services.priorities import Rated
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.scores.kept import Kept
from cxdesk.ui.table.bar import FilterBar

_STATES = (*PATH, State.ON_HOLD)


class ScoresBar(FilterBar):
    """What of the initiatives is shown."""

    kept: Kept

    # The weights are to be shown, or hidden.
    weights_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__("Narrow the scores", Kept())
        self._editing = editing
        self._batches: dict[int | None, str] = {}
        self._domains: dict[int | None, str] = {}
        self._done = 0
        self.domain = self.add_chip(
            "filter-domain", "Domain", self.pick_domains, lambda: self.keep(domains=())
        )
        self.batch = self.add_chip(
            "filter-batch", "Batch", self.pick_batches, lambda: self.keep(batches=())
        )
        self.state = self.add_chip(
            "filter-state", "State", self.pick_states, lambda: self.keep(states=())
        )
        self.done = self.add_chip(
            "filter-delivered", "Delivered hidden:", self.show_delivered, self.show_delivered
        )
        self.weights = self.add_button(
            "show-weights", "Weights", "settings", self.weights_wanted.emit,
            "Show or hide the weights of the scores",
        )  # fmt: skip
        self.weights.setCheckable(True)
        self.lay_out()
        self._show()

    # Showing --------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Rated]) -> None:
        """The initiatives there are, whose domains and batches can be chosen."""
        self._domains = {row.domain_id: row.domain for row in rows}
        self._batches = {row.batch_id: row.batch or "no batch" for row in rows}
        self._done = sum(1 for row in rows if row.delivered)
        domains = tuple(id for id in self.kept.domains if id in self._domains)
        batches = tuple(id for id in self.kept.batches if id in self._batches)
        self.keep(domains=domains, batches=batches)
        self._show()

    def note(self) -> str:
        """The filters in words, for paper; "" when there are none."""
        said = [chip.words() for chip in self.chips if not chip.isHidden()]
        if self.narrow.text().strip():
            said.append(f"with “{self.narrow.text().strip()}”")
        return ", ".join(said)

    def mark_weights(self, shown: bool) -> None:
        """Say on their button whether the weights are shown."""
        self.weights.setChecked(shown)

    def _show(self) -> None:
        kept = self.kept
        for chip, chosen, names in (
            (self.domain, kept.domains, [self._domains.get(id, "") for id in kept.domains]),
            (self.batch, kept.batches, [self._batches.get(id, "") for id in kept.batches]),
            (self.state, kept.states, [one.label for one in kept.states]),
        ):
            chip.setVisible(bool(chosen))
            chip.show_filter(", ".join(names), str(len(names)))
        self.done.setVisible(not kept.delivered and self._done > 0)
        self.done.show_filter(f"{self._done:,}")
        self.fit()

    # Choosing -------------------------------------------------------------------------------

    def clear(self) -> None:
        """Keep all that are to be delivered yet, and every word."""
        self.narrow.clear()
        self.keep(domains=(), batches=(), states=())

    def offer(self) -> None:
        """Offer the filters there are."""
        options = [
            Option(self.pick_domains, "Domain"),
            Option(self.pick_batches, "Batch"),
            Option(self.pick_states, "State"),
            Option(self.hide_delivered, "Hide what is delivered")
            if self.kept.delivered
            else Option(self.show_delivered, "Show what is delivered"),
        ]
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_domains(self) -> None:
        """Offer the domains to keep."""
        offered = self._editing.domains()
        order = [one.value for one in offered]
        pick_many(
            self.anchor(self.domain), "Domains", offered, self.kept.domains,
            lambda chosen: self.keep(domains=tuple(id for id in order if id in chosen)),
        )  # fmt: skip

    def pick_batches(self) -> None:
        """Offer the batches to keep."""
        offered = [Option(one.id, one.name, one.note) for one in self._editing.choices.batches]
        if None in self._batches:
            offered.append(Option(None, "No batch"))
        order = [one.value for one in offered]
        pick_many(
            self.anchor(self.batch), "Batches", offered, self.kept.batches,
            lambda chosen: self.keep(batches=tuple(id for id in order if id in chosen)),
        )  # fmt: skip

    def pick_states(self) -> None:
        """Offer the states to keep; one that is delivered shows the delivered ones."""
        offered = [Option(one, one.label, lead=Lead("glyph", one.value)) for one in _STATES]
        pick_many(self.anchor(self.state), "States", offered, self.kept.states, self._keep_states)

    def _keep_states(self, chosen: Sequence[State]) -> None:
        states = tuple(one for one in _STATES if one in chosen)
        done = self.kept.delivered or bool({State.DELIVERED, State.EMBEDDED} & set(states))
        self.keep(states=states, delivered=done)

    def show_delivered(self) -> None:
        """Show what is delivered too."""
        self.keep(delivered=True)

    def hide_delivered(self) -> None:
        """Show only what is to be delivered yet."""
        self.keep(delivered=False)
