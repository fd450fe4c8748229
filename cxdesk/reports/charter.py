"""The printed charter of one initiative: what the office agrees on and people sign."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from cxdesk.reports import fonts
from cxdesk.reports.charter_parts import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_RIGHT,
    CELL_RIGHT_BOLD,
    LABEL,
    NOTE,
    SUBHEAD,
    CheckBox,
    facts,
    ruled,
    side_by_side,
    signature_rows,
    title_block,
)
from cxdesk.reports.page import Furniture, SectionHead, build_pdf, text_width
from cxdesk.reports.phase_strip import phase_strip
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import codes, day, long_day, names, number, span, thousands
from cxdesk.services.charter_page import CharterPage

NOT_WRITTEN: Final = "Not written yet"
_WATERMARKS: Final = {"Approved": "", "Superseded": "SUPERSEDED"}
_LONGEST_BESIDE: Final = 1500  # characters; longer texts stand below each other
_LEAST_ROOM: Final = 60.0  # points a section needs below its title, else it starts a new page


def charter_pdf(page: CharterPage, paper: str = "A4") -> bytes:
    """The charter as a PDF; equal pages give equal bytes.

    `paper` is "A4" or "Letter"; KeyError for another. FileNotFoundError if a font package is not
    installed. The first charter on a machine also makes its fonts, which takes some seconds.
    """
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    watermark = _WATERMARKS.get(page.state, "DRAFT")
    if watermark:
        fonts.register(fonts.BOLD)
    text = Typesetter()
    story = _Charter(page, text, text_width(paper)).story()
    furniture = Furniture(
        left=(page.program, page.subtitle),
        right=(
            f"Initiative charter, version {page.version}",
            f"{page.state}, {day(page.state_date)} · Internal",
        ),
        foot=lambda signatures: _foot(page, signatures),
        watermark=watermark,
        signatures="Approval",
    )
    for line in (*furniture.left, *furniture.right, furniture.foot(None)):
        text.runs(line, fonts.REGULAR)  # so that the note below knows of all that is missing
    if text.note():
        story += [Spacer(1, 10), text.line(text.note(), NOTE)]
    return build_pdf(
        story,
        furniture,
        text,
        paper=paper,
        title=f"{page.code} {page.title}: charter {page.version}",
        author=page.program,
        subject=f"Initiative charter, {page.state.lower()}",
    )


def _foot(page: CharterPage, signatures: int | None) -> str:
    if page.state == "Approved":
        approvers = [a.name for a in page.approvals if a.decision == "Approved"]
        if len(approvers) > 2:
            approvers = [approvers[0], f"{len(approvers) - 1} others"]
        by = f" by {names([plain(name)[:40] for name in approvers])}" if approvers else ""
        status = f"Approved{by}, {long_day(page.state_date)}"
        status += f"; signatures on page {signatures}" if signatures else ""
    elif page.state == "Superseded":
        status = f"Superseded, {long_day(page.state_date)}"
    else:
        status = f"{page.state}, not approved"
    return f"{page.code} charter v{page.version} · {status} · check {page.check}"


class _Charter:
    """Lays out one charter; every method returns what one section says, [] for nothing."""

    def __init__(self, page: CharterPage, text: Typesetter, width: float) -> None:
        self.page, self.text, self.width = page, text, width
        self.unfinished = page.state in ("Draft", "In review")

    def story(self) -> list[Flowable]:
        page = self.page
        story: list[Flowable] = [
            *title_block(self.text, page.code, page.domain, page.hue, page.title),
            Spacer(1, 9),
            self.control(),
            Spacer(1, 1.6),
        ]
        sections = (
            ("Summary", self.body(page.summary)),
            ("Why", self.body(page.why)),
            ("Objectives", self.body(page.objectives) or self.not_written()),
            ("Benefit", self.benefit()),
            ("Scope", self.scope()),
            ("Official definition of a completed task", self.criteria() or self.not_written()),
            ("Phases", self.phases() or self.not_written()),
            ("Assumptions and constraints", self.assumptions()),
            ("Milestones", self.milestones()),
            ("Budget and resources", self.budget()),
            ("Risks", self.risks()),
            ("Approval", self.approval()),
        )
        written = [(title, content) for title, content in sections if content]
        for count, (title, content) in enumerate(written, 1):
            story.append(CondPageBreak(_LEAST_ROOM))
            head: list[Flowable] = [SectionHead(count, title)]
            whole = title == "Approval" and len(self.page.approvals) <= 8
            story += [KeepTogether(head + content)] if whole else head + content
        return story

    def body(self, typed: str) -> list[Flowable]:
        return self.text.paragraphs(typed, BODY)

    def cell(self, typed: str) -> list[Flowable]:
        return self.text.paragraphs(typed, CELL)

    def not_written(self) -> list[Flowable]:
        return [Paragraph(NOT_WRITTEN, LABEL)] if self.unfinished else []

    def control(self) -> Flowable:
        page = self.page
        priority = ", ".join(
            filter(None, (page.priority, f"benefit {page.benefit:.1f}" if page.benefit else ""))
        )
        return facts(
            self.text,
            (
                (
                    f"Owner ({page.owner_role})" if page.owner_role else "Owner",
                    page.owner or "Not named",
                ),
                ("Batch", page.batch or "None"),
                ("Dates", span(page.start, page.end)),
                ("Batch deadline", day(page.deadline)),
                ("Cost and effort", f"{self.cost()}, {self.effort()}"),
                ("Priority", priority or "Not set"),
                ("Depends on", codes(page.depends_on)),
                ("Needed by", codes(page.needed_by)),
            ),
            (0.264, 0.224, 0.304, 0.208),
            self.width,
            outdented=True,
        )

    def cost(self) -> str:
        return thousands(self.page.cost, self.page.currency)

    def effort(self) -> str:
        return f"{number(self.page.effort)} person-days"

    def benefit(self) -> list[Flowable]:
        page = self.page
        content = self.body(page.benefits) or self.not_written()
        if page.benefit_rows:
            right, bold = CELL_RIGHT, CELL_RIGHT_BOLD
            rows = [
                [
                    self.cell(row.outcome),
                    self.text.paragraphs(row.baseline, right),
                    self.text.paragraphs(row.now, right),
                    self.text.paragraphs(row.target, bold),
                    self.text.paragraphs(row.achieved, right),
                    self.cell(day(row.by)),
                ]
                for row in page.benefit_rows
            ]
            head = ("Outcome", "Baseline", "Now", "Target", "Achieved", "By")
            shares = (0.372, 0.081, 0.083, 0.093, 0.126, 0.245)
            content += [Spacer(1, 3)] if content else []
            content.append(ruled(head, rows, shares, self.width, right=(1, 2, 3, 4), gap=20))
        return content

    def scope(self) -> list[Flowable]:
        sides = []
        for label, typed in (("Inside", self.page.scope_in), ("Outside", self.page.scope_out)):
            content = self.body(typed)
            if content:
                sides.append([Paragraph(label, SUBHEAD), *content])
        if max(map(len, (self.page.scope_in, self.page.scope_out))) > _LONGEST_BESIDE:
            return [item for side in sides for item in side]
        return side_by_side(sides, self.width)

    def criteria(self) -> list[Flowable]:
        rows: list[list[list[Flowable]]] = [
            [[CheckBox()], self.cell(row.text), self.cell(row.evidence), self.cell(row.accepted_by)]
            for row in self.page.criteria
        ]
        head = ("", "Criterion", "Evidence", "Accepted by")
        return [ruled(head, rows, (0.0325, 0.421, 0.2875, 0.259), self.width)] if rows else []

    def phases(self) -> list[Flowable]:
        page = self.page
        with_entry = any(plain(phase.entry).strip() for phase in page.phases)
        rows = []
        for count, phase in enumerate(page.phases, 1):
            gates = [self.cell(phase.entry)] if with_entry else []
            dates = self.cell(span(phase.start, phase.end, short=True))
            rows.append(
                [self.cell(str(count)), self.cell(phase.name), dates, *gates, self.cell(phase.exit)]
            )
        if not rows:
            return []
        head: tuple[str, ...]
        shares: tuple[float, ...]
        if with_entry:
            head = ("", "Phase", "Dates", "Gate: may open when", "Gate: may close when")
            shares = (0.0285, 0.2415, 0.28, 0.225, 0.225)
        else:
            head = ("", "Phase", "Dates", "Gate: may close when")
            shares = (0.0285, 0.335, 0.3285, 0.308)
        table = ruled(head, rows, shares, self.width)
        strip = phase_strip(page.phases, self.text)
        return [strip, table] if strip else [table]

    def assumptions(self) -> list[Flowable]:
        content: list[Flowable] = []
        for label, typed in (
            ("Assumptions", self.page.assumptions),
            ("Constraints", self.page.constraints),
        ):
            paragraphs = self.body(typed)
            if paragraphs:
                gap = [Spacer(1, 4)] if content else []
                content += [*gap, Paragraph(label, SUBHEAD), *paragraphs]
        return content

    def milestones(self) -> list[Flowable]:
        rows = [
            [self.cell(row.name), self.cell(day(row.on)), self.cell("Done" if row.done else "Open")]
            for row in self.page.milestones
        ]
        head = ("Milestone", "Date", "State")
        return [ruled(head, rows, (0.5635, 0.2185, 0.218), self.width)] if rows else []

    def budget(self) -> list[Flowable]:
        page = self.page
        if not (page.cost or page.effort or page.sponsor or page.horizon):
            return []
        items = (
            ("Cost", self.cost()),
            ("Effort", self.effort()),
            ("Sponsor", page.sponsor or "Not named"),
            ("Horizon", page.horizon or "Not set"),
        )
        return [Spacer(1, 2), facts(self.text, items, (0.25,) * 4, self.width)]

    def risks(self) -> list[Flowable]:
        figures = CELL_RIGHT
        rows = [
            [
                self.cell(row.text),
                self.text.paragraphs(str(row.probability), figures),
                self.text.paragraphs(str(row.impact), figures),
                self.text.paragraphs(str(row.probability * row.impact), CELL_RIGHT_BOLD),
                self.cell(row.response),
                self.cell(row.owner),
            ]
            for row in self.page.risks
        ]
        if not rows:
            return []
        head = ("Risk", "Probability", "Impact", "Score", "Response", "Owner")
        shares = (0.312, 0.092, 0.074, 0.068, 0.287, 0.167)
        table = ruled(head, rows, shares, self.width, right=(1, 2, 3))
        return [
            table,
            Spacer(1, 3),
            Paragraph("Probability and impact 1–5; score = product.", NOTE),
        ]

    def approval(self) -> list[Flowable]:
        rows = []
        for row in self.page.approvals:
            name = self.text.paragraphs(row.name, CELL_BOLD)
            said = [*self.cell(row.decision or "Open"), *self.text.paragraphs(row.comment, LABEL)]
            rows.append(
                [
                    [*name, *self.text.paragraphs(row.role, LABEL)],
                    said,
                    self.cell(day(row.on)) if row.on else [],
                    [],
                ]
            )
        return signature_rows(rows, (0.30, 0.28, 0.14, 0.28), self.width) if rows else []
