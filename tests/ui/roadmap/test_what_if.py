"""A what-if on the timeline: begun, changed by hand, compared, adopted in one step, thrown away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import cards, initiatives, kanban, programs, what_if
from cxdesk.services.session import Session
from cxdesk.services.what_if import WhatIfRow
from cxdesk.services.what_if_diff import Difference
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.what_if_view import WhatIfView
from tests.conftest import clock
from tests.services.commands import bat, ini
from tests.ui.popup import choose, open_picker
from tests.ui.roadmap.bar_hands import BarHands

PLANNED = date(2026, 12, 7), date(2027, 2, 26)  # CX-504, which nothing waits for
LATER = date(2026, 12, 14), date(2027, 3, 5)


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> BarHands:
    return BarHands(desk, qtbot)


def branches(hands: BarHands) -> tuple[WhatIfRow, ...]:
    return hands.page.editing.read(what_if.what_ifs)


def begin(hands: BarHands, name: str) -> None:
    """Through the button, the form and Enter."""
    hands.page.what_ifs.button.click()
    choose("Begin a what-if…")
    form = hands.page.what_ifs.form
    assert form is not None
    assert hands.page.window().focusWidget() is form.name
    form.name.insert(name)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    QApplication.processEvents()


def compared(hands: BarHands) -> WhatIfView:
    """The differences, opened by the button of the bar."""
    hands.page.what_ifs.bar.differences.click()
    view = hands.page.what_ifs.view
    assert view is not None
    assert view.isVisible()
    return view


def found(view: WhatIfView, kind: str) -> list[Difference]:
    return [row for row in view.table.table.rows if row.kind.value == kind]


def action(page: TimelinePage, key: str) -> QAction:
    return next(one for one in page.actions() if one.objectName() == key)


def test_changes_by_hand_go_into_the_what_if_until_it_is_adopted(hands: BarHands) -> None:
    part, bar = hands.page.what_ifs, hands.page.what_ifs.bar
    assert bar.text() == ""
    assert not action(hands.page, "adopt-what-if").isEnabled()
    begin(hands, "Später „anfangen“")
    assert hands.page.window().focusWidget() is hands.canvas
    name = "What-if: Später „anfangen“"
    assert bar.text() == f"{name} · nothing changed yet · not part of the plan"
    assert not bar.adopt.isEnabled()

    before = hands.everything()
    hands.drag("CX-504", 7)
    here = hands.card("CX-504")
    assert (here.start, here.end) == LATER
    assert hands.everything() == before  # the plan is as it was
    assert bar.text() == f"{name} · 1 change · not part of the plan"
    assert hands.canvas.changed == {here.id}
    assert hands.toasts[-1].text.endswith("in the what-if “Später „anfangen“”")
    assert hands.toasts[-1].undo

    # Undo and redo walk through the steps, and the timeline follows.
    hands.desk.undo()
    assert (hands.card("CX-504").start, branches(hands)[0].changes) == (PLANNED[0], 0)
    hands.desk.redo()
    assert (hands.card("CX-504").start, branches(hands)[0].changes) == (LATER[0], 1)
    # By keyboard, and what is refused stays out.
    hands.focus("CX-504")
    hands.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(hands.canvas, Qt.Key.Key_Return)
    assert branches(hands)[0].changes == 1
    refused = []
    hands.desk.refused.connect(refused.append)
    id = hands.card("CX-103").id
    assert not hands.page.planning.dates("Too late", {id: (date(2027, 3, 1), date(2027, 6, 1))})
    assert "the deadline of B1" in refused[0].text
    assert branches(hands)[0].changes == 1

    # The strip below counts the what-if, the plan is a click away.
    assert part.view is None
    bar.close_it.click()
    assert bar.text() == ""
    assert hands.card("CX-504").start == PLANNED[0]
    assert hands.canvas.changed == frozenset()
    part.button.click()
    assert [one.text for one in open_picker().model.shown] == [
        "Später „anfangen“",
        "Begin a what-if…",
    ]
    choose("Später „anfangen“")
    bar.adopt.click()
    assert bar.text() == ""
    assert branches(hands) == ()
    assert hands.kept("CX-504")[0] > LATER[0]
    assert hands.newest() == "Adopt what-if “Später „anfangen“”"
    hands.desk.undo()
    assert hands.everything() == before
    assert len(branches(hands)) == 1


def test_differences_are_told_printed_copied_and_taken_out(hands: BarHands) -> None:
    begin(hands, "More")
    page = hands.page
    move = {
        hands.card("CX-201").id: (date(2026, 10, 19), date(2027, 2, 19)),
        hands.card("CX-602").id: (date(2027, 2, 8), date(2027, 5, 21)),
    }
    assert page.planning.dates("Move two", move)
    view = compared(hands)
    assert hands.page.window().focusWidget() is view.table
    assert [row.text for row in view.steps.table.rows] == [
        "CX-201: 19 Oct 2026 to 19 Feb 2027", "CX-602: 8 Feb 2027 to 21 May 2027",
    ]  # fmt: skip
    assert [row.change for row in found(view, "Dates")] == ["ends 5 working days later"] * 2
    assert [(row.what, row.wrong) for row in found(view, "Links")] == [("CX-201 → CX-203", True)]
    assert view.said.text().startswith("2 initiatives with other dates, 1 link newly broken")

    opened = []
    page.editing.went.connect(opened.append)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert [(way.kind, way.id) for way in opened] == [("initiative", hands.card("CX-201").id)]
    view.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["About", "What", "Plan", "What-if", "Difference"]
    assert "CX-201 Plain-language bill" in lines[1]
    papers = []
    page.print_requested.connect(papers.append)
    view.print.click()
    assert [paper.name for paper in papers] == ["What-if “More”"]

    # One change is taken out with Del; the plan below may change meanwhile.
    view.steps.choose(2)
    view.steps.setFocus()
    QTest.keyClick(view.steps, Qt.Key.Key_Delete)
    assert [row.text[:6] for row in view.steps.table.rows] == ["CX-201"]
    assert len(found(view, "Dates")) == 1
    hands.desk.do("Cancel", lambda s: kanban.change_state(
        s, ini(s, "CX-203"), State.CANCELLED, "no"), said=None)  # fmt: skip
    assert found(view, "Links") == []
    hands.desk.do("Cancel", lambda s: kanban.change_state(
        s, ini(s, "CX-201"), State.CANCELLED, "no"), said=None)  # fmt: skip
    assert found(view, "Dates") == []
    page.what_ifs.bar.discard.click()
    assert branches(hands) == ()
    assert not view.isVisible()
    hands.desk.undo()
    assert [row.name for row in branches(hands)] == ["More"]


def test_what_only_a_what_if_can_do(hands: BarHands) -> None:
    begin(hands, "Room")
    part, bar = hands.page.what_ifs, hands.page.what_ifs.bar
    action(hands.page, "what-if-add").trigger()
    adding = hands.page.adding.form
    assert adding is not None
    adding.title.insert("Chat für R&D")
    adding.lane.setCurrentIndex(2)
    adding.start.setText("1 Mar 2027")
    adding.days.setText("10")
    QTest.keyClick(adding.days, Qt.Key.Key_Return)
    new = hands.card("CX-605")
    assert (new.title, new.start, new.end, new.domain) == (
        "Chat für R&D", date(2027, 3, 1), date(2027, 3, 12), "Fin",
    )  # fmt: skip
    with hands.desk.read() as session:
        assert "CX-605" not in {card.code for card in cards.board(session).cards}
    # What is new is a bar like any other: it is linked and moved.
    assert hands.page.planning.link("Link", hands.card("CX-201").id, new.id)
    assert hands.page.planning.dates("Move", {new.id: (date(2027, 4, 1), date(2027, 4, 30))})
    hands.focus("CX-404")
    offered = [one for group in hands.page.menu.of_bar(hands.card("CX-404").id) for one in group]
    next(one for one in offered if one.text() == "Leave out of the what-if").trigger()
    assert all(card.code != "CX-404" for card in hands.page.rows.all_cards())
    assert bar.text() == "What-if: Room · 4 changes · not part of the plan"

    # It is called otherwise; a name in use is refused and stays to be mended.
    hands.desk.do("Other", lambda s: what_if.begin(s, "Other"), said=None)
    bar.said.click()
    form = part.form
    assert form is not None
    form.name.selectAll()
    form.name.insert("other")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert "already a what-if “Other”" in form.trouble.text()
    form.name.insert(" way")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert bar.text().startswith("What-if: other way · 4 changes")
    # What no longer fits is named, and adopting it is refused where one looks.
    assert hands.page.planning.dates(
        "Earlier", {hands.card("CX-103").id: (date(2027, 3, 1), date(2027, 4, 28))}
    )

    def meanwhile(s: Session) -> None:
        initiatives.schedule(s, ini(s, "CX-103"), date(2027, 3, 1), date(2027, 4, 16))
        programs.move_deadline(s, bat(s, "B1"), date(2027, 4, 20))

    hands.desk.do("Meanwhile", meanwhile, said=None)
    assert hands.card("CX-103").end == date(2027, 4, 16)
    assert bar.text().endswith(
        "not part of the plan 1 step no longer fits: CX-103: 1 Mar 2027 to 28 Apr 2027."
    )
    bar.adopt.click()
    assert "“other way” cannot be adopted. This step no longer fits: CX-103" in bar.text()
    assert len(branches(hands)) == 2


def test_a_file_for_reading_only_offers_none(
    sample_file: Path, home: Path, themed: QApplication, qtbot: QtBot
) -> None:
    with Store.open(sample_file, home=home, clock=clock) as store:
        id, _ = store.do("Begin", lambda s: what_if.begin(s, "Kept"))
    with Store.open(sample_file, home=home, read_only=True, clock=clock) as store:
        desk = Desk(store)
        page = TimelinePage(Editing(desk, desk))
        qtbot.addWidget(page)
        page.resize(1264, 800)
        page.load()
        page.show()
        page.what_ifs.open_menu()
        assert {(one.text, one.why) for one in open_picker().model.shown} == {
            ("Kept", READ_ONLY), ("Begin a what-if…", READ_ONLY),
        }  # fmt: skip
        open_picker().close()
        for key in ("begin-what-if", "adopt-what-if", "discard-what-if"):
            assert not action(page, key).isEnabled()
        refused = []
        desk.refused.connect(refused.append)
        assert not page.planning.show_what_if(id)
        assert "open for reading only" in refused[0].text
        assert page.what_ifs.bar.text() == ""
        desk.deleteLater()


def test_undo_brings_a_what_if_back_to_where_it_was_seen(hands: BarHands) -> None:
    part, plan = hands.page.what_ifs, PLANNED
    begin(hands, "Later")
    hands.drag("CX-504", 7)
    shown = part.bar.text()
    for end in (part.bar.discard, part.bar.adopt):
        end.click()
        assert part.bar.text() == ""
        hands.desk.undo()
        assert part.bar.text() == shown
        assert hands.card("CX-504").start == LATER[0]
    hands.desk.redo()  # adopted again, and back again
    assert (part.bar.text(), branches(hands)) == ("", ())
    hands.desk.undo()
    assert part.bar.text() == shown

    # What waits for an answer was asked of the what-if: it goes with it, not over to the plan.
    hands.page.propose("", {hands.card("CX-301").id: (date(2026, 10, 12), date(2027, 2, 26))})
    assert hands.pending.proposal is not None
    part.bar.discard.click()
    assert hands.pending.proposal is None
    assert hands.card("CX-504").start == plan[0]
    # Left for the plan, it does not come back by itself.
    hands.desk.undo()
    part.bar.close_it.click()
    hands.desk.undo()
    hands.desk.redo()
    assert part.bar.text() == ""

    # What waits of the plan goes on waiting where it is tried in a what-if.
    hands.page.propose("", {hands.card("CX-301").id: (date(2026, 10, 12), date(2027, 2, 26))})
    begin(hands, "Elsewhere")
    assert hands.pending.proposal is not None
