"""What is done with a round on the tab Vote; what lasts is asked about first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cxdesk.services import rounds
from cxdesk.services.voting_view import RoundLine, SeatTurn
from cxdesk.ui.change_board.lasting import LastingForm, publish_form
from cxdesk.ui.people.pin_form import PinForm
from cxdesk.ui.read_only import refused
from cxdesk.ui.vote import words

if TYPE_CHECKING:
    from cxdesk.ui.vote.page import VotePage


class RoundChanges:
    """Each is one change, with a label that its toast and the history say."""

    def __init__(self, page: VotePage) -> None:
        self._page, self._editing = page, page.editing
        self.form: LastingForm | PinForm | None = None

    @property
    def _line(self) -> RoundLine:
        return self._page.line

    def set_up(self) -> None:
        """Begin the next round of the meeting."""
        here = self._page.here
        if here is None or refused(self._page):
            return
        number = (here.round.number if here.round else 0) + 1
        if self._editing.do(f"Set up round {number}", lambda s: rounds.draft(s, here.id)):
            self._page.question.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def discard(self) -> None:
        """Take the draft away."""
        line = self._line
        self._editing.do(f"Discard round {line.number}", lambda s: rounds.discard(s, line.id))

    def open_round(self) -> None:
        """Let the seats vote."""
        if refused(self._page) or not self._page.question.field.commit():
            return
        line = self._line
        self._editing.do(
            f"Open round {line.number}",
            lambda s: rounds.open_round(s, line.id),
            self._page.ready.fault,
        )

    def collect(self, seat: SeatTurn) -> None:
        """Note that a seat handed in a paper ballot."""
        line = self._line
        self._editing.do(
            f"Take the paper ballot of {seat.name}",
            lambda s: rounds.collect(s, line.id, seat.id), self._page.turnout.fault,
            lasting=line.secret,
        )  # fmt: skip

    def take_back(self, seat: SeatTurn) -> None:
        """Note that it did not, after all."""
        line = self._line
        self._editing.do(
            f"Take no paper ballot of {seat.name}",
            lambda s: rounds.take_back(s, line.id, seat.id), self._page.turnout.fault,
            lasting=line.secret,
        )  # fmt: skip

    def set_pin(self, seat: SeatTurn) -> None:
        """Ask the holder of a seat for a PIN."""
        if seat.member_id is None or refused(self._page):
            return
        self.form = PinForm(
            self._page, self._editing, seat.member_id, seat.name, has_pin=seat.has_pin, old=True
        )
        self.form.open()

    # The end --------------------------------------------------------------------------------

    def close_round(self) -> None:
        """Ask, then end the voting."""
        here, line = self._page.here, self._line
        if here is None or refused(self._page):
            return
        name = f"round {line.number}"
        self._ask(
            f"Close {name}?", " ".join(words.closing_words(here)), f"Close {name}",
            f"Close {name}", lambda s, _why: rounds.close_round(s, line.id),
        )  # fmt: skip

    def publish(self) -> None:
        """Ask, then make the result the board's."""
        line = self._line
        if not refused(self._page):
            self.form = publish_form(self._page, self._editing, line.id, line.number)
            self.form.open()

    def abandon(self) -> None:
        """Ask why, then end the round without a count."""
        line = self._line
        name = f"round {line.number}"
        gone = "The ballots are destroyed. " if line.secret else ""
        self._ask(
            f"Abandon {name}?", f"It is never counted. {gone}It lasts.", f"Abandon {name}",
            f"Abandon {name}", lambda s, why: rounds.abandon(s, line.id, why),
            reason="Why it is not counted, for the minutes",
        )  # fmt: skip

    def vote_again(self) -> None:
        """Ask why, then set up a round in the place of this one."""
        line = self._line
        self._ask(
            f"Vote again in the place of round {line.number}?",
            f"Round {line.number} stays as it was counted, beside the new one.",
            "Set up the new round", f"Vote again after round {line.number}",
            lambda s, why: rounds.vote_again(s, line.id, why),
            reason="Why the board votes again, for the minutes", lasting=False,
        )  # fmt: skip

    def _ask(
        self, title: str, text: str, button: str, label: str, command: rounds.Reasoned, *,
        reason: str = "", lasting: bool = True,
    ) -> None:  # fmt: skip
        if refused(self._page):
            return

        def act(why: str, form: LastingForm) -> bool:
            return self._editing.do(label, lambda s: command(s, why), form, lasting=lasting)

        self.form = LastingForm(self._page, title, text, button, act, reason=reason)
        self.form.open()
