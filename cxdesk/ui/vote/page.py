"""The tab Vote: one meeting's round, from its draft to the result."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from cxdesk.model.meetings import MeetingState
from cxdesk.model.rounds import RoundState
from cxdesk.services.voting_view import (
    MeetingChoice,
    RoundLine,
    Voting,
    meeting_of_round,
    meetings_to_vote,
    voting,
)
from cxdesk.store.history import ChangeSet
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.guard import Guard
from cxdesk.ui.change_board.papers import BALLOTS, MINUTES, ballots_paper, board_papers
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.two_columns import GAP, TwoColumns
from cxdesk.ui.form.value import Value
from cxdesk.ui.options import Option
from cxdesk.ui.pickers import pick
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import refused
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.vote import words
from cxdesk.ui.vote.actions import VoteActions
from cxdesk.ui.vote.box import FileBox, slate
from cxdesk.ui.vote.changes import RoundChanges
from cxdesk.ui.vote.draft import HowCard, QuestionCard, ReadyCard, TasksCard
from cxdesk.ui.vote.steps import RoundsCard, StepsCard, paper_words
from cxdesk.ui.vote.turnout import TurnoutCard

_SIDE = 340  # px
_TABLES = {
    "meeting", "seat", "attendance", "agenda_item", "request", "request_effort", "round", "turn",
    "open_ballot", "person", "membership", "program", "grouping", "decision",
}  # fmt: skip


class VotePage(TabPage):
    """What can be done next stands at the side; the accent button above does it."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.here: Voting | None = None
        self._choices: tuple[MeetingChoice, ...] = ()
        self._chosen: int | None = None
        self._guards: dict[int, Guard] = {}
        self.booth: Booth | None = None
        self.changes = RoundChanges(self)
        self.acts = VoteActions(self)
        self.meeting = Value("meeting", "Meeting", framed=True)
        self.meeting.clicked.connect(lambda _=False: self._pick_meeting())
        self.state = label("", "body", "soft")
        self.state.setWordWrap(False)
        self.question, self.how = QuestionCard(editing), HowCard(editing)
        self.asked = label("", "title")
        self.tasks, self.rounds_card = TasksCard(editing), RoundsCard()
        self.turnout = TurnoutCard(
            self.changes.collect, self.changes.take_back, self.changes.set_pin
        )
        self.ready = ReadyCard(self.changes.open_round, self.changes.discard, self._go_to_agenda)
        self.steps, self.paper_card, self.ending = (
            StepsCard(title) for title in ("Voting", "On paper", "The end of the round")
        )
        self.nothing = Nothing()
        self.stack = QStackedWidget(self)
        self._build()
        self._open: list[Booth] = []
        # A booth lies over the window: it goes with the file that it is for.
        self.destroyed.connect(lambda _=None, open=self._open: _close(open))

    def _build(self) -> None:
        bar = QWidget()
        row = self.bar = QHBoxLayout(bar)
        row.setContentsMargins(24, 9, 24, 0)
        row.setSpacing(12)
        row.addWidget(self.meeting)
        row.addWidget(self.state)
        row.addStretch(1)
        main, side = QWidget(), QWidget()
        left, right = column(main, GAP), column(side, GAP)
        self._main = left
        mains = (self.asked, self.question, self.turnout, self.tasks)
        sides = (
            self.ready, self.how, self.steps, self.paper_card, self.ending, self.rounds_card,
        )  # fmt: skip
        for box, parts in ((left, mains), (right, sides)):
            for part in parts:
                box.addWidget(part)
        self.area = TwoColumns(self.stack, main, side, wide=_SIDE, most=860)
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.nothing)
        whole = column(self)
        whole.addWidget(bar)
        whole.addWidget(self.stack, 1)
        self.setFocusProxy(self.area)

    # Showing --------------------------------------------------------------------------------

    def load(self) -> None:
        self._choices = self.editing.read(meetings_to_vote)
        if all(one.id != self._chosen for one in self._choices):
            self._chosen = None
        id = self._chosen or (self._choices[0].id if self._choices else None)
        self.here = None if id is None else self.editing.read(lambda s: voting(s, id))
        self.acts.follow(self.here)
        self.meeting.setVisible(self.here is not None)
        self.state.setVisible(self.here is not None)
        if self.here is None or self.here.round is None:
            self._show_nothing()
        else:
            self._show_round(self.here, self.here.round)
        self.hints_changed.emit()

    def _show_nothing(self) -> None:
        here = self.here
        if here is None:
            self.nothing.say(
                "The board has not voted",
                "It votes at a meeting. Plan one on the agenda, with the requests that are to be "
                "ranked.",
                (("Go to the agenda", self._go_to_agenda),),
            )
        else:
            self._show_bar(here, "")
            text = f"Open round 1 once {here.quorum} members are present."
            if here.state is MeetingState.PLANNED:
                text = f"{text} It can be set up before the meeting begins."
            offers = [
                ("Set up round 1", self.changes.set_up),
                ("Go to the agenda", self._go_to_agenda),
            ]
            if here.state is MeetingState.CLOSED:
                text, offers = "The meeting is over.", offers[1:]
            self.nothing.say("The board has not voted", text, offers)
        self.setFocusProxy(self.nothing)
        self.turn(self.stack, self.nothing)

    def _show_round(self, here: Voting, line: RoundLine) -> None:
        now = self.desk.store.clock()
        live = not self.desk.store.read_only and here.state is not MeetingState.CLOSED
        self._show_bar(here, words.head_words(line, now))
        draft, opened = line.state is RoundState.DRAFT, line.state is RoundState.OPEN
        self.question.show_round(line)
        self.how.show_round(line, live=live)
        self.tasks.show_tasks(here)
        self.turnout.show_seats(here, live=live)
        self.ready.show_checks(here, live=live)
        self.asked.setText(line.question)
        self.rounds_card.show_rounds(here.rounds, now)
        self._show_steps(here, line)
        for part in (self.question, self.how, self.ready):
            part.setVisible(draft)
        self._main.removeWidget(self.turnout)  # before the vote, the tasks come first
        self._main.insertWidget(self._main.indexOf(self.tasks) + draft, self.turnout)
        self.asked.setVisible(not draft)
        self.turnout.setVisible(draft or opened)
        for card in (self.paper_card, self.ending):
            card.setVisible(opened)
        self.steps.setVisible(not draft)
        self.rounds_card.setVisible(not draft or len(here.rounds) > 1)
        self.setFocusProxy(self.area)
        self.turn(self.stack, self.area)

    def _show_bar(self, here: Voting, state: str) -> None:
        self.meeting.set_value([Span(here.name, weight=600)])
        self.state.setText(state)

    def _show_steps(self, here: Voting, line: RoundLine) -> None:
        a = self.acts
        if line.state is RoundState.OPEN:
            self.steps.head.title.setText("Voting")
            self.steps.say(
                ["Pass the laptop from seat to seat: everybody ranks alone, and nothing of one "
                 "ballot is left when the next begins."],
                [a.pass_laptop, a.project],
            )  # fmt: skip
            self.paper_card.say([paper_words(here)], [a.enter_paper, a.print])
            self.ending.say(
                [words.closing_words(here)[0]], [a.close, a.abandon]
            )  # fmt: skip
            return
        self.steps.head.title.setText(f"Round {line.number} is {words.STATES[line.state]}")
        able = [
            one for one in (a.publish, a.decide, a.again, a.set_up, a.abandon) if a.offered(one)
        ]
        self.steps.say(words.result_words(line, here), able)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """A round is shown at its meeting."""
        found = self.editing.read(lambda s: meeting_of_round(s, id)) if kind == "round" else None
        if found is None:
            return False
        self._chosen = found
        self.load()
        return True

    def primary_action(self) -> QAction | None:
        return self.acts.primary(self.here)

    def paper(self) -> Paper | None:
        """Every paper of the meeting; blank ballots first until the round is over."""
        if self.here is None:
            return None
        first = BALLOTS if self.acts.offered(self.acts.print) else MINUTES
        return board_papers(self.desk, self.here.id, first)

    def print_ballots(self) -> None:
        """Print a blank ballot for each seat."""
        here = self.here
        if here is not None and here.tasks and self.acts.offered(self.acts.print):
            self.print_requested.emit(ballots_paper(self.desk, here.id))

    def project(self) -> None:
        """Open the window for everybody in the room."""
        from cxdesk.ui.projector.window import open_projector

        if self.here is not None:
            open_projector(self.editing, self, self.here.id)

    def _pick_meeting(self) -> None:
        options = [
            Option(one.id, one.name, _meeting_note(one)) for one in self._choices
        ]  # fmt: skip
        pick(self.meeting, "Meeting", options, None if self.here is None else self.here.id,
             self.show_meeting)  # fmt: skip

    def show_meeting(self, id: int) -> None:
        """Show the rounds of another meeting."""
        self._chosen = id
        self.load()

    def _go_to_agenda(self) -> None:
        self.tab_requested.emit("Agenda")

    def decide(self) -> None:
        """Turn to the result of the round."""
        self.tab_requested.emit("Decisions")

    @property
    def line(self) -> RoundLine:
        """The round that is shown."""
        assert self.here is not None
        assert self.here.round is not None
        return self.here.round

    # Voting ---------------------------------------------------------------------------------

    def pass_laptop(self) -> None:
        """Open the booth over the window."""
        self._enter_booth(paper=False)

    def enter_paper(self) -> None:
        """Open the booth where paper ballots are entered."""
        self._enter_booth(paper=True)

    def _enter_booth(self, *, paper: bool) -> None:
        here = self.here
        if here is None or refused(self):
            return
        line = self.line
        if line.state is not RoundState.OPEN:
            return
        box = FileBox(self.desk, line, self._voting, self.load)
        guard = self._guards.setdefault(line.id, Guard())
        self.booth = Booth(self, slate(self.editing, here, line), box, guard)
        self.booth.left.connect(self._on_left)
        self._open[:] = [self.booth]
        if paper:
            self.booth.hand_over(paper=True)
        self.booth.open()

    def _voting(self) -> Voting:
        assert self.here is not None
        return self.here

    def _on_left(self) -> None:
        self.booth = None
        self._open.clear()
        self.load()


def _meeting_note(one: MeetingChoice) -> str:
    state = {"planned": "to come", "running": "now", "closed": "over"}[one.state.value]
    held = f"{one.rounds} round{'' if one.rounds == 1 else 's'}" if one.rounds else "no round"
    return f"{state}, {held}"


def _close(booths: list[Booth]) -> None:
    for one in booths:
        if isValid(one):
            one.hide()
            one.deleteLater()
