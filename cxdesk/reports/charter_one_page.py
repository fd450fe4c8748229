"""The charter on one page, for the wall and the board: its parts share the height by need.

What does not fit is cut at whole lines and rows, and a note says how much more the full charter
holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from cxdesk.model.wording import count
from cxdesk.reports import fonts
from cxdesk.reports.charter_fitting import (
    ABOVE,
    BELOW,
    LABELS,
    NAME,
    Clipped,
    PartOfPage,
    SignLine,
    high,
)
from cxdesk.reports.charter_parts import (
    BODY,
    CELL,
    LABEL,
    NOT_WRITTEN,
    NOTE,
    CheckBox,
    TitleBlock,
    control_grid,
    ruled,
    side_by_side,
)
from cxdesk.reports.charter_tables import TO_BE_NAMED
from cxdesk.reports.flow import clipped
from cxdesk.reports.page import INDENT, text_height, text_width
from cxdesk.reports.phase_strip import phase_strip
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, span
from cxdesk.services.charter_page import ApprovalRow, CharterPage

MORE: Final = "see the full charter"

_NOTE: Final = 11.5  # points that a note takes
_LONGEST: Final = 6000  # characters of a text that are set at all: a page holds fewer
_TITLE_LINES: Final = 2
_SIGNING: Final = 3  # approvers with room to sign
_MOST_RISKS: Final = 3
_OBJECTIVES: Final = 1.7
_DEFINING: Final = 3.0  # what the definition and the phases weigh: they are what is agreed on
_BODY: Final = ParagraphStyle("body", BODY, leading=12.3)
_SMALL_CELL: Final = ParagraphStyle("small cell", CELL, fontSize=8, leading=10.6)
_SUBHEAD: Final = ParagraphStyle("subhead", NAME, fontSize=9, leading=12.5)


def one_page_story(page: CharterPage, text: Typesetter, paper: str) -> list[Flowable]:
    """The parts of a charter, as much of each as its page holds."""
    return _OnePage(page, text, paper).story()


@dataclass(frozen=True)
class _Look:
    """How tables are set: their cells, lines of a cell, phases at the same time that are drawn."""

    style: ParagraphStyle
    lines: int = 2
    lanes: int = 2


_CLOSER: Final = (_Look(_SMALL_CELL), _Look(_SMALL_CELL, lanes=0), _Look(_SMALL_CELL, 1, 0))


@dataclass(frozen=True)
class _Part:
    """A part of the page: its name, the height of all of it and the least; `cut` sets it.

    Of two that do not fit the one with twice the `weight` gets twice the height.
    """

    title: str
    whole: float
    least: float
    cut: Callable[[float], list[Flowable]]
    weight: float = 1.0

    def share(self, level: float) -> float:
        """Its height where one of weight 1 gets `level`."""
        return max(self.least, min(self.whole, level * self.weight))


class _OnePage:
    def __init__(self, page: CharterPage, text: Typesetter, paper: str) -> None:
        self.page, self.text = page, text
        self.room = text_height(paper)
        self.full = text_width(paper)
        self.width = self.full + INDENT - LABELS
        self.unnamed = TO_BE_NAMED if self.page.unfinished else ""
        self.look = _Look(CELL)

    def story(self) -> list[Flowable]:
        page, text = self.page, self.text
        title, _ = clipped(text, page.title, fonts.DISPLAY, 22.5, self.full, _TITLE_LINES)
        head: list[Flowable] = [
            TitleBlock(text, page.code, page.domain, page.hue, " ".join(title)),
            Spacer(1, 8),
            control_grid(page, text, self.full, self.fact),
            Spacer(1, 5),
        ]
        note = text.note()
        foot = [Spacer(1, 4), text.line(note, NOTE)] if note else []
        room = self.room - high([*head, *foot], self.full) - 1
        parts = self.fitting(room)
        room -= len(parts) * (ABOVE + BELOW)
        placed = [
            PartOfPage(part.title, content, text)
            for part, content in zip(parts, self.shared(parts, room), strict=True)
        ]
        return [*head, *placed, *foot]

    def fitting(self, room: float) -> list[_Part]:
        """The parts set as large as they fit, else closer; the last way always does."""
        parts = self.parts()
        if sum(part.whole + ABOVE + BELOW for part in parts) > room:
            for self.look in _CLOSER:
                parts = self.parts()
                if sum(part.least + ABOVE + BELOW for part in parts) <= room:
                    break
        return parts

    def shared(self, parts: Sequence[_Part], room: float) -> list[list[Flowable]]:
        """What each part shows: all of the small ones, of the others as much as is fair."""
        low, top = 0.0, max(room, 1.0)
        for _ in range(30):
            level = (low + top) / 2
            if sum(part.share(level) for part in parts) <= room:
                low = level
            else:
                top = level
        found = [part.cut(part.share(low)) for part in parts]
        used = [high(each, self.width) for each in found]
        # What whole lines left over goes to those that count most.
        for place, part in sorted(enumerate(parts), key=lambda item: -item[1].weight):
            left = room - sum(used)
            if used[place] < part.whole and left > 0:
                again = part.cut(used[place] + left)
                height = high(again, self.width)
                if height <= used[place] + left:
                    found[place], used[place] = again, height
        return found

    def parts(self) -> list[_Part]:
        """The parts that are there, with all that they hold."""
        page = self.page
        parts = (
            self.words("Summary", page.summary),
            self.words("Objectives", page.objectives, needed=True, weight=_OBJECTIVES),
            self.benefits(),
            self.scope(),
            self.completed(),
            self.phases(),
            self.risks(),
            self.approval(),
        )
        return [part for part in parts if part is not None]

    def fact(self, value: str, width: float, size: float, most: int) -> str:
        """A value of the control block on as many lines."""
        return " ".join(clipped(self.text, value, fonts.REGULAR, size, width, most)[0])

    def missing(self, title: str) -> _Part | None:
        """A part that is needed and not there yet."""
        if not self.page.unfinished:
            return None
        line = self.text.line(NOT_WRITTEN, LABEL)
        return _Part(title, 11, 11, lambda _: [line])

    def words(
        self, title: str, typed: str, *, needed: bool = False, weight: float = 1.0
    ) -> _Part | None:
        """A text."""
        content = self.text.paragraphs(typed[:_LONGEST], _BODY)
        if not content:
            return self.missing(title) if needed else None
        whole = high(content, self.width)
        if len(typed) > _LONGEST:
            whole += self.room
        least = min(whole, _BODY.leading * 2 + _NOTE)
        return _Part(
            title, whole, least, lambda room: self.cut(content, whole, self.width, room), weight
        )

    def cut(
        self, content: list[Flowable], whole: float, width: float, room: float
    ) -> list[Flowable]:
        """The beginning of a text, and a note if that is not all."""
        if whole <= room + 1e-6:
            return content
        kept: list[Flowable] = []
        for each in content:
            left = room - _NOTE - high([*kept, each], width)
            if left >= 0:
                kept.append(each)
                continue
            taken = high(kept, width) + (each.getSpaceBefore() if kept else 0)
            pieces = each.split(width, room - _NOTE - taken)
            if len(pieces) > 1:
                kept.append(pieces[0])
            break
        return [*kept, self.note(f"… more: {MORE}")]

    def note(self, words: str) -> Flowable:
        """What says that there is more."""
        return self.text.line(words, NOTE)

    def benefits(self) -> _Part | None:
        """What is gained: the words, else the lines."""
        page = self.page
        lines = [
            f"- {'Dis-benefit: ' if row.adverse else ''}{' '.join(row.text.split())}"
            + (f", {row.baseline} to {row.target}" if row.baseline and row.target else "")
            + (f", by {day(row.due)}" if row.due else "")
            for row in page.gains
        ]
        return self.words("Benefits", "\n".join(filter(None, [page.benefits, *lines])), needed=True)

    def scope(self) -> _Part | None:
        """What belongs to it and what does not, beside each other."""
        sides = [
            (label, typed)
            for label, typed in (
                ("Inside", self.page.scope_in),
                ("Outside", self.page.scope_out),
            )
            if typed.strip()
        ]
        if not sides:
            return None
        width = self.width / len(sides) - (14 if len(sides) > 1 else 0)
        texts = [
            (label, self.text.paragraphs(typed[:_LONGEST], _BODY), typed) for label, typed in sides
        ]
        wholes = [
            high(content, width) + (self.room if len(typed) > _LONGEST else 0)
            for _, content, typed in texts
        ]
        head = _SUBHEAD.leading

        def cut(room: float) -> list[Flowable]:
            shown = [
                [
                    self.text.line(label, _SUBHEAD),
                    *self.cut(content, whole, width, room - head),
                ]
                for (label, content, _), whole in zip(texts, wholes, strict=True)
            ]
            return side_by_side(shown, self.width, [1 / len(shown)] * len(shown))

        whole = head + max(wholes)
        return _Part("Scope", whole, min(whole, head + _BODY.leading * 2 + _NOTE), cut)

    def table(
        self,
        title: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Flowable | str]],
        shares: Sequence[float],
        many: int = 0,
        first: Sequence[Flowable] = (),
        weight: float = 1.0,
    ) -> _Part:
        """Rows under their head, `first` above it; `many` are there if not all are given."""
        many = many or len(rows)
        lines = [
            [
                [self.clip(each, share * self.width - 8)] if isinstance(each, str) else [each]
                for each, share in zip(row, shares, strict=True)
            ]
            for row in rows
        ]

        def set_table(count: int) -> list[Flowable]:
            return [*first, ruled(head, lines[:count], shares, self.width, tight=True)]

        heights = [high(set_table(shown), self.width) for shown in range(1, len(lines) + 1)]

        def cut(room: float) -> list[Flowable]:
            shown = len(lines)
            while shown > 1 and heights[shown - 1] + (_NOTE + 2) * (shown < many) > room + 1e-6:
                shown -= 1
            left = many - shown
            more = [Spacer(1, 2), self.note(f"… {count(left, 'more', 'more')}, {MORE}")]
            return [*set_table(shown), *(more if left else [])]

        least = heights[0] + (_NOTE + 2) * (many > 1)
        whole = heights[-1] + (_NOTE + 2) * (many > len(lines))
        return _Part(title, whole, min(least, whole), cut, weight)

    def clip(self, typed: str, width: float) -> Flowable:
        """A cell on a few lines."""
        face, size = self.look.style.fontName, self.look.style.fontSize
        lines, _ = clipped(self.text, typed, face, size, max(width, 12), self.look.lines)
        return Clipped(self.text, lines, self.look.style)

    def completed(self) -> _Part | None:
        """The official definition of a completed task."""
        rows = [
            (
                CheckBox(self.look.style.leading),
                row.text,
                row.evidence,
                row.accepted_by or self.unnamed,
            )
            for row in self.page.criteria[:60]
        ]
        if not rows:
            return self.missing("Definition of a completed task")
        return self.table(
            "Definition of a completed task", ("", "Criterion", "Evidence", "Accepted by"), rows,
            (0.036, 0.444, 0.26, 0.26), len(self.page.criteria), weight=_DEFINING,
        )  # fmt: skip

    def phases(self) -> _Part | None:
        """The defining phases, drawn and as a table."""
        phases = self.page.phases
        rows = [
            (str(n), row.name, span(row.start, row.end, short=True), row.gate or row.exit)
            for n, row in enumerate(phases[:60], 1)
        ]
        if not rows:
            return self.missing("Phases")
        strip = phase_strip(phases, self.text)
        drawn = [strip] if strip is not None and strip.lanes <= self.look.lanes else []
        head = ("", "Phase", "Dates", "Gate")
        shares = (0.036, 0.255, 0.29, 0.419)
        return self.table("Phases", head, rows, shares, len(phases), drawn, _DEFINING)

    def risks(self) -> _Part | None:
        """The greatest risks."""
        risks = sorted(self.page.risks, key=lambda row: -row.probability * row.impact)
        rows = [
            (str(row.probability * row.impact), row.text, row.response, row.owner)
            for row in risks[:_MOST_RISKS]
        ]
        if not rows:
            return None
        head = ("Score", "Greatest risks", "Response", "Owner")
        return self.table("Risks", head, rows, (0.085, 0.36, 0.34, 0.215), len(risks))

    def approval(self) -> _Part:
        """Lines to sign on."""
        asked = self.page.approvals
        shown: list[ApprovalRow | None] = [*asked[:_SIGNING]] or [None] * 2
        width = self.width / len(shown)
        content = side_by_side(
            [[SignLine(self.text, row, width - 14)] for row in shown],
            self.width, [1 / len(shown)] * len(shown),
        )  # fmt: skip
        if len(asked) > _SIGNING:
            left = len(asked) - _SIGNING
            content += [Spacer(1, 2), self.note(f"… {count(left, 'more', 'more')}, {MORE}")]
        height = high(content, self.width)
        return _Part("Approval", height, height, lambda _: content)
