"""The list: every initiative as a row that is changed where it stands, alone or with others."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from cxdesk.model.program import Horizon
from cxdesk.model.states import Priority, State
from cxdesk.services import initiatives, kanban
from cxdesk.ui.board.list_form import InitiativeForm
from cxdesk.ui.reason import ReasonOverlay
from tests.ui.list.hands import ListHands
from tests.ui.page_hands import CONTROL
from tests.ui.popup import choose, open_picker


def test_what_stands_there_is_what_the_cards_say(
    hands: ListHands, qtmodeltester: ModelTester
) -> None:
    assert hands.list.bar.count() == "24 of 24"
    assert hands.column("code")[:3] == ["CX-101", "CX-102", "CX-103"]
    said = {
        "title": "Single customer ID", "state": "In progress", "batch": "B1", "domain": "IT",
        "owner": "Ravi Menon", "priority": "Highest", "horizon": "Short", "start": "5 Oct 2026",
        "end": "26 Feb 2027", "cost": "220", "effort": "260", "score": "1.23",
        "charter": "v1.0 approved", "actions": "3/5",
    }  # fmt: skip
    assert {key: hands.words("CX-101", key) for key in said} == said
    assert hands.words("CX-502", "actions") == "3/7 (2 late)"
    qtmodeltester.check(hands.table.model())
    hands.desk.do("A", lambda s: initiatives.rename(s, hands.row("CX-101").id, "Ångström"))
    hands.list.bar.narrow.setText("ang menon")
    assert hands.column("title") == ["Ångström"]


def test_typed_cells_are_kept_refused_and_undone(hands: ListHands) -> None:
    before = hands.kept("CX-204")
    for key, text in (
        ("title", "Streit – einmal genügt 🙂"), ("start", "1.3.2027"), ("end", "2027-05-28"),
        ("cost", "1,250.5"), ("progress", "45 %"),
    ):  # fmt: skip
        if key == "start":
            hands.list.bar.choose(["start", "effort", "labels", "end", "cost", "progress"])
        hands.change("CX-204", key)
        hands.type(text)
    hands.change("CX-204", "effort")
    hands.type("12,5")
    hands.change("CX-204", "labels")
    hands.type(" urgent ,  bill shock,urgent,")
    row = hands.kept("CX-204")
    assert row.title == "Streit – einmal genügt 🙂"
    assert (row.start, row.end) == (date(2027, 3, 1), date(2027, 5, 28))
    assert (row.cost, row.effort, row.progress) == (1250.5, 12.5, 45)
    assert row.labels == ("urgent", "bill shock")
    assert hands.labels()[0] == "Label CX-204: urgent, bill shock"
    for _ in range(7):
        hands.desk.undo()
    assert hands.kept("CX-204") == before == hands.row("CX-204")

    for key, text, why in (
        ("title", " ", "CX-204 needs a title."),
        ("end", "1 Mar 2027", "CX-204 cannot end 1 Mar 2027, before it starts 15 Mar 2027."),
        ("end", "soon", "“soon” is no date."),
        ("cost", "-3", "“-3” is not a number of zero or more."),
        ("progress", "101", "“101” is no percentage from 0 to 100."),
    ):
        hands.change("CX-204", key)
        hands.type(text)
        field = hands.table.editor()
        assert field is not None
        assert field.note.text().startswith(why)
        assert field.text() == text, "what was typed stays"
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert hands.kept("CX-204") == before


def test_a_state_is_refused_with_its_sentence_and_way_and_asks_for_a_reason(
    hands: ListHands,
) -> None:
    hands.change("CX-102", "state")
    assert [one.text for one in open_picker().model.shown] == [
        "Planned", "Ready", "In progress", "On hold…", "Cancelled…",
    ]  # fmt: skip
    choose("In progress")
    note = hands.list.note
    assert note.text() == "CX-102 stays in Ready: CX-101 is not delivered."
    QTest.keyClick(note.findChildren(type(note._way))[0], Qt.Key.Key_Space)
    assert hands.went == [("initiative", hands.row("CX-101").id)]

    hands.change("CX-102", "state")
    choose("On hold…")
    asking = hands.page.findChild(ReasonOverlay)
    assert isinstance(asking, ReasonOverlay)
    hands.write(asking.field, "The vendor is late")
    row = hands.kept("CX-102")
    assert (row.state, row.column, row.reason) == (
        State.ON_HOLD, State.READY, "The vendor is late",
    )  # fmt: skip
    hands.change("CX-102", "state")
    choose("Resume: Ready")
    assert hands.kept("CX-102").state is State.READY


def test_what_is_chosen_in_one_of_several_rows_is_for_all_in_one_step(hands: ListHands) -> None:
    hands.click("CX-404", "code")
    hands.click("CX-503", "code", CONTROL)
    codes = ("CX-404", "CX-503")
    hands.list.bar.choose(["domain", "owner", "priority", "horizon", "state"])
    for key, words in (
        ("domain", "Finance"), ("owner", "Ben Carter"), ("priority", "Highest"),
        ("horizon", "Short"),
    ):  # fmt: skip
        hands.run(f"list-{key}")
        wanted = next(
            one.text for one in open_picker().model.shown if words in (one.text, one.note)
        )
        choose(wanted)
        assert len(hands.table.selected()) == 2
    for code in codes:
        row = hands.kept(code)
        assert (row.domain, row.owner, row.priority, row.set_horizon) == (
            "Fin", "Ben Carter", Priority.HIGHEST, Horizon.SHORT,
        )  # fmt: skip
    assert hands.labels()[0] == "Horizon of 2 initiatives: short"
    hands.run("list-batch")
    choose("B1")  # both are in the backlog: no rule binds their dates yet
    assert {hands.kept(code).batch for code in codes} == {"B1"}
    hands.desk.undo()
    assert [hands.kept(code).batch for code in codes] == ["B4", "B5"]

    assert "Set the end…" in hands.menu()
    hands.run("list-end")
    hands.type("1 Feb 2028")
    assert {hands.kept(code).end for code in codes} == {date(2028, 2, 1)}
    hands.run("list-state")
    choose("Planned")
    assert hands.list.note.text().startswith("CX-404 stays in Backlog:")
    assert {hands.kept(code).state for code in codes} == {State.BACKLOG}, "all or none"


def test_archived_and_cancelled_ones_are_shown_on_demand_and_restored(hands: ListHands) -> None:
    done, given_up = hands.kept("CX-304").id, hands.kept("CX-404").id
    hands.click("CX-101", "code")
    hands.run("list-archive")
    assert "only a delivered, embedded or cancelled initiative" in hands.list.note.text()
    hands.click("CX-304", "code")
    assert hands.menu("Archive")[:2] == ["Open", "Open charter"]
    hands.desk.do("C", lambda s: kanban.change_state(s, given_up, State.CANCELLED, "Too dear"))
    assert hands.list.bar.count() == "22 of 24"
    assert hands.list.bar.hidden.words() == "Hidden 2 archived or cancelled"
    hands.list.bar.hidden.click()
    assert hands.list.bar.count() == "24 of 24"
    assert hands.words("CX-304", "title").endswith("(archived)")
    hands.click("CX-304", "code")
    assert "Restore" in hands.menu("Restore")
    assert not hands.kept("CX-304").archived
    hands.change("CX-404", "state")
    assert open_picker().model.shown[0].why == "It stays so. Undo brings it back."
    open_picker().close()
    hands.list.bar.also.removed.emit()
    assert hands.list.bar.count() == "23 of 24"
    assert hands.page.reveal("initiative", given_up), "what is asked for is shown"
    assert hands.list.bar.over
    assert hands.table.current_row().id == given_up
    assert hands.page.reveal("charter", done)
    assert not hands.page.reveal("person", done)


def test_columns_order_and_what_is_kept_for_the_next_time(hands: ListHands) -> None:
    assert "Horizon" not in hands.table.sheet().titles
    hands.run("list-columns")
    choose("Horizon", "Progress")
    assert "Horizon" in hands.table.sheet().titles
    assert "Progress" not in hands.table.sheet().titles
    hands.table.head.turn(10)  # the cost
    hands.table.head.turn(10)
    assert hands.column("code")[:2] == ["CX-404", "CX-101"]
    hands.list.bar.show_over()
    habits = dict(hands.habits)
    assert habits["sorted"] == ["cost", True]
    hands.run("copy-list")
    rows = QGuiApplication.clipboard().text().splitlines()
    assert rows[0].split("\t")[:3] == ["Code", "Title", "State"]
    assert rows[1].split("\t")[0] == "CX-404"

    for wrong in ({"columns": 3, "sorted": ["no", True], "over": "yes"}, {"sorted": [1]}):
        hands.page.recall(wrong)
    hands.list.bar.choose(["state"])
    hands.list.bar.hide_over()
    hands.table.table.sort(-1)
    hands.page.recall(habits)
    assert hands.list.bar.over
    assert "Horizon" in hands.table.sheet().titles
    assert hands.column("code")[:2] == ["CX-404", "CX-101"]
    paper = hands.page.paper()
    assert paper is not None
    assert paper.name == "List of initiatives"


def test_the_keyboard_opens_steps_narrows_and_adds(hands: ListHands) -> None:
    hands.table.choose(hands.row("CX-103").id)
    hands.press(Qt.Key.Key_Return)
    ids = [hands.row(code).id for code in ("CX-102", "CX-103", "CX-104")]
    assert hands.went == [("initiative", ids[1])]
    assert hands.page.neighbour("initiative", ids[1], 1) == ids[2]
    assert hands.page.neighbour("initiative", ids[1], -1) == ids[0]
    hands.press(Qt.Key.Key_F2)
    field = hands.table.editor()
    assert field is not None
    assert field.objectName() == "cell-title"
    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert hands.page.begin_filter()
    narrow = hands.list.bar.narrow
    narrow.setText("nobody has this")
    assert hands.list.nothing.words() == "No initiative matches these filters"
    QTest.keyClick(narrow, Qt.Key.Key_Escape)
    hands.list.bar.offer()
    QApplication.processEvents()
    choose("Batch")
    choose(next(one.text for one in open_picker().model.shown if one.text.startswith("B2")))
    assert hands.list.bar.count() == "4 of 24"
    assert hands.habits["filter"] == {"batches": [hands.kept("CX-201").batch_id]}
    hands.page.recall({})
    assert hands.list.bar.count() == "24 of 24"

    hands.table.choose(ids[0])
    hands.press(Qt.Key.Key_N)
    form = hands.page.findChild(InitiativeForm)
    assert isinstance(form, InitiativeForm)
    hands.write(form.title, "")
    assert form.trouble.text() == "An initiative needs a title."
    hands.write(form.title, "Ask in Sorbian")
    assert form.said.text() == "“Ask in Sorbian” is added."
    row = hands.kept("CX-105")
    assert (row.title, row.batch, row.domain, row.state) == (
        "Ask in Sorbian", "B1", "Care", State.BACKLOG,
    )  # fmt: skip
    QTest.keyClick(form, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert hands.table.current_row().code == "CX-105"

    QTest.keyClick(hands.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert hands.labels()[0] == "Duplicate CX-105"
    assert hands.went[-1] == ("initiative", hands.kept("CX-106").id)
    assert hands.kept("CX-106").title.startswith("Ask in Sorbian")
