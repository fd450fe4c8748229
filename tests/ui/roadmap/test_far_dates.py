"""Dates at the ends of the calendar, as a file from elsewhere may have: all can be looked at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxdesk.services import baselines, drift, initiatives
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap.scale import Scale
from tests.ui.roadmap.bar_hands import BarHands

FIRST, LAST = date.min, date.max


def test_bars_at_the_ends_of_the_calendar_are_shown_explained_and_compared(
    desk: Desk, qtbot: QtBot
) -> None:
    made: dict[str, int] = {}

    def write(session: Session) -> None:
        for title, start, end in (("Old", FIRST, FIRST), ("Far", LAST, LAST), ("All", FIRST, LAST)):
            made[title] = initiatives.add(session, title)
            initiatives.schedule(session, made[title], start, end)
        initiatives.link(session, made["All"], made["Far"])

    assert desk.do("Import", write)
    hands = BarHands(desk, qtbot)
    page, canvas = hands.page, hands.canvas
    told: dict[str, list[str]] = {}
    for title, id in made.items():
        card = page.rows.card(id)
        assert card is not None
        for px in (20.0, 0.5):
            hands.canvas.set_scale(Scale(LAST.toordinal() - 20 if title == "Far" else 1, px))
            canvas.grab()
            canvas.focus_bar(id)
            canvas.grab()
        told[title] = [*page.gestures.pending.network.why(id)]
        hands.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        hands.press(Qt.Key.Key_Escape)
    assert "31 Dec 9999" in " ".join(told["Far"])
    baseline = desk.do("Take", lambda s: baselines.take(s, "Now"))
    assert baseline
    with desk.read() as session:
        report = drift.drift(session, baseline.result)
    assert {row.end_slip for row in report.rows if row.id in made.values()} == {0}
