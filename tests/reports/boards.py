"""Boards to print in tests: cards made by hand, in as many columns and lanes as wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cxdesk.model.states import State
from cxdesk.services.board_sheet import BoardSheet, ColumnHead, LaneRow
from cxdesk.services.cards import Card
from cxdesk.services.letterhead import Letterhead

ON = date(2026, 11, 23)

CARD = Card(
    id=1, code="CX-1", title="Plain words", batch_id=None, column=State.READY, state=State.READY,
    position=1.0, domain="Care", hue=1, level=3, quadrant="Quick win", owner_id=1,
    owner="Claire Dubois", initials="CD", start=None, end=date(2027, 4, 16),
    since=date(2026, 11, 9), cost=45, effort=60, outcomes=("O3",), done=1, actions=4,
    overdue_actions=0, charter=("v1.0", "approved"), after=("CX-7",), blocked="", check_due=None,
    reason="",
)  # fmt: skip


def card(number: int, **fields: object) -> Card:
    """A card with a code of its own."""
    said = {"id": number, "code": f"CX-{number}", "title": f"Title of number {number}"}
    return replace(CARD, **(said | fields))  # type: ignore[arg-type]


def sheet(
    columns: int,
    lanes: int,
    cell: Callable[[int, int], int],
    make: Callable[[int], Card] = card,
    **fields: object,
) -> BoardSheet:
    """A board whose cell in lane `l` and column `c` holds `cell(l, c)` cards."""
    number = 1000
    rows = []
    for lane in range(lanes):
        cells = []
        for column in range(columns):
            cards = [make(number + n) for n in range(cell(lane, column))]
            number += len(cards)
            cells.append(tuple(cards))
        states = tuple(each.state for held in cells for each in held)
        rows.append(
            LaneRow(
                f"L{lane + 1}", f"Lane {lane + 1}", "Ravi Menon", date(2027, 4, 30), states,
                0, 1, 4, None, 368, tuple(cells),
            )
        )  # fmt: skip
    heads = tuple(
        ColumnHead(f"Owner number {n + 1}", sum(len(row.cells[n]) for row in rows))
        for n in range(columns)
    )
    made = BoardSheet(
        "Meridian Telecom", Letterhead("Meridian Telecom", "Customer-experience program"), "EUR",
        ON, ("owner", "batch"), (),
        number - 1000, heads, tuple(rows),
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]
