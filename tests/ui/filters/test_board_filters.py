"""The board shows what passes its filters: chosen, typed, changed while it is looked at."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cxdesk.model.states import Priority, State
from cxdesk.services import initiatives, people, programs
from cxdesk.services.card_filter import CardFilter
from cxdesk.ui import theme
from tests.conftest import TODAY
from tests.ui.filters.sieve import CONTROL, Sieve
from tests.ui.popup import choose

Key = Qt.Key


def test_chips_say_what_is_shown_are_changed_and_taken_away(sieve: Sieve) -> None:
    sieve.press(Key.Key_F)
    choose("Batch")
    choose("B1 Ask Once", "B2 Clear Bills", "B6 Everyone Plays")
    assert sieve.chip("batches").words() == "Batch B1, B2, B6"
    assert sieve.bar.count() == "12 of 24"
    sieve.filter("Horizon", "Mid", "Short")
    assert sieve.chip("horizons").words() == "Horizon Short, Mid"
    assert sieve.bar.count() == "12 of 24"
    sieve.chip("batches").setFocus()
    reached = []
    while sieve.focus() is not sieve.board:
        reached.append(sieve.focus())
        QTest.keyClick(reached[-1], Key.Key_Tab)
    assert len(reached) == 9
    places = [part.mapTo(sieve.page, part.rect().center()).x() for part in reached]
    assert places == sorted(places), "the tab key goes through the bar as one reads"
    assert [box.lane.heading.code for box in sieve.board.boxes.lanes] == ["B1", "B2", "B6"]
    assert sieve.note("Planned") == "3 of 6 shown"
    assert sieve.board.boxes.lanes[0].lane.segments, "headers count hidden cards too"
    assert sieve.page.hidden.text() == (
        "3 batches hidden by filters: B3 Answer Faster, B4 Right First Visit, B5 Stay With Us"
    )
    sieve.hit(sieve.chip("batches"))
    assert sieve.offered()["B3 Answer Faster"] == "4", "as many as would be shown"
    choose("B2 Clear Bills", "B6 Everyone Plays", "B3 Answer Faster")
    assert sieve.chip("batches").words() == "Batch B1, B3"
    assert sieve.shown() == "101 102 103 104 301 302 303 304"
    assert sieve.habits["Board/filter"] == sieve.bar.kept.plain()
    chip = sieve.chip("horizons")
    sieve.hit(chip, chip.cross().center().toPoint())
    assert not chip.isVisible()
    sieve.chip("batches").setFocus()
    sieve.press(Key.Key_Delete)
    assert sieve.bar.count() == "24 of 24"
    assert sieve.focus() is sieve.bar.more, "the keyboard stays in the bar"
    assert sieve.page.hidden.text() == ""
    assert sieve.note("Planned") == ""


def test_values_are_offered_with_what_each_would_show(sieve: Sieve) -> None:
    sieve.filter("Domain", "IT", "Organisation-wide")
    assert sieve.chip("domains").words() == "Domain IT, Org"
    sieve.click("filter")
    choose("Owner")
    offered = sieve.offered()
    assert offered["Me"] == "Sofia Marques · 3"
    assert (offered["Luca Moretti"], offered["Aisha Khan"], offered["Nobody"]) == ("3", "0", "0")
    choose("Me", "Luca Moretti")
    assert sieve.chip("owners").words() == "Owner Me, Luca Moretti"
    assert sieve.shown() == "103 202 302 601 602 603"
    for field, value, words in (
        ("State", "Planned", "State Planned"),
        ("Priority", "High", "Priority High"),
        ("Due", "Later", "Due Later"),
        ("Obstacle", "Waiting", "Obstacle Waiting"),
        ("Charter", "In review", "Charter In review"),
        ("Label", "technology", "Label technology"),
    ):
        sieve.filter(field, value)
        chips = [one.words() for one in sieve.bar.chips if not one.isHidden()]
        assert words in chips or sieve.bar.all.isVisible()
    assert sieve.shown() == "202"
    assert sieve.bar.all.isVisible(), "eight chips have no room"
    assert sieve.bar.all.words() == "Filters 8"
    sieve.hit(sieve.bar.all)
    assert sieve.offered()["Charter"] == "In review"
    choose("Charter")
    choose("In review", "Draft")
    assert sieve.shown() == "103"
    sieve.bar.all.setFocus()
    sieve.press(Key.Key_Delete)
    assert sieve.bar.kept == CardFilter()


def test_words_narrow_as_they_are_typed_and_are_marked(sieve: Sieve) -> None:
    assert sieve.view.begin_filter(), "the key / comes this way"
    field = sieve.bar.narrow
    assert sieve.focus() is field
    QTest.keyClicks(field, "bill fi")
    assert sieve.shown() == "203"
    assert sieve.bar.count() == "1 of 24"
    faces, card = sieve.board.faces, sieve.card("CX-203")
    assert faces is not None
    rect = sieve.board.visualRect(sieve.page.model.index_of(card.id))
    assert len(faces.marks(rect.toRectF(), card)) == 2
    shot = sieve.board.viewport().grab().toImage()
    found = {shot.pixelColor(x, rect.top() + 32).name() for x in range(rect.left(), rect.right())}
    assert theme.current().tint2.name() in found
    sieve.press(Key.Key_Return)
    assert sieve.focus() is sieve.board
    assert sieve.current() == "CX-203"
    field.setFocus()
    field.selectAll()
    field.insert("TOMÁS")
    assert sieve.shown() == "501 502 503"
    assert "filter" not in {key.partition("/")[2] for key in sieve.habits}, "words are forgotten"
    sieve.press(Key.Key_Escape)
    assert sieve.bar.count() == "24 of 24"
    sieve.press(Key.Key_Escape)
    assert sieve.focus() is sieve.board


def test_where_nothing_passes_that_is_said_with_the_way_back(sieve: Sieve) -> None:
    sieve.filter("State", "Embedded")
    sieve.bar.narrow.insert("xyz")
    nothing = sieve.page.filtering.nothing
    assert nothing.isVisible()
    assert nothing.words() == "No initiative matches these filters"
    assert sieve.page.hidden.text() == ""
    button = nothing.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    sieve.hit(button)
    assert not nothing.isVisible()
    assert sieve.bar.count() == "24 of 24"
    assert sieve.bar.narrow.text() == ""
    assert sieve.focus() is sieve.board


def test_a_card_that_leaves_the_filter_says_where_it_went(sieve: Sieve) -> None:
    sieve.filter("State", "Planned")
    card = sieve.card("CX-202")
    sieve.board.focus_card(card.id)
    sieve.board.setFocus()
    sieve.press(Key.Key_Left, CONTROL)
    assert sieve.card("CX-202").state is State.BACKLOG
    assert "202" not in sieve.shown()
    assert sieve.board.selected_cards() == [], "what is hidden is not moved by the next key"
    assert sieve.said() == "CX-202 moved to Backlog, hidden by the filters"
    show = sieve.toasts[-1]
    assert show.button == "Show"
    assert show.action is not None
    show.action()
    assert sieve.current() == "CX-202"
    assert sieve.bar.count() == "6 of 24"
    sieve.filter("Horizon", "Mid")
    assert "202" not in sieve.shown(), "another filter hides it again"
    sieve.run("clear-filters")
    sieve.filter("Priority", "Low")
    two = [card.id for card in sieve.page.data.shown_cards()][:2]
    sieve.desk.do(
        "Prioritise", lambda s: [initiatives.prioritise(s, id, Priority.HIGHEST) for id in two]
    )
    assert sieve.said() == "2 initiatives changed and hidden by the filters now"


def test_going_to_a_hidden_card_shows_it_and_says_so(sieve: Sieve) -> None:
    sieve.filter("Batch", "B1 Ask Once")
    before = len(sieve.toasts)
    assert sieve.view.reveal("initiative", sieve.card("CX-101").id)
    assert len(sieve.toasts) == before
    assert sieve.view.reveal("initiative", sieve.card("CX-404").id)
    assert sieve.current() == "CX-404"
    assert sieve.shown() == "101 102 103 104 404"
    assert sieve.said() == "CX-404 is shown although the filters hide it"
    batch = sieve.card("CX-301").batch_id
    assert batch is not None
    assert sieve.view.reveal("batch", batch)
    assert sieve.said() == "The filters are cleared to show B3"
    assert sieve.bar.kept == CardFilter()


def test_what_is_added_beside_the_filter_is_shown(sieve: Sieve) -> None:
    sieve.filter("Owner", "Me")
    sieve.press(Key.Key_N)
    QTest.keyClicks(sieve.page.quick_add, "Quiet hours")
    QTest.keyClick(sieve.page.quick_add, Key.Key_Return)
    assert sieve.shown().split() == ["601", "602", "603", "605"]


def test_what_is_gone_from_the_program_filters_no_more(sieve: Sieve) -> None:
    sieve.desk.do("Add", lambda s: programs.add_batch(s, "B9", "Late", TODAY))
    sieve.filter("Batch", "B9 Late", "B1 Ask Once")
    assert sieve.chip("batches").words() == "Batch B1, B9"
    sieve.desk.undo()
    assert sieve.chip("batches").words() == "Batch B1"
    assert sieve.shown() == "101 102 103 104"
    sieve.filter("Owner", "Ravi Menon", "Luca Moretti")
    ravi = sieve.card("CX-101").owner_id
    assert ravi is not None
    sieve.desk.do("Rename", lambda s: people.edit(s, ravi, name="Ravi M. Menon"))
    assert sieve.chip("owners").words() == "Owner Luca Moretti, Ravi M. Menon"


def test_the_row_holds_beside_the_side_panel(sieve: Sieve) -> None:
    sieve.filter("Batch", "B1 Ask Once", "B2 Clear Bills")
    sieve.filter("Horizon", "Short", "Mid")
    bar = sieve.bar
    for width, one_chip in ((1264, False), (912, True), (596, True)):
        sieve.view.resize(width, 700)
        QApplication.processEvents()
        assert bar.all.isVisible() is one_chip
        row = [one for one in bar.children() if hasattr(one, "isVisible") and one.isVisible()]
        boxes = sorted((one.geometry() for one in row), key=lambda box: box.left())
        assert all(a.right() < b.left() for a, b in pairwise(boxes))
        assert boxes[-1].right() < width
        for part in (bar.columns, bar.lanes, bar.narrow, bar.views):
            assert part.isVisible()
    bar.set_count(2576, 10_000)
    QApplication.processEvents()
    assert not bar.views.isVisible(), "what a key does too goes last"
    assert bar.lanes.geometry().right() < 596
