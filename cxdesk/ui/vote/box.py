"""The ballot box of a round: what the booth asks of the file, and what it puts there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cxdesk.model.rounds import Voted
from cxdesk.services import ballots, pins, rounds, who
from cxdesk.services.ballots import Marked
from cxdesk.services.session import Session
from cxdesk.services.voting_view import (
    BudgetLeft,
    RoundLine,
    SeatTurn,
    Voting,
    budget_left,
)
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.booth.slate import Answer, Budget, Cast, Seat, SeatState, Slate, Witness
from cxdesk.ui.desk import Desk, Done
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.vote import words

_STATES: dict[Voted, SeatState] = {
    Voted.TO_COME: "to_come", Voted.PAPER: "paper", Voted.SEALED: "sealed",
}  # fmt: skip
_FAILED = "It could not be kept: the message at the foot says why."


class FileBox:
    """Keeps ballots in the open file; `read` gives the round as it is now.

    `changed` is called after a change of which the history says nothing.
    """

    def __init__(
        self, desk: Desk, line: RoundLine, read: Callable[[], Voting],
        changed: Callable[[], object],
    ) -> None:  # fmt: skip
        self._desk, self._line, self._read, self._changed = desk, line, read, changed

    def seats(self) -> Sequence[Seat]:
        """The seats as they are now, in order."""
        return [_seat(one) for one in self._read().seats]

    def opens(self, seat: int, pin: str) -> bool:
        """Whether this is the PIN of a seat."""
        here = next((one for one in self._read().seats if one.id == seat), None)
        if here is None or here.member_id is None:
            return False
        member = here.member_id
        with self._desk.read() as session:
            return pins.fits(session, member, pin)

    def set_pin(self, seat: int, pin: str) -> str:
        """Give a seat another PIN, "" takes it away."""
        here = next((one for one in self._read().seats if one.id == seat), None)
        if here is None or here.member_id is None:
            return "This seat left the board since: it has no PIN."
        member, verb = here.member_id, "Set" if pin else "Remove"
        why, _ = self._do(
            f"{verb} the PIN of {here.name}",
            lambda s: pins.set_pin(s, member, pin) if pin else pins.remove_pin(s, member),
            lasting=False,
        )
        return why

    def papers(self) -> int:
        """How many paper ballots are still to be entered."""
        return self._read().papers

    def replaceable(self, receipt: str) -> str:
        """Why no ballot can be replaced by this code."""
        with self._desk.read() as session:
            found = ballots.replaceable(session, self._line.id, receipt)
        return "" if found else "No ballot of this round has that code: look at every letter again."

    def hand_in(self, seat: int) -> str:
        """Note that a seat handed in a paper ballot."""
        name = self._name(seat)
        why, _ = self._do(
            f"Take the paper ballot of {name}",
            lambda s: rounds.collect(s, self._line.id, seat),
        )
        return why

    def take_back(self, seat: int) -> str:
        """Take back that a seat handed in a paper ballot."""
        why, _ = self._do(
            f"Take no paper ballot of {self._name(seat)}",
            lambda s: rounds.take_back(s, self._line.id, seat),
        )
        return why

    def seal(self, cast: Cast) -> Answer:
        """Put a ballot into the file, for good."""
        round, marked = self._line.id, Marked(cast.tiers, cast.recused)
        if cast.abstains:
            marked = Marked()
        if cast.replaces:
            why, _ = self._do(
                "Replace a ballot", lambda s: rounds.replace(s, round, cast.replaces, marked)
            )
            return Answer(why=why)
        if cast.paper:
            return Answer(why=self._enter(cast, marked))
        seat = cast.seat or 0
        why, done = self._do(
            f"Seal the ballot of {self._name(seat)}",
            lambda s: rounds.seal(s, round, seat, marked),
        )
        return Answer("" if done is None else str(done.result or ""), why)

    def _enter(self, cast: Cast, marked: Marked) -> str:
        """Enter a paper ballot; in a secret round nobody's name stands with it."""

        def enter(session: Session) -> None:
            typist = who.person_of(session, self._desk.store.who)
            rounds.transcribe(
                session, self._line.id, marked, by=typist, confirmed_by=cast.witness,
                seat=cast.seat,
            )  # fmt: skip

        name = f" of {self._name(cast.seat)}" if cast.seat else ""
        why, _ = self._do(f"Enter the paper ballot{name}", enter)
        return why

    def _do(
        self, label: str, command: Callable[[Session], object], *, lasting: bool = True
    ) -> tuple[str, Done[object] | None]:
        why: list[str] = []
        done = self._desk.do(
            label,
            command,
            said=None,
            lasting=lasting,
            refused=lambda broken: why.append(broken.text),
        )
        if done is None:
            return (why[0] if why else _FAILED), None
        if done.change_set is None:
            self._changed()
        return "", done

    def _name(self, seat: int) -> str:
        return next((one.name for one in self._read().seats if one.id == seat), "a seat")


def _seat(one: SeatTurn) -> Seat:
    why = "" if one.here else f"{one.name} is not in the room: note on the agenda that they came."
    return Seat(
        one.id, one.name, one.initials, one.role, one.member, _STATES[one.state], one.has_pin, why
    )


def slate(editing: Editing, here: Voting, line: RoundLine) -> Slate:
    """The round as its voters see it."""
    desk = editing.desk
    left = editing.read(lambda s: budget_left(s, here.id)) if line.show_budget else None
    me = editing.read(lambda s: who.person_of(s, desk.store.who))
    return Slate(
        here.name, line.number, line.secret,
        tuple(
            BallotRow(
                task.id, task.code, task.title, words.task_note(task),
                words.figures(task, here.unit), "urgent" if task.urgent else "",
            )
            for task in here.tasks
        ),
        line.question,
        words.clock(line.opened_at, desk.store.clock()),
        here.quorum, words.left_out_words(here), _budget(left, here),
        tuple(
            Witness(one.id, one.name, one.initials)
            for one in editing.choices.people
            if one.active and one.id != me
        ),
    )  # fmt: skip


def _budget(left: BudgetLeft | None, here: Voting) -> Budget | None:
    if left is None:
        return None
    return Budget(
        left.free, left.unit, {task.id: task.cost for task in here.tasks},
        {task.id: task.days for task in here.tasks},
    )  # fmt: skip
