"""Where everything of a printed roadmap stands: rows in lanes, parts on sheets, lines of links."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cxdesk.analysis.packing import pack
from cxdesk.analysis.routing import NO_BARS, SCREEN, Bars, Point, route
from cxdesk.reports import fonts
from cxdesk.reports.flow import clipped
from cxdesk.reports.roadmap_axis import Axis
from cxdesk.reports.roadmap_faces import Face, Faces, Measures, Widths
from cxdesk.services.roadmap_sheet import LaneRow, LinkLine, RoadmapSheet

Step = Callable[[], None]
"""Called for every bar and link that is done; raises to stop."""

_LABEL_LINES: Final = 4
_FAR: Final = 40  # rows; a link over more of them is drawn straight, whatever stands there


@dataclass(slots=True)
class LanePlan:
    """A lane in its place, its rows of bars from left to right, and the words of its label."""

    row: LaneRow
    name: list[str]
    top: float
    height: float = 0.0
    rows: list[list[Face]] = field(default_factory=list)
    starts: list[list[float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A link as drawn: its corners, and the box in which they lie."""

    link: LinkLine
    points: tuple[Point, ...]
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a lane that one sheet holds: from row to row, and from height to height."""

    lane: LanePlan
    first: int
    last: int
    top: float
    bottom: float


@dataclass
class Layout:
    """All lanes below each other, at one size and over one axis. Heights count from the first."""

    sheet: RoadmapSheet
    faces: Faces
    lanes: list[LanePlan]
    height: float

    @property
    def m(self) -> Measures:
        """The sizes."""
        return self.faces.m

    @cached_property
    def places(self) -> dict[int, Face]:
        """The bars by the ids of their initiatives."""
        return {
            face.card.id: face for lane in self.lanes for row in lane.rows for face in row
        }  # fmt: skip

    @property
    def cut(self) -> list[str]:
        """Codes of those whose titles have no room, however long a line."""
        return [face.card.code for face in self.places.values() if face.cut]

    def parts(self) -> list[Part]:
        """The smallest parts that may stand on a sheet: rows."""
        found = []
        for lane in self.lanes:
            number = max(len(lane.rows), 1)
            gap = 0.4 * (self.m.row - self.m.bar)
            edges = [lane.top + self.m.pad + n * self.m.row - gap for n in range(1, number)]
            edges = [lane.top, *edges, lane.top + lane.height]
            found += [
                Part(lane, n, n + 1, edges[n], edges[n + 1]) for n in range(number)
            ]  # fmt: skip
        return found

    def windows(self, rooms: Callable[[int], float]) -> list[list[Part]]:
        """The lanes on sheets below each other, the nth of which has `rooms(n)` points for them.

        No row is ever cut.
        """
        sheets: list[list[Part]] = [[]]
        used = 0.0
        for part in self.parts():
            high = part.bottom - part.top
            if sheets[-1] and used + high > rooms(len(sheets) - 1) + 1e-6:
                sheets.append([])
                used = 0.0
            here = sheets[-1]
            if here and here[-1].lane is part.lane:
                before = here.pop()
                part = Part(part.lane, before.first, part.last, before.top, part.bottom)
            here.append(part)
            used += high
        return sheets

    def lines(self, step: Step) -> list[Line]:
        """The links between bars, each around what stands in its way."""
        m, found = self.m, []
        shape = SCREEN.scaled(0.9 * m.scale)._replace(gap=(m.row - m.bar) / 2)
        tops, bars = self._bars()
        for link in self.sheet.links:
            step()
            before, after = self.places.get(link.before), self.places.get(link.after)
            if before is None or after is None or before is after:
                continue
            if not (_has_end(before, link.kind[0]) and _has_end(after, link.kind[1])):
                continue
            far = abs(bisect_right(tops, before.top) - bisect_right(tops, after.top)) > _FAR
            boxes = [(one.x, one.top, one.end, one.top + m.bar) for one in (before, after)]
            points = route(link.kind, boxes[0], boxes[1], NO_BARS if far else bars, shape)
            xs, ys = zip(*points, strict=True)
            found.append(Line(link, tuple(points), min(xs), max(xs), min(ys), max(ys)))
        return found

    def _bars(self) -> tuple[list[float], Bars]:
        """The tops of rows, and what stands in them, words beside bars included."""
        rows, words = [], []
        edge = 0.4 * self.m.text  # the ground of words hides lines that come so near
        for lane in self.lanes:
            for number, row in enumerate(lane.rows):
                top = lane.top + self.m.pad + number * self.m.row
                bars = [(face.x, face.end) for face in row if not face.away]
                said = [(face.x, face.end + edge) for face in row if face.away]
                said += [
                    (face.beside_x - edge, face.beside_x + face.beside_wide + edge)
                    for face in row
                    if face.beside and not face.away
                ]
                rows.append((top, top + self.m.bar, sorted(bars)))
                words.append(sorted(said))
        return [top for top, _, _ in rows], Bars(rows, words)


def lay(
    sheet: RoadmapSheet, widths: Widths, m: Measures, axis: Axis, cuts: list[float], step: Step
) -> Layout:
    """All bars in rows of their lanes, at these sizes and over this axis."""
    faces = Faces(sheet, widths, m, axis, cuts)
    lanes: list[LanePlan] = []
    top = 0.0
    name_size, label = m.type(9.6), m.label - m.of(16)
    for row in sheet.lanes:
        name, _ = clipped(widths.text, row.title, fonts.SEMIBOLD, name_size, label, _LABEL_LINES)
        lane = LanePlan(row, name, top)
        lane.rows = _rows(faces, row, step)
        for number, here in enumerate(lane.rows):
            for face in here:
                face.top = top + m.pad + number * m.row
        lane.starts = [[min(face.x, face.left) for face in here] for here in lane.rows]
        said = 1.25 * name_size * len(name) + 1.3 * m.small
        body = 2 * m.pad + len(lane.rows) * m.row - (m.row - m.bar) + m.of(3)
        lane.height = max(body, said + m.of(9))
        lanes.append(lane)
        top += lane.height
    return Layout(sheet, faces, lanes, top)


def _rows(faces: Faces, lane: LaneRow, step: Step) -> list[list[Face]]:
    dated: list[Face] = []
    bare: list[Face] = []
    for card in lane.cards:
        step()
        face = faces.face(card)
        (bare if face.away == 2 else dated).append(face)
    places = pack((n, face.left, face.right) for n, face in enumerate(dated))
    rows: list[list[Face]] = [[] for _ in range(max(places.values(), default=-1) + 1)]
    for n, face in enumerate(dated):
        rows[places[n]].append(face)
    for row in rows:
        row.sort(key=lambda face: face.left)
    # Those without dates one after another, on the first sheet.
    x, room = faces.m.of(4), faces.cuts[1]
    for number, face in enumerate(bare):
        wide = face.end - face.x
        if not number or x + wide > room:
            rows.append([])
            x = faces.m.of(4)
        face.x, face.end, face.left, face.right = x, x + wide, x, x + wide
        rows[-1].append(face)
        x += wide + faces.m.of(14)
    return rows


def in_window(lane: LanePlan, row: int, window: tuple[float, float]) -> Sequence[Face]:
    """The bars of a row that a sheet may show, from left to right."""
    here = lane.rows[row]
    last = bisect_right(lane.starts[row], window[1])
    # None overlaps the next: of those that begin before the sheet the last alone reaches into it.
    first = max(bisect_right(lane.starts[row], window[0]) - 1, 0)
    return here[first:last]


def _has_end(face: Face, end: str) -> bool:
    """Whether the end of a bar to which a link is tied is on the paper."""
    return not face.away and not (face.late if end == "F" else face.early)
