"""Tables of the printed charter that turn its lines round: money by year, RACI by person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from cxdesk.model.wording import thousands
from cxdesk.reports import fonts
from cxdesk.reports.charter_parts import (
    CELL,
    CELL_BOLD,
    CELL_RIGHT,
    CELL_RIGHT_BOLD,
    HEAD,
    NOTE,
    Cell,
    ruled,
)
from cxdesk.reports.page import RULE
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import number
from cxdesk.services.charter_page import CostRow, DutyRow, MemberRow, ResourceRow

LEGEND: Final = "R does it, A answers for it, C is asked, I is told."
TO_BE_NAMED: Final = "To be named"

_YEARS: Final = 6  # columns of a table; more years go on in the next
_UPRIGHT: Final = 6  # of a team whose names stand upright above their columns
_TURNED: Final = 12  # columns with turned names; a larger team goes on in the next table
_TURNED_HEIGHT: Final = 92.0
_LETTER: Final = ParagraphStyle("letter", CELL, alignment=TA_CENTER)
_LETTER_BOLD: Final = ParagraphStyle("letter bold", CELL_BOLD, alignment=TA_CENTER)
_LEGEND: Final = ParagraphStyle("legend", NOTE, keepWithNext=1, spaceAfter=4)
_NAME: Final = ParagraphStyle("name", HEAD, alignment=TA_CENTER, leading=10)


def cost_tables(
    text: Typesetter, costs: Sequence[CostRow], currency: str, width: float
) -> list[Flowable]:
    """What is spent on what in which year, with sums; some years to a table."""
    unit = thousands(currency)
    years = sorted({row.year for row in costs})
    spent: dict[str, dict[int, float]] = {}
    for row in costs:
        of = spent.setdefault(row.text, {})
        of[row.year] = of.get(row.year, 0.0) + row.amount
    found: list[Flowable] = []
    for start in range(0, len(years), _YEARS):
        some = years[start : start + _YEARS]
        last = start + _YEARS >= len(years)
        head = [escape(f"Cost in {unit}"), *map(str, some), *(["All years"] if last else [])]
        rows = [
            [
                text.paragraphs(what, CELL),
                *(_figure(text, of.get(year)) for year in some),
                *([_figure(text, sum(of.values()), CELL_RIGHT_BOLD)] if last else []),
            ]
            for what, of in spent.items()
        ]
        sums = [sum(of.get(year, 0.0) for of in spent.values()) for year in some]
        if last:
            sums.append(sum(row.amount for row in costs))
        rows.append(
            [text.paragraphs("Total", CELL_BOLD)]
            + [_figure(text, value, CELL_RIGHT_BOLD) for value in sums]
        )
        figures = range(1, len(head))
        share = 0.66 / (_YEARS + 1) if len(head) > 4 else 0.13
        shares = (1 - share * len(figures), *(share for _ in figures))
        found += [Spacer(1, 4), ruled(head, rows, shares, width, right=figures)]
    return found


def _figure(text: Typesetter, value: float | None, style: ParagraphStyle = CELL_RIGHT) -> Cell:
    return [] if value is None else text.paragraphs(number(value), style)


def resource_table(
    text: Typesetter, resources: Sequence[ResourceRow], width: float
) -> list[Flowable]:
    """The person-days that each domain gives, and what for."""
    rows = [
        [
            text.paragraphs(row.domain, CELL),
            text.paragraphs(number(row.days), CELL_RIGHT),
            text.paragraphs(row.text, CELL),
        ]
        for row in resources
    ]
    total = number(sum(row.days for row in resources))
    rows.append([text.paragraphs("Total", CELL_BOLD), text.paragraphs(total, CELL_RIGHT_BOLD), []])
    head = ("Domain", "Person-days", "What for")
    return [Spacer(1, 4), ruled(head, rows, (0.2, 0.13, 0.67), width, right=(1,), gap=22)]


def team_table(text: Typesetter, team: Sequence[MemberRow], width: float) -> list[Flowable]:
    """Who is in the team, numbered as the RACI table counts them."""
    rows = [
        [
            text.paragraphs(str(count), CELL),
            text.paragraphs(row.name or TO_BE_NAMED, CELL_BOLD if row.name else CELL),
            text.paragraphs(row.role, CELL),
            text.paragraphs(row.part, CELL),
        ]
        for count, row in enumerate(team, 1)
    ]
    head = ("", "Team", "Role", "Part in this initiative")
    return [ruled(head, rows, (0.0405, 0.2595, 0.26, 0.44), width)] if rows else []


def raci_tables(
    text: Typesetter, team: Sequence[MemberRow], duties: Sequence[DutyRow], width: float
) -> list[Flowable]:
    """Who does, answers for, is asked and told of what; a large team takes several tables."""
    if not duties:
        return []
    upright = len(team) <= _UPRIGHT
    most = _UPRIGHT if upright else _TURNED
    column = (0.1 if upright else 0.047) * width
    found: list[Flowable] = [Spacer(1, 7), text.line(LEGEND, _LEGEND)]
    for start in range(0, max(len(team), 1), most):
        some = list(enumerate(team, 1))[start : start + most]
        head: list[str | Flowable] = ["What is to be done"]
        for count, member in some:
            name = f"{count} {member.name or member.part or TO_BE_NAMED}"
            head.append(text.line(name[:80], _NAME) if upright else TurnedName(text, name))
        rows = []
        for duty in duties:
            letters = (*duty.letters, *("" for _ in team))[start : start + len(some)]
            rows.append(
                [text.paragraphs(duty.text, CELL), *(_letter(text, each) for each in letters)]
            )
        first = width - column * len(some)
        shares = (first / width, *(column / width for _ in some))
        tight = (
            ("LEFTPADDING", (1, 0), (-1, -1), 2),
            ("RIGHTPADDING", (1, 0), (-1, -1), 2),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        )
        if start:
            found.append(Spacer(1, 4))  # not below the legend, which keeps to what is next
        found.append(ruled(head, rows, shares, width, extra=tight))
    return found


def _letter(text: Typesetter, letter: str) -> Cell:
    return text.paragraphs(letter, _LETTER_BOLD if letter == "A" else _LETTER)


class TurnedName(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A name that reads upwards, over a narrow column; two lines at the most."""

    def __init__(self, text: Typesetter, name: str) -> None:
        super().__init__()
        lines = text.wrapped(name[:120], fonts.MEDIUM, 8, _TURNED_HEIGHT)
        self._text, self._lines = text, lines[:2]
        if len(lines) > 2:
            rest = " ".join(lines[1:])
            self._lines[1] = text.fitted(rest, fonts.MEDIUM, 8, _TURNED_HEIGHT)
        self._long = max(text.width(line, fonts.MEDIUM, 8) for line in self._lines)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = width
        return width, self._long

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(RULE)
        canvas.translate(self.width / 2, 0)
        canvas.rotate(90)
        first = -2.8 if len(self._lines) == 1 else 1.4
        for place, line in enumerate(self._lines):
            self._text.draw(canvas, 0, first - 9 * place, line, fonts.MEDIUM, 8)
        canvas.restoreState()
