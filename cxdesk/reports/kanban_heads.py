"""The heads of a printed board: above its columns, and on its lanes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.colors import HexColor

from cxdesk.model.states import State
from cxdesk.model.wording import count, day
from cxdesk.reports import fonts
from cxdesk.reports.flow import DANGER, Flow, Piece, Setter, stacked
from cxdesk.reports.page import HAIR, INK, RULE, SOFT
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import money
from cxdesk.services.board_sheet import BoardSheet, ColumnHead, LaneRow

_SIZE: Final = 8.6
_LEADING: Final = 12.0
_NARROWEST, _WIDEST = 34.0, 84.0  # an empty column
_LANE: Final = HexColor(0xEEF0F3)
_SEGMENT, _HIGH, _BETWEEN = 11.0, 6.4, 1.8
_MOST_SEGMENTS: Final = 12
_METER: Final = 20.0
_EDGE: Final = 4.0
_AWAY: Final = 5.0  # of a count from the next column


class Heads:
    """Measures and draws the heads of one document."""

    def __init__(self, text: Typesetter, sheet: BoardSheet, scale: float) -> None:
        self.text, self.sheet, self.scale = text, sheet, scale
        self.setter = Setter(text, _SIZE * scale, _LEADING * scale)

    # Columns --------------------------------------------------------------------------------

    def narrow(self, head: ColumnHead) -> float:
        """The width of a column without cards: its longest word stands in it."""
        words = (Piece(word, head.sign, "strong") for word in head.label.split() or [""])
        longest = max(map(self.setter.width, words)) + (_AWAY + 1) * self.scale
        return min(max(longest, _NARROWEST * self.scale), _WIDEST * self.scale)

    def column(self, head: ColumnHead, width: float) -> Flow:
        """What stands above a column."""
        over = head.limit is not None and head.count > head.limit
        number = f"{head.count:,}" if head.limit is None else f"{head.count:,}/{head.limit:,}"
        room = (_METER + 4) * self.scale if head.limit else 0.0
        tone = "danger" if over else "plain"
        name = Piece(head.label, head.sign, "strong")
        said = Piece(number, "alert" if over else "", tone, room=room)
        width -= _AWAY * self.scale
        flows = [self.setter.pair([name], [said], width)]
        if head.note:
            flows.append(self.setter.flow([Piece(head.note, tone=tone)], width, most=3))
        return stacked(flows)

    def columns_height(self, flows: Sequence[Flow]) -> float:
        """The height of the heads above these columns."""
        return max(map(self.setter.height, flows), default=0.0) + (_EDGE + 1) * self.scale

    def draw_column(self, canvas: Any, head: ColumnHead, flow: Flow, x: float, top: float) -> None:
        """Draw what stands above a column."""
        self.setter.draw(canvas, flow, x, top)
        if not head.limit:
            return
        where = next(each for each in flow.pieces if each.piece.room)
        sign = self.setter.lead(where.piece) - where.piece.room
        left = x + where.x + sign
        middle = top - (where.line + 0.5) * self.setter.leading
        wide, high = _METER * self.scale, 4 * self.scale
        canvas.setFillColor(HAIR)
        canvas.rect(left, middle - high / 2, wide, high, stroke=0, fill=1)
        canvas.setFillColor(DANGER if head.count > head.limit else SOFT)
        share = min(1.0, head.count / head.limit)
        canvas.rect(left, middle - high / 2, wide * share, high, stroke=0, fill=1)

    # Lanes ----------------------------------------------------------------------------------

    def lane(self, row: LaneRow, width: float, *, continued: bool) -> Flow:
        """What a lane's head says; its cost stands apart, at the right."""
        cost = self.setter.words(self._cost(row), fonts.MEDIUM) + 14 * self.scale
        return self.setter.flow(
            self._lane(row, continued=continued),
            width - 2 * _EDGE * self.scale,
            first=width - 2 * _EDGE * self.scale - cost,
            most=2,
        )

    def _cost(self, row: LaneRow) -> str:
        return money(row.cost, self.sheet.currency) if row.cost else ""

    def _lane(self, row: LaneRow, *, continued: bool) -> list[Piece]:
        pieces = [Piece(row.code)] if row.code else []
        pieces.append(Piece(row.name, tone="strong"))
        if continued:
            pieces.append(Piece("continued", tone="tint"))
        if row.lead:
            pieces.append(Piece(f"Lead {row.lead}"))
        if row.deadline is not None:
            left = (row.deadline - self.sheet.on).days
            told = f"{left:,} d left" if left >= 0 else f"{-left:,} d over"
            tone = "plain" if left >= 0 else "danger"
            pieces.append(Piece(f"{day(row.deadline)}, {told}", "calendar", tone))
        if not row.segments:
            return [*pieces, Piece("No initiatives")]
        done = f"{row.delivered:,} of {len(row.segments):,} delivered"
        pieces.append(Piece(done, room=self._segments_width(row) + 5 * self.scale))
        if row.actions:
            pieces.append(Piece(f"{row.done:,}/{row.actions:,} actions", "checklist"))
        if row.health is not None:
            tones = {"on_track": "plain", "at_risk": "warn", "off_track": "danger"}
            said = ": ".join(filter(None, (row.health.label, row.health.why)))
            pieces.append(Piece(said, row.health.level, tones[row.health.level]))
        here = sum(map(len, row.cells))
        if here < len(row.segments):
            pieces.append(Piece(f"{here:,} of {count(len(row.segments), 'card')} shown"))
        return pieces

    def lane_height(self, flow: Flow) -> float:
        """The height of a lane's head."""
        return self.setter.height(flow) + _EDGE * self.scale

    def draw_lane(
        self, canvas: Any, row: LaneRow, flow: Flow, top: float, width: float, height: float
    ) -> None:
        """Draw a lane's head from margin to margin."""
        canvas.setFillColor(_LANE)
        canvas.rect(0, top - height, width, height, stroke=0, fill=1)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(0, top, width, top)
        left, upper = _EDGE * self.scale, top - _EDGE / 2 * self.scale
        self.setter.draw(canvas, flow, left, upper)
        cost = self._cost(row)
        x = width - left - self.setter.words(cost, fonts.MEDIUM)
        self.setter.draw(canvas, self.setter.flow([Piece(cost)], width), x, upper)
        where = next((each for each in flow.pieces if each.piece.room), None)
        if where is not None:
            middle = upper - (where.line + 0.5) * self.setter.leading
            self._segments(canvas, row, left + where.x, middle)

    def _segments_width(self, row: LaneRow) -> float:
        number = min(len(row.segments), _MOST_SEGMENTS)
        return (number * (_SEGMENT + _BETWEEN) - _BETWEEN) * self.scale

    def _segments(self, canvas: Any, row: LaneRow, x: float, middle: float) -> None:
        """One box an initiative: filled delivered, half in progress, dashed backlog."""
        high = _HIGH * self.scale
        foot, number = middle - high / 2, len(row.segments)
        canvas.setStrokeColor(SOFT)
        canvas.setFillColor(SOFT)
        canvas.setLineWidth(0.6)
        if number > _MOST_SEGMENTS:
            wide = self._segments_width(row)
            begun = sum(1 for state in row.segments if state is State.IN_PROGRESS) / number
            done = row.delivered / number
            canvas.rect(x, foot, wide, high, stroke=1, fill=0)
            canvas.rect(x, foot, wide * done, high, stroke=0, fill=1)
            canvas.rect(x + wide * done, foot, wide * begun, high / 2, stroke=0, fill=1)
            return
        wide = _SEGMENT * self.scale
        for state in row.segments:
            if state is State.BACKLOG:
                canvas.setDash(1.6, 1.6)
            filled = state in (State.DELIVERED, State.EMBEDDED)
            canvas.rect(x, foot, wide, high, stroke=1, fill=int(filled))
            canvas.setDash()
            if state is State.IN_PROGRESS:
                canvas.rect(x, foot, wide / 2, high, stroke=0, fill=1)
            x += wide + _BETWEEN * self.scale


def draw_rule(canvas: Any, y: float, width: float) -> None:
    """The line below the heads of the columns."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.9)
    canvas.line(0, y, width, y)
