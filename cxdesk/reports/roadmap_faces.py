"""The faces of bars on paper: sizes, and what is said in each and what beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from cxdesk.model.wording import MONTHS
from cxdesk.reports import fonts
from cxdesk.reports.flow import clipped
from cxdesk.reports.roadmap_axis import Axis
from cxdesk.reports.text import Typesetter
from cxdesk.services.card_words import late
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Axis as By
from cxdesk.services.roadmap_sheet import RoadmapSheet

LEAST: Final = 8.0  # points of type, whatever the scale
INSET: Final = 7.0
_BESIDE: Final = 190.0  # the widest text beside a bar
_MOST_OUTCOMES: Final = 3


@dataclass(frozen=True)
class Measures:
    """Sizes of one drawing: those of A3 times `scale`; `dense` bars have one line, not two."""

    scale: float
    dense: bool = False
    stretch: float = 0.0  # added between rows where a page has room to spare

    def of(self, points: float) -> float:
        """So many points of A3."""
        return points * self.scale

    def type(self, points: float) -> float:
        """A size of type, never below the least."""
        return max(points * self.scale, LEAST)

    @property
    def text(self) -> float:
        """The size of type on bars."""
        return self.type(8.6 if self.dense else 9.3)

    @property
    def small(self) -> float:
        """The size of what is said beside something else."""
        return self.type(8.6)

    @property
    def lead(self) -> float:
        """From line to line on bars."""
        return 1.2 * self.text

    @property
    def bar(self) -> float:
        """The height of a bar."""
        return 1.5 * self.text if self.dense else 2 * self.lead + 0.3 * self.text

    @property
    def row(self) -> float:
        """From bar to bar."""
        return self.bar + self.of(3.8 if self.dense else 7.4) + self.stretch

    @property
    def pad(self) -> float:
        """Above the first row of a lane."""
        return self.of(4.0)

    @property
    def label(self) -> float:
        """The width of the labels of lanes."""
        return self.of(106.0)


@dataclass(slots=True)
class Face:
    """A bar in its place: left and right edge and what is said where.

    `head` and `title` say whether code and title stand in the bar; else `beside` are the lines
    beside it, from `beside_x` on. `early` and `late` tell that it goes on before the first or after
    the last day; `away` is -1 or 1 for one that lies wholly outside, and 2 for one without dates.
    """

    card: Card
    x: float
    end: float
    head: bool = True
    title: bool = True
    beside: tuple[str, ...] = ()
    beside_x: float = 0.0
    beside_wide: float = 0.0
    left: float = 0.0
    right: float = 0.0
    early: bool = False
    late: bool = False
    away: int = 0
    cut: bool = False
    top: float = 0.0


@dataclass
class Widths:
    """Widths of code, title and outcomes at a size of one point, measured once a document."""

    text: Typesetter
    _known: dict[tuple[str, str], float] = field(default_factory=dict)

    def of(self, words: str, face: str) -> float:
        """The width of words."""
        found = self._known.get((words, face))
        if found is None:
            found = self._known[words, face] = self.text.width(words, face, 1.0)
        return found


class Faces:
    """Measures the bars of one drawing; `cuts` are the edges of its sheets."""

    def __init__(
        self, sheet: RoadmapSheet, widths: Widths, measures: Measures, axis: Axis,
        cuts: Sequence[float],
    ) -> None:  # fmt: skip
        self.sheet, self.widths, self.m, self.axis = sheet, widths, measures, axis
        self.cuts = list(cuts)
        self._prefix = len(sheet.prefix)
        self._leaving = {link.before for link in sheet.links if link.kind[0] == "F"}
        self._entered = {link.after for link in sheet.links if link.kind[1] == "S"}

    # Words ----------------------------------------------------------------------------------

    def code(self, card: Card) -> str:
        """The code as bars say it: without what all codes begin with."""
        return card.code[self._prefix :]

    def more(self, card: Card) -> str:
        """What stands behind code and priority: outcomes, and the domain where no lane says it."""
        said = list(card.outcomes[:_MOST_OUTCOMES])
        if len(card.outcomes) > _MOST_OUTCOMES:
            said.append(f"+{len(card.outcomes) - _MOST_OUTCOMES}")
        if self.sheet.lanes_by is not By.DOMAIN:
            said.append(card.domain)
        return " ".join(said)

    def flags(self, card: Card) -> list[str]:
        """Signs of what is wrong."""
        found = ["blocked"] if card.blocked else []
        return [*found, "alert"] if late(card, self.sheet.on) else found

    def head_wide(self, card: Card) -> float:
        """The width of sign, code, priority, outcomes and flags."""
        size = self.m.text
        wide = 1.35 * size + size * self.widths.of(self.code(card), fonts.SEMIBOLD) + 1.45 * size
        if more := self.more(card):
            wide += size * self.widths.of(more, fonts.MEDIUM) + 0.5 * size
        return wide + 1.35 * size * len(self.flags(card))

    # Measuring ------------------------------------------------------------------------------

    def face(self, card: Card) -> Face:
        """The bar with its words where there is room for them."""
        if card.start is None or card.end is None:
            return self._bare(card, 2)
        if card.end < self.sheet.first:
            return self._bare(card, -1)
        if card.start > self.sheet.last:
            return self._bare(card, 1)
        early, late = card.start < self.sheet.first, card.end > self.sheet.last
        x = 0.0 if early else self.axis.x_of(card.start)
        end = self.axis.width if late else self.axis.end_of(card.end)
        end = max(end, x + self.m.of(2.0))
        made = Face(card, x, end, early=early, late=late)
        size, head = self.m.text, self.head_wide(card)
        title = size * self.widths.of(card.title, fonts.REGULAR)
        room = max(self.room(made, *part) for part in self._parts(made))
        made.head = head <= room
        made.title = (head + title if self.m.dense else title) <= room and made.head
        self._put_beside(made, head, title)
        return made

    def _parts(self, made: Face) -> Iterator[tuple[float, float]]:
        """The parts of a bar by sheet, from where to where."""
        first = max(bisect_right(self.cuts, made.x) - 1, 0)
        for left, right in pairwise(self.cuts[first:]):
            if left >= made.end:
                return
            yield max(left, made.x), min(right, made.end)

    def room(self, made: Face, left: float, right: float) -> float:
        """The room for words in a part of a bar: arrows tell that it goes on at either end."""
        return (
            right
            - self.begin(made, left)
            - 0.4 * self.m.text
            - (0.9 * self.m.text if made.late or right < made.end else 0.0)
        )

    def begin(self, made: Face, left: float) -> float:
        """Where words begin in a part of a bar."""
        goes_on = made.early or left > made.x
        return left + (0.9 * self.m.text if goes_on else self.m.of(INSET))

    def _put_beside(self, made: Face, head: float, title: float) -> None:
        """What has no room in the bar stands at its right, or at its left where a sheet ends."""
        card = made.card
        gap = self.m.of(13.0 if card.id in self._leaving else 5.0)
        entry = self.m.of(14.0 if card.id in self._entered else 5.0)
        made.left, made.right = made.x - (entry if card.id in self._entered else 0.0), made.end
        if not made.title or not made.head:
            size, most = self.m.text, self.m.of(_BESIDE)
            if self.m.dense:
                most = 1.5 * self.m.of(_BESIDE)
            lines, cut = [card.title], False
            if title > most:
                many = 1 if self.m.dense or not made.head else 2
                lines, cut = clipped(self.widths.text, card.title, fonts.REGULAR, size, most, many)
            wide = max(size * self.widths.of(line, fonts.REGULAR) for line in lines)
            if not made.head:
                wide = head + wide if self.m.dense else max(head, wide)
            made.beside, made.cut, made.beside_wide = tuple(lines), cut, wide
            sheet = self.cuts[min(bisect_right(self.cuts, made.end - 0.01), len(self.cuts) - 1)]
            made.beside_x = made.end + gap
            if made.beside_x + wide > sheet:
                made.beside_x = made.x - entry - wide
                begin = self.cuts[max(bisect_right(self.cuts, made.x) - 1, 0)]
                if made.beside_x < begin:  # no room at either side: as far right as there is
                    made.beside_x = max(begin, sheet - wide)
            made.left = min(made.left, made.beside_x)
            made.right = max(made.end, made.beside_x + wide)
        made.right += self.m.of(12.0)

    def _bare(self, card: Card, away: int) -> Face:
        """One without a bar: a line of words at the edge that it lies beyond."""
        size = self.m.text
        when = f", {self._when(card, away)}"
        room = 1.6 * self.m.of(_BESIDE) - size * self.widths.of(when, fonts.REGULAR)
        (title,), cut = clipped(self.widths.text, card.title, fonts.REGULAR, size, room, 1)
        lines = [title + when]
        wide = (0.9 * size if away != 2 else 0.0) + 1.35 * size
        wide += size * self.widths.of(self.code(card), fonts.SEMIBOLD) + 0.4 * size
        wide += size * self.widths.of(lines[0], fonts.REGULAR)
        x = self.axis.width - wide - self.m.of(4) if away == 1 else self.m.of(4)
        return Face(
            card, x, x + wide, False, False, tuple(lines), left=x, right=x + wide + self.m.of(12),
            away=away, cut=cut,
        )  # fmt: skip

    def _when(self, card: Card, away: int) -> str:
        if away == 2 or card.start is None or card.end is None:
            return "no dates"
        on = card.start if away > 0 else card.end
        verb = "from" if away > 0 else "to"
        if card.delivered and away < 0:
            verb = card.state.label.lower()
        return f"{verb} {MONTHS[on.month - 1]} {on.year}"
