"""Actions by owner on paper: what each person still has to do, with a box for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from reportlab.platypus import Flowable, PageBreak, Spacer

from cxdesk.model.wording import count
from cxdesk.model.work import ActionState
from cxdesk.reports import fonts
from cxdesk.reports.listing import Cell, Column, Columns, Listing, Row, Words, small, strong, wrong
from cxdesk.reports.office_parts import NOTE, office_pdf, office_title
from cxdesk.reports.page import SOFT, text_width
from cxdesk.reports.stopping import Cancelled, Progress, Work
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, long_day
from cxdesk.services.action_list import ListedAction
from cxdesk.services.owner_actions import OwnerActions, OwnerGroup

NOBODY: Final = "Nobody"
NOTHING: Final = "No action is open: everything is done, or nothing has been planned yet."
TITLE: Final = "Actions by owner"
_COLUMNS: Final = (
    Column("", 0.03), Column("Action", 0.5), Column("Initiative", 0.29),
    Column("Due", 0.18),
)  # fmt: skip


def owner_actions_pdf(
    rows: OwnerActions,
    paper: str = "A4",
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
    *,
    page_each: bool = False,
) -> bytes:
    """The open actions as a PDF; equal rows give equal bytes. `paper` is "A4" or "Letter".

    `page_each` starts a page for each owner, to be handed out. Raises Stopped when `cancelled`.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    text = Typesetter()
    columns = Columns(text, _COLUMNS, text_width(paper, indent=0))
    story: list[Flowable] = office_title(text, TITLE, _note(rows))
    work = Work(rows.actions, progress, cancelled)
    if not rows.groups:
        story += [Spacer(1, 10), text.line(NOTHING, NOTE)]
    for place, group in enumerate(rows.groups):
        if page_each and place:
            story.append(PageBreak())
        lines = (_row(action, rows.on) for action in group.actions)
        story.append(Listing(columns, lines, _name(group), _told(group), work=work))
    return office_pdf(
        story, text, paper=paper, letterhead=rows.letterhead,
        kind=TITLE, on=rows.on,
    )  # fmt: skip


def _note(rows: OwnerActions) -> str:
    if not rows.groups:
        return f"As of {long_day(rows.on)}."
    people = sum(1 for group in rows.groups if group.owner is not None)
    said = count(rows.actions, "open action")
    said += f" of {count(people, 'person', 'people')}" if people else ""
    late = f", {rows.overdue:,} overdue" if rows.overdue else ", none overdue"
    return f"{said}{late}, as of {long_day(rows.on)}."


def _name(group: OwnerGroup) -> str:
    if group.owner is None:
        return NOBODY
    left = "" if group.owner.active else " (no longer active)"
    return f"{group.owner.name}{left}"


def _told(group: OwnerGroup) -> str:
    parts = [] if group.owner is None or not group.owner.role else [group.owner.role]
    parts.append(count(len(group.actions), "action"))
    if group.overdue:
        parts.append(f"{group.overdue:,} overdue")
    return " · ".join(parts)


def _row(action: ListedAction, on: date) -> Row:
    home = strong(action.code), small(action.initiative)
    return Row(((), tuple(_words(action)), home, due_words(action.due, on)), box=True)


def bump_words(action: ListedAction) -> Cell:
    """What is in the way of an action; nothing where nothing is."""
    bump = action.road_bump.strip()
    return (Words(f"Road bump: {bump}", fonts.SEMIBOLD, 8.0),) if bump else ()


def _words(action: ListedAction) -> Iterator[Words]:
    yield Words(action.title)
    if action.state is ActionState.DOING:
        yield small("Doing")
    yield from bump_words(action)


def due_words(due: date | None, on: date) -> Cell:
    """A day, and how late that is on the day `on`."""
    if due is None:
        return (Words("No date", ink=SOFT),)
    if late := late_words(due, on):
        return (wrong(day(due)), wrong(late, 8.0))
    return (Words(day(due)),)


def late_words(due: date | None, on: date) -> str:
    """ "3 days late"; "" for what is not."""
    late = 0 if due is None else (on - due).days
    return f"{count(late, 'day')} late" if late > 0 else ""
