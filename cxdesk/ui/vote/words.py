"""What the vote says: what is still missing, who has voted, and what becomes of a round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from cxdesk.model.meetings import MeetingState
from cxdesk.model.rounds import LEAST_SECRET, LEAST_TASKS, Method, RoundState, Voted
from cxdesk.model.wording import count, day, listed
from cxdesk.services.local_time import on_clock
from cxdesk.services.voting_view import RoundLine, SeatTurn, TaskLine, Voting
from cxdesk.ui.form.words import number

METHODS = {
    Method.KEMENY: ("Kemeny", "the order that overrules the fewest single preferences"),
    Method.SCHULZE: ("Schulze", "whoever wins by the strongest chain of majorities stands above"),
    Method.RANKED_PAIRS: ("Ranked pairs", "the clearest majorities are held fast first"),
    Method.BORDA: ("Borda", "points for each place; plain, and easily swayed by tactics"),
}
STATES = {
    RoundState.DRAFT: "draft", RoundState.OPEN: "open", RoundState.CLOSED: "closed",
    RoundState.PUBLISHED: "published", RoundState.ABANDONED: "abandoned",
}  # fmt: skip
VOTED = {Voted.TO_COME: "to come", Voted.PAPER: "on paper", Voted.SEALED: "sealed"}
VOTED_GLYPHS = {
    Voted.TO_COME: "planned", Voted.PAPER: "document", Voted.SEALED: "delivered",
}  # fmt: skip
OPEN_BALLOT = "Each ranking stands under its voter's name once the round is closed."
SECRET_BALLOT = (
    "The file keeps who voted and how all voted, never who voted how. It counts from five "
    "ballots on, and no copy of the file is made while it is open."
)
_LISTED = 8  # requests that a sentence names


class Check(NamedTuple):
    """Something that a round needs before it opens, and whether it is there."""

    done: bool
    text: str


def checks(here: Voting) -> list[Check]:
    """What the draft of a round needs before it opens."""
    line, seats = here.round, len(here.seats)
    began = here.state is MeetingState.RUNNING
    found = [
        Check(began, "The meeting is running" if began else "The meeting has not begun"),
        Check(here.here >= here.quorum, quorum_words(here)),
        Check(
            len(here.tasks) >= LEAST_TASKS,
            f"{count(len(here.tasks), 'task')} to rank"
            + ("" if len(here.tasks) >= LEAST_TASKS else "; a ranking needs two"),
        ),
    ]
    if line is not None and not line.question.strip():
        found.append(Check(False, "Nothing is asked yet"))
    if line is not None and line.secret:
        if seats < LEAST_SECRET:
            text = f"{count(seats, 'seat')}; a secret ballot needs five"
        elif here.here < LEAST_SECRET:
            text = f"Five ballots are needed to count in secret, {here.here} can vote now"
        else:
            text = "Enough seats for a secret ballot"
        found.append(Check(here.here >= LEAST_SECRET, text))
    return found


def quorum_words(here: Voting) -> str:
    """Who is there: "5 of 7 seats filled, quorum 4"."""
    return f"{here.here} of {count(len(here.seats), 'seat')} filled, quorum {here.quorum}"


def turnout_words(here: Voting) -> str:
    """How many have voted: "5 of 7 have voted, quorum 4 reached"."""
    reached = " reached" if here.voted >= here.quorum else ""
    return f"{here.voted} of {len(here.seats)} have voted, quorum {here.quorum}{reached}"


def closing_words(here: Voting) -> list[str]:
    """What is said before a round is closed: whom it would not wait for, and what lasts."""
    waiting = [one for one in here.seats if one.state is Voted.TO_COME]
    there = [one.name for one in waiting if one.here]
    away = [one.name for one in waiting if not one.here]
    said = []
    if here.papers:
        are = "is" if here.papers == 1 else "are"
        said.append(f"{count(here.papers, 'paper ballot')} {are} still to be entered first.")
    if not waiting:
        said.append("Every seat has voted.")
    if there:
        have, are = ("has", "is") if len(there) == 1 else ("have", "are")
        said.append(f"{listed(there)} {are} in the room and {have} not voted yet.")
    if away:
        need = "needs" if len(away) == 1 else "need"
        said.append(f"{listed(away)} {need} not vote: an absent seat counts for nothing.")
    said.append("Closing lasts: from then on nobody votes, and what is sealed stays as it is.")
    return said


def left_out_words(here: Voting) -> str:
    """The requests that are not on the ballot: "R7 IVR asks twice (merged into CX-102)"."""
    parts = [f"{one.code} {one.title} ({one.why})" for one in here.left_out[:_LISTED]]
    if more := len(here.left_out) - _LISTED:
        parts += [f"{more:,} more"] if more > 0 else []
    return f"Not on the ballot: {', '.join(parts)}." if parts else ""


def task_note(task: TaskLine) -> str:
    """Where a task comes from: "Regulation · deadline 1 Mar 2027"."""
    due = f"deadline {day(task.deadline)}" if task.deadline else ""
    return " · ".join(filter(None, [task.source.label, due]))


def figures(task: TaskLine, unit: str) -> tuple[str, str]:
    """What a task costs: "45 k€", "50 days"."""
    return f"{number(task.cost)} {unit}", f"{number(task.days)} days"


def seat_words(seat: SeatTurn) -> str:
    """What stands behind the name of a seat's holder."""
    member = f"as delegate of {seat.member}" if seat.member else ""
    cast = f"ballot cast by {seat.cast}" if seat.cast and seat.cast != seat.name else ""
    return " · ".join(filter(None, [seat.role, member, cast]))


def clock(at: datetime | None, now: datetime) -> str:
    """The time of day, with the day unless it is today: "14:05"."""
    if at is None:
        return ""
    here = on_clock(at, now)
    return f"{here:%H:%M}" if here.date() == now.date() else f"{day(here.date())}, {here:%H:%M}"


def kind_words(line: RoundLine) -> str:
    """What kind of ballot: "Secret ballot, counted by Kemeny"."""
    return f"{'Secret' if line.secret else 'Open'} ballot, counted by {METHODS[line.method][0]}"


def head_words(line: RoundLine, now: datetime) -> str:
    """A round in the bar above: "Round 1, secret, open since 14:05"."""
    secret = "secret" if line.secret else "open ballot"
    when = {
        RoundState.DRAFT: "being set up",
        RoundState.OPEN: f"open since {clock(line.opened_at, now)}",
        RoundState.CLOSED: f"closed {clock(line.closed_at, now)}",
        RoundState.PUBLISHED: f"published {clock(line.published_at, now)}",
        RoundState.ABANDONED: f"abandoned {clock(line.closed_at, now)}",
    }[line.state]
    return f"Round {line.number}, {secret}, {when}"


def result_words(line: RoundLine, here: Voting) -> list[str]:
    """What a closed round is worth, a sentence each."""
    cast = line.ballots or 0
    enough = f"the quorum of {here.quorum} is {'' if cast >= here.quorum else 'not '}reached"
    said = [f"{cast} of {count(len(here.seats), 'seat')} voted; {enough}."]
    if line.state is RoundState.CLOSED:
        if cast >= here.quorum:
            said.append(
                "Look at the result under Decisions, where pairs that the count left open are "
                "settled by hands; then publish it. The tasks are ranked from then on."
            )
        else:
            said.append("It cannot be published: vote again when more seats are filled.")
    elif line.state is RoundState.PUBLISHED:
        over = here.state is MeetingState.CLOSED
        rest = "What it decided stands there." if over else "Decide on each task there."
        said.append(f"The result is the board's, under Decisions. {rest}")
    elif line.state is RoundState.ABANDONED:
        said = [f"It was not counted: {line.reason}"]
    return said


def line_notes(line: RoundLine, now: datetime) -> list[str]:
    """What a list of rounds says of one, besides its number."""
    parts = [kind_words(line)]
    if line.ballots is not None:
        parts.append(count(line.ballots, "ballot"))
    when = line.published_at or line.closed_at or line.opened_at
    state = STATES[line.state]
    parts.append(f"{state} {clock(when, now)}".strip())
    notes = [" · ".join(parts)]
    if line.again is not None:
        notes.append(f"In the place of round {line.again}: {line.reason}")
    elif line.state is RoundState.ABANDONED:
        notes.append(f"Abandoned: {line.reason}")
    if line.replaced is not None:
        notes.append(f"Voted again in round {line.replaced}")
    return notes


def names(seats: Sequence[SeatTurn]) -> str:
    """Who fills seats, in a phrase."""
    return listed([one.name for one in seats])
