"""Cells of the table beside the bars are changed in place; what cannot be is said at the cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.model.states import LinkType
from cxdesk.services import what_if
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from tests.ui.popup import choose
from tests.ui.roadmap.table_hands import TableHands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> TableHands:
    return TableHands(desk, qtbot)


def dates(hands: TableHands, code: str) -> tuple[date | None, date | None]:
    kept = hands.kept(code)
    return kept.start, kept.end


def links(hands: TableHands, code: str) -> list[tuple[str, LinkType, int]]:
    id = hands.card(code).id
    codes = {card.id: card.code for card in hands.page.rows.all_cards()}
    return sorted(
        (codes[link.before], link.type, link.lag)
        for link in hands.page.rows.links() if link.after == id
    )  # fmt: skip


def test_dates_and_days_are_typed_and_follow_from_one_another(hands: TableHands) -> None:
    # What has not begun moves with its start, and keeps its working days.
    hands.change("CX-404", "start")
    hands.type("13 Sep 2027")
    assert dates(hands, "CX-404") == (date(2027, 9, 13), date(2027, 12, 24))
    assert hands.words("CX-404", "days") == "75"
    hands.change("CX-404", "days")
    hands.type("10 days")
    assert dates(hands, "CX-404") == (date(2027, 9, 13), date(2027, 9, 24))
    assert hands.labels()[0] == "CX-404 runs 13 Sep 2027 to 24 Sep 2027"
    # What has begun keeps its end.
    hands.change("CX-401", "start")
    hands.type("16.11.2026")
    assert dates(hands, "CX-401") == (date(2026, 11, 16), date(2027, 3, 26))
    hands.desk.undo()
    assert dates(hands, "CX-401") == (date(2026, 11, 9), date(2027, 3, 26))
    # A digit begins a date; nothing is lost of what was refused.
    hands.click("CX-404", "end")
    QTest.keyClick(hands.timeline, Qt.Key.Key_1)
    field = hands.timeline.editor()
    assert field is not None
    assert field.text() == "1"
    hands.type("32 Sep")
    assert hands.fault().startswith("“32 Sep” is no date.")
    assert field.text() == "32 Sep"
    hands.type("1 Sep 2027")
    assert hands.fault() == "CX-404 would end 1 Sep 2027, before it starts 13 Sep 2027."
    hands.type("0", enter=False)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    hands.change("CX-404", "days")
    hands.type("0")
    assert hands.fault() == "“0” is no whole number of working days from 1 to 10,000."
    assert dates(hands, "CX-404") == (date(2027, 9, 13), date(2027, 9, 24))


def test_what_has_no_dates_gets_them(hands: TableHands) -> None:
    hands.change("CX-503", "start")
    hands.type("")
    hands.change("CX-503", "end")
    hands.type("")
    assert dates(hands, "CX-503") == (None, None)
    assert hands.words("CX-503", "slack") == ""
    hands.change("CX-503", "days")
    hands.type("5")
    assert hands.fault() == "Give CX-503 a start first: its end follows from the days."
    field = hands.timeline.editor()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Escape)
    hands.change("CX-503", "start")
    hands.type("6 Sep 2027")
    assert dates(hands, "CX-503") == (date(2027, 9, 6), None)
    hands.change("CX-503", "days")
    hands.type("5")
    assert dates(hands, "CX-503") == (date(2027, 9, 6), date(2027, 9, 10))
    assert hands.unaligned() == []


def test_dates_that_push_others_wait_above_the_bars(hands: TableHands) -> None:
    pending = hands.page.gestures.pending
    hands.change("CX-201", "end")
    hands.type("19 Feb 2027")
    assert hands.timeline.editor() is None
    assert dates(hands, "CX-201") == (date(2026, 10, 19), date(2027, 2, 12))  # nothing is saved yet
    assert pending.proposal is not None
    assert hands.words("CX-201", "end") == "19 Feb 2027"  # but shown in both halves
    assert hands.words("CX-201", "days") == "88"
    assert hands.canvas.moved[hands.card("CX-201").id] == (date(2026, 10, 19), date(2027, 2, 19))
    assert hands.timeline.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert pending.proposal is None
    assert hands.words("CX-201", "end") == "12 Feb 2027"
    hands.change("CX-201", "end")
    hands.type("19 Feb 2027")
    hands.press(Qt.Key.Key_Return)  # the first choice, as on the bars
    assert hands.went == []
    assert dates(hands, "CX-201") == (date(2026, 10, 19), date(2027, 2, 19))
    assert dates(hands, "CX-203")[0] == date(2027, 2, 22)
    assert hands.words("CX-203", "start") == "22 Feb 2027"
    hands.desk.undo()
    assert dates(hands, "CX-203")[0] == date(2027, 2, 15)
    # The keys of the bars move the row's, too.
    hands.click("CX-302", "title")
    QTest.keyClick(hands.timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert hands.words("CX-302", "start") == "12 Jan 2027"
    hands.press(Qt.Key.Key_Escape)
    assert hands.words("CX-302", "start") == "11 Jan 2027"
    # Several at once.
    hands.click("CX-503", "title")
    hands.click("CX-504", "title", Qt.KeyboardModifier.ControlModifier)
    hands.change("CX-504", "days")
    hands.type("20")
    assert dates(hands, "CX-503")[1] == date(2027, 10, 1)
    assert dates(hands, "CX-504")[1] == date(2027, 1, 5)  # over two holidays
    assert hands.labels()[0] == "Dates of 2 initiatives"


def test_predecessors_are_typed_as_text(hands: TableHands) -> None:
    hands.side._on_picked(["predecessors", "end"])
    hands.change("CX-103", "predecessors")
    field = hands.timeline.editor()
    assert field is not None
    assert field.text() == "101"
    hands.type("101FS+2; 104 ss - 3; CX-201ff")
    fs, ss, ff = LinkType.FS, LinkType.SS, LinkType.FF
    wanted = [("CX-101", fs, 2), ("CX-104", ss, -3), ("CX-201", ff, 0)]
    assert links(hands, "CX-103") == wanted
    assert hands.labels()[0] == (
        "CX-103 waits for CX-101 (+2 d), CX-104 (SS \N{MINUS SIGN}3 d), CX-201 (FF)"
    )
    assert hands.words("CX-103", "predecessors") == "101FS+2; 104SS-3; 201FF"
    hands.desk.undo()  # one change
    assert links(hands, "CX-103") == [("CX-101", fs, 0)]
    hands.change("CX-103", "predecessors")
    hands.type("101ss")
    assert hands.labels()[0] == "CX-103 starts after CX-101 starts"  # the type alone is another
    hands.desk.undo()
    for text, why in (
        ("101; 999", "No initiative of the roadmap is called “999”."),
        ("103", "CX-103 cannot wait for itself."),
        ("101; 101SS", "CX-101 is named twice."),
        ("403", "This link would close a cycle: CX-403 → CX-103 → CX-403."),
    ):
        hands.change("CX-103", "predecessors")
        hands.type(text)
        assert hands.fault().startswith(why)
        field = hands.timeline.editor()
        assert field is not None
        assert field.text() == text
    hands.type("", enter=False)
    hands.write(field, "999;", enter=False)  # said while it is typed, once it is typed to its end
    assert hands.fault().startswith("No initiative of the roadmap is called “999”.")
    hands.type("")
    assert links(hands, "CX-103") == []
    assert hands.labels()[0] == "CX-103 waits for nothing"


def test_owner_progress_pin_and_title(hands: TableHands) -> None:
    hands.side._on_picked(["owner", "progress", "pinned", "cost", "batch"])
    hands.click("CX-101", "owner")
    hands.press(Qt.Key.Key_F2)
    choose("Luca Moretti")
    assert hands.card("CX-101").owner == "Luca Moretti"
    hands.change("CX-101", "progress")
    hands.type("45 %")
    assert hands.kept("CX-101").progress == 45
    hands.change("CX-101", "cost")
    hands.type("230,5")
    assert hands.kept("CX-101").cost == 230.5
    hands.change("CX-101", "title")
    hands.type("Kundennummer über alle Kanäle")
    assert hands.kept("CX-101").title == "Kundennummer über alle Kanäle"
    hands.click("CX-201", "pinned")
    hands.press(Qt.Key.Key_Space)
    assert hands.card("CX-201").pinned
    assert hands.words("CX-201", "pinned") == "pinned"
    assert hands.labels()[0] == "Pin CX-201"
    hands.change("CX-201", "pinned")
    assert not hands.card("CX-201").pinned


def test_in_a_what_if_changes_become_its_steps(hands: TableHands) -> None:
    before = dates(hands, "CX-404")
    done = hands.desk.do("Begin", lambda s: what_if.begin(s, "Later"))
    assert done is not None
    planning = hands.page.planning
    assert planning.show_what_if(done.result)
    hands.change("CX-404", "start")
    hands.type("13 Sep 2027")
    hands.side._on_picked(["predecessors", "start"])
    hands.change("CX-404", "predecessors")
    hands.type("403; 402")
    assert hands.words("CX-404", "start") == "13 Sep 2027"
    assert hands.words("CX-404", "predecessors") == "402; 403"
    hands.change("CX-404", "title")
    hands.type("Other")
    assert hands.fault().startswith("A what-if tries dates, links, owners, batches and costs.")
    assert planning.show_what_if(None)
    assert dates(hands, "CX-404") == before
    assert hands.words("CX-404", "predecessors") == "403"


def test_copied_cells_go_over_rows_and_columns(hands: TableHands) -> None:
    def paste(code: str, key: str, text: str) -> None:
        hands.click(code, key)
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(hands.timeline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    # Headings are no rows: below the last of a lane comes the first of the next.
    paste("CX-404", "title", "Spare parts\t4 Oct 2027\t15 Oct 2027\nChampions\t\t8 May 2026\n")
    assert hands.side.note.text().startswith("Row 2: The dates of CX-603 do not fit")
    paste("CX-404", "title", "Spare parts\t4 Oct 2027\t15 Oct 2027\nChampions\t2 Mar 2026\n")
    assert (hands.card("CX-404").title, hands.card("CX-603").title) == ("Spare parts", "Champions")
    assert dates(hands, "CX-404") == (date(2027, 10, 4), date(2027, 10, 15))
    assert hands.labels()[0] == "Paste into 2 initiatives"
    hands.desk.undo()
    assert hands.card("CX-404").title == "Parts stock"
    assert dates(hands, "CX-603") == (date(2026, 3, 2), date(2026, 5, 8))
    # Dates that push others wait; what else was copied is saved.
    paste("CX-201", "title", "Plain bill\t19 Oct 2026\t19 Feb 2027")
    assert hands.card("CX-201").title == "Plain bill"
    assert dates(hands, "CX-201")[1] == date(2027, 2, 12)
    pending = hands.page.gestures.pending
    assert pending.proposal is not None
    assert pending.save(pushed=True)
    assert dates(hands, "CX-203")[0] == date(2027, 2, 22)
    hands.side._on_picked(["days", "predecessors", "pinned"])
    paste("CX-503", "days", "15\t502FS+2; 504\tyes")
    assert dates(hands, "CX-503") == (date(2027, 9, 6), date(2027, 9, 24))
    fs = LinkType.FS
    assert links(hands, "CX-503") == [("CX-502", fs, 2), ("CX-504", fs, 0)]
    assert hands.card("CX-503").pinned
    before = hands.labels()[0]
    for text, why in (
        ("15\t502; 777", "Row 1, CX-503: No initiative of the roadmap is called “777”."),
        ("15\t503", "Row 1, CX-503: CX-503 cannot wait for itself."),
        ("15\t502FS+2; 504\tyes\t5", "4 columns"),
    ):
        paste("CX-503", "days", text)
        assert hands.side.note.text().startswith(why)
    hands.side._on_picked(["slack"])
    paste("CX-503", "slack", "5")
    assert hands.side.note.text() == "Row 1, CX-503: “5” cannot stand in Slack, which is not typed."
    assert hands.labels()[0] == before


def test_a_file_open_for_reading_shows_the_table_and_changes_nothing(
    themed: object, sample_file: Path, home: Path, qtbot: QtBot
) -> None:
    with Store(sample_file, home=home, read_only=True) as store:
        desk = Desk(store)
        hands, said = TableHands(desk, qtbot), []
        desk.said.connect(lambda toast: said.append(toast.text))
        hands.side._on_picked(["end", "pinned", "owner"])
        before = dates(hands, "CX-302")
        hands.change("CX-302", "end")
        assert hands.timeline.editor() is None
        hands.click("CX-302", "pinned")
        hands.press(Qt.Key.Key_Space)
        QGuiApplication.clipboard().setText("yes")
        QTest.keyClick(hands.timeline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert said == ["This file is open for reading only. Save a copy to change it."] * 3
        hands.click_title("owner")
        hands.click_head("Care")
        assert hands.unaligned() == []
        assert dates(hands, "CX-302") == before
        desk.deleteLater()
