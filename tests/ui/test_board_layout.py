"""The board's layout by itself: far lanes are guessed first, and come out right."""

from __future__ import annotations

import dataclasses
from datetime import date

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.states import PATH, State
from cxdesk.services import cards as service
from cxdesk.services.cards import Card, Lane
from cxdesk.services.grouping import Axis, Heading
from cxdesk.ui.board import layout as layouts
from cxdesk.ui.board.layout import BoardLayout

DAY = date(2026, 11, 23)
PLAIN = Card(
    1, "CX-1", "Title", 1, State.BACKLOG, State.BACKLOG, 0.0, "IT", 0, 2, "Fill-in", None, "", "",
    None, None, DAY, 0.0, 0.0, (), 0, 0, 0, ("", ""), (), "", None, "",
)  # fmt: skip


STATES = [Heading(Axis.STATE, state, state.label) for state in PATH]


def lanes(number: int, cards: int) -> list[tuple[Lane, list[Card]]]:
    found = []
    for batch in range(1, number + 1):
        row = Heading(Axis.BATCH, batch, "Name", f"B{batch}", deadline=DAY)
        members = [
            dataclasses.replace(PLAIN, id=batch * 1000 + place, batch_id=batch)
            for place in range(cards)
        ]
        found.append((service.lane(row, members, DAY, WorkCalendar()), members))
    return found


def filled(measure: int, guess: int) -> BoardLayout:
    boxes = BoardLayout()
    boxes.columns.show(Axis.STATE, STATES)
    boxes.columns.fit(1200)
    boxes.measure, boxes.guess = (lambda _card, _width: measure), (lambda _card: guess)
    boxes.fill(lanes(40, 5), set())
    return boxes


def test_only_what_is_near_is_measured_at_once() -> None:
    boxes = filled(measure=100, guess=60)
    near = [box for box in boxes.lanes if not box.rough]
    assert 0 < len(near) < len(boxes.lanes)
    after = boxes.lanes[len(near)]
    assert near[-1].top <= layouts.NEAR < after.top + after.height


def test_refined_lanes_lie_where_exact_ones_do() -> None:
    rough, exact = filled(measure=100, guess=60), filled(measure=100, guess=100)
    for box in rough.lanes:
        if box.rough:
            assert rough.refine(box, -(10**9), 10**9)
    rough.stack()
    assert [box.top for box in rough.lanes] == [box.top for box in exact.lanes]
    assert rough.height == exact.height
    assert rough.rect_of(40_003) == exact.rect_of(40_003)


def test_a_narrower_board_measures_again_what_is_in_sight() -> None:
    boxes = filled(measure=100, guess=60)
    assert boxes.columns.fit(1800)
    boxes.remeasure(boxes.lanes[-1].top)
    assert boxes.lanes[0].rough
    assert not boxes.lanes[-1].rough
