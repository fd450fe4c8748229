"""The ballot in the booth: ranking, zones, the line, the budget, and the buttons of the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui import icons, theme
from cxdesk.ui.ballot.ballot import Ballot
from cxdesk.ui.booth import words
from cxdesk.ui.booth.budget import BudgetBlock
from cxdesk.ui.booth.page import Page, big_button
from cxdesk.ui.booth.slate import Slate
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Fault
from cxdesk.ui.overlay import announce

_ROOM = 1000  # px of width below which the counts beside the buttons are left out
_LOW = 520  # px of height below which the budget is left out


class BallotPage(Page):
    """A fresh ballot: every task below all ranked, in the order of the agenda."""

    # It is to be reviewed and sealed.
    reviewed = Signal()
    # Its voter abstains.
    abstained = Signal()
    # Esc, with nothing on the ballot to put back.
    escaped = Signal()

    def __init__(self, slate: Slate, *, paper: bool = False) -> None:
        super().__init__()
        self.ballot = Ballot(lined=True, recusals=True)
        if paper:
            self.ballot.heading = "What the paper ranks"
        self.ballot.under.setText(slate.left_out)
        self.budget = BudgetBlock(slate.budget) if slate.budget is not None else None
        if self.budget is not None:
            self.ballot.side.insertWidget(2, self.budget)
        self.fault = Fault(lambda _way: None)
        box = column(self)
        box.addWidget(self.ballot, 1)
        box.addWidget(self.fault)
        self.counts = label("", "muted")
        self.counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.counts.setWordWrap(False)
        self.abstain = big_button("Abstain", self.abstained.emit)
        self.seal = big_button(
            "Compare and seal" if paper else "Seal ballot", self.reviewed.emit, primary=True
        )
        self.seal.setIcon(icons.icon("lock", theme.current(), "on_accent"))
        self.side = QWidget()
        row = QHBoxLayout(self.side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for one in (self.counts, self.abstain, self.seal):
            row.addWidget(one)
        self.ballot.set_rows(slate.tasks, Tiers())
        self._fresh = self.ballot.tiers
        self.ballot.changed.connect(lambda _tiers: self._on_changed())
        self._on_changed()

    @property
    def begun(self) -> bool:
        """Whether anything was done to it."""
        return self.ballot.tiers != self._fresh or bool(self.ballot.recused)

    def _on_changed(self) -> None:
        here = self.ballot.tiers
        self.fault.clear_fault()
        said = words.counts(here, len(self.ballot.recused))
        self.counts.setText(said)
        self.seal.setAccessibleDescription(said.replace("\n", ", "))
        if self.budget is not None:
            self.budget.show_tiers(here, self.ballot.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.counts.setVisible(self.width() >= _ROOM)
        if self.budget is not None:
            self.budget.setVisible(self.height() >= _LOW)

    def first_field(self) -> QWidget:
        return self.ballot.focusProxy() or self.ballot

    def escape(self) -> None:
        self.escaped.emit()

    def confirm(self) -> None:
        self.ballot.keys.drop()
        self.reviewed.emit()

    def loses(self) -> str:
        return "It is not sealed: what is ranked on it is lost." if self.begun else ""

    def refuse(self, why: str) -> None:
        self.fault.refuse(why)
        announce(self, why, urgent=True)

    def forget(self) -> None:
        self.ballot.blockSignals(True)
        self.ballot.forget()
        self._fresh = Tiers()
        self.counts.clear()
        self.seal.setAccessibleDescription("")
        if self.budget is not None:
            self.budget.show_tiers(Tiers(), {})
