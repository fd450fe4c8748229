"""What a printed charter says, part by part; the full form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from cxdesk.model.states import LinkType
from cxdesk.reports.charter_parts import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_RIGHT,
    CELL_RIGHT_BOLD,
    LABEL,
    NOT_WRITTEN,
    NOTE,
    SUBHEAD,
    CheckBox,
    Linked,
    control_grid,
    facts,
    quotation,
    ruled,
    side_by_side,
    signature_rows,
    spread,
    title_block,
)
from cxdesk.reports.charter_tables import (
    TO_BE_NAMED,
    cost_tables,
    raci_tables,
    resource_table,
    team_table,
)
from cxdesk.reports.page import SectionHead
from cxdesk.reports.paragraph import Paragraph
from cxdesk.reports.phase_strip import PhaseStrip, phase_strip
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import codes, day, money, number, span
from cxdesk.services.charter_page import BenefitRow, CharterPage, DependencyRow
from cxdesk.services.charter_parts import TITLES, numbers
from cxdesk.services.link_words import NAMES

NOTHING: Final = "Nothing is written here."
_LONGEST_BESIDE: Final = 1500  # characters; longer texts stand below each other
_LONGEST_OF_THREE: Final = 600
_HEAD_ROOM: Final = 26.0  # points of a title; without room below it a part starts a new page
_LEAST_FIRST: Final = 42.0  # of a text below it
_MOST_FIRST: Final = 80.0  # of a table
_HORIZONS: Final = {"short": "Short term", "mid": "Mid term", "long": "Long term"}
_MOST_KEPT: Final = 8  # approvers that stand on one page


class CharterStory:
    """Lays out one charter; every method returns what one part says, [] for nothing.

    `keys` are where links to the charters of other initiatives lead, by code, in a document that
    holds these.
    """

    def __init__(
        self,
        page: CharterPage,
        text: Typesetter,
        width: float,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        self.page, self.text, self.width, self.keys = page, text, width, keys or {}

    def story(self) -> list[Flowable]:
        """The whole charter."""
        story: list[Flowable] = [*self.head(), Spacer(1, 1.6)]
        for key, count in numbers(self.page).items():
            head: list[Flowable] = [SectionHead(count, TITLES[key])]
            content = _PARTS[key](self) or self.nothing()
            story.append(CondPageBreak(_HEAD_ROOM + self.first_of(content)))
            whole = key == "approval" and len(self.page.approvals) <= _MOST_KEPT
            story += [KeepTogether(head + content)] if whole else head + content
        return story

    def head(self) -> list[Flowable]:
        """Title and control block."""
        page = self.page
        title = title_block(self.text, page.code, page.domain, page.hue, page.title)
        return [*title, Spacer(1, 9), control_grid(page, self.text, self.width)]

    def first_of(self, content: list[Flowable]) -> float:
        """The height of what must not be parted from the title above it, about."""
        found = 0.0
        for each in content:
            height: float = each.wrap(self.width, 1e6)[1]
            if isinstance(each, Table):  # its head and a row, if that is not long
                return found + min(float(sum(each._rowHeights[:2])), _MOST_FIRST)
            found += height
            if not isinstance(each, (Spacer, PhaseStrip)) and not each.getKeepWithNext():
                return min(found, _LEAST_FIRST)
        return found

    def nothing(self) -> list[Flowable]:
        """What stands where nothing was written."""
        return [Paragraph(NOT_WRITTEN if self.page.unfinished else NOTHING, LABEL)]

    def body(self, typed: str) -> list[Flowable]:
        """A text of the page."""
        return self.text.paragraphs(typed, BODY)

    def cell(self, typed: str) -> list[Flowable]:
        """A cell of a table."""
        return self.text.paragraphs(typed, CELL)

    def cost(self) -> str:
        """The initiative's cost."""
        return money(self.page.cost, self.page.currency)

    def effort(self) -> str:
        """The initiative's effort."""
        return f"{number(self.page.effort)} person-days"

    def strategy(self) -> list[Flowable]:
        """The north star, the outcomes served and what is said of the link."""
        page, text = self.page, self.text
        content = quotation(text, "North star", page.north_star, self.width)
        if page.benefit_rows:
            rows = [
                [
                    self.cell(row.outcome),
                    text.paragraphs(row.baseline, CELL_RIGHT),
                    text.paragraphs(row.now, CELL_RIGHT),
                    text.paragraphs(row.target, CELL_RIGHT_BOLD),
                    text.paragraphs(row.achieved, CELL_RIGHT),
                    self.cell(day(row.by)),
                ]
                for row in page.benefit_rows
            ]
            head = ("Outcome", "Baseline", "Now", "Target", "Achieved", "By")
            shares = (0.372, 0.081, 0.083, 0.093, 0.126, 0.245)
            content.append(ruled(head, rows, shares, self.width, right=(1, 2, 3, 4), gap=20))
        return _below(content, self.body(page.strategy))

    def benefit(self) -> list[Flowable]:
        """The benefits, in words and as lines; what somebody loses stands apart."""
        content = self.body(self.page.benefits)
        typed = [
            (row.text, row.measure, row.baseline, row.target, None, row.owner)
            for row in self.page.gains
        ]
        shares = spread(self.text, typed, (0.272, 0.19, 0.111, 0.111, 0.148, 0.168), self.width)
        for title, adverse in (("Benefit", False), ("Dis-benefit", True)):
            rows = [self._gain(row) for row in self.page.gains if row.adverse is adverse]
            if rows:
                head = (title, "Measure", "Baseline", "Target", "By", "Owner")
                content = _below(content, [ruled(head, rows, shares, self.width)])
        return content

    def _gain(self, row: BenefitRow) -> list[list[Flowable]]:
        by = [self.cell(day(row.due))] if row.due else [[]]
        texts = (row.text, row.measure, row.baseline, row.target)
        return [*map(self.cell, texts), *by, self.cell(row.owner)]

    def scope(self) -> list[Flowable]:
        """What belongs to it and what does not."""
        labels = (("Inside", self.page.scope_in), ("Outside", self.page.scope_out))
        return self._beside(labels, _LONGEST_BESIDE)

    def changes(self) -> list[Flowable]:
        """Processes, tools and roles that will be others."""
        page = self.page
        labels = (("Processes", page.processes), ("Tools", page.tools), ("Roles", page.roles))
        return self._beside(labels, _LONGEST_OF_THREE)

    def _beside(self, labels: tuple[tuple[str, str], ...], longest: int) -> list[Flowable]:
        """Texts below their labels in columns, or below each other if one is long."""
        sides: list[list[Flowable]] = []
        below: list[Flowable] = []
        for label, typed in labels:
            content = self.body(typed)
            if content:
                sides.append([Paragraph(label, SUBHEAD), *content])
                below = _below(below, sides[-1])
        if max(len(typed) for _, typed in labels) > longest:
            return below
        return side_by_side(sides, self.width)

    def completed(self) -> list[Flowable]:
        """The official definition of a completed task."""
        rows: list[list[list[Flowable]]] = [
            [
                [CheckBox()],
                self.cell(row.text),
                self.cell(row.evidence),
                self.cell(row.accepted_by or (TO_BE_NAMED if self.page.unfinished else "")),
            ]
            for row in self.page.criteria
        ]
        head = ("", "Criterion", "Evidence", "Accepted by")
        typed = [(None, row.text, row.evidence, row.accepted_by) for row in self.page.criteria]
        shares = spread(self.text, typed, (0.0325, 0.421, 0.2875, 0.259), self.width)
        return [ruled(head, rows, shares, self.width)] if rows else []

    def phases(self) -> list[Flowable]:
        """The defining phases, drawn and as a table; what no phase has gets no column."""
        phases = self.page.phases
        gated = any(plain(phase.gate).strip() for phase in phases)
        columns: list[tuple[str, Callable[[int], str]]] = []
        if any(plain(phase.entry).strip() for phase in phases):
            columns.append(("May open when", lambda place: phases[place].entry))
        if any(plain(phase.exit).strip() for phase in phases) or not gated:
            columns.append(("May close when", lambda place: phases[place].exit))
        if gated:
            columns.append(("Gate", lambda place: phases[place].gate))
        else:
            columns = [(f"Gate: {title.lower()}", told) for title, told in columns]
        first = (0.0285, 0.335, 0.3285) if len(columns) == 1 else (0.0285, 0.1815, 0.22)
        rest = (1 - sum(first)) / len(columns)
        rows = [
            [
                self.cell(str(place + 1)),
                self.cell(phase.name),
                self.cell(span(phase.start, phase.end, short=True)),
                *(self.cell(told(place)) for _, told in columns),
            ]
            for place, phase in enumerate(phases)
        ]
        if not rows:
            return []
        head = ("", "Phase", "Dates", *(title for title, _ in columns))
        typed = [
            (None, phase.name, None, *(told(place) for _, told in columns))
            for place, phase in enumerate(phases)
        ]
        shares = spread(self.text, typed, (*first, *(rest for _ in columns)), self.width)
        table = ruled(head, rows, shares, self.width)
        strip = phase_strip(phases, self.text)
        return [strip, table] if strip else [table]

    def milestones(self) -> list[Flowable]:
        """The dated points of the initiative."""
        rows = [
            [self.cell(row.name), self.cell(day(row.on)), self.cell("Done" if row.done else "Open")]
            for row in self.page.milestones
        ]
        head = ("Milestone", "Date", "State")
        return [ruled(head, rows, (0.5635, 0.2185, 0.218), self.width)] if rows else []

    def dependencies(self) -> list[Flowable]:
        """What it waits for, what waits for it, and what it needs beside initiatives."""
        page = self.page
        content: list[Flowable] = []
        typed = [(link.code, link.title, link.owner, None, None) for link in page.links]
        shares = spread(self.text, typed, (0.122, 0.398, 0.2, 0.1, 0.18), self.width)
        for title, incoming in (("Waits for", True), ("Needed by", False)):
            rows = [self._link(link) for link in page.links if link.incoming is incoming]
            if rows:
                head = (title, "Initiative", "Owner", "Link", "Ends" if incoming else "Starts")
                content = _below(content, [ruled(head, rows, shares, self.width)])
        if page.links:
            kinds = {link.kind.split()[0] for link in page.links if link.kind}
            named = [f"{kind}: {NAMES[kind]}" for kind in LinkType if kind.value in kinds]
            if any(" " in link.kind for link in page.links):
                named.append("lag in working days")
            content += [Spacer(1, 3), Paragraph("; ".join(named), NOTE)]
        else:  # a page of an older program has codes alone
            said = (
                ("Depends on", page.depends_on),
                ("Needed by", page.needed_by),
            )
            for title, found in said:
                content += self.body(f"{title} {codes(found)}") if found else []
        return _below(content, self.body(page.dependencies))

    def _link(self, link: DependencyRow) -> list[list[Flowable]]:
        code = self.cell(link.code)
        if link.code in self.keys and len(code) == 1:
            code = [Linked(code[0], self.keys[link.code])]
        when = self.cell(day(link.on))
        return [code, self.cell(link.title), self.cell(link.owner), self.cell(link.kind), when]

    def assumptions(self) -> list[Flowable]:
        """What is taken for granted, and what binds."""
        content: list[Flowable] = []
        for label, typed in (
            ("Assumptions", self.page.assumptions),
            ("Constraints", self.page.constraints),
        ):
            paragraphs = self.body(typed)
            if paragraphs:
                content = _below(content, [Paragraph(label, SUBHEAD), *paragraphs])
        return content

    def risks(self) -> list[Flowable]:
        """What may go wrong."""
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

    def budget(self) -> list[Flowable]:
        """Cost and effort, who pays for it, money by year and person-days by domain."""
        page, text = self.page, self.text
        items = (
            ("Cost", self.cost()),
            ("Effort", self.effort()),
            ("Sponsor", page.sponsor or "Not named"),
            ("Horizon", _HORIZONS.get(page.horizon, page.horizon) or "Not set"),
        )
        content: list[Flowable] = [Spacer(1, 2), facts(text, items, (0.25,) * 4, self.width)]
        content += cost_tables(text, page.costs, page.currency, self.width)
        if page.resources:
            content += resource_table(text, page.resources, self.width)
        return content

    def team(self) -> list[Flowable]:
        """Who works on it, and who does and answers for what."""
        page, text = self.page, self.text
        content = team_table(text, page.team, self.width)
        return content + raci_tables(text, page.team, page.duties, self.width)

    def people(self) -> list[Flowable]:
        """Whom the change touches."""
        rows = [
            [
                self.cell(row.text),
                [] if row.people is None else self.text.paragraphs(f"{row.people:,}", CELL_RIGHT),
                self.cell(row.impact),
                self.cell(row.planned),
            ]
            for row in self.page.impacts
        ]
        head = ("Who", "People", "What changes for them", "What is planned")
        shares = (0.2, 0.09, 0.355, 0.355)
        return [ruled(head, rows, shares, self.width, right=(1,))] if rows else []

    def approval(self) -> list[Flowable]:
        """Who signs, what they said, and a line to sign on."""
        rows = []
        for row in self.page.approvals:
            name = self.text.paragraphs(row.name, CELL_BOLD)
            said = [*self.cell(row.decision or "Open"), *self.text.paragraphs(row.comment, LABEL)]
            if plain(row.answer).strip():
                said += self.text.paragraphs(f"Answer: {row.answer}", LABEL)
            rows.append(
                [
                    [*name, *self.text.paragraphs(row.role, LABEL)],
                    said,
                    self.cell(day(row.on)) if row.on else [],
                    [],
                ]
            )
        return signature_rows(rows, (0.30, 0.28, 0.14, 0.28), self.width) if rows else []


def _below(first: list[Flowable], second: list[Flowable]) -> list[Flowable]:
    """One after the other with a little room between, where there are both."""
    return [*first, Spacer(1, 5), *second] if first and second else first + second


_PARTS: Final[Mapping[str, Callable[[CharterStory], list[Flowable]]]] = {
    "summary": lambda it: it.body(it.page.summary),
    "why": lambda it: it.body(it.page.why),
    "strategy": CharterStory.strategy,
    "objectives": lambda it: it.body(it.page.objectives),
    "benefit": CharterStory.benefit,
    "scope": CharterStory.scope,
    "changes": CharterStory.changes,
    "completed": CharterStory.completed,
    "phases": CharterStory.phases,
    "milestones": CharterStory.milestones,
    "dependencies": CharterStory.dependencies,
    "assumptions": CharterStory.assumptions,
    "risks": CharterStory.risks,
    "budget": CharterStory.budget,
    "team": CharterStory.team,
    "people": CharterStory.people,
    "approval": CharterStory.approval,
}
