"""The program one-pager: where it goes, how it stands, what is wrong and what is decided next.

Always one page. Texts are fitted to their place, lists end in "and 4 more".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from cxdesk.model.meetings import ItemKind, MeetingState
from cxdesk.model.states import State
from cxdesk.model.wording import MONTHS, count, listed
from cxdesk.reports import fonts
from cxdesk.reports.bidi import runs_left
from cxdesk.reports.flow import DANGER, WARN, clipped
from cxdesk.reports.office_parts import dated_furniture
from cxdesk.reports.one_pager_parts import Block, Page, height, shared
from cxdesk.reports.page import INK, SOFT, build_pdf, text_height, text_width
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, money, number
from cxdesk.services.meeting_rows import AgendaLine
from cxdesk.services.one_pager import BatchLine, OnePager
from cxdesk.services.strategy_view import OutcomeRow

TITLE: Final = "Program one-pager"
NOT_WRITTEN: Final = "No north star has been written yet."
_GAP: Final = 18.0  # points between the two columns
_BETWEEN: Final = 9.0  # points below a block
_ROW: Final = 15.0
_TWO: Final = 25.0  # points of a row of two lines
_WIDE_ROWS: Final = 300.0  # points for outcomes and batches together, at most
_TONES: Final = {"on_track": SOFT, "at_risk": WARN, "off_track": DANGER}
_AIR: Final = (1.35, 1.2, 1.1, 1.0)
_STAR: Final = (17.0, 14.0, 11.5)
_STAR_LINES: Final = 3


def one_pager_pdf(rows: OnePager, paper: str = "A4") -> bytes:
    """The program on exactly one page; equal rows give equal bytes.

    `paper` is "A4" or "Letter"; KeyError for another.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    text = Typesetter()
    furniture = dated_furniture(rows.letterhead, TITLE, rows.on)
    for line in furniture.left:
        text.runs(line, fonts.REGULAR)
    page = _OnePage(rows, text, paper).page
    if text.note():  # known only now: it takes room at the foot
        page = _OnePage(rows, text, paper, note=text.note()).page
    return build_pdf(
        [page], furniture, text, paper=paper, indent=0,
        title=f"{rows.program}: {TITLE.lower()}", author=rows.program, subject=TITLE,
    )  # fmt: skip


class _OnePage:
    """Puts one page together, from the top down."""

    def __init__(self, rows: OnePager, text: Typesetter, paper: str, note: str = "") -> None:
        self.rows = rows
        self.width = text_width(paper, indent=0)
        self.page = Page(text, self.width, text_height(paper) - 0.5)
        bottom = self.page.height
        if note:
            bottom -= 13
            self.page.words(0, bottom + 10, note, self.width, size=8, ink=SOFT)
        y = self.star(0.0)
        y = self.figures(y + 7)
        y = self.states(y + 7)
        self.air = 1.0
        self.fill(y + 10, bottom)

    # The head of the page -------------------------------------------------------------------

    def star(self, y: float) -> float:
        """The north star in large letters, and in a sentence or two how the program stands."""
        page = self.page
        star = " ".join(self.rows.north_star.split()) or NOT_WRITTEN
        for size in _STAR:
            lines, cut = clipped(page.text, star, fonts.DISPLAY, size, self.width, _STAR_LINES)
            if not cut:
                break
        page.mark("At a glance", y)
        for line in lines:
            page.words(
                0, y + size, line, self.width, fonts.DISPLAY, size, right=runs_left(line)
            )  # fmt: skip
            y += size * 1.27
        y += 4
        return y + page.lines(0, y + 9.5, self.headline(), self.width, 3, 13.0)

    def headline(self) -> str:
        """How the program stands, in words."""
        rows = self.rows
        said = []
        if rows.batches:
            levels = (("off_track", "off track"), ("at_risk", "at risk"), ("on_track", "on track"))
            counted = [
                f"{many:,} {words}" for level, words in levels if (many := rows.levels(level))
            ]
            verb = "is" if counted[0].startswith("1 ") else "are"
            counted[0] = counted[0].replace(" ", f" {verb} ", 1)
            said.append(f"Of {count(len(rows.batches), 'batch', 'batches')}, {listed(counted)}.")
        if rows.trouble.total:
            need = "needs" if rows.trouble.total == 1 else "need"
            said.append(f"{count(rows.trouble.total, 'initiative')} {need} attention.")
        if rows.budget is not None:
            left = rows.budget - rows.spent
            over = "over the budget" if left < 0 else "of the budget left"
            said.append(f"{money(abs(left), rows.currency)} {over}.")
        if rows.meeting is not None:
            meets = rows.meeting.row
            when = "meets now" if meets.state is MeetingState.RUNNING else f"meets {day(meets.on)}"
            said.append(f"{meets.board} {when}.")
        return " ".join(said) or "Nothing has been planned yet."

    def figures(self, y: float) -> float:
        """Five figures in a row of boxes."""
        page, high = self.page, 46.0
        figures = list(self._figures())
        wide = self.width / len(figures)
        page.frame(0, y, self.width, high, len(figures))
        for place, (label, figure, more, wrong) in enumerate(figures):
            x, room = place * wide + 7, wide - 12
            page.words(x, y + 11.5, label, room, size=8, ink=SOFT)
            ink = DANGER if wrong else INK
            sizes = (13.0, 11.0, 9.5)
            fitting = (z for z in sizes if page.text.width(figure, fonts.SEMIBOLD, z) <= room)
            page.words(x, y + 27, figure, room, fonts.SEMIBOLD, next(fitting, 9.5), ink)
            page.words(x, y + 39.5, more, room, size=8, ink=SOFT)
        return y + high

    def _figures(self) -> Iterator[tuple[str, str, str, bool]]:
        rows = self.rows
        many, working = rows.initiatives, rows.number(State.IN_PROGRESS)
        recent = f"{rows.finished.total:,} in 4 weeks"
        yield "Delivered", f"{rows.delivered:,} of {many:,}", recent, False
        over = rows.wip is not None and working > rows.wip
        limit = "no limit agreed" if rows.wip is None else f"limit {rows.wip:,}"
        yield "In progress", f"{working:,}", f"over the {limit}" if over else limit, over
        spent, budget = money(rows.spent, rows.currency), rows.budget
        of = "no budget agreed"
        if budget is not None:
            of = f"of {money(budget, rows.currency)}"
            of += f", {rows.spent / budget:.0%}".replace("%", " %") if budget else ""
        yield "Committed", spent, of, budget is not None and rows.spent > budget
        more = f"{rows.actions_done:,} done in 4 weeks"
        if rows.checks_overdue:
            more = f"and {count(rows.checks_overdue, 'check')} overdue"
        late = rows.actions_overdue
        yield "Actions overdue", f"{late:,}", more, late > 0
        ends = day(rows.ends) if rows.ends else "No dates"
        yield "The plan ends", ends, f"{rows.critical.number:,} without slack", False

    def states(self, y: float) -> float:
        """How many initiatives are where, each state with its sign."""
        page = self.page
        some = [
            (state, many) for state, many in self.rows.states if many or state is not State.ON_HOLD
        ]
        for size, between in ((9.5, 14.0), (8.0, 6.0)):
            wides = [self._state(state, many, size) for state, many in some]
            if sum(wides) + between * (len(some) - 1) <= self.width:
                break
        gap = (self.width - sum(wides)) / max(len(some) - 1, 1)
        x = 0.0
        for (state, many), wide in zip(some, wides, strict=True):
            page.sign(state.value, x, y + 0.4, 10.5, SOFT)
            room = wide + min(gap, 0.0)
            end = page.words(x + 14, y + 9.3, f"{many:,}", room - 14, fonts.SEMIBOLD, size)
            page.words(end + 3, y + 9.3, state.label, x + room - end - 2, size=size, ink=SOFT)
            x += wide + gap
        return y + 12

    def _state(self, state: State, many: int, size: float) -> float:
        """The width of a state with its sign and its number."""
        text = self.page.text
        number = text.width(f"{many:,}", fonts.SEMIBOLD, size)
        return 17 + number + text.width(state.label, fonts.REGULAR, size)

    # Outcomes and batches -------------------------------------------------------------------

    def fill(self, y: float, bottom: float) -> None:
        """The blocks: as airy as all rows allow, else as many rows as there is room for."""
        for air in _AIR:
            self.air = air
            across, columns = self._across(), (self._left(), self._right())
            least = max(_least(blocks) for blocks in columns)
            room = bottom - y - least - _BETWEEN * len(across)
            shares = shared(across, min(room, _WIDE_ROWS))
            top = y + _total(across, shares)
            rooms = [shared(blocks, bottom - top - _BETWEEN * (len(blocks) - 1))
                     for blocks in columns]  # fmt: skip
            wanted = [block.all for block in (*across, *columns[0], *columns[1])]
            if wanted == [*shares, *rooms[0], *rooms[1]]:
                break
        self._put(across, shares, 0.0, y, self.width)
        wide = (self.width - _GAP) / 2
        for blocks, numbers, x in zip(columns, rooms, (0.0, wide + _GAP), strict=True):
            self._put(blocks, numbers, x, top, wide)

    def _put(
        self, blocks: Sequence[Block], numbers: Sequence[int], x: float, y: float, width: float
    ) -> None:
        for block, many in zip(blocks, numbers, strict=True):
            self.page.block(block, x, y, width, many)
            y += height(block, many) + _BETWEEN

    def _across(self) -> list[Block]:
        """What goes over both columns."""
        rows, high = self.rows, _ROW * self.air
        return [
            Block("Outcomes", len(rows.outcomes), high, self.outcome,
                  "No outcome has been agreed yet.", "Baseline → target, now, realised"),
            Block("Batches", len(rows.batches), high, self.batch, "There is no batch yet.",
                  "Lead, deadline, delivered, cost, health"),
        ]  # fmt: skip

    def outcome(self, place: int, x: float, y: float, width: float) -> None:
        """An outcome: from where to where, where it is, and how much of the way is done."""
        page, row = self.page, self.rows.outcomes[place]
        y += self._inset
        base = y + 9.3
        face = fonts.SEMIBOLD if row.headline else fonts.MEDIUM
        page.words(x, base, f"{row.code}  {row.name}", 184, face)
        way = f"{number(row.baseline)} → {_amount(row, row.target)}"
        page.words(x + 188, base, way, 86, right=True)
        page.words(x + 280, base, f"by {_short(row.due, self.rows.on)}", 66, size=8, ink=SOFT)
        if row.latest is None:
            page.words(x + 350, base, "No reading yet", width - 350, size=8, ink=SOFT)
            return
        page.words(x + 346, base, _amount(row, row.latest), 54, fonts.SEMIBOLD, right=True)
        share = row.realised or 0.0
        page.bar(x + 408, y + 3.6, width - 408 - 36, 6, share / 100)
        page.words(x + width - 32, base, f"{share:.0f} %", 32, right=True)

    def batch(self, place: int, x: float, y: float, width: float) -> None:
        """A batch: who leads it, by when, how far, what it costs and whether it is in trouble."""
        page, row = self.page, self.rows.batches[place]
        y += self._inset
        base = y + 9.3
        page.words(x, base, f"{row.code}  {row.name}", 110, fonts.MEDIUM)
        lead = INK if row.lead else SOFT
        page.words(x + 113, base, row.lead or "No lead", 62, size=8.5, ink=lead)
        late = row.deadline < self.rows.on and row.delivered < row.initiatives
        ink, bold = (DANGER, fonts.SEMIBOLD) if late else (INK, fonts.REGULAR)
        page.words(x + 179, base, day(row.deadline), 56, bold, 8.5, ink)
        share = row.delivered / row.initiatives if row.initiatives else 0.0
        page.bar(x + 238, y + 3.6, 16, 6, share)
        page.words(x + 257, base, f"{row.delivered:,} of {row.initiatives:,}", 43, size=8)
        cost = money(row.cost, self.rows.currency)
        page.words(x + 302, base, cost, 46, size=8.5, right=True)
        self._health(row, x + 356, y, width - 356)

    def _health(self, row: BatchLine, x: float, y: float, width: float) -> None:
        level = row.health.level
        ink: Any = _TONES[level]
        self.page.sign(level, x, y + 1.2, 9.5, ink)
        # In full where it fits, else what decides it: the sign tells the level.
        said = ": ".join(filter(None, (row.health.label, row.health.why)))
        room, face = width - 13, fonts.MEDIUM if level == "on_track" else fonts.SEMIBOLD
        if row.health.why and self.page.text.width(said, face, 8) > room:
            said = row.health.why[0].upper() + row.health.why[1:]
        self.page.words(x + 13, y + 9.1, said, room, face, 8, ink)

    # The two columns ------------------------------------------------------------------------

    def _left(self) -> list[Block]:
        """What needs the sponsor: what is wrong, and what is to be decided."""
        rows, meeting, high = self.rows, self.rows.meeting, _ROW * self.air
        items: tuple[AgendaLine, ...] = ()
        when, empty = "", "No meeting is planned."
        if rows.waiting:
            wait = "waits" if rows.waiting == 1 else "wait"
            empty += f" {count(rows.waiting, 'request')} {wait} for one."
        if meeting is not None:
            row, empty = meeting.row, "Nothing is on the agenda yet."
            items = meeting.items
            when = " · ".join(filter(None, (row.board, _short(row.on, rows.on), row.starts)))
        return [
            Block("Late or blocked", len(rows.trouble.rows), _TWO * self.air, self.trouble,
                  "Nothing is late, blocked or on hold.", total=rows.trouble.total),
            Block("Decided next", len(items), high, self.item, empty, when),
        ]  # fmt: skip

    def _right(self) -> list[Block]:
        """What was done, what comes, and what decides the end."""
        rows, high = self.rows, _ROW * self.air
        path = rows.critical
        told = f"{count(path.number, 'initiative')} without slack" if path.chain else ""
        return [
            Block("Finished in the last four weeks", len(rows.finished.rows), high, self.finished,
                  "Nothing was finished.", total=rows.finished.total),
            Block("Milestones of the next weeks", len(rows.milestones.rows), high, self.milestone,
                  "None in the next eight weeks.", total=rows.milestones.total),
            Block("Critical path", len(path.chain), high, self.critical,
                  "No initiative has dates yet.", told),
        ]  # fmt: skip

    def _dated(self, words: str, on: date | None, x: float, y: float, width: float) -> None:
        self._both(words, _short(on, self.rows.on) if on else "No date", x, y, width)

    def _both(self, words: str, beside: str, x: float, y: float, width: float) -> None:
        """Words on the left, and small ones on the right."""
        page, base = self.page, y + self._inset + 9.3
        room = min(page.text.width(beside, fonts.REGULAR, 8) + 1, width * 0.45)
        page.words(x + width - room, base, beside, room, size=8, ink=SOFT, right=True)
        page.words(x, base, words, width - room - 8)

    @property
    def _inset(self) -> float:
        """What an airy row leaves above its line."""
        return _ROW * (self.air - 1) / 2

    def trouble(self, place: int, x: float, y: float, width: float) -> None:
        """Something late or blocked, with its owner, and why below."""
        row = self.rows.trouble.rows[place]
        self._both(f"{row.code}  {row.title}", row.owner, x, y, width)
        at = y + self._inset + 19.6
        self.page.words(x, at, row.words, width, fonts.SEMIBOLD, 8, DANGER)

    def critical(self, place: int, x: float, y: float, width: float) -> None:
        """One that decides when the plan ends."""
        card = self.rows.critical.chain[place]
        self._dated(f"{card.code}  {card.title}", card.end, x, y, width)

    def finished(self, place: int, x: float, y: float, width: float) -> None:
        """What was finished."""
        row = self.rows.finished.rows[place]
        self._dated(f"{row.code}  {row.title}", row.on, x, y, width)

    def milestone(self, place: int, x: float, y: float, width: float) -> None:
        """A milestone to come."""
        row = self.rows.milestones.rows[place]
        self._dated(f"{row.code}  {row.name}".strip(), row.on, x, y, width)

    def item(self, place: int, x: float, y: float, width: float) -> None:
        """What the board decides on, with what it asks for."""
        assert self.rows.meeting is not None
        item = self.rows.meeting.items[place]
        asks = money(item.cost, self.rows.currency) if item.kind is ItemKind.REQUEST else ""
        if item.kind is ItemKind.RATIFICATION:
            asks = "to ratify"
        self._both(item.name, asks, x, y, width)


def _least(blocks: Sequence[Block]) -> float:
    return _total(blocks, [min(block.all, 2) for block in blocks]) - _BETWEEN


def _total(blocks: Sequence[Block], numbers: Sequence[int]) -> float:
    """What blocks take with these rows, one below the other, and a gap after each."""
    return sum(height(block, many) + _BETWEEN for block, many in zip(blocks, numbers, strict=True))


def _amount(row: OutcomeRow, value: float) -> str:
    return f"{number(value)} {row.unit}".strip()


def _short(on: date, today: date) -> str:
    """ "27 Nov", with its year in another one."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {MONTHS[on.month - 1]}{year}"
