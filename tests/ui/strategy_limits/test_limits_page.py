"""The limits on screen: their use, what breaks them, and how they are changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxdesk.model.program import Measure
from cxdesk.services import domains, frame, initiatives, limits, strategy
from cxdesk.services.capacity import agreed_person_days
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.figure import Figure
from cxdesk.ui.form.tokens import Token
from cxdesk.ui.meter import BAR, Meter
from cxdesk.ui.strategy.limit_lines import DomainLine, LimitLine
from cxdesk.ui.strategy.limits_page import LimitsPage
from cxdesk.ui.strategy.view import StrategyView
from tests.conftest import clock
from tests.services.commands import dom, ini
from tests.ui.strategy_limits.conftest import Shows

Key = Qt.Key


@pytest.fixture
def view(shows: Shows) -> StrategyView:
    return shows("Limits")


@pytest.fixture
def page(view: StrategyView) -> LimitsPage:
    found = view.page
    assert isinstance(found, LimitsPage)
    return found


def domain(page: LimitsPage, name: str) -> DomainLine:
    for one in page.domains.widgets():
        assert isinstance(one, DomainLine)
        if one.limit.name.words() == name:
            return one
    raise AssertionError(name)


def enter(qtbot: QtBot, field: Figure, text: str) -> None:
    """Type a text over what a field holds and press Enter."""
    type_in(qtbot, field, text)
    qtbot.keyClick(field, Key.Key_Return)


def type_in(qtbot: QtBot, field: Figure, text: str) -> None:
    field.setFocus()
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Key.Key_Delete)


def agreed(store: Store) -> frame.Frame:
    with store.read() as session:
        return frame.frame(session)


# What is shown --------------------------------------------------------------------------------


def test_every_limit_stands_beside_its_use(page: LimitsPage) -> None:
    assert [(line.field.words(), line.use.words()) for line in page.lines.values()] == [
        ("1,800", "1,707 of 1,800 k€, 93 left"),
        ("8", "6 of 8 in progress, 2 left"),
        ("2", "1 of 2 with one owner, 1 left"),
    ]
    assert page.common.field.words() == "100"
    assert [
        (line.limit.name.words(), line.field.words(), line.use.words())
        for line in page.domains.widgets()
    ] == [
        ("IT", "", "111 of 100 person-days in Apr 2027, 11 over"),
        ("Care", "", "109 of 100 person-days in Mar 2027, 9 over"),
        ("Finance", "", "24 of 100 person-days in Apr 2027, 76 left"),
        ("Sales & marketing", "", "28 of 100 person-days in Dec 2026, 72 left"),
        ("Field", "", "26 of 100 person-days in Nov 2027, 74 left"),
    ]


def test_a_broken_month_names_its_initiatives_and_leads_to_them(
    view: StrategyView, page: LimitsPage, qtbot: QtBot, store: Store
) -> None:
    line = domain(page, "IT")
    assert [text.split(",")[1] for text in line.breaches.words()] == [
        " Mar 2027: 108 of 100 person-days", " Apr 2027: 111 of 100 person-days",
    ]  # fmt: skip
    links = line.breaches.findChildren(Token)
    assert [link.words() for link in links] == [
        "CX-103", "CX-202", "CX-302", "CX-103", "CX-402", "CX-202",
    ]  # fmt: skip
    opened: list[tuple[str, int]] = []
    view.open_requested.connect(lambda kind, id: opened.append((kind, id)))
    links[4].setFocus()
    qtbot.keyClick(links[4], Key.Key_Return)
    with store.read() as session:
        assert opened == [("initiative", ini(session, "CX-402"))]
    months = line.strip.accessibleName()
    assert re.search(r"Mar 2027 1\d\d\.\d of 100 person-days, over, Apr 2027 11", months)


def test_the_meter_is_red_only_beyond_the_limit(qtbot: QtBot) -> None:
    def inks(used: float, limit: float | None) -> list[str]:
        meter = Meter()
        qtbot.addWidget(meter)
        meter.resize(202, meter.height())
        meter.show_use(used, limit, "words")
        image, y = meter.grab().toImage(), meter.height() // 2
        ratio = image.devicePixelRatio()
        colors = theme.current()
        names = {colors.text2.rgb(): "used", colors.danger.rgb(): "over", colors.line.rgb(): "free"}
        return [
            names.get(QColor(image.pixel(int(x * ratio), int(y * ratio))).rgb(), "?")
            for x in (20, 90, 180)
        ]

    assert BAR < 20
    assert inks(0, 100) == ["free", "free", "free"]
    assert inks(50, 100) == ["used", "used", "free"]
    assert inks(100, 100) == ["used", "used", "used"]
    assert inks(160, 100) == ["used", "used", "over"]
    assert inks(5, 0) == ["over", "over", "over"]
    assert inks(50, None) == ["free", "free", "free"]


# Changing -------------------------------------------------------------------------------------


def test_a_limit_is_changed_where_it_stands_and_taken_back(
    page: LimitsPage, desk: Desk, qtbot: QtBot, store: Store
) -> None:
    line = page.lines[Measure.BUDGET]
    enter(qtbot, line.field, "1,500")
    assert agreed(store).budget == 1500
    assert store.label_of(store.head.seq) == "Limit the budget to 1,500 k€"
    assert line.use.words() == "1,707 of 1,500 k€, 207 over"
    assert line.breaches.words() == ["207 k€ over: CX-404 and CX-503 do not fit any more."]
    assert not line.breaches.isHidden()
    desk.undo()
    assert line.field.words() == "1,800"
    assert line.breaches.isHidden()


def test_an_empty_field_lifts_a_limit(page: LimitsPage, qtbot: QtBot, store: Store) -> None:
    line = page.lines[Measure.WIP]
    enter(qtbot, line.field, "")
    assert agreed(store).wip is None
    assert store.label_of(store.head.seq) == "Lift the limit of work in progress"
    assert line.use.words() == "6 in progress, no limit agreed"


@pytest.mark.parametrize(
    ("measure", "typed", "why"),
    [
        (Measure.WIP, "2.5", "Work in progress counts initiatives: give a whole number."),
        (Measure.BUDGET, "a lot", "“a lot” is not a number of zero or more."),
        (Measure.BUDGET, "-3", "“-3” is not a number of zero or more."),
        (Measure.OWNER_WIP, "9" * 30, "Work in progress of one owner is limited by a number."),
    ],
)
def test_what_is_wrong_is_said_while_it_is_typed_and_nothing_typed_is_lost(
    page: LimitsPage, qtbot: QtBot, store: Store, measure: Measure, typed: str, why: str
) -> None:
    line: LimitLine = page.lines[measure]
    before = store.head.seq
    type_in(qtbot, line.field, typed)
    assert line.limit.fault.text() == why
    qtbot.keyClick(line.field, Key.Key_Return)
    assert (store.head.seq, line.field.words()) == (before, typed)
    assert line.limit.fault.text() == why
    qtbot.keyClick(line.field, Key.Key_Escape)
    assert line.limit.fault.text() == ""
    assert line.field.words() != typed


def test_words_being_typed_survive_a_change_elsewhere(
    page: LimitsPage, desk: Desk, qtbot: QtBot
) -> None:
    line = page.lines[Measure.BUDGET]
    type_in(qtbot, line.field, "19")

    def cost(session: Session) -> None:
        initiatives.cost(session, ini(session, "CX-101"), 320, 260)

    desk.do("Cost", cost)
    assert line.field.words() == "19"
    assert line.use.words() == "1,807 of 1,800 k€, 7 over"


def test_a_domain_has_its_own_limit_within_its_capacity(
    view: StrategyView, page: LimitsPage, desk: Desk, qtbot: QtBot, store: Store
) -> None:
    line = domain(page, "IT")
    assert line.bound.words() == "Bound by the limit of every domain, 100 a month."
    assert not line.bound.live
    enter(qtbot, line.field, "80")
    with store.read() as session:
        it = dom(session, "IT")
        assert agreed_person_days(session) == {None: 100, it: 80}
    assert store.label_of(store.head.seq) == "Limit IT to 80 person-days a month"
    assert line.bound.words() == "Bound by its own limit of 80 a month."
    assert line.use.words() == "111 of 80 person-days in Apr 2027, 31 over"
    desk.do("Offer", lambda s: domains.offer(s, it, 60))
    assert line.bound.words() == "Bound by its capacity of 60 a month. Change capacity"
    opened: list[tuple[str, int]] = []
    view.open_requested.connect(lambda kind, id: opened.append((kind, id)))
    qtbot.mouseClick(line.bound, Qt.MouseButton.LeftButton)
    assert opened == [("domain", it)]
    enter(qtbot, line.field, "")
    with store.read() as session:
        assert agreed_person_days(session) == {None: 100}


def test_the_limit_of_every_domain_is_one_field(
    page: LimitsPage, qtbot: QtBot, store: Store
) -> None:
    enter(qtbot, page.common.field, "70")
    assert store.label_of(store.head.seq) == "Limit every domain to 70 person-days a month"
    assert domain(page, "Care").use.words() == "109 of 70 person-days in Mar 2027, 39 over"


def test_work_in_progress_is_hard_or_soft(page: LimitsPage, qtbot: QtBot, store: Store) -> None:
    page.hard.setFocus()
    qtbot.keyClick(page.hard, Key.Key_Space)
    assert agreed(store).wip_hard
    assert store.label_of(store.head.seq) == "Make the limit of work in progress hard"
    qtbot.keyClick(page.hard, Key.Key_Space)
    assert not agreed(store).wip_hard


def test_tab_goes_through_every_field(page: LimitsPage, qtbot: QtBot) -> None:
    wanted: list[QWidget] = [line.field for line in page.lines.values()]
    wanted += [page.hard, page.common.field]
    wanted += [line.field for line in page.domains.widgets()]
    page.lines[Measure.BUDGET].field.setFocus()
    met: set[QWidget] = set()
    for _ in range(60):
        here = page.window().focusWidget()
        assert here is not None
        met.add(here)
        qtbot.keyClick(here, Key.Key_Tab)
    assert set(wanted) <= met


def test_a_file_for_reading_only_shows_its_limits_and_keeps_them(
    themed: object, sample_file: Path, home: Path, qtbot: QtBot
) -> None:
    with Store.open(sample_file, home=home, clock=clock, read_only=True) as store:
        view = StrategyView(Desk(store))
        qtbot.addWidget(view)
        view.show_tab(view.tabs.index("Limits"))
        page = view.page
        assert isinstance(page, LimitsPage)
        line = page.lines[Measure.BUDGET]
        qtbot.keyClicks(line.field, "9")
        assert line.field.words() == "1,800"
        assert not page.hard.isEnabled()


# On paper -------------------------------------------------------------------------------------


def test_the_limits_go_to_paper_and_to_the_clipboard(page: LimitsPage) -> None:
    rows = page.sheet().rows
    assert rows[0] == ("Budget", "1,800 k€", "1,707 of 1,800 k€, 93 left", "")
    assert rows[1][:2] == ("Work in progress", "8, soft")
    assert rows[3][:2] == ("IT", "100, as every domain")
    assert "CX-402" in rows[3][3]
    page.copy()
    assert "Budget\t1,800 k€\t" in QGuiApplication.clipboard().text()
    paper = page.paper()
    assert paper is not None
    assert paper.make("A4").startswith(b"%PDF")


def test_a_domain_that_is_renamed_and_one_that_is_new_are_shown(
    page: LimitsPage, desk: Desk
) -> None:
    desk.do("Add", lambda s: domains.add(s, "R&D <5%", "R&D"))
    line = domain(page, "R&D <5%")
    assert line.use.words() == "No work planned in the coming months"
    assert line.strip.isHidden()


def test_no_limit_and_no_capacity_say_that_nothing_binds(page: LimitsPage, desk: Desk) -> None:
    def free(session: Session) -> None:
        strategy.set_limit(session, Measure.PERSON_DAYS, None)
        domains.offer(session, dom(session, "Field"), 0)

    desk.do("Free", free)
    line = domain(page, "Field")
    assert line.bound.words().startswith("Nothing binds")
    assert line.meter.isHidden()
    with desk.read() as session:
        assert [one.limit for one in limits.limits(session)][-1] is None
