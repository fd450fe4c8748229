"""A board that was recognised, with the answers given so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cxdesk.exchange.boards import asking
from cxdesk.exchange.boards.board import Board
from cxdesk.exchange.boards.telling import Telling
from cxdesk.exchange.opened import Into, Preview, Question
from cxdesk.model.wording import count, day
from cxdesk.services.incoming import GivenUp, Incoming, Progress

Read = Callable[[bool | None], Board]
"""Reads the file, dates with slashes with the month first or not; None for as it seems."""


@dataclass(frozen=True)
class OpenedBoard:
    """A board as `Opened`."""

    board: Board
    into: Into
    read: Read | None = None  # for files whose dates can be read two ways
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return self.board.kind

    @property
    def title(self) -> str:
        """Which one it is, as the history names it."""
        return self.board.title

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What it leaves open."""
        return asking.questions(self.board, self.into, self.answers)

    def answered(self, answers: Mapping[str, str]) -> OpenedBoard:
        """The same board with these answers too. Raises KnownError for what is not asked."""
        taken = asking.accepted(self.board, self.into, self.answers, answers)
        board = self.board
        if self.read is not None and answers.get(asking.DATES, "") != "":
            board = self.read(taken[asking.DATES] == "month")
        return OpenedBoard(board, self.into, self.read, taken)

    def preview(self, most: int = 20) -> Preview:
        """The first cards."""
        words, telling = self.board.words, self._telling()
        lanes = {lane.key: lane.name for lane in self.board.lanes}
        people = {one.key: one.name for one in self.board.members}
        rows = tuple(
            (
                card.title, lanes.get(card.lane, ""), telling.shown_as(card),
                people.get(card.owner, ""), day(card.due) if card.due else "",
                ", ".join(card.labels), count(len(card.items), words.item) if card.items else "",
            )
            for card in self.board.cards[:most]
        )  # fmt: skip
        titles = (
            words.card.capitalize(), words.lane.capitalize(), "State", "Owner", "Due", "Labels",
            words.items.capitalize(),
        )  # fmt: skip
        return Preview(titles, rows, len(self.board.cards))

    def incoming(self, progress: Progress, given_up: GivenUp) -> Incoming:
        """All it says. Raises Stopped when it is given up."""
        return self._telling().incoming(progress, given_up)

    def _telling(self) -> Telling:
        chosen = asking.choices(self.board, self.into, self.answers)
        return Telling(self.board, self.into, chosen)
