"""The button that picks a baseline for the timeline, and the form of a milestone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cxdesk.model.states import State
from cxdesk.services import baselines, kanban
from cxdesk.services.baselines import CHARTERS, BaselineRow
from cxdesk.services.cards import board
from cxdesk.services.drift import ghosts_of
from cxdesk.services.roadmap import MilestoneRow
from cxdesk.services.roadmap import milestones as rows_of
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.baselines_day import PastDayForm
from cxdesk.ui.roadmap.compare_button import CompareButton
from cxdesk.ui.roadmap.milestone_form import add_milestone, edit_milestone, tick_milestone
from cxdesk.ui.tabbed import TabPage
from tests.conftest import clock
from tests.services.commands import ini
from tests.services.plan_commands import base
from tests.ui.popup import choose, open_picker

KEY = Qt.Key


def test_the_button_offers_every_baseline_and_follows_it(desk: Desk, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(900, 700)
    editing = Editing(desk, room)
    button = CompareButton(editing, room)
    desk.changed.connect(lambda change: button.follow(change.tables))
    told: list[BaselineRow | None] = []
    button.chosen.connect(told.append)
    room.show()
    assert button.words() == "Baseline"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [(one.text, one.note) for one in open_picker().model.shown] == [
        ("No baseline", ""), ("1 Sep 2026", ""), ("Approved charters", "13 Nov 2026"),
        ("As it was on…", ""),
    ]  # fmt: skip
    choose("1 Sep 2026")
    assert button.words() == "Baseline 1 Sep 2026"
    assert button.accessibleName() == "Baseline 1 Sep 2026"
    with desk.read() as session:
        here, one = board(session), ini(session, "CX-401")
        key = base(session)
    shadow = ghosts_of(button.bars, here.cards, here.frame.calendar)[one]
    assert (shadow.start, shadow.end, shadow.slip) == (
        date(2026, 10, 12), date(2027, 2, 26), 20,
    )  # fmt: skip
    desk.do("Rename", lambda s: baselines.rename(s, key, "Kick-off, with all that was promised"))
    assert button.words() == "Baseline Kick-off, with all that was p…"
    desk.do("Remove", lambda s: baselines.remove(s, key))
    assert (button.words(), button.bars, told[-1]) == ("Baseline", {}, None)
    button.choose(CHARTERS)
    assert (button.words(), len(button.bars)) == ("Approved charters", 15)

    button.ask_day()
    form = room.findChild(PastDayForm)
    assert isinstance(form, PastDayForm)
    form.on.setText("28 Sep 2026")
    QTest.keyClick(form.on, KEY.Key_Return)
    assert button.words() == "As it was on 28 Sep 2026"
    assert len(button.bars) == 24
    QTest.keyClick(button, KEY.Key_Return)
    assert "As it was on 28 Sep 2026" in [one.text for one in open_picker().model.shown]
    choose("No baseline")
    assert button.bars == {}
    button.choose("no day at all")
    assert told[-1] is None


class Page(TabPage):
    """A page that shows nothing, for forms to lie over."""

    def load(self) -> None:
        """Nothing to read."""


def kept(desk: Desk, name: str) -> MilestoneRow | None:
    with desk.read() as session:
        return next((row for row in rows_of(session) if row.name == name), None)


def test_milestones_are_added_changed_ticked_and_removed(desk: Desk, qtbot: QtBot) -> None:
    page = Page(Editing(desk, desk))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    with desk.read() as session:
        one, other = ini(session, "CX-101"), ini(session, "CX-404")
    form = add_milestone(page, date(2027, 1, 8), one)
    assert form is not None
    assert (form.on.text(), form.of.words()) == ("8 Jan 2027", "CX-101 Single customer ID")
    for field, text, why in (
        (form.name, " ", "needs a name"), (form.name, "x" * 81, "80 letters"),
    ):  # fmt: skip
        field.setText(text)
        QTest.keyClick(field, KEY.Key_Return)
        assert why in form.trouble.text()
    form.name.setText("Übergabe geprüft")
    for text, why in (("soonish", "is no date"), ("", "needs a date")):
        form.on.setText(text)
        QTest.keyClick(form.on, KEY.Key_Return)
        assert why in form.trouble.text()
    form.on.setText("11 Jan 2027")
    desk.do("Cancel", lambda s: kanban.change_state(s, other, State.CANCELLED, "no money"))
    form.initiative = other  # chosen before it was cancelled
    QTest.keyClick(form.on, KEY.Key_Return)
    assert "CX-404 is cancelled" in form.trouble.text()
    form.pick_initiative()
    assert "CX-404" not in [option.text for option in open_picker().model.shown]
    choose("CX-101")
    QTest.keyClick(form.on, KEY.Key_Return)
    assert not form.isVisible()
    row = kept(desk, "Übergabe geprüft")
    assert row is not None
    assert (row.id, row.on, row.code, row.done) == (
        form.made, date(2027, 1, 11), "CX-101", False,
    )  # fmt: skip

    changed = edit_milestone(page, row.id)
    assert changed is not None
    changed.name.setText("Handover")
    changed.pick_initiative()
    choose("A date from outside the program")
    QTest.keyClick(changed.done, KEY.Key_Space)
    QTest.mouseClick(changed.go_on, Qt.MouseButton.LeftButton)
    row = kept(desk, "Handover")
    assert row is not None
    assert (row.initiative_id, row.done) == (None, True)
    seq = desk.store.head.seq
    still = edit_milestone(page, row.id)
    assert still is not None
    QTest.keyClick(still.name, KEY.Key_Return)
    assert desk.store.head.seq == seq
    tick_milestone(page, row)
    assert kept(desk, "Handover").done is False  # type: ignore[union-attr]
    gone = edit_milestone(page, row.id)
    assert gone is not None
    QTest.mouseClick(gone.remove, Qt.MouseButton.LeftButton)
    assert kept(desk, "Handover") is None
    assert edit_milestone(page, row.id) is None
    desk.undo()
    assert kept(desk, "Handover") is not None
    QApplication.sendPostedEvents()
    assert isValid(page)


def test_a_file_for_reading_only_keeps_its_milestones(
    store: Store, themed: QApplication, qtbot: QtBot
) -> None:
    store.close()
    with Store.open(store.path, home=store.path.parent, read_only=True, clock=clock) as still:
        page = Page(Editing(desk := Desk(still), desk))
        qtbot.addWidget(page)
        row = kept(desk, "Regulator deadline")
        assert row is not None
        assert add_milestone(page) is None
        assert edit_milestone(page, row.id) is None
        tick_milestone(page, row)
        assert kept(desk, "Regulator deadline") == row
