"""What waiting changes come to, row by row, below the bar that asks."""

from __future__ import annotations

from cxdesk.services import slip
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.planning import Planning
from cxdesk.ui.roadmap.slip_lines import LineList
from cxdesk.ui.roadmap.slip_report import of_proposal

_SHOWN = 8  # rows in sight before it scrolls


class Details(LineList):
    """Old and new dates of all that move, who stays, which deadlines and outcomes are hit."""

    def __init__(self, pending: Pending, planning: Planning) -> None:
        super().__init__("What moves", _SHOWN)
        self._pending, self._planning = pending, planning

    def follow(self) -> None:
        """Show what waits now."""
        here, network = self._pending.proposal, self._pending.network
        if here is None or self.isHidden():
            return
        moves = {**here.asked, **here.pushed}
        rows = self._planning.read(lambda s: slip.outcomes_hit(s, network, moves))
        self.show_lines(of_proposal(here, network, rows, self._pending.today))
