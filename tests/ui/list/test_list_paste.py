"""Cells of a spreadsheet pasted into the list: all in one step, or refused with the row named."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cxdesk.model.program import Horizon
from cxdesk.model.states import Priority, State
from cxdesk.services import programs
from cxdesk.services.card_filter import CardFilter
from cxdesk.services.frame import frame
from tests.ui.list.hands import ListHands
from tests.ui.page_hands import CONTROL


def paste(hands: ListHands, code: str, key: str, text: str) -> None:
    """Go to a cell without opening what it is of, and paste there."""
    hands.table.choose(hands.row(code).id)
    hands.table.setCurrentIndex(hands.table.cell(key))
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(hands.table, Qt.Key.Key_V, CONTROL)


def test_a_block_goes_into_the_rows_below_in_one_step(hands: ListHands) -> None:
    hands.list.bar.choose([
        "domain", "owner", "priority", "horizon", "start", "end", "cost", "effort", "labels",
    ])  # fmt: skip
    before = [hands.kept(code) for code in ("CX-203", "CX-204")]
    paste(hands, "CX-203", "title", (
        "Anruf – „ja“\tCare\taisha khan\tHigh\tLong\t1.3.2027\t2027-04-01\t1,250.5\t12,5\ta, b\r\n"
        '"Ein ""Fall"""\tOrganisation-wide\t\t\t\t2 Mar 2027\t1 Apr 2027\t7\t8\t\r\n'
    ))  # fmt: skip
    one, two = hands.kept("CX-203"), hands.kept("CX-204")
    assert (one.title, one.domain, one.owner) == ("Anruf – „ja“", "Care", "Aisha Khan")
    assert (one.priority, one.set_horizon) == (Priority.HIGH, Horizon.LONG)
    assert (one.start, one.end) == (date(2027, 3, 1), date(2027, 4, 1))
    assert (one.cost, one.effort, one.labels) == (1250.5, 12.5, ("a", "b"))
    assert (two.title, two.domain_id, two.owner_id) == ('Ein "Fall"', None, None)
    assert (two.priority, two.labels, two.cost) == (None, (), 7.0)
    assert hands.labels()[0] == "Paste into 2 initiatives"
    hands.desk.undo()
    assert [hands.kept(code) for code in ("CX-203", "CX-204")] == before

    # What was copied here comes back with its titles; what is the same is left alone.
    hands.table.selectAll()
    hands.table.copy()
    copied = QGuiApplication.clipboard().text()
    paste(hands, "CX-101", "code", copied)
    assert hands.list.note.text() == "What was copied is what stands there already."
    paste(hands, "CX-101", "code", copied.replace("Single customer ID", "One customer ID"))
    assert hands.kept("CX-101").title == "One customer ID"
    assert hands.labels()[0] == "Paste into CX-101"

    # One cell fills all selected rows.
    hands.list.bar.choose(["batch", "state"])
    hands.click("CX-404", "code")
    hands.click("CX-503", "code", CONTROL)
    hands.table.selectionModel().setCurrentIndex(
        hands.table.cell("batch"), hands.table.selectionModel().SelectionFlag.NoUpdate
    )
    QGuiApplication.clipboard().setText("Everyone Plays")
    hands.run("list-paste")
    assert hands.labels()[0] == "Paste into 2 initiatives"
    assert [hands.kept(code).batch for code in ("CX-404", "CX-503")] == ["B6", "B6"]
    QGuiApplication.clipboard().setText("Backlog")
    hands.run("list-paste")
    assert hands.list.note.text().startswith("Row 1, CX-404: “Backlog” is no batch")


def test_what_cannot_be_is_refused_as_a_whole(hands: ListHands) -> None:
    hands.list.bar.choose(["state", "owner", "end", "score"])
    before, labels = hands.list.reader.rows, hands.labels()
    for code, key, text, why in (
        ("CX-203", "end", "1 Apr 2027\nbald", "Row 2, CX-204: “bald” is no date."),
        ("CX-203", "title", "Ja\n ", "Row 2, CX-204: an initiative needs a title."),
        (
            "CX-203",
            "owner",
            "Aisha Khan\nWer",
            "Row 2, CX-204: “Wer” is no person of this program.",
        ),
        ("CX-203", "score", "9", "Row 1, CX-203: “9” cannot stand in Score, which is not typed."),
        ("CX-102", "code", "CX-103", "Row 1, CX-102: “CX-103” cannot stand in Code"),
        ("CX-604", "title", "a\nb", "2 rows were copied, and the list ends after 1 row from here."),
        ("CX-604", "score", "1\t2", "2 columns were copied, and the list ends after 1 column"),
        ("CX-604", "title", "\n", "Nothing was copied that could stand in a cell."),
        ("CX-204", "state", "On hold", "Row 1: CX-204 needs a reason to be on hold: move it by"),
        ("CX-101", "state", "In progress\nIn progress", "Row 2: CX-102 stays in Ready"),
        ("CX-203", "end", "1 Jan 2027", "Row 1: CX-203 cannot end 1 Jan 2027, before it starts"),
    ):
        paste(hands, code, key, text)
        assert hands.list.note.text().startswith(why)
    assert (hands.list.reader.rows, hands.labels()) == (before, labels)


def test_costs_follow_the_currency_and_the_list_takes_the_filter_of_the_board(
    hands: ListHands,
) -> None:
    hands.desk.do("A", lambda s: programs.set_currency(s, frame(s).id, "USD"))
    place = next(n for n, one in enumerate(hands.table.table.columns) if one.key == "cost")
    head = hands.table.table.headerData(place, Qt.Orientation.Horizontal)
    assert head == "Cost k$"
    assert head in [one.title for one in hands.list.bar.list_columns]
    hands.change("CX-101", "cost")
    hands.type("230")
    assert hands.labels()[0] == "CX-101 costs 230 k$"
    hands.list.board_filter = lambda: CardFilter(text="words", states=(State.PLANNED,))
    hands.run("list-as-board")
    assert hands.list.bar.kept == CardFilter(states=(State.PLANNED,))
    assert hands.habits["filter"] == CardFilter(states=(State.PLANNED,)).plain()
