"""The one door for changed dates: what pushes nobody is saved at once, the rest waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services import initiatives, programs, slip, what_if
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.cards import Card
from cxdesk.services.schedule import Dates, Network
from cxdesk.services.session import Session
from cxdesk.services.what_if_steps import Step
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.data import RoadmapData
from cxdesk.ui.roadmap.pending import Proposal, consider
from cxdesk.ui.roadmap.planning import Planning


class Pending(QObject):
    """Holds what was asked for until it is saved or discarded; nothing of it is in the file.

    A gesture while something waits adds to it. `gathering` are changes by the keyboard, which are
    asked for step by step and saved together.
    """

    # What waits is different now, or nothing waits any more.
    changed = Signal()

    def __init__(self, rows: RoadmapData, canvas: Canvas, planning: Planning) -> None:
        super().__init__(canvas)
        self.rows, self._canvas, self._planning = rows, canvas, planning
        self.proposal: Proposal | None = None
        self.gathering = False
        self.refusal: RuleBroken | None = None
        self._asked_of: int | None = None  # the what-if that was shown when it was asked for
        self._saving = False

    @property
    def network(self) -> Network:
        """The network of all initiatives."""
        return self.rows.network

    @property
    def today(self) -> date:
        """The day it is."""
        return self.rows.today

    def think(
        self, label: str, moves: Mapping[int, Dates], pins: Mapping[int, bool] | None = None
    ) -> Proposal:
        """What would follow from these dates on top of what waits already."""
        asked = dict(moves)
        if self.proposal is not None:
            asked = {**self.proposal.asked, **asked}
            pins = {**self.proposal.pins, **(pins or {})}
        asked = {id: dates for id, dates in asked.items() if self._differs(id, dates)}
        assert self.rows.roadmap is not None
        batches = self.rows.roadmap.board.batches
        return consider(label, asked, self.network, batches, pins)

    def dates_of(self, id: int) -> Dates | None:
        """Where a bar is shown: as asked for, else as planned."""
        if self.proposal is not None and id in self.proposal.asked:
            return self.proposal.asked[id]
        card = self.rows.card(id)
        if card is None or card.start is None or card.end is None:
            return None
        return card.start, card.end

    def pinned(self, card: Card) -> bool:
        """Whether a bar is held to its dates, as asked for or as planned."""
        waits = self.proposal.pins if self.proposal is not None else {}
        return waits.get(card.id, card.pinned)

    # Asking ---------------------------------------------------------------------------------

    def propose(
        self,
        label: str,
        moves: Mapping[int, Dates],
        pins: Mapping[int, bool] | None = None,
        at: Refusable | None = None,
    ) -> bool:
        """Set dates if that pushes nobody and breaks nothing, else ask; whether it was saved.

        Without a `label` the history says what moved and where to.
        """
        wanted = self.think(label, moves, pins)
        self.gathering = False
        if not wanted.harmless:
            self._set(wanted)
            return False
        self.proposal = wanted
        kept = bool(wanted.asked or wanted.pins) and self.save(pushed=False, at=at)
        if not kept:
            self.discard()
        return kept

    def gather(self, moves: Mapping[int, Dates]) -> Proposal:
        """Add what the keyboard asks for; it is saved once `settle` is called."""
        wanted = self.think("", moves)
        if wanted.asked or wanted.pins:
            self.gathering = self.proposal is None or self.gathering
            self._set(wanted)
        else:
            self.discard()
        return wanted

    def settle(self) -> None:
        """The keyboard is done: save what pushes nobody, let the rest wait."""
        if not self.gathering or self.proposal is None:
            return
        self.gathering = False
        if not self.proposal.harmless:
            self.changed.emit()
        elif not self.save(pushed=False):
            self.discard()

    def _set(self, proposal: Proposal | None) -> None:
        self.proposal, self.refusal = proposal, None
        self._asked_of = self._planning.what_if
        self._canvas.moved = {} if proposal is None else dict(proposal.asked)
        self._canvas.viewport().update()
        self.changed.emit()

    def _differs(self, id: int, dates: Dates) -> bool:
        card = self.rows.card(id)
        return card is not None and (card.start, card.end) != dates

    # Choosing -------------------------------------------------------------------------------

    def save(self, *, pushed: bool, at: Refusable | None = None) -> bool:
        """Save it as one change, with those pushed or without; deadlines it needs move along."""
        here = self.proposal
        if here is None:
            return False
        self._saving = True
        try:
            kept = self._write(here, self._label(here, pushed), at or self, pushed=pushed)
        finally:
            self._saving = False
        if kept:
            self.discard()
        return kept

    def apply(self, here: Proposal, label: str, at: Refusable) -> bool:
        """Save what never waited, with all that it pushes."""
        return self._write(here, label, at, pushed=True)

    def alone(self, moves: Mapping[int, Dates]) -> Proposal:
        """What would follow from these dates, without what waits."""
        assert self.rows.roadmap is not None
        batches = self.rows.roadmap.board.batches
        return consider("", moves, self.network, batches)

    def try_out(self, here: Proposal, name: str, at: Refusable) -> bool:
        """Put it into a what-if of its own, or the one that is open, and show that."""
        steps, planning = self._steps(here, pushed=True), self._planning
        if planning.what_if is not None:
            return planning.change(name, lambda _session: None, steps, at)
        made: list[int] = []

        def begin(session: Session) -> None:
            made.append(what_if.begin(session, what_if.free_name(session, name)))
            what_if.add_step(session, made[0], *steps)

        begun = planning.editing.do(f"Try “{name}” as a what-if", begin, at)
        return begun and planning.show_what_if(made[0])

    def _write(self, here: Proposal, label: str, at: Refusable, *, pushed: bool) -> bool:
        moves = here.moves(pushed=pushed)
        deadlines = here.deadlines(pushed=pushed)

        def change(session: Session) -> None:
            for batch, on in deadlines.items():
                programs.move_deadline(session, batch, on)
            slip.apply(session, moves)
            for id, pinned in here.pins.items():
                initiatives.pin(session, id, pinned)

        return self._planning.change(label, change, self._steps(here, pushed=pushed), at)

    def _steps(self, here: Proposal, *, pushed: bool) -> list[Step]:
        """The same as steps of a what-if."""
        due = here.deadlines(pushed=pushed)
        return [
            *(steps_of.due(batch, on) for batch, on in due.items()),
            *(steps_of.scheduled(id, *dates) for id, dates in here.moves(pushed=pushed).items()),
            *(steps_of.pinned(id, pinned) for id, pinned in here.pins.items()),
        ]

    def discard(self) -> None:
        """Let go of what waits: everything stays as the file has it."""
        self.gathering = False
        if self.proposal is not None or self._canvas.moved:
            self._set(None)

    def follow(self) -> None:
        """The file changed: what waits follows from it anew."""
        if self.proposal is None or self._saving:
            return
        if self._asked_of not in (None, self._planning.what_if):
            self.discard()  # what was tried in a what-if is not asked of the plan
            return
        here, self.proposal = self.proposal, None
        there = {id: dates for id, dates in here.asked.items() if self.rows.card(id) is not None}
        pins = {id: pinned for id, pinned in here.pins.items() if self.rows.card(id) is not None}
        wanted = self.think(here.label, there, pins)
        self._set(wanted if wanted.asked or wanted.pins else None)

    def _label(self, here: Proposal, pushed: bool) -> str:
        if here.label and not pushed:
            return here.label
        said = here.label or words.label(here, self.network)
        if pushed:
            said += f", and {count(len(here.pushed), 'successor')} with it"
        return said

    # Refused (as Editing says it) -----------------------------------------------------------

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why it was not saved: at the bar that asks, else as the desk says it."""
        broken = RuleBroken(why) if isinstance(why, str) else why
        if self.proposal is not None and not self.proposal.harmless:
            self.refusal = broken
            self.changed.emit()
        else:
            self._planning.editing.desk.refused.emit(broken)

    def clear_fault(self) -> None:
        """Nothing was refused any more."""
        self.refusal = None
