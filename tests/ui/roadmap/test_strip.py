"""The capacity strip: its figures under the months, what is over, who is behind a cell."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.program import Measure
from cxdesk.services import initiatives, strategy
from cxdesk.services.session import Session
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.scale import Scale
from cxdesk.ui.roadmap.strip_cells import Stretch, step_of, stretches
from tests.services.commands import dom, ini
from tests.ui.popup import open_picker

LEFT = Qt.MouseButton.LeftButton
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> TimelinePage:
    made = TimelinePage(Editing(desk, desk))
    qtbot.addWidget(made)
    desk.changed.connect(made.follow)
    made.resize(1264, 800)
    made.load()
    made.show()
    made.canvas.set_scale(Scale(date(2026, 10, 1).toordinal(), 2.2))
    QApplication.processEvents()
    return made


def column(page: TimelinePage, month: date) -> Stretch:
    return next(one for one in page.strip.grid.columns() if month in one.months)


def said(page: TimelinePage, month: date) -> dict[str, str]:
    """The cells of a month by their rows, as they are spoken."""
    found = column(page, month)
    return {line.label: line.cell(found).words for line in page.strip.grid.lines}


def middle(page: TimelinePage, row: int, month: date) -> QPoint:
    return page.strip.grid.rect_of(row, column(page, month)).center().toPoint()


def color(page: TimelinePage, rect: QRectF) -> str:
    """The ground of a cell, beside its number."""
    picture = page.strip.grid.grab().toImage()
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(
        round((rect.left() + 3) * ratio), round((rect.top() + 3) * ratio)
    ).name()


def test_the_figures_stand_under_the_months_of_the_canvas(page: TimelinePage) -> None:
    strip, grid, canvas = page.strip, page.strip.grid, page.canvas
    march = column(page, date(2027, 3, 1))
    assert said(page, MARCH)["IT"] == "108 of 100 person-days, 8 over the limit"
    assert said(page, MARCH)["k€ so far"] == "905 of 1,800 k€ by the end of it"
    assert strip.head.toolTip()
    assert "3 months over the limit: IT Mar +8, IT Apr +11, Care Mar +9" in (
        strip.head.accessibleName()
    )
    # Under the very px of the canvas, also when the table stands beside it.
    for _ in range(2):
        rect = grid.rect_of(0, march)
        there = canvas.viewport().mapToGlobal(
            QPoint(round(canvas.left + canvas.scale.x_of(date(2027, 3, 1))), 0)
        )
        assert abs(grid.mapToGlobal(QPoint(round(rect.left()), 0)).x() - there.x()) <= 1
        page.table.toggle()
        QApplication.processEvents()
        march = column(page, date(2027, 3, 1))
    assert color(page, grid.rect_of(0, march)) == theme.current().danger.name()
    assert color(page, grid.rect_of(0, column(page, date(2027, 5, 1)))) != (
        theme.current().danger.name()
    )

    # A cell moves with time: zoomed out it stands for a quarter and tells the fullest month.
    canvas.set_scale(Scale(date(2026, 1, 1).toordinal(), 0.6))
    quarter = column(page, date(2027, 3, 1))
    assert [one.month for one in quarter.months] == [1, 2, 3]
    assert grid.spoken(0, quarter) == (
        "IT, January to March 2027: 108 of 100 person-days in March, the fullest month, "
        "8 over the limit"
    )
    assert "of each quarter the fullest month" in strip.head.accessibleName()
    canvas.set_scale(Scale(date(2024, 1, 1).toordinal(), 0.2))
    assert column(page, date(2027, 3, 1)).words == "2027"


def test_the_keyboard_walks_cells_and_a_click_lists_who(page: TimelinePage) -> None:
    grid = page.strip.grid
    grid.setFocus()
    for key in (Qt.Key.Key_Right,) * 4 + (Qt.Key.Key_Down, Qt.Key.Key_Up):  # from November on
        QTest.keyClick(grid, key)
    here = grid.current()
    assert here is not None
    assert grid.spoken(*here).startswith("IT, March 2027: 108 of 100")
    assert grid.accessibleDescription() == grid.spoken(*here)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    lines = [(one.text, one.note or one.why) for one in open_picker().model.shown]
    assert lines == [
        ("IT, March 2027", "108 of 100 person-days, 8 over the limit"),
        ("CX-103 Shared 360 history", "61 person-days · Luca Moretti"),
        ("CX-202 Bill-shock alert", "26 person-days · Luca Moretti"),
        ("CX-302 Top-20 self-service", "21 person-days · Luca Moretti"),
        ("By owner", "1 owner"),
        ("Luca Moretti", "108 person-days, 100 %"),
    ]
    opened = []
    page.editing.went.connect(lambda way: opened.append((way.kind, way.id)))
    QTest.keyClick(open_picker().list, Qt.Key.Key_Return)
    assert page.window().focusWidget() is grid
    QTest.mouseClick(grid, LEFT, pos=middle(page, 6, date(2027, 3, 1)))  # money
    assert open_picker().model.shown[1].note == "59 k€ · Claire Dubois"
    open_picker().close()
    QTest.mouseClick(grid, LEFT, pos=middle(page, 0, date(2027, 9, 1)))
    assert QApplication.activePopupWidget() is None  # nobody
    card = next(one for one in page.rows.all_cards() if one.code == "CX-103")
    assert opened == [("initiative", card.id)]


def test_it_follows_changes_the_filter_does_not_and_it_folds(
    page: TimelinePage, desk: Desk, qtbot: QtBot
) -> None:
    strip, head = page.strip, page.strip.head

    def change(s: Session) -> None:
        initiatives.schedule(s, ini(s, "CX-103"), date(2027, 3, 29), date(2027, 4, 30))
        strategy.set_limit(s, Measure.PERSON_DAYS, 70, domain=dom(s, "IT"))

    desk.do("Change", change, said=None)
    assert said(page, APRIL)["IT"] == "158 of 70 person-days, 88 over the limit"
    assert "each domain has a limit of its own" in head.accessibleName()
    before = said(page, APRIL)
    page.rows.keep(lambda card: card.code == "CX-103")
    page.show_filtered()
    assert said(page, APRIL) == before
    assert "the filter changes nothing here" in head.accessibleName()

    habits: dict[str, object] = {}
    page.habit_changed.connect(habits.__setitem__)
    high = strip.height()
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: strip.height() < high / 3)
    assert habits["strip"] is False
    assert "IT Apr +88" in head.accessibleName()
    strip.recall({})
    assert not strip.grid.isHidden()
    strip.recall({"strip": False})
    assert not head.isChecked()


def test_cells_are_never_too_narrow_to_read() -> None:
    for px in (40.0, 2.2, 0.86, 0.85, 0.5, 0.29, 0.28, 0.1):
        scale = Scale(date(2024, 2, 29).toordinal() + 0.5, px)
        seen = stretches(scale, 1000)
        assert step_of(scale) in (1, 3, 12)
        assert all(one.right - one.left >= 25 for one in seen)
        assert seen[0].left <= 0
        assert seen[-1].right >= 1000
        assert [one.right for one in seen][:-1] == [one.left for one in seen][1:]
    assert stretches(Scale(date(9990, 1, 1).toordinal(), 0.3), 1000)[-1].months[-1].year < 9998
    assert stretches(Scale(1.0, 0.3), 500)[0].months[0] == date(1, 1, 1)
