"""The weekly follow-up sheet: for the Monday meeting, with boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from cxdesk.model.meetings import MeetingState
from cxdesk.model.wording import MONTHS, count
from cxdesk.model.work import ActionState
from cxdesk.reports import fonts
from cxdesk.reports.board_parts import NoteLines
from cxdesk.reports.listing import (
    AnyRow,
    Band,
    Column,
    Columns,
    Listing,
    Row,
    Words,
    small,
    wrong,
)
from cxdesk.reports.office_parts import NOTE, office_pdf, office_title
from cxdesk.reports.owner_actions import bump_words, late_words
from cxdesk.reports.page import SOFT, text_width
from cxdesk.reports.stopping import Cancelled, Progress, Work
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, span
from cxdesk.services.action_list import ListedAction
from cxdesk.services.card_words import blocked_words
from cxdesk.services.cards import Card
from cxdesk.services.follow_up import FollowGroup, FollowUp

TITLE: Final = "Weekly follow-up"
NOTHING: Final = "Nothing is due this week or next, and nothing is overdue."
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NOBODY: Final = {"owner": "Nobody", "batch": "No batch"}
_ACTIONS: Final = (
    Column("", 0.03), Column("Action", 0.45), Column("When", 0.17),
    Column("Notes", 0.35, write=True),
)  # fmt: skip
_WEEK: Final = (
    Column("When", 0.2), Column("What", 0.45), Column("Notes", 0.35, write=True),
)  # fmt: skip
_ROW: Final = 29.0  # points of a row that is written on
_NOTES: Final = 110.0  # points that notes take at least, else they have a page


def follow_up_pdf(
    rows: FollowUp,
    paper: str = "A4",
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The sheet as a PDF; equal rows give equal bytes. `paper` is "A4" or "Letter".

    Raises Stopped when `cancelled`.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    text = Typesetter()
    work = Work(_many(rows), progress, cancelled)
    sheet = _Sheet(rows, text, text_width(paper, indent=0), work)
    story: list[Flowable] = [
        *office_title(text, f"{TITLE}, week {rows.week}", sheet.note()),
        *sheet.week(),
        *sheet.groups(),
        Spacer(1, 12), CondPageBreak(_NOTES), NoteLines("Notes and decisions"),
    ]  # fmt: skip
    return office_pdf(
        story, text, paper=paper, letterhead=rows.letterhead, kind=TITLE,
        on=rows.on,
        foot=f"{TITLE}, week {rows.week}, {span(rows.monday, rows.sunday, short=True)}",
    )  # fmt: skip


def _many(rows: FollowUp) -> int:
    """About how many rows there are."""
    week = (rows.starting, rows.ending, rows.blocked, rows.checks, rows.milestones, rows.meetings)
    return sum(map(len, week)) + sum(
        len(some)
        for group in rows.groups
        for some in (group.overdue, group.this_week, group.next_week, group.bumps, group.done)
    )


def short_day(on: date, this_year: int) -> str:
    """ "Tue 24 Nov", with its year in another one."""
    year = "" if on.year == this_year else f" {on.year}"
    return f"{_DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year}"


class _Sheet:
    """Lays out one week; every method returns what one part says, [] for nothing."""

    def __init__(self, rows: FollowUp, text: Typesetter, width: float, work: Work) -> None:
        self.rows, self.text, self.work = rows, text, work
        self.of_week = Columns(text, _WEEK, width, least=_ROW - 5)
        self.of_actions = Columns(text, _ACTIONS, width, least=_ROW)

    def note(self) -> str:
        """Which days, and how much there is."""
        rows = self.rows
        due = sum(len(group.this_week) for group in rows.groups)
        done = sum(len(group.done) for group in rows.groups)
        return (
            f"{span(rows.monday, rows.sunday, short=True)}, by {rows.by}. "
            f"{count(rows.overdue, 'action')} overdue, {due:,} due this week, "
            f"{done:,} done since last week."
        )

    # What happens in the week ---------------------------------------------------------------

    def week(self) -> list[Flowable]:
        """Meetings, initiatives, checks and milestones."""
        rows = self.rows
        found: list[AnyRow] = []
        parts: tuple[tuple[str, Iterable[Row]], ...] = (
            ("Meetings", self._meetings()),
            ("Starting", (self._card(card, card.start, "should have started")
                          for card in rows.starting)),
            ("Ending", (self._card(card, card.end, "should have ended") for card in rows.ending)),
            ("Blocked", (self._blocked(card) for card in rows.blocked)),
            ("Six-month checks due", (self._card(card, card.check_due, "check overdue")
                                      for card in rows.checks)),
            ("Milestones", self._milestones()),
        )  # fmt: skip
        for title, lines in parts:
            some = list(lines)
            if some:
                found += [Band(title), *some]
        return [Listing(self.of_week, found, "This week", work=self.work)] if found else []

    def _when(self, on: date | None, late: str) -> Sequence[Words]:
        if on is None:
            return (Words("No date", ink=SOFT),)
        said = short_day(on, self.rows.monday.year)
        if late and on < self.rows.counted_on:
            return (wrong(said), wrong(late, 8.0))
        return (Words(said),)

    def _meetings(self) -> Iterator[Row]:
        for row in self.rows.meetings:
            when = [*self._when(row.on, "")]
            if row.starts:
                when.append(small(row.starts))
            state = "is on now" if row.state is MeetingState.RUNNING else ""
            said = ", ".join(filter(None, (count(row.items, "item"), state)))
            yield Row((when, (Words(row.board), small(said)), ()), written=True)

    def _card(self, card: Card, on: date | None, late: str) -> Row:
        return Row((self._when(on, late), self._named(card), ()), written=True)

    def _blocked(self, card: Card) -> Row:
        named = self._named(card, wrong(blocked_words(card.blocked), 8.0))
        ends = [*self._when(card.end, "overdue"), *([small("planned end")] if card.end else [])]
        return Row((ends, named, ()), written=True)

    def _named(self, card: Card, *more: Words) -> Sequence[Words]:
        told = small(f"{card.owner or 'No owner'} · {card.state.label}")
        return (Words(f"{card.code}  {card.title}"), told, *more)

    def _milestones(self) -> Iterator[Row]:
        for each in self.rows.milestones:
            words = [Words(each.name)] + ([small(each.code)] if each.code else [])
            yield Row((self._when(each.on, "missed"), words, ()), written=True)

    # Who owes what --------------------------------------------------------------------------

    def groups(self) -> list[Flowable]:
        """The actions of each owner or batch."""
        if not self.rows.groups:
            return [Spacer(1, 10), self.text.line(NOTHING, NOTE)]
        return [
            Listing(
                self.of_actions, list(self._lines(group)),
                group.name or _NOBODY[self.rows.by], self._told(group), work=self.work,
            )
            for group in self.rows.groups
        ]  # fmt: skip

    def _told(self, group: FollowGroup) -> str:
        parts = [group.role]
        if group.batch is not None:
            parts = [f"Lead {group.batch.lead}" if group.batch.lead else ""]
            parts.append(f"by {day(group.batch.deadline)}" if group.batch.deadline else "")
        if group.overdue:
            parts.append(f"{len(group.overdue):,} overdue")
        if group.later:
            parts.append(f"{group.later:,} more later")
        return " · ".join(filter(None, parts))

    def _lines(self, group: FollowGroup) -> Iterator[AnyRow]:
        parts = (
            ("Overdue", group.overdue), ("Due this week", group.this_week),
            ("Due next week", group.next_week), ("Later, with a road bump", group.bumps),
        )  # fmt: skip
        for title, actions in parts:
            if actions:
                yield Band(title)
                yield from (self._open(action) for action in actions)
        if group.done:
            yield Band("Done since last week")
            yield from (self._done(action) for action in group.done)

    def _open(self, action: ListedAction) -> Row:
        when = self._when(action.due, late_words(action.due, self.rows.counted_on))
        if action.due is None and action.week:
            when = (Words(f"Week {action.week[-2:].lstrip('0')}"),)
        words = [Words(action.title), self._of(action), *bump_words(action)]
        return Row(((), words, when, ()), box=True, written=True)

    def _done(self, action: ListedAction) -> Row:
        on = action.done_on
        when = [Words(short_day(on, self.rows.monday.year))] if on else []
        return Row(((), (Words(action.title), self._of(action)), when, ()), box=True, ticked=True)

    def _of(self, action: ListedAction) -> Words:
        """What an action belongs to, and by batch who has it."""
        said = f"{action.code} {action.initiative}"
        if self.rows.by == "batch":
            said = f"{action.owner.name if action.owner else 'Nobody'} · {said}"
        return small(f"{said} · doing" if action.state is ActionState.DOING else said)
