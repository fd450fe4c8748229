"""The agenda pack: what the board reads before it meets, a page for each request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable, PageBreak, Spacer

from cxdesk.analysis.load import excess
from cxdesk.model.meetings import ItemKind, MeetingKind
from cxdesk.model.program import Measure
from cxdesk.model.requests import RequestState
from cxdesk.model.wording import MONTHS, count
from cxdesk.reports import fonts
from cxdesk.reports.board_parts import (
    FACES,
    Box,
    Cell,
    Mark,
    NoteLines,
    Sections,
    Words,
    board_line,
    title,
)
from cxdesk.reports.charter_parts import (
    BODY,
    CELL_RIGHT_BOLD,
    NOTE,
    SUBHEAD,
    facts,
    ruled,
    title_block,
)
from cxdesk.reports.page import Furniture, build_pdf, text_width
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, long_day, names, number
from cxdesk.services.board_print import earlier_words
from cxdesk.services.board_print_rows import AgendaPack, Needed, RequestPage, SeatRow
from cxdesk.services.funding import LimitUse
from cxdesk.services.register import RegisterRow, waiver_words

NOTHING: Final = "Nothing is on the agenda yet."
_MONTHS_BESIDE: Final = 6  # columns of a table


def agenda_pdf(pack: AgendaPack, paper: str = "A4") -> bytes:
    """The pack as a PDF; equal packs give equal bytes. `paper` is "A4" or "Letter"."""
    fonts.register(*FACES)
    text, head = Typesetter(), pack.head
    story = _Pack(pack, text, text_width(paper)).story()
    furniture = Furniture(
        left=head.letterhead.lines,
        right=("Agenda pack", f"{long_day(head.on)} · Internal"),
        foot=lambda _: f"{board_line(head)}, {long_day(head.on)} · agenda pack",
        logo=head.letterhead.logo,
    )
    for line in (*furniture.left, furniture.foot(None)):
        text.runs(line, fonts.REGULAR)
    if text.note():
        story += [Spacer(1, 10), text.line(text.note(), NOTE)]
    return build_pdf(
        story, furniture, text, paper=paper, title=f"{head.name}: agenda pack",
        author=head.program, subject="Agenda pack",
    )  # fmt: skip


class _Pack:
    """Lays out one pack; every method returns what one part says, [] for nothing."""

    def __init__(self, pack: AgendaPack, text: Typesetter, width: float) -> None:
        self.pack, self.text, self.width = pack, text, width
        self.words = Words(text, pack.head.currency)

    def story(self) -> list[Flowable]:
        pack, part = self.pack, Sections(self.text).section
        urgent = pack.head.kind is MeetingKind.URGENT
        story = [
            *title(self.text, board_line(pack.head), f"Agenda, {long_day(pack.head.on)}"),
            Spacer(1, 9),
            self.facts(),
            Spacer(1, 1.6),
            *part("Why out of cycle", self.words.body(pack.head.reason) if urgent else []),
            *part("The question", [] if urgent and pack.secret is None else self.question()),
            *part("Agenda", self.agenda()),
            *part("Seats", self.seats()),
            *part("Limits at a glance", self.limits()),
            *part(
                "To be ratified", [one for row in pack.ratifications for one in self.ratify(row)]
            ),
        ]
        for page in pack.requests:
            story += [PageBreak(), *self.request(page)]
        return story

    def facts(self) -> Flowable:
        pack = self.pack
        head = pack.head
        time = " – ".join(filter(None, (head.starts, head.ends)))
        asked = [item for item in pack.items if item.kind is ItemKind.REQUEST]
        money = self.words.asks(
            sum(item.cost for item in asked), sum(item.days for item in asked)
        )  # fmt: skip
        return facts(
            self.text,
            (
                ("Time", time or "Not set"),
                ("Place", head.place or "Not set"),
                ("Chair", head.chair or "Not named"),
                ("Minutes by", names(head.secretaries) or "Not named"),
                ("Quorum", f"{head.quorum} of {count(head.seats, 'seat')}"),
                ("Requests", str(len(asked))),
                ("They ask for", money),
                ("Together", f"{sum(item.minutes for item in pack.items)} min"),
            ),
            (0.22, 0.27, 0.28, 0.23), self.width, outdented=True,
        )  # fmt: skip

    def question(self) -> Cell:
        pack = self.pack
        how = {None: "", True: "Secret ballot", False: "Open ballot"}[pack.secret]
        method = pack.method.label
        said = f"{how}; counted by {method}." if how else f"Counted by {method}."
        return [*self.words.body(pack.question), self.words.note(said)]

    def agenda(self) -> Cell:
        rows: list[list[Cell]] = []
        w = self.words
        for item in self.pack.items:
            asks = item.kind is ItemKind.REQUEST
            kind = "To be ratified" if item.kind is ItemKind.RATIFICATION else ""
            note = ", ".join(filter(None, (item.source, "urgent" if item.urgent else "", kind)))
            rows.append(
                [
                    w.cell(item.time or str(item.number)),
                    [*w.cell(item.name), *w.small(note)],
                    w.figure(number(item.cost) if asks else ""),
                    w.figure(number(item.days) if asks else ""),
                    w.figure(str(item.minutes)),
                ]
            )
        if not rows:
            return [w.note(NOTHING)]
        first = "Time" if any(item.time for item in self.pack.items) else "No."
        head = (first, "Item", w.unit, "Days", "Minutes")
        return [ruled(head, rows, (0.09, 0.61, 0.1, 0.1, 0.1), self.width, right=(2, 3, 4))]

    def seats(self) -> Cell:
        w, seats = self.words, self.pack.seats
        half = (len(seats) + 1) // 2

        def cells(seat: SeatRow | None) -> list[Cell]:
            return [[], []] if seat is None else [w.cell(seat.words), w.cell(seat.role)]

        rest = (*seats[half:], None)
        rows = [[*cells(seats[n]), *cells(rest[n])] for n in range(half)]
        head = ("Seat", "Role", "Seat", "Role")
        return [ruled(head, rows, (0.24, 0.26, 0.24, 0.26), self.width)] if rows else []

    # Limits ---------------------------------------------------------------------------------

    def limits(self) -> Cell:
        w = self.words
        domains = [use for use in self.pack.limits if use.measure is Measure.PERSON_DAYS]
        rows = [
            [w.cell(self.named(use)), w.figure(number(use.used + use.new)), w.figure(_limit(use)),
             w.figure(_left(use)), w.cell(_note(use))]
            for use in self.pack.limits if use.measure is not Measure.PERSON_DAYS
        ]  # fmt: skip
        head = ("Limit", "Used", "Agreed", "Left", "")
        shares = (0.28, 0.1, 0.1, 0.1, 0.42)
        found: Cell = [ruled(head, rows, shares, self.width, right=(1, 2, 3))] if rows else []
        months = max((use.months for use in domains), key=len, default=())
        for first in range(0, len(months), _MONTHS_BESIDE):
            some = slice(first, first + _MONTHS_BESIDE)
            heads = [f"{MONTHS[on.month - 1]} {on.year}" for on in months[some]]
            share = min(0.72 / len(heads), 0.18)
            body = [[w.cell(use.name), *self.months(use, some)] for use in domains]
            found += [
                Spacer(1, 6),
                ruled(
                    ("Person-days", *heads), body,
                    (1 - share * len(heads), *[share] * len(heads)), self.width,
                    right=range(1, len(heads) + 1),
                ),
            ]  # fmt: skip
        if domains:
            found += [
                Spacer(1, 3),
                w.note("Person-days planned before this meeting, of those agreed for the month."),
            ]
        return found

    def named(self, use: LimitUse) -> str:
        return f"{use.name}, {self.words.unit}" if use.measure is Measure.BUDGET else use.name

    def months(self, use: LimitUse, some: slice) -> Iterator[Cell]:
        bound = None if use.limit is None else use.limit / len(use.months)
        for load in use.loads[some]:
            if bound is None:
                yield self.words.figure(number(round(load, 1)))
            elif excess(load, bound):
                said = f"{number(round(load, 1))} of {number(bound)}, over"
                yield self.text.paragraphs(said, CELL_RIGHT_BOLD)
            else:
                yield self.words.figure(f"{number(round(load, 1))} of {number(bound)}")

    def ratify(self, row: RegisterRow) -> Cell:
        w = self.words
        said = [f"decided on {day(row.meeting)}", f"{w.asks(row.cost, row.days)}"]
        said += [f"by {day(row.deadline)}"] if row.deadline else []
        said += [row.owner] if row.owner else []
        said += [row.becomes] if row.becomes else []
        ticks = ruled(
            ("", ""), [[[Box()], w.cell("Ratified"), [Box()], w.cell("Not ratified")]],
            (0.0325, 0.2, 0.0325, 0.735), self.width,
        )  # fmt: skip
        found: Cell = [self.text.line(f"{row.code} {row.request} {row.title}", SUBHEAD)]
        found += [self.text.line(", ".join(said), BODY), *w.body(row.reason)]
        found += w.body(f"Waiver by {waiver_words(row)}" if row.waiver_by else "")
        return [*found, Spacer(1, 2), ticks, Spacer(1, 6)]

    # A request ------------------------------------------------------------------------------

    def request(self, page: RequestPage) -> Cell:
        it, w = page.sheet, self.words
        by = it.submitted_by.name if it.submitted_by else "Not named"
        urgent = "Urgent" if it.urgent else "In the cycle"
        if it.deadline:
            urgent += f", due {day(it.deadline)}"
        grid = facts(
            self.text,
            (
                ("Source", it.source.label),
                ("Evidence", it.evidence.label),
                ("Submitted", f"{day(it.submitted_on)}, {by}"),
                ("Urgency", urgent),
                ("Cost", w.money(it.cost)),
                ("Effort", f"{number(it.days)} person-days"),
                ("Outcome", f"{it.outcome.code} {it.outcome.title}" if it.outcome else "None"),
                ("State", f"{it.state.label}, {day(it.since)}"),
            ),
            (0.2, 0.2, 0.32, 0.28), self.width, outdented=True,
        )  # fmt: skip
        parts = (
            ("What it is about", w.body(it.description)),
            ("Outcome it moves", self.outcome(page)),
            ("Effort by domain", self.effort(page)),
            ("Needs, before it or with it", self.needs(page.needs)),
            ("Needed by", self.needs(page.needed_by)),
            ("Asked, and not answered yet", self.asked(page)),
            ("Earlier decisions", self.earlier(page.earlier)),
            ("Qualification", self.checks(page)),
        )
        story: Cell = [
            Mark(f"{it.code} {it.title}"),
            *title_block(self.text, it.code, page.domain, page.hue, it.title), Spacer(1, 9), grid,
        ]  # fmt: skip
        for name, content in parts:
            if content:
                story += [Spacer(1, 7), self.text.line(name, SUBHEAD), *content]
        return [*story, Spacer(1, 9), NoteLines("Notes")]

    def outcome(self, page: RequestPage) -> Cell:
        row, w = page.outcome, self.words
        if row is None:
            return []

        def value(typed: float | None) -> Cell:
            return w.figure("–" if typed is None else f"{number(typed)} {row.unit}".strip())

        share = "–" if row.realised is None else f"{number(round(row.realised))} %"
        cells = [w.cell(f"{row.code} {row.name}"), value(row.baseline), value(row.latest),
                 value(row.target), w.figure(share), w.cell(day(row.due))]  # fmt: skip
        head = ("Outcome", "Baseline", "Latest", "Target", "Achieved", "By")
        shares = (0.33, 0.12, 0.12, 0.12, 0.11, 0.2)
        return [ruled(head, [cells], shares, self.width, right=(1, 2, 3, 4), gap=20)]

    def effort(self, page: RequestPage) -> Cell:
        w = self.words
        if not page.sheet.effort:
            return []
        said = [f"{row.domain} {number(row.days)}" for row in page.sheet.effort]
        return w.body(f"{', '.join(said)} person-days")

    def needs(self, rows: tuple[Needed, ...]) -> Cell:
        lines = [f"{row.code} {row.title}, {row.state.lower()}" for row in rows]
        return [self.text.line(line, BODY) for line in lines]

    def asked(self, page: RequestPage) -> Cell:
        it = page.sheet
        if it.state is not RequestState.INFO_NEEDED:
            return []
        whom = f"{it.asked.name}: " if it.asked else ""
        return self.words.body(f"{whom}{it.question}")

    def earlier(self, rows: tuple[RegisterRow, ...]) -> Cell:
        found: Cell = []
        for row in rows:
            found += self.words.body(
                f"{earlier_words(row)}{': ' if row.reason else ''}{row.reason}"
            )  # fmt: skip
        return found

    def checks(self, page: RequestPage) -> Cell:
        w = self.words
        rows: list[list[Cell]] = [
            [[Box(ticked=line.ticked)], w.cell(line.text)] for line in page.sheet.checks
        ]
        shares = (0.0325, 0.9675)
        return [ruled(("", "Checklist"), rows, shares, self.width)] if rows else []


def _limit(use: LimitUse) -> str:
    return "–" if use.limit is None else number(use.limit)


def _left(use: LimitUse) -> str:
    return "–" if use.left is None else number(round(use.left, 3))


def _note(use: LimitUse) -> str:
    return use.note or ("no limit is agreed" if use.limit is None else "")
