"""What the tab Agenda says of a meeting: its times, its quorum, what is early, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import ItemKind, MeetingKind, MeetingState, read_start
from cxdesk.model.requests import RequestState
from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import count, day, listed
from cxdesk.services.local_time import on_clock
from cxdesk.services.meeting_rows import AgendaLine, MeetingRow, MeetingSheet, SeatLine, Stay

KINDS = {MeetingKind.REGULAR: "Regular meeting", MeetingKind.URGENT: "Meeting out of cycle"}


# Times --------------------------------------------------------------------------------------


def time_of(at: datetime, here: datetime) -> str:
    """The time of day of a moment of the file: "14:02"."""
    return f"{on_clock(at, here):%H:%M}"


def clock_words(seconds: int) -> str:
    """How long something took: "6:12", "1:06:12"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def span_words(minutes: int) -> str:
    """Minutes as people say them: "50 min", "1 h 20 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def left_words(line: AgendaLine, used: int) -> tuple[str, bool]:
    """What is left of a timebox or how far it is over, and whether it is over."""
    spare = line.minutes * 60 - used
    if spare < 0:
        over = -spare // 60
        much = f"{over} min" if over else f"{-spare} s"
        return f"{much} over its {line.minutes} min", True
    if spare < 60:
        return f"{spare} s left of {line.minutes} min", False
    return f"{spare // 60} min left of {line.minutes}", False


def ends(sheet: MeetingSheet, here: datetime) -> str:
    """When the meeting will end by its timeboxes, "16:10"; "" where nothing says."""
    if sheet.row.state is MeetingState.RUNNING:
        return f"{here + timedelta(seconds=_rest(sheet, here)):%H:%M}"
    if sheet.row.state is MeetingState.PLANNED and sheet.row.starts and sheet.agenda:
        begins = datetime.strptime(sheet.row.starts, "%H:%M")
        return f"{begins + timedelta(minutes=sheet.minutes):%H:%M}"
    return ""


def _rest(sheet: MeetingSheet, here: datetime) -> int:
    """The seconds that the current item and those after it may still take."""
    current, now = sheet.current, here.astimezone(UTC).replace(tzinfo=None)
    first = current.position if current is not None else 1
    return sum(
        max(0, line.minutes * 60 - line.used(now))
        for line in sheet.agenda
        if line.position >= first
    )


def more_words(sheet: MeetingSheet) -> str:
    """How many requests are qualified and not on the agenda; "" where none is."""
    regular = sheet.row.kind is MeetingKind.REGULAR
    if not sheet.open or not regular or sheet.row.state is MeetingState.CLOSED:
        return ""
    verb = "is" if len(sheet.open) == 1 else "are"
    return f"{count(len(sheet.open), 'more request')} {verb} qualified."


def total_words(sheet: MeetingSheet, here: datetime) -> str:
    """The agenda in numbers: "6 items, 1 h: ends about 15:00"; the timer says it while it runs."""
    if not sheet.agenda:
        return ""
    words = f"{count(len(sheet.agenda), 'item')}, {span_words(sheet.minutes)}"
    end = ends(sheet, here) if sheet.row.state is MeetingState.PLANNED else ""
    return f"{words}: ends about {end}" if end else words


def stays_words(stays: Sequence[Stay], here: datetime) -> str:
    """When somebody was there: "14:02", "14:02–15:10, 15:30"."""
    return ", ".join(stay_words(stay, here) for stay in stays)


def stay_words(stay: Stay, here: datetime) -> str:
    """One time somebody was there: "14:02" while it lasts, else "14:02–15:10"."""
    came = time_of(stay.arrived, here)
    return came if stay.left is None else f"{came}–{time_of(stay.left, here)}"


def read_stay(text: str, stay: Stay, here: datetime) -> tuple[datetime, datetime | None]:
    """When somebody came and went, as it was typed, on the day of `stay`; in UTC as in the file.

    Raises RuleBroken with a sentence for what is no time of day.
    """
    came, dash, went = text.replace("-", "–").partition("–")
    if not came.strip():
        raise RuleBroken("Write when they came, such as 14:05, or 14:05–15:30 for who left.")
    return _on(stay, came, here), _on(stay, went, here) if dash and went.strip() else None


def _on(stay: Stay, text: str, here: datetime) -> datetime:
    hours, minutes = read_start(text).split(":")
    first = on_clock(stay.arrived, here)
    typed = first.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
    if (typed.hour, typed.minute) == (first.hour, first.minute):
        return stay.arrived
    return typed.astimezone(UTC).replace(tzinfo=None)


# The meeting --------------------------------------------------------------------------------


def state_words(row: MeetingRow, today: date) -> str:
    """Where a meeting stands, for the list of them."""
    if row.state is MeetingState.RUNNING:
        return "running now"
    if row.state is MeetingState.CLOSED:
        return "approved" if row.approved else "minutes draft"
    days = (row.on - today).days
    if days < 0:
        return f"{-days:,} d late"
    if days < 2:
        return "tomorrow" if days else "today"
    return f"in {count(days, 'day')}"


def held_words(sheet: MeetingSheet, here: datetime) -> str:
    """Where a meeting stands, for its head."""
    if sheet.started is None:
        return "Planned"
    began = time_of(sheet.started, here)
    if sheet.ended is None:
        return f"Running since {began}"
    return f"Over, {began}–{time_of(sheet.ended, here)}"


def facts(sheet: MeetingSheet) -> str:
    """When, where and who leads it, in a line."""
    chair = f"{sheet.chair} in the chair" if sheet.chair else ""
    parts = (sheet.row.board, day(sheet.row.on), sheet.row.starts, sheet.place, chair)
    return ", ".join(part for part in parts if part)


def quorum_words(sheet: MeetingSheet) -> str:
    """How many seats are filled and whether the board can decide."""
    seats = len(sheet.seats)
    if sheet.row.state is not MeetingState.RUNNING:
        return f"{count(seats, 'seat')}, quorum {sheet.quorum}"
    said = f"{sheet.filled} of {count(seats, 'seat')} filled, quorum {sheet.quorum}"
    lack = sheet.quorum - sheet.filled
    return f"{said}: {lack} more needed to decide" if lack > 0 else f"{said} reached"


def early_words(on: date, before: date) -> str:
    """That a board is asked again before three weeks have passed."""
    days = (on - before).days
    when = f"{count(days, 'day')} before" if days else "the same day"
    return f"The regular meeting of {day(before)} is {when}: boards keep three weeks between them."


def warnings(sheet: MeetingSheet, today: date) -> list[str]:
    """What the office should know of a meeting that is not over; nothing of it is refused."""
    if sheet.row.state is MeetingState.CLOSED:
        return []
    said = []
    if sheet.early is not None:
        said.append(early_words(sheet.row.on, sheet.early))
    if not sheet.chair:
        said.append("Nobody is in the chair: choose who leads the meeting.")
    lack = sheet.quorum - sheet.filled
    if sheet.row.state is MeetingState.RUNNING and lack > 0:
        are = "is" if lack == 1 else "are"
        said.append(f"{count(lack, 'more seat')} {are} needed before the board can decide.")
    if sheet.row.state is MeetingState.PLANNED and sheet.row.on < today:
        said.append(f"It was planned for {day(sheet.row.on)}: begin it, move it, or cancel it.")
    return said


def board_words(sheet: MeetingSheet) -> str:
    """How the board is another now than when the meeting was planned; "" when it is the same."""
    if sheet.row.state is MeetingState.CLOSED:
        return ""
    running = sheet.row.state is MeetingState.RUNNING
    parts = []
    if sheet.joined:
        has = "has" if len(sheet.joined) == 1 else "have"
        parts.append(f"{listed(sheet.joined)} joined the board and {has} no seat here")
    if sheet.gone and not running:
        parts.append(f"{listed(sheet.gone)} left the board")
    parts += [f"{who} stands in for {member} that day" for who, member in sheet.deputies]
    if sheet.usual not in (None, sheet.quorum) and not running:
        parts.append(f"its quorum is {sheet.usual} now")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def left_over(sheet: MeetingSheet) -> str:
    """What becomes of the rest when the meeting ends now; "" when nothing is left."""
    parts = []
    if undecided := sheet.requests(RequestState.RANKED):
        parts.append(f"{_codes(undecided)} ranked and not decided: decide first.")
    if back := sheet.requests(RequestState.ON_AGENDA):
        goes = "goes" if len(back) == 1 else "go"
        kept = "decided" if sheet.row.kind is MeetingKind.URGENT else "voted on"
        parts.append(f"{listed([line.code for line in back])}, not {kept}, {goes} back to"
                     " Qualified.")  # fmt: skip
    asked = [line for line in sheet.agenda if line.kind is ItemKind.RATIFICATION]
    if late := [line.decision for line in asked if line.ratified is None]:
        stands = "stands" if len(late) == 1 else "stand"
        parts.append(f"{listed(late)} {stands} on the next agenda for ratification.")
    return " ".join(parts)


def _codes(lines: Sequence[AgendaLine]) -> str:
    return f"{listed([line.code for line in lines])} {'is' if len(lines) == 1 else 'are'}"


# Rows ---------------------------------------------------------------------------------------


def title_of(line: AgendaLine) -> str:
    """What an item is about, in the table."""
    if line.kind is ItemKind.RATIFICATION:
        return f"Ratify {line.decision}: {line.title}"
    return line.title


def outcome_of(line: AgendaLine, *, over: bool = False) -> str:
    """Where an item stands: the decision on it, or the state of the request.

    After the meeting that state may be of another one already.
    """
    if line.kind is ItemKind.RATIFICATION:
        unanswered = "Not answered" if over else "To ratify"
        return {None: unanswered, True: "Ratified", False: "Refused"}[line.ratified]
    if line.verdict is not None:
        return line.verdict.label
    if line.state is None:
        return ""
    return "Not decided" if over else line.state.label


def seat_note(line: SeatLine) -> str:
    """What stands behind a name: whose seat they fill, or why they are here without one."""
    if line.delegated:
        return f"for {line.member}"
    return line.role


def next_step(sheet: MeetingSheet) -> str:
    """What the running meeting does next: "vote", "decide" or "end"."""
    if sheet.requests(RequestState.RANKED):
        return "decide"
    if any(one.state in (RoundState.OPEN, RoundState.CLOSED) for one in sheet.rounds):
        return "vote"
    to_rank = sheet.requests(RequestState.ON_AGENDA)
    if not to_rank or any(one.state is RoundState.PUBLISHED for one in sheet.rounds):
        return "end"
    return "vote" if len(to_rank) > 1 else "decide"
