"""Opens the ballots of stakeholders, keeps what is not sealed yet, and withdraws rankings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services import stakeholders
from cxdesk.services.stakeholders import Slate, Voter
from cxdesk.ui.ballot.screen import BallotScreen
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.pickers import pick
from cxdesk.ui.read_only import refused
from cxdesk.ui.stakeholders.words import about_words, ballot_rows


@dataclass(frozen=True, slots=True)
class _Draft:
    """A ranking that was begun and not sealed, and whose it is."""

    name: str
    initials: str
    tiers: Tiers


class Ballots(QObject):
    """Drafts wait here as long as the page is there; nothing of them is in the file."""

    # A ballot was begun and left, or its draft is done with.
    changed = Signal()

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(over)
        self._over, self._editing = over, editing
        self._drafts: dict[int, _Draft] = {}
        self.screen: BallotScreen | None = None
        self._open: list[BallotScreen] = []
        # A ballot lies over the window: it goes with the file that it is for.
        over.destroyed.connect(lambda _=None, open=self._open: _close(open))

    def drafts(self) -> dict[int, tuple[str, str]]:
        """Whose rankings are begun: name and initials by id."""
        return {id: (one.name, one.initials) for id, one in self._drafts.items()}

    def ask(self, anchor: QWidget) -> None:
        """Offer everybody who takes part; who is chosen gets their ballot."""
        options = [one for one in self._editing.people() if not one.why]
        if not options:
            self._editing.desk.refused.emit(
                RuleBroken("Nobody takes part yet: add people in People first.")
            )
            return
        pick(anchor, "Who ranks?", options, None, self.open)

    def open(self, person: int) -> None:
        """Open the ballot of a person, as they left it or ranked last."""
        desk = self._editing.desk
        if refused(self._over):
            return
        try:
            slate = self._editing.read(lambda s: stakeholders.slate(s, person))
        except RuleBroken as broken:
            desk.refused.emit(broken)
            return
        self.screen = BallotScreen(
            self._over, slate.name, slate.initials, slate.role, about_words(slate, desk.today()),
            lambda tiers: self._seal(person, slate, tiers),
        )  # fmt: skip
        draft = self._drafts.get(person)
        begin = slate.tiers if draft is None else draft.tiers
        self.screen.set_rows(ballot_rows(slate), begin)
        self.screen.left.connect(lambda tiers: self._on_left(person, slate, tiers))
        self._open[:] = [self.screen]
        self.screen.open()

    def withdraw(self, voter: Voter) -> None:
        """Take a ranking away; it can be undone."""
        self._editing.do(
            f"Withdraw the ranking of {voter.name}",
            lambda s: stakeholders.withdraw(s, voter.id),
        )

    def _seal(self, person: int, slate: Slate, tiers: Tiers) -> str:
        why: list[str] = []
        number = sum(len(tier) for tier in tiers.ranked)
        draft = self._drafts.pop(person, None)
        done = self._editing.desk.do(
            f"Rank {count(number, 'initiative')} as {slate.name}",
            lambda s: stakeholders.rank(s, person, tiers),
            refused=lambda broken: why.append(broken.text),
        )
        if done is not None:
            self.changed.emit()
            return ""
        if draft is not None:
            self._drafts[person] = draft
        return why[0] if why else "It could not be kept: the message says why."

    def _on_left(self, person: int, slate: Slate, tiers: Tiers) -> None:
        if tiers == slate.tiers:  # as it was before: nothing waits
            self._drafts.pop(person, None)
            self.changed.emit()
            return
        self._drafts[person] = _Draft(slate.name, slate.initials, tiers)
        self.changed.emit()
        self._editing.desk.said.emit(
            Toast(
                f"The ranking of {slate.name} is not sealed; it waits here",
                button="Go on", action=lambda: self.open(person),
            )
        )  # fmt: skip


def _close(screens: list[BallotScreen]) -> None:
    for one in screens:
        if isValid(one):
            one.hide()
            one.deleteLater()
