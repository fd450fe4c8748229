"""What the tab Agenda changes, each with the label under which it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import timebox_problem
from cxdesk.model.wording import day, listed
from cxdesk.services import agenda, meetings, sitting
from cxdesk.services.meeting_rows import AgendaLine, MeetingSheet, SeatLine
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.meeting import words

_TIMEBOX = "A timebox is a number of minutes, such as 15."


class Changes:
    """The changes of one meeting; `sheet` is the one that is shown."""

    def __init__(self, editing: Editing) -> None:
        self._editing, self._desk = editing, editing.desk
        self.sheet: MeetingSheet

    @property
    def id(self) -> int:
        """The meeting."""
        return self.sheet.row.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.sheet.row.name

    # The meeting ----------------------------------------------------------------------------

    def move_to(self, on: date | None, at: Refusable) -> bool:
        """Hold it on another day."""
        if on is None:
            at.refuse("A meeting needs a date.")
            return False
        label = f"Move the meeting to {day(on)}"
        return self._editing.do(label, lambda s: meetings.move_to(s, self.id, on), at)

    def start_at(self, text: str, at: Refusable) -> bool:
        """Set the time of day at which it starts."""
        label = f"Set the start of {self.name}"
        return self._editing.do(label, lambda s: meetings.start_at(s, self.id, text), at)

    def hold_in(self, text: str, at: Refusable) -> bool:
        """Say where it is held."""
        label = f"Set the place of {self.name}"
        return self._editing.do(label, lambda s: meetings.hold_in(s, self.id, text), at)

    def give_reason(self, text: str, at: Refusable) -> bool:
        """Say why it is held out of cycle."""
        label = f"Set the reason of {self.name}"
        return self._editing.do(label, lambda s: meetings.give_reason(s, self.id, text), at)

    def chair_by(self, person: int, at: Refusable) -> bool:
        """Put somebody in the chair."""
        label = f"Put {self._editing.name_of(person)} in the chair"
        return self._editing.do(label, lambda s: meetings.chair_by(s, self.id, person), at)

    def spread(self, first: date | None, last: date | None, at: Refusable) -> bool:
        """Set the days over which accepted work is spread."""
        if first is None or last is None:
            at.refuse("Planning needs a first and a last day.")
            return False
        label = f"Set the days for planning of {self.name}"
        return self._editing.do(label, lambda s: meetings.spread(s, self.id, first, last), at)

    def follow_board(self) -> bool:
        """Bring the seats in step with the board."""
        label = f"Bring the seats of {self.name} in step with the board"
        return self._editing.do(label, lambda s: meetings.follow_board(s, self.id))

    def cancel(self) -> bool:
        """Cancel it."""
        said = f"{self.name} is cancelled; what stood on its agenda is qualified"
        label = f"Cancel {self.name}"
        return self._editing.do(label, lambda s: meetings.cancel(s, self.id), said=said)

    def begin(self) -> bool:
        """Open it."""
        return self._editing.do(f"Begin {self.name}", lambda s: sitting.begin(s, self.id))

    def end(self, at: Refusable | None = None) -> bool:
        """Close it, and say what became of the rest."""
        left = words.left_over(self.sheet)
        said = f"{self.name} is over. {left}" if left else f"{self.name} is over"
        return self._editing.do(
            f"End {self.name}", lambda s: sitting.end(s, self.id), at, said=said
        )

    def note(self, text: str, at: Refusable) -> bool:
        """Keep the notes of the meeting as a whole."""
        label = f"Note of {self.name}"
        return self._editing.do(label, lambda s: sitting.note(s, self.id, text), at)

    # The agenda -----------------------------------------------------------------------------

    def put_on(self, wanted: Sequence[int | str], at: Refusable) -> bool:
        """Put requests on the agenda, and items that are words alone."""
        known = {one.id: one.code for one in self.sheet.open}
        names = [known.get(one, "") if isinstance(one, int) else f"“{one}”" for one in wanted]

        def put(session: Session) -> None:
            for one in wanted:
                if isinstance(one, int):
                    agenda.take(session, self.id, one)
                else:
                    agenda.add_item(session, self.id, one)

        return self._editing.do(f"Put {listed(names)} on the agenda", put, at)

    def fill(self, at: Refusable) -> bool:
        """Put everything on the agenda that waits for the board."""
        label = "Put everything qualified on the agenda"
        return self._editing.do(label, lambda s: agenda.fill(s, self.id), at)

    def take_off(self, lines: Sequence[AgendaLine], at: Refusable) -> bool:
        """Take items off the agenda."""

        def take(session: Session) -> None:
            for line in lines:
                agenda.take_off(session, line.id)

        names = listed([line.code or f"“{line.title}”" for line in lines])
        return self._editing.do(f"Take {names} off the agenda", take, at)

    def move(self, line: AgendaLine, after: int | None, at: Refusable) -> bool:
        """Put an item behind another one."""
        label = f"Move {line.name} on the agenda"
        return self._editing.do(label, lambda s: agenda.move(s, line.id, after), at)

    def retitle(self, line: AgendaLine, text: str, at: Refusable) -> bool:
        """Say in other words what an item is about."""
        label = f"Rename the item {line.title}"
        return self._editing.do(label, lambda s: agenda.rename(s, line.id, text), at)

    def allow(self, line: AgendaLine, text: str, at: Refusable) -> bool:
        """Set the timebox of an item."""
        if why := minutes_problem(line, text):
            at.refuse(why)
            return False
        label = f"Give {line.name} {int(text)} minutes"
        return self._editing.do(label, lambda s: agenda.allow(s, line.id, int(text)), at)

    def ratify(self, line: AgendaLine, ratified: bool | None, at: Refusable) -> bool:
        """Answer an urgent decision."""
        verb = {True: "Ratify", False: "Refuse to ratify", None: "Leave open"}[ratified]
        label = f"{verb} {line.decision}"
        return self._editing.do(label, lambda s: agenda.ratify(s, line.id, ratified), at)

    def note_item(self, line: AgendaLine, text: str, at: Refusable) -> bool:
        """Keep what was said about an item."""
        label = f"Note on {line.name}"
        return self._editing.do(label, lambda s: agenda.note(s, line.id, text), at)

    # Running it -----------------------------------------------------------------------------

    def go_to(self, line: AgendaLine) -> bool:
        """Turn to an item."""
        return self._editing.do(f"Turn to {line.name}", lambda s: sitting.go_to(s, line.id))

    def step(self, by: int) -> bool:
        """Turn to the next item (1) or the one before (-1)."""
        here = self.sheet.current
        at = (here.position if here is not None else 0) + by
        there = next((line.name for line in self.sheet.agenda if line.position == at), "")
        there = there or ("the next item" if by > 0 else "the item before")
        return self._editing.do(f"Turn to {there}", lambda s: sitting.step(s, self.id, by))

    def run(self, line: AgendaLine) -> bool:
        """Let the time of an item go on, or stop it."""
        if line.since is None:
            label = f"Let the time of {line.name} run"
            return self._editing.do(label, lambda s: sitting.run(s, line.id))
        label = f"Pause the time of {line.name}"
        return self._editing.do(label, lambda s: sitting.pause(s, line.id))

    # Who is there ---------------------------------------------------------------------------

    def toggle(self, line: SeatLine) -> bool:
        """Somebody comes, or goes."""
        if line.here:
            label = f"{line.name} leaves"
            return self._editing.do(label, lambda s: sitting.leave(s, self.id, line.person_id))
        label = f"{line.name} is here"
        return self._editing.do(label, lambda s: sitting.arrive(s, self.id, line.person_id))

    def arrive_all(self) -> bool:
        """Everybody with a seat is here."""
        return self._editing.do("All seats are filled", lambda s: sitting.arrive_all(s, self.id))

    def welcome(self, person: int) -> bool:
        """A guest comes."""
        label = f"{self._editing.name_of(person)} is here as a guest"
        return self._editing.do(label, lambda s: sitting.arrive(s, self.id, person))

    def fill_seat(self, line: SeatLine, person: int | None, at: Refusable) -> bool:
        """Let a delegate fill a seat, or its member again."""
        who = line.member if person is None else self._editing.name_of(person)
        whose = "their own seat" if person is None else f"the seat of {line.member}"
        label = f"{who} fills {whose}"
        return self._editing.do(label, lambda s: sitting.fill_seat(s, line.id, person), at)

    def correct(self, line: SeatLine, text: str, at: Refusable) -> bool:
        """Set when somebody came and went the last time."""
        stay = line.stays[-1]
        try:
            came, went = words.read_stay(text, stay, self._desk.store.clock())
        except RuleBroken as wrong:
            at.refuse(wrong)
            return False
        label = f"Correct when {line.name} was there"
        return self._editing.do(label, lambda s: sitting.correct(s, stay.id, came, went), at)

    def strike(self, line: SeatLine) -> bool:
        """Take back that somebody was there."""
        ids: list[int] = [stay.id for stay in line.stays]

        def strike(session: Session) -> None:
            for id in ids:
                sitting.strike(session, id)

        return self._editing.do(f"{line.name} was not there", strike)

    def time_problem(self, line: SeatLine, text: str) -> str:
        """What is wrong with a time that somebody came, while it is typed."""
        try:
            words.read_stay(text, line.stays[-1], self._now())
        except RuleBroken as wrong:
            return wrong.text
        return ""

    def _now(self) -> datetime:
        return self._desk.store.clock()


def minutes_problem(_line: AgendaLine, text: str) -> str:
    """What is wrong with a timebox, while it is typed."""
    word = text.strip()
    if not (word.isascii() and word.isdigit()) or len(word) > 6:
        return _TIMEBOX
    return timebox_problem(int(word))
