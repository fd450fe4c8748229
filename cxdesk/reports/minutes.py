"""The minutes of a meeting: who was there, how the board voted, what it decided, signatures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from cxdesk.model.decisions import Verdict
from cxdesk.model.meetings import ItemKind, MeetingKind, MeetingState
from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import count
from cxdesk.reports import fonts
from cxdesk.reports.board_parts import FACES, Cell, Sections, Words, board_line, title
from cxdesk.reports.charter_parts import NOTE, SUBHEAD, facts, ruled, signature_rows
from cxdesk.reports.minutes_round import RoundText, grouped, heading
from cxdesk.reports.page import Furniture, build_pdf, text_width
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import day, long_day, names, number
from cxdesk.services.minutes_count import count_round
from cxdesk.services.minutes_rows import AttendedRow, DecisionPart, MinutesPage, Ratified
from cxdesk.services.register import RegisterRow, verdict_words

SIGNATURES: Final = "Signatures"
CHAIN: Final = (
    "Every entry in the history of this program carries a hash that binds it to the one before: "
    "whoever holds the number below can prove later that nothing that led to these minutes was "
    "changed since."
)
_Stop = Callable[[], bool]


def minutes_pdf(page: MinutesPage, paper: str = "A4", should_stop: _Stop | None = None) -> bytes:
    """The minutes as a PDF; equal pages give equal bytes. `paper` is "A4" or "Letter".

    Rounds are counted here, which may take seconds for a large one.
    """
    fonts.register(*FACES)
    if page.draft:
        fonts.register(fonts.BOLD)
    text = Typesetter()
    story = _Minutes(page, text, paper, should_stop).story()
    head = page.head
    version = f"version {page.version}"
    furniture = Furniture(
        left=head.letterhead.lines,
        right=(
            "Minutes, draft" if page.draft else f"Minutes, {version}",
            f"{'Not approved' if page.draft else f'Approved, {day(page.approved_on)}'} · Internal",
        ),
        foot=lambda signatures: _foot(page, signatures),
        watermark="DRAFT" if page.draft else "",
        signatures=SIGNATURES,
        logo=head.letterhead.logo,
    )
    for line in (*furniture.left, furniture.foot(None)):
        text.runs(line, fonts.REGULAR)
    if text.note():
        story += [Spacer(1, 10), text.line(text.note(), NOTE)]
    return build_pdf(
        story, furniture, text, paper=paper, title=f"{head.name}: minutes",
        author=head.program, subject="Minutes, draft" if page.draft else f"Minutes, {version}",
    )  # fmt: skip


def _foot(page: MinutesPage, signatures: int | None) -> str:
    status = "draft, not approved"
    if not page.draft:
        status = f"approved by {plain(page.approver)[:40]}, {day(page.approved_on)}"
        status += f"; signatures on page {signatures}" if signatures else ""
    return f"{board_line(page.head)}, {day(page.head.on)} · {status} · check {page.chain[:8]}"


class _Minutes:
    """Lays out one meeting; every method returns what one section says, [] for nothing."""

    def __init__(
        self, page: MinutesPage, text: Typesetter, paper: str, should_stop: _Stop | None
    ) -> None:
        self.page, self.text, self.paper = page, text, paper
        self.width = text_width(paper)
        self.words = Words(text, page.head.currency)
        self.rounds = [
            RoundText(part, count_round(part, should_stop), page, self.words, self.width)
            for part in page.rounds
        ]

    def story(self) -> list[Flowable]:
        page, w = self.page, self.words
        sections = Sections(self.text)
        part = sections.section
        urgent = page.head.kind is MeetingKind.URGENT
        story = [
            *title(self.text, board_line(page.head), f"Minutes, {long_day(page.head.on)}"),
            Spacer(1, 9),
            self.facts(),
            Spacer(1, 1.6),
            *part("Why out of cycle", w.body(page.head.reason) if urgent else []),
            *part("Attendance", self.attendance()),
            *part("Agenda", self.agenda()),
            *part("Notes of the meeting", w.body(page.notes)),
        ]
        if not self.rounds:
            story += part("Voting", w.body("The board did not vote."))
        for each in self.rounds:
            story += part(heading(each.part), each.story())
        story += [
            *part("Decisions", self.decisions()),
            *part("Ratified or not", self.ratified()),
            *part("What follows", self.following()),
            *part("Proof", self.proof()),
        ]
        signing = part(SIGNATURES, self.signatures())
        story += [*signing[:1], KeepTogether(signing[1:])]
        for each in self.rounds:
            for _, content in each.annexes(sections.count + 1, self.paper):
                sections.count += 1
                story += content
        return story

    def facts(self) -> Flowable:
        page, head = self.page, self.page.head
        planned = head.state is MeetingState.PLANNED
        began = "" if planned else " – ".join(filter(None, (head.starts, head.ends)))
        here = sum(1 for row in page.attended if not row.part and row.stays)
        return facts(
            self.text,
            (
                ("Began and ended", began or "Not begun"),
                ("Place", head.place or "Not set"),
                ("Chair", head.chair or "Not named"),
                ("Minutes by", names(head.secretaries) or "Not named"),
                ("Quorum", f"{head.quorum} of {count(head.seats, 'seat')}"),
                ("Filled", count(here, "seat")),
                ("Agenda", count(len(page.items), "item")),
                ("Decisions", str(len(page.decisions))),
            ),
            (0.24, 0.26, 0.26, 0.24), self.width, outdented=True,
        )  # fmt: skip

    def attendance(self) -> Cell:
        w, page = self.words, self.page
        there = [row for row in page.attended if row.stays]
        absent = [row for row in page.attended if not row.stays and not row.part]
        rows = [
            [w.cell(_who(row)), w.cell(row.role), w.cell(row.part or "Seat"), w.cell(_stays(row))]
            for row in there
        ]
        head = ("Present", "Role", "As", "From – to")
        found: Cell = [ruled(head, rows, (0.36, 0.3, 0.14, 0.2), self.width)] if rows else []
        if not rows:
            found += w.body("Nobody is noted as present.")
        found += [Spacer(1, 3)] if rows else []
        found += w.body(f"Absent: {', '.join(map(_who, absent))}." if absent else "")
        for each in page.rounds:
            if each.present is not None:
                enough = "reached" if each.present >= page.head.quorum else "not reached"
                found += w.body(
                    f"Round {each.number}, closed at {each.closed}: {each.present} of "
                    f"{count(len(each.turns), 'seat')} filled, quorum {page.head.quorum} {enough}."
                )
        return found

    def agenda(self) -> Cell:
        w, items = self.words, self.page.items
        rows: list[list[Cell]] = []
        for item in items:
            kind = "Ratification" if item.kind is ItemKind.RATIFICATION else item.source
            rows.append(
                [w.cell(str(item.number)), [*w.cell(item.name), *w.small(kind)],
                 w.figure(f"{item.minutes} min"), w.figure(_used(item.spent)), w.cell(item.said)]
            )  # fmt: skip
        head = ("No.", "Item", "Planned", "Used", "Result")
        shares = (0.06, 0.5, 0.12, 0.12, 0.2)
        if not rows:
            return w.body("Nothing was on the agenda.")
        found: Cell = [ruled(head, rows, shares, self.width, right=(2, 3))]
        for item in items:
            if item.notes.strip():
                found += [Spacer(1, 5), self.text.line(item.name, SUBHEAD), *w.body(item.notes)]
        return found

    # Decisions ------------------------------------------------------------------------------

    def decisions(self) -> Cell:
        if not self.page.decisions:
            return self.words.body("Nothing was decided.")
        return [part for each in self.page.decisions for part in self.decision(each)]

    def decision(self, each: DecisionPart) -> Cell:
        row, w = each.row, self.words
        lead = f"{row.code}  {row.request} {row.title}: {verdict_words(row)}"
        by = "Urgent, to be ratified" if row.urgent else "Not ranked"
        if row.rank is not None:
            by = f"Place {row.rank} of round {row.round}"
        found: Cell = [CondPageBreak(80), self.text.line(lead, SUBHEAD)]
        if row.verdict is Verdict.ACCEPTED:
            items = (
                ("By", by), ("Deadline", day(row.deadline)), ("Owner", row.owner or "Not named"),
                ("Committed", w.asks(row.cost, row.days)), ("Became", row.becomes or "–"),
            )  # fmt: skip
            grid = facts(self.text, items, (0.22, 0.16, 0.2, 0.2, 0.22), self.width)
            found += [Spacer(1, 2), grid, Spacer(1, 3)]
        else:
            found += w.body(f"By: {by.lower() if row.rank is None else by}.")
        if each.effort:
            split = ", ".join(f"{name} {number(days)}" for name, days in each.effort)
            found += w.body(f"Person-days: {split}.")
        asked = row.verdict is Verdict.INFO_NEEDED
        found += w.body(f"{'Question' if asked else 'Reason'}: {row.reason}" if row.reason else "")
        for limit in row.limits:
            found += w.body(f"Breaks a limit: {limit}")
        found += w.body(f"Waived by {row.waiver_by}: {row.waiver}" if row.waiver_by else "")
        return [*found, Spacer(1, 7)]

    def ratified(self) -> Cell:
        w = self.words
        found: Cell = []
        for each in self.page.ratified:
            row, answer = each.row, _answer(each)
            found += w.body(
                f"{row.code} {row.request} {row.title}, decided on {day(row.meeting)}: {answer}"
            )
        return found

    def following(self) -> Cell:
        w = self.words
        rows = [
            [w.cell(_becomes(row)), w.cell(row.owner), w.cell(day(row.by_when)), w.cell(row.code)]
            for row in (each.row for each in self.page.decisions)
            if row.verdict is not Verdict.DECLINED
        ]
        head = ("What", "Who", "By", "Decision")
        return [ruled(head, rows, (0.48, 0.2, 0.18, 0.14), self.width)] if rows else []

    # The end --------------------------------------------------------------------------------

    def proof(self) -> Cell:
        w, page = self.words, self.page
        found = [
            *w.body(CHAIN),
            *w.bold(f"Entry {page.seq:,}: {grouped(page.chain)}"),
        ]
        for part in page.rounds:
            if part.digest and part.state is not RoundState.ABANDONED:
                said = f"Ballots of round {part.number} (SHA-256): {grouped(part.digest)}"
                found += w.cell(said)
        for each in page.earlier:
            found += w.cell(
                f"Takes the place of {each.words} (SHA-256 of its file: {grouped(each.digest)})."
            )
        return found

    def signatures(self) -> Cell:
        page, w = self.page, self.words
        people = [(page.head.chair or "Chair", "Chair")]
        people += [(name, "Minutes") for name in page.head.secretaries or ("Minutes",)]
        if page.approver and page.approver != page.head.chair:
            people.append((page.approver, "Approves the minutes"))
        rows = []
        for name, role in people:
            approved = page.approver == name and page.approved_on is not None
            said = f"Approved, {day(page.approved_on)}" if approved else ""
            rows.append([[*w.bold(name), *w.small(role)], w.cell(said), [], []])
        head = ("Name", "", "Date", "Signature")
        return signature_rows(rows, (0.3, 0.24, 0.16, 0.3), self.width, head)


def _who(row: AttendedRow) -> str:
    return f"{row.name} for {row.member}" if row.member else row.name


def _stays(row: AttendedRow) -> str:
    return ", ".join(f"{begin} – {end}".rstrip(" –") for begin, end in row.stays)


def _used(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}" if seconds else "–"


def _answer(each: Ratified) -> str:
    return {None: "not answered", True: "ratified", False: "not ratified"}[each.answer]


def _becomes(row: RegisterRow) -> str:
    task = f"{row.request} {row.title}"
    if row.verdict is Verdict.ACCEPTED:
        return f"{row.becomes}: {task}" if row.becomes else task
    if row.verdict is Verdict.INFO_NEEDED:
        return f"Answer for {task}: {row.reason}"
    return f"{task} comes before the board again"
