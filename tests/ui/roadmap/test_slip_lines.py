"""What moves, read in a narrow window: dates stand below the name before anything is cut off."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.ui.roadmap.slip_lines import ROW, Line, LineList

DATES = "22 Feb – 28 May 2027  →  22 Mar – 25 Jun 2027"
LONG = "CX-203 Einführung der durchgängigen Kundenkommunikationsplattform"


def test_dates_go_below_where_a_name_has_no_room_beside_them(
    themed: QApplication, qtbot: QtBot
) -> None:
    shown = LineList("What moves", 20)
    qtbot.addWidget(shown)
    heights: list[list[int]] = []
    for wide in (1200, 560):
        shown.resize(wide, 400)
        shown.show()
        heights.append([])
        for name in ("CX-501 90-day welcome", LONG):
            shown.show_lines([Line(name, DATES, "20 working days later")])
            heights[-1].append(shown.height())
    assert heights[0] == [ROW + 8, ROW + 8]
    assert heights[1] == [ROW + 16 + 8, ROW + 16 + 8]  # a line for the name, one for the dates
