"""The board where there is little room: what is looked at stays in sight and readable."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSize

from cxdesk.model.states import State
from cxdesk.services import cards
from cxdesk.services.grouping import Axis, Heading
from cxdesk.ui import theme
from cxdesk.ui.board.column_header import ColumnHead, ColumnHeader
from cxdesk.ui.board.columns import Column
from cxdesk.ui.board.faces import Faces
from cxdesk.ui.board.page import BoardPage


def id_of(view: BoardPage, code: str) -> int:
    return next(card.id for card in view.model.cards() if card.code == code)


def in_sight(view: BoardPage) -> bool:
    board = view.board
    return board.viewport().rect().contains(board.visualRect(board.currentIndex()))


@pytest.mark.parametrize("code", ["CX-101", "CX-304", "CX-603"])
def test_the_card_in_the_side_panel_stays_in_sight_when_the_board_gets_narrower(view, code) -> None:
    view.board.focus_card(id_of(view, code))
    view.resize(500, 500)
    assert view.board.boxes.columns.width > 500
    assert in_sight(view)


def test_a_board_scrolled_away_from_the_focused_card_stays_there(view) -> None:
    view.board.focus_card(id_of(view, "CX-101"))
    bar = view.board.verticalScrollBar()
    bar.setValue(bar.maximum())
    view.resize(700, 500)
    assert not in_sight(view)


def test_what_is_laid_out_later_does_not_move_the_focused_card(view, qtbot) -> None:
    view.resize(1264, 500)
    board = view.board
    board.boxes.remeasure(middle=1_000_000)  # far away: every height is a guess
    board.relaid()
    board.focus_card(id_of(view, "CX-401"))
    before, height = board.visualRect(board.currentIndex()).top(), board.boxes.height
    qtbot.waitUntil(lambda: not any(box.rough for box in board.boxes.lanes))
    assert board.boxes.height != height
    assert board.visualRect(board.currentIndex()).top() == before


def test_a_narrow_compact_card_gives_its_title_the_whole_width(view, desk) -> None:
    faces = Faces(theme.current(), "compact", date(2026, 11, 23))
    with desk.read() as session:
        card = next(one for one in cards.board(session).cards if one.code == "CX-102")
    assert faces.height(card, 140) == 34 + 2 * 14  # "Stop re-asking", "account number"
    assert faces.height(card, 170) > faces.height(card, 140)


def test_a_count_too_long_for_its_column_moves_below_the_name(themed, qtbot) -> None:
    header = ColumnHeader()
    qtbot.addWidget(header)
    header.resize(QSize(900, 46))
    column = Column(Heading(Axis.STATE, State.IN_PROGRESS, "In progress"), left=450, width=150)

    def painted(count: int, limit: int) -> tuple[bool, bool]:
        """Whether there is ink above and below, at the right and left half of the column."""
        header.set_heads({State.IN_PROGRESS: ColumnHead(count, limit)})
        header.set_geometry([column], 0)
        image = header.grab().toImage()
        ground = image.pixel(455, 3)
        left = 3 * 150

        def ink(x: range, y: range) -> bool:
            return any(image.pixel(at, row) != ground for at in x for row in y)

        return ink(range(left + 110, left + 145), range(8, 28)), ink(
            range(left + 34, left + 90), range(32, 40)
        )

    assert painted(6, 8) == (True, False)
    assert painted(1008, 5000) == (False, True)
