"""What the projector shows: a few words, chosen by where the meeting and its vote stand.

It knows how many have voted and, once the board has published it, the order; nothing else of a
round comes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cxdesk.model.meetings import ItemKind, MeetingState
from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import count
from cxdesk.services.meeting_rows import AgendaLine, MeetingSheet
from cxdesk.services.projection import Place, round_of
from cxdesk.ui.meeting import words


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: a caption, the big words, a line below; then a clock, squares or a list.

    `clock` is the time used and `left` what is left of it, in danger where it is `over`. `voted`
    of `seats` are filled squares. `places` are lines of a list: a number, a code, a title. `foot`
    stands at the bottom.
    """

    caption: str = ""
    big: str = ""
    below: str = ""
    clock: str = ""
    left: str = ""
    over: bool = False
    voted: int = 0
    seats: int = 0
    places: tuple[tuple[str, str, str], ...] = ()
    foot: str = ""

    def words(self) -> str:
        """Everything that it says, for those who hear it."""
        listed = [" ".join(part for part in place if part) for place in self.places]
        parts = (self.caption, self.big, self.below, self.clock, self.left, *listed, self.foot)
        return ". ".join(part.rstrip(".") for part in parts if part)


def scene(
    sheet: MeetingSheet | None, order: Sequence[Place] | None, here: datetime, *,
    item_first: bool = False,
) -> Scene:  # fmt: skip
    """The picture for a meeting; `order` is the published one, None while it is not known.

    With `item_first` the current item is shown although there is a result.
    """
    if sheet is None:
        return Scene(big="No meeting is planned")
    if sheet.row.state is MeetingState.PLANNED:
        return _planned(sheet)
    if sheet.row.state is MeetingState.CLOSED:
        return Scene(sheet.row.name, "The meeting is over", words.held_words(sheet, here))
    round, line = round_of(sheet), sheet.current
    if round is not None and round.state is RoundState.OPEN:
        turnout = f"{round.voted} of {round.seats} have voted"
        return Scene(
            f"Round {round.number} is open: {count(round.tasks, 'task')}", round.question, turnout,
            voted=round.voted, seats=round.seats, foot=_foot(line, here),
        )  # fmt: skip
    if round is not None and round.state is RoundState.CLOSED:
        return Scene(
            f"Round {round.number} is closed", f"{round.voted} of {round.seats} have voted",
            "The result is shown when the board has published it.", foot=_foot(line, here),
        )  # fmt: skip
    if round is not None and round.state is RoundState.PUBLISHED and not (item_first and line):
        caption = f"The order of the board, round {round.number}"
        if order is None:
            return Scene(caption, "The ballots are being counted", foot=_foot(line, here))
        return Scene(
            caption, foot=_foot(line, here),
            places=tuple(
                (rank, place.code, place.title)
                for rank, place in zip(ranks_of(order), order, strict=True)
            ),
        )  # fmt: skip
    return _item(sheet, line, here)


def ranks_of(order: Sequence[Place]) -> tuple[str, ...]:
    """The ranks as they are shown: "1", and "2 =" for those that are tied."""
    ranks = [place.rank for place in order]
    return tuple(f"{rank} =" if ranks.count(rank) > 1 else str(rank) for rank in ranks)


def _planned(sheet: MeetingSheet) -> Scene:
    starts = f"Begins at {sheet.row.starts}" if sheet.row.starts else "Agenda"
    return Scene(
        ", ".join(part for part in (starts, sheet.place) if part),
        foot=f"Quorum {sheet.quorum} of {count(len(sheet.seats), 'seat')}",
        places=tuple(
            (str(line.position), "" if line.kind is ItemKind.RATIFICATION else line.code,
             words.title_of(line))
            for line in sheet.agenda
        ),
    )  # fmt: skip


def _item(sheet: MeetingSheet, line: AgendaLine | None, here: datetime) -> Scene:
    agenda = sheet.agenda
    at = line.position if line is not None else 0
    following = agenda[at] if at < len(agenda) else None
    foot = f"Next: {following.code} {words.title_of(following)}" if following is not None else ""
    if line is None:
        return Scene(
            "The meeting has begun",
            f"{sheet.filled} of {count(len(sheet.seats), 'seat')} filled",
            f"The quorum is {sheet.quorum}", foot=" ".join(foot.split()),
        )  # fmt: skip
    clock, left, over = _time(line, here)
    return Scene(
        f"Item {line.position} of {len(agenda)}", f"{line.code} {words.title_of(line)}".strip(),
        line.source, clock, left, over, foot=" ".join(foot.split()),
    )  # fmt: skip


def _time(line: AgendaLine, here: datetime) -> tuple[str, str, bool]:
    used = line.used(here.astimezone(UTC).replace(tzinfo=None))
    left, over = words.left_words(line, used)
    return words.clock_words(used), left if line.since is not None else f"{left}, paused", over


def _foot(line: AgendaLine | None, here: datetime) -> str:
    if line is None:
        return ""
    clock, left, _ = _time(line, here)
    return f"{line.code} {words.title_of(line)}: {clock}, {left}".strip()
