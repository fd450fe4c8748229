"""What can be done on the tab Vote, for its buttons, the palette and the help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from cxdesk.model.meetings import MeetingState
from cxdesk.model.rounds import RoundState
from cxdesk.services.voting_view import Voting
from cxdesk.ui.actions import make_action
from cxdesk.ui.read_only import READ_ONLY

if TYPE_CHECKING:
    from cxdesk.ui.vote.page import VotePage


class VoteActions:
    """Each is enabled in the states of a round in which it can be done."""

    def __init__(self, page: VotePage) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._page = page

        def add(
            key: str, text: str, slot: Callable[[], object], *keys: str, glyph: str = ""
        ) -> QAction:
            made = make_action(page, key, text, "Vote", slot, shortcuts=keys, context=within)
            made.setProperty("glyph", glyph)
            return made

        self.set_up = add("set-up-round", "Set up a round", page.changes.set_up, "N")
        self.open = add("open-round", "Open the round", page.changes.open_round, "O", glyph="board")
        self.discard = add("discard-round", "Discard the draft", page.changes.discard)
        self.pass_laptop = add(
            "pass-laptop", "Pass the laptop", page.pass_laptop, "P", glyph="people"
        )
        self.enter_paper = add("enter-paper", "Enter paper ballots", page.enter_paper)
        self.print = add("print-ballots", "Print blank ballots…", page.print_ballots)
        self.project = add("projector", "Open the projector window", page.project)
        self.close = add(
            "close-round", "Close the round…", page.changes.close_round, "C", glyph="lock"
        )
        self.publish = add(
            "publish-round", "Publish the result…", page.changes.publish, glyph="tick"
        )
        self.decide = add("see-result", "Go to the result", page.decide, glyph="chevron_right")
        self.again = add("vote-again", "Vote again…", page.changes.vote_again)
        self.abandon = add("abandon-round", "Abandon the round…", page.changes.abandon)
        self._all = (
            self.set_up, self.open, self.discard, self.pass_laptop, self.enter_paper, self.print,
            self.project, self.close, self.publish, self.decide, self.again, self.abandon,
        )  # fmt: skip
        self._offered: set[QAction] = set()

    def offered(self, action: QAction) -> bool:
        """Whether it makes sense in the state that the round is in."""
        return action in self._offered

    def follow(self, here: Voting | None) -> None:
        """Enable what can be done now."""
        self._offered = self._able(here)
        live = not self._page.desk.store.read_only
        for action in self._all:
            there = action in self._offered
            action.setEnabled(there and (live or action in (self.decide, self.print, self.project)))
            action.setToolTip("" if live or not there else READ_ONLY)
        if here is not None and here.round is not None:
            number = here.round.number
            self.open.setText(f"Open round {number}")
            self.close.setText(f"Close round {number}…")
            self.publish.setText(f"Publish round {number}…")
            self.set_up.setText(f"Set up round {number + 1}")
        else:
            self.set_up.setText("Set up round 1")

    def _able(self, here: Voting | None) -> set[QAction]:
        if here is None:
            return set()
        line = here.round
        over = here.state is MeetingState.CLOSED
        if line is None:
            return set() if over else {self.set_up}
        if over:
            counted = line.state in (RoundState.CLOSED, RoundState.PUBLISHED)
            return {self.decide} if counted else set()
        match line.state:
            case RoundState.DRAFT:
                return {self.open, self.discard, self.print, self.project}
            case RoundState.OPEN:
                return {
                    self.pass_laptop, self.enter_paper, self.print, self.project, self.close,
                    self.abandon,
                }  # fmt: skip
            case RoundState.CLOSED:
                able = {self.decide, self.again, self.abandon, self.project}
                return able | {self.publish} if (line.ballots or 0) >= here.quorum else able
            case RoundState.PUBLISHED:
                return {self.decide, self.again, self.set_up, self.project}
        return {self.set_up}

    def primary(self, here: Voting | None) -> QAction | None:
        """The one that comes next."""
        line = None if here is None else here.round
        if here is None or (line is None and here.state is MeetingState.CLOSED):
            return None
        if line is None:
            return self.set_up
        done = here.voted == len(here.seats) and not here.papers
        wanted = {
            RoundState.DRAFT: self.open,
            RoundState.OPEN: self.close if done else self.pass_laptop,
            RoundState.CLOSED: self.publish if self.offered(self.publish) else self.again,
            RoundState.PUBLISHED: self.decide,
            RoundState.ABANDONED: self.set_up,
        }[line.state]
        return wanted if self.offered(wanted) else None
